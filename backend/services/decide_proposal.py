"""A proposal is decided: approved or refused by another administrator, or withdrawn."""

from datetime import datetime

import msgspec

from backend.contracts.schemes import ProposalView
from backend.core.instant import start_of
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk, check_unedited
from backend.services.propose_scheme import check_switch
from backend.services.read_proposals import known_proposal, proposal_view
from backend.services.two_persons import check_another
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.proposals import Proposal, ProposalState, Reasons, decide_proposal
from backend.storage.schemes import add_period, lock_city


async def approve_proposal(
    desk: Desk, identity: Identity, proposal: str, version: int, now: datetime
) -> ProposalView:
    """Put the proposed scheme in force, now or from the start of its day.

    Args:
        desk: what services work with.
        identity: an administrator, never the one who proposed it.
        proposal: its id.
        version: that the caller has read.
        now: aware, in UTC.

    Raises:
        ProblemsError: where it may not be approved, or not any more.
    """

    def work(tx: Transaction) -> ProposalView:
        found = _undecided(tx, identity, proposal, version)
        check_another(tx, identity, found.proposed_by, found.proposed_at, now)
        from_at = now
        if found.from_day is not None:
            from_at = start_of(desk.city(found.city).time_zone, found.from_day)
        if found.from_day is not None and from_at <= now:
            values = {"day": str(found.from_day)}
            raise ProblemsError(REQUEST.problem("proposal-day-passed", "from_day", None, **values))
        check_switch(desk, tx, found.city, found.digest, found.from_day, now)
        add_period(tx, found.city, found.digest, from_at, found.id)
        detail = {"digest": found.digest, "from": from_at.isoformat()}
        return _decide(desk, tx, identity, found, ProposalState.APPROVED, now, detail)

    return await desk.database.write(work)


async def refuse_proposal(
    desk: Desk, identity: Identity, proposal: str, reason: str, version: int, now: datetime
) -> ProposalView:
    """Refuse a proposal that another administrator made, with the reason.

    Raises:
        ProblemsError: where it may not be refused, or not any more.
    """

    def work(tx: Transaction) -> ProposalView:
        found = _undecided(tx, identity, proposal, version)
        check_another(tx, identity, found.proposed_by, found.proposed_at, now)
        reasons = Reasons(proposed=found.reasons.proposed, decided=reason.strip())
        refused = msgspec.structs.replace(found, reasons=reasons)
        return _decide(desk, tx, identity, refused, ProposalState.REFUSED, now)

    return await desk.database.write(work)


async def withdraw_proposal(
    desk: Desk, identity: Identity, proposal: str, version: int, now: datetime
) -> ProposalView:
    """Withdraw one's own proposal.

    Raises:
        ProblemsError: where it is another's, or decided.
    """

    def work(tx: Transaction) -> ProposalView:
        found = _undecided(tx, identity, proposal, version)
        if found.proposed_by != identity.account:
            raise ProblemsError(REQUEST.problem("proposal-not-yours", "authorization"))
        return _decide(desk, tx, identity, found, ProposalState.WITHDRAWN, now)

    return await desk.database.write(work)


def _undecided(tx: Transaction, identity: Identity, proposal: str, version: int) -> Proposal:
    """The proposal, with every other writer kept from the city's schemes."""
    lock_city(tx, identity.city)
    found = known_proposal(tx, identity.city, proposal)
    check_unedited(version, found.version)
    if found.state is not ProposalState.OPEN:
        raise ProblemsError(REQUEST.problem("proposal-decided", "proposal"))
    return found


def _decide(  # noqa: PLR0917 - a decision has these facts
    desk: Desk,
    tx: Transaction,
    identity: Identity,
    proposal: Proposal,
    state: ProposalState,
    now: datetime,
    detail: dict[str, str] | None = None,
) -> ProposalView:
    decided = msgspec.structs.replace(
        proposal,
        state=state,
        decided_by=identity.account,
        decided_at=now,
        version=proposal.version + 1,
    )
    if not decide_proposal(tx, decided, proposal.version):
        raise ProblemsError(REQUEST.problem("version-stale", "if-match"))
    add_entry(
        tx, actor_of(identity, now), f"scheme.{state.value}", about=proposal.id, detail=detail
    )
    return proposal_view(desk, tx, decided)
