"""What every way out has in common."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final, Protocol

import msgspec

# What a server may keep us waiting, for each step of a conversation.
STEP_SECONDS: Final = 10.0


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A message to one address.

    Attributes:
        id: the same at every try, so that whoever receives it twice can drop the second.
        sender: the words that name who writes.
        at: the moment of this try.
    """

    id: str
    city: str
    to: str
    sender: str
    subject: str
    text: str
    at: datetime


class SendError(Exception):
    """A message did not go out.

    Attributes:
        problem: a stable slug; never what a server said, which may quote the address.
        is_final: true where no other try can do better.
    """

    def __init__(self, problem: str, *, is_final: bool = False) -> None:
        """Keep why."""
        super().__init__(problem)
        self.problem = problem
        self.is_final = is_final


Send = Callable[[Parcel], Awaitable[None]]


class WayOut(Protocol):
    """A way out."""

    @property
    def at_once(self) -> int:
        """How many messages may be under way at the same time."""
        ...

    def open(self) -> AbstractAsyncContextManager[Send]:
        """A function that sends a message, or raises SendError; connections are kept meanwhile."""
        ...
