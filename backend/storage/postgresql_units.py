"""What a unit of work sees of PostgreSQL: statements that ride in one pipeline."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import psycopg

from backend.storage.database import Row

Connection = psycopg.Connection[Row]

_LOCK: Final = "select 1 from resident where city = :city and subject = :subject for update"
_LOCK_ALL: Final = """
select 1 from resident where city = :city and subject = any(:subjects) order by subject for update
"""
# A list of grants has no row of its own. Two lists of one hash wait for each other, and no more.
_LOCK_LIST: Final = "select pg_advisory_xact_lock(hashtextextended(:name, 0))"
_LOCKS: Final = (_LOCK, _LOCK_ALL, _LOCK_LIST)
_NAME: Final = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")
_TABLE: Final = re.compile(r"\b(?:from|into|join|update)\s+(?!set\b)([a-z_]+)", re.IGNORECASE)
# A guard looks at the resident before it lets a deed or a grant in.
_ALSO: Final = {
    "deed": "resident",
    "perk_grant": "resident",
    "perk_pass": "resident",
    "redemption_holder": "resident",
}


class PostgresqlTransaction:
    """Statements in one pipeline; what is added waits and is sent in bulk."""

    def __init__(self, connection: Connection, pipeline: psycopg.Pipeline) -> None:
        """Use a connection on which a transaction has begun."""
        self._pipeline = pipeline
        self._reads = connection.cursor()
        self._writes = connection.cursor()
        # What this unit added, and what waits of it and its neighbours: each statement with rows.
        self._mine: list[tuple[str, Sequence[dict[str, object]]]] = []
        self._batches: list[tuple[str, list[dict[str, object]]]] = []
        self._batch_of: dict[str, int] = {}
        self._last_on: dict[str, int] = {}
        self.has_written = False

    def rows(self, sql: str, /, **values: object) -> list[Row]:
        """All rows of a query."""
        self.send()
        return self._reads.execute(translated(sql), values).fetchall()

    def row(self, sql: str, /, **values: object) -> Row | None:
        """The first row of a query."""
        self.send()
        return self._reads.execute(translated(sql), values).fetchone()

    def execute(self, sql: str, /, **values: object) -> int:
        """Write, and return how many rows it touched."""
        self.send()
        self.has_written = True
        self._reads.execute(translated(sql), values)
        self._pipeline.sync()
        return self._reads.rowcount

    def add(self, sql: str, /, **values: object) -> None:
        """Let a write wait for the others of its kind."""
        self._mine.append((sql, (values,)))

    def add_many(self, sql: str, /, rows: Sequence[dict[str, object]]) -> None:
        """The same for many rows."""
        self._mine.append((sql, rows))

    def lock(self, city: str, subject: str) -> None:
        """Lock the resident's row: invariants rest on locks and constraints."""
        self.add(_LOCK, city=city, subject=subject)

    def lock_all(self, city: str, subjects: Sequence[str]) -> None:
        """Lock their rows by one statement."""
        self.add(_LOCK_ALL, city=city, subjects=list(subjects))

    def lock_list(self, city: str, list_id: str) -> None:
        """Lock the list's name."""
        self.add(_LOCK_LIST, name=f"{city}/{list_id}")

    def leave_no_trace(self) -> None:
        """The server's files are its own matter: nothing that it answers shows what was deleted."""

    def begin_unit(self) -> None:
        """Begin with nothing written; what a failed unit before it added is gone."""
        self._mine = []
        self.has_written = False

    def keep(self) -> None:
        """Put what this unit added with what waits, each in the batch of its statement.

        It would be wrong to move it before a statement that touches one of its tables: then it
        goes into a new batch.
        """
        for sql, rows in self._mine:
            tables = tables_of(sql)
            place = self._batch_of.get(sql, -1)
            if place < 0 or any(self._last_on[table] != place for table in tables):
                place = self._batch_of[sql] = len(self._batches)
                self._batches.append((sql, []))
                self._last_on.update(dict.fromkeys(tables, place))
            self._batches[place][1].extend(rows)
        self._mine = []

    def send(self) -> None:
        """Send all that waits. What this unit added can then no longer be taken back."""
        if any(sql not in _LOCKS for sql, _ in self._mine):
            self.has_written = True
        self.keep()
        batches, self._batches, self._batch_of = self._batches, [], {}
        for sql, rows in batches:
            self._writes.executemany(translated(sql), rows)


class PostgresqlReading:
    """A reading unit's statements. One alone needs no transaction; that saves two round trips."""

    def __init__(self, connection: Connection, several: set[str]) -> None:
        """Use a connection that only reads, and what is known of earlier units.

        Args:
            connection: on which no transaction has begun.
            several: first statements of units that go on; such a unit begins with a transaction.
        """
        self._connection = connection
        self._cursor = connection.cursor()
        self._several = several
        self._first: str | None = None
        self._has_begun = False

    def rows(self, sql: str, /, **values: object) -> list[Row]:
        """All rows of a query."""
        return self._run(sql, values).fetchall()

    def row(self, sql: str, /, **values: object) -> Row | None:
        """The first row of a query."""
        return self._run(sql, values).fetchone()

    def execute(self, sql: str, /, **values: object) -> int:
        """The database refuses to write."""
        return self._run(sql, values).rowcount

    def add(self, sql: str, /, **values: object) -> None:
        """The same."""
        self._run(sql, values)

    def add_many(self, sql: str, /, rows: Sequence[dict[str, object]]) -> None:
        """The same."""
        for values in rows:
            self._run(sql, values)

    def lock(self, city: str, subject: str) -> None:
        """The same."""
        self._run(_LOCK, {"city": city, "subject": subject})

    def lock_all(self, city: str, subjects: Sequence[str]) -> None:
        """The same."""
        self._run(_LOCK_ALL, {"city": city, "subjects": list(subjects)})

    def lock_list(self, city: str, list_id: str) -> None:
        """The same."""
        self._run(_LOCK_LIST, {"name": f"{city}/{list_id}"})

    def leave_no_trace(self) -> None:
        """Nothing is deleted here."""

    def _run(self, sql: str, values: dict[str, object]) -> psycopg.Cursor[Row]:
        if self._first is not None:
            if not self._has_begun:
                self._several.add(self._first)
                raise MoreToReadError
            return self._cursor.execute(translated(sql), values)
        self._first = sql
        if sql not in self._several:
            return self._cursor.execute(translated(sql), values)
        self._has_begun = True
        with self._connection.pipeline():
            self._connection.execute("begin")
            return self._cursor.execute(translated(sql), values)


class MoreToReadError(BaseException):
    """A second statement asks for the first one's snapshot: the unit is run again, in one.

    It is no Exception, so that a unit of work lets it pass.
    """


@lru_cache(1024)
def translated(sql: str) -> bytes:
    """`:name` as the driver writes it."""
    return _NAME.sub(r"%(\1)s", sql.replace("%", "%%")).encode()


@lru_cache(1024)
def tables_of(sql: str) -> frozenset[str]:
    """The tables that a statement touches, itself or by its guards."""
    named = {name.lower() for name in _TABLE.findall(sql)}
    return frozenset(named | {_ALSO[name] for name in named & set(_ALSO)})
