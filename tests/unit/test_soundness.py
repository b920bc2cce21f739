"""Faults of schemes made in memory: the rarer ones, by their kind and key."""

from datetime import time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from builders import ONE_YEAR, band, catalogue, demerit, merit, rule, scheme_text

from backend.core.charter import problems_in
from backend.core.price import (
    ByGrade,
    DirectGrade,
    FirstAndFurther,
    Flat,
    Slice,
    Sliced,
    Tier,
    Tiers,
)
from backend.core.scheme import (
    CalendarYear,
    Dimension,
    Excluded,
    Group,
    Perk,
    PerkHours,
    Proof,
    Provider,
    Repair,
    RepairEffect,
    Rolling,
    Rule,
    Scale,
)
from backend.core.term import Lifetime, SizeStep, Term

ENTRIES = catalogue(
    merit("help"),
    merit("hours", unit="hours", other_units=("days",)),
    merit("gift", unit="hours"),
    merit("award", grades=("national", "city")),
    demerit("fine", grades=("small", "large")),
    demerit("fraud"),
)


def points(value: object) -> Decimal:
    return Decimal(str(value))


FLAT = Flat(points=points(50))
HOURS = Tiers(tiers=(Tier(over=points(0), points=points(10)),))
SIZES = (SizeStep(to=points(40), years=1), SizeStep(years=2))


def found(*rules: Rule, **facts: Any) -> list[tuple[str, str]]:
    bands = (band("A", 600), band("B", 0))
    problems = problems_in(scheme_text(*rules, **{"bands": bands, **facts}), ENTRIES)
    return [(problem.kind, problem.key) for problem in problems]


def test_a_sound_scheme_has_no_problems() -> None:
    assert found(rule("help", FLAT), rule("hours", HOURS)) == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (rule("hours", HOURS, units={"days": points(8)}), ("unit-not-recorded", "units.days")),
        (rule("hours", HOURS, units={"days": points(0)}), ("not-above-zero", "units.days")),
        (rule("award", ByGrade(points={})), ("steps-missing", "price.points")),
        (rule("hours", Sliced(slices=())), ("steps-missing", "price.slices")),
        (rule("hours", Tiers(tiers=())), ("steps-missing", "price.tiers")),
        (
            rule("hours", Sliced(slices=(Slice(points=points(1), each=points(0)),))),
            ("not-above-zero", "price.slices"),
        ),
        (
            rule(
                "hours",
                FirstAndFurther(
                    first=points(10), up_to=points(0), further=points(5), each=points(1)
                ),
            ),
            ("not-above-zero", "price.up_to"),
        ),
        (
            rule(
                "award",
                ByGrade(points={"national": points(5), "city": points(2)}),
                lifetime=Lifetime(
                    by_grade={
                        "national": Term(years=1),
                        "city": Term(years=1),
                        "world": Term(years=1),
                    }
                ),
            ),
            ("grade-unknown", "lifetime.by_grade"),
        ),
        (rule("help", FLAT, at_most=points("50.5")), ("too-precise", "at_most")),
    ],
)
def test_a_fault_of_a_rule_is_named(made: Rule, expected: tuple[str, str]) -> None:
    kind, key = expected
    assert (kind, f"rule.{made.deed_type}.{key}") in found(made)


@pytest.mark.parametrize(
    ("stated", "published", "is_longer"),
    [
        (Lifetime(by_size=SIZES), Lifetime(by_size=SIZES), False),
        (
            Lifetime(by_size=(SizeStep(to=points(40), years=2), SizeStep(years=2))),
            Lifetime(by_size=SIZES),
            True,
        ),
        (Lifetime(by_size=SIZES), Lifetime(years=1), True),
        (
            Lifetime(by_grade={"small": Term(years=2), "large": Term(years=2)}),
            Lifetime(by_grade={"small": Term(years=1), "large": Term(years=3)}),
            True,
        ),
        (
            Lifetime(by_grade={"small": Term(years=1), "large": Term(years=2)}),
            Lifetime(by_grade={"large": Term(years=3)}),
            False,
        ),
        (Lifetime(months=6), Lifetime(by_size=SIZES), False),
    ],
)
def test_each_term_is_held_against_the_published_one(
    stated: Lifetime, published: Lifetime, *, is_longer: bool
) -> None:
    price = ByGrade(points={"small": points(-15), "large": points(-60)})
    made = rule("fine", price, lifetime=stated, published_lifetime=published)
    named = ("lifetime-over-published", "rule.fine.lifetime")
    assert (named in found(made)) is is_longer


def group(**facts: Any) -> Group:
    defaults: dict[str, Any] = {
        "name": "one",
        "kind": "pool",
        "members": ("hours", "gift"),
        "label_en": "One",
        "label_zh": "其一",
        "price": HOURS,
    }
    return Group(**{**defaults, **facts})


MEMBERS = (rule("hours", None), rule("gift", None))


def test_a_pool_may_have_a_window_of_some_months() -> None:
    assert found(*MEMBERS, groups=(group(window=Rolling(months=6)),)) == []
    assert found(*MEMBERS, groups=(group(window=CalendarYear()),)) == []
    problems = found(*MEMBERS, groups=(group(window=Rolling(months=0)),))
    assert problems == [("months-out-of-range", "group.one.window.months")]


@pytest.mark.parametrize("kind", ["largest", "cap"])
def test_only_a_pool_has_a_window(kind: str) -> None:
    priced = (rule("hours", HOURS), rule("gift", HOURS), rule("help", FLAT))
    limit = points(10) if kind == "cap" else None
    made = group(kind=kind, price=None, window=CalendarYear(), at_most=limit)
    assert found(*priced, groups=(made,)) == [("group-key-unused", "group.one.window")]


def test_a_group_of_an_unknown_deed_type_is_said_once() -> None:
    rules = (rule("hours", None), rule("gone", None))
    problems = found(*rules, groups=(group(members=("hours", "gone")),))
    assert problems == [("rule-unknown-deed-type", "rule.gone.deed_type")]


def test_a_pool_without_known_members_is_no_crash() -> None:
    kinds = {kind for kind, _ in found(groups=(group(members=("gone", "lost")),))}
    assert "group-member-unknown" in kinds


def test_a_scale_and_its_dimensions_are_no_finer_than_the_precision() -> None:
    scale = Scale(base=points("500.5"), minimum=points(0), source="S")
    fine = Dimension(
        name="help",
        label_en="Help",
        label_zh="帮助",
        base=points("500.5"),
        minimum=points(0),
        maximum=points(900),
    )
    problems = found(rule("help", FLAT, dimension="help"), scale=scale, dimensions=(fine,))
    assert ("too-precise", "scale.base") in problems
    assert ("too-precise", "dimension.help.base") in problems
    assert ("name-taken", "dimension.help.name") in problems


def dimension(maximum: int) -> Dimension:
    return Dimension(
        name="all",
        label_en="All",
        label_zh="全部",
        base=points(500),
        minimum=points(0),
        maximum=points(maximum),
    )


def test_a_band_above_what_the_dimensions_allow_is_unreachable() -> None:
    help_rule = rule("help", FLAT, dimension="all")
    assert found(help_rule, dimensions=(dimension(600),)) == []
    problems = found(help_rule, dimensions=(dimension(599),))
    assert problems == [("band-unreachable", "band.A.from")]


@pytest.mark.parametrize(("limit", "is_reached"), [(100, True), (99, False)])
def test_a_band_above_what_a_cap_allows_is_unreachable(limit: int, *, is_reached: bool) -> None:
    cap = group(kind="cap", members=("help", "hours"), price=None, at_most=points(limit))
    problems = found(rule("help", FLAT), rule("hours", HOURS), groups=(cap,))
    assert (problems == []) is is_reached


def test_what_a_repair_leaves_can_reach_a_lower_band() -> None:
    becomes = RepairEffect(points=points(-50), lifetime=ONE_YEAR)
    repair = Repair(proof=(Proof.PAYMENT,), becomes=becomes)
    graded = DirectGrade(band="B")
    unreached = ("band-unreachable", "band.C.from")
    bands = (band("A", 600), band("B", 400), band("C", 0))
    alone = rule("fraud", graded, lifetime=Lifetime(years=3))
    assert unreached in found(alone, bands=bands)
    repaired = rule("fraud", graded, lifetime=Lifetime(years=3), repair=repair)
    assert unreached not in found(repaired, bands=bands)


def test_names_are_taken_once() -> None:
    company = Provider(name="bus-company", label_en="Bus company", label_zh="公交公司")
    perk = Perk(
        name="card",
        label_en="Transport card discount",
        label_zh="交通卡优惠",
        kind="percentage-off",
        service="transport",
        provider="bus-company",
        opens_from="A",
        source="S",
    )
    left_out = Excluded(
        source="R9",
        article=4,
        label_en="Left out",
        label_zh="排除",
        reason_en="It never counts.",
        reason_zh="不计分。",
    )
    problems = found(
        rule("help", FLAT), providers=(company,), perks=(perk, perk), excluded=(left_out, left_out)
    )
    assert problems == [("name-taken", "perk.card.name"), ("name-taken", "excluded.R9.source")]


def test_hours_have_no_offset_of_their_own() -> None:
    zone = timezone(timedelta(hours=8))
    hours = PerkHours(days=("mon",), from_=time(8, tzinfo=zone), until=time(12, tzinfo=zone))
    pool = Provider(name="pools", label_en="Pools", label_zh="游泳馆")
    perk = Perk(
        name="swim",
        label_en="Free swimming",
        label_zh="免费游泳",
        kind="free-use",
        service="sports",
        provider="pools",
        opens_from="A",
        hours=(hours,),
        source="S",
    )
    problems = found(rule("help", FLAT), providers=(pool,), perks=(perk,))
    assert problems == [("hours-with-zone", "perk.swim.hours")]
