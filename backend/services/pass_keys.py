"""The keys of a city's passes: one for each month of UTC, and nothing of them is stored.

A key follows from a random secret of the key store, from the city and the month. This month's
signs. The last one is published still, so that what a counter booked without a network can be
settled; the next one is published already, so that a counter that fetched the keys in time goes on
over the turn of the month.
"""

from datetime import UTC, date, datetime
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.contracts.pass_format import PassClaims, month_of, published, sign
from backend.contracts.passes import PassKey, PassKeys
from backend.storage.crypto import derive
from backend.storage.keys import KeyStore

PURPOSE: Final = "passes"
# Of so many cities and months at once; whoever needs more waits a tenth of a millisecond.
KEPT_MOST: Final = 100


class _MonthKey(msgspec.Struct, frozen=True, kw_only=True):
    """A city's key of a month, both halves."""

    private: Ed25519PrivateKey
    public: PassKey


class PassKeyring:
    """Makes the keys when they are needed, and keeps them while the secret stays."""

    def __init__(self, keys: KeyStore) -> None:
        """Use this key store."""
        self._keys = keys
        self._secret = b""
        self._made: dict[tuple[str, str], _MonthKey] = {}

    def published(self, city: str, now: datetime) -> PassKeys:
        """The keys by which a city's passes are verified: the last, the present, the next one."""
        self._look()
        months = (_month(now, -1), _month(now, 0), _month(now, 1))
        return PassKeys(keys=tuple(self._key(city, month).public for month in months))

    def sign(self, claims: PassClaims) -> str:
        """A pass that says this, signed with its city's key of its month."""
        self._look()
        key = self._key(claims.city, month_of(claims.iat))
        return sign(claims, key.private, key.public.kid)

    def _look(self) -> None:
        """Let go of what was made where the secret was renewed, be it by another process."""
        secret = self._keys.renewable(PURPOSE)
        if secret != self._secret or len(self._made) > KEPT_MOST:
            self._secret, self._made = secret, {}

    def _key(self, city: str, month: str) -> _MonthKey:
        found = self._made.get((city, month))
        if found is None:
            seed = derive(self._secret, f"{PURPOSE}/{city}/{month}")
            private = Ed25519PrivateKey.from_private_bytes(seed)
            found = _MonthKey(private=private, public=published(private, city, month))
            self._made[city, month] = found
        return found


def _month(now: datetime, ahead: int) -> str:
    """The month so many months ahead, such as 2026-11."""
    day = now.astimezone(UTC).date()
    whole = day.year * 12 + day.month - 1 + ahead
    return date(whole // 12, whole % 12 + 1, 1).strftime("%Y-%m")
