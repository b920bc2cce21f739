"""Make a backup: the database and the sealed files, and beside them the keys that open them."""

import errno
import os
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from backend.core.problems import Place, ProblemsError
from backend.settings import Settings
from backend.storage.backups import DATABASE, BackupFolder, BackupList
from backend.storage.database_copies import clear_leftovers, copy_database, kind_of
from backend.storage.keys import KeyStore
from backend.storage.revision import HEAD


def make_backup(settings: Settings, keys: KeyStore, folder: Path, now: datetime) -> Path:
    """Make a backup in a folder of backups, also while the service runs; returns where it is.

    The keys are copied after the database: whoever is enrolled meanwhile has a key without rows,
    which harms nobody, and never rows without a key.

    Raises:
        ProblemsError: where the folder cannot be used, or the database not be copied.
        AwayError: where the database cannot be reached.
    """
    place = Place(str(folder), "backup")
    if folder.resolve() in {settings.data_dir.resolve(), settings.evidence.resolve()}:
        raise ProblemsError(place.problem("backup-into-data", "", None))
    if not str(folder).isprintable():
        # SQLite writes to no such name, and nothing could say where the backup is.
        detail = os.strerror(errno.EILSEQ)
        raise ProblemsError(place.problem("backup-unwritable", "", None, detail=detail))
    backups = BackupFolder(folder.absolute())
    try:
        if not backups.own(keys.id):
            raise ProblemsError(place.problem("backup-of-others", "", None))
        return _made(settings, keys, backups, now)
    except OSError as error:
        detail = error.strerror or str(error)
        raise ProblemsError(place.problem("backup-unwritable", "", None, detail=detail)) from error


def _made(settings: Settings, keys: KeyStore, backups: BackupFolder, now: datetime) -> Path:
    beside = backups.keys.with_suffix(".new")
    clear_leftovers(backups.keys, beside)
    begun = backups.begin(now)
    database = begun / DATABASE
    database.touch(mode=0o600)
    copy_database(settings.url, database)
    beside.touch(mode=0o600)
    keys.copy_to(beside)
    backups.replace_keys(beside)
    if settings.evidence.is_dir():
        backups.copy_evidence(settings.evidence, begun)
    found = BackupList(
        program=version("citypoints"),
        tables=HEAD,
        database=kind_of(settings.url),
        made_at=now,
        key_store=keys.id,
        files={},
    )
    return backups.finish(begun, found)
