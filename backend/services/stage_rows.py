"""Stage rows: each is checked as a single deed is, and kept, sealed, until the batch is committed.

A part is staged in lots, a unit of work each, so that nobody waits for ten thousand rows.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from backend.contracts.batches import PartView, SheetRow
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.check_rows import Checks, Lot, Row
from backend.services.desk import REQUEST, Desk
from backend.services.read_batch import BatchSeal, check_department, own_batch, part_view
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.batch_rows import (
    Key,
    add_notes,
    add_rows,
    clear_notes,
    drop_rows,
    keys_of_part,
    participants_among,
)
from backend.storage.batches import (
    Batch,
    BatchState,
    Part,
    begin_part,
    end_part,
    grow_part,
    part_of,
)
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.values import new_id

LOT: Final = 500


async def stage_rows(
    desk: Desk, identity: Identity, batch: str, part: int, rows: Sequence[SheetRow], now: datetime
) -> PartView:
    """Check and stage the rows of a part, in place of those it had.

    Raises:
        ProblemsError: where the batch is not the caller's or not open, or a row's number occurs
            twice. What is wrong with a deed is noted with its row, and raises nothing.
    """
    _check_numbers(rows)
    found, held = await desk.database.read(lambda tx: _found(desk, tx, identity, batch, now))
    sending = new_id(now)
    await _begin(desk, found, part, sending, held)
    checks = Checks(desk, identity, held, found, part, now)
    read: list[Row] = []
    for first in range(0, len(rows), LOT):
        read += await asyncio.to_thread(checks.read, rows[first : first + LOT])
    # In the order in which they are kept, so that a lot touches pages that lie together.
    read.sort(key=lambda row: row.subject)
    checked = Lot(rows=[], notes=[])
    for first in range(0, len(read), LOT):
        # One lot is written while the next is checked.
        checked, _ = await asyncio.gather(
            asyncio.to_thread(checks.lot, read[first : first + LOT]),
            _stage(desk, found, part, sending, checked, now),
        )
    await _stage(desk, found, part, sending, checked, now)
    return await _end(desk, identity, found, part, sending, now)


def _check_numbers(rows: Sequence[SheetRow]) -> None:
    seen: set[int] = set()
    place = REQUEST.under("rows")
    for position, row in enumerate(rows, 1):
        if row.row in seen:
            values = {"row": str(row.row)}
            raise ProblemsError(place.problem("row-twice", f"{position}.row", None, **values))
        seen.add(row.row)


def _found(
    desk: Desk, tx: Transaction, identity: Identity, batch: str, now: datetime
) -> tuple[Batch, HeldScheme]:
    found = own_batch(tx, identity, batch)
    if found.state is not BatchState.OPEN:
        raise ProblemsError(REQUEST.problem("batch-not-open", "batch"))
    check_department(identity, found)
    return found, desk.shelf.in_force(tx, identity.city, now)


async def _begin(desk: Desk, batch: Batch, part: int, sending: str, held: HeldScheme) -> None:
    """Begin the part, without the rows it had."""

    def begin(tx: Transaction) -> bool:
        was_there = part_of(tx, batch, part) is not None
        if not begin_part(tx, batch, part, sending, held.digest):
            raise ProblemsError(REQUEST.problem("batch-not-open", "batch"))
        return was_there

    def drop(tx: Transaction, keys: Sequence[Key]) -> int:
        _check_sending(tx, batch, part, sending)
        drop_rows(tx, batch, keys)
        return clear_notes(tx, batch, (part, part), LOT)

    if not await desk.database.write(begin):
        return
    keys = await asyncio.to_thread(desk.database.read_now, lambda tx: keys_of_part(tx, batch, part))
    for first in range(0, len(keys), LOT):
        await desk.database.write(partial(drop, keys=keys[first : first + LOT]))
    while await desk.database.write(partial(drop, keys=())):
        pass


async def _stage(
    desk: Desk, batch: Batch, part: int, sending: str, lot: Lot, now: datetime
) -> None:
    own = BatchSeal(desk, batch)

    def work(tx: Transaction) -> None:
        kept = _of_participants(tx, batch, lot, own, now)
        ready = len(kept.rows)
        refused = sum(note.outcome == "refused" for note in kept.notes)
        known = sum(note.outcome == "known" for note in kept.notes)
        counted = {"rows": ready + refused + known, "ready": ready, "faulty": refused}
        _check_sending(tx, batch, part, sending, **counted)
        add_rows(tx, batch, kept.rows)
        add_notes(tx, batch, kept.notes)

    await desk.database.write(work)


def _of_participants(tx: Transaction, batch: Batch, lot: Lot, own: BatchSeal, now: datetime) -> Lot:
    """The lot without rows of residents who left since it was checked: these are refused."""
    subjects = sorted({row.subject for row in lot.rows})
    for subject in subjects:
        tx.lock(batch.city, subject)
    there = participants_among(tx, batch.city, subjects, now)
    left = {row.place for row in lot.rows if row.subject not in there}
    if not left:
        return lot
    return Lot(
        rows=[row for row in lot.rows if row.place not in left],
        notes=[
            *(note for note in lot.notes if (note.part, note.number) not in left),
            *(own.note(place, "refused", (no_participant(),)) for place in sorted(left)),
        ],
    )


def _check_sending(tx: Transaction, batch: Batch, part: int, sending: str, **rows: int) -> None:
    if not grow_part(tx, batch, part, sending, **rows):
        raise ProblemsError(REQUEST.problem("batch-part-overtaken", "part"))


async def _end(
    desk: Desk, identity: Identity, batch: Batch, part: int, sending: str, now: datetime
) -> PartView:
    def work(tx: Transaction) -> Part:
        whole = end_part(tx, batch, part, sending)
        if whole is None:
            raise ProblemsError(REQUEST.problem("batch-part-overtaken", "part"))
        detail = {"part": str(part), "rows": str(whole.rows), "faulty": str(whole.faulty)}
        add_entry(tx, actor_of(identity, now), "batch.staged", about=batch.id, detail=detail)
        return whole

    return part_view(await desk.database.write(work))
