"""Undo a batch: its deeds are annulled, with the reason, and the residents can read it.

Deeds of the very person who orders it stand (charter, article 7).
"""

from datetime import datetime
from typing import Final

from backend.contracts.batches import BatchView
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.read_batch import BatchSeal, batch_view, visible_batch
from backend.storage.batch_rows import ALL_PARTS, clear_notes
from backend.storage.batches import Batch, BatchState, entitle, order, parts_of, touch
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry

NOTES_MOST: Final = 2**31 - 1

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
            if found.state not in _STORED or not touch(tx, found, found.state):
                raise ProblemsError(REQUEST.problem("batch-not-committed", "batch"))
            sealed = _sealed(tx, desk, found, reason.strip())
            order(tx, found, BatchState.UNDOING, actor, sealed)
            add_entry(tx, actor, "batch.undo-ordered", about=found.id)
        ordered = visible_batch(tx, identity, batch)
        return batch_view(desk, ordered, parts_of(tx, found.city, found.id))

    return await desk.database.write(work)


def _sealed(tx: Transaction, desk: Desk, batch: Batch, reason: str) -> bytes:
    """The reason, sealed. A batch whose key is gone gets another until this, too, is forgotten.

    The batch is touched before: nobody destroys its key at the same time.
    """
    own = BatchSeal(desk, batch)
    if not own.is_there:
        own.make()
        # What was sealed with the key that is gone is of no use to anybody.
        entitle(tx, batch, own.title(""))
        clear_notes(tx, batch, ALL_PARTS, NOTES_MOST)
    return own.reason(reason)
