"""What a provider's counters booked, and of its perks others before it; never whose it is."""

from datetime import datetime

import msgspec

from backend.cities.decode import shortened
from backend.contracts.redemptions import RedemptionView
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.at_counter import Counter
from backend.services.desk import REQUEST, Desk
from backend.services.view_redemptions import redemption_view
from backend.storage.database import Transaction
from backend.storage.redemptions import Wanted, redemptions_page
from backend.storage.take_up import take_up_of_provider


async def list_redemptions(
    desk: Desk,
    identity: Identity,
    wanted: Wanted,
    before: tuple[int, str],
    limit: int,
    now: datetime,
) -> list[RedemptionView]:
    """At most `limit` bookings of the provider, before a moment (microseconds) and id.

    Raises:
        ProblemsError: where the account belongs to no provider, or that never gave this perk.
    """
    counter = Counter(desk, identity, now)

    def work(tx: Transaction) -> list[RedemptionView]:
        perks, today = tuple(counter.perks(tx)), counter.day(now)
        _check_given(counter, tx, perks, wanted.perk)
        asked = msgspec.structs.replace(wanted, perks=perks, today=today)
        found = redemptions_page(tx, counter.city, counter.provider, asked, before, limit)
        return [redemption_view(desk, tx, each) for each in found]

    return await desk.database.read(work)


def _check_given(
    counter: Counter, tx: Transaction, perks: tuple[str, ...], perk: str | None
) -> None:
    """Refuse a perk that the provider does not give, and never booked."""
    if perk is None or perk in perks:
        return
    booked = take_up_of_provider(tx, counter.city, counter.provider)
    if all(each.perk != perk for each in booked):
        values = {"name": shortened(perk), "known": ", ".join(perks) or "-"}
        raise ProblemsError(REQUEST.problem("perk-not-given", "perk", None, **values))
