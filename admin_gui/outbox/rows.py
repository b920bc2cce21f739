"""Rows of the file: items sealed and opened, each part bound to its row, its column and its box."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import Any, Final, Generic
from uuid import UUID

import msgspec

from admin_gui.outbox.errors import DamagedError
from admin_gui.outbox.items import Content, Damage, Kind, Parcel, Receipt, State, course_of
from admin_gui.outbox.sealing import Seal

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
# Far beyond any sequence, and within what SQLite counts with.
_LAST: Final = 2**62
_STEP: Final = 100

Row = tuple[Any, ...]


class RowDamagedError(DamagedError):
    """A row is not what was stored."""

    def __init__(self, damage: Damage) -> None:
        """Keep which row, and what of it."""
        super().__init__(place=f"item {damage.sequence}")
        self.damage = damage


class Rows(Generic[Content, Receipt]):
    """Reads and writes items of one kind within a transaction."""

    def __init__(self, kind: Kind[Content, Receipt], seal: Seal, profile: str) -> None:
        """Seal for one box."""
        self._table, self._column = kind.table, kind.column
        self._seal = seal
        self._profile = profile
        self._contents = msgspec.json.Decoder(kind.content)
        self._courses = msgspec.json.Decoder(kind.course)
        self._select = (
            "select sequence, id, state, attempts, saved_at, next_try_at, settled_at,"
            f" {kind.column}, course from {kind.table}"
        )

    def has(self, connection: Connection, id_: UUID) -> bool:
        """Whether there is a row of this id, whatever is in it."""
        found = connection.execute(
            f"select 1 from {self._table} where id = ?", (str(id_),)
        ).fetchone()
        return found is not None

    def one(self, connection: Connection, id_: UUID) -> Parcel[Content, Receipt] | None:
        """The item of an id.

        Raises:
            RowDamagedError: if it is not what was stored.
        """
        row = connection.execute(
            f"{self._select} where id = ?",
            (str(id_),),
        ).fetchone()
        return None if row is None else self._opened(row)

    def newest_first(
        self,
        connection: Connection,
        step: int,
        before: int | None,
        states: Iterable[State] | None,
    ) -> Iterator[Parcel[Content, Receipt]]:
        """Items of some states, or of all; damaged ones are left out."""
        wanted = None if states is None else msgspec.json.encode(list(states)).decode()
        before = _LAST if before is None else before
        while True:
            rows = connection.execute(
                f"{self._select}"
                " where sequence < ? and (? is null or state in (select value from json_each(?)))"
                " order by sequence desc limit ?",
                (before, wanted, wanted, step),
            ).fetchall()
            yield from self._intact(rows)
            if len(rows) < step:
                return
            before = rows[-1][0]

    def waiting(self, connection: Connection) -> Iterator[Parcel[Content, Receipt]]:
        """Items that wait, in the order of their sequence; damaged ones are left out."""
        after = -_LAST
        while True:
            rows = connection.execute(
                f"{self._select}"
                " where state = 'waiting' and sequence > ? order by sequence limit ?",
                (after, _STEP),
            ).fetchall()
            # One at a time: as a rule the first is taken, and the others stay sealed.
            yield from self._intact(rows)
            if len(rows) < _STEP:
                return
            after = rows[-1][0]

    def damaged(self, connection: Connection) -> list[Damage]:
        """Every row that is not what was stored."""
        found = []
        rows = connection.execute(f"{self._select} order by sequence")
        for row in rows:
            try:
                self._opened(row)
            except RowDamagedError as error:
                found.append(error.damage)
        return found

    def insert(
        self, connection: Connection, content: Content, now: datetime, attempts: int = 0
    ) -> Parcel[Content, Receipt]:
        """Add something behind all others."""
        (sequence,) = connection.execute(
            # What was cleared keeps its place: no place is given twice.
            "select 1 + max("
            " ifnull((select seq from sqlite_sequence where name = ?), 0),"
            f" ifnull((select max(sequence) from {self._table}), 0))",
            (self._table,),
        ).fetchone()
        saved_at = now.astimezone(UTC)
        item: Parcel[Content, Receipt] = Parcel(
            id=content.id,
            sequence=sequence,
            content=content,
            saved_at=saved_at,
            attempts=attempts,
        )
        connection.execute(
            f"insert into {self._table}"
            f" (sequence, id, state, attempts, saved_at, {self._column}, course)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (
                sequence,
                str(item.id),
                item.state,
                item.attempts,
                micros(now),
                self._sealed(item, self._column, msgspec.json.encode(content)),
                self._sealed(item, "course", msgspec.json.encode(course_of(item))),
            ),
        )
        return item

    def update(self, connection: Connection, item: Parcel[Content, Receipt]) -> None:
        """Store what became of an item."""
        connection.execute(
            f"update {self._table} set"
            " state = ?, attempts = ?, next_try_at = ?, settled_at = ?, course = ?"
            " where sequence = ?",
            (
                item.state,
                item.attempts,
                None if item.next_try_at is None else micros(item.next_try_at),
                None if item.settled_at is None else micros(item.settled_at),
                self._sealed(item, "course", msgspec.json.encode(course_of(item))),
                item.sequence,
            ),
        )

    def _intact(self, rows: Iterable[Row]) -> Iterator[Parcel[Content, Receipt]]:
        for row in rows:
            try:
                yield self._opened(row)
            except RowDamagedError:
                continue

    def _opened(self, row: Row) -> Parcel[Content, Receipt]:
        sequence, id_, state, attempts, saved_at, next_try_at, settled_at, content, course = row
        try:
            plain_content = self._seal.open(content, self._place(id_, sequence, self._column))
            read = self._contents.decode(plain_content)
        except (DamagedError, msgspec.MsgspecError):
            raise RowDamagedError(Damage(sequence=sequence, id=id_, part="content")) from None
        if str(read.id) != id_:
            raise RowDamagedError(Damage(sequence=sequence, id=id_, part="id"))
        try:
            plain_course = self._seal.open(course, self._place(id_, sequence, "course"))
            became = self._courses.decode(plain_course)
        except (DamagedError, msgspec.MsgspecError):
            raise RowDamagedError(Damage(sequence=sequence, id=id_, part="course")) from None
        settled = None if became.settled_at is None else micros(became.settled_at)
        sealed = (became.state, became.attempts, micros(became.saved_at), settled)
        if sealed != (state, attempts, saved_at, settled_at):
            raise RowDamagedError(Damage(sequence=sequence, id=id_, part="course"))
        return Parcel(
            id=read.id,
            sequence=sequence,
            content=read,
            next_try_at=instant(next_try_at),
            **msgspec.structs.asdict(became),
        )

    def _sealed(self, item: Parcel[Content, Receipt], column: str, plain: bytes) -> bytes:
        return self._seal.seal(plain, self._place(str(item.id), item.sequence, column))

    def _place(self, id_: str, sequence: int, column: str) -> str:
        return f"{self._profile}|{self._table}|{id_}|{sequence}|{column}"


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970.

    Raises:
        ValueError: if the moment is in no time zone.
    """
    if moment.tzinfo is None:
        message = "a moment needs a time zone"
        raise ValueError(message)
    return (moment - _EPOCH) // _MICROSECOND


def instant(since: int | None) -> datetime | None:
    """The moment, in UTC; none for one that is beyond all times, which a changed file may hold."""
    try:
        return None if since is None else _EPOCH + since * _MICROSECOND
    except OverflowError:
        return None
