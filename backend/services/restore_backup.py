"""Put a backup back, but never an older key store in the place of a newer one.

Who has left since the backup has no key in the newer store: their rows come back with the rest, and
the start erases them again before anything is answered (see `erase_keyless`). Who has begun to
leave since is marked there, and the start lets them leave again (see `mark_leavers`).
"""

from pathlib import Path
from typing import Final

import msgspec

from backend.core.problems import Place, ProblemsError
from backend.settings import Settings
from backend.storage.backups import DATABASE, BackupFolder, BackupList, DamagedError
from backend.storage.database_copies import (
    check_unused,
    clear_leftovers,
    copy_file,
    end_sessions,
    is_known,
    is_there,
    kind_of,
    put_back,
    replace,
)
from backend.storage.evidence_files import EvidenceFiles
from backend.storage.keys import KeyStore

_DATA: Final = Place("environment", "CITYPOINTS_DATA_DIR")


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that can be restored: all of it is there and as it was."""

    folder: BackupFolder
    name: str
    listed: BackupList


def choose_backup(settings: Settings, folder: Path, name: str | None) -> Chosen:
    """Find a whole backup, the newest if no name is given, and see that it can be put back here.

    Raises:
        ProblemsError: where there is none, it is damaged, or it is another program's.
    """
    backups = BackupFolder(folder.absolute())
    whole = backups.whole()
    place = Place(str(folder), "restore")
    if name is None and whole:
        name = whole[0]
    if not whole:
        raise ProblemsError(place.problem("backup-none"))
    if name is None or name not in whole:
        raise ProblemsError(place.problem("backup-unknown", known=", ".join(whole)))
    try:
        listed = backups.read(name)
        if not is_known(listed.tables):
            raise ProblemsError(place.problem("backup-newer", "", None, found=listed.program))
        backups.check(name, listed, with_keys=not settings.key_store.exists())
    except DamagedError as error:
        known = ", ".join(other for other in whole if other != name)
        kind = "backup-damaged" if known else "backup-damaged-alone"
        values = {"name": f"{name}/{error}", "known": known}
        raise ProblemsError(place.problem(kind, "", None, **values)) from error
    if listed.database != kind_of(settings.url):
        values = {"found": listed.database, "used": kind_of(settings.url)}
        raise ProblemsError(place.problem("backup-other-database", "", None, **values))
    return Chosen(folder=backups, name=name, listed=listed)


def check_target(settings: Settings, *, may_replace: bool) -> None:
    """See that nothing would be replaced that is to stay, and that nobody uses it.

    Raises:
        ProblemsError: where something would, or somebody does.
        AwayError: where the database cannot be reached.
    """
    if not settings.is_embedded:
        check_unused(settings.url)
    if not may_replace and is_there(settings.url):
        raise ProblemsError(_DATA.problem("restore-over-data", "", None))


def put_keys(settings: Settings, chosen: Chosen) -> bool:
    """Take the copy of the key store, only where there is none; true where it was taken.

    What a crash left of another copy is destroyed first.

    Raises:
        OSError: where it cannot be written.
    """
    new = settings.key_store.with_suffix(".new")
    clear_leftovers(settings.key_store, new)
    if settings.key_store.exists():
        return False
    copy_file(chosen.folder.keys, new)
    replace(settings.key_store, new)
    return True


def restore_backup(settings: Settings, keys: KeyStore, chosen: Chosen) -> None:
    """Put database and files back; everybody signs in anew.

    Interrupted, it leaves a mark, so that no service starts on half of it.

    Raises:
        ProblemsError: where the keys are not those of the backup, or a program is missing.
        OSError: where something cannot be written.
        AwayError: where the database cannot be reached.
    """
    if keys.id != chosen.listed.key_store:
        place = Place(str(keys.path), "CITYPOINTS_DATA_DIR")
        raise ProblemsError(place.problem("restore-other-keys", "", None))
    settings.half_restored.touch(mode=0o600)
    put_back(settings.url, chosen.folder.path / chosen.name / DATABASE)
    evidence = EvidenceFiles(settings.evidence)
    for city, subject, path in chosen.folder.evidence_of(chosen.name, chosen.listed):
        # Of somebody who has left since nothing is put back.
        if keys.data_key(city, subject) is not None:
            evidence.put(city, subject, path.name, path.read_bytes())
    end_sessions(settings.url)
    settings.half_restored.unlink()
