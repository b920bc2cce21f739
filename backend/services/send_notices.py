"""Notices go out to the contacts that residents gave: the courier's round, once a minute.

A message is taken in a unit of work, sent, and marked in another. A crash in between lets it go out
once more when the time for which it was taken is over, under the same id; it is never lost.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Final

from backend.channels.sending import Parcel, Send, SendError, WayOut
from backend.clock import stopwatch
from backend.core.contact import Channel
from backend.core.problems import ProblemsError
from backend.log import log_failure
from backend.services.desk import Desk
from backend.services.keep_contacts import open_address
from backend.services.outgoing_words import parcel_of
from backend.storage.database import Transaction
from backend.storage.outgoing import (
    TRIES_MOST,
    Message,
    address_of,
    mark_sent,
    mark_tried,
    put_back,
    take_messages,
)

PAGE: Final = 20
# For which a message is its taker's: longer than a round and the slowest page together.
TAKEN_FOR: Final = timedelta(minutes=10)
# After which a round takes nothing more: the next one begins.
ROUND_SECONDS: Final = 50.0
# So many failures without a success, and a host is left alone until the next round.
FAILURES_MOST: Final = 5
WAIT_FIRST: Final = timedelta(minutes=1)
WAIT_MOST: Final = timedelta(hours=6)
# That much earlier or later, so that what failed together is not tried together.
JITTER: Final = 0.2

_chance: Final = SystemRandom()


async def send_notices(desk: Desk, now: datetime) -> int:
    """Send what is due by every way out; returns how many messages went out.

    A way out that fails keeps no other one from its messages.
    """
    rounds = [
        _Round(desk, channel, way_out, now).run() for channel, way_out in desk.ways_out.items()
    ]
    done = 0
    for outcome in await asyncio.gather(*rounds, return_exceptions=True):
        if isinstance(outcome, BaseException):
            if not isinstance(outcome, Exception):
                raise outcome
            log_failure("job", outcome, "send-notices")
        else:
            done += outcome
    return done


def wait_after(tries: int, chance: float) -> timedelta:
    """How long to wait after so many tries that did not succeed.

    Args:
        tries: at least one.
        chance: between 0 and 1.
    """
    doubled = WAIT_FIRST * (1 << min(tries - 1, TRIES_MOST))
    return min(doubled, WAIT_MOST) * (1 - JITTER + 2 * JITTER * chance)


class _Round:
    """One way out, in one round."""

    def __init__(
        self,
        desk: Desk,
        channel: Channel,
        way_out: WayOut,
        now: datetime,
        seconds: Callable[[], float] = stopwatch,
    ) -> None:
        self._desk, self._channel, self._way_out, self._now = desk, channel, way_out, now
        self._seconds = seconds
        self._sent = 0
        # Since the last success.
        self._failures = 0

    async def run(self) -> int:
        """Send page after page, until nothing is due, time is up or the host is away."""
        end = self._seconds() + ROUND_SECONDS
        async with self._way_out.open() as send:
            while self._seconds() < end and self._failures < FAILURES_MOST:
                taken = await self._desk.database.write(self._take)
                if not taken:
                    break
                await self._send_all(send, taken)
        return self._sent

    def _take(self, tx: Transaction) -> list[Message]:
        return take_messages(tx, self._channel, self._now, self._now + TAKEN_FOR, PAGE)

    async def _send_all(self, send: Send, taken: list[Message]) -> None:
        """Send a page, as many at once as the way out allows; let go of what is not tried."""
        left = deque(taken)
        workers = (self._work(send, left) for _ in range(self._way_out.at_once))
        working = asyncio.gather(*workers, return_exceptions=True)
        try:
            await asyncio.shield(working)
        finally:
            # Also where the clock is stopped: what is under way is finished, and noted.
            rest = list(left)
            left.clear()
            outcomes = await working
            if rest:
                await self._desk.database.write(lambda tx: self._put_back(tx, rest))
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _work(self, send: Send, left: deque[Message]) -> None:
        while left and self._failures < FAILURES_MOST:
            await self._send(send, left.popleft())

    async def _send(self, send: Send, message: Message) -> None:
        address = await self._address(message)
        if address is None:
            # Deleted or leaving meanwhile: found again if ever they want to be told again.
            await self._desk.database.write(lambda tx: put_back(tx, message, self._now))
            return
        city = self._desk.city(message.city)
        error = await _tried(send, parcel_of(city, message, address, self._now))
        if error is None:
            self._failures = 0
            self._sent += 1
            await self._desk.database.write(lambda tx: mark_sent(tx, message, self._now))
            return
        # Who cannot be reached at all says nothing of the host.
        self._failures += not error.is_final
        await self._desk.database.write(lambda tx: self._mark_tried(tx, message, error))

    async def _address(self, message: Message) -> str | None:
        sealed = await self._desk.database.glance(lambda tx: address_of(tx, message, self._now))
        if sealed is None:
            return None
        try:
            return open_address(self._desk, message.city, message.subject, message.channel, sealed)
        except ProblemsError:
            # The key has been destroyed, and the rows are about to go.
            return None

    def _mark_tried(self, tx: Transaction, message: Message, error: SendError) -> None:
        tries = message.tries + 1
        again_at = None
        if not error.is_final and tries < TRIES_MOST:
            again_at = self._now + wait_after(tries, _chance.random())
        mark_tried(tx, message, error.problem, self._now, again_at)

    def _put_back(self, tx: Transaction, rest: list[Message]) -> None:
        for message in rest:
            put_back(tx, message, self._now)


async def _tried(send: Send, parcel: Parcel) -> SendError | None:
    """Why a message did not go out; none where it did."""
    try:
        await send(parcel)
    except SendError as error:
        return error
    except Exception as error:  # noqa: BLE001 - no message may keep the others back
        log_failure("job", error, "send-notices")
        return SendError("failure")
    return None
