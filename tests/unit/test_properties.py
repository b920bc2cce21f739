"""Properties of the formula that hold for any deeds under a scheme with every form and group."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from builders import (
    at,
    band,
    catalogue,
    day,
    deed,
    demerit,
    merit,
    moment,
    rule,
    scheme,
    scheme_text,
)
from hypothesis import given
from hypothesis import strategies as st

from backend.core.bound import Scheme
from backend.core.catalogue import Severity
from backend.core.charter import problems_in
from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant
from backend.core.price import (
    AfterEffect,
    ByGrade,
    DirectGrade,
    Each,
    EachPeriod,
    FirstAndFurther,
    Flat,
    Floor,
    Slice,
    Sliced,
    Tier,
    Tiers,
)
from backend.core.scheme import (
    CalendarYear,
    Dimension,
    Group,
    Proof,
    Repair,
    RepairEffect,
    Rolling,
    Rule,
    Scale,
)
from backend.core.score import Line, NoteKind, Score
from backend.core.scoring import score
from backend.core.term import Lifetime, SizeStep, Term

GRADES = ("national", "city")
FIRST = date(2019, 1, 1)


def number(value: object) -> Decimal:
    return Decimal(str(value))


ENTRIES = catalogue(
    merit("award", grades=GRADES),
    merit("hours", unit="hours"),
    merit("more-hours", unit="hours"),
    merit("gift", unit="hours"),
    merit("gift-too", unit="hours"),
    merit("sliced", unit="hours"),
    merit("help"),
    demerit("late", ongoing=True, unit="times"),
    demerit("fine", grades=GRADES),
    demerit("light", unit="times"),
    demerit("monthly", Severity.GENERAL, ongoing=True),
    demerit("debt", ongoing=True),
    demerit("fraud", ongoing=True),
    demerit("crime"),
)


def rules(dimension: str | None) -> tuple[Rule, ...]:
    """A rule of each form, with windows, lifetimes, repairs and units of every kind."""
    tiers = (Tier(over=number(0), points=number(10)), Tier(from_=number(50), points=number("20.5")))
    slices = (
        Slice(to=number(10), each=number(2), points=number(1)),
        Slice(each=number(20), points=number(3)),
    )
    by_grade = {"national": Term(years=5), "city": Term(months=18)}
    by_size = (SizeStep(to=number(40), years=1), SizeStep(years=2))
    softer = Repair(
        proof=(Proof.TRAINING,),
        becomes=RepairEffect(points=number(-5), lifetime=Lifetime(months=6)),
    )
    gone = Repair(proof=(Proof.PAYMENT,), after=Term(months=1))
    left = AfterEffect(points=number(-50), lifetime=Lifetime(years=2))
    graded = AfterEffect(band="C", lifetime=Lifetime(years=4))
    fine = ByGrade(points={"national": number(-60), "city": number(-15)})
    facts: tuple[tuple[str, Any, dict[str, Any]], ...] = (
        (
            "award",
            ByGrade(points={"national": number(50), "city": number(20)}),
            {"lifetime": Lifetime(by_grade=by_grade)},
        ),
        ("hours", Tiers(tiers=tiers), {"window": CalendarYear()}),
        ("more-hours", Tiers(tiers=tiers), {"window": Rolling(months=5)}),
        ("gift", None, {}),
        ("gift-too", None, {"lifetime": Lifetime(months=7)}),
        ("sliced", Sliced(slices=slices), {"at_most": number(12), "window": CalendarYear()}),
        ("help", Flat(points=number("0.5")), {"at_most": number("1.5")}),
        ("late", Each(points=number(-15)), {"at_most": number(30), "repair": gone}),
        ("fine", fine, {"lifetime": Lifetime(by_size=by_size), "repair": softer}),
        ("light", Tiers(tiers=(Tier(over=number(3), points=number(-30)),)), {}),
        ("monthly", EachPeriod(points=number(-10)), {"at_most": number(60)}),
        ("debt", Floor(after_effect=left), {"lifetime": None, "repair": gone}),
        ("fraud", DirectGrade(band="C", after_effect=graded), {"lifetime": None}),
        ("crime", DirectGrade(band="B"), {"lifetime": Lifetime(years=3)}),
    )
    return tuple(
        rule(code, price, source=f"R{place}", dimension=dimension, **stated)
        for place, (code, price, stated) in enumerate(facts)
    )


GROUPS = (
    Group(
        name="gifts",
        kind="pool",
        members=("gift", "gift-too"),
        label_en="Gifts",
        label_zh="捐赠",
        price=FirstAndFurther(first=number(10), up_to=number(5), further=number(5), each=number(3)),
        at_most=number(20),
    ),
    Group(
        name="largest-hours",
        kind="largest",
        members=("hours", "more-hours"),
        label_en="Hours",
        label_zh="时长",
    ),
    Group(
        name="small-breaches",
        kind="cap",
        members=("late", "fine", "light"),
        label_en="Small breaches",
        label_zh="轻微",
        at_most=number(70),
    ),
)
RANGE = Dimension(
    name="all",
    label_en="All",
    label_zh="全部",
    base=number(500),
    minimum=number(410),
    maximum=number(570),
)
SCALE = Scale(base=number(500), minimum=number(0), maximum=number(600), precision=1, source="S")
BANDS = (band("A", 550), band("B", 450), band("C", 0))
TEXT = scheme_text(*rules(None), scale=SCALE, bands=BANDS, groups=GROUPS)
PLAIN = scheme(ENTRIES, *rules(None), scale=SCALE, bands=BANDS, groups=GROUPS)
RANGED = scheme(
    ENTRIES, *rules("all"), scale=SCALE, bands=BANDS, groups=GROUPS, dimensions=(RANGE,)
)

DAYS = st.integers(0, 900).map(lambda days: FIRST + timedelta(days))
KINDS = (StepKind.ENDED, StepKind.PROVEN, StepKind.SUSPENDED, StepKind.RESUMED, StepKind.REPAIRED)


@st.composite
def deeds(draw: st.DrawFn, *, annulled: bool = False) -> Deed:
    """A deed of any type, confirmed and notified within weeks, with later steps."""
    code = draw(st.sampled_from(sorted(ENTRIES.deed_types)))
    occurred = draw(DAYS)
    known = occurred + timedelta(draw(st.integers(0, 40)))
    counts_from = known + timedelta(draw(st.integers(0, 30)))
    steps = [
        Step(kind=StepKind.RECORDED, at=moment(known)),
        Step(kind=StepKind.CONFIRMED, at=moment(known)),
        Step(kind=StepKind.NOTIFIED, at=moment(known), on=counts_from),
    ]
    later = known
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=3, unique=True)):
        later += timedelta(draw(st.integers(0, 300)))
        on = later - timedelta(draw(st.integers(0, (later - occurred).days)))
        steps.append(Step(kind=kind, at=moment(later), on=on))
    if annulled:
        steps.append(Step(kind=StepKind.ANNULLED, at=moment(later)))
    return Deed(
        id=draw(st.uuids()).hex,
        deed_type=code,
        occurred_on=occurred,
        grade=draw(st.sampled_from([*GRADES, None])),
        quantity=draw(st.none() | st.decimals(0, 120, places=1)),
        steps=tuple(steps),
    )


SOME_DEEDS = st.lists(deeds(), max_size=8)
INSTANTS = DAYS.map(lambda on: at(on.isoformat()))
SCHEMES = st.sampled_from([PLAIN, RANGED])


def key_of(line: Line) -> tuple[object, ...]:
    """What makes a line the same line on another day."""
    kinds = {NoteKind.YEAR, NoteKind.REPAIRED, NoteKind.AFTER_EFFECT}
    notes = tuple(
        (note.kind, note.value if note.kind is NoteKind.YEAR else "")
        for note in line.notes
        if note.kind in kinds
    )
    return (line.rule, line.is_adjustment, notes)


def points_by_line(made: Score) -> dict[tuple[object, ...], Decimal]:
    points = {key_of(line): line.points for line in made.lines}
    assert len(points) == len(made.lines), "two lines cannot be told apart"
    return points


def later_score(bound: Scheme, made: list[Deed], now: Instant, on: date) -> Score:
    """The score on a later day, if nothing is added: what is recorded after now stays out."""
    known = [
        msgspec.structs.replace(
            each, steps=tuple(step for step in each.steps if step.at <= now.moment)
        )
        for each in made
    ]
    return score(bound, known, at(on.isoformat()))


def test_the_scheme_under_test_has_no_problems() -> None:
    assert problems_in(TEXT, ENTRIES) == ()


@given(SCHEMES, SOME_DEEDS, INSTANTS, st.randoms())
def test_order_and_duplicates_change_nothing(
    bound: Scheme, made: list[Deed], now: Instant, shuffled: Any
) -> None:
    again = [*made, *made]
    shuffled.shuffle(again)
    assert score(bound, again, now) == score(bound, made, now)


@given(SCHEMES, SOME_DEEDS, INSTANTS)
def test_what_is_recorded_later_changes_nothing(
    bound: Scheme, made: list[Deed], now: Instant
) -> None:
    assert later_score(bound, made, now, now.day) == score(bound, made, now)


@given(SCHEMES, SOME_DEEDS, deeds(annulled=True))
def test_an_annulled_deed_is_as_if_it_had_never_been(
    bound: Scheme, made: list[Deed], annulled: Deed
) -> None:
    now = at("2024-01-01")
    assert score(bound, [*made, annulled], now) == score(bound, made, now)


@given(SCHEMES, SOME_DEEDS, INSTANTS)
def test_base_and_lines_add_up_and_the_total_is_clamped_once(
    bound: Scheme, made: list[Deed], now: Instant
) -> None:
    found = score(bound, made, now)
    assert found.unclamped == found.base + sum(line.points for line in found.lines)
    assert found.total == min(number(600), max(number(0), found.unclamped))
    assert not found.total % number("0.1")


@given(SCHEMES, SOME_DEEDS, INSTANTS)
def test_no_limit_is_exceeded(bound: Scheme, made: list[Deed], now: Instant) -> None:
    found = score(bound, made, now)
    limits = {"gifts": 20, "sliced": 12, "help": 1.5, "late": 30, "monthly": 60}
    sums: dict[tuple[str, str], Decimal] = {}
    for line in found.lines:
        kinds = {note.kind for note in line.notes}
        if NoteKind.REPAIRED not in kinds:
            year = next((note.value for note in line.notes if note.kind is NoteKind.YEAR), "")
            sums[line.rule, year] = sums.get((line.rule, year), number(0)) + line.points
    for (name, _), total in sums.items():
        assert abs(total) <= limits.get(name, 10_000)
    members = ("late", "fine", "light", "small-breaches")
    capped = sum((line.points for line in found.lines if line.rule in members), number(0))
    assert abs(capped) <= 70
    counting = {name for (name, _), total in sums.items() if total}
    assert len(counting & {"hours", "more-hours"}) <= 1


@given(SOME_DEEDS, INSTANTS)
def test_a_dimension_stays_within_its_range_unless_a_floor_stands(
    made: list[Deed], now: Instant
) -> None:
    found = score(RANGED, made, now)
    floors = [line.points for line in found.lines if line.notes[-1:] and _is_floor(line)]
    assert 410 <= found.unclamped - sum(floors) <= 570


def _is_floor(line: Line) -> bool:
    return line.notes[-1].kind is NoteKind.FLOOR


@given(SCHEMES, SOME_DEEDS, INSTANTS)
def test_every_total_is_in_exactly_one_band_and_a_direct_grade_only_worsens_it(
    bound: Scheme, made: list[Deed], now: Instant
) -> None:
    found = score(bound, made, now)
    names = [step.name for step in BANDS]
    reached = [step.name for step in BANDS if found.total >= step.from_]
    assert names.index(found.band) >= names.index(reached[0])


@given(SCHEMES, SOME_DEEDS, INSTANTS, st.data())
def test_a_score_changes_by_itself_only_on_the_day_it_names(
    bound: Scheme, made: list[Deed], now: Instant, data: st.DataObject
) -> None:
    found = score(bound, made, now)
    last = found.next_change or now.day + timedelta(4000)
    days = (last - now.day).days
    before = later_score(bound, made, now, now.day + timedelta(data.draw(st.integers(0, days - 1))))
    assert (before.total, before.band) == (found.total, found.band)
    assert points_by_line(before) == points_by_line(found)
    if found.next_change is not None:
        after = later_score(bound, made, now, found.next_change)
        assert (after.band, points_by_line(after)) != (found.band, points_by_line(found))


@given(SCHEMES, SOME_DEEDS, INSTANTS)
def test_each_line_keeps_its_points_through_its_last_day_and_no_longer(
    bound: Scheme, made: list[Deed], now: Instant
) -> None:
    for line in score(bound, made, now).lines:
        if line.counts_until is None:
            continue
        assert line.counts_until >= now.day
        then = points_by_line(later_score(bound, made, now, line.counts_until))
        assert then[key_of(line)] == line.points
        after = later_score(bound, made, now, line.counts_until + timedelta(1))
        assert points_by_line(after).get(key_of(line)) != line.points


@given(SOME_DEEDS)
def test_everything_ends(made: list[Deed]) -> None:
    end = score(PLAIN, made, at("2040-01-01"))
    assert end.lines == ()
    assert end.next_change is None


@given(st.sampled_from(["fine", "late"]), st.sampled_from(GRADES), DAYS, st.integers(31, 300))
def test_a_repair_never_lowers_a_total(code: str, grade: str, start: date, wait: int) -> None:
    repaired = start + timedelta(wait)
    graded = grade if code == "fine" else None
    without = deed("a", code, start.isoformat(), grade=graded)
    repair = {StepKind.REPAIRED: repaired.isoformat()}
    mended = deed("a", code, start.isoformat(), steps=repair, grade=graded)
    for days in range(0, 2000, 50):
        now = at((repaired + timedelta(days)).isoformat())
        assert score(PLAIN, [mended], now).total >= score(PLAIN, [without], now).total


@given(SOME_DEEDS, INSTANTS, st.timedeltas(timedelta(seconds=1), timedelta(days=30)))
def test_a_suspended_deed_does_not_count(made: list[Deed], now: Instant, wait: timedelta) -> None:
    suspended = Step(kind=StepKind.SUSPENDED, at=_before(now, wait))
    objected = [
        msgspec.structs.replace(
            each,
            steps=(*(s for s in each.steps if s.kind is not StepKind.RESUMED), suspended),
        )
        for each in made
    ]
    assert score(PLAIN, objected, now).lines == ()


def _before(now: Instant, wait: timedelta) -> datetime:
    return now.moment - wait


@pytest.mark.parametrize("code", sorted(ENTRIES.deed_types))
def test_every_form_makes_a_line(code: str) -> None:
    made = deed("a", code, "2019-03-01", quantity=60, grade="national")
    found = score(PLAIN, [made], at("2019-06-30"))
    assert [line for line in found.lines if line.deeds == ("a",)]
    assert found.next_change is None or found.next_change > day("2019-06-30")
