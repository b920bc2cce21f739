"""The courier: a thread that sends what waits, one after the other, in the order of saving.

Each is stored as attempted before it is sent, and as sent only with its receipt: a crash in between
sends the same id again, which the server answers with the same receipt. While the server is away
everything waits, so that the order stays; only what fails for a reason of its own lets others pass
(of deeds, those of other residents), or it would hold up a whole office for ever.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Final, Generic, Literal

import msgspec

from admin_gui.outbox.errors import ClosedError, OutboxError
from admin_gui.outbox.items import Content, Parcel, Receipt
from admin_gui.outbox.news import News
from admin_gui.outbox.outbox import DELAY_MOST, Queue
from admin_gui.outbox.sentences import Language, sentence

BACKOFF_SECONDS_MOST: Final = 60.0
# So many in a row do not fail for reasons of their own: it is the server, or this program.
OWN_FAILURES_MOST: Final = 3
STOP_SECONDS: Final = 1.5


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """The server cannot be reached or is busy; whether it has what was sent is unknown.

    Attributes:
        sentence: for people.
        retry_seconds: what the server asked for, if it did.
        is_of_its_own: the server answered, but failed at this very one: others may well go
            through.
        never_left: no connection came about: this attempt brought nothing to the server.
    """

    sentence: str
    retry_seconds: float | None = None
    is_of_its_own: bool = False
    never_left: bool = False


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """The server does not take this one.

    Attributes:
        sentence: for people.
        fields: problems of single fields.
    """

    sentence: str
    fields: dict[str, str] = {}


class SignedOut(msgspec.Struct, frozen=True, kw_only=True):
    """The session ended: nothing can be sent until somebody signs in."""

    sentence: str


Verdict = Away | Refused | SignedOut
Judge = Callable[[Exception], Verdict | None]
Kind = Literal["resting", "sending", "away", "signed-out", "troubled", "stopped"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How the courier stands, for a banner.

    Attributes:
        kind: `resting` with nothing to send now, `sending`, `away` until the next try,
            `signed-out` until `resume()`, `troubled` by this machine's disk, or `stopped`.
        sentence: why, for people; empty where all is well.
        next_try_at: of `away` and `troubled`.
    """

    kind: Kind
    sentence: str = ""
    next_try_at: datetime | None = None


class Courier(Generic[Content, Receipt]):
    """Sends what waits in one queue."""

    def __init__(  # noqa: PLR0913 - each is a door to something that tests bring themselves
        self,
        outbox: Queue[Content, Receipt],
        send: Callable[[Content], Receipt],
        judge: Judge,
        *,
        now: Callable[[], datetime],
        random: Random,
        on_change: Callable[[], None] = lambda: None,
        on_crash: Callable[[Exception], None] = lambda _: None,
        language: Callable[[], Language] = lambda: "en",
    ) -> None:
        """Start nothing yet.

        Args:
            outbox: what to send from.
            send: sends one and returns its receipt; it must time out by itself.
            judge: what an error of `send` means; none for what nobody foresaw.
            now: this machine's time, for what is stored and shown; waiting is monotonic.
            random: spreads the tries of many desktops, when a server comes back.
            on_change: called from a thread after items or the standing changed, at most ten
                times a second, and always once after the last change.
            on_crash: called from a thread with the first error that nobody foresaw.
            language: of the sentences that the courier itself makes.
        """
        self._outbox = outbox
        self._send = send
        self._judge = judge
        self._now = now
        self._random = random
        self._on_crash = on_crash
        self._language = language
        self._news = News(on_change, self._crashed)
        self._bell = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._standing = Standing(kind="resting")
        self._is_stopping = self._is_woken = self._is_poked = self._is_signed_out = False
        self._failures = 0
        self._has_crashed = False

    @property
    def standing(self) -> Standing:
        """How it stands at this moment."""
        return self._standing

    def start(self) -> None:
        """Begin to send."""
        self._outbox.watch(self.wake)
        self._news.start()
        self._thread.start()

    def wake(self) -> None:
        """Look for work; the outbox calls it. It ends no pause of a server that is away."""
        self._ring(is_woken=True)

    def poke(self) -> None:
        """Try at once: the network is back, or somebody does not want to wait."""
        self._ring(is_woken=True, is_poked=True)

    def resume(self) -> None:
        """Go on: somebody signed in."""
        self._ring(is_woken=True, is_poked=True, is_signed_out=False)

    def stop(self) -> bool:
        """Stop within 2 seconds, even if a sending hangs; that one is sent again another time.

        Returns:
            Whether the thread has ended.
        """
        self._outbox.watch(None)
        self._ring(is_stopping=True)
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        self._news.stop()
        return not self._thread.is_alive()

    def _ring(self, **flags: bool) -> None:
        with self._bell:
            for flag, value in flags.items():
                setattr(self, f"_{flag}", value)
            self._bell.notify_all()

    def _run(self) -> None:
        # What was delayed before the last end of the program is tried at its next start.
        self._is_poked = True
        while not self._is_stopping:
            try:
                seconds = self._turn()
            except ClosedError:
                break
            except OutboxError as error:
                seconds = self._pause(None)
                self._stand("troubled", error.sentence(self._language()), seconds)
            except Exception as error:  # noqa: BLE001 - it must never die silently
                self._crashed(error)
                seconds = self._pause(None)
                self._stand("troubled", self._unforeseen(error), seconds)
            self._rest(seconds)
        self._stand("stopped")

    def _turn(self) -> float | None:
        """Send one, if there is one; returns the seconds to wait, or none for work."""
        with self._bell:
            is_poked, self._is_poked, self._is_woken = self._is_poked, False, False
            if self._is_signed_out:
                return None
        if is_poked:
            self._outbox.hurry()
        item = self._outbox.next_due(self._now())
        if item is None:
            return self._idle()
        begun = self._outbox.mark_attempt(item.id)
        if begun is None:
            return 0.0
        self._stand("sending")
        try:
            receipt = self._sent(begun)
        except Exception as error:  # noqa: BLE001 - the judge knows them, and the rest is kept
            return self._failed(begun, error)
        self._outbox.mark_sent(begun.id, receipt, self._now())
        self._failures = 0
        self._news.tell()
        return 0.0

    def _sent(self, item: Parcel[Content, Receipt]) -> Receipt:
        receipt = self._send(item.content)
        if str(receipt.id) != str(item.id):
            message = "the server answered with the receipt of something else"
            raise ValueError(message)
        return receipt

    def _failed(self, item: Parcel[Content, Receipt], error: Exception) -> float | None:
        verdict = self._judge(error)
        if isinstance(verdict, Refused):
            self._outbox.mark_refused(item.id, verdict.sentence, verdict.fields, self._now())
            self._failures = 0
            self._news.tell()
            return 0.0
        if isinstance(verdict, SignedOut):
            self._outbox.mark_delayed(item.id, verdict.sentence, self._now())
            self._signed_out()
            self._stand("signed-out", verdict.sentence)
            return None
        if isinstance(verdict, Away) and verdict.is_of_its_own:
            return self._held(item, "away", verdict.sentence)
        if isinstance(verdict, Away):
            seconds = self._pause(verdict.retry_seconds)
            self._stand("away", verdict.sentence, seconds)
            self._delay(item, verdict.sentence, seconds, never_left=verdict.never_left)
            return seconds
        self._crashed(error)
        return self._held(item, "troubled", self._unforeseen(error))

    def _held(self, item: Parcel[Content, Receipt], kind: Kind, why: str) -> float:
        """Delay one, and what belongs with it; pause for all after several in a row."""
        self._delay(item, why, self._backoff(item.attempts))
        if self._failures + 1 < OWN_FAILURES_MOST:
            self._failures += 1
            return 0.0
        seconds = self._pause(None)
        self._stand(kind, why, seconds)
        return seconds

    def _signed_out(self) -> None:
        with self._bell:
            # Who signed in while this was sent has poked: the old session's end means nothing.
            self._is_signed_out = not self._is_poked

    def _delay(
        self,
        item: Parcel[Content, Receipt],
        why: str,
        seconds: float,
        *,
        never_left: bool = False,
    ) -> None:
        at = self._now() + timedelta(seconds=seconds)
        self._outbox.mark_delayed(item.id, why, at, never_left=never_left)
        self._news.tell()

    def _idle(self) -> float | None:
        """Wait for work, or for the next of those that failed for reasons of their own."""
        self._stand("resting")
        at = self._outbox.next_try_at()
        if at is None:
            return None
        seconds = (at - self._now()).total_seconds()
        return min(max(seconds, 0.05), BACKOFF_SECONDS_MOST)

    def _pause(self, asked_seconds: float | None) -> float:
        """How long to leave the server alone, after one more failure."""
        self._failures += 1
        seconds = max(self._backoff(self._failures), asked_seconds or 0.0)
        return min(seconds, DELAY_MOST.total_seconds())

    def _backoff(self, failures: int) -> float:
        most = min(2.0 ** min(failures - 1, 10), BACKOFF_SECONDS_MOST)
        return most * self._random.uniform(0.75, 1.0)

    def _rest(self, seconds: float | None) -> None:
        """Wait for work without end, or for the end of a pause, which new work does not end."""
        with self._bell:
            if seconds is None:
                self._bell.wait_for(lambda: self._is_stopping or self._is_woken)
            elif seconds:
                self._bell.wait_for(self._is_called, seconds)

    def _is_called(self) -> bool:
        is_idle = self._standing.kind == "resting"
        return self._is_stopping or self._is_poked or (is_idle and self._is_woken)

    def _stand(self, kind: Kind, why: str = "", seconds: float | None = None) -> None:
        at = None if seconds is None else self._now() + timedelta(seconds=seconds)
        standing = Standing(kind=kind, sentence=why, next_try_at=at)
        if standing != self._standing:
            self._standing = standing
            self._news.tell()

    def _unforeseen(self, error: Exception) -> str:
        # Its kind alone: its text may speak of a resident.
        return sentence("unforeseen", self._language(), detail=type(error).__name__)

    def _crashed(self, error: Exception) -> None:
        if not self._has_crashed:
            self._has_crashed = True
            self._on_crash(error)
