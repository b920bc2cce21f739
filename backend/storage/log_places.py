"""The log's tree: which entries came into it, in which order, and the signed checkpoints."""

from datetime import datetime
from typing import Final

import msgspec

from backend.core.log_tree import HASH_BYTES
from backend.storage.database import Row, Transaction
from backend.storage.logs import content_of, leaf_of
from backend.storage.values import micros, moment_of

# More than any tree has.
ANY_SIZE: Final = 2**31 - 1


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What the tree was at a size.

    Attributes:
        peaks: the hashes of its whole parts.
        signature: of the note that says size, root and moment.
    """

    city: str
    size: int
    at: datetime
    root: bytes
    peaks: tuple[bytes, ...]
    signature: bytes


class PlacedEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry in its place.

    Attributes:
        leaf: as it is kept; none where the entry has gone.
        is_right: false where what is kept does not come to the leaf, or was forgotten though its
            resident has not.
    """

    number: int
    leaf: bytes | None
    is_right: bool


_UNPLACED: Final = """
select l.id, l.leaf from log l
where l.city = :city and l.id > :after
  and not exists (select 1 from log_place p where p.city = l.city and p.id = l.id)
order by l.id limit :limit
"""
_COUNT_UNPLACED: Final = """
select count(*) from log l
where l.city = :city
  and not exists (select 1 from log_place p where p.city = l.city and p.id = l.id)
"""
_PLACE: Final = "insert into log_place (city, number, id) values (:city, :number, :id)"
_PLACED: Final = """
select p.number, l.id, l.at, l.account, l.role, l.action, l.subject, l.object, l.detail, l.salt,
  l.content, l.leaf,
  (select 1 from resident r where r.city = l.city and r.subject = l.subject)
from log_place p left join log l on l.city = p.city and l.id = p.id
where p.city = :city and p.number >= :first order by p.number limit :limit
"""
_ADD: Final = """
insert into checkpoint (city, size, at, root, peaks, signature)
values (:city, :size, :at, :root, :peaks, :signature)
"""
_COLUMNS: Final = "city, size, at, root, peaks, signature"
_LAST: Final = f"""
select {_COLUMNS} from checkpoint where city = :city and size < :before
order by size desc limit :limit
"""


def unplaced(tx: Transaction, city: str, after: str, limit: int) -> list[tuple[str, bytes]]:
    """The ids and leaves of entries after an id that are not in the tree yet, the oldest first."""
    found = tx.rows(_UNPLACED, city=city, after=after, limit=limit)
    return [(row[0], bytes(row[1])) for row in found]


def count_unplaced(tx: Transaction, city: str) -> int:
    """How many there are."""
    row = tx.row(_COUNT_UNPLACED, city=city)
    return 0 if row is None else int(row[0])


def place_entries(tx: Transaction, city: str, first: int, ids: list[str]) -> None:
    """Give entries their numbers in the tree."""
    tx.add_many(
        _PLACE,
        [{"city": city, "number": number, "id": each} for number, each in enumerate(ids, first)],
    )


def placed_entries(tx: Transaction, city: str, first: int, limit: int) -> list[PlacedEntry]:
    """Entries of the tree from a number on, each compared with its leaf."""
    return [_placed(city, row) for row in tx.rows(_PLACED, city=city, first=first, limit=limit)]


def add_checkpoint(tx: Transaction, checkpoint: Checkpoint) -> None:
    """Keep a checkpoint.

    Raises:
        ConflictError: where the tree has one of this size.
    """
    tx.execute(
        _ADD,
        city=checkpoint.city,
        size=checkpoint.size,
        at=micros(checkpoint.at),
        root=checkpoint.root,
        peaks=b"".join(checkpoint.peaks),
        signature=checkpoint.signature,
    )


def last_checkpoints(tx: Transaction, city: str, before: int, limit: int) -> list[Checkpoint]:
    """The checkpoints of a smaller size than this, the greatest first."""
    values = {"city": city, "before": before, "limit": limit}
    return [_checkpoint(row) for row in tx.rows(_LAST, **values)]


def _checkpoint(row: Row) -> Checkpoint:
    peaks = bytes(row[4])
    return Checkpoint(
        city=row[0],
        size=row[1],
        at=moment_of(row[2]),
        root=bytes(row[3]),
        peaks=tuple(
            peaks[start : start + HASH_BYTES] for start in range(0, len(peaks), HASH_BYTES)
        ),
        signature=bytes(row[5]),
    )


def _placed(city: str, row: Row) -> PlacedEntry:
    number, entry, at, account, role, action, subject, about, detail, *hashes, has_resident = row
    if entry is None:
        return PlacedEntry(number=number, leaf=None, is_right=False)
    salt, content, leaf = (None if each is None else bytes(each) for each in hashes)
    # Entries from before contents were hashed apart have their leaf alone.
    is_right = content is None
    if content is not None:
        said = {"account": account, "object": about, "detail": detail}
        values = {"city": city, "id": entry, "at": at, "role": role, "action": action}
        values |= {"subject": subject, "content": content}
        is_said = has_resident is None if salt is None else content_of(salt, said) == content
        is_right = is_said and leaf_of(values) == leaf
    return PlacedEntry(number=number, leaf=leaf, is_right=is_right)
