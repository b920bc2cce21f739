"""Signed notes of checkpoints: what anybody may keep, and hold against the log later on.

They are written as other logs write theirs (C2SP, tlog-checkpoint and signed-note), so that common
programs read them: name, size and root of the tree, a line with the moment, and the signature.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.core.log_tree import HASH_BYTES
from backend.storage.crypto import derive
from backend.storage.keys import KeyStore
from backend.storage.log_places import Checkpoint

PURPOSE: Final = "log"
PREFIX: Final = "citypoints/"
KEY_ID_BYTES: Final = 4
# Of Ed25519, as signed notes number it.
ALGORITHM: Final = b"\x01"
LINES_LEAST: Final = 3


class LogKey:
    """The key that signs a city's checkpoints; it follows from a secret of the key store."""

    def __init__(self, keys: KeyStore, city: str) -> None:
        """Use this key store, for this city."""
        self.name = f"{PREFIX}{city}"
        seed = derive(keys.secret(PURPOSE), f"{PURPOSE}/{city}")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._private.public_key()
        self._bytes = ALGORITHM + self._public.public_bytes_raw()
        self._id = sha256(f"{self.name}\n".encode() + self._bytes).digest()[:KEY_ID_BYTES]

    @property
    def public(self) -> str:
        """The public half, as programs that verify notes are given it."""
        return f"{self.name}+{self._id.hex()}+{b64encode(self._bytes).decode()}"

    def sign(self, size: int, root: bytes, at: datetime) -> bytes:
        """The signature of a checkpoint."""
        return self._private.sign(self._body(size, root, at))

    def has_signed(self, checkpoint: Checkpoint) -> bool:
        """True where a checkpoint's signature holds."""
        body = self._body(checkpoint.size, checkpoint.root, checkpoint.at)
        try:
            self._public.verify(checkpoint.signature, body)
        except InvalidSignature:
            return False
        return True

    def note(self, checkpoint: Checkpoint) -> str:
        """A checkpoint, as it is published."""
        body = self._body(checkpoint.size, checkpoint.root, checkpoint.at).decode()
        signature = b64encode(self._id + checkpoint.signature).decode()
        return f"{body}\n\N{EM DASH} {self.name} {signature}\n"

    def _body(self, size: int, root: bytes, at: datetime) -> bytes:
        lines = (self.name, str(size), b64encode(root).decode(), at.isoformat())
        return "".join(f"{line}\n" for line in lines).encode()


def city_of(note: str) -> str:
    """The city that a note names; empty where it names none."""
    first = note.strip().partition("\n")[0].strip()
    return first.removeprefix(PREFIX) if first.startswith(PREFIX) else ""


def size_and_root(city: str, note: str) -> tuple[int, bytes] | None:
    """What a note says that somebody kept; none where it is no note of this city's log."""
    lines = note.strip().splitlines()
    if len(lines) < LINES_LEAST or city_of(note) != city:
        return None
    try:
        root = b64decode(lines[2], validate=True)
    except (NotBase64Error, ValueError):
        return None
    is_size = lines[1].isascii() and lines[1].isdigit() and len(lines[1]) < len("9999999999")
    return (int(lines[1]), root) if is_size and len(root) == HASH_BYTES else None
