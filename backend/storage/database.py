"""One writer, plain reads: how units of work reach the database.

A unit of work is a function of a `Transaction`. Units queue; the writer takes all that wait, runs
them in one transaction, and answers after the commit is durable. A unit that fails is undone alone,
and its neighbours may be run again for that. So it has no effect but on its transaction: moments
and ids are passed in. What the database raises it lets pass, for after that nothing can be written.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any, Final, Literal, Protocol, TypeVar

from backend.storage.errors import AwayError

T = TypeVar("T")
Row = tuple[Any, ...]
Dialect = Literal["sqlite", "postgresql"]

# As many units as wait are committed together; more would make the first of them wait too long.
GROUP_MOST: Final = 256
# So many brief units hold up the event loop for some milliseconds at most.
BRIEF_MOST: Final = 64


class Transaction(Protocol):
    """What a unit of work sees. Parameters stand in the SQL as `:name`."""

    def rows(self, sql: str, /, **values: object) -> list[Row]:
        """All rows of a query; it sees what the unit wrote."""
        ...

    def row(self, sql: str, /, **values: object) -> Row | None:
        """The first row of a query, if there is one."""
        ...

    def execute(self, sql: str, /, **values: object) -> int:
        """Write at once, and return how many rows it touched."""
        ...

    def add(self, sql: str, /, **values: object) -> None:
        """Write something whose outcome need not be known; it may be sent with others, later."""
        ...

    def add_many(self, sql: str, /, rows: Sequence[dict[str, object]]) -> None:
        """The same for many rows."""
        ...

    def lock(self, city: str, subject: str) -> None:
        """Keep other writers from this resident until the unit's end."""
        ...

    def lock_all(self, city: str, subjects: Sequence[str]) -> None:
        """The same for several; in the order of their ids, or two units could wait for ever."""
        ...

    def lock_list(self, city: str, list_id: str) -> None:
        """Keep other writers from granting or revoking by this list until the unit's end."""
        ...

    def leave_no_trace(self) -> None:
        """See that `Database.wipe` overwrites the copies of what this unit deletes."""
        ...


Work = Callable[[Transaction], T]


class Unit:
    """A unit of work in the queue, and who waits for its outcome."""

    __slots__ = ("error", "future", "is_brief", "loop", "result", "work")

    def __init__(
        self,
        work: Work[Any],
        future: "asyncio.Future[Any] | Future[Any]",
        loop: asyncio.AbstractEventLoop | None,
        *,
        is_brief: bool = False,
    ) -> None:
        """Queue it with the future that its outcome settles."""
        self.is_brief = is_brief
        self.work = work
        self.future = future
        self.loop = loop
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, transaction: Transaction) -> None:
        """Do the work, and forget what an earlier try came to."""
        self.result, self.error = self.work(transaction), None

    def fail(self, error: BaseException) -> None:
        """Keep why nothing of it is stored."""
        self.result, self.error = None, error

    def settle(self) -> None:
        """Tell who waits, unless they have gone."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, Exception) and not isinstance(self.error, StopIteration):
            self.future.set_exception(self.error)
        else:
            # It would end the event loop, the task or the future that it is put into.
            message = f"a unit of work raised {type(self.error).__name__}"
            self.future.set_exception(RuntimeError(message))
        # The error knows the frames, and they know this unit: nothing may wait for the collector.
        self.result = self.error = None


class Driver(Protocol):
    """One database's way to write a group and to read."""

    @property
    def dialect(self) -> Dialect:
        """Which database this is."""
        ...

    def open_writer(self) -> None:
        """Connect; called by the writer's own thread.

        Raises:
            AwayError: where that cannot be done.
        """
        ...

    def run_group(self, units: list[Unit]) -> None:
        """Run units durably, and leave each its result or its error."""
        ...

    def begin_group(self, units: list[Unit]) -> bool:
        """Run brief units up to their commit; false, and nothing is left, where that cannot be."""
        ...

    def end_group(self, units: list[Unit]) -> None:
        """Commit what was begun, or leave every unit its error."""
        ...

    def wipe(self) -> bool:
        """Overwrite copies of what was deleted; false where a reader stood in the way."""
        ...

    def close_writer(self) -> None:
        """Disconnect the writer, after all readers."""
        ...

    async def read(self, work: Work[T]) -> T:
        """Run a reading unit against one snapshot."""
        ...

    def read_now(self, work: Work[T]) -> T:
        """The same from a thread."""
        ...

    async def glance(self, work: Work[T]) -> T:
        """Run a reading unit of one statement, which needs no snapshot but its own."""
        ...


class Database:
    """The door to the tables."""

    def __init__(self, driver: Driver) -> None:
        """Start the writer.

        Raises:
            AwayError: where it cannot connect.
        """
        self._driver = driver
        self._gathered: dict[asyncio.AbstractEventLoop, list[Unit]] = {}
        # Held by whoever has a transaction on the writing connection.
        self._turn = threading.Lock()
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="committer")
        self._committing: set[asyncio.AbstractEventLoop] = set()
        self._queue: SimpleQueue[Unit | None] = SimpleQueue()
        self._opened: Future[None] = Future()
        self._door = threading.Lock()
        self._is_closed = False
        self._writer = threading.Thread(target=self._run, name="writer", daemon=True)
        self._writer.start()
        self._opened.result()

    @property
    def dialect(self) -> Dialect:
        """Which database this is."""
        return self._driver.dialect

    async def write(self, work: Work[T], *, is_brief: bool = False) -> T:
        """Run a unit of work; returns after its commit is durable.

        A caller that goes away does not undo it: what was queued is written.

        Args:
            work: the unit.
            is_brief: true for a few statements of a frequent request. Where the database is in this
                process, the event loop may run them itself, and only the commit elsewhere: two
                threads that run Python by turns hand over at every statement, which costs more than
                the statements.

        Raises:
            ConflictError: where a constraint refused it.
            AwayError: where the database cannot be reached or written.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._gather(Unit(work, future, loop, is_brief=is_brief), loop)
        return await future

    def write_now(self, work: Work[T]) -> T:
        """The same from a thread that may wait."""
        future: Future[T] = Future()
        self._put(Unit(work, future, None))
        return future.result()

    async def read(self, work: Work[T]) -> T:
        """Run a reading unit against one snapshot.

        Raises:
            AwayError: where the database cannot be reached.
        """
        return await self._driver.read(work)

    def read_now(self, work: Work[T]) -> T:
        """The same from a thread that may wait."""
        return self._driver.read_now(work)

    async def glance(self, work: Work[T]) -> T:
        """Run a reading unit of one statement: what is polled, at the least cost.

        Raises:
            AwayError: where the database cannot be reached.
        """
        return await self._driver.glance(work)

    async def wipe(self) -> bool:
        """Overwrite the copies that are left of what units deleted without a trace, if any did.

        Units of work wait meanwhile, readers do not; what a crash cuts off, the next call finishes.

        Returns:
            False where a reader stood in the way; try again later.

        Raises:
            AwayError: where the database cannot be reached or written.
        """
        return await asyncio.to_thread(self.wipe_now)

    def wipe_now(self) -> bool:
        """The same from a thread that may wait."""
        with self._turn:
            if self._is_closed:
                message = "the database is closed"
                raise AwayError(message)
            return self._driver.wipe()

    @property
    def waiting(self) -> int:
        """How many units of work wait."""
        return self._queue.qsize()

    def close(self) -> None:
        """Write what was queued, then disconnect."""
        with self._door:
            if not self._is_closed:
                for loop in list(self._gathered):
                    for unit in self._gathered.pop(loop, ()):
                        self._queue.put(unit)
                self._is_closed = True
                self._queue.put(None)
        self._committer.shutdown()
        self._writer.join()

    def _gather(self, unit: Unit, loop: asyncio.AbstractEventLoop) -> None:
        """Let a unit wait for those that other requests of this moment bring."""
        waiting = self._gathered.setdefault(loop, [])
        waiting.append(unit)
        if len(waiting) == 1:
            loop.call_soon(loop.call_soon, self._send, loop)

    def _send(self, loop: asyncio.AbstractEventLoop) -> None:
        if loop in self._committing:
            # They are sent when that commit is through.
            return
        units = self._gathered.pop(loop, [])
        if self._begin(units):
            self._committing.add(loop)
            self._committer.submit(self._end, units, loop)
            return
        for unit in units:
            try:
                self._put(unit)
            except AwayError as error:
                unit.fail(error)
                unit.settle()

    def _begin(self, units: list[Unit]) -> bool:
        """Run brief units here up to their commit, unless somebody else is at it."""
        is_brief = 0 < len(units) <= BRIEF_MOST and all(unit.is_brief for unit in units)
        if not is_brief or self._is_closed or not self._turn.acquire(blocking=False):
            return False
        try:
            if self._driver.begin_group(units):
                return True
        except Exception as error:  # noqa: BLE001 - the writer tries again, and tells who waits
            for unit in units:
                unit.fail(error)
        self._turn.release()
        return False

    def _end(self, units: list[Unit], loop: asyncio.AbstractEventLoop) -> None:
        """Commit in a thread of its own, tell who waits, and let the loop go on."""
        try:
            self._driver.end_group(units)
        except BaseException as error:  # noqa: BLE001 - whoever waits hears it
            for unit in units:
                unit.fail(error)
        finally:
            self._turn.release()
        _settle(units)
        try:
            loop.call_soon_threadsafe(self._go_on, loop)
        except RuntimeError:
            # The loop has ended, and whatever it gathered with it.
            self._committing.discard(loop)

    def _go_on(self, loop: asyncio.AbstractEventLoop) -> None:
        self._committing.discard(loop)
        if self._gathered.get(loop):
            self._send(loop)

    def _put(self, unit: Unit) -> None:
        # Behind the last one nothing may be queued: nobody would take it, and its caller hang.
        with self._door:
            if self._is_closed:
                message = "the database is closed"
                raise AwayError(message)
            self._queue.put(unit)

    def _run(self) -> None:
        """The writer's thread."""
        try:
            self._driver.open_writer()
        except BaseException as error:  # noqa: BLE001 - whoever opened the database hears it
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        while self._serve():
            pass
        with self._turn:
            self._driver.close_writer()

    def _serve(self) -> bool:
        """Write one group; false after the last. Whatever happens, the writer goes on."""
        units, is_open = self._take()
        try:
            if units:
                with self._turn:
                    self._driver.run_group(units)
        except BaseException as error:  # noqa: BLE001 - as above
            for unit in units:
                unit.fail(error)
        _settle(units)
        return is_open

    def _take(self) -> tuple[list[Unit], bool]:
        """Wait for a unit, and take all that wait with it; false after the last."""
        units: list[Unit] = []
        unit = self._queue.get()
        while unit is not None:
            units.append(unit)
            if len(units) == GROUP_MOST:
                return units, True
            try:
                unit = self._queue.get_nowait()
            except Empty:
                return units, True
        return units, False


def _settle(units: list[Unit]) -> None:
    """Tell everybody who waits, each event loop once."""
    by_loop: dict[asyncio.AbstractEventLoop | None, list[Unit]] = {}
    for unit in units:
        by_loop.setdefault(unit.loop, []).append(unit)
    for loop, waiting in by_loop.items():
        if loop is None:
            _settle_all(waiting)
            continue
        try:
            loop.call_soon_threadsafe(_settle_all, waiting)
        except RuntimeError:
            # The loop has ended, and with it whoever waited; what they wrote is durable.
            continue


def _settle_all(units: list[Unit]) -> None:
    for unit in units:
        unit.settle()


def open_database(url: str) -> Database:
    """Open the database that a URL names; its tables must be there (see `migrate`).

    Args:
        url: `sqlite:///path` or `postgresql://…`.

    Raises:
        HeldError: where another process has the SQLite file open.
        AwayError: where it cannot be reached.
    """
    if url.startswith("sqlite"):
        from backend.storage.sqlite import SqliteDriver  # noqa: PLC0415 - only one is needed

        return Database(SqliteDriver(url))
    from backend.storage.postgresql import PostgresqlDriver  # noqa: PLC0415 - as above

    return Database(PostgresqlDriver(url))
