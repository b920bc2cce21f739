"""SQLite: one process, one connection that writes and checkpoints, and connections that only read.

Versions before 3.51.3 (and 3.50.7, 3.44.6) can damage a file in WAL mode when two connections write
or checkpoint at once. So only the writer does either, and a lock file keeps a second process out.
"""

import re
import sqlite3
from collections.abc import Sequence
from functools import cache
from io import FileIO
from pathlib import Path
from typing import Final, Literal, TypeVar

from filelock import FileLock, Timeout

from backend.storage.database import Row, Unit, Work
from backend.storage.errors import AwayError, ConflictError, HeldError
from backend.storage.readers import Readers
from backend.storage.sqlite_wiping import MARK, is_marked, wipe

T = TypeVar("T")

# RETURNING and strict upserts; what Python 3.11 and later bring is newer.
VERSION_LEAST: Final = (3, 37, 0)

# Deeds arrive in no order, so their indexes are touched all over: with 32 MiB of cache and a
# checkpoint every 32 MiB, a page is read and written back far less often than by default.
_WRITER: Final = """
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma busy_timeout = 5000;
pragma secure_delete = on;
pragma temp_store = memory;
pragma mmap_size = 0;
pragma cache_size = -32768;
pragma wal_autocheckpoint = 8192;
pragma journal_size_limit = 67108864;
"""
_READER: Final = """
pragma query_only = on;
pragma busy_timeout = 5000;
pragma temp_store = memory;
pragma mmap_size = 0;
pragma wal_autocheckpoint = 0;
"""
_AWAY: Final = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}
_CONSTRAINT: Final = re.compile(r"constraint failed: (.+)$")


class SqliteTransaction:
    """Statements on one connection, each run at once."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection on which a transaction has begun."""
        self._connection = connection

    def rows(self, sql: str, /, **values: object) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, /, **values: object) -> Row | None:
        """The first row of a query."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def execute(self, sql: str, /, **values: object) -> int:
        """Write, and return how many rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def add(self, sql: str, /, **values: object) -> None:
        """Write."""
        self._connection.execute(sql, values)

    def add_many(self, sql: str, /, rows: Sequence[dict[str, object]]) -> None:
        """Write many rows."""
        self._connection.executemany(sql, rows)

    def lock(self, city: str, subject: str) -> None:
        """There is one writer: nothing to keep out."""

    def lock_all(self, city: str, subjects: Sequence[str]) -> None:
        """The same."""

    def lock_list(self, city: str, list_id: str) -> None:
        """The same."""

    def leave_no_trace(self) -> None:
        """Mark the file, in this transaction, as one to be wiped."""
        self._connection.execute(MARK)


class SqliteDriver:
    """One file in WAL mode."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, url: str) -> None:
        """Open nothing yet.

        Raises:
            AwayError: where this Python's SQLite is too old, or the URL names no file.
        """
        check_version()
        self._path = file_of(url)
        self._lock = lock_of(self._path)
        self._connection: sqlite3.Connection | None = None
        # Open from the first wiping until after the last connection is closed.
        self._file: FileIO | None = None
        self._readers = Readers(self._open_reader)

    def open_writer(self) -> None:
        """Connect the one connection that writes and checkpoints.

        Raises:
            HeldError: where another process has the file open.
            AwayError: where it cannot be opened.
        """
        hold(self._lock)
        try:
            self._connection = self._connect(_WRITER)
        except sqlite3.Error as error:
            self._lock.release()
            raise _told(error) from error

    def run_group(self, units: list[Unit]) -> None:
        """One transaction for all; if one fails after it wrote, again, with a savepoint each.

        A savepoint costs a third of a unit, and nearly all units succeed. When the commit itself
        fails, all of them do.
        """
        try:
            if not self._run_together(units):
                self._run_apart(units)
        except sqlite3.Error as error:
            for unit in units:
                unit.fail(_told(error))
        finally:
            self._undo()

    def close_writer(self) -> None:
        """Checkpoint and disconnect, after all readers: the last one closed removes the WAL."""
        self._readers.close()
        self._writer.close()
        if self._file is not None:
            self._file.close()
        self._lock.release()

    def wipe(self) -> bool:
        """Overwrite copies of what was deleted since the file was marked."""
        try:
            if not is_marked(self._writer):
                return True
            if self._file is None:
                self._file = FileIO(self._path, "r+b")
            return wipe(self._writer, self._path, self._file)
        except (OSError, sqlite3.Error) as error:
            raise _told(error) from error

    async def read(self, work: Work[T]) -> T:
        """Read in the event loop: a point read takes less than handing it to a thread."""
        return self.read_now(work)

    def read_now(self, work: Work[T]) -> T:
        """Read in this thread, from one snapshot."""
        reader = self._readers.mine()
        try:
            reader.execute("begin")
            return work(SqliteTransaction(reader))
        except sqlite3.Error as error:
            raise _told(error) from error
        finally:
            if reader.in_transaction:
                reader.execute("rollback")

    async def glance(self, work: Work[T]) -> T:
        """Read by one statement, which is a snapshot by itself."""
        try:
            return work(SqliteTransaction(self._readers.mine()))
        except sqlite3.Error as error:
            raise _told(error) from error

    @property
    def _writer(self) -> sqlite3.Connection:
        assert self._connection is not None, "the writer is opened first"  # noqa: S101
        return self._connection

    def begin_group(self, units: list[Unit]) -> bool:
        """Run units up to their commit, in whichever thread; false where one has spoilt it."""
        try:
            return self._run_to_commit(units)
        except sqlite3.Error:
            self._undo()
            return False

    def end_group(self, units: list[Unit]) -> None:
        """Commit what was begun; where that fails, all units do."""
        try:
            self._writer.execute("commit")
        except sqlite3.Error as error:
            for unit in units:
                unit.fail(_told(error))
        finally:
            self._undo()

    def _run_together(self, units: list[Unit]) -> bool:
        """All units without savepoints; false, and nothing is stored, where one has spoilt it."""
        if not self._run_to_commit(units):
            return len(units) == 1
        self._writer.execute("commit")
        return True

    def _run_to_commit(self, units: list[Unit]) -> bool:
        """False, and nothing is left, where a unit has failed after it wrote."""
        writer = self._writer
        transaction = SqliteTransaction(writer)
        writer.execute("begin immediate")
        for unit in units:
            changes = writer.total_changes
            try:
                unit.run(transaction)
            except Exception as error:  # noqa: BLE001 - whatever it is, who waits hears it
                unit.fail(_told(error))
                if writer.total_changes != changes or not writer.in_transaction:
                    self._undo()
                    return False
        return True

    def _run_apart(self, units: list[Unit]) -> None:
        """All units with a savepoint each; the failure of one leaves its neighbours alone."""
        writer = self._writer
        transaction = SqliteTransaction(writer)
        writer.execute("begin immediate")
        for unit in units:
            writer.execute("savepoint unit")
            try:
                unit.run(transaction)
            except Exception as error:
                if not writer.in_transaction:
                    # A full or failing disk has undone the neighbours' work with it.
                    raise
                writer.execute("rollback to unit")
                unit.fail(_told(error))
            writer.execute("release unit")
        writer.execute("commit")

    def _undo(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("rollback")

    def _open_reader(self) -> sqlite3.Connection:
        return self._connect(_READER)

    def _connect(self, pragmas: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        try:
            connection.executescript(pragmas)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def check_version() -> None:
    """Refuse a SQLite that lacks what our statements need.

    Raises:
        AwayError: naming the version that is there.
    """
    if sqlite3.sqlite_version_info < VERSION_LEAST:
        least = ".".join(map(str, VERSION_LEAST[:2]))
        message = f"SQLite {sqlite3.sqlite_version} is too old: {least} or later is needed"
        raise AwayError(message)


def file_of(url: str) -> Path:
    """The file that a URL names.

    Raises:
        AwayError: where it names none.
    """
    database = url.partition(":///")[2].partition("?")[0]
    if not database or database == ":memory:":
        message = f"{url} names no file"
        raise AwayError(message)
    return Path(database).absolute()


def lock_of(path: Path) -> FileLock:
    """The lock of whoever writes a file."""
    return FileLock(f"{path}.lock", thread_local=False)


def hold(lock: FileLock) -> None:
    """Take the lock until it is released, or the process ends.

    Raises:
        HeldError: where another has it.
        AwayError: where the folder cannot be written.
    """
    if not Path(lock.lock_file).parent.is_dir():
        message = f"there is no folder for {lock.lock_file}"
        raise AwayError(message)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        message = f"another process has this database open: {lock.lock_file}"
        raise HeldError(message) from None
    except OSError as error:
        raise AwayError(str(error)) from error


def _told(error: Exception) -> Exception:
    """The error in storage's words; what is not the database's stays as it is."""
    if isinstance(error, sqlite3.IntegrityError):
        found = _CONSTRAINT.search(str(error))
        name = found[1] if found else str(error)
        return ConflictError(_unique().get(name, name))
    if isinstance(error, OSError):
        return AwayError(error.strerror or str(error))
    # The lowest byte is the kind; the rest says more precisely why.
    if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _AWAY:
        return AwayError(str(error))
    return error


@cache
def _unique() -> dict[str, str]:
    """What SQLite calls by its columns, by the name that PostgreSQL tells."""
    # Only who meets a conflict waits for the tables' names to load.
    from backend.storage.tables import METADATA  # noqa: PLC0415

    return {
        ", ".join(f"{table.name}.{column.name}" for column in columns): str(name)
        for table in METADATA.tables.values()
        for name, columns in (
            (table.primary_key.name, list(table.primary_key.columns)),
            *((index.name, list(index.columns)) for index in table.indexes if index.unique),
        )
    }
