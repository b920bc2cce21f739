"""Redemptions: what a counter books, and what providers and officers see of it. Never people."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.contracts.cities import PerkView, UnitView
from backend.contracts.own_perks import Amount
from backend.contracts.passes import Token
from backend.contracts.residents import Reason

OfficeReason = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=500,
        pattern=r"\S",
        description="Why, in a few words; the city's officers and administrators can read it.",
        examples=["The library has bought more books"],
    ),
]


class NewRedemption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pass that is shown at a counter now.

    Attributes:
        id: chosen by the client (UUID, best of version 7): sent again, the same redemption is
            answered as before; with another pass it is refused.
    """

    id: UUID
    token: Token


class SettledRedemption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pass that a counter verified by itself, without a network, and booked then.

    Attributes:
        token: the whole pass; a typed code cannot be verified without a network.
        taken_at: by the counter's clock; within the pass's five minutes.
    """

    id: UUID
    token: Token
    taken_at: Annotated[datetime, msgspec.Meta(tz=True, examples=["2027-03-01T04:00:00Z"])]


class ReverseRedemption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a redemption is reversed. It names nobody."""

    reason: Reason


State = Literal["used", "lent", "returned", "reversed"]
# What is overdue is lent, too.
WantedState = Literal["used", "lent", "overdue", "returned", "reversed"]


class RedemptionView(msgspec.Struct, frozen=True, kw_only=True):
    """A redemption, as the provider's counters see it.

    Attributes:
        code: by which it is found again, when what was lent is brought back; on the receipt.
        counter_name: the full name of the account that booked it; null where there is none.
        due_on: of what is lent: the day by which it is to be brought back.
        reversible_until: until when a mistake can be reversed.
        is_offline: true where it was booked without a network and settled later.
        is_beyond_stock: true where it was settled and no place was left. What else it went beyond
            would tell something of its holder, and is told to officers alone, as a number.
    """

    id: str
    perk: str
    label_en: str
    label_zh: str
    value: Amount | None
    code: str
    counter_name: str | None
    taken_at: datetime
    due_on: date | None
    state: State
    returned_at: datetime | None
    reversed_at: datetime | None
    reversible_until: datetime
    is_offline: bool
    is_beyond_stock: bool


class CounterDesk(msgspec.Struct, frozen=True, kw_only=True):
    """What a counter needs to work, also without a network.

    Attributes:
        provider: name of the provider, with its labels.
        perks: as the scheme in force lists them, with the places that officers set.
        units: those that the perks name.
        settle_hours: for how long after it was taken a redemption can be settled.
    """

    city: str
    provider: str
    provider_en: str
    provider_zh: str
    perks: tuple[PerkView, ...]
    units: tuple[UnitView, ...]
    reversal_minutes: int
    settle_hours: int


class TakeUpRow(msgspec.Struct, frozen=True, kw_only=True):
    """How often a perk was used in a month.

    Attributes:
        month: such as 2027-03.
        granted: by officers; null in what providers see, as `beyond` is.
        booked: without those that were reversed.
        beyond: of these, settled beyond stock or limit, or with a pass that was withdrawn.
        twice: passes shown a second time.
    """

    perk: str
    label_en: str
    label_zh: str
    month: str
    granted: int | None
    booked: int
    returned: int
    reversed: int
    offline: int
    beyond: int | None
    twice: int


class TakeUp(msgspec.Struct, frozen=True, kw_only=True):
    """How perks were used, by perk and month, the latest month first."""

    rows: tuple[TakeUpRow, ...]


class CounterShare(msgspec.Struct, frozen=True, kw_only=True):
    """How much a counter booked of a perk in a month, beside its peers.

    Attributes:
        peers_median: of the other counters that booked the perk in that month, or of this
            counter's own months before; null where there is nothing to compare with.
        is_far_above: at least 20, and more than three times as many.
    """

    perk: str
    label_en: str
    label_zh: str
    provider: str
    counter_name: str | None
    month: str
    booked: int
    peers_median: float | None
    is_far_above: bool


class CounterShares(msgspec.Struct, frozen=True, kw_only=True):
    """Counters by perk in a month; those far above their peers first, then the busiest."""

    month: str
    rows: tuple[CounterShare, ...]


class SecondUse(msgspec.Struct, frozen=True, kw_only=True):
    """A pass that was shown a second time. Whose it is, nobody is told.

    Attributes:
        first_at: when it was first booked, and by whom, `first_counter_name`.
    """

    id: str
    perk: str
    label_en: str
    label_zh: str
    provider: str
    counter_name: str | None
    taken_at: datetime
    is_offline: bool
    first_at: datetime
    first_counter_name: str | None


class StockView(msgspec.Struct, frozen=True, kw_only=True):
    """The places of a perk that has a stock.

    Attributes:
        per: after which they are there anew; null where they are not.
        listed: how many the scheme states.
        places: how many there are, as an officer set it or the scheme states it.
        taken: of these, now or in this period.
        reason: why an officer set them for what the scheme states; null where none did.
        version: as in the ETag; 0 where nobody ever set them.
    """

    perk: str
    label_en: str
    label_zh: str
    provider: str
    per: Literal["day", "week", "month", "year"] | None
    listed: int
    places: int
    taken: int
    reason: str | None
    version: int


class SetStock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many places a perk has from now on."""

    places: Annotated[int, msgspec.Meta(ge=0, le=1_000_000, examples=[500])]
    reason: OfficeReason
