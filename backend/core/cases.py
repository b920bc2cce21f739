"""Objections and repairs: until when they are answered, and what a repair would change.

An objection that nobody answers by the end of its last day is upheld (charter, article 7). That is
a fact of the calendar: it holds from the next day on, whether a clock has written it down or not.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from backend.core.bound import Scheme
from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant
from backend.core.pricing import tidy
from backend.core.scheme import Repair
from backend.core.scoring import score
from backend.core.term import end_of


class CaseKind(StrEnum):
    """What a resident may ask about a deed of their own."""

    OBJECTION = "objection"
    REPAIR = "repair"


class CaseState(StrEnum):
    """What became of it; everything but the first is final."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    UPHELD = "upheld"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


# What a deed's points rest on, where it is supposed to count.
_LASTING: Final = frozenset({StepKind.ENDED, StepKind.PROVEN, StepKind.REPAIRED})


def is_overdue(state: CaseState, due_on: date, today: date) -> bool:
    """True where the last day for an answer is over and none was given."""
    return state is CaseState.OPEN and due_on < today


def repair_in(scheme: Scheme, deed_type: str) -> Repair | None:
    """How the scheme lets deeds of this type be made good; none where it does not."""
    bound = scheme.rules.get(deed_type)
    return None if bound is None else bound.rule.repair


def earliest_repair(repair: Repair, occurred_on: date) -> date:
    """The first day on which a deed of this day can be made good."""
    return end_of(occurred_on, repair.after)


def points_alone(
    scheme: Scheme, deed: Deed, instant: Instant, repaired_on: date | None = None
) -> Decimal | None:
    """What a deed gives or takes at an instant if it counts, and is the only one.

    Args:
        scheme: that judges it.
        deed: in whatever state; it is supposed to be confirmed, and its notice period over.
        instant: at which it is judged.
        repaired_on: suppose that it was made good on this day, too.

    Returns:
        Signed points, 0 where its time is over; none where the scheme does not price it.
    """
    if deed.deed_type not in scheme.rules:
        return None
    steps = _supposed(deed, instant, repaired_on)
    supposed = Deed(
        id=deed.id,
        deed_type=deed.deed_type,
        occurred_on=deed.occurred_on,
        grade=deed.grade,
        quantity=deed.quantity,
        unit=deed.unit,
        steps=tuple(steps),
    )
    made = score(scheme, (supposed,), instant)
    return tidy(made.unclamped - made.base)


def _supposed(deed: Deed, instant: Instant, repaired_on: date | None) -> Iterable[Step]:
    at = instant.moment
    yield Step(kind=StepKind.RECORDED, at=at)
    yield Step(kind=StepKind.CONFIRMED, at=at)
    yield Step(kind=StepKind.NOTIFIED, at=at, on=deed.occurred_on)
    yield from (step for step in deed.steps if step.kind in _LASTING and step.at <= at)
    if repaired_on is not None:
        yield Step(kind=StepKind.REPAIRED, at=at, on=repaired_on)
