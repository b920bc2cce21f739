"""The places of perks that have a stock: how many there are, and how many of them are taken."""

from datetime import datetime

from backend.cities.decode import shortened
from backend.contracts.redemptions import StockView
from backend.core.instant import local_in
from backend.core.perks import period_of
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.scheme import Perk
from backend.services.desk import REQUEST, Desk
from backend.storage.database import Transaction
from backend.storage.perk_stock import places_set, taken_in


async def read_stock(desk: Desk, identity: Identity, now: datetime) -> list[StockView]:
    """The stock of every perk that the scheme in force lists with one, in its order."""
    city = identity.city

    def work(tx: Transaction) -> list[StockView]:
        perks = desk.shelf.in_force(tx, city, now).scheme.text.perks
        return [stock_view(desk, tx, city, perk, now) for perk in perks if perk.stock is not None]

    return await desk.database.read(work)


def stocked_perk(desk: Desk, tx: Transaction, city: str, name: str, now: datetime) -> Perk:
    """A perk of the scheme in force that has a stock.

    Raises:
        ProblemsError: where there is none of this name.
    """
    perks = desk.shelf.in_force(tx, city, now).scheme.text.perks
    stocked = {perk.name: perk for perk in perks if perk.stock is not None}
    if name not in stocked:
        values = {"name": shortened(name), "known": ", ".join(stocked) or "-"}
        raise ProblemsError(REQUEST.problem("stock-none", "perk", None, **values))
    return stocked[name]


def stock_view(desk: Desk, tx: Transaction, city: str, perk: Perk, now: datetime) -> StockView:
    """The stock of a perk that has one, in its present period."""
    assert perk.stock is not None, "only perks with a stock are asked for"  # noqa: S101
    kept = places_set(tx, city, perk.name)
    holding = kept if kept is not None and kept.is_of(perk.stock) else None
    day = local_in(desk.city(city).time_zone, now).date()
    return StockView(
        perk=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        provider=perk.provider,
        per=perk.stock.per,
        listed=perk.stock.places,
        places=perk.stock.places if holding is None else holding.places,
        taken=taken_in(tx, city, perk.name, period_of(perk, day)),
        reason=None if holding is None else holding.reason,
        version=0 if kept is None else kept.version,
    )
