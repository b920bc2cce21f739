"""Connections that only read: each thread has its own, so none waits for another's."""

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from backend.storage.errors import AwayError


class Closable(Protocol):
    """A connection, whatever it leads to."""

    def close(self) -> None:
        """Disconnect."""
        ...


C = TypeVar("C", bound=Closable)


class Readers(Generic[C]):
    """One connection for each thread that reads."""

    def __init__(self, connect: Callable[[], C]) -> None:
        """Begin with none."""
        self._connect = connect
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._all: dict[threading.Thread, C] = {}
        self._is_closed = False

    def mine(self) -> C:
        """This thread's own connection.

        Raises:
            AwayError: after the end.
        """
        if self._is_closed:
            message = "the database is closed"
            raise AwayError(message)
        found: C | None = getattr(self._mine, "connection", None)
        if found is None:
            found = self._mine.connection = self._connect()
            with self._lock:
                self._forget_the_dead()
                self._all[threading.current_thread()] = found
        return found

    def drop(self) -> None:
        """Let this thread's connection go: it was lost."""
        with self._lock:
            found = self._all.pop(threading.current_thread(), None)
        self._mine.connection = None
        if found is not None:
            found.close()

    def close(self) -> None:
        """Disconnect all."""
        self._is_closed = True
        with self._lock:
            while self._all:
                self._all.popitem()[1].close()

    def _forget_the_dead(self) -> None:
        for thread in [thread for thread in self._all if not thread.is_alive()]:
            self._all.pop(thread).close()
