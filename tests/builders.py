"""Builders: small valid schemes and deeds, and trees of city files to break."""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from backend.cities.check import check
from backend.cities.load import SHIPPED, bind_scheme
from backend.core.bound import Scheme
from backend.core.catalogue import Catalogue, DeedType, Direction, Matter, Measure, Severity, Unit
from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant
from backend.core.price import Price
from backend.core.problems import Problem, describe
from backend.core.scheme import Band, Rule, Scale, SchemeText
from backend.core.score import Score
from backend.core.scoring import score
from backend.core.term import Lifetime

ONE_YEAR = Lifetime(years=1)
UNITS = {
    "times": Unit(code="times", label_en="times", label_zh="次", measure=Measure.COUNT),
    "hours": Unit(code="hours", label_en="hours", label_zh="小时", measure=Measure.TIME),
}


def day(text: str) -> date:
    """A civil day from ISO text."""
    return date.fromisoformat(text)


def moment(on: date) -> datetime:
    """The moment at which a test's day begins."""
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def at(text: str) -> Instant:
    """The instant of a civil day."""
    return Instant(moment=moment(day(text)), day=day(text))


def deed(
    identifier: str,
    deed_type: str,
    occurred_on: str,
    *,
    quantity: object = None,
    grade: str | None = None,
    unit: str | None = None,
    steps: Mapping[StepKind, str] | None = None,
) -> Deed:
    """A deed that is recorded, confirmed and notified on the day it occurred; `steps` follow."""
    occurred = day(occurred_on)
    first = (StepKind.RECORDED, StepKind.CONFIRMED, StepKind.NOTIFIED)
    later = {kind: day(on) for kind, on in (steps or {}).items()}
    return Deed(
        id=identifier,
        deed_type=deed_type,
        occurred_on=occurred,
        quantity=None if quantity is None else Decimal(str(quantity)),
        grade=grade,
        unit=unit,
        steps=(
            *(Step(kind=kind, at=moment(occurred), on=occurred) for kind in first),
            *(Step(kind=kind, at=moment(on), on=on) for kind, on in later.items()),
        ),
    )


def merit(code: str, **facts: Any) -> DeedType:
    """A merit of the catalogue."""
    return _deed_type(code, Direction.MERIT, **facts)


def demerit(code: str, severity: Severity = Severity.SERIOUS, **facts: Any) -> DeedType:
    """A demerit of the catalogue, serious if nothing else is said."""
    law = {"severity": severity, "law_en": "Some Law", "law_zh": "某法"}
    return _deed_type(code, Direction.DEMERIT, **{**law, **facts})


def _deed_type(code: str, direction: Direction, **facts: Any) -> DeedType:
    defaults: dict[str, Any] = {
        "label_en": "Some deed",
        "label_zh": "某行为",
        "matter": Matter.GOOD_DEED,
        "departments": ("office",),
        "record_type": 16,
    }
    return DeedType(code=code, direction=direction, **{**defaults, **facts})


def catalogue(*deed_types: DeedType) -> Catalogue:
    """A catalogue of these deed types."""
    return Catalogue(
        units=UNITS,
        departments={},
        record_types={},
        deed_types={entry.code: entry for entry in deed_types},
        files={entry.code: "catalogue/deed_types/test.toml" for entry in deed_types},
    )


def rule(code: str, price: Price | None, **facts: Any) -> Rule:
    """A rule that lasts one year, if nothing else is said."""
    return Rule(deed_type=code, price=price, **{"source": "R1", "lifetime": ONE_YEAR, **facts})


def band(name: str, from_: object) -> Band:
    """A band from a threshold."""
    return Band(name=name, label_en=f"Band {name}", label_zh="等级", from_=Decimal(str(from_)))


def scheme_text(*rules: Rule, **facts: Any) -> SchemeText:
    """A scheme of these rules: 0 to 1000 from 500, bands A, B, C, if nothing else is said."""
    scale = Scale(
        base=Decimal(500), minimum=Decimal(0), maximum=Decimal(1000), source="S", precision=0
    )
    defaults: dict[str, Any] = {
        "city": "testville",
        "effective_on": day("2019-01-01"),
        "title_en": "Test Points",
        "title_zh": "测试分",
        "reference": "a test",
        "scale": scale,
        "bands": (band("A", 600), band("B", 400), band("C", 0)),
    }
    return SchemeText(rules=rules, **{**defaults, **facts})


def scheme(entries: Catalogue, *rules: Rule, **facts: Any) -> Scheme:
    """The same, bound."""
    return bind_scheme(scheme_text(*rules, **facts), entries)


def lines_of(made: Score) -> list[tuple[str, Decimal]]:
    """Each line's rule and points."""
    return [(line.rule, line.points) for line in made.lines]


def score_on(bound: Scheme, text: str, *deeds: Deed) -> Score:
    """The score of these deeds on a day."""
    return score(bound, deeds, at(text))


class CityTree:
    """A copy of the shipped city files, to break and to check."""

    def __init__(self, folder: Path, *cities: str) -> None:
        """Copy the catalogue, the sources and some cities into a folder."""
        self.root = folder / "city_configs"
        for name in ("catalogue", "sources", *cities):
            shutil.copytree(SHIPPED / name, self.root / name)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace text that must occur in a file; only its first occurrence."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} does not occur in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def append(self, name: str, text: str) -> None:
        """Add text to the end of a file, which may be new."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(before + text, "utf-8")

    def problems(self, path: str = "") -> tuple[Problem, ...]:
        """What `check` finds."""
        return check(self.root / path).problems

    def messages(self, path: str = "") -> list[str]:
        """What an official sees, in English."""
        return [describe(problem) for problem in self.problems(path)]
