"""What is being written, kept on this machine: a scheme's text is public, and is never lost."""

import os
from pathlib import Path
from threading import Lock
from typing import Final

# Whoever types for long is never further from what is kept than this.
KEEP_AFTER_MS: Final = 1000


class Draft:
    """The text that one person writes for one city."""

    def __init__(self, folder: Path, city: str, account: str) -> None:
        """Name its file; it need not be there."""
        self.path = folder / f"draft-{city}-{account}.toml"
        # The window writes, too, in the moment in which it is left.
        self._writing = Lock()
        self._turn = self._written = 0

    def read(self) -> str:
        """What is kept; empty for nothing.

        Raises:
            OSError: where there is a file that cannot be read.
        """
        try:
            return self.path.read_bytes().decode("utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def turn(self) -> int:
        """A number for what is written now; each is above the one before."""
        self._turn += 1
        return self._turn

    def keep(self, text: str, turn: int) -> None:
        """Keep a text in the former one's place, or no text at all; never in a later one's.

        Raises:
            OSError: where it cannot be written.
        """
        with self._writing:
            if turn < self._written:
                return
            if text.strip():
                put(self.path, text)
            else:
                self.path.unlink(missing_ok=True)
            self._written = turn


def put(path: Path, text: str) -> None:
    """Write a text's file whole, or leave the one that is there.

    Raises:
        OSError: where it cannot be written.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
