"""The key store's file: SQLite that leaves no copy of what was deleted.

SQLite alone does not see to that: `secure_delete` overwrites what is deleted, yet rows that were
moved when pages split stay in the pages' unused parts, and the rollback journal keeps the pages as
they were. Both are looked after in `_wipe` and `_clear_journal`.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

from backend.core.problems import Problem, ProblemsError
from backend.storage.crypto import FILE_SETTING, sync_folder
from backend.storage.overwriting import overwrite

BUSY_MILLISECONDS: Final = 10_000

# The journal is kept, not deleted: its blocks would go back to the disk with keys in them.
# Temporary pages stay in memory for the same reason.
PRAGMAS: Final = (
    f"pragma busy_timeout={BUSY_MILLISECONDS}",
    "pragma journal_mode=persist",
    "pragma synchronous=full",
    "pragma secure_delete=on",
    "pragma temp_store=memory",
    "pragma mmap_size=0",
    "pragma trusted_schema=off",
)
FOREIGN: Final = """
    select 1 from sqlite_schema
    where tbl_name not in ('about', 'resident', 'staff', 'leaving') limit 1
"""
# Until the traces are wiped this says so, also to the next start.
UNWIPED: Final = "insert or ignore into about values ('unwiped', x'')"


class KeyFile:
    """One connection, which several threads may share; several processes may share the file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Use an open connection, from `connect`."""
        self._path = path
        # SQLite follows links, and has its journal beside the file itself.
        self._file = path.resolve()
        self._journal = self._file.with_name(f"{self._file.name}-journal")
        self._connection = connection
        self._lock = threading.RLock()

    @property
    def path(self) -> Path:
        """The file, as it was named."""
        return self._path

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start; durable at the end."""
        with self._alone():
            yield
            self._execute("commit")
        self._clear_journal()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other writer out; what is not committed inside is rolled back."""
        with self._lock:
            self._execute("begin immediate")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._execute("rollback")

    def _clear_journal(self) -> None:
        """Overwrite the pages that the journal kept, then empty it.

        Only with other writers kept out: then the journal belongs to no transaction, of any
        process, and one that a crash left behind has been played back.
        """
        with self._alone():
            if self._journal.exists():
                overwrite(self._journal)
                os.truncate(self._journal, 0)

    def copy_to(self, path: Path) -> None:
        """Write a whole copy, without unused parts, into a file that is empty.

        Raises:
            OSError: where it cannot be written.
        """
        try:
            with self._lock:
                self._execute("vacuum into :path", path=str(path))
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def _is_marked(self, name: str) -> bool:
        """True where a row of `about` says that something is still to be finished."""
        return self._row("select 1 from about where name = :name", name=name) is not None

    def _is_unwiped(self) -> bool:
        return self._is_marked("unwiped")

    def _wipe(self, traces: tuple[bytes, ...] | None) -> None:
        """See that no copy of these bytes lies in an unused part of a page.

        About one row in a thousand leaves one behind. The whole file is rewritten only then, or
        where it is not known what was destroyed, since a crash came between.
        """
        if traces is None or self._is_left(traces):
            self._rewrite()
        with self._writing():
            self._execute("delete from about where name = 'unwiped'")

    def _rewrite(self) -> None:
        """Write the whole file anew, without unused parts."""
        with self._lock:
            self._execute("vacuum")
            self._clear_journal()

    def _is_left(self, traces: tuple[bytes, ...]) -> bool:
        # The pages as they are, with their unused parts. Read by SQLite itself: closing a handle
        # of our own on the file would drop the locks that this process holds on it.
        with self._alone():
            image = self._connection.serialize()
        return any(trace in image for trace in traces)

    def _make_private(self) -> None:
        for file in (self._file, self._journal):
            if file.exists():
                file.chmod(0o600)

    def _refuse(self, kind: str, **values: str) -> NoReturn:
        key = FILE_SETTING if kind == "key-store-other-key" else "CITYPOINTS_DATA_DIR"
        raise ProblemsError(
            Problem(kind=kind, file=str(self._path), key=key, values=tuple(values.items()))
        )

    def _rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _row(self, sql: str, **values: object) -> tuple[Any, ...] | None:
        rows = self._rows(sql, **values)
        return rows[0] if rows else None

    def _required(self, sql: str, **values: object) -> tuple[Any, ...]:
        row = self._row(sql, **values)
        if row is None:
            self._refuse("key-store-unreadable", detail="a row about itself is missing")
        return row

    def _execute(self, sql: str, **values: object) -> None:
        self._rows(sql, **values)


def make_private(path: Path) -> None:
    """Make the file its owner's alone from the start; SQLite gives its journal the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    sync_folder(path.parent)


def connect(path: Path) -> sqlite3.Connection:
    """Connect to a key store's file; one that is another database is left as it is.

    Raises:
        sqlite3.Error: where it is no key store, or cannot be opened.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        # Looked at before anything is set, which could change a database that is another's.
        if connection.execute(FOREIGN).fetchone():
            message = "it is another database"
            raise sqlite3.DatabaseError(message)  # noqa: TRY301 - told like SQLite's own refusals
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
