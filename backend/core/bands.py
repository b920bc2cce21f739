"""Bands: which step of the scale a total stands on. Bands are listed best first."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from backend.core.scheme import Band


def band_of(bands: Sequence[Band], total: Decimal) -> Band:
    """The best band whose threshold the total reaches; the last one holds the rest."""
    return next((band for band in bands if total >= band.from_), bands[-1])


def opens(bands: Sequence[Band], held: str, opens_from: str) -> bool:
    """True where a band, by its name, is the one from which something opens, or a better one."""
    names = [band.name for band in bands]
    return names.index(held) <= names.index(opens_from)


def worst(bands: Sequence[Band], computed: Band, named: Iterable[str]) -> Band:
    """The worse of the computed band and every named one."""
    names = {computed.name, *named}
    return next(band for band in reversed(bands) if band.name in names)
