"""Places of perks: how many there are, and how many of them are taken in a period."""

from typing import Final

from backend.core.scheme import Perk
from backend.storage.database import Transaction

_PLACES: Final = "select places from perk_places where city = :city and perk = :perk"
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
    row = tx.row(_PLACES, city=city, perk=perk.name)
    return perk.stock.places if row is None else int(row[0])


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
