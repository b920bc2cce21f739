"""The folder of backups: each is a folder named by its moment, and whole once its list is there.

Beside them lies one copy of the key store, which each backup replaces: were there several, an older
one would bring back whoever has left since.
"""

import os
import re
import shutil
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from backend.storage.crypto import sync_folder
from backend.storage.database_copies import copy_file, replace

KEYS: Final = "keys.db"
LIST: Final = "backup.json"
EVIDENCE: Final = "evidence"
DATABASE: Final = "database"
_OWNER: Final = "installation.json"
_PART: Final = ".part"
_NAME: Final = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_CHUNK: Final = 1 << 20


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a backup."""

    size: int
    sha256: str


class BackupList(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds, written when all of it is there.

    Attributes:
        program: the version that made it.
        tables: the version of the tables.
        database: which one it was copied from.
        key_store: the id of the key store that opens it.
        files: by their names in the backup.
    """

    program: str
    tables: str
    database: str
    made_at: datetime
    key_store: str
    files: dict[str, Listed]


class _Owner(msgspec.Struct, frozen=True, kw_only=True):
    key_store: str


class DamagedError(Exception):
    """A file of a backup is missing, or is not as it was."""


class BackupFolder:
    """Backups of one installation."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; `own` makes it."""
        self.path = folder

    @property
    def keys(self) -> Path:
        """The copy of the key store."""
        return self.path / KEYS

    def own(self, key_store: str) -> bool:
        """Make the folder this installation's; false where it is another's.

        Raises:
            OSError: where it cannot be made.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self.path / _OWNER
        if owner.exists():
            try:
                return msgspec.json.decode(owner.read_bytes(), type=_Owner).key_store == key_store
            except msgspec.MsgspecError:
                return False
        if self.keys.exists():
            return False
        self.path.chmod(0o700)
        _write(owner, _Owner(key_store=key_store))
        return True

    def begin(self, now: datetime) -> Path:
        """A folder for a new backup; what an interrupted one left is removed."""
        for left in self.path.glob(f"*{_PART}"):
            if left.is_dir():
                shutil.rmtree(left)
        begun = self.path / f"{now:%Y%m%dT%H%M%SZ}{_PART}"
        begun.mkdir(mode=0o700)
        return begun

    def copy_evidence(self, source: Path, begun: Path) -> None:
        """Copy every sealed file; one that goes meanwhile goes with its resident."""
        for path in sorted(source.rglob("*")):
            if not path.is_file() or path.suffix == _PART:
                continue
            into = begun / EVIDENCE / path.relative_to(source)
            _make_folders(begun, into.parent)
            try:
                copy_file(path, into)
            except FileNotFoundError:
                into.unlink(missing_ok=True)

    def finish(self, begun: Path, found: BackupList) -> Path:
        """Write the list, and give the backup its name, at one stroke."""
        files = {
            str(path.relative_to(begun)): _listed(path)
            for path in sorted(begun.rglob("*"))
            if path.is_file()
        }
        _write(begun / LIST, msgspec.structs.replace(found, files=files))
        name = begun.name.removesuffix(_PART)
        taken = [path.name for path in self.path.glob(f"{name}*") if path != begun]
        done = self.path / (f"{name}-{len(taken) + 1}" if taken else name)
        for folder in [begun, *(path for path in begun.rglob("*") if path.is_dir())]:
            sync_folder(folder)
        begun.rename(done)
        sync_folder(self.path)
        return done

    def replace_keys(self, new: Path) -> None:
        """Put a copy of the key store in the place of the one before, which is overwritten."""
        replace(self.keys, new)

    def whole(self) -> list[str]:
        """The names of all backups that were finished, the newest first."""
        if not self.path.is_dir():
            return []
        found = [
            path.name
            for path in self.path.iterdir()
            if _NAME.fullmatch(path.name) and (path / LIST).is_file()
        ]
        return sorted(found, reverse=True)

    def read(self, name: str) -> BackupList:
        """What a backup holds.

        Raises:
            DamagedError: where its list cannot be read.
        """
        try:
            return msgspec.json.decode((self.path / name / LIST).read_bytes(), type=BackupList)
        except (OSError, msgspec.MsgspecError) as error:
            raise DamagedError(LIST) from error

    def check(self, name: str, found: BackupList, *, with_keys: bool) -> None:
        """See that every file is there and as it was; and the keys, where they are needed.

        Raises:
            DamagedError: naming the first that is not.
        """
        for file, listed in found.files.items():
            try:
                is_same = _listed(self.path / name / file) == listed
            except OSError:
                is_same = False
            if not is_same:
                raise DamagedError(file)
        if with_keys and not self.keys.is_file():
            raise DamagedError(KEYS)

    def evidence_of(self, name: str, found: BackupList) -> list[tuple[str, str, Path]]:
        """The sealed files of a backup: city, subject, and where each lies."""
        folder = self.path / name
        parts = [(file.split("/"), folder / file) for file in sorted(found.files)]
        return [
            (names[1], names[2], path)
            for names, path in parts
            if names[0] == EVIDENCE and len(names) == len((EVIDENCE, "city", "subject", "file"))
        ]


def _listed(path: Path) -> Listed:
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Listed(size=size, sha256=digest.hexdigest())


def _make_folders(top: Path, folder: Path) -> None:
    """Each its owner's alone: the mode that `mkdir` is given holds for the last one only."""
    for path in [*reversed(folder.parents), folder]:
        if path.is_relative_to(top) and not path.exists():
            path.mkdir(mode=0o700)


def _write(path: Path, content: msgspec.Struct) -> None:
    new = path.with_name(f".{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
        file.flush()
        os.fsync(handle)
    new.replace(path)
    sync_folder(path.parent)
