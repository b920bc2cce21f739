"""Annul the next deeds of a batch that is being undone.

Those of the very person who ordered it stand: nobody annuls a deed of their own (article 7).
"""

import asyncio
from datetime import datetime
from typing import Final

from backend.core.city import City
from backend.core.deed import StepKind
from backend.core.problems import ProblemsError
from backend.services.case_steps import end_cases_of
from backend.services.confirm_deed import sealed_reason
from backend.services.desk import Desk
from backend.services.own_file import own_files
from backend.services.read_batch import BatchSeal
from backend.services.store_rows import actor_of_order, identity_of
from backend.storage.awaiting import drop_awaiting
from backend.storage.batch_rows import annulled_among, clear_rows, stored_among
from backend.storage.batches import Batch, BatchState, advance, settle, touch
from backend.storage.cases import asked_about
from backend.storage.database import Transaction
from backend.storage.deeds import DeedRow, StepRow, add_steps, rows_of_batch
from backend.storage.logs import add_entry
from backend.storage.notices import NewNotice, NoticeKind, tell_many
from backend.storage.scores import make_stale

CHUNK: Final = 125

Annulment = tuple[DeedRow, StepRow]


async def annul_deeds(desk: Desk, batch: Batch, now: datetime) -> int:
    """Annul the next deeds; after the last, the batch is undone. Returns how many deeds.

    What a commit had not stored yet is taken off the stage first.

    Raises:
        ConflictError: where another writer came between; nothing is stored, and it can be repeated.
    """
    if cleared := await desk.database.write(lambda tx: _clear(tx, batch)):
        return cleared
    found, steps = await asyncio.to_thread(_looked_at, desk, batch, now)
    if not found:
        return await desk.database.write(lambda tx: _finish(tx, batch, now))
    city = desk.city(batch.city)
    return await desk.database.write(lambda tx: _annul(tx, city, batch, found, steps, now))


def _clear(tx: Transaction, batch: Batch) -> int:
    if batch.cursor or not touch(tx, batch, BatchState.UNDOING):
        return 0
    return clear_rows(tx, batch, CHUNK)


def _looked_at(desk: Desk, batch: Batch, now: datetime) -> tuple[list[DeedRow], list[Annulment]]:
    """The next deeds, with the step that annuls each but the orderer's own. Runs in a thread."""
    subject, _, deed = batch.cursor.partition("|")
    found = desk.database.read_now(
        lambda tx: rows_of_batch(tx, batch.city, batch.id, (subject, deed), CHUNK)
    )
    reason = BatchSeal(desk, batch).reason_of(batch.reason)
    own = own_files(desk, identity_of(batch))
    steps = []
    for row in found:
        if row.subject in own:
            continue
        try:
            sealed = sealed_reason(desk, row, StepKind.ANNULLED, reason)
        except ProblemsError:
            # The resident's key is destroyed, and the rows are about to go.
            continue
        steps.append((row, _step(batch, row, now, sealed)))
    return found, steps


def _step(batch: Batch, row: DeedRow, now: datetime, sealed: bytes) -> StepRow:
    actor = actor_of_order(batch, now)
    return StepRow(
        deed=row.id,
        kind=StepKind.ANNULLED,
        at=now,
        on=None,
        account=actor.account,
        role=actor.role,
        reason=sealed,
    )


def _annul(
    tx: Transaction,
    city: City,
    batch: Batch,
    found: list[DeedRow],
    steps: list[Annulment],
    now: datetime,
) -> int:
    if not touch(tx, batch, BatchState.UNDOING):
        return 0
    # Whoever is erased at the same moment must be gone before we look, or rows would outlive them.
    tx.lock_all(batch.city, [row.subject for row, _ in steps])
    there = stored_among(tx, batch.city, [row.id for row in found])
    before = annulled_among(tx, batch.city, [(row.subject, row.id) for row in found])
    new = [each for each in steps if each[0].id in there and each[0].id not in before]
    add_steps(tx, new)
    drop_awaiting(tx, batch.city, [row.id for row, _ in new])
    _end_cases(tx, city, [row for row, _ in new], now)
    actor = actor_of_order(batch, now)
    for subject in {row.subject for row, _ in new}:
        make_stale(tx, batch.city, subject)
    for row, _ in new:
        add_entry(tx, actor, "deed.annulled", subject=row.subject, about=row.id)
    tell_many(tx, (_notice(row, now) for row, _ in new))
    advance(tx, batch, f"{found[-1].subject}|{found[-1].id}", annulled=len(new))
    return len(found)


def _end_cases(tx: Transaction, city: City, rows: list[DeedRow], now: datetime) -> None:
    """End whatever residents still ask about deeds that are annulled."""
    asked = asked_about(tx, city.code, [(row.subject, row.id) for row in rows])
    for row in rows:
        if row.id in asked:
            end_cases_of(tx, city, row, now, now)


def _notice(row: DeedRow, now: datetime) -> NewNotice:
    return NewNotice(
        city=row.city,
        subject=row.subject,
        kind=NoticeKind.DEED_ANNULLED,
        at=now,
        about=row.id,
    )


def _finish(tx: Transaction, batch: Batch, now: datetime) -> int:
    if settle(tx, batch, BatchState.UNDONE, now):
        detail = {"annulled": str(batch.annulled)}
        add_entry(tx, actor_of_order(batch, now), "batch.undone", about=batch.id, detail=detail)
    return 0
