"""Deed entries, as `score` and scenarios state them, made into deeds of a scheme.

Each is taken as confirmed, notified and recorded on the day it occurred.
"""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from backend.cities.decode import NUMBER_MAX, near, problems_of, shortened
from backend.contracts.scoring import DeedEntry
from backend.core.bound import BoundRule, Scheme
from backend.core.catalogue import Catalogue, Measure, Unit
from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant
from backend.core.price import ByGrade
from backend.core.problems import Language, Place, Problem, ProblemsError
from backend.core.scheme import Excluded
from backend.core.term import FIRST_DAY, LAST_DAY, end_of

ID_LENGTH_MAX: Final = 200
QUANTITY_DECIMALS_MAX: Final = 3

_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_INDEX: Final = re.compile(r"\$\[(?P<index>\d+)\]")

# The place of an entry's fields, until it is known which entry it is.
ENTRY: Final = Place("deeds", "")


class EntryReader:
    """Makes deeds of one scheme from entries, or raises with the first problem of each."""

    def __init__(self, scheme: Scheme, catalogue: Catalogue, language: Language = "en") -> None:
        """Look up once what every entry needs."""
        self._scheme = scheme
        self._language = language
        self._catalogue = catalogue
        self._units = _spellings(catalogue.units.values())
        self._sources: dict[str, list[BoundRule]] = {}
        for bound in scheme.rules.values():
            self._sources.setdefault(bound.rule.source, []).append(bound)
        self._excluded = {entry.source: entry for entry in scheme.text.excluded}

    def deeds(self, entries: Iterable[DeedEntry], on: date) -> list[Deed]:
        """The deeds that occurred by `on`; of later ones only id and days are looked at.

        Raises:
            ProblemsError: with one problem for each entry that cannot be a deed.
        """
        once: dict[str, Deed] = {}
        problems: list[Problem] = []
        for number, entry in enumerate(entries, 1):
            try:
                _check_id_and_days(entry)
                if entry.occurred_on <= on:
                    deed = self._deed(entry)
                    _check_once(deed, once.setdefault(entry.id, deed))
            except ProblemsError as error:
                named = f"deed {shortened(entry.id)!r}" if entry.id else f"deed {number}"
                problems += (_at(named, problem) for problem in error.problems)
        if problems:
            raise ProblemsError(*problems)
        return list(once.values())

    def deed(self, entry: DeedEntry) -> Deed:
        """The deed of one entry.

        Raises:
            ProblemsError: with the first thing wrong, naming the field.
        """
        _check_id_and_days(entry)
        return self._deed(entry)

    def _deed(self, entry: DeedEntry) -> Deed:
        """The deed, or the first thing wrong with its entry raised."""
        bound = self._find(entry)
        _check_grade(entry, bound)
        if entry.quantity is not None:
            self._check_quantity(entry, entry.quantity, bound)
        elif entry.unit is not None:
            raise ProblemsError(ENTRY.problem("unit-without-quantity", "unit"))
        elif bound.by_quantity and not bound.in_times:
            unit = _called(bound, bound.deed_type.unit or "-")
            raise ProblemsError(ENTRY.problem("quantity-missing", "quantity", None, **unit))
        if entry.ended_on is not None or entry.repaired_on is not None:
            _check_life(entry, bound)
        return Deed(
            id=entry.id,
            deed_type=bound.rule.deed_type,
            occurred_on=entry.occurred_on,
            grade=entry.grade,
            quantity=None if entry.quantity is None else _exact(entry.quantity),
            unit=self._unit_of(entry, bound),
            steps=_steps(entry),
        )

    def _unit_of(self, entry: DeedEntry, bound: BoundRule) -> str | None:
        if entry.quantity is None:
            return None
        return self._units[_spelling(entry.unit)] if entry.unit else bound.deed_type.unit

    def _find(self, entry: DeedEntry) -> BoundRule:
        """The one rule that an entry names."""
        if (entry.rule is None) is (entry.source is None):
            raise ProblemsError(ENTRY.problem("rule-or-source", "rule"))
        if entry.source is not None:
            return self._find_source(entry.source)
        bound = self._scheme.rules.get(entry.rule or "")
        if bound is None:
            name, known = entry.rule or "", list(self._scheme.rules)
            raise ProblemsError(
                ENTRY.problem("rule-unknown", "rule", None, **self._near(name, known))
            )
        return bound

    def _find_source(self, source: str) -> BoundRule:
        found = self._sources.get(source, [])
        if len(found) == 1:
            return found[0]
        if found:
            known = ", ".join(bound.rule.deed_type for bound in found)
            problem = ENTRY.problem(
                "source-ambiguous", "source", None, name=shortened(source), known=known
            )
        elif source in self._excluded:
            problem = self._excluded_problem(self._excluded[source])
        else:
            values = self._near(source, list(self._sources))
            problem = ENTRY.problem("source-unknown", "source", None, **values)
        raise ProblemsError(problem)

    def _near(self, name: str, known: list[str]) -> dict[str, str]:
        return {"city": self._scheme.text.city, **near(name, known)}

    def _excluded_problem(self, entry: Excluded) -> Problem:
        reason = entry.reason_en if self._language == "en" else entry.reason_zh
        values = {"name": entry.source, "reason": reason}
        return ENTRY.problem("source-excluded", "source", entry.article, **values)

    def _check_quantity(self, entry: DeedEntry, stated: float, bound: BoundRule) -> None:
        """A quantity needs a unit that the rule can price, and a number that a record can hold."""
        unit = bound.deed_type.unit
        if unit is None:
            raise ProblemsError(ENTRY.problem("quantity-unexpected", "quantity"))
        if entry.unit is not None:
            self._check_unit(entry.unit, bound)
        quantity = _exact(stated)
        if not 0 <= quantity <= NUMBER_MAX:
            values = {"value": f"{quantity:.12g}", "most": f"{NUMBER_MAX:,}"}
            raise ProblemsError(ENTRY.problem("quantity-out-of-range", "quantity", None, **values))
        if quantity != round(quantity, QUANTITY_DECIMALS_MAX):
            values = {"value": str(quantity), "decimals": str(QUANTITY_DECIMALS_MAX)}
            raise ProblemsError(ENTRY.problem("quantity-too-precise", "quantity", None, **values))
        if quantity % 1 and self._catalogue.units[unit].measure is Measure.COUNT:
            values = {"value": str(quantity), **_called(bound, unit)}
            raise ProblemsError(ENTRY.problem("quantity-not-whole", "quantity", None, **values))

    def _check_unit(self, unit: str, bound: BoundRule) -> None:
        others = bound.rule.units if bound.by_quantity else bound.deed_type.other_units
        known = [bound.deed_type.unit or "", *others]
        if self._units.get(_spelling(unit)) not in known:
            values = {"unit": shortened(unit), **_known(bound, known)}
            raise ProblemsError(ENTRY.problem("unit-not-priced", "unit", None, **values))


def _at(name: str, problem: Problem) -> Problem:
    """The problem, with the deed's name before its field."""
    return msgspec.structs.replace(problem, key=f"{name}.{problem.key}")


def _called(bound: BoundRule, code: str) -> dict[str, str]:
    """A unit in both languages, for a sentence."""
    english, chinese = bound.unit_labels(code)
    return {"unit_en": english, "unit_zh": chinese}


def _known(bound: BoundRule, codes: Iterable[str]) -> dict[str, str]:
    """The units to choose from, with the codes to write; in a deed, either is understood."""
    labels = [(*bound.unit_labels(code), code) for code in codes]
    english = (en if en == code else f"{en} ({code})" for en, _, code in labels)
    chinese = (f"{zh}（{code}）" for _, zh, code in labels)
    return {"known_en": ", ".join(english), "known_zh": "、".join(chinese)}


def _spellings(units: Iterable[Unit]) -> dict[str, str]:
    """Every way to write a unit, to its code."""
    return {
        _spelling(name): unit.code
        for unit in units
        for name in (*unit.aliases, unit.label_zh, unit.label_en, unit.code)
    }


@lru_cache(maxsize=1024)
def _spelling(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _exact(quantity: float) -> Decimal:
    """A JSON number as the decimal it was written as."""
    return Decimal(quantity) if isinstance(quantity, int) else Decimal(repr(quantity))


def _check_once(deed: Deed, known: Deed) -> None:
    """The same id with the same content is one deed; with other content it is refused."""
    if known is not deed and known != deed:
        raise ProblemsError(ENTRY.problem("id-twice", "id"))


def _check_id_and_days(entry: DeedEntry) -> None:
    """What is checked of every entry, of one after the day of the score, too."""
    if not 0 < len(entry.id.strip()) <= len(entry.id) <= ID_LENGTH_MAX:
        raise ProblemsError(ENTRY.problem("id-missing", "id", None, most=str(ID_LENGTH_MAX)))
    occurred = entry.occurred_on
    _check_range(occurred, "occurred_on")
    if entry.ended_on is entry.repaired_on is entry.annulled_on is None:
        return
    for name in ("ended_on", "repaired_on", "annulled_on"):
        day: date | None = getattr(entry, name)
        if day is None:
            continue
        _check_range(day, name)
        if day < occurred:
            values = {"day": str(day), "occurred": str(occurred)}
            raise ProblemsError(ENTRY.problem("date-before-deed", name, None, **values))


def _check_range(day: date, name: str) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        values = {"day": str(day), "first": str(FIRST_DAY), "last": str(LAST_DAY)}
        raise ProblemsError(ENTRY.problem("date-out-of-range", name, None, **values))


def _check_grade(entry: DeedEntry, bound: BoundRule) -> None:
    """A rule priced, or a lifetime given, by grade needs one of its grades."""
    lifetime = bound.rule.lifetime
    needed: Collection[str] = bound.price.points if isinstance(bound.price, ByGrade) else ()
    needed = needed or (lifetime.by_grade if lifetime and lifetime.by_grade else ())
    known = needed or bound.deed_type.grades
    if entry.grade is None:
        if needed:
            raise ProblemsError(
                ENTRY.problem("grade-missing", "grade", None, known=", ".join(needed))
            )
    elif not known:
        raise ProblemsError(ENTRY.problem("grade-unexpected", "grade"))
    elif entry.grade not in known:
        values = {"grade": shortened(entry.grade), "known": ", ".join(known)}
        raise ProblemsError(ENTRY.problem("grade-unknown", "grade", None, **values))


def _check_life(entry: DeedEntry, bound: BoundRule) -> None:
    """An end needs an ongoing deed; a repair needs a rule that offers it, and its day."""
    if entry.ended_on is not None and not bound.deed_type.ongoing:
        raise ProblemsError(ENTRY.problem("ended-not-ongoing", "ended_on"))
    if entry.repaired_on is None:
        return
    repair = bound.rule.repair
    if repair is None:
        raise ProblemsError(ENTRY.problem("repair-not-offered", "repaired_on"))
    first = end_of(entry.occurred_on, repair.after)
    if entry.repaired_on < first:
        raise ProblemsError(
            ENTRY.problem("repair-too-early", "repaired_on", None, first=str(first))
        )


def _steps(entry: DeedEntry) -> tuple[Step, ...]:
    steps = _entered(entry.occurred_on)
    if entry.ended_on is entry.repaired_on is entry.annulled_on is None:
        return steps
    for kind, day in (
        (StepKind.ENDED, entry.ended_on),
        (StepKind.REPAIRED, entry.repaired_on),
        (StepKind.ANNULLED, entry.annulled_on),
    ):
        if day is not None:
            steps = (*steps, Step(kind=kind, at=_start_of(day), on=day))
    return steps


@lru_cache(maxsize=65536)
def _entered(day: date) -> tuple[Step, ...]:
    at = _start_of(day)
    return (
        Step(kind=StepKind.RECORDED, at=at),
        Step(kind=StepKind.CONFIRMED, at=at),
        Step(kind=StepKind.NOTIFIED, at=at, on=day),
    )


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def instant_on(day: date) -> Instant:
    """The instant at which everything stated for `day` is known."""
    return Instant(moment=_start_of(day), day=day)


def _entry_problems(error: msgspec.ValidationError, content: bytes) -> list[Problem]:
    """What is wrong with the entry at which the decoder stopped."""
    at = _INDEX.search(str(error))
    if at is None:
        return [Place("deeds", "input").problem("input-not-a-list")]
    index = int(at["index"])
    try:
        raw = msgspec.json.decode(content, type=list[msgspec.Raw])[index]
    except (msgspec.MsgspecError, RecursionError) as broken:
        return [_json_problem(content, broken)]
    try:
        entry = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        return [Place("deeds", f"deed {index + 1}").problem("deed-unreadable")]
    name = entry.get("id") if isinstance(entry, dict) else None
    deed = f"deed {shortened(name)!r}" if isinstance(name, str) and name else f"deed {index + 1}"
    found = problems_of(entry, DeedEntry, Place("deeds", deed))
    kinds = {"key-missing": "field-missing", "key-unknown": "field-unknown"}
    return [
        msgspec.structs.replace(problem, kind=kinds.get(problem.kind, problem.kind))
        for problem in found
    ]


def read_entries(content: bytes) -> list[DeedEntry]:
    """Decode what `score` reads: a JSON list of deed entries.

    Raises:
        ProblemsError: naming deed and field.
    """
    place = Place("deeds", "input")
    try:
        content.decode("utf-8")
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=list[DeedEntry])
    except UnicodeDecodeError:
        raise ProblemsError(place.problem("input-not-utf8")) from None
    except msgspec.ValidationError as error:
        raise ProblemsError(*_entry_problems(error, content)) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise ProblemsError(_json_problem(content, error)) from None


def _json_problem(content: bytes, error: Exception) -> Problem:
    """Where the decoder stopped: at the byte it names, or at the end."""
    found = _BYTE.search(str(error))
    before = content[: int(found[1])] if found else content
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "ignore")) + 1
    values = {"line": str(line), "column": str(column)}
    return Place("deeds", "input").problem("input-not-json", "", None, **values)
