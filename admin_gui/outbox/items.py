"""What lies in a queue: a deed, or a pass booked without a network, and what became of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Generic, Literal, Protocol, TypeVar
from uuid import UUID

import msgspec

from backend.contracts.deeds import DeedIn, DeedReceipt
from backend.contracts.redemptions import RedemptionView, SettledRedemption


class Sent(Protocol):
    """What is sent: its sender gives it an id, which it keeps."""

    @property
    def id(self) -> UUID:
        """By which the server knows it again."""


class Answered(Protocol):
    """What the server answers, with the id of what was sent."""

    @property
    def id(self) -> UUID | str:
        """Of what was sent."""


Content = TypeVar("Content", bound=Sent)
Receipt = TypeVar("Receipt", bound=Answered)

# `corrected`: refused, and another one took its place; kept so that both can be looked at.
State = Literal["waiting", "sent", "refused", "withdrawn", "corrected"]
# What needs nobody any more, and may be cleared after a while.
SETTLED: Final[tuple[State, ...]] = ("sent", "withdrawn", "corrected")


class Parcel(msgspec.Struct, Generic[Content, Receipt], frozen=True, kw_only=True):
    """Something in a queue.

    Attributes:
        id: the content's own, which it keeps however often it is sent.
        sequence: its place; what belongs together is sent in this order.
        attempts: how often sending began; stored before the first byte leaves.
        next_try_at: not to be tried before; none where nothing speaks against it.
        settled_at: when it was sent, refused, withdrawn or corrected.
        sentence: the last problem, for people; empty without one.
        fields: problems of single fields, by the field's name on the wire.
        receipt: the server's, once the content is stored there.
        corrected_by: of a corrected one, the id of that which took its place.
    """

    id: UUID
    sequence: int
    content: Content
    saved_at: datetime
    state: State = "waiting"
    attempts: int = 0
    next_try_at: datetime | None = None
    settled_at: datetime | None = None
    sentence: str = ""
    fields: dict[str, str] = {}
    receipt: Receipt | None = None
    corrected_by: UUID | None = None


class Course(msgspec.Struct, Generic[Receipt], frozen=True, kw_only=True, omit_defaults=True):
    """What became of a content, sealed as one value whenever it changes.

    It repeats what stands beside it in plain columns, so that a changed column is noticed.
    """

    saved_at: datetime
    state: State = "waiting"
    attempts: int = 0
    settled_at: datetime | None = None
    sentence: str = ""
    fields: dict[str, str] = {}
    receipt: Receipt | None = None
    corrected_by: UUID | None = None


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is not what was stored. It is kept, and never sent.

    Attributes:
        id: as it stands there, if it still is one.
        part: what does not open or does not match: `id`, `content` or `course`.
    """

    sequence: int
    id: str
    part: Literal["id", "content", "course"]


class Kind(msgspec.Struct, Generic[Content, Receipt], frozen=True, kw_only=True):
    """What a queue is of.

    Attributes:
        table: of the box's file, and `column` in it where the content is sealed.
        content: what is sent, and `course` with its receipt.
        whose: contents of which this is the same are sent in the order of their saving.
    """

    table: str
    column: str
    content: type[Content]
    course: type[Course[Receipt]]
    whose: Callable[[Content], str]


Item = Parcel[DeedIn, DeedReceipt]
Booking = Parcel[SettledRedemption, RedemptionView]
DEEDS: Final = Kind(
    table="item",
    column="deed",
    content=DeedIn,
    course=Course[DeedReceipt],
    whose=lambda deed: deed.number.strip().upper(),
)
BOOKINGS: Final = Kind(
    table="booking",
    column="pass",
    content=SettledRedemption,
    course=Course[RedemptionView],
    # No pass waits for another one: nobody can tell whose they are.
    whose=lambda booking: str(booking.id),
)


def course_of(item: Parcel[Content, Receipt]) -> Course[Receipt]:
    """What is sealed of an item beside its content."""
    return Course(
        **{name: getattr(item, name) for name in Course.__struct_fields__},
    )
