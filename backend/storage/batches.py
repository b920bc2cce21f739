"""Batches: many deeds that come, are committed and are undone together, and how far each is."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.logs import Actor
from backend.storage.values import micros, moment_of, moment_or_none


class BatchState(StrEnum):
    """Where a batch stands. What ends in `-ing` is work in progress, and goes on after a crash."""

    OPEN = "open"
    COMMITTING = "committing"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDING = "discarding"
    DISCARDED = "discarded"


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A batch.

    Attributes:
        title: sealed with the batch's own key; none once what was typed is forgotten.
        rows: that came.
        ready: of them, to be stored.
        faulty: of them, refused; the others are stored already.
        stored: deeds, by the commit.
        annulled: of those, by the undoing.
        ordered_by: who ordered what is being done, with role and moment.
        reason: why it is undone, sealed.
        cursor: how far the work in progress has come.
        version: grows with every change of the row.
    """

    city: str
    id: str
    title: bytes | None
    made_by: str
    department: str
    made_at: datetime
    state: BatchState = BatchState.OPEN
    rows: int = 0
    ready: int = 0
    faulty: int = 0
    stored: int = 0
    annulled: int = 0
    ordered_by: str | None = None
    ordered_role: str | None = None
    ordered_at: datetime | None = None
    reason: bytes | None = None
    cursor: str = ""
    settled_at: datetime | None = None
    version: int = 1


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a batch, as it was last sent.

    Attributes:
        sending: which sending its rows are from.
        is_whole: false while its rows come in, and after a crash in the midst of that.
        digest: of the scheme that its rows were checked against.
    """

    part: int
    sending: str
    is_whole: bool
    rows: int
    ready: int
    faulty: int
    digest: str


_COLUMNS: Final = (
    "city, id, title, made_by, department, made_at, state, rows, ready, faulty, stored, annulled, "
    "ordered_by, ordered_role, ordered_at, reason, cursor, settled_at, version"
)
_ADD: Final = """
insert into batch (city, id, title, made_by, department, made_at, state, rows, ready, faulty,
                   stored, annulled, cursor, version)
values (:city, :id, :title, :made_by, :department, :made_at, 'open', 0, 0, 0, 0, 0, '', 1)
on conflict (city, id) do nothing
"""
_GET: Final = f"select {_COLUMNS} from batch where city = :city and id = :id"
_BY: Final = f"""
select {_COLUMNS} from batch
where city = :city and made_by = :account and made_at <= :before
  and (made_at < :before or id < :before_id)
order by made_at desc, id desc limit :limit
"""
_AT_WORK: Final = f"""
select {_COLUMNS} from batch where state in ('committing', 'undoing', 'discarding')
order by ordered_at, city, id
"""
_TOUCH: Final = """
update batch set version = version + 1 where city = :city and id = :id and state = :state
"""
_ORDER: Final = """
update batch set state = :to, ordered_by = :account, ordered_role = :role, ordered_at = :at,
                 reason = :reason, cursor = '', version = version + 1
where city = :city and id = :id and state = :state
"""
_ADVANCE: Final = """
update batch set cursor = :cursor, ready = ready - :refused - :known, faulty = faulty + :refused,
                 stored = stored + :stored, annulled = annulled + :annulled, version = version + 1
where city = :city and id = :id and state = :state
"""
_SETTLE: Final = """
update batch set state = :to, settled_at = :at, cursor = '', reason = null, version = version + 1
where city = :city and id = :id and state = :state
"""
_ENTITLE: Final = """
update batch set title = :title, version = version + 1
where city = :city and id = :id and state = :state
"""
_LEGIBLE: Final = f"""
select {_COLUMNS} from batch
where state in ('committed', 'undone', 'discarded') and settled_at <= :before
  and title is not null
order by settled_at limit :limit
"""
_COUNT_IN: Final = """
update batch set rows = rows + :rows, ready = ready + :ready, faulty = faulty + :faulty,
                 version = version + 1
where city = :city and id = :id and state = 'open'
"""
_OLD: Final = f"""
select {_COLUMNS} from batch where state = 'open' and made_at <= :before order by made_at
"""

_PART_COLUMNS: Final = "part, sending, is_whole, rows, ready, faulty, digest"
_PARTS: Final = (
    f"select {_PART_COLUMNS} from batch_part where city = :city and batch = :id order by part"
)
_PART: Final = f"""
select {_PART_COLUMNS} from batch_part where city = :city and batch = :id and part = :part
"""
_BEGIN_PART: Final = """
insert into batch_part (city, batch, part, sending, is_whole, rows, ready, faulty, digest)
values (:city, :id, :part, :sending, 0, 0, 0, 0, :digest)
on conflict (city, batch, part) do update set
  sending = excluded.sending, is_whole = 0, rows = 0, ready = 0, faulty = 0,
  digest = excluded.digest
"""
_GROW_PART: Final = """
update batch_part set rows = rows + :rows, ready = ready + :ready, faulty = faulty + :faulty
where city = :city and batch = :id and part = :part and sending = :sending
"""
_END_PART: Final = """
update batch_part set is_whole = 1
where city = :city and batch = :id and part = :part and sending = :sending
"""


def add_batch(tx: Transaction, batch: Batch) -> bool:
    """Open a batch; false where there is one of this id."""
    added = tx.execute(
        _ADD,
        city=batch.city,
        id=batch.id,
        title=batch.title,
        made_by=batch.made_by,
        department=batch.department,
        made_at=micros(batch.made_at),
    )
    return added == 1


def batch_of(tx: Transaction, city: str, batch: str) -> Batch | None:
    """A batch by its id."""
    row = tx.row(_GET, city=city, id=batch)
    return None if row is None else _batch(row)


def batches_by(
    tx: Transaction, city: str, account: str, before: tuple[int, str], limit: int
) -> list[Batch]:
    """An account's batches, the latest made first, before a moment and id."""
    found = tx.rows(
        _BY, city=city, account=account, before=before[0], before_id=before[1], limit=limit
    )
    return [_batch(row) for row in found]


def batches_at_work(tx: Transaction) -> list[Batch]:
    """All batches with work in progress, the longest ordered first."""
    return [_batch(row) for row in tx.rows(_AT_WORK)]


def old_batches(tx: Transaction, before: datetime) -> list[Batch]:
    """Batches that were opened by a moment and never committed."""
    return [_batch(row) for row in tx.rows(_OLD, before=micros(before))]


def touch(tx: Transaction, batch: Batch, state: BatchState) -> bool:
    """Keep other writers from a batch until the unit's end; false where it left this state."""
    return tx.execute(_TOUCH, city=batch.city, id=batch.id, state=state.value) == 1


def order(
    tx: Transaction, batch: Batch, to: BatchState, actor: Actor, reason: bytes | None = None
) -> bool:
    """Let work begin; false where the batch is no longer as it was read."""
    changed = tx.execute(
        _ORDER,
        city=batch.city,
        id=batch.id,
        state=batch.state.value,
        to=to.value,
        account=actor.account,
        role=actor.role,
        at=micros(actor.at),
        reason=reason,
    )
    return changed == 1


def advance(
    tx: Transaction,
    batch: Batch,
    cursor: str,
    *,
    stored: int = 0,
    refused: int = 0,
    known: int = 0,
    annulled: int = 0,
) -> None:
    """Note how far the work has come."""
    tx.execute(
        _ADVANCE,
        city=batch.city,
        id=batch.id,
        state=batch.state.value,
        cursor=cursor,
        stored=stored,
        refused=refused,
        known=known,
        annulled=annulled,
    )


def settle(tx: Transaction, batch: Batch, to: BatchState, now: datetime) -> bool:
    """End the work in progress; false where that was done before."""
    changed = tx.execute(
        _SETTLE,
        city=batch.city,
        id=batch.id,
        state=batch.state.value,
        to=to.value,
        at=micros(now),
    )
    return changed == 1


def entitle(tx: Transaction, batch: Batch, title: bytes | None) -> bool:
    """Change the title of a batch, or forget it; false where the batch left its state."""
    changed = tx.execute(
        _ENTITLE, city=batch.city, id=batch.id, state=batch.state.value, title=title
    )
    return changed == 1


def legible_batches(tx: Transaction, before: datetime, limit: int) -> list[Batch]:
    """Batches that were settled by a moment, and whose key was not destroyed yet."""
    return [_batch(row) for row in tx.rows(_LEGIBLE, before=micros(before), limit=limit)]


def parts_of(tx: Transaction, city: str, batch: str) -> list[Part]:
    """The parts of a batch."""
    return [_part(row) for row in tx.rows(_PARTS, city=city, id=batch)]


def part_of(tx: Transaction, batch: Batch, part: int) -> Part | None:
    """One part of a batch."""
    row = tx.row(_PART, city=batch.city, id=batch.id, part=part)
    return None if row is None else _part(row)


def begin_part(tx: Transaction, batch: Batch, part: int, sending: str, digest: str) -> bool:
    """Begin a part, or begin it anew without what it counted; false unless the batch is open."""
    if not touch(tx, batch, BatchState.OPEN):
        return False
    before = part_of(tx, batch, part)
    if before is not None and before.is_whole:
        _count_in(tx, batch, before, -1)
    tx.execute(_BEGIN_PART, city=batch.city, id=batch.id, part=part, sending=sending, digest=digest)
    return True


def grow_part(
    tx: Transaction,
    batch: Batch,
    part: int,
    sending: str,
    *,
    rows: int = 0,
    ready: int = 0,
    faulty: int = 0,
) -> bool:
    """Count rows of a sending; false where another has begun, or the batch is no longer open."""
    if not touch(tx, batch, BatchState.OPEN):
        return False
    changed = tx.execute(
        _GROW_PART,
        city=batch.city,
        id=batch.id,
        part=part,
        sending=sending,
        rows=rows,
        ready=ready,
        faulty=faulty,
    )
    return changed == 1


def end_part(tx: Transaction, batch: Batch, part: int, sending: str) -> Part | None:
    """Call a part whole and count it in; none where another sending has begun."""
    if not touch(tx, batch, BatchState.OPEN):
        return None
    if not tx.execute(_END_PART, city=batch.city, id=batch.id, part=part, sending=sending):
        return None
    whole = part_of(tx, batch, part)
    if whole is not None:
        _count_in(tx, batch, whole, 1)
    return whole


def _count_in(tx: Transaction, batch: Batch, part: Part, sign: int) -> None:
    tx.execute(
        _COUNT_IN,
        city=batch.city,
        id=batch.id,
        rows=sign * part.rows,
        ready=sign * part.ready,
        faulty=sign * part.faulty,
    )


def _batch(row: Row) -> Batch:
    return Batch(
        city=row[0],
        id=row[1],
        title=row[2],
        made_by=row[3],
        department=row[4],
        made_at=moment_of(row[5]),
        state=BatchState(row[6]),
        rows=row[7],
        ready=row[8],
        faulty=row[9],
        stored=row[10],
        annulled=row[11],
        ordered_by=row[12],
        ordered_role=row[13],
        ordered_at=moment_or_none(row[14]),
        reason=row[15],
        cursor=row[16],
        settled_at=moment_or_none(row[17]),
        version=row[18],
    )


def _part(row: Row) -> Part:
    return Part(
        part=row[0],
        sending=row[1],
        is_whole=bool(row[2]),
        rows=row[3],
        ready=row[4],
        faulty=row[5],
        digest=row[6],
    )
