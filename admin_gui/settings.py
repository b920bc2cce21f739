"""What the desktop is told when it starts, and what it remembers from one day to the next."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QByteArray, QSettings

ADDRESS_DEFAULT: Final = "http://127.0.0.1:8000"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the desktop is started with.

    Attributes:
        folder: where the outboxes and what is remembered lie.
        server: the address to begin with; else the one remembered.
        city: the code of the city to begin with; else the one remembered.
        language: `en` or `zh`; else the one remembered, else the system's.
    """

    folder: Path
    server: str | None = None
    city: str | None = None
    language: str | None = None


def read_options(arguments: Sequence[str], environment: Mapping[str, str]) -> Options:
    """Read the command line and the environment."""
    parser = argparse.ArgumentParser(prog="citypoints desktop", description=__doc__)
    parser.add_argument("--server", help="the server's address")
    parser.add_argument("--city", help="the code of the city to sign in to")
    parser.add_argument("--language", choices=("en", "zh"), help="of the window")
    given = parser.parse_args(arguments)
    return Options(
        folder=_folder(environment),
        server=given.server,
        city=given.city,
        language=given.language,
    )


def _folder(environment: Mapping[str, str]) -> Path:
    data = environment.get("CITYPOINTS_DATA_DIR")
    if data:
        return Path(data) / "desktop"
    home = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "citypoints" / "desktop"


class Memory:
    """What is remembered on this machine: nothing of a resident, and no secret.

    Attributes:
        folder: where it lies.
    """

    def __init__(self, folder: Path) -> None:
        """Open it, or begin a new one.

        Raises:
            OSError: where the folder cannot be made.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self._settings = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        return str(self._settings.value(name, default))

    def keep(self, name: str, text: str) -> None:
        """Remember a text."""
        self._settings.setValue(name, text)

    def shape(self, name: str) -> QByteArray:
        """A remembered geometry or state of a window or a table's header."""
        held = self._settings.value(name)
        return held if isinstance(held, QByteArray) else QByteArray()

    def keep_shape(self, name: str, shape: QByteArray) -> None:
        """Remember a geometry or state."""
        self._settings.setValue(name, shape)

    def flush(self) -> None:
        """Write it all to the disk."""
        self._settings.sync()
