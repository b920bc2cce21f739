"""Commit a batch: what was staged becomes deeds, in chunks; what was begun is always finished."""

from datetime import datetime

from backend.contracts.batches import BatchView, CommitBatch
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.read_batch import batch_view, check_department, own_batch
from backend.services.settle_batches import settle_batches
from backend.storage.batches import Batch, BatchState, order, parts_of
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.schemes import period_in_force


async def commit_batch(
    desk: Desk, identity: Identity, batch: str, asked: CommitBatch, now: datetime
) -> BatchView:
    """Order that a batch be stored; asked again, it is answered as it stands.

    Raises:
        ProblemsError: where it is not the caller's or not open, a part did not arrive whole, rows
            are refused and not to be skipped, or another scheme has come into force.
    """

    def work(tx: Transaction) -> BatchView:
        found = own_batch(tx, identity, batch)
        if found.state in {BatchState.COMMITTING, BatchState.COMMITTED}:
            return batch_view(desk, found, parts_of(tx, found.city, found.id))
        check_department(identity, found)
        if problem := _refusal(tx, found, asked, now):
            raise ProblemsError(problem)
        actor = actor_of(identity, now)
        if not order(tx, found, BatchState.COMMITTING, actor):
            raise ProblemsError(REQUEST.problem("batch-not-open", "batch"))
        detail = {"ready": str(found.ready), "skipped": str(found.faulty)}
        add_entry(tx, actor, "batch.commit-ordered", about=found.id, detail=detail)
        ordered = own_batch(tx, identity, batch)
        return batch_view(desk, ordered, parts_of(tx, found.city, found.id))

    return await desk.database.write(work)


def _refusal(tx: Transaction, batch: Batch, asked: CommitBatch, now: datetime) -> Problem | None:
    """Why a batch cannot be committed as it is."""
    if batch.state is not BatchState.OPEN:
        return REQUEST.problem("batch-not-open", "batch")
    period = period_in_force(tx, batch.city, now)
    for part in parts_of(tx, batch.city, batch.id):
        if not part.is_whole:
            return REQUEST.problem("batch-part-broken", "batch", None, part=str(part.part))
        if period is None or part.digest != period.digest:
            return REQUEST.problem("batch-scheme-changed", "batch")
    if batch.faulty and not asked.skip_faulty:
        return REQUEST.problem("batch-faulty", "skip_faulty", None, count=str(batch.faulty))
    if not batch.ready:
        return REQUEST.problem("batch-empty", "batch")
    return None


async def resume_batches(desk: Desk, now: datetime) -> int:
    """Finish all work on batches that was begun; returns how many rows and deeds it touched."""
    return await settle_batches(desk, lambda: now)
