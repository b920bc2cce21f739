"""The master key, what is derived from it, and the sealing of values to their rows."""

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.core.problems import Place, Problem, ProblemsError

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
FILE_SETTING: Final = "CITYPOINTS_MASTER_KEY_FILE"
TEXT_SETTING: Final = "CITYPOINTS_MASTER_KEY"

# The first byte of what is sealed says how; another way of sealing gets another.
AES_256_GCM: Final = b"\x01"
# Parts every purpose of this program from those of others that were given the same master key.
NAMESPACE: Final = "citypoints/v1/"
# A key file is a line of text; what is longer is some other file.
FILE_BYTES_MOST: Final = 1024


class SealBrokenError(Exception):
    """A sealed value does not open: another key, another row, or changed bytes."""

    def __init__(self, row: str) -> None:
        """Name the row; neither key nor content may reach a log."""
        super().__init__(f"The sealed value does not open with this key at this row: {row}")
        self.row = row


class MasterKey:
    """The 32 bytes from which every other secret of an installation follows."""

    __slots__ = ("_bytes",)

    def __init__(self, content: bytes) -> None:
        """Keep the key.

        Raises:
            ValueError: if it is not 32 bytes long.
        """
        if len(content) != KEY_BYTES:
            message = f"a master key has {KEY_BYTES} bytes"
            raise ValueError(message)
        self._bytes = content

    def __repr__(self) -> str:
        """Its id alone: a key that is printed ends in a log."""
        return f"MasterKey(id={self.id})"

    def __reduce__(self) -> str:
        """Refuse to be pickled, which would write the key in plain."""
        message = "a master key is not written anywhere"
        raise TypeError(message)

    @property
    def content(self) -> bytes:
        """The key itself, for its file alone."""
        return self._bytes

    @property
    def id(self) -> str:
        """16 hex digits that tell keys apart and give nothing away."""
        return self.derive("master-key-id", 8).hex()

    def derive(self, purpose: str, length: int = KEY_BYTES) -> bytes:
        """The secret of one purpose.

        Args:
            purpose: what it is for; two purposes have nothing in common.
            length: bytes wanted.
        """
        return derive(self._bytes, purpose, length)


def derive(secret: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """What follows from a secret for one purpose, by HKDF-SHA256 (RFC 5869)."""
    info = f"{NAMESPACE}{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)


def read_master_keys(path: Path | None, text: str | None) -> tuple[MasterKey, ...]:
    """Read the master key from the environment's text or, without one, from its file.

    Args:
        path: a file that its owner alone may read, with base64 of 32 bytes; while one key takes the
            place of another the new one, and the old one in the next line.
        text: the same base64, with spaces or lines between two keys.

    Raises:
        ProblemsError: naming the setting, if there is none, or it cannot be read or used, or
            others can read the file.
    """
    if text is not None:
        return _parsed(text, Place("environment", TEXT_SETTING))
    if path is None:
        raise ProblemsError(Place("environment", FILE_SETTING).problem("master-key-missing"))
    place = Place(str(path), FILE_SETTING)
    try:
        content = _private_content(path, place)
    except FileNotFoundError:
        raise ProblemsError(place.problem("master-key-missing")) from None
    except OSError as error:
        raise ProblemsError(_refused(place, "master-key-unreadable", error)) from error
    return _parsed(content.decode("latin-1"), place)


def new_master_key() -> MasterKey:
    """A random master key, of which nobody knows yet."""
    return MasterKey(secrets.token_bytes(KEY_BYTES))


def make_master_key(path: Path) -> MasterKey:
    """Make a new master key in a file that only its owner may read, all of it or none of it.

    Returns:
        The key, which is durable by then.

    Raises:
        ProblemsError: if the file exists already, or cannot be written.
    """
    made = new_master_key()
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    place = Place(str(path), FILE_SETTING)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _write_durably(draft, _lines(made))
            # A link, unlike a renaming, never replaces the key that another start has just made.
            os.link(draft, path)
        except FileExistsError:
            raise ProblemsError(place.problem("master-key-exists")) from None
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise ProblemsError(_refused(place, "master-key-unwritable", error)) from error
    return made


def replace_master_keys(path: Path, *keys: MasterKey) -> None:
    """Write the file anew with these keys; whoever reads it meets the old content or the new.

    Durable at the end. One process at a time may do this.

    Raises:
        ProblemsError: if the file cannot be written.
    """
    # Behind a link lies the file that is meant. Always the same name beside it: what an
    # interrupted run left there is overwritten by the next one, and gone at its end.
    path = path.resolve()
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.unlink(missing_ok=True)
        _write_durably(draft, _lines(*keys))
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        place = Place(str(path), FILE_SETTING)
        raise ProblemsError(_refused(place, "master-key-unwritable", error)) from error


def seal(key: bytes, plain: bytes, *, row: str) -> bytes:
    """Encrypt a value for one row, by AES-256-GCM with a random 96-bit nonce.

    Args:
        key: 32 bytes.
        plain: what to hide.
        row: where it belongs, such as `deed|fuzhou|<subject>|<id>|document`.

    Returns:
        A version byte, the nonce, the ciphertext and its tag: 29 bytes more than went in.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    hidden = _cipher(key).encrypt(nonce, plain, AES_256_GCM + row.encode())
    return AES_256_GCM + nonce + hidden


def open_sealed(key: bytes, sealed: bytes, *, row: str) -> bytes:
    """Decrypt what was sealed for this row with this key.

    Raises:
        SealBrokenError: if it was sealed otherwise, or has changed since.
    """
    version, nonce, hidden = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    if version != AES_256_GCM or len(hidden) < TAG_BYTES:
        raise SealBrokenError(row)
    try:
        return _cipher(key).decrypt(nonce, hidden, AES_256_GCM + row.encode())
    except InvalidTag:
        raise SealBrokenError(row) from None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets folders be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cipher(key: bytes) -> AESGCM:
    """AES-256 and nothing shorter, which the library would take without a word."""
    if len(key) != KEY_BYTES:
        message = f"a key that seals has {KEY_BYTES} bytes"
        raise ValueError(message)
    return AESGCM(key)


def _private_content(path: Path, place: Place) -> bytes:
    """What is in a file, if only its owner can read it."""
    with path.open("rb") as file:
        # The open file is asked, not its name, which could mean another file by now.
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ProblemsError(place.problem("master-key-exposed", file=str(path)))
        return file.read(FILE_BYTES_MOST)


def _write_durably(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def _lines(*keys: MasterKey) -> bytes:
    return b"".join(base64.b64encode(key.content) + b"\n" for key in keys)


def _parsed(text: str, place: Place) -> tuple[MasterKey, ...]:
    try:
        # Where there is nothing, that nothing is refused as a key.
        parts = text.split() or [""]
        return tuple(MasterKey(base64.b64decode(part, validate=True)) for part in parts)
    except (ValueError, binascii.Error):
        # Without the cause: its traceback would carry the text.
        raise ProblemsError(place.problem("master-key-malformed", bytes=str(KEY_BYTES))) from None


def _refused(place: Place, kind: str, error: OSError) -> Problem:
    return place.problem(kind, detail=error.strerror or type(error).__name__)
