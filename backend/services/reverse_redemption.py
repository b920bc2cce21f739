"""A counter reverses what it booked by mistake: place and limit are as if nothing had been taken.

The pass stays used up: it was shown, and whoever saw it must not book it once more.
"""

from datetime import datetime, timedelta

from backend.contracts.redemptions import RedemptionView, ReverseRedemption
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.at_counter import Counter
from backend.services.desk import REQUEST, Desk
from backend.services.find_resident import sealed_reason
from backend.services.own_bookings import free, own_booking
from backend.services.view_redemptions import redemption_view
from backend.storage.database import Transaction
from backend.storage.redemptions import Redemption, holder_of, reverse_redemption
from backend.storage.take_up import Counts


async def reverse_booking(
    desk: Desk, identity: Identity, redemption: str, asked: ReverseRedemption, now: datetime
) -> RedemptionView:
    """Reverse a booking of one's provider; a second time changes nothing.

    Raises:
        ProblemsError: where the provider has no such booking, it was brought back, or the time for
            it is over.
    """
    counter = Counter(desk, identity, now)

    def work(tx: Transaction) -> RedemptionView:
        booking = own_booking(counter, tx, redemption)
        if booking.reversed_at is None:
            _check_open(counter, booking)
            if reverse_redemption(tx, booking, now):
                _undone(counter, tx, booking, asked.reason)
        booking = own_booking(counter, tx, redemption)
        _check_not_returned(booking)
        return redemption_view(desk, tx, booking)

    return await desk.database.write(work)


def _check_open(counter: Counter, booking: Redemption) -> None:
    _check_not_returned(booking)
    minutes = counter.desk.city(counter.city).reversal_minutes
    if counter.now > booking.recorded_at + timedelta(minutes=minutes):
        values = {"minutes": str(minutes)}
        raise ProblemsError(REQUEST.problem("reversal-late", "redemption", None, **values))


def _check_not_returned(booking: Redemption) -> None:
    if booking.returned_at is not None:
        raise ProblemsError(REQUEST.problem("redemption-returned", "redemption"))


def _undone(counter: Counter, tx: Transaction, booking: Redemption, reason: str) -> None:
    free(tx, booking)
    counted = Counts(
        booked=-1,
        reversed=1,
        offline=-int(booking.is_offline),
        beyond=-int(booking.is_beyond),
    )
    counter.count(tx, booking, counted)
    holder = holder_of(tx, counter.city, booking.id)
    # A reason may name somebody: it is readable as long as its resident is, and goes with them.
    detail = {} if holder is None else sealed_reason(counter.desk, counter.city, holder, reason)
    counter.note(tx, "perk.reversed", booking, detail)
