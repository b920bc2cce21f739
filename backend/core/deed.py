"""A deed and the steps it has gone through. Every step is an added event, never an edit."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec

from backend.core.instant import Instant


class StepKind(StrEnum):
    """What can happen to a deed."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    NOTIFIED = "notified"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ANNULLED = "annulled"
    ENDED = "ended"
    PROVEN = "proven"
    REPAIRED = "repaired"


class Step(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that happened to a deed.

    Attributes:
        at: the UTC moment it was recorded.
        on: the civil day it speaks of. For `notified` the first day the deed may count, which can
            lie ahead; for `ended`, `proven` and `repaired` the day itself, never a later one.
    """

    kind: StepKind
    at: datetime
    on: date | None = None


class Deed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A recorded fact about a resident.

    Attributes:
        quantity: at least 0, in `unit`, or in the deed type's unit where `unit` is none.
        steps: in the order they were recorded.
    """

    id: str
    deed_type: str
    occurred_on: date
    grade: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    steps: tuple[Step, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of a counting deed at an instant.

    Attributes:
        counts_from: the first day it may count: its notice period is over by then.
        ended_on: the day an ongoing deed ended.
        proven_on: the days on which an ongoing deed was proven anew, ascending.
        repaired_on: the day it was made good.
    """

    counts_from: date
    ended_on: date | None = None
    proven_on: tuple[date, ...] = ()
    repaired_on: date | None = None


_SETTLED: Final = frozenset({StepKind.RECORDED, StepKind.CONFIRMED, StepKind.NOTIFIED})
_LATER: Final = frozenset(StepKind) - _SETTLED


def standing_of(deed: Deed, instant: Instant) -> Standing | None:
    """Fold the steps known at the instant; none where the deed does not count, now or by itself."""
    moment = instant.moment
    known = {step.kind: step for step in deed.steps if step.at <= moment}
    if not known.keys() >= _SETTLED:
        return None
    counts_from = known[StepKind.NOTIFIED].on
    if counts_from is None:
        return None
    if known.keys().isdisjoint(_LATER):
        return Standing(counts_from=counts_from)
    if StepKind.ANNULLED in known or _is_suspended(deed.steps, moment):
        return None
    proven = [
        step.on
        for step in deed.steps
        if step.kind is StepKind.PROVEN and step.on is not None and step.at <= moment
    ]
    ended, repaired = (
        known[kind].on if kind in known else None for kind in (StepKind.ENDED, StepKind.REPAIRED)
    )
    return Standing(
        counts_from=counts_from,
        ended_on=ended,
        proven_on=tuple(sorted(proven)),
        repaired_on=repaired,
    )


def _is_suspended(steps: tuple[Step, ...], moment: datetime) -> bool:
    """True from an objection until it is answered; which came last is told by the steps' order."""
    asked = [
        step.kind
        for step in steps
        if step.kind in {StepKind.SUSPENDED, StepKind.RESUMED} and step.at <= moment
    ]
    return bool(asked) and asked[-1] is StepKind.SUSPENDED
