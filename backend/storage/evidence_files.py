"""The folder of evidence: sealed files, one folder to a resident, that go with their resident.

What lies here was sealed by whoever put it; nothing here reads it. Several processes on PostgreSQL
share the folder.
"""

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path

from backend.storage.crypto import sync_folder
from backend.storage.overwriting import overwrite


class EvidenceFiles:
    """Sealed files by city, subject id and their own id."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made with the first file."""
        self._folder = folder

    def put(self, city: str, subject: str, name: str, sealed: bytes) -> None:
        """Store a file whole; durable at the end. The same name replaces.

        Raises:
            OSError: where it cannot be written.
        """
        path = self._path(city, subject, name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Another name each time: two who store the same at once must not write into one file.
        beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        for folder in (path.parent, *path.parent.parents[:2]):
            sync_folder(folder)

    def read(self, city: str, subject: str, name: str) -> bytes:
        """A file as it was put.

        Raises:
            FileNotFoundError: where there is none.
        """
        return self._path(city, subject, name).read_bytes()

    def destroy(self, city: str, subject: str) -> None:
        """Overwrite and unlink everything of a resident; nothing where there is nothing."""
        folder = self._folder / city / subject
        if not folder.exists():
            return
        for path in folder.iterdir():
            overwrite(path)
        shutil.rmtree(folder)
        sync_folder(folder.parent)

    def destroy_one(self, city: str, subject: str, name: str) -> None:
        """Overwrite and unlink one file; nothing where there is none."""
        path = self._path(city, subject, name)
        if path.exists():
            overwrite(path)
            path.unlink()
            sync_folder(path.parent)

    def older_than(self, city: str, subject: str, moment: datetime) -> list[str]:
        """The names of a resident's files that were stored before a moment, whole or not."""
        folder = self._folder / city / subject
        found = sorted(folder.iterdir()) if folder.exists() else []
        return [path.name for path in found if path.stat().st_mtime < moment.timestamp()]

    def subjects(self, city: str) -> list[str]:
        """Whoever has files here."""
        folder = self._folder / city
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []

    def _path(self, city: str, subject: str, name: str) -> Path:
        return self._folder / city / subject / name
