"""A turn: one at a time does some work, and looks again if somebody asked for more meanwhile."""

import asyncio
from weakref import WeakValueDictionary


class Turn:
    """Whose turn it is, in one event loop.

    Attributes:
        is_taken: true while somebody works.
        is_wanted: true where more was asked for since the work was looked at.
        is_over: true where no more is to be begun, because the process ends.
    """

    __slots__ = ("is_over", "is_taken", "is_wanted")

    def __init__(self) -> None:
        """Nobody works."""
        self.is_taken = False
        self.is_wanted = False
        self.is_over = False


class Turns:
    """One at a time for each key, in one event loop; a lock is kept while somebody has it."""

    __slots__ = ("_locks",)

    def __init__(self) -> None:
        """Nobody works."""
        self._locks: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()

    def of(self, *key: str) -> asyncio.Lock:
        """The lock of a key."""
        return self._locks.setdefault(key, asyncio.Lock())
