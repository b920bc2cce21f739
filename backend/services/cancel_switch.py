"""Call off a switch that has not begun, or propose to go back to the scheme before."""

from datetime import datetime

from backend.contracts.schemes import PeriodView, ProposalView, ProposeScheme
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.propose_scheme import propose_scheme
from backend.services.read_schemes import period_views
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.schemes import Period, cancel_period, lock_city, period_of


async def cancel_switch(desk: Desk, identity: Identity, number: int, now: datetime) -> PeriodView:
    """Call off an approved switch before it begins; one person suffices, for nothing changes.

    Raises:
        ProblemsError: where it has begun, is called off already, or is the city's first scheme.
    """

    def work(tx: Transaction) -> PeriodView:
        city = identity.city
        lock_city(tx, city)
        period = period_of(tx, city, number)
        if period is None:
            raise ProblemsError(REQUEST.problem("not-found", "number"))
        _check_cancellable(period, now)
        if not cancel_period(tx, city, number, now):
            raise ProblemsError(REQUEST.problem("switch-begun", "number"))
        detail = {"digest": period.digest, "number": str(number)}
        actor = actor_of(identity, now)
        add_entry(tx, actor, "scheme.called-off", about=period.proposal, detail=detail)
        return next(each for each in period_views(desk, tx, city, now) if each.number == number)

    return await desk.database.write(work)


def _check_cancellable(period: Period, now: datetime) -> None:
    kind = None
    if period.cancelled_at is not None:
        kind = "switch-called-off"
    elif period.from_at <= now:
        kind = "switch-begun"
    elif period.proposal is None:
        kind = "first-scheme"
    if kind is not None:
        raise ProblemsError(REQUEST.problem(kind, "number"))


async def propose_back(
    desk: Desk, identity: Identity, reason: str, now: datetime
) -> tuple[ProposalView, bool]:
    """Propose the scheme that was in force before the present one; another approves it.

    Raises:
        ProblemsError: where no other scheme was in force before.
    """

    def work(tx: Transaction) -> str:
        views = period_views(desk, tx, identity.city, now)
        present = next((each.digest for each in views if each.state == "in-force"), None)
        ended = [each for each in views if each.state == "ended" and each.digest != present]
        if present is None or not ended:
            raise ProblemsError(REQUEST.problem("no-scheme-before", "city"))
        return max(ended, key=lambda each: (each.from_at, each.number)).digest

    digest = await desk.database.read(work)
    return await propose_scheme(desk, identity, ProposeScheme(digest=digest, reason=reason), now)
