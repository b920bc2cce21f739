"""Store the next rows of a batch that is being committed, a log entry for each deed."""

import asyncio
from datetime import datetime
from functools import partial
from typing import Final

import msgspec

from backend.core.instant import instant_in
from backend.core.permissions import Identity, Role
from backend.core.problems import Problem, ProblemsError
from backend.services.check_rows import deed_in_of
from backend.services.desk import REQUEST, Desk
from backend.services.enter_deed import NewDeed, Sealed, checked, limited, new_deed, store_many
from backend.services.limit_collectors import Tally, tallies
from backend.services.own_file import own_file_refused, own_files
from backend.services.read_batch import BatchSeal
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.accounts import Account, account_of
from backend.storage.batch_rows import (
    BEFORE_ANY,
    Key,
    Note,
    Outcome,
    StagedRow,
    add_notes,
    participants_among,
    staged_rows,
    stored_among,
    take_rows,
)
from backend.storage.batches import Batch, BatchState, advance, settle, touch
from backend.storage.database import Transaction
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.schemes import period_in_force

# So many that whoever else writes meanwhile waits some ten milliseconds.
CHUNK: Final = 125
# So many chunks before other batches have their turn.
CHUNKS: Final = 16


class Ready(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A staged row, made into a deed; or why it cannot be one any more."""

    staged: StagedRow
    new: NewDeed | None
    problems: tuple[Problem, ...] = ()


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """Some staged rows, under the scheme that was in force when they were looked at."""

    after: Key
    held: HeldScheme
    rows: list[Ready]


async def store_rows(desk: Desk, batch: Batch, now: datetime) -> int:
    """Store the next rows; after the last, the batch is committed. Returns how many rows.

    Rows are checked once more, for a scheme may have come into force since: what can no longer be
    stored is noted with its row, and the others go on.

    Raises:
        ConflictError: where another writer came between; nothing of the chunk at hand is stored,
            and it can be repeated.
    """
    chunk = await asyncio.to_thread(_looked_at, desk, batch, _key_of(batch.cursor), now)
    if not chunk.rows:
        return await desk.database.write(lambda tx: _finish(tx, batch, now))
    done = 0
    for _ in range(CHUNKS):
        last = chunk.rows[-1].staged.key
        # One chunk is written while the next is looked at.
        following, stored = await asyncio.gather(
            asyncio.to_thread(_looked_at, desk, batch, last, now),
            desk.database.write(partial(_store, desk=desk, batch=batch, chunk=chunk, now=now)),
        )
        done += stored
        chunk = following
        if not stored or not chunk.rows:
            break
    return done


def identity_of(batch: Batch, handed_by: str | None = None) -> Identity:
    """Who ordered what is being done, for the deeds' department."""
    return Identity(
        account=batch.ordered_by or batch.made_by,
        role=Role(batch.ordered_role or Role.COLLECTOR),
        city=batch.city,
        session="",
        department=batch.department or None,
        handed_by=handed_by,
    )


def _looked_at(desk: Desk, batch: Batch, after: Key, now: datetime) -> Chunk:
    """The next rows, checked and made into deeds. Runs in a thread."""

    def look(tx: Transaction) -> tuple[HeldScheme, list[StagedRow], Account | None]:
        held = desk.shelf.in_force(tx, batch.city, now)
        account = account_of(tx, batch.city, batch.ordered_by or batch.made_by)
        return held, staged_rows(tx, batch, after, CHUNK), account

    held, found, account = desk.database.read_now(look)
    identity = identity_of(batch, account.handed_by if account else None)
    own = own_files(desk, identity)
    rows = [
        Ready(staged=staged, new=None, problems=(own_file_refused(),))
        if staged.subject in own
        else _ready(desk, identity, held, batch, staged, now)
        for staged in found
    ]
    return Chunk(after=after, held=held, rows=rows)


def _ready(
    desk: Desk,
    identity: Identity,
    held: HeldScheme,
    batch: Batch,
    staged: StagedRow,
    now: datetime,
) -> Ready:
    deed_in = deed_in_of(staged)
    try:
        deed = checked(desk, identity, held, deed_in, now)
    except ProblemsError as error:
        return Ready(staged=staged, new=None, problems=error.problems)
    own = Sealed(
        subject=staged.subject,
        fingerprint=staged.fingerprint,
        has_document=deed_in.document is not None,
        papers=staged.papers,
    )
    return Ready(staged=staged, new=new_deed(desk, identity, held, deed, own, now, batch=batch.id))


def _store(tx: Transaction, desk: Desk, batch: Batch, chunk: Chunk, now: datetime) -> int:
    """Take the rows off the stage and add their deeds, in one unit of work."""
    if not touch(tx, batch, BatchState.COMMITTING):
        return 0
    period = period_in_force(tx, batch.city, now)
    if period is None or period.digest != chunk.held.digest:
        # Switched between the look and the write: looked at again.
        return 0
    last = chunk.rows[-1].staged.key
    taken = take_rows(tx, batch, chunk.after, last)
    rows = [row for row in chunk.rows if row.staged.key in taken]
    subjects = {row.staged.subject for row in rows}
    participants = participants_among(tx, batch.city, subjects, now)
    stored = stored_among(tx, batch.city, [row.staged.deed for row in rows])
    seal = BatchSeal(desk, batch)
    notes: list[Note] = []
    new: list[NewDeed] = []
    for row in rows:
        obstacle = _obstacle(row, participants, stored)
        if obstacle is not None:
            notes.append(seal.note(row.staged.place, *obstacle))
        elif row.new is not None:
            new.append(row.new)
    store_many(tx, _limited(tx, desk, chunk.held, new, now))
    add_notes(tx, batch, notes)
    refused = sum(note.outcome == "refused" for note in notes)
    advance(
        tx,
        batch,
        ".".join(map(str, last)),
        stored=len(new),
        refused=refused,
        known=len(notes) - refused,
    )
    return len(rows)


def _limited(
    tx: Transaction, desk: Desk, held: HeldScheme, deeds: list[NewDeed], now: datetime
) -> list[NewDeed]:
    """The deeds, with those that wait beyond what one collector may give; rows count together."""
    alone = [new.row for new in deeds if new.awaiting is None]
    if not alone:
        return deeds
    subjects = {row.subject for row in alone}
    given = tallies(tx, desk, held, alone[0].city, alone[0].entered_by, subjects, now)
    today = instant_in(desk.city(alone[0].city).time_zone, now).day
    found = []
    for new in deeds:
        subject = new.row.subject
        stored, tally = limited(desk, held, new, given.get(subject, Tally()), today)
        given[subject] = tally
        found.append(stored)
    return found


def _obstacle(
    row: Ready, participants: set[str], stored: dict[str, bytes]
) -> tuple[Outcome, tuple[Problem, ...]] | None:
    """What came in the way since the row was staged."""
    if row.new is None:
        return "refused", row.problems
    if row.staged.subject not in participants:
        return "refused", (no_participant(),)
    fingerprint = stored.get(row.staged.deed)
    if fingerprint is None:
        return None
    if fingerprint == row.staged.fingerprint:
        return "known", (REQUEST.problem("row-known", "id"),)
    return "refused", (REQUEST.problem("id-taken", "id"),)


def _finish(tx: Transaction, batch: Batch, now: datetime) -> int:
    if settle(tx, batch, BatchState.COMMITTED, now):
        detail = {"stored": str(batch.stored)}
        add_entry(tx, actor_of_order(batch, now), "batch.committed", about=batch.id, detail=detail)
    return 0


def actor_of_order(batch: Batch, now: datetime) -> Actor:
    """Who ordered what is being done, at the moment it is done."""
    return actor_of(identity_of(batch), now)


def _key_of(cursor: str) -> Key:
    if not cursor:
        return BEFORE_ANY
    subject, part, number = cursor.split(".")
    return subject, int(part), int(number)
