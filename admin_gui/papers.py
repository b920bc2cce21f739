"""Files that another program of this machine shows: plain for one session, and gone after it."""

import shutil
import tempfile
from pathlib import Path
from threading import Lock
from typing import Final

from filelock import FileLock, Timeout

FOLDER: Final = "papers"
_LOCKS: Final = ".lock"


class Papers:
    """The files that one session has lent.

    They lie in a folder that only this user may read. Each session has its own, and holds a lock
    beside it: what a session that crashed has left is removed when the next one begins.
    """

    def __init__(self, folder: Path) -> None:
        """Begin without files.

        Args:
            folder: of the desktop.
        """
        self._root = folder / FOLDER
        self._own: Path | None = None
        self._lock: FileLock | None = None
        self._is_open = True
        # A file may be on its way while the session ends.
        self._one_by_one = Lock()
        self._remove_left()

    def lend(self, name: str, content: bytes) -> Path:
        """Write a file for another program, and say where it lies.

        Args:
            name: its name, which this program gives; no sender's.
            content: of the file.

        Raises:
            OSError: where it cannot be written, or the session is over.
        """
        with self._one_by_one:
            path = self._folder() / name
            # An older one may be open in a program that lets nobody write to it.
            path.unlink(missing_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(content)
            return path

    def close(self) -> None:
        """Remove every file that was lent, and lend no more."""
        with self._one_by_one:
            self._is_open = False
            if self._own is not None and self._lock is not None:
                _remove(self._own, self._lock)
            self._own = self._lock = None

    def _folder(self) -> Path:
        if not self._is_open:
            message = "the session is over"
            raise OSError(message)
        if self._own is None:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._own = Path(tempfile.mkdtemp(dir=self._root))
            self._lock = FileLock(self._own.with_suffix(_LOCKS))
            self._lock.acquire(timeout=0)
        return self._own

    def _remove_left(self) -> None:
        """Remove what sessions left that ended without closing."""
        for path in self._root.glob("*"):
            if path.suffix != _LOCKS:
                _remove_unheld(path)


def _remove_unheld(folder: Path) -> None:
    """Remove a folder, unless another session holds it."""
    lock = FileLock(folder.with_suffix(_LOCKS))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return
    _remove(folder, lock)


def _remove(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)
