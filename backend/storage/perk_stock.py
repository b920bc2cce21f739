"""Places of perks: how many there are, and how many of them are taken in a period."""

from datetime import datetime
from typing import Final

import msgspec

from backend.core.scheme import Perk, PerkStock
from backend.storage.database import Transaction
from backend.storage.values import micros, moment_of


class PlacesSet(msgspec.Struct, frozen=True, kw_only=True):
    """How many places officers say there are.

    Attributes:
        per, listed: what the scheme stated then; where it states something else, that holds.
        set_by: an account's id.
        version: goes up by one with every edit.
    """

    city: str
    perk: str
    per: str | None
    listed: int
    places: int
    reason: str
    set_by: str
    set_at: datetime
    version: int

    def is_of(self, stock: PerkStock) -> bool:
        """True where they were set for what a scheme states."""
        return (self.per, self.listed) == (stock.per, stock.places)


_SET: Final = """
select per, listed, places, reason, set_by, set_at, version from perk_places
where city = :city and perk = :perk
"""
_ADD_PLACES: Final = """
insert into perk_places (city, perk, per, listed, places, reason, set_by, set_at, version)
values (:city, :perk, :per, :listed, :places, :reason, :set_by, :set_at, :version)
on conflict (city, perk) do nothing
"""
_CHANGE_PLACES: Final = """
update perk_places set per = :per, listed = :listed, places = :places, reason = :reason,
  set_by = :set_by, set_at = :set_at, version = :version
where city = :city and perk = :perk and version = :version - 1
"""
_TAKEN: Final = """
select taken from perk_stock where city = :city and perk = :perk and period = :period
"""
_OPEN: Final = """
insert into perk_stock (city, perk, period, places, taken)
values (:city, :perk, :period, :places, 0) on conflict (city, perk, period) do nothing
"""
# One statement that looks and takes: two counters cannot both have the last place.
_TAKE: Final = """
update perk_stock set taken = taken + 1, places = :places
where city = :city and perk = :perk and period = :period and taken < :places
"""
_FREE: Final = """
update perk_stock set taken = taken - 1
where city = :city and perk = :perk and period = :period and taken > 0
"""


def places_of(tx: Transaction, city: str, perk: Perk) -> int | None:
    """How many places a perk has: as an officer set them, or as the scheme states; none without."""
    if perk.stock is None:
        return None
    kept = places_set(tx, city, perk.name)
    return perk.stock.places if kept is None or not kept.is_of(perk.stock) else kept.places


def places_set(tx: Transaction, city: str, perk: str) -> PlacesSet | None:
    """How many places officers say there are, of whatever scheme; none where nobody said."""
    row = tx.row(_SET, city=city, perk=perk)
    if row is None:
        return None
    return PlacesSet(
        city=city,
        perk=perk,
        per=row[0],
        listed=row[1],
        places=row[2],
        reason=row[3],
        set_by=row[4],
        set_at=moment_of(row[5]),
        version=row[6],
    )


def set_places(tx: Transaction, places: PlacesSet) -> bool:
    """Keep how many places there are; false where somebody has said so since that version."""
    statement = _ADD_PLACES if places.version == 1 else _CHANGE_PLACES
    values = msgspec.structs.asdict(places) | {"set_at": micros(places.set_at)}
    return tx.execute(statement, **values) == 1


def taken_in(tx: Transaction, city: str, perk: str, period: str) -> int:
    """How many places of a perk are taken in a period."""
    row = tx.row(_TAKEN, city=city, perk=perk, period=period)
    return 0 if row is None else int(row[0])


def places_left(tx: Transaction, city: str, perk: Perk, period: str) -> int | None:
    """How many places of a perk are left in a period; none where it has no stock."""
    places = places_of(tx, city, perk)
    return None if places is None else max(0, places - taken_in(tx, city, perk.name, period))


def take_place(tx: Transaction, city: str, perk: Perk, period: str) -> bool:
    """Take a place of a perk that has a stock; false where none is left."""
    places = places_of(tx, city, perk)
    if not places:
        return False
    tx.execute(_OPEN, city=city, perk=perk.name, period=period, places=places)
    return tx.execute(_TAKE, city=city, perk=perk.name, period=period, places=places) == 1


def free_place(tx: Transaction, city: str, perk: str, period: str) -> None:
    """Give a place back, in the period that it was taken in."""
    tx.execute(_FREE, city=city, perk=perk, period=period)
