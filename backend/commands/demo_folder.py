"""The demo's folder, with a marker in it: so a real installation is never taken for a demo.

The marker is written before anything else and completed at the very end: a demo whose making was
interrupted is known, and made anew.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from backend.app import MASTER_KEY_FILE, hold
from backend.core.problems import Place, ProblemsError
from backend.settings import Settings, read_settings
from backend.storage.crypto import sync_folder
from backend.storage.sqlite import file_of

FOLDER: Final = "demo"
MARKER: Final = "demo.json"
# Goes up when the demo changes, so that one of an older program is made anew.
EDITION: Final = 6
# What lies beside a database while it is used, or after a crash.
BESIDE: Final = ("", "-wal", "-shm", "-journal", ".lock")
PLACE: Final = Place("environment", "CITYPOINTS_DATA_DIR")


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """Says that a folder is a demo's."""

    edition: int
    is_finished: bool


def demo_settings(environ: Mapping[str, str]) -> Settings:
    """Where the demo lives and answers; nothing else that the environment says concerns it.

    Its folder is the one that `CITYPOINTS_DATA_DIR` names, or `demo` below the usual one.

    Raises:
        ProblemsError: naming the setting.
    """
    settings = read_settings(environ)
    is_named = bool(environ.get("CITYPOINTS_DATA_DIR"))
    return Settings(
        data_dir=settings.data_dir if is_named else settings.data_dir / FOLDER,
        host=settings.host,
        port=settings.port,
    )


def is_finished(settings: Settings) -> bool:
    """True where a whole demo of this program lies ready."""
    marker = _marker(settings)
    return (
        marker is not None
        and marker.is_finished
        and marker.edition == EDITION
        and all(path.exists() for path in _kept(settings))
    )


def begin(settings: Settings) -> None:
    """Empty the demo's folder, and mark it as a demo's that is not finished.

    Raises:
        ProblemsError: where an installation lies there that is no demo, where another process holds
            it, or where it cannot be used.
    """
    lock = hold(settings)
    try:
        if _marker(settings) is None and any(path.exists() for path in _kept(settings)):
            values = {"folder": str(settings.data_dir)}
            raise ProblemsError(PLACE.problem("demo-folder-taken", "", None, **values))
        _write(settings, Marker(edition=EDITION, is_finished=False))
        for path in _kept(settings):
            for ending in BESIDE:
                path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError as error:
        values = {"detail": error.strerror or "unusable"}
        raise ProblemsError(PLACE.problem("folder-unusable", "", None, **values)) from error
    finally:
        if lock is not None:
            lock.release()


def finish(settings: Settings) -> None:
    """Mark the demo as whole, durably."""
    _write(settings, Marker(edition=EDITION, is_finished=True))


def _kept(settings: Settings) -> tuple[Path, ...]:
    """The files without which there is no installation."""
    return file_of(settings.url), settings.key_store, settings.data_dir / MASTER_KEY_FILE


def _marker(settings: Settings) -> Marker | None:
    """What the marker says; of an unreadable one, that the demo is not finished."""
    try:
        return msgspec.json.decode((settings.data_dir / MARKER).read_bytes(), type=Marker)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError):
        return Marker(edition=EDITION, is_finished=False)


def _write(settings: Settings, marker: Marker) -> None:
    """At one stroke: after a crash there is the old marker or the new one."""
    path = settings.data_dir / MARKER
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(msgspec.json.encode(marker))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(settings.data_dir)
