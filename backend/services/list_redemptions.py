"""What a provider's counters booked, and of its perks others before it; never whose it is."""

from datetime import datetime

import msgspec

from backend.contracts.redemptions import RedemptionView
from backend.core.permissions import Identity
from backend.services.at_counter import Counter
from backend.services.desk import Desk
from backend.services.view_redemptions import redemption_view
from backend.storage.database import Transaction
from backend.storage.redemptions import Wanted, redemptions_page


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
        ProblemsError: where the account belongs to no provider.
    """
    counter = Counter(desk, identity, now)

    def work(tx: Transaction) -> list[RedemptionView]:
        asked = msgspec.structs.replace(wanted, perks=tuple(counter.perks(tx)))
        found = redemptions_page(tx, counter.city, counter.provider, asked, before, limit)
        return [redemption_view(desk, tx, each) for each in found]

    return await desk.database.read(work)
