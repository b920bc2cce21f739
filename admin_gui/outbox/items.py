"""What lies in the outbox: a deed, and what became of it so far."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from backend.contracts.deeds import DeedIn, DeedReceipt

# `corrected`: refused, and another deed took its place; kept so that both can be looked at.
State = Literal["waiting", "sent", "refused", "withdrawn", "corrected"]
# What needs nobody any more, and may be cleared after a while.
SETTLED: Final[tuple[State, ...]] = ("sent", "withdrawn", "corrected")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A deed in the outbox.

    Attributes:
        id: the deed's own, which it keeps however often it is sent.
        sequence: its place; deeds are sent in this order.
        attempts: how often sending began; stored before the first byte leaves.
        next_try_at: not to be tried before; none where nothing speaks against it.
        settled_at: when it was sent, refused, withdrawn or corrected.
        sentence: the last problem, for people; empty without one.
        fields: problems of single fields, by the field's name on the wire.
        receipt: the server's, once the deed is stored there.
        corrected_by: of a corrected deed, the id of the one that took its place.
    """

    id: UUID
    sequence: int
    deed: DeedIn
    saved_at: datetime
    state: State = "waiting"
    attempts: int = 0
    next_try_at: datetime | None = None
    settled_at: datetime | None = None
    sentence: str = ""
    fields: dict[str, str] = {}
    receipt: DeedReceipt | None = None
    corrected_by: UUID | None = None


class Course(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of a deed, sealed as one value whenever it changes.

    It repeats what stands beside it in plain columns, so that a changed column is noticed.
    """

    saved_at: datetime
    state: State = "waiting"
    attempts: int = 0
    settled_at: datetime | None = None
    sentence: str = ""
    fields: dict[str, str] = {}
    receipt: DeedReceipt | None = None
    corrected_by: UUID | None = None


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is not what was stored. It is kept, and never sent.

    Attributes:
        id: as it stands there, if it still is one.
        part: what does not open or does not match: `id`, `deed` or `course`.
    """

    sequence: int
    id: str
    part: Literal["id", "deed", "course"]


def course_of(item: Item) -> Course:
    """What is sealed of an item beside its deed."""
    return Course(
        **{name: getattr(item, name) for name in Course.__struct_fields__},
    )
