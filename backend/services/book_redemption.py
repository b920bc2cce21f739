"""Booking: a place of the stock, the redemption, whose it is, the counts and the log, together."""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from backend.core.perks import due_on, period_of
from backend.core.scheme import Perk
from backend.services.at_counter import Counter
from backend.services.scheme_shelf import HeldScheme
from backend.storage.database import Transaction
from backend.storage.perk_stock import take_place
from backend.storage.redemptions import Redemption, add_holder, add_redemption
from backend.storage.take_up import Counts


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """What is about to be booked.

    Attributes:
        id: what the counter chose.
        held: the scheme whose words for the perk hold.
        number: the random number of the pass.
        code: of the pass; one of its own where it is settled.
        subject: whose it is; none where no consent is in force, or nobody is known any more.
    """

    id: str
    perk: Perk
    held: HeldScheme
    amount: Decimal | None
    number: str
    code: str
    subject: str | None
    taken_at: datetime
    is_offline: bool = False


def place_for(counter: Counter, tx: Transaction, booking: Booking) -> tuple[bool, str | None]:
    """Take a place; false where none is left, and the period that it was taken in, if it was."""
    if booking.perk.stock is None:
        return True, None
    period = period_of(booking.perk, counter.day(booking.taken_at))
    is_taken = take_place(tx, counter.city, booking.perk, period)
    return is_taken, period if is_taken else None


def book(
    counter: Counter,
    tx: Transaction,
    booking: Booking,
    period: str | None,
    *,
    is_beyond: bool = False,
) -> Redemption:
    """Book it, with the place that was taken for it.

    The log, which is kept for ever, is not told whether it went beyond what was allowed.
    """
    day: date = counter.day(booking.taken_at)
    redemption = Redemption(
        city=counter.city,
        id=booking.id,
        perk=booking.perk.name,
        amount=booking.amount,
        digest=booking.held.digest,
        provider=counter.provider,
        counter=counter.identity.account,
        number=booking.number,
        code=booking.code,
        is_offline=booking.is_offline,
        taken_at=booking.taken_at,
        recorded_at=counter.now,
        period=period,
        due_on=due_on(booking.perk, day),
        is_beyond=is_beyond,
    )
    add_redemption(tx, redemption)
    if booking.subject is not None:
        add_holder(tx, redemption, booking.subject, day)
    counted = Counts(booked=1, offline=int(booking.is_offline), beyond=int(is_beyond))
    counter.count(tx, redemption, counted)
    action = "perk.settled" if booking.is_offline else "perk.redeemed"
    counter.note(tx, action, redemption)
    return redemption
