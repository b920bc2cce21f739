"""Settings: the environment, read once into one struct. Every setting has a working default."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from backend.core.contact import contact_address
from backend.core.problems import Place, ProblemsError

PORT: Final = 8000
PORT_MOST: Final = 65535
# Where mail is handed in: after STARTTLS, and encrypted from the beginning.
MAIL_PORTS: Final = {"smtp": 587, "smtps": 465}
SECRET_BYTES: Final = (24, 64)
SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - what Standard Webhooks puts before a secret


class MailSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The mail server by which notices go out.

    Attributes:
        is_encrypted: from the beginning; else from STARTTLS on, which is asked of every server that
            is not on this machine.
        sender: the address that mail comes from.
    """

    host: str
    port: int
    is_encrypted: bool
    user: str | None
    password: str | None
    sender: str


class WebhookSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The city's gateway for messages to telephones, and the key that signs what it is given."""

    url: str
    secret: bytes


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How this installation runs.

    Attributes:
        data_dir: holds the embedded database, the key store and what the first start makes.
        database_url: none for the embedded SQLite in `data_dir`; else `postgresql://…`.
        master_key_file: none for `master.key` in `data_dir`.
        master_key: the key itself (base64), where it comes from the environment.
        configs: the folder of city files; none for those shipped with the program.
        mail: none where no notice goes out by e-mail.
        webhook: none where no notice goes out to telephones.
    """

    data_dir: Path
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = PORT
    master_key_file: Path | None = None
    master_key: str | None = None
    configs: Path | None = None
    mail: MailSettings | None = None
    webhook: WebhookSettings | None = None

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
    def half_restored(self) -> Path:
        """Lies there from the first change of a restore to the last."""
        return self.data_dir / "restore.unfinished"

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
        mail=_mail(found.get("CITYPOINTS_SMTP_URL"), found.get("CITYPOINTS_MAIL_FROM")),
        webhook=_webhook(
            found.get("CITYPOINTS_WEBHOOK_URL"), found.get("CITYPOINTS_WEBHOOK_SECRET")
        ),
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


def is_this_machine(host: str) -> bool:
    """True for a host that nobody else can listen to."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _mail(url: str | None, sender: str | None) -> MailSettings | None:
    if url is None and sender is None:
        return None
    parts = _split(url)
    if parts is None or parts.scheme not in MAIL_PORTS or not _is_server(parts):
        place = Place("environment", "CITYPOINTS_SMTP_URL")
        raise ProblemsError(place.problem("setting-smtp-url"))
    address = contact_address("email", sender or "")
    if address is None:
        place = Place("environment", "CITYPOINTS_MAIL_FROM")
        raise ProblemsError(place.problem("setting-mail-from"))
    return MailSettings(
        host=parts.hostname or "",
        port=parts.port or MAIL_PORTS[parts.scheme],
        is_encrypted=parts.scheme == "smtps",
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
        sender=address,
    )


def _is_server(parts: SplitResult) -> bool:
    """True for a host with perhaps a port and who signs in, and nothing behind."""
    has_both = (parts.username is None) == (parts.password is None)
    return has_both and parts.path in {"", "/"} and not parts.query and not parts.fragment


def _webhook(url: str | None, secret: str | None) -> WebhookSettings | None:
    if url is None and secret is None:
        return None
    parts = _split(url)
    is_secret = parts is not None and (
        parts.scheme == "https"
        or (parts.scheme == "http" and is_this_machine(parts.hostname or ""))
    )
    if url is None or not is_secret:
        place = Place("environment", "CITYPOINTS_WEBHOOK_URL")
        raise ProblemsError(place.problem("setting-webhook-url"))
    return WebhookSettings(url=url, secret=_secret(secret or ""))


def _secret(text: str) -> bytes:
    try:
        secret = b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    least, most = SECRET_BYTES
    if not least <= len(secret) <= most:
        place = Place("environment", "CITYPOINTS_WEBHOOK_SECRET")
        raise ProblemsError(place.problem("setting-webhook-secret"))
    return secret


def _split(url: str | None) -> SplitResult | None:
    """The parts of an address that names a host and no impossible port."""
    try:
        parts = urlsplit(url or "")
        # Looking at the port is what finds a wrong one.
        names_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if names_host else None
