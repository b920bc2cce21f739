"""What a counter needs to work, also without a network: its provider, its perks and their units."""

from datetime import datetime

from backend.contracts.redemptions import CounterDesk
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.at_counter import Counter
from backend.services.desk import REQUEST, Desk
from backend.services.present_schemes import perk_view, unit_view
from backend.services.scheme_shelf import HeldScheme
from backend.services.view_redemptions import SETTLE_HOURS


async def read_counter(desk: Desk, identity: Identity, now: datetime) -> CounterDesk:
    """The counter's provider as the scheme in force lists it.

    Raises:
        ProblemsError: where the account belongs to no provider, or the scheme lists it no more.
    """
    counter = Counter(desk, identity, now)
    held = await desk.database.read(lambda tx: desk.shelf.in_force(tx, counter.city, now))
    return _desk_of(counter, held)


def _desk_of(counter: Counter, held: HeldScheme) -> CounterDesk:
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
        perks=tuple(map(perk_view, perks)),
        units=tuple(unit_view(held.catalogue.units[code]) for code in units),
        reversal_minutes=counter.desk.city(counter.city).reversal_minutes,
        settle_hours=SETTLE_HOURS,
    )
