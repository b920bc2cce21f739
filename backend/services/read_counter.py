"""What a counter needs to work, also without a network: its provider, its perks and their units."""

from datetime import datetime

import msgspec

from backend.contracts.redemptions import CounterDesk
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.scheme import Perk
from backend.services.at_counter import Counter
from backend.services.desk import REQUEST, Desk
from backend.services.present_schemes import perk_view, unit_view
from backend.services.scheme_shelf import HeldScheme
from backend.services.view_redemptions import SETTLE_HOURS
from backend.storage.database import Transaction
from backend.storage.perk_stock import places_of


async def read_counter(desk: Desk, identity: Identity, now: datetime) -> CounterDesk:
    """The counter's provider as the scheme in force lists it.

    Raises:
        ProblemsError: where the account belongs to no provider, or the scheme lists it no more.
    """
    counter = Counter(desk, identity, now)

    def work(tx: Transaction) -> CounterDesk:
        return _desk_of(counter, tx, desk.shelf.in_force(tx, counter.city, now))

    return await desk.database.read(work)


def _desk_of(counter: Counter, tx: Transaction, held: HeldScheme) -> CounterDesk:
    text = held.scheme.text
    provider = next((each for each in text.providers if each.name == counter.provider), None)
    if provider is None:
        raise ProblemsError(REQUEST.problem("provider-gone", "authorization"))
    perks = [perk for perk in text.perks if perk.provider == provider.name]
    units = sorted({perk.unit for perk in perks if perk.unit is not None})
    return CounterDesk(
        city=counter.city,
        provider=provider.name,
        provider_en=provider.label_en,
        provider_zh=provider.label_zh,
        perks=tuple(perk_view(_as_set(counter, tx, perk)) for perk in perks),
        units=tuple(unit_view(held.catalogue.units[code]) for code in units),
        reversal_minutes=counter.desk.city(counter.city).reversal_minutes,
        settle_hours=SETTLE_HOURS,
    )


def _as_set(counter: Counter, tx: Transaction, perk: Perk) -> Perk:
    """A perk with the places that there are, where an officer set others than the scheme states."""
    places = places_of(tx, counter.city, perk)
    if perk.stock is None or places is None:
        return perk
    stock = msgspec.structs.replace(perk.stock, places=places)
    return msgspec.structs.replace(perk, stock=stock)
