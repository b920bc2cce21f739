"""A resident's statement: what counts, why and until when, who looked, and what they can do."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from backend.contracts.cases import CaseView
from backend.contracts.deeds import DeedView, StepView
from backend.contracts.export import ExportedRedemption, ExportView
from backend.contracts.own_perks import Amount
from backend.contracts.perks import GrantView
from backend.contracts.rights import ComingChange
from backend.contracts.scoring import LineView, ScoreView
from backend.core.bound import TIMES
from backend.core.city import City
from backend.core.deed import StepKind
from backend.core.problems import LANGUAGES, Language
from backend.core.sentences.statement import STATEMENT
from backend.services.markup import Block, Heading, Items, Paragraph, Table
from backend.services.scheme_shelf import HeldScheme
from backend.services.words import grade_zh, plain, signed

LOOKS_SHOWN: Final = 100
USED_SHOWN: Final = 20
# After one of these a notice period runs no more.
_OVER: Final = frozenset({StepKind.ANNULLED.value, StepKind.REPAIRED.value})


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement is made of.

    Attributes:
        held: the scheme in force.
        coming: how the score will change by itself.
        on: the city's civil day.
    """

    file: ExportView
    city: City
    held: HeldScheme
    coming: Sequence[ComingChange]
    on: date
    language: Language


class Words:
    """Words, days and moments of one language and city."""

    def __init__(self, language: Language, time_zone: str) -> None:
        """Speak this language, by the clocks of this time zone."""
        self._place = LANGUAGES.index(language)
        self._zone = ZoneInfo(time_zone)

    def __call__(self, key: str, **values: object) -> str:
        """A word or a sentence; a code without one is shown as it is."""
        found = STATEMENT.get(key, (key, key))[self._place]
        return found.format_map(values) if values else found

    def of(self, english: str, chinese: str) -> str:
        """One of two labels."""
        return (english, chinese)[self._place]

    def fact(self, key: str, value: str) -> str:
        """A word and what it stands for."""
        return f"{self(key)}{self.of(': ', '：')}{value}"

    def moment(self, at: datetime | None) -> str:
        """A moment as the city's clocks show it."""
        return "" if at is None else f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def day(self, on: date | None) -> str:
        """A civil day."""
        return "" if on is None else on.isoformat()

    def table(self, *columns: str, rows: Sequence[tuple[str, ...]]) -> Block:
        """A table whose columns are headed by these words, or that there is none."""
        if not rows:
            return Paragraph(self("none"))
        return Table(tuple(map(self, columns)), tuple(rows))


def statement_blocks(standing: Standing) -> tuple[Block, ...]:
    """Every section of a statement, in the order in which it is read."""
    made = _Statement(standing)
    return tuple(
        block
        for section in (
            made.person,
            made.score,
            made.coming,
            made.notices,
            made.cases,
            made.grants,
            made.used,
            made.deeds,
            made.looks,
            made.rights,
            made.consent,
        )
        for block in section()
    )


def used_row(say: Words, used: ExportedRedemption) -> tuple[str, ...]:
    """A perk that was used, and of what is lent the day by which it is due."""
    label = say.of(used.label_en, used.label_zh)
    provider = say.of(used.provider_en, used.provider_zh)
    due = say.day(used.due_on) if used.state == "lent" else ""
    return (
        say.moment(used.taken_at),
        f"{label} ({provider})",
        amount_words(say, used.value),
        say(f"perk-{used.state}"),
        due,
    )


def amount_words(say: Words, value: Amount | None) -> str:
    """How much a perk gives, with its unit."""
    if value is None:
        return ""
    return f"{plain(value.amount)} {say.of(value.unit_en, value.unit_zh)}"


class _Statement:
    def __init__(self, standing: Standing) -> None:
        self._all = standing
        self._file = standing.file
        self._say = Words(standing.language, standing.city.time_zone)

    def person(self) -> Iterator[Block]:
        say, who = self._say, self._file.resident
        moment = say.moment(self._file.made_at)
        name = say.of(self._file.city_en, self._file.city_zh)
        yield Paragraph(say("intro", city=name, moment=moment))
        yield Heading(2, say("person"))
        facts = {"name": who.name or "", "number": who.number or ""}
        facts |= {"state": say(who.state), "since": say.moment(who.since)}
        yield Items(tuple(say.fact(key, value) for key, value in facts.items()))

    def score(self) -> Iterator[Block]:
        made = self._file.score
        if made is None:
            return
        say, held = self._say, self._all.held
        band = held.bands[made.band]
        key = "headline" if held.scheme.text.scale.show_points else "headline-level"
        label = say.of(band.label_en, band.label_zh)
        yield Heading(2, say("score", on=say.day(made.on)))
        yield Paragraph(say(key, total=plain(made.total), band=label))
        yield Paragraph(say("how", scheme=self._title()))
        yield say.table("what", "points", "until", "note", rows=list(self._sum(made)))

    def _title(self) -> str:
        text = self._all.held.scheme.text
        return f"{self._say.of(text.title_en, text.title_zh)} ({self._all.held.digest[:12]})"

    def _sum(self, made: ScoreView) -> Iterator[tuple[str, ...]]:
        """The score as a sum: its base, its lines, and its total."""
        say = self._say
        yield say("base"), plain(made.base), "", ""
        yield from map(self._line, made.lines)
        if made.total != made.unclamped:
            yield say("limits"), signed(made.total - made.unclamped), "", ""
        yield say("total"), plain(made.total), "", ""

    def _line(self, line: LineView) -> tuple[str, ...]:
        say = self._say
        label = self._all.held.label_of(line.rule, self._all.language)
        until = say("open-end") if line.counts_until is None else say.day(line.counts_until)
        return f"{label} ({line.source})", signed(line.points), until, line.note

    def coming(self) -> Iterator[Block]:
        if self._file.score is None:
            return
        say, bands = self._say, self._all.held.bands
        yield Heading(2, say("coming"))
        rows = [
            (
                say.day(each.on),
                plain(each.total),
                say.of(bands[each.band].label_en, bands[each.band].label_zh),
                say.of("; ", "；").join(each.because),
            )
            for each in self._all.coming
        ]
        if rows:
            yield say.table("day", "total", "band", "why", rows=rows)
        else:
            yield Paragraph(say("nothing-comes"))

    def notices(self) -> Iterator[Block]:
        say = self._say
        yield Heading(2, say("notices"))
        told = [
            say(
                "notice",
                label=say.of(deed.label_en, deed.label_zh),
                occurred=say.day(deed.occurred_on),
                on=say.day(first),
            )
            for deed, first in self._running()
        ]
        yield Items(tuple(told)) if told else Paragraph(say("none"))

    def _running(self) -> Iterator[tuple[DeedView, date]]:
        """Deeds that will count, and the first day on which they may."""
        for deed in self._file.deeds:
            kinds = [step.kind for step in deed.steps]
            told = [step.on for step in deed.steps if step.kind == StepKind.NOTIFIED.value]
            first = told[-1] if told else None
            is_over = kinds[-1] == StepKind.SUSPENDED.value or not _OVER.isdisjoint(kinds)
            if first is not None and first > self._all.on and not is_over:
                yield deed, first

    def cases(self) -> Iterator[Block]:
        say = self._say
        yield Heading(2, say("cases"))
        rows = list(map(self._case, self._file.cases))
        yield say.table("kind", "about", "asked", "due", "state", "said", rows=rows)

    def _case(self, case: CaseView) -> tuple[str, ...]:
        say = self._say
        about, asked = say.of(case.label_en, case.label_zh), say.moment(case.made_at)
        if case.on_paper_by is not None:
            asked = say("asked-on-paper", at=asked, role=say(case.on_paper_by))
        due = say.day(case.due_on) if case.state == "open" else ""
        said = " — ".join(part for part in (case.text, case.reasons) if part)
        return say(case.kind), about, asked, due, say(case.state), said

    def grants(self) -> Iterator[Block]:
        say = self._say
        yield Heading(2, say("grants"))
        rows = list(map(self._grant, self._file.grants))
        yield say.table("perk", "from", "to", "state", "reason", rows=rows)

    def _grant(self, grant: GrantView) -> tuple[str, ...]:
        say = self._say
        label = say.of(grant.label_en, grant.label_zh)
        provider = say.of(grant.provider_en, grant.provider_zh)
        days = (say.day(grant.from_day), say.day(grant.ends_on or grant.until_day))
        reason = grant.revoke_reason or grant.reason
        return f"{label} ({provider})", *days, say(grant.state), reason

    def used(self) -> Iterator[Block]:
        """The latest perks that were used, and before them whatever is in hand."""
        say, used = self._say, self._file.redemptions
        yield Heading(2, say("used-perks"))
        in_hand = sorted(
            (each for each in used if each.state == "lent"), key=lambda each: str(each.due_on)
        )
        others = [each for each in used if each.state != "lent"]
        rows = [used_row(say, each) for each in (*in_hand, *others[:USED_SHOWN])]
        yield say.table("when", "perk", "value", "state", "bring-back", rows=rows)
        if len(others) > USED_SHOWN:
            yield Paragraph(say("used-more", shown=USED_SHOWN, all=len(others)))

    def deeds(self) -> Iterator[Block]:
        say = self._say
        yield Heading(2, say("deeds"))
        if not self._file.deeds:
            yield Paragraph(say("none"))
        for deed in self._file.deeds:
            label = say.of(deed.label_en, deed.label_zh)
            yield Heading(3, say("deed", label=label, on=say.day(deed.occurred_on)))
            yield from map(Paragraph, self._facts(deed))
            rows = list(map(self._step, deed.steps))
            yield say.table("when", "step", "on", "by", "reason", rows=rows)

    def _facts(self, deed: DeedView) -> Iterator[str]:
        say = self._say
        facts = [say(deed.direction), say("counts" if deed.counts else "counts-not")]
        if deed.grade is not None:
            facts.append(say("grade", grade=say.of(deed.grade, grade_zh(deed.grade))))
        # Whatever is counted in times is once, where nothing else is said.
        is_once = deed.unit == TIMES and deed.quantity == 1
        if deed.quantity is not None and not is_once:
            facts.append(f"{plain(deed.quantity)} {self._unit(deed)}".strip())
        if deed.department:
            facts.append(say("department", department=self._department(deed.department)))
        yield " · ".join(facts)
        if deed.document is not None:
            yield say(
                "document",
                authority=deed.document.authority,
                number=deed.document.number,
                issued=say.day(deed.document.issued_on),
            )
        if deed.account is not None:
            yield say("account-of", account=deed.account)

    def _unit(self, deed: DeedView) -> str:
        unit = deed.unit or ""
        found = self._all.held.catalogue.units.get(unit)
        return unit if found is None else self._say.of(found.label_en, found.label_zh)

    def _department(self, code: str) -> str:
        found = self._all.held.catalogue.departments.get(code)
        return code if found is None else self._say.of(found.label_en, found.label_zh)

    def _step(self, step: StepView) -> tuple[str, ...]:
        say = self._say
        by = say(step.role)
        return say.moment(step.at), say(step.kind), say.day(step.on), by, step.reason or ""

    def looks(self) -> Iterator[Block]:
        say, looks = self._say, self._file.looks
        yield Heading(2, say("looks"))
        rows = [
            (
                say.moment(each.at),
                " · ".join(filter(None, (each.name or say("gone"), each.department))),
                say(each.role),
                each.what,
                each.reason or say("work"),
            )
            for each in looks[:LOOKS_SHOWN]
        ]
        yield say.table("when", "who", "role", "what", "reason", rows=rows)
        if len(looks) > LOOKS_SHOWN:
            yield Paragraph(say("looks-more", shown=LOOKS_SHOWN, all=len(looks)))

    def rights(self) -> Iterator[Block]:
        say, city = self._say, self._all.city
        yield Heading(2, say("rights"))
        yield Items(
            (
                say("right-object", days=city.objection_days),
                say("right-repair"),
                say("right-copy"),
                say("right-leave", days=city.cooling_off_days),
                say("right-contact", contact=city.contact),
            )
        )

    def consent(self) -> Iterator[Block]:
        say, city = self._say, self._all.city
        yield Heading(2, say("consent"))
        given = [each for each in self._file.consents if each.kind == "given"]
        if self._file.resident.state != "participating" or not given:
            yield Paragraph(say("consent-none"))
            return
        last = given[-1]
        yield Paragraph(
            say(
                "consent-paper" if last.is_on_paper else "consent-given",
                at=say.moment(last.at),
                version=last.version,
                language=say(last.language),
                officer=last.officer or say("gone"),
            )
        )
        yield Paragraph(say("consent-for", purpose=say.of(city.purpose_en, city.purpose_zh)))
