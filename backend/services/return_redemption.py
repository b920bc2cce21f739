"""A counter takes back what was lent: the place is free again, for everybody."""

from datetime import datetime

from backend.contracts.redemptions import RedemptionView
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.at_counter import Counter
from backend.services.desk import REQUEST, Desk
from backend.services.own_bookings import free, own_booking
from backend.services.view_redemptions import redemption_view
from backend.storage.database import Transaction
from backend.storage.redemptions import Redemption, return_redemption
from backend.storage.take_up import Counts


async def return_lent(
    desk: Desk, identity: Identity, redemption: str, now: datetime
) -> RedemptionView:
    """Note that what was lent is back; a second time changes nothing.

    It may be late: that has no consequence.

    Raises:
        ProblemsError: where the provider has no such booking, it was not lent, or is reversed.
    """
    counter = Counter(desk, identity, now)

    def work(tx: Transaction) -> RedemptionView:
        booking = own_booking(counter, tx, redemption)
        _check(booking)
        if return_redemption(tx, booking, now):
            free(tx, booking)
            counter.count(tx, booking, Counts(returned=1))
            counter.note(tx, "perk.returned", booking)
        # Read again: another counter may have been faster, and what it did holds.
        booking = own_booking(counter, tx, redemption)
        _check(booking)
        return redemption_view(desk, tx, booking)

    return await desk.database.write(work)


def _check(booking: Redemption) -> None:
    if booking.due_on is None:
        raise ProblemsError(REQUEST.problem("redemption-not-lent", "redemption"))
    if booking.reversed_at is not None:
        raise ProblemsError(REQUEST.problem("redemption-reversed", "redemption"))
