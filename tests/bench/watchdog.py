"""Watches the window's thread: how long it kept its events waiting, with what, and where.

A timer ticks in the event loop every five milliseconds. A tick that comes late is a stall; while it
is awaited, a thread looks at what the window's thread is doing, so that the culprit has a name.

On a machine with other work to do much of a wait is not the program's: a thread that could run
stands in the queue for a core, which Linux counts for each thread. `own` is the wait without that,
or the processor's time of the window's thread where that is more: waiting for a disk, a lock, or
for a thread of the same program that holds the interpreter is the program's own doing.
"""

import gc
import os
import sys
import threading
import time
from pathlib import Path
from types import CodeType, FrameType
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS: Final = 5
STALL_SECONDS: Final = 0.05
LOOK_SECONDS: Final = 0.01
ROOT: Final = str(Path(__file__).resolve().parents[2])
_TASKS: Final = Path("/proc/self/task")


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Readings of the clocks of the thread that asks.

    Attributes:
        wall: seconds of the wall clock.
        busy: seconds for which this thread has had a core.
        queued: seconds for which all threads of the program have waited for a core.
    """

    wall: float
    busy: float
    queued: float

    @classmethod
    def now(cls) -> "Moment":
        """Read them."""
        return cls(wall=time.perf_counter(), busy=time.thread_time(), queued=_queued())


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What something took, in seconds.

    Attributes:
        wall: as somebody before the screen waits.
        busy: of the processor, in the window's thread.
        own: without the wait for a core that others had.
    """

    wall: float
    busy: float
    own: float


def since(begun: Moment) -> Taken:
    """What was taken since then, in the same thread."""
    now = Moment.now()
    wall, busy = now.wall - begun.wall, now.busy - begun.busy
    # A thread that ended took its own count with it.
    queued = max(now.queued - begun.queued, 0.0)
    return Taken(wall=wall, busy=busy, own=max(busy, wall - queued))


def _queued() -> float:
    """Linux counts it in nanoseconds; elsewhere, nothing is known of it."""
    total = 0
    try:
        for task in os.listdir(_TASKS):  # noqa: PTH208 - two hundred times a second
            with open(f"{_TASKS}/{task}/schedstat", "rb") as file:  # noqa: PTH123 - as above
                total += int(file.read().split()[1])
    except OSError:
        # A thread ended between the two.
        return _queued() if _TASKS.exists() else 0.0
    return total / 1e9


class Stall(msgspec.Struct, frozen=True, kw_only=True):
    """A late tick.

    Attributes:
        during: what the bench was doing.
        where: the program's lines at work, innermost first.
        collecting: seconds of it that the collector of unused objects took.
    """

    taken: Taken
    during: str
    where: str
    collecting: float


class Watchdog(QObject):
    """Watches the thread that makes it.

    Attributes:
        during: what is being done, for whoever reads of a stall.
        stalls: the late ticks.
        ticks: how many there were.
    """

    def __init__(self) -> None:
        """Begin; it ends with `close`."""
        super().__init__()
        self.during = ""
        self.stalls: list[Stall] = []
        self.ticks = 0
        self._thread = threading.get_ident()
        self._seen = ""
        self._collecting = self._collection = 0.0
        self._last = Moment.now()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._is_over = threading.Event()
        self._looking = threading.Thread(target=self._look, name="watchdog", daemon=True)
        self._looking.start()
        gc.callbacks.append(self._collected)

    def close(self) -> None:
        """End."""
        gc.callbacks.remove(self._collected)
        self._timer.stop()
        self._is_over.set()
        self._looking.join()

    def forget_wait(self) -> None:
        """Start anew: what came until now was the bench's own work."""
        self._last, self._seen, self._collecting = Moment.now(), "", 0.0

    def worst(self) -> list[Stall]:
        """All of them, the longest of the program's own first."""
        return sorted(self.stalls, key=lambda stall: -stall.taken.own)

    def _tick(self) -> None:
        self.ticks += 1
        taken = since(self._last)
        if taken.wall - TICK_MS / 1000 > STALL_SECONDS:
            self.stalls.append(
                Stall(
                    taken=taken,
                    during=self.during,
                    where=self._seen,
                    collecting=self._collecting,
                )
            )
        self.forget_wait()

    def _look(self) -> None:
        while not self._is_over.wait(LOOK_SECONDS):
            is_late = time.perf_counter() - self._last.wall > STALL_SECONDS
            if is_late and not self._seen:
                self._seen = _lines(sys._current_frames().get(self._thread))  # noqa: SLF001 - there is no other way

    def _collected(self, phase: str, _: dict[str, int]) -> None:
        """Whichever thread collects holds the interpreter, and so the window."""
        if phase == "start":
            self._collection = time.perf_counter()
        else:
            self._collecting += time.perf_counter() - self._collection


def _lines(frame: FrameType | None) -> str:
    found: list[str] = []
    while frame is not None and len(found) < 4:
        code: CodeType = frame.f_code
        if code.co_filename.startswith(ROOT):
            name = code.co_filename.removeprefix(ROOT).lstrip("/")
            found.append(f"{name}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(found)
