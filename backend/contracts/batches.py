"""Batches: many deeds at once. They come in parts, are committed together, and can be undone."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.contracts.problems import ProblemItem
from backend.contracts.residents import Reason

ROWS_MOST = 10_000
PARTS_MOST = 1_000
SHEET_ROWS_MOST = 10_000_000

# As a row holds it: the id follows from batch, part and row.
DEED = {
    "number": "11010119900307002X",
    "deed_type": "volunteering",
    "occurred_on": "2027-02-20",
    "quantity": 12,
    "unit": "hours",
}

State = Literal["open", "committing", "committed", "undoing", "undone", "discarding", "discarded"]


class OpenBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new batch.

    Attributes:
        id: chosen by the client (UUID, best of version 7): sent again, it is answered as before.
        title: by which staff know it again. It names nobody.
    """

    id: UUID
    title: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=200, pattern=r"\S", examples=["Volunteer hours, March"]
        ),
    ]


class SheetRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a sheet.

    Attributes:
        row: its number in the sheet, once in each part.
        deed: an object as it is sent to enter one deed. Its `id` may be left out: then it follows
            from batch, part and row. Whatever is wrong with it is told of this row alone.
    """

    row: Annotated[int, msgspec.Meta(ge=1, le=SHEET_ROWS_MOST, examples=[1])]
    deed: Annotated[msgspec.Raw, msgspec.Meta(examples=[DEED])]


class SheetPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a sheet, in place of what was sent as this part before."""

    rows: Annotated[tuple[SheetRow, ...], msgspec.Meta(max_length=ROWS_MOST)]


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    """A part as it was last sent.

    Attributes:
        rows: that came.
        ready: of them, can be stored.
        faulty: of them, are refused; the others are stored already.
        is_whole: false where its rows did not all arrive: send it again.
    """

    part: int
    rows: int
    ready: int
    faulty: int
    is_whole: bool


class BatchView(msgspec.Struct, frozen=True, kw_only=True):
    """A batch and how far it has come.

    Attributes:
        rows: that came.
        ready: of them, can be stored, or were.
        faulty: of them, are refused; the others were stored before.
        stored: deeds so far, of `ready`.
        annulled: deeds so far that an undoing annulled, of `stored`.
        settled_at: when it was committed, undone or discarded.
        parts: where a single batch is read.
    """

    id: UUID
    title: str
    department: str
    state: State
    made_at: datetime
    rows: int
    ready: int
    faulty: int
    stored: int
    annulled: int
    settled_at: datetime | None
    parts: tuple[PartView, ...] = ()


class RowView(msgspec.Struct, frozen=True, kw_only=True):
    """What was noted about a row.

    Attributes:
        outcome: `refused` is not stored; `known` is stored already, and needs nothing; `doubtful`
            is stored, but somebody should look at it first.
        problems: all of them, each with the deed's field.
    """

    part: int
    row: int
    outcome: Literal["refused", "known", "doubtful"]
    problems: tuple[ProblemItem, ...]


class CommitBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Store the rows of a batch.

    Attributes:
        skip_faulty: store the others where some are refused; else nothing is stored then.
    """

    skip_faulty: bool = False


class UndoBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why the deeds of a batch are annulled; the residents can read it."""

    reason: Reason
