"""A deed and the steps it has gone through. Every step is an added event, never an edit."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from backend.core.instant import Instant


class StepKind(StrEnum):
    """What can happen to a deed (design, section 5)."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    NOTIFIED = "notified"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ANNULLED = "annulled"
    ENDED = "ended"
    PROVEN = "proven"
    REPAIRED = "repaired"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a deed.

    Attributes:
        at: the UTC moment it was recorded.
        on: the civil day it speaks of. For `notified` the first day the deed may count, which can
            lie ahead; for `ended`, `proven` and `repaired` the day itself, never a later one.
    """

    kind: StepKind
    at: datetime
    on: date | None = None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
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


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a counting deed at an instant.

    Attributes:
        counts_from: the first day it may count: its notice period is over by then.
        ended_on: the day an ongoing deed ended.
        proven_on: the latest day on which an ongoing deed was proven anew.
        repaired_on: the day it was made good.
    """

    counts_from: date
    ended_on: date | None = None
    proven_on: date | None = None
    repaired_on: date | None = None


def standing_of(deed: Deed, instant: Instant) -> Standing | None:
    """Fold the steps known at the instant; none where the deed does not count, now or by itself."""
    known: dict[StepKind, date | None] = {}
    suspended = False
    for step in deed.steps:
        if step.at <= instant.moment:
            known[step.kind] = step.on
            if step.kind is StepKind.SUSPENDED:
                suspended = True
            elif step.kind is StepKind.RESUMED:
                suspended = False
    counts_from = known.get(StepKind.NOTIFIED)
    settled = StepKind.RECORDED in known and StepKind.CONFIRMED in known
    if suspended or not settled or counts_from is None or StepKind.ANNULLED in known:
        return None
    return Standing(
        counts_from=counts_from,
        ended_on=known.get(StepKind.ENDED),
        proven_on=known.get(StepKind.PROVEN),
        repaired_on=known.get(StepKind.REPAIRED),
    )
