"""News: tells a listener that something changed, often enough to look alive and no oftener."""

import threading
from collections.abc import Callable
from typing import Final

# Ten times a second looks immediate, and a thousand receipts do not repaint a thousand times.
REST_SECONDS: Final = 0.1
STOP_SECONDS: Final = 0.3


class News:
    """A thread that calls a listener soon after `tell`, and once after the last one."""

    def __init__(self, listener: Callable[[], None], on_crash: Callable[[Exception], None]) -> None:
        """Start nothing yet; an error of the listener goes to `on_crash`."""
        self._listener = listener
        self._on_crash = on_crash
        self._told = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox news", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def tell(self) -> None:
        """Something changed; returns at once."""
        self._told.set()

    def stop(self) -> None:
        """Call nobody any more, not even about what was told just now."""
        self._ended.set()
        self._told.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while self._told.wait() and not self._ended.is_set():
            self._told.clear()
            try:
                self._listener()
            except Exception as error:  # noqa: BLE001 - what follows must still be told
                self._on_crash(error)
            self._ended.wait(REST_SECONDS)
