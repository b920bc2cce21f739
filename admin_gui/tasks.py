"""Work beside the window: whatever may take longer than a blink runs in a thread.

The window's own thread only draws. A task's result, or its failure, comes back to it in order.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
WORKERS: Final = 4


class Tasks(QObject):
    """Runs tasks.

    Attributes:
        busy_changed: whether any task is under way.
    """

    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, workers: int = WORKERS) -> None:
        """Begin with idle threads; where there is one alone, tasks run one after the other."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="task")
        self._under_way = 0
        self._is_open = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """True while any task is under way."""
        return self._under_way > 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run work in a thread, and hand over what it returns or raises in the window's thread.

        Args:
            owner: nothing is handed over once it is gone.
            work: must not touch the window.
            done: takes the result.
            failed: takes the exception.
        """
        if not self._is_open:
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        future = self._pool.submit(work)
        future.add_done_callback(lambda ended: self._hand_over((owner, ended, done, failed)))

    def close(self, *, finishes: bool = False) -> None:
        """Take no more, and hand over nothing more.

        Args:
            finishes: do all that was asked before this returns; else forget what has not begun.
        """
        self._is_open = False
        self._pool.shutdown(wait=finishes, cancel_futures=not finishes)

    def _hand_over(self, parcel: object) -> None:
        if self._is_open and shiboken6.isValid(self):
            self._arrived.emit(parcel)

    def _deliver(
        self,
        parcel: tuple[QObject, Future[Any], Callable[[Any], None], Callable[[Exception], None]],
    ) -> None:
        owner, future, done, failed = parcel
        self._under_way -= 1
        try:
            if self._is_open and shiboken6.isValid(owner):
                self._tell(future, done, failed)
        finally:
            if self._under_way == 0:
                self.busy_changed.emit(False)

    @staticmethod
    def _tell(
        future: Future[Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        try:
            result = future.result()
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, who asked must hear of it
            failed(error)
            return
        done(result)
