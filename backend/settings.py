"""Settings: the environment, read once into one struct. Every setting has a working default."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from backend.core.problems import Place, ProblemsError

PORT: Final = 8000
PORT_MOST: Final = 65535


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How this installation runs.

    Attributes:
        data_dir: holds the embedded database, the key store and what the first start makes.
        database_url: none for the embedded SQLite in `data_dir`; else `postgresql://…`.
        master_key_file: none for `master.key` in `data_dir`.
        master_key: the key itself (base64), where it comes from the environment.
        configs: the folder of city files; none for those shipped with the program.
    """

    data_dir: Path
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = PORT
    master_key_file: Path | None = None
    master_key: str | None = None
    configs: Path | None = None

    @property
    def is_embedded(self) -> bool:
        """True for SQLite, which one process holds."""
        return self.database_url is None or self.database_url.startswith("sqlite")

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'citypoints.db'}"

    @property
    def key_store(self) -> Path:
        """The key store, a file of its own on either database."""
        return self.data_dir / "keys.db"

    @property
    def evidence(self) -> Path:
        """The folder of evidence; several processes share it."""
        return self.data_dir / "evidence"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read `CITYPOINTS_…`.

    Raises:
        ProblemsError: naming the setting.
    """
    found = {name: text for name, text in environ.items() if text}
    folder = found.get("CITYPOINTS_DATA_DIR")
    key_file = found.get("CITYPOINTS_MASTER_KEY_FILE")
    configs = found.get("CITYPOINTS_CONFIGS")
    return Settings(
        data_dir=Path(folder) if folder else Path.home() / ".local" / "share" / "citypoints",
        database_url=_url(found.get("CITYPOINTS_DATABASE_URL")),
        host=found.get("CITYPOINTS_HOST", "127.0.0.1"),
        port=_port(found.get("CITYPOINTS_PORT", str(PORT))),
        master_key_file=Path(key_file) if key_file else None,
        master_key=found.get("CITYPOINTS_MASTER_KEY"),
        configs=Path(configs) if configs else None,
    )


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < port <= PORT_MOST:
        place = Place("environment", "CITYPOINTS_PORT")
        raise ProblemsError(place.problem("setting-port", "", None, value=text))
    return port


def _url(text: str | None) -> str | None:
    if text is None or text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return text
    place = Place("environment", "CITYPOINTS_DATABASE_URL")
    raise ProblemsError(place.problem("setting-database-url"))
