"""What a deed gives or takes by itself, now and made good, whatever its state."""

from decimal import Decimal

import pytest
from builders import at, catalogue, day, deed, demerit, merit, rule, scheme

from backend.core.cases import CaseState, earliest_repair, is_overdue, points_alone, repair_in
from backend.core.deed import StepKind
from backend.core.price import EachPeriod, Flat, Floor
from backend.core.scheme import Proof, Repair, RepairEffect
from backend.core.term import Lifetime, Term

BECOMES = RepairEffect(points=Decimal(-10), lifetime=Lifetime(months=6))
GRAVE = Repair(proof=(Proof.TRAINING,), after=Term(months=3), becomes=BECOMES)
PLAIN = Repair(proof=(Proof.PAYMENT,))
ENTRIES = catalogue(
    merit("help"), demerit("fine"), demerit("arrears", ongoing=True), demerit("debt", ongoing=True)
)
SCHEME = scheme(
    ENTRIES,
    rule("help", Flat(points=Decimal(20))),
    rule("fine", Flat(points=Decimal(-50)), repair=GRAVE),
    rule(
        "arrears",
        EachPeriod(points=Decimal(-10), months=1),
        at_most=Decimal(60),
        repair=PLAIN,
    ),
    rule("debt", Floor(), lifetime=None, repair=PLAIN),
)


@pytest.mark.parametrize(
    ("code", "on", "now", "after"),
    [
        ("fine", "2019-06-10", -50, -10),
        # It ends after a year; made good, it would have ended before.
        ("fine", "2020-03-01", 0, 0),
        # Two months are complete.
        ("arrears", "2019-05-10", -20, 0),
        ("debt", "2019-05-10", -500, 0),
    ],
)
def test_it_is_judged_as_if_it_counted_alone(code: str, on: str, now: int, after: int) -> None:
    suspended = deed("a", code, "2019-03-01", steps={StepKind.SUSPENDED: "2019-04-01"})
    assert points_alone(SCHEME, suspended, at(on)) == now
    assert points_alone(SCHEME, suspended, at(on), day("2019-06-01")) == after


def test_what_is_made_good_already_is_judged_so() -> None:
    repaired = deed("a", "fine", "2019-03-01", steps={StepKind.REPAIRED: "2019-06-01"})
    assert points_alone(SCHEME, repaired, at("2019-06-10")) == -10
    assert points_alone(SCHEME, repaired, at("2019-05-10")) == -50


def test_what_the_scheme_does_not_price_has_no_points() -> None:
    unknown = deed("a", "jaywalking", "2019-03-01")
    assert points_alone(SCHEME, unknown, at("2019-06-10")) is None
    assert repair_in(SCHEME, "jaywalking") is None
    assert repair_in(SCHEME, "help") is None


def test_the_earliest_day_of_a_repair_is_counted_by_the_calendar() -> None:
    assert earliest_repair(GRAVE, day("2019-11-30")) == day("2020-02-29")
    assert earliest_repair(PLAIN, day("2019-11-30")) == day("2019-11-30")


def test_only_what_is_open_is_overdue_and_only_after_its_last_day() -> None:
    last = day("2019-03-10")
    assert not is_overdue(CaseState.OPEN, last, last)
    assert is_overdue(CaseState.OPEN, last, day("2019-03-11"))
    assert not is_overdue(CaseState.REJECTED, last, day("2019-03-11"))
