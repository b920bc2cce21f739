"""Proposals as administrators and auditors read them."""

from backend.contracts.schemes import ProposalView
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.storage.accounts import full_name_of
from backend.storage.database import Transaction
from backend.storage.proposals import Proposal, ProposalState, proposal_of, proposals_page


async def read_proposal(desk: Desk, city: str, proposal: str) -> ProposalView:
    """A proposal of a city.

    Raises:
        ProblemsError: where there is none of this id.
    """
    return await desk.database.read(
        lambda tx: proposal_view(desk, tx, known_proposal(tx, city, proposal))
    )


async def list_proposals(
    desk: Desk, city: str, state: ProposalState | None, before: str | None, limit: int
) -> list[ProposalView]:
    """The newest proposals before an id, of one state or of all."""

    def work(tx: Transaction) -> list[ProposalView]:
        found = proposals_page(tx, city, state, before, limit)
        return [proposal_view(desk, tx, each) for each in found]

    return await desk.database.read(work)


def known_proposal(tx: Transaction, city: str, proposal: str) -> Proposal:
    """The row of a proposal.

    Raises:
        ProblemsError: where there is none of this id.
    """
    found = proposal_of(tx, city, proposal)
    if found is None:
        raise ProblemsError(REQUEST.problem("not-found", "proposal"))
    return found


def proposal_view(desk: Desk, tx: Transaction, proposal: Proposal) -> ProposalView:
    """A proposal with the names that people know things by."""
    text = desk.shelf.held(tx, proposal.city, proposal.digest).scheme.text
    return ProposalView(
        id=proposal.id,
        city=proposal.city,
        digest=proposal.digest,
        title_en=text.title_en,
        title_zh=text.title_zh,
        from_day=proposal.from_day,
        reason=proposal.reasons.proposed,
        proposed_by=proposal.proposed_by,
        proposed_by_name=full_name_of(tx, proposal.city, proposal.proposed_by),
        proposed_at=proposal.proposed_at,
        state=proposal.state.value,
        decided_by=proposal.decided_by,
        decided_by_name=full_name_of(tx, proposal.city, proposal.decided_by),
        decided_at=proposal.decided_at,
        decision_reason=proposal.reasons.decided,
        version=proposal.version,
    )
