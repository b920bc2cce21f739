"""PostgreSQL, when a city outgrows one process: one connection that writes, others that read.

A group is sent as one pipeline: what is only added waits, and goes with the next query or with the
commit, so that a unit costs a round trip for each query and none for what it writes.
"""

import asyncio
import contextlib
import selectors
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Literal, TypeVar

import psycopg
from psycopg import pq
from sqlalchemy import make_url

from backend.storage.database import Row, Unit, Work
from backend.storage.errors import AwayError, ConflictError
from backend.storage.postgresql_units import (
    Connection,
    MoreToReadError,
    PostgresqlReading,
    PostgresqlTransaction,
)
from backend.storage.readers import Readers

T = TypeVar("T")

READERS: Final = 8
# What another process may keep a group waiting for a lock; then its units are run one by one, and a
# unit that two processes hold from each other is tried again.
GROUP_PATIENCE: Final = "100ms"
UNIT_PATIENCE: Final = "5s"
TRIES: Final = 5
STATEMENTS_KEPT: Final = 512
# Seconds to connect, and milliseconds after which a server that says nothing is given up.
_PATIENCE: Final = {"connect_timeout": "10", "tcp_user_timeout": "30000"}

_IN_THE_WAY: Final = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.SerializationFailure,
)
_AT_REST: Final = {pq.TransactionStatus.IDLE, pq.TransactionStatus.UNKNOWN}
_WRITER: Final = f"""
select set_config('synchronous_commit', 'on', false)
where current_setting('synchronous_commit') = 'off';
set lock_timeout = '{GROUP_PATIENCE}';
"""
_READER: Final = """
set default_transaction_read_only = on;
set default_transaction_isolation = 'repeatable read';
"""


class _SpoiltError(Exception):
    """A unit went on after the database had refused something, and wanted to be committed."""


class PostgresqlDriver:
    """One connection that writes; others that read."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, url: str) -> None:
        """Open nothing yet."""
        parsed = make_url(url).set(drivername="postgresql")
        query = {**_PATIENCE, **parsed.query}
        self._conninfo = parsed.set(query=query).render_as_string(hide_password=False)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._readers = Readers(lambda: self._connect(_READER))
        self._writer: Connection | None = None
        self._several: set[str] = set()

    def open_writer(self) -> None:
        """Connect the writer.

        Raises:
            AwayError: where the server cannot be reached.
        """
        try:
            self._writer = self._connect(_WRITER)
        except psycopg.Error as error:
            raise _told(error) from error

    def run_group(self, units: list[Unit]) -> None:
        """First all units together; where one spoils that, apart; at the worst one by one."""
        try:
            self._run_together(units)
        except _IN_THE_WAY:
            self._run_singly(units)
        except Exception as error:  # noqa: BLE001 - whatever it is, who waits hears it
            if len(units) == 1 or self._is_lost():
                _fail_all(units, error)
            else:
                self._run_again(units)

    def begin_group(self, units: list[Unit]) -> bool:  # noqa: ARG002 - as on SQLite
        """Never: an event loop must not wait for a server."""
        return False

    def end_group(self, units: list[Unit]) -> None:
        """Nothing was begun."""

    def wipe(self) -> bool:
        """The server's files are its own matter."""
        return True

    def close_writer(self) -> None:
        """Disconnect the writer, after all readers."""
        self._threads.shutdown()
        self._readers.close()
        self._let_go()

    async def read(self, work: Work[T]) -> T:
        """Read in a thread, so that the event loop goes on while the database thinks."""
        loop = asyncio.get_running_loop()
        try:
            reading = loop.run_in_executor(self._threads, self.read_now, work)
        except RuntimeError as error:
            raise AwayError(str(error)) from error
        return await reading

    async def glance(self, work: Work[T]) -> T:
        """Read in a thread, as everything."""
        return await self.read(work)

    def read_now(self, work: Work[T]) -> T:
        """Read in this thread, from one snapshot."""
        try:
            try:
                return self._read(work)
            except psycopg.OperationalError:
                if not self._readers.mine().closed:
                    raise
            # The server has gone and may have come back; what only reads can be done again.
            self._readers.drop()
            return self._read(work)
        except psycopg.Error as error:
            raise _told(error) from error

    def _read(self, work: Work[T]) -> T:
        connection = self._readers.mine()
        try:
            return work(PostgresqlReading(connection, self._several))
        except MoreToReadError:
            return work(PostgresqlReading(connection, self._several))
        finally:
            if connection.info.transaction_status not in _AT_REST:
                connection.execute("rollback")

    def _connect(self, settings: str) -> Connection:
        connection = psycopg.connect(self._conninfo, autocommit=True)
        connection.prepared_max = STATEMENTS_KEPT
        connection.execute(settings.encode())
        return connection

    def _alive(self) -> Connection:
        """The writer's connection, a new one where the server has gone and come back.

        On an idle connection nothing is to be read, unless the server has closed it.
        """
        if self._writer is not None and not self._writer.closed:
            with selectors.DefaultSelector() as selector:
                selector.register(self._writer, selectors.EVENT_READ)
                has_news = bool(selector.select(0))
            if has_news:
                with contextlib.suppress(psycopg.OperationalError):
                    self._writer.execute("select 1")
        if self._writer is None or self._writer.closed:
            self._writer = self._connect(_WRITER)
        return self._writer

    def _run_again(self, units: list[Unit]) -> None:
        try:
            self._run_apart(units)
        except _IN_THE_WAY:
            self._run_singly(units)
        except Exception as error:  # noqa: BLE001 - as above
            _fail_all(units, error)

    def _is_lost(self) -> bool:
        return self._writer is None or self._writer.closed

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    @contextlib.contextmanager
    def _begun(self) -> Iterator[Connection]:
        """The writer's connection, on which an error undoes what was begun."""
        connection = self._alive()
        try:
            yield connection
        except BaseException:
            try:
                connection.execute("rollback")
            except psycopg.Error:
                self._let_go()
            raise

    def _run_together(self, units: list[Unit], patience: str | None = None) -> None:
        """All units in one transaction without savepoints; nothing is stored where that fails."""
        with self._begun() as connection:
            with _piped(connection) as transaction:
                connection.execute("begin")
                if patience is not None:
                    connection.execute(f"set local lock_timeout = '{patience}'".encode())
                for unit in units:
                    _run_unit(transaction, unit)
                transaction.send()
                done = connection.execute("commit")
            _check_committed(done)

    def _run_apart(self, units: list[Unit]) -> None:
        """All units in one transaction with a savepoint each, so that one fails alone."""
        with self._begun() as connection:
            connection.execute("begin")
            for unit in units:
                connection.execute("savepoint unit")
                _run_between(connection, unit)
                connection.execute("release savepoint unit")
            _check_committed(connection.execute("commit"))

    def _run_singly(self, units: list[Unit]) -> None:
        """Each unit in a transaction of its own, again where another process stood in its way."""
        for unit in units:
            for _ in range(TRIES):
                try:
                    self._run_together([unit], UNIT_PATIENCE)
                except _IN_THE_WAY as error:
                    unit.fail(_told(error))
                except Exception as error:  # noqa: BLE001 - whatever it is, who waits hears it
                    unit.fail(_told(error))
                    break
                else:
                    break


@contextlib.contextmanager
def _piped(connection: Connection) -> Iterator[PostgresqlTransaction]:
    """A pipeline; the first error in it is raised after all answers are in."""
    first: BaseException | None = None
    try:
        with connection.pipeline() as pipeline:
            try:
                yield PostgresqlTransaction(connection, pipeline)
            except BaseException as error:  # noqa: BLE001 - raised below
                first = error
    except psycopg.Error as error:
        raise first or error from None
    if first is not None:
        raise first


def _run_unit(transaction: PostgresqlTransaction, unit: Unit) -> None:
    """Run one among others; what it only added goes with it when it fails."""
    transaction.begin_unit()
    try:
        unit.run(transaction)
    except psycopg.Error:
        raise
    except Exception as error:
        if transaction.has_written:
            raise
        unit.fail(error)
        transaction.begin_unit()
    transaction.keep()


def _run_between(connection: Connection, unit: Unit) -> None:
    """Run one after a savepoint, and go back there when it fails."""
    try:
        with _piped(connection) as transaction:
            unit.run(transaction)
            transaction.send()
        _check_unbroken(connection)
    except _IN_THE_WAY:
        raise
    except Exception as error:
        if connection.closed:
            raise
        connection.execute("rollback to savepoint unit")
        unit.fail(_told(error))


def _check_unbroken(connection: Connection) -> None:
    """Make sure that the unit did not go on after an error."""
    if connection.info.transaction_status == pq.TransactionStatus.INERROR:
        raise _SpoiltError


def _check_committed(done: psycopg.Cursor[Row]) -> None:
    """Make sure of the commit: after an error, the server answers it with a rollback."""
    if done.statusmessage != "COMMIT":
        raise _SpoiltError


def _fail_all(units: list[Unit], error: Exception) -> None:
    for unit in units:
        unit.fail(_told(error))


def _told(error: Exception) -> Exception:
    """The error in storage's words; what is not the database's stays as it is."""
    if isinstance(error, psycopg.IntegrityError):
        return ConflictError(error.diag.constraint_name or str(error))
    if isinstance(error, psycopg.errors.PipelineAborted):
        return _SpoiltError(str(error))
    if isinstance(error, psycopg.OperationalError):
        return AwayError(str(error))
    return error
