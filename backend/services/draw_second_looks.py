"""Which merits a second person looks at all the same."""

from typing import Final

import msgspec

from backend.services.desk import Desk

DRAWN_BYTES: Final = 8


class _Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What the draw is made of."""

    city: str
    second_look: str


def is_drawn(desk: Desk, city: str, deed: str) -> bool:
    """True for the city's share of deeds; nobody who lacks the key can foresee it."""
    percent = desk.city(city).second_look_percent
    digest = desk.fingerprint(_Drawn(city=city, second_look=deed))
    return int.from_bytes(digest[:DRAWN_BYTES]) * 100 < percent << (8 * DRAWN_BYTES)
