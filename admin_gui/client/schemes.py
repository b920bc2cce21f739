"""Schemes: checked, compared, proposed, decided by another administrator, and called off."""

from admin_gui.client.connection import Connection, path_to
from backend.contracts.pages import Page
from backend.contracts.schemes import (
    DraftCheck,
    PeriodList,
    PeriodView,
    ProposalView,
    ProposeScheme,
    SchemeDifference,
    SchemeDraft,
    VersionDetail,
    VersionView,
    WhyOnly,
)


class SchemeCalls:
    """Calls about schemes. Decisions hold for the proposal as it was read."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def check(self, city: str, text: str) -> DraftCheck:
        """What there is to say about a scheme file's text."""
        path = path_to("cities", city, "schemes", "check")
        return self._connection.send("POST", path, DraftCheck, SchemeDraft(text=text))

    def versions(self, city: str, cursor: str | None = None, limit: int = 100) -> Page[VersionView]:
        """A page of the schemes that can be proposed, those added last first."""
        path = path_to("cities", city, "versions")
        return self._connection.get(path, Page[VersionView], cursor=cursor, limit=limit)

    def version(self, city: str, digest: str) -> VersionDetail:
        """A scheme in full, also one that is only proposed."""
        return self._connection.get(path_to("cities", city, "versions", digest), VersionDetail)

    def difference(self, city: str, before: str, after: str) -> SchemeDifference:
        """What differs between two schemes, named by their digests."""
        path = path_to("cities", city, "schemes", before, "difference", after)
        return self._connection.get(path, SchemeDifference)

    def compare_draft(self, city: str, before: str, text: str) -> SchemeDifference:
        """What a scheme file's text would change in a version, named by its digest."""
        path = path_to("cities", city, "schemes", before, "difference")
        return self._connection.send("POST", path, SchemeDifference, SchemeDraft(text=text))

    def proposals(
        self,
        city: str,
        cursor: str | None = None,
        state: str | None = None,
        limit: int = 100,
    ) -> Page[ProposalView]:
        """A page of proposals, newest first; of one state only, where one is named."""
        path = path_to("cities", city, "proposals")
        return self._connection.get(
            path, Page[ProposalView], cursor=cursor, state=state, limit=limit
        )

    def propose(self, city: str, proposal: ProposeScheme) -> ProposalView:
        """Propose a scheme."""
        path = path_to("cities", city, "proposals")
        return self._connection.send("POST", path, ProposalView, proposal)

    def back(self, city: str, reason: str) -> ProposalView:
        """Propose the scheme that was in force before."""
        path = path_to("cities", city, "schemes", "back")
        return self._connection.send("POST", path, ProposalView, WhyOnly(reason=reason))

    def approve(self, proposal: ProposalView) -> ProposalView:
        """Put a scheme that another administrator proposed in force, at once or from its day."""
        return self._decide(proposal, "approve")

    def refuse(self, proposal: ProposalView, reason: str) -> ProposalView:
        """Refuse a scheme that another administrator proposed."""
        return self._decide(proposal, "refuse", WhyOnly(reason=reason))

    def withdraw(self, proposal: ProposalView) -> ProposalView:
        """Withdraw one's own proposal."""
        return self._decide(proposal, "withdraw")

    def periods(self, city: str) -> PeriodList:
        """From when each scheme is or was in force, and what is scheduled or called off."""
        return self._connection.get(path_to("cities", city, "periods"), PeriodList)

    def call_off(self, city: str, number: int) -> PeriodView:
        """Call off an approved switch that has not begun."""
        path = path_to("cities", city, "periods", number)
        return self._connection.send("DELETE", path, PeriodView)

    def _decide(
        self, proposal: ProposalView, how: str, body: WhyOnly | None = None
    ) -> ProposalView:
        path = path_to("proposals", proposal.id, how)
        return self._connection.send("POST", path, ProposalView, body, version=proposal.version)
