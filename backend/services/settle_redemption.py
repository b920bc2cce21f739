"""A counter settles what it booked by itself, without a network.

It verified the pass by the published keys and gave the perk in good faith, so it is recorded even
where it went beyond what was left; what was taken stays taken, and no resident is the worse for it.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from backend.contracts.pass_format import PassClaims
from backend.contracts.redemptions import RedemptionView, SettledRedemption
from backend.core.perks import counted_since, obstacle
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.scheme import Perk
from backend.services.at_counter import Counter
from backend.services.book_redemption import Booking, book, place_for
from backend.services.desk import REQUEST, Desk
from backend.services.own_file import own_files
from backend.services.pass_codes import new_code
from backend.services.redeem_pass import (
    Outcome,
    again,
    found_pass,
    is_withdrawn,
    write_booking,
)
from backend.services.scheme_shelf import HeldScheme
from backend.services.shown_pass import Shown
from backend.services.view_redemptions import SETTLE_HOURS, redemption_view
from backend.storage.database import Transaction
from backend.storage.passes import Pass
from backend.storage.redemptions import redemption_of, uses_of
from backend.storage.residents import is_participating

# By so much a counter's clock may be ahead.
CLOCK_SKEW: Final = timedelta(seconds=60)


async def settle_redemption(
    desk: Desk, identity: Identity, asked: SettledRedemption, now: datetime
) -> tuple[RedemptionView, bool]:
    """Record it; true where that is new, false where this very request settled it before.

    Raises:
        ProblemsError: where the pass did not hold at that moment, is booked already, is for another
            provider's perk, or it is too late.
    """
    settling = _Settling(Counter(desk, identity, now), asked)
    return await write_booking(desk, settling.work)


class _Settling:
    """One request to settle."""

    def __init__(self, counter: Counter, asked: SettledRedemption) -> None:
        self._counter, self._id, self._taken_at = counter, str(asked.id), asked.taken_at
        self._shown = counter.shown(asked.token, asked.taken_at)
        if self._shown.claims is None:
            raise ProblemsError(REQUEST.problem("settle-whole-pass", "token"))

    def work(self, tx: Transaction) -> Outcome:
        """The unit of work."""
        counter, shown = self._counter, self._shown
        stored = redemption_of(tx, counter.city, self._id)
        if stored is not None:
            return again(counter, tx, stored, shown)
        claims = self._checked(shown)
        issued = found_pass(counter, tx, shown)
        booked = counter.booked(tx, shown)
        if booked is not None and booked.id == self._id:
            return again(counter, tx, booked, shown)
        if booked is not None:
            counter.check_own(tx, booked.perk, booked.provider)
            return counter.note_second_use(tx, booked, self._id, self._taken_at, is_offline=True)
        booking = self._booking(tx, claims, issued)
        has_place, period = place_for(counter, tx, booking)
        is_beyond = not has_place or self._is_beyond(tx, booking, issued)
        stored = book(counter, tx, booking, period, is_beyond=is_beyond)
        return redemption_view(counter.desk, tx, stored), True

    def _checked(self, shown: Shown) -> PassClaims:
        """What the pass says, if it held when it was taken and that was not too long ago."""
        now, taken_at = self._counter.now, self._taken_at
        if taken_at > now + CLOCK_SKEW:
            raise ProblemsError(REQUEST.problem("settle-ahead", "taken_at"))
        if shown.problem is not None or shown.claims is None:
            raise ProblemsError(shown.problem or REQUEST.problem("pass-malformed", "token"))
        if taken_at < now - timedelta(hours=SETTLE_HOURS):
            values = {"hours": str(SETTLE_HOURS)}
            raise ProblemsError(REQUEST.problem("settle-too-late", "taken_at", None, **values))
        return shown.claims

    def _booking(self, tx: Transaction, claims: PassClaims, issued: Pass | None) -> Booking:
        counter = self._counter
        held, perk = self._perk(tx, claims, issued)
        counter.check_own(tx, perk.name, perk.provider)
        return Booking(
            id=self._id,
            perk=perk,
            held=held,
            amount=None if claims.amount is None else Decimal(claims.amount),
            number=claims.jti,
            # Not the pass's, also where that is known: of whoever is erased, it is not.
            code=new_code(),
            subject=self._holder(tx, issued),
            taken_at=self._taken_at,
            is_offline=True,
        )

    def _perk(
        self, tx: Transaction, claims: PassClaims, issued: Pass | None
    ) -> tuple[HeldScheme, Perk]:
        """The perk in the words of its pass; of a pass that is erased, of the scheme of then.

        Raises:
            ProblemsError: where that scheme lists no such perk.
        """
        shelf, city = self._counter.desk.shelf, self._counter.city
        if issued is None:
            held = shelf.in_force(tx, city, self._taken_at)
        else:
            held = shelf.held(tx, city, issued.digest)
        for perk in held.scheme.text.perks:
            if perk.name == claims.perk:
                return held, perk
        raise ProblemsError(REQUEST.problem("pass-other-provider", "token"))

    def _is_beyond(self, tx: Transaction, booking: Booking, issued: Pass | None) -> bool:
        """True where it would have been refused online, for whatever but the stock."""
        counter, perk, subject = self._counter, booking.perk, booking.subject
        at = self._taken_at
        if issued is None or subject is None or is_withdrawn(counter, tx, issued, at):
            return True
        if subject in own_files(counter.desk, counter.identity):
            return True
        local = counter.local(booking.taken_at)
        uses = uses_of(tx, counter.city, subject, perk.name, counted_since(perk, local.date()))
        return obstacle(perk, uses, local, None) is not None

    def _holder(self, tx: Transaction, issued: Pass | None) -> str | None:
        """Whose it is, where a consent is in force: of nobody else anything is kept."""
        counter = self._counter
        if issued is None or not is_participating(tx, counter.city, issued.subject, counter.now):
            return None
        return issued.subject
