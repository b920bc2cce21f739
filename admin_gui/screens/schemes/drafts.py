"""What is being written, kept on this machine: a scheme's text is public, and is never lost."""

import os
from pathlib import Path
from typing import Final

# Whoever types for long is never further from what is kept than this.
KEEP_AFTER_MS: Final = 1000


class Draft:
    """The text that one person writes for one city."""

    def __init__(self, folder: Path, city: str, account: str) -> None:
        """Name its file; it need not be there."""
        self.path = folder / f"draft-{city}-{account}.toml"

    def read(self) -> str:
        """What is kept; empty for nothing.

        Raises:
            OSError: where there is a file that cannot be read.
        """
        try:
            return self.path.read_bytes().decode("utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def keep(self, text: str) -> None:
        """Keep a text in the former one's place, or no text at all.

        Raises:
            OSError: where it cannot be written.
        """
        if text.strip():
            put(self.path, text)
        else:
            self.path.unlink(missing_ok=True)


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
