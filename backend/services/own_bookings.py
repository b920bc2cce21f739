"""A provider's own bookings, as its counters act on them."""

from backend.core.problems import ProblemsError
from backend.services.at_counter import Counter
from backend.services.desk import REQUEST
from backend.storage.database import Transaction
from backend.storage.perk_stock import free_place
from backend.storage.redemptions import Redemption, redemption_of


def own_booking(counter: Counter, tx: Transaction, redemption: str) -> Redemption:
    """A booking of the counter's provider.

    Raises:
        ProblemsError: `redemption-unknown`, for another provider's as for none.
    """
    found = redemption_of(tx, counter.city, redemption)
    if found is None or not counter.is_own(tx, found.perk, found.provider):
        raise ProblemsError(REQUEST.problem("redemption-unknown", "redemption"))
    return found


def free(tx: Transaction, booking: Redemption) -> None:
    """Give the place back that a booking took, if it took one."""
    if booking.period is not None:
        free_place(tx, booking.city, booking.perk, booking.period)
