"""Open a batch, into which many deeds are sent; or discard it again."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import msgspec

from backend.contracts.batches import BatchView, OpenBatch
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.read_batch import BatchSeal, batch_view, own_batch
from backend.storage.batch_rows import forget_notes
from backend.storage.batches import (
    Batch,
    BatchState,
    add_batch,
    batch_of,
    entitle,
    legible_batches,
    old_batches,
    order,
    touch,
)
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry, clock_of

# What was staged and never committed is not kept for longer, nor what was noted about rows.
KEPT: Final = timedelta(days=7)
AT_ONCE: Final = 1_000


async def open_batch(
    desk: Desk, identity: Identity, asked: OpenBatch, now: datetime
) -> tuple[BatchView, bool]:
    """Open a batch of the caller's department; true where it is new.

    Raises:
        ProblemsError: where the id is another batch's.
    """
    new = Batch(
        city=identity.city,
        id=str(asked.id),
        title=None,
        made_by=identity.account,
        department=identity.department or "",
        made_at=now,
    )
    title = asked.title.strip()
    if await desk.database.read(lambda tx: batch_of(tx, new.city, new.id)) is None:
        await asyncio.to_thread(BatchSeal(desk, new).make)

    def work(tx: Transaction) -> tuple[Batch | None, bool]:
        stored = batch_of(tx, new.city, new.id)
        if stored is not None:
            return stored, False
        sealed = BatchSeal(desk, new).title(title)
        if not add_batch(tx, msgspec.structs.replace(new, title=sealed)):
            return batch_of(tx, new.city, new.id), False
        add_entry(tx, actor_of(identity, now), "batch.opened", about=new.id)
        return msgspec.structs.replace(new, title=sealed), True

    stored, is_new = await desk.database.write(work)
    if stored is None or stored.made_by != new.made_by:
        raise ProblemsError(REQUEST.problem("batch-taken", "id"))
    view = batch_view(desk, stored)
    # A title that is forgotten cannot be compared any more.
    if view.title not in {title, ""}:
        raise ProblemsError(REQUEST.problem("batch-taken", "id"))
    return view, is_new


async def discard_batch(desk: Desk, identity: Identity, batch: str, now: datetime) -> None:
    """Discard an open batch; its rows are deleted by whoever works on batches.

    Raises:
        ProblemsError: where it is not the caller's, or was committed.
    """

    def work(tx: Transaction) -> None:
        found = own_batch(tx, identity, batch)
        if found.state in {BatchState.DISCARDING, BatchState.DISCARDED}:
            return
        if found.state is not BatchState.OPEN:
            raise ProblemsError(REQUEST.problem("batch-not-open", "batch"))
        actor = actor_of(identity, now)
        if order(tx, found, BatchState.DISCARDING, actor):
            add_entry(tx, actor, "batch.discarded", about=found.id)

    await desk.database.write(work)


async def forget_batches(desk: Desk, now: datetime) -> int:
    """Discard what was opened long ago and never committed, and what was noted about old rows.

    Returns:
        How many batches and notes.
    """
    before = now - KEPT

    def discard(tx: Transaction) -> int:
        found = old_batches(tx, before)
        for batch in found:
            actor = clock_of(batch.city, now)
            if order(tx, batch, BatchState.DISCARDING, actor):
                add_entry(tx, actor, "batch.discarded", about=batch.id)
        return len(found)

    done = await desk.database.write(discard)
    while gone := await desk.database.write(lambda tx: forget_notes(tx, before, AT_ONCE)):
        done += gone
    while found := await desk.database.read(lambda tx: legible_batches(tx, before, AT_ONCE)):
        for batch in found:
            await desk.database.write(partial(_forget_key, desk, batch))
    return done


def _forget_key(desk: Desk, batch: Batch, tx: Transaction) -> None:
    """Destroy the key of a batch, unless work on it has begun anew."""
    if touch(tx, batch, batch.state):
        BatchSeal(desk, batch).destroy()
        entitle(tx, batch, None)
