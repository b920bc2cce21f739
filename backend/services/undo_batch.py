"""Undo a batch: every deed of it is annulled, with the reason, and the residents can read it."""

from datetime import datetime
from typing import Final

from backend.contracts.batches import BatchView
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.read_batch import BatchSeal, batch_view, visible_batch
from backend.storage.batches import BatchState, order, parts_of
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry

_DONE: Final = {BatchState.UNDOING, BatchState.UNDONE}
_STORED: Final = {BatchState.COMMITTING, BatchState.COMMITTED}


async def undo_batch(
    desk: Desk, identity: Identity, batch: str, reason: str, now: datetime
) -> BatchView:
    """Order that a batch be undone, by who made it or an officer. It ends a commit in progress.

    Asked again, it is answered as it stands.

    Raises:
        ProblemsError: where it was never committed.
    """

    def work(tx: Transaction) -> BatchView:
        found = visible_batch(tx, identity, batch)
        if found.state not in _DONE:
            actor = actor_of(identity, now)
            sealed = BatchSeal(desk, found).reason(reason.strip())
            if found.state not in _STORED or not order(
                tx, found, BatchState.UNDOING, actor, sealed
            ):
                raise ProblemsError(REQUEST.problem("batch-not-committed", "batch"))
            add_entry(tx, actor, "batch.undo-ordered", about=found.id)
        ordered = visible_batch(tx, identity, batch)
        return batch_view(ordered, parts_of(tx, found.city, found.id))

    return await desk.database.write(work)
