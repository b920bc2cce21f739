"""Sealing: the box's random key, how a password wraps it, and values bound to their place."""

import secrets
import unicodedata
from typing import Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from admin_gui.outbox.errors import DamagedError, WrongPasswordError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
# The first byte of what is sealed says how; another way of sealing gets another.
AES_256_GCM: Final = b"\x01"


class Slowness(msgspec.Struct, frozen=True, kw_only=True):
    """What one guess at the password costs, by Argon2id.

    Attributes:
        memory_kib: in KiB. The bounds keep a changed file from taking all memory or all time.
    """

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Whether this machine may be asked to do it."""
        return (
            1 <= self.passes <= 20  # noqa: PLR2004 - bounds, said above
            and 1 <= self.lanes <= 16  # noqa: PLR2004
            and 8 * self.lanes <= self.memory_kib <= 1 << 20
        )


# The second recommended profile of RFC 9106, as the server uses it: 0.1 to 0.2 s.
USUAL: Final = Slowness()


class WrappedKey(msgspec.Struct, frozen=True, kw_only=True):
    """The box's key under a password, with all but the password that unwraps it."""

    slowness: Slowness
    salt: bytes
    wrapped: bytes


def new_key() -> bytes:
    """A key that nobody knows."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(key: bytes, password: str, slowness: Slowness, *, profile: str) -> WrappedKey:
    """Hide the box's key under a password."""
    salt = secrets.token_bytes(SALT_BYTES)
    outer = _derived(password, salt, slowness)
    wrapped = Seal(outer).seal(key, _place(profile, slowness))
    return WrappedKey(slowness=slowness, salt=salt, wrapped=wrapped)


def unwrap(kept: WrappedKey, password: str, *, profile: str) -> bytes:
    """The box's key.

    Raises:
        WrongPasswordError: with another password, and also where the wrapping was changed: the
            two cannot be told apart.
        DamagedError: where the parameters or the salt are out of all bounds.
    """
    if not kept.slowness.is_sane or len(kept.salt) != SALT_BYTES:
        raise DamagedError(place="box")
    outer = _derived(password, kept.salt, kept.slowness)
    try:
        return Seal(outer).open(kept.wrapped, _place(profile, kept.slowness))
    except DamagedError:
        raise WrongPasswordError from None


class Seal:
    """Encrypts by AES-256-GCM with a random 96-bit nonce, each value for one place alone."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        """Take 32 bytes and nothing shorter, which the library would accept without a word."""
        if len(key) != KEY_BYTES:
            message = f"a key that seals has {KEY_BYTES} bytes"
            raise ValueError(message)
        self._cipher = AESGCM(key)

    def __reduce__(self) -> str:
        """Refuse to be pickled, which would write the key in plain."""
        message = "a key is not written anywhere"
        raise TypeError(message)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Hide a value: a version byte, the nonce, the ciphertext and its tag."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        hidden = self._cipher.encrypt(nonce, plain, AES_256_GCM + place.encode())
        return AES_256_GCM + nonce + hidden

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value that was sealed for this place.

        Raises:
            DamagedError: if it was sealed for another, or changed since.
        """
        version, nonce, hidden = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if version != AES_256_GCM or len(hidden) < TAG_BYTES:
            raise DamagedError(place=place)
        try:
            return self._cipher.decrypt(nonce, hidden, AES_256_GCM + place.encode())
        except InvalidTag:
            raise DamagedError(place=place) from None


def _derived(password: str, salt: bytes, slowness: Slowness) -> bytes:
    # As the server reads passwords, so that one which it takes opens the box from any keyboard.
    normal = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        normal,
        salt,
        time_cost=slowness.passes,
        memory_cost=slowness.memory_kib,
        parallelism=slowness.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _place(profile: str, slowness: Slowness) -> str:
    costs = f"{slowness.passes}|{slowness.memory_kib}|{slowness.lanes}"
    return f"{profile}|box|{costs}"
