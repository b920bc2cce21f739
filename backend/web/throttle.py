"""How many requests an account or an address may make in a time.

A bucket keeps one number per caller: the moment at which the caller's bucket is full again (the
generic cell rate algorithm). That is a token bucket in one float, and a caller whose moment has
passed need not be kept at all. The limits hold for one process.
"""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Any, Final

import msgspec

from backend.core.permissions import REQUEST
from backend.core.problems import ProblemsError

CALLERS_MAX: Final = 50_000
NETWORK_BITS: Final = 64


class Allowance(msgspec.Struct, frozen=True, kw_only=True):
    """How much a bucket holds, and in how many seconds it fills from empty to full."""

    amount: int
    seconds: float = 60.0


class Allowances(msgspec.Struct, frozen=True, kw_only=True):
    """The sizes of all buckets."""

    reads: Allowance = Allowance(amount=600)
    writes: Allowance = Allowance(amount=120)
    sign_in_names: Allowance = Allowance(amount=10)
    sign_in_anywhere: Allowance = Allowance(amount=100)
    sign_in_addresses: Allowance = Allowance(amount=60)
    typed_codes: Allowance = Allowance(amount=30)
    listed_numbers: Allowance = Allowance(amount=3_000, seconds=600.0)


class Bucket:
    """One kind of request, for all callers."""

    __slots__ = ("_allowance", "_full_at", "_interval", "_most", "_name")

    def __init__(self, name: str, allowance: Allowance, callers_max: int = CALLERS_MAX) -> None:
        """Start with every caller's bucket full.

        Args:
            name: as callers see it in the header RateLimit.
            allowance: its size.
            callers_max: the most callers that are remembered; the longest silent is forgotten.
        """
        self._name = name
        self._allowance = allowance
        self._interval = allowance.seconds / allowance.amount
        self._most = callers_max
        self._full_at: dict[str, float] = {}

    def __len__(self) -> int:
        """How many callers are remembered."""
        return len(self._full_at)

    def take(self, caller: str, now: float, count: int = 1) -> None:
        """Take one request, or so many of what a request holds, from a caller's bucket.

        Args:
            caller: an account, name or address.
            now: seconds from an arbitrary start.
            count: how many.

        Raises:
            ProblemsError: too-many-requests, with the seconds until one is free again. A refused
                request takes nothing.
        """
        full_at = self._full_at
        moment = full_at.pop(caller, now)
        after = max(now, moment) + self._interval * count
        wait = after - now - self._allowance.seconds
        if wait > 1e-9:  # noqa: PLR2004 - less is rounding
            full_at[caller] = moment
            raise self._refusal(wait)
        # Taken out and put in again, so that the longest silent caller stands first.
        full_at[caller] = after
        if len(full_at) > self._most:
            del full_at[next(iter(full_at))]

    def _refusal(self, wait: float) -> ProblemsError:
        problem = REQUEST.problem(
            "too-many-requests",
            "",
            None,
            seconds=str(ceil(wait)),
            bucket=self._name,
            amount=str(self._allowance.amount),
            window=str(ceil(self._allowance.seconds)),
        )
        return ProblemsError(problem)


class Throttle:
    """All buckets of the service. Each is apart: reads never use up what writes may do."""

    def __init__(self, allowances: Allowances | None = None) -> None:
        """Make the buckets."""
        sizes = allowances or Allowances()
        self.reads = Bucket("reads", sizes.reads)
        self.writes = Bucket("writes", sizes.writes)
        # By name and address: nobody keeps somebody else out by typing wrong passwords. And by name
        # alone, for whoever guesses from many addresses.
        self.sign_in_names = Bucket("sign-in", sizes.sign_in_names)
        self.sign_in_anywhere = Bucket("sign-in-anywhere", sizes.sign_in_anywhere)
        self.sign_in_addresses = Bucket("sign-in-address", sizes.sign_in_addresses)
        # Of a counter: whoever types codes to find one would need some million years.
        self.typed_codes = Bucket("typed-codes", sizes.typed_codes)
        # Of an officer: a list is for whom one knows, and not to find out who takes part.
        self.listed_numbers = Bucket("listed-numbers", sizes.listed_numbers)


def address_of(scope: Mapping[str, Any]) -> str:
    """Who asks, where no account is known: the client's address, of IPv6 its network.

    A household or a phone has a whole IPv6 network, so single addresses of it mean nothing.
    """
    client = scope.get("client")
    return _network_of(client[0]) if client else "unknown"


@lru_cache(maxsize=4096)
def _network_of(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> NETWORK_BITS << NETWORK_BITS))
    return str(found)
