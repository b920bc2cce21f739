"""The box's file: SQLite, one connection under a lock, durable when a transaction returns.

WAL with `synchronous=full` costs one sync for each transaction. `locking_mode=exclusive` keeps the
WAL's index in memory, so that no shared memory file is needed and homes on network drives work;
the file lock beside the folder already keeps other desktops out.
"""

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from admin_gui.outbox.errors import (
    ClosedError,
    DamagedError,
    HeldError,
    NoSpaceError,
    OutboxError,
    OutdatedError,
    UnwritableError,
)

FILE: Final = "outbox.db"
# Of the tables: what is larger was written by a later version of the program.
VERSION: Final = 1
_SETTINGS: Final = """
pragma locking_mode = exclusive;
pragma journal_mode = wal;
pragma synchronous = full;
pragma secure_delete = on;
pragma mmap_size = 0;
pragma journal_size_limit = 1048576;
"""
# Times are whole microseconds since 1970, in UTC. Nothing here speaks of a resident.
_QUEUE: Final = """
    create table if not exists {table} (
      sequence integer primary key autoincrement,
      id text not null unique,
      state text not null,
      attempts integer not null,
      saved_at integer not null,
      next_try_at integer,
      settled_at integer,
      {column} blob not null,
      course blob not null
    ) strict
"""
_TABLES: Final = (
    """
    create table if not exists box (
      one integer primary key check (one = 1),
      passes integer not null,
      memory_kib integer not null,
      lanes integer not null,
      salt blob not null,
      wrapped blob not null
    ) strict
    """,
    _QUEUE.format(table="item", column="deed"),
    "create index if not exists item_state on item (state, sequence)",
    _QUEUE.format(table="booking", column="pass"),
    "create index if not exists booking_state on booking (state, sequence)",
    "create table if not exists kept (name text primary key, value blob not null) strict",
)
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


class Store:
    """One connection, used by one thread at a time."""

    def __init__(self, folder: Path, on_close: Callable[[], None] = lambda: None) -> None:
        """Open the file in a folder that exists, and make its tables.

        Args:
            folder: where.
            on_close: called once it is closed. Who works on the file so keeps alive what that
                belongs to, such as the lock that keeps others out.

        Raises:
            OutboxError: where it cannot be read or written, or is no box.
        """
        self.folder = folder
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._on_close = on_close
        with self._told():
            self._connection = _connected(folder / FILE)
        try:
            self._make_tables()
        except OutboxError:
            self.close()
            raise

    def _make_tables(self) -> None:
        with self.transaction() as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            if version > VERSION:
                raise OutdatedError(folder=str(self.folder))
            for table in _TABLES:
                connection.execute(table)
            connection.execute(f"pragma user_version = {VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or none of it; durable when it ends.

        Raises:
            OutboxError: in words for people; nothing is stored then.
        """
        with self._lock, self._told():
            connection = self._open()
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                # A full disk may have ended the transaction already.
                if connection.in_transaction:
                    connection.execute("rollback")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several queries that nobody writes between.

        Raises:
            OutboxError: in words for people.
        """
        with self._lock, self._told():
            yield self._open()

    def purge(self) -> None:
        """Leave nothing in the log of writes of what was overwritten or deleted."""
        with self.reading() as connection:
            connection.execute("pragma wal_checkpoint(truncate)").fetchall()

    def close(self) -> None:
        """Close the file; whoever comes later is told so."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
                self._on_close()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ClosedError
        return self._connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors in words for people."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise told(error, self.folder) from error


def told(error: sqlite3.Error | OSError, folder: Path) -> OutboxError:
    """What SQLite or the system refused, in words for people."""
    # The lowest byte is the kind; the rest says more precisely why.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code == sqlite3.SQLITE_FULL or _is_full(error):
        return NoSpaceError()
    if code == sqlite3.SQLITE_BUSY:
        return HeldError()
    if code in _DAMAGED:
        return DamagedError(place=str(folder / FILE))
    detail = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnwritableError(folder=str(folder), detail=detail)


def _is_full(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def make_private_folder(folder: Path) -> None:
    """Make a folder that its owner alone may enter, and make its name durable.

    Raises:
        UnwritableError: where it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        sync_folder(folder.parent)
    except OSError as error:
        raise told(error, folder) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets folders be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _connected(path: Path) -> sqlite3.Connection:
    # Made before SQLite would, so that nobody else can ever read it; its log inherits that.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
    try:
        connection.executescript(_SETTINGS)
    except sqlite3.Error:
        connection.close()
        raise
    sync_folder(path.parent)
    return connection
