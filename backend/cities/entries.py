"""Deed entries, as `score` and scenarios state them, made into deeds of a scheme.

Each is taken as confirmed, notified and recorded on the day it occurred.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from backend.cities.decode import NUMBER_MAX, hint_for, problem_of
from backend.contracts.scoring import DeedEntry
from backend.core.bound import TIMES, BoundRule, Scheme
from backend.core.catalogue import Catalogue, Measure, Unit
from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant
from backend.core.price import ByGrade
from backend.core.pricing import is_by_quantity
from backend.core.problems import Language, Place, Problem, ProblemsError
from backend.core.scheme import Excluded
from backend.core.term import FIRST_DAY, LAST_DAY, end_of

ID_LENGTH_MAX: Final = 200
QUANTITY_DECIMALS_MAX: Final = 3

_INDEX: Final = re.compile(r"\$\[(?P<index>\d+)\](?P<rest>)")


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
        """The deeds that occurred by `on`; every entry is checked, later ones too.

        Raises:
            ProblemsError: with one problem for each entry that cannot be a deed.
        """
        seen: dict[str, DeedEntry] = {}
        problems: list[Problem] = []
        deeds = []
        for number, entry in enumerate(entries, 1):
            place = Place("deeds", f"deed {entry.id!r}" if entry.id else f"deed {number}")
            problem = self._problem(entry, seen, place)
            if problem is not None:
                problems.append(problem)
                continue
            seen[entry.id] = entry
            if entry.occurred_on <= on:
                deeds.append(self._deed(entry))
        if problems:
            raise ProblemsError(*problems)
        return deeds

    def _problem(self, entry: DeedEntry, seen: dict[str, DeedEntry], place: Place) -> Problem | None:
        """The first thing wrong with an entry."""
        if not 0 < len(entry.id.strip()) <= len(entry.id) <= ID_LENGTH_MAX:
            return place.problem("id-missing", "id", None, most=str(ID_LENGTH_MAX))
        if seen.get(entry.id, entry) != entry:
            return place.problem("id-twice", "id")
        found = self._find(entry, place)
        if isinstance(found, Problem):
            return found
        checks = (_date_problems, self._grade_problems, self._quantity_problems, _life_problems)
        return next((problem for check in checks for problem in check(entry, found, place)), None)

    def _find(self, entry: DeedEntry, place: Place) -> BoundRule | Problem:
        """The one rule that an entry names."""
        city = self._scheme.text.city
        if (entry.rule is None) is (entry.source is None):
            return place.problem("rule-or-source", "rule")
        if entry.rule is not None:
            bound = self._scheme.rules.get(entry.rule)
            if bound is not None:
                return bound
            hint = hint_for(entry.rule, list(self._scheme.rules))
            values = {"name": entry.rule, "city": city, "hint": hint}
            return place.problem("rule-unknown", "rule", None, **values)
        return self._find_source(entry.source or "", place, city)

    def _find_source(self, source: str, place: Place, city: str) -> BoundRule | Problem:
        found = self._sources.get(source, [])
        if len(found) == 1:
            return found[0]
        if found:
            known = ", ".join(bound.rule.deed_type for bound in found)
            return place.problem("source-ambiguous", "source", None, name=source, known=known)
        if source in self._excluded:
            return self._excluded_problem(self._excluded[source], place)
        hint = hint_for(source, [*self._sources, *self._excluded])
        values = {"name": source, "city": city, "hint": hint}
        return place.problem("source-unknown", "source", None, **values)

    def _excluded_problem(self, entry: Excluded, place: Place) -> Problem:
        reason = entry.reason_en if self._language == "en" else entry.reason_zh
        number = str(entry.article)
        values = {"name": entry.source, "number": number, "reason": reason}
        return place.problem("source-excluded", "source", entry.article, **values)

    def _grade_problems(
        self, entry: DeedEntry, bound: BoundRule, place: Place
    ) -> Iterator[Problem]:
        priced = list(bound.price.points) if isinstance(bound.price, ByGrade) else []
        by_lifetime = bound.rule.lifetime.by_grade if bound.rule.lifetime else None
        known = priced or list(by_lifetime or bound.deed_type.grades)
        if entry.grade is None:
            if priced or by_lifetime:
                yield place.problem("grade-missing", "grade", None, known=", ".join(known))
        elif not known:
            yield place.problem("grade-unexpected", "grade")
        elif entry.grade not in known:
            values = {"grade": entry.grade, "known": ", ".join(known)}
            yield place.problem("grade-unknown", "grade", None, **values)

    def _quantity_problems(
        self, entry: DeedEntry, bound: BoundRule, place: Place
    ) -> Iterator[Problem]:
        unit = bound.deed_type.unit
        if entry.quantity is None:
            if entry.unit is not None:
                yield place.problem("unit-without-quantity", "unit")
            elif is_by_quantity(bound.price) and unit != TIMES:
                yield place.problem("quantity-missing", "quantity", None, unit=unit or "-")
            return
        if unit is None:
            yield place.problem("quantity-unexpected", "quantity")
            return
        yield from self._unit_problems(entry, bound, place)
        yield from self._number_problems(entry, unit, place)

    def _unit_problems(self, entry: DeedEntry, bound: BoundRule, place: Place) -> Iterator[Problem]:
        """A unit may be left out; a stated one must be one that the rule can price."""
        if entry.unit is None:
            return
        code = self._units.get(_spelling(entry.unit))
        priced = is_by_quantity(bound.price)
        others = bound.rule.units if priced else bound.deed_type.other_units
        known = [bound.deed_type.unit or "", *others]
        if code not in known:
            values = {"unit": entry.unit, "known": ", ".join(known)}
            yield place.problem("unit-not-priced", "unit", None, **values)

    def _number_problems(self, entry: DeedEntry, unit: str, place: Place) -> Iterator[Problem]:
        quantity = _exact(entry.quantity or 0)
        if not 0 <= quantity <= NUMBER_MAX:
            values = {"value": f"{quantity:.12g}", "most": f"{NUMBER_MAX:,}"}
            yield place.problem("quantity-out-of-range", "quantity", None, **values)
        elif quantity != round(quantity, QUANTITY_DECIMALS_MAX):
            values = {"value": str(quantity), "decimals": str(QUANTITY_DECIMALS_MAX)}
            yield place.problem("quantity-too-precise", "quantity", None, **values)
        elif self._catalogue.units[unit].measure is Measure.COUNT and quantity % 1:
            values = {"value": str(quantity), "unit": unit}
            yield place.problem("quantity-not-whole", "quantity", None, **values)

    def _deed(self, entry: DeedEntry) -> Deed:
        found = self._find(entry, Place("", ""))
        if isinstance(found, Problem):
            raise ProblemsError(found)
        return Deed(
            id=entry.id,
            deed_type=found.rule.deed_type,
            occurred_on=entry.occurred_on,
            grade=entry.grade,
            quantity=None if entry.quantity is None else _exact(entry.quantity),
            unit=self._units[_spelling(entry.unit)] if entry.unit else None,
            steps=_steps(entry),
        )


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


def _date_problems(entry: DeedEntry, bound: BoundRule, place: Place) -> Iterator[Problem]:
    del bound
    for name in ("occurred_on", "ended_on", "repaired_on", "annulled_on"):
        day: date | None = getattr(entry, name)
        if day is None:
            continue
        if not FIRST_DAY <= day <= LAST_DAY:
            values = {"day": str(day), "first": str(FIRST_DAY), "last": str(LAST_DAY)}
            yield place.problem("date-out-of-range", name, None, **values)
        elif day < entry.occurred_on:
            values = {"day": str(day), "occurred": str(entry.occurred_on)}
            yield place.problem("date-before-deed", name, None, **values)


def _life_problems(entry: DeedEntry, bound: BoundRule, place: Place) -> Iterator[Problem]:
    """An end needs an ongoing deed; a repair needs a rule that offers it, and its day."""
    if entry.ended_on is not None and not bound.deed_type.ongoing:
        yield place.problem("ended-not-ongoing", "ended_on")
    if entry.repaired_on is None:
        return
    repair = bound.rule.repair
    if repair is None:
        yield place.problem("repair-not-offered", "repaired_on")
    elif entry.repaired_on < (first := end_of(entry.occurred_on, repair.after)):
        yield place.problem("repair-too-early", "repaired_on", None, first=str(first))


def _steps(entry: DeedEntry) -> tuple[Step, ...]:
    steps = _entered(entry.occurred_on)
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


def _validation_problem(error: msgspec.ValidationError, content: bytes) -> Problem:
    """Name the deed by its id, if it has one, and the field."""
    text = str(error)
    at = _INDEX.search(text)
    if at is None:
        return Place("deeds", "input").problem("input-not-a-list")
    index = int(at["index"])
    item = msgspec.json.decode(content, type=list[msgspec.Raw])[index]
    named = msgspec.json.decode(item)
    name = named.get("id") if isinstance(named, dict) else None
    deed = f"deed {name!r}" if isinstance(name, str) else f"deed {index + 1}"
    inner = msgspec.ValidationError(_INDEX.sub(r"$\g<rest>", text))
    return problem_of(inner, DeedEntry, Place("deeds", deed))


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
        raise ProblemsError(_validation_problem(error, content)) from None
    except (msgspec.DecodeError, RecursionError) as error:
        detail = str(error).removeprefix("JSON is malformed: ")
        raise ProblemsError(place.problem("input-not-json", "", None, detail=detail)) from None
