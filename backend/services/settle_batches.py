"""Settle batches: go on with each until it is committed, undone or discarded.

Every chunk is a unit of work that notes its own progress, so that a crash between any two loses
nothing and repeats nothing. The chunks of several batches take turns.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from backend.clock import Clock
from backend.log import log_failure
from backend.services.annul_deeds import annul_deeds
from backend.services.desk import Desk
from backend.services.read_batch import BatchSeal
from backend.services.store_rows import store_rows
from backend.storage.batch_rows import ALL_PARTS, clear_notes, clear_rows
from backend.storage.batches import (
    Batch,
    BatchState,
    batches_at_work,
    entitle,
    settle,
    touch,
)
from backend.storage.database import Transaction
from backend.storage.errors import AwayError, ConflictError

# So often a chunk is tried again that was overtaken by another writer.
TRIES: Final = 5
DISCARDED_AT_ONCE: Final = 1_000


async def settle_batches(desk: Desk, moment: Callable[[], datetime]) -> int:
    """Settle all batches with work in progress; returns how many rows and deeds were touched.

    In one process one caller does it at a time; another that comes meanwhile returns at once, and
    the first looks again before it ends.

    Args:
        desk: what services work with.
        moment: gives each chunk its moment.
    """
    turn = desk.settling
    turn.is_wanted = True
    if turn.is_taken:
        return 0
    turn.is_taken = True
    done = 0
    try:
        while turn.is_wanted and not turn.is_over:
            turn.is_wanted = False
            done += await _settle_all(desk, moment)
    finally:
        turn.is_taken = False
    return done


async def _settle_all(desk: Desk, moment: Callable[[], datetime]) -> int:
    done = 0
    failed: set[tuple[str, str]] = set()
    while not desk.settling.is_over:
        found = await desk.database.read(batches_at_work)
        batches = [batch for batch in found if (batch.city, batch.id) not in failed]
        if not batches:
            break
        for batch in batches:
            try:
                done += await _step(desk, batch, moment)
            except AwayError:
                raise
            except Exception as error:  # noqa: BLE001 - the other batches go on
                failed.add((batch.city, batch.id))
                log_failure("batch", error, batch.state.value)
    return done


async def _step(desk: Desk, batch: Batch, moment: Callable[[], datetime]) -> int:
    for tries_left in reversed(range(TRIES)):
        try:
            return await _CHUNKS[batch.state](desk, batch, moment())
        except ConflictError:
            # A resident left, or a deed of the same id came, between the look and the write.
            if not tries_left:
                raise
    return 0


async def _discard_chunk(desk: Desk, batch: Batch, now: datetime) -> int:
    def work(tx: Transaction) -> int:
        if not touch(tx, batch, batch.state):
            return 0
        gone = clear_rows(tx, batch, DISCARDED_AT_ONCE)
        gone = gone or clear_notes(tx, batch, ALL_PARTS, DISCARDED_AT_ONCE)
        if not gone:
            # The key first: a crash between the two leaves nothing that can be read.
            BatchSeal(desk, batch).destroy()
            entitle(tx, batch, None)
            settle(tx, batch, BatchState.DISCARDED, now)
        return gone

    return await desk.database.write(work)


_CHUNKS: Final[dict[BatchState, Callable[[Desk, Batch, datetime], Awaitable[int]]]] = {
    BatchState.COMMITTING: store_rows,
    BatchState.UNDOING: annul_deeds,
    BatchState.DISCARDING: _discard_chunk,
}


class BatchRunner:
    """Works on batches beside the requests of one process."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        """Begin with nothing to do."""
        self._desk = desk
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        # Checking rows is work for the processor: sheets are checked one after the other.
        self.staging = asyncio.Lock()

    def wake(self) -> "asyncio.Task[None]":
        """See that what was ordered is done; returns at once."""
        self._desk.settling.is_wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return self._task

    async def wait(self, seconds: float) -> None:
        """The same, and wait for the end of it, but no longer than this."""
        await asyncio.wait({self.wake()}, timeout=seconds)

    async def close(self) -> None:
        """Stop after the chunk at hand; the next start goes on."""
        self._desk.settling.is_over = True
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        try:
            await settle_batches(self._desk, self._clock.now)
        except Exception as error:  # noqa: BLE001 - the clock takes it up again
            log_failure("batch", error, "settle")
