"""What residents can see and take: what if, who looked, the statement; and public statistics."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from backend.contracts.deeds import WorthAsked
from backend.contracts.scoring import ScoreView


class WhatIf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Deeds that are only supposed; nothing of them is stored.

    Attributes:
        deeds: each taken as confirmed, notified and counting; none asks what changes by itself.
    """

    deeds: Annotated[tuple[WorthAsked, ...], msgspec.Meta(max_length=20)] = ()


class ComingChange(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the score changes by itself, if nothing is added.

    Attributes:
        because: what begins or ends that day, in words of the caller's language.
    """

    on: date
    total: Decimal
    band: str
    because: tuple[str, ...]


class WhatIfView(msgspec.Struct, frozen=True, kw_only=True):
    """The score as it is, as it would be, and how that changes by itself.

    Attributes:
        now: with every line.
        then: the same with the supposed deeds, whose ids are `what-if-1` and so on.
        coming: of `then`, in order; at most 50 days.
    """

    now: ScoreView
    then: ScoreView
    coming: tuple[ComingChange, ...]


class LookView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's look at the resident's file, or an invitation that is a way to it.

    Attributes:
        name: of who looked, or made the invitation; null where there is no such account any more.
        what: the part of the file, such as `score`, in words of the caller's language.
        reason: as it was stated; null where the work itself is the reason (a deed in the queue).
    """

    id: str
    at: datetime
    role: str
    name: str | None
    department: str | None
    what: str
    reason: str | None


class StatementView(msgspec.Struct, frozen=True, kw_only=True):
    """A paper statement for a resident without a phone.

    Attributes:
        html: a page of its own, with headings, paragraphs, lists and tables only.
    """

    language: Literal["en", "zh"]
    title: str
    html: str


class MonthView(msgspec.Struct, frozen=True, kw_only=True):
    """A month that is over. Every number is rounded to tens; under ten is zero.

    Attributes:
        month: such as `2027-03`.
        participating: residents at its end: the sum of the bands as they stand here, so that it
            tells nothing of a band under ten.
        bands: the same by band, best first, under the scheme in force then.
        merits: that began to count or were confirmed in the month, as `demerits`.
        objections: made in the month; `objections_upheld` and `repairs_accepted` decided in it.
    """

    month: str
    participating: int
    bands: dict[str, int]
    merits: int
    demerits: int
    objections: int
    objections_upheld: int
    repairs_accepted: int


class StatisticsView(msgspec.Struct, frozen=True, kw_only=True):
    """A city's published numbers, latest month first."""

    city: str
    months: tuple[MonthView, ...]
