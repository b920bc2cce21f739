"""Proposals: which scheme an administrator wants in force, why, and what was decided."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from backend.storage.database import Transaction
from backend.storage.values import day_or_none, micros, moment_of, moment_or_none, text_or_none


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Reasons(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What staff wrote: why it was proposed, and why it was decided as it was."""

    proposed: str
    decided: str | None = None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal's row.

    Attributes:
        digest: of a scheme version of the city.
        from_day: the civil day from which it is to be in force; none for at once when approved.
        proposed_by: an account's id, and `decided_by` another's.
        version: goes up by one when it is decided.
    """

    city: str
    id: str
    digest: str
    from_day: date | None
    reasons: Reasons
    proposed_by: str
    proposed_at: datetime
    state: ProposalState = ProposalState.OPEN
    decided_by: str | None = None
    decided_at: datetime | None = None
    version: int = 1


_COLUMNS: Final = (
    "city, id, digest, from_day, reason, proposed_by, proposed_at, state, decided_by, decided_at, "
    "version"
)
_ADD: Final = f"""
insert into proposal ({_COLUMNS})
values (:city, :id, :digest, :from_day, :reason, :proposed_by, :proposed_at, :state, :decided_by,
        :decided_at, :version)
"""
_GET: Final = f"select {_COLUMNS} from proposal where city = :city and id = :id"
_PAGE: Final = f"""
select {_COLUMNS} from proposal where city = :city and id < :before order by id desc limit :limit
"""
_PAGE_OF_STATE: Final = f"""
select {_COLUMNS} from proposal where city = :city and id < :before and state = :state
order by id desc limit :limit
"""
_OPEN: Final = f"""
select {_COLUMNS} from proposal where city = :city and state = 'open' and digest = :digest
order by id
"""
_DECIDE: Final = """
update proposal set state = :state, reason = :reason, decided_by = :decided_by,
  decided_at = :decided_at, version = version + 1
where city = :city and id = :id and state = 'open' and version = :version
"""
# Every id is smaller, in any language's order: they are written in hexadecimal.
_BEFORE_ALL: Final = "g"


def add_proposal(tx: Transaction, proposal: Proposal) -> None:
    """Add a proposal."""
    tx.execute(_ADD, **_values(proposal))


def proposal_of(tx: Transaction, city: str, proposal: str) -> Proposal | None:
    """A proposal by its id."""
    row = tx.row(_GET, city=city, id=proposal)
    return None if row is None else _proposal(row)


def proposals_page(
    tx: Transaction, city: str, state: ProposalState | None, before: str | None, limit: int
) -> list[Proposal]:
    """The newest proposals before an id, of one state or of all."""
    values = {"city": city, "before": before or _BEFORE_ALL, "limit": limit}
    found = (
        tx.rows(_PAGE, **values)
        if state is None
        else tx.rows(_PAGE_OF_STATE, state=state.value, **values)
    )
    return [_proposal(row) for row in found]


def open_proposals(tx: Transaction, city: str, digest: str) -> list[Proposal]:
    """Proposals of this scheme that await a decision."""
    return [_proposal(row) for row in tx.rows(_OPEN, city=city, digest=digest)]


def decide_proposal(tx: Transaction, decided: Proposal, version: int) -> bool:
    """Keep a decision; false where the proposal was decided since this version.

    Raises:
        ConflictError: where who proposed it approves it.
    """
    values = _values(decided)
    names = ("city", "id", "state", "reason", "decided_by", "decided_at")
    return tx.execute(_DECIDE, version=version, **{name: values[name] for name in names}) == 1


def _values(proposal: Proposal) -> dict[str, Any]:
    values = msgspec.structs.asdict(proposal)
    del values["reasons"]
    return values | {
        "from_day": text_or_none(proposal.from_day),
        "reason": msgspec.json.encode(proposal.reasons),
        "proposed_at": micros(proposal.proposed_at),
        "state": proposal.state.value,
        "decided_at": None if proposal.decided_at is None else micros(proposal.decided_at),
    }


def _proposal(row: tuple[Any, ...]) -> Proposal:
    return Proposal(
        city=row[0],
        id=row[1],
        digest=row[2],
        from_day=day_or_none(row[3]),
        reasons=msgspec.json.decode(row[4], type=Reasons),
        proposed_by=row[5],
        proposed_at=moment_of(row[6]),
        state=ProposalState(row[7]),
        decided_by=row[8],
        decided_at=moment_or_none(row[9]),
        version=row[10],
    )
