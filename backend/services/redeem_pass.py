"""A counter books a pass that is shown to it now.

The band is not looked at again: a pass is good for its five minutes. All that could change in them
is looked at in the unit of work that books it, with the resident locked, and the place is taken by
one conditional statement: two counters cannot both have the last one.
"""

from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.pass_format import EXPIRED, FOREIGN, NOT_YET
from backend.contracts.redemptions import NewRedemption, RedemptionView
from backend.core.perks import counted_since, obstacle, period_of
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.at_counter import Counter
from backend.services.book_redemption import Booking, book, place_for
from backend.services.desk import REQUEST, Desk
from backend.services.own_file import check_not_own
from backend.services.perk_words import perk_named
from backend.services.shown_pass import Shown
from backend.services.view_redemptions import redemption_view
from backend.storage.database import Transaction, Work
from backend.storage.errors import ConflictError
from backend.storage.grants import grant_of
from backend.storage.passes import Pass
from backend.storage.perk_stock import places_left
from backend.storage.redemptions import Redemption, redemption_of, redemption_of_pass, uses_of
from backend.storage.residents import is_participating

Outcome = tuple[RedemptionView, bool] | Problem
# What refuses a second booking where two come at once; whoever looks again finds the first.
_TAKEN: Final = frozenset({"pk_redemption", "ix_redemption_city_pass", "ix_redemption_city_code"})
_ENDED: Final = "redemption_holder_needs_consent"
# What time alone makes of a pass that was right; after two months its key is published no more.
_BY_TIME: Final = frozenset({EXPIRED, NOT_YET, FOREIGN})


async def redeem_pass(
    desk: Desk, identity: Identity, asked: NewRedemption, now: datetime
) -> tuple[RedemptionView, bool]:
    """Book a pass; true where that is new, false where this very request booked it before.

    Raises:
        ProblemsError: saying why nothing is booked; it speaks of the pass and the perk only.
    """
    redeeming = _Redeeming(Counter(desk, identity, now), asked)
    return await write_booking(desk, redeeming.work)


async def write_booking(desk: Desk, work: Work[Outcome]) -> tuple[RedemptionView, bool]:
    """Run a unit that books, and again where another was faster by a moment.

    Raises:
        ProblemsError: what the unit refuses.
    """
    try:
        outcome = await desk.database.write(work)
    except ConflictError as error:
        if error.name not in _TAKEN | {_ENDED}:
            raise
        outcome = await desk.database.write(work)
    if isinstance(outcome, Problem):
        raise ProblemsError(outcome)
    return outcome


def again(
    counter: Counter, tx: Transaction, stored: Redemption, shown: Shown
) -> tuple[RedemptionView, bool]:
    """The answer to a request that was answered before.

    Raises:
        ProblemsError: where its id is that of another booking, or the pass was altered.
    """
    is_own = counter.is_own(tx, stored.perk, stored.provider)
    if not is_own or not shown.is_of(stored):
        raise ProblemsError(REQUEST.problem("redemption-taken", "id"))
    if shown.problem is not None and shown.problem.kind not in _BY_TIME:
        raise ProblemsError(shown.problem)
    return redemption_view(counter.desk, tx, stored), False


def found_pass(counter: Counter, tx: Transaction, shown: Shown) -> Pass | None:
    """The pass's row, whose resident is kept from other writers from now on."""
    found = shown.kept(tx, counter.city)
    if found is not None:
        tx.lock(counter.city, found.subject)
    return found


def is_withdrawn(counter: Counter, tx: Transaction, issued: Pass, at: datetime) -> bool:
    """True where the resident takes no part now, or the grant behind the pass ended by then."""
    if not is_participating(tx, counter.city, issued.subject, counter.now):
        return True
    grant = None if issued.grant_id is None else grant_of(tx, counter.city, issued.grant_id)
    if grant is None or grant.revoked_at is None or grant.revoked_at > at:
        return False
    return grant.ends_on is None or grant.ends_on < counter.day(at)


class _Redeeming:
    """One request to book."""

    def __init__(self, counter: Counter, asked: NewRedemption) -> None:
        self._counter, self._id = counter, str(asked.id)
        self._shown = counter.shown(asked.token, counter.now)

    def work(self, tx: Transaction) -> Outcome:
        """The unit of work."""
        counter, shown = self._counter, self._shown
        stored = redemption_of(tx, counter.city, self._id)
        if stored is not None:
            return again(counter, tx, stored, shown)
        if shown.problem is not None:
            raise ProblemsError(shown.problem)
        issued = found_pass(counter, tx, shown)
        booked = counter.booked(tx, shown)
        if booked is not None and booked.id == self._id:
            # By this very request, while it waited for the resident: another process was faster.
            return again(counter, tx, booked, shown)
        if booked is not None:
            counter.check_own(tx, booked.perk, booked.provider)
            return counter.note_second_use(tx, booked, self._id, counter.now, is_offline=False)
        booking = self._booking(tx, self._holding(tx, issued))
        self._check_usable(tx, booking, None)
        has_place, period = place_for(counter, tx, booking)
        if not has_place:
            self._check_usable(tx, booking, 0)
        return redemption_view(counter.desk, tx, book(counter, tx, booking, period)), True

    def _holding(self, tx: Transaction, issued: Pass | None) -> Pass:
        """The pass, if it still holds; whoever has left is refused in the same words as erased.

        A code has one answer for whatever holds no more: kept, it would tell who left later. A pass
        that is settled holds no more, too: its booking has a code of its own.
        """
        counter = self._counter
        if (
            issued is None
            or issued.expires_at <= counter.now
            or is_withdrawn(counter, tx, issued, counter.now)
            or redemption_of_pass(tx, counter.city, issued.id) is not None
        ):
            kind = "pass-unknown" if self._shown.claims is None else "pass-withdrawn"
            raise ProblemsError(REQUEST.problem(kind, "token"))
        return issued

    def _booking(self, tx: Transaction, issued: Pass) -> Booking:
        counter = self._counter
        held = counter.desk.shelf.held(tx, counter.city, issued.digest)
        perk = perk_named(held, issued.perk)
        counter.check_own(tx, perk.name, perk.provider)
        check_not_own(counter.desk, counter.identity, issued.subject)
        return Booking(
            id=self._id,
            perk=perk,
            held=held,
            amount=issued.amount,
            number=issued.id,
            code=issued.code,
            subject=issued.subject,
            taken_at=counter.now,
        )

    def _check_usable(self, tx: Transaction, booking: Booking, left: int | None) -> None:
        """Refuse what hours, limits or stock do not allow.

        Args:
            tx: the unit of work.
            booking: of a resident who is locked.
            left: places, where that is known better than by looking.
        """
        counter, perk, local = self._counter, booking.perk, self._counter.local(booking.taken_at)
        day, subject = local.date(), booking.subject or ""
        if left is None:
            left = places_left(tx, counter.city, perk, period_of(perk, day))
        uses = uses_of(tx, counter.city, subject, perk.name, counted_since(perk, day))
        problem = obstacle(perk, uses, local, left)
        if problem is not None:
            raise ProblemsError(msgspec.structs.replace(problem, key="token"))
