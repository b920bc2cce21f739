"""The rows of batches that wait to be stored, and what was noted about rows.

Many keys are looked up in one statement: they go as the names of a JSON object, which both
databases unfold with `json_each`. Where a key has one row at most, that is a subquery of its own,
so that a server without statistics finds it by its key, too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

import msgspec

from backend.storage.batches import Batch
from backend.storage.consent_texts import STATE_AT
from backend.storage.database import Row, Transaction
from backend.storage.residents import State
from backend.storage.values import micros

Outcome = Literal["refused", "known", "doubtful"]
# A row's place in what was sent: its part, and its number in the sheet.
Place = tuple[int, int]
# A staged row's place in the order of storing: its resident first.
Key = tuple[str, int, int]
ALL_PARTS: Final = (0, 2**31 - 1)
BEFORE_ALL: Final[Place] = (0, 0)
BEFORE_ANY: Final[Key] = ("", 0, 0)


class StagedRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row that can be stored.

    Attributes:
        twin: keyed hash of what it says but for its id, to find rows that say the same.
        facts: JSON, none of it personal.
        fingerprint: as the deed will have it.
        papers: sealed as the deed will have them.
    """

    part: int
    number: int
    subject: str
    deed: str
    twin: str
    facts: str
    fingerprint: bytes
    papers: bytes | None

    @property
    def place(self) -> Place:
        """Where it stood."""
        return self.part, self.number

    @property
    def key(self) -> Key:
        """Where it stands."""
        return self.subject, self.part, self.number


class Note(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What was noted about a row.

    Attributes:
        outcome: `refused` is not stored; `known` is stored already; `doubtful` is stored, and
            somebody should look at it.
        problems: sealed.
    """

    part: int
    number: int
    outcome: Outcome
    problems: bytes


class Similar(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stored deed, as far as another may be the same."""

    subject: str
    deed_type: str
    occurred_on: str
    grade: str | None
    quantity: str | None


_ROW_COLUMNS: Final = "subject, part, number, deed, twin, facts, fingerprint, papers"
_ADD_ROW: Final = f"""
insert into batch_row (city, batch, {_ROW_COLUMNS})
values (:city, :batch, :subject, :part, :number, :deed, :twin, :facts, :fingerprint, :papers)
"""
_ROWS: Final = f"""
select {_ROW_COLUMNS} from batch_row
where city = :city and batch = :batch and (subject, part, number) > (:subject, :part, :number)
order by subject, part, number limit :limit
"""
_TAKE: Final = """
delete from batch_row
where city = :city and batch = :batch and (subject, part, number) > (:subject, :part, :number)
  and (subject, part, number) <= (:last_subject, :last_part, :last_number)
returning subject, part, number
"""
_KEYS_OF_PART: Final = """
select subject, part, number from batch_row
where city = :city and batch = :batch and part = :part
"""
_DROP: Final = """
delete from batch_row
where city = :city and batch = :batch and subject = :subject and part = :part
  and number = :number
"""
_ADD_NOTE: Final = """
insert into batch_note (city, batch, part, number, outcome, problems)
values (:city, :batch, :part, :number, :outcome, :problems)
on conflict (city, batch, part, number) do update set
  outcome = excluded.outcome, problems = excluded.problems
"""
_NOTES: Final = """
select part, number, outcome, problems from batch_note
where city = :city and batch = :batch and (part, number) > (:part, :number)
order by part, number limit :limit
"""
_CLEAR_ROWS: Final = """
delete from batch_row where city = :city and batch = :batch and (subject, part, number) in (
  select subject, part, number from batch_row where city = :city and batch = :batch
  order by subject, part, number limit :limit)
"""
_CLEAR_NOTES: Final = """
delete from batch_note where city = :city and batch = :batch and (part, number) in (
  select part, number from batch_note
  where city = :city and batch = :batch and part >= :first and part <= :last
  order by part, number limit :limit)
"""
_FORGET_NOTES: Final = """
delete from batch_note where (city, batch, part, number) in (
  select n.city, n.batch, n.part, n.number from batch b
  join batch_note n on n.city = b.city and n.batch = b.id
  where b.settled_at <= :before limit :limit)
"""
_PARTICIPANTS: Final = f"""
select j.key, (select {STATE_AT} from resident r where r.city = :city and r.subject = j.key)
from json_each(:keys) j
"""
_STORED: Final = """
select j.key, (select d.fingerprint from deed d where d.city = :city and d.id = j.key)
from json_each(:keys) j
"""
_SAME_ID: Final = """
select b.deed, b.part, b.number from json_each(:keys) j cross join batch_row b
where b.city = :city and b.batch = :batch and b.deed = j.key
"""
_TWINS: Final = """
select b.subject, b.twin, b.part, b.number from json_each(:keys) j cross join batch_row b
where b.city = :city and b.subject = substr(j.key, 1, 32) and b.batch = :batch
  and b.twin = substr(j.key, 34)
"""
# A department is told of its own deeds only: another's are none of its business.
_SIMILAR: Final = """
select d.subject, d.deed_type, d.occurred_on, d.grade, d.quantity
from json_each(:keys) j cross join deed d
where d.city = :city and d.subject = substr(j.key, 1, 32)
  and d.occurred_on = substr(j.key, 34, 10) and d.deed_type = substr(j.key, 45)
  and d.department = :department
  and not exists (select 1 from step s where s.city = d.city and s.subject = d.subject
                  and s.deed = d.id and s.kind = 'annulled')
"""
_ANNULLED: Final = """
select s.deed from json_each(:keys) j cross join step s
where s.city = :city and s.subject = substr(j.key, 1, 32) and s.deed = substr(j.key, 34)
  and s.kind = 'annulled'
"""


def add_rows(tx: Transaction, batch: Batch, rows: Iterable[StagedRow]) -> None:
    """Stage rows."""
    at = {"city": batch.city, "batch": batch.id}
    tx.add_many(_ADD_ROW, [{**at, **msgspec.structs.asdict(row)} for row in rows])


def add_notes(tx: Transaction, batch: Batch, notes: Iterable[Note]) -> None:
    """Note something about rows, in place of what was noted before."""
    at = {"city": batch.city, "batch": batch.id}
    tx.add_many(_ADD_NOTE, [{**at, **msgspec.structs.asdict(note)} for note in notes])


def staged_rows(tx: Transaction, batch: Batch, after: Key, limit: int) -> list[StagedRow]:
    """The staged rows after a key."""
    subject, part, number = after
    at = {"subject": subject, "part": part, "number": number}
    return [
        _staged(row) for row in tx.rows(_ROWS, city=batch.city, batch=batch.id, limit=limit, **at)
    ]


def take_rows(tx: Transaction, batch: Batch, after: Key, last: Key) -> set[Key]:
    """Take the staged rows after a key up to another; returns those that were still there."""
    found = tx.rows(
        _TAKE,
        city=batch.city,
        batch=batch.id,
        subject=after[0],
        part=after[1],
        number=after[2],
        last_subject=last[0],
        last_part=last[1],
        last_number=last[2],
    )
    return {(subject, part, number) for subject, part, number in found}


def keys_of_part(tx: Transaction, batch: Batch, part: int) -> list[Key]:
    """The staged rows of a part; all rows of the batch are looked at for that."""
    found = tx.rows(_KEYS_OF_PART, city=batch.city, batch=batch.id, part=part)
    return [(subject, part, number) for subject, part, number in found]


def drop_rows(tx: Transaction, batch: Batch, keys: Iterable[Key]) -> None:
    """Delete staged rows."""
    at = {"city": batch.city, "batch": batch.id}
    rows = [
        {**at, "subject": subject, "part": part, "number": number} for subject, part, number in keys
    ]
    tx.add_many(_DROP, rows)


def notes_of(tx: Transaction, batch: Batch, after: Place, limit: int) -> list[Note]:
    """What was noted about rows after a place."""
    found = tx.rows(
        _NOTES, city=batch.city, batch=batch.id, part=after[0], number=after[1], limit=limit
    )
    return [
        Note(part=part, number=number, outcome=outcome, problems=problems)
        for part, number, outcome, problems in found
    ]


def clear_rows(tx: Transaction, batch: Batch, limit: int) -> int:
    """Delete the first staged rows; returns how many."""
    return tx.execute(_CLEAR_ROWS, city=batch.city, batch=batch.id, limit=limit)


def clear_notes(tx: Transaction, batch: Batch, parts: tuple[int, int], limit: int) -> int:
    """Delete the first notes of these parts; returns how many."""
    first, last = parts
    return tx.execute(
        _CLEAR_NOTES, city=batch.city, batch=batch.id, first=first, last=last, limit=limit
    )


def forget_notes(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete some notes of batches that were settled by a moment; returns how many."""
    return tx.execute(_FORGET_NOTES, before=micros(before), limit=limit)


def participants_among(
    tx: Transaction, city: str, subjects: Iterable[str], now: datetime
) -> set[str]:
    """Those of these residents who take part at a moment."""
    found = tx.rows(_PARTICIPANTS, city=city, keys=_keys(subjects), now=micros(now))
    return {subject for subject, state in found if state == State.PARTICIPATING}


def stored_among(tx: Transaction, city: str, deeds: Iterable[str]) -> dict[str, bytes]:
    """The fingerprints of those of these deeds that are stored, by id."""
    found = tx.rows(_STORED, city=city, keys=_keys(deeds))
    return {deed: fingerprint for deed, fingerprint in found if fingerprint is not None}


def annulled_among(tx: Transaction, city: str, deeds: Iterable[tuple[str, str]]) -> set[str]:
    """The ids of those of these deeds, by subject and id, that are annulled."""
    keys = _keys("|".join(deed) for deed in deeds)
    return {row[0] for row in tx.rows(_ANNULLED, city=city, keys=keys)}


def same_ids(tx: Transaction, batch: Batch, deeds: Iterable[str]) -> dict[str, Place]:
    """Where these ids are staged already."""
    found = tx.rows(_SAME_ID, city=batch.city, batch=batch.id, keys=_keys(deeds))
    return {deed: (part, number) for deed, part, number in found}


def twins_of(
    tx: Transaction, batch: Batch, twins: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Place]:
    """Where rows that say the same are staged, by subject and twin."""
    keys = _keys(f"{subject}|{twin}" for subject, twin in twins)
    found = tx.rows(_TWINS, city=batch.city, batch=batch.id, keys=keys)
    return {(subject, twin): (part, number) for subject, twin, part, number in found}


def similar_to(
    tx: Transaction, city: str, department: str, deeds: Iterable[tuple[str, str, str]]
) -> list[Similar]:
    """A department's own deeds of the same residents, days and deed types."""
    keys = _keys("|".join(deed) for deed in deeds)
    found = tx.rows(_SIMILAR, city=city, department=department, keys=keys)
    return [
        Similar(
            subject=row[0],
            deed_type=row[1],
            occurred_on=row[2],
            grade=row[3],
            quantity=row[4],
        )
        for row in found
    ]


def _keys(names: Iterable[str]) -> str:
    return msgspec.json.encode(dict.fromkeys(names, 1)).decode()


def _staged(row: Row) -> StagedRow:
    return StagedRow(
        subject=row[0],
        part=row[1],
        number=row[2],
        deed=row[3],
        twin=row[4],
        facts=row[5],
        fingerprint=row[6],
        papers=row[7],
    )
