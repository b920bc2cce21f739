"""An administrator proposes which scheme is to come into force; another one decides."""

import asyncio
from datetime import date, datetime

from backend.contracts.schemes import ProposalView, ProposeScheme
from backend.core.charter import problems_in
from backend.core.instant import instant_in, start_of
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.term import LAST_DAY
from backend.services.check_scheme import read_draft
from backend.services.desk import REQUEST, Desk
from backend.services.read_proposals import proposal_view
from backend.services.scheme_shelf import HeldScheme, version_from
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.proposals import Proposal, Reasons, add_proposal, open_proposals
from backend.storage.schemes import (
    Period,
    SchemeVersion,
    add_version,
    lock_city,
    period_in_force,
    periods,
    version_of,
)
from backend.storage.values import new_id


async def propose_scheme(
    desk: Desk, identity: Identity, proposed: ProposeScheme, now: datetime
) -> tuple[ProposalView, bool]:
    """Propose a version that the city keeps, or a new scheme, which is checked in full.

    Proposed again word for word while it is open, it is answered as before.

    Args:
        desk: what services work with.
        identity: an administrator.
        proposed: which scheme, from when, and why.
        now: aware, in UTC.

    Returns:
        The proposal, and true where it is new.

    Raises:
        ProblemsError: with everything that is wrong; nothing is stored then.
    """
    ways = (proposed.digest, proposed.text, proposed.scheme)
    if sum(way is not None for way in ways) != 1:
        raise ProblemsError(REQUEST.problem("scheme-one-way", "digest"))
    check_day(desk, identity.city, proposed.from_day, now)
    new = None
    if proposed.digest is None:
        new = await asyncio.to_thread(_new_version, desk, identity.city, proposed, now)
    return await desk.database.write(lambda tx: _store(desk, tx, identity, proposed, new, now))


def check_day(desk: Desk, city: str, from_day: date | None, now: datetime) -> None:
    """A scheme comes into force on a day from tomorrow on, if not the moment it is approved.

    Raises:
        ProblemsError: proposal-day.
    """
    today = instant_in(desk.city(city).time_zone, now).day
    if from_day is not None and not today < from_day <= LAST_DAY:
        values = {"day": str(from_day), "today": str(today), "last": str(LAST_DAY)}
        raise ProblemsError(REQUEST.problem("proposal-day", "from_day", None, **values))


def check_switch(
    desk: Desk, tx: Transaction, city: str, digest: str, from_day: date | None, now: datetime
) -> None:
    """A switch must change something, and not meet another one on its day.

    Raises:
        ProblemsError: day-taken, in-force-already.
    """
    if from_day is None:
        before = period_in_force(tx, city, now)
    else:
        from_at = start_of(desk.city(city).time_zone, from_day)
        standing = [period for period in periods(tx, city) if period.cancelled_at is None]
        taken = [period for period in standing if period.from_at == from_at]
        if taken:
            values = {"day": str(from_day), "number": str(taken[-1].number)}
            raise ProblemsError(REQUEST.problem("day-taken", "from_day", None, **values))
        before = _latest([period for period in standing if period.from_at < from_at])
    if before is not None and before.digest == digest:
        raise ProblemsError(REQUEST.problem("in-force-already", "digest"))


def _latest(found: list[Period]) -> Period | None:
    return max(found, key=lambda period: (period.from_at, period.number), default=None)


def _new_version(desk: Desk, city: str, proposed: ProposeScheme, now: datetime) -> SchemeVersion:
    text = read_draft(desk, city, proposed)
    return version_from(text, desk.catalogue, is_file=False, now=now)


def _store(
    desk: Desk,
    tx: Transaction,
    identity: Identity,
    proposed: ProposeScheme,
    new: SchemeVersion | None,
    now: datetime,
) -> tuple[ProposalView, bool]:
    city = identity.city
    lock_city(tx, city)
    digest = _kept_digest(tx, city, proposed.digest or "") if new is None else new.digest
    check_switch(desk, tx, city, digest, proposed.from_day, now)
    for other in open_proposals(tx, city, digest):
        if _is_same(other, identity, proposed):
            return proposal_view(desk, tx, other), False
        raise ProblemsError(REQUEST.problem("proposed-already", "digest", None, id=other.id))
    if new is not None and add_version(tx, city, new):
        add_entry(tx, actor_of(identity, now), "scheme.kept", about=digest)
    proposal = Proposal(
        city=city,
        id=new_id(now),
        digest=digest,
        from_day=proposed.from_day,
        reasons=Reasons(proposed=proposed.reason.strip()),
        proposed_by=identity.account,
        proposed_at=now,
    )
    add_proposal(tx, proposal)
    detail = {"digest": digest, "from_day": str(proposed.from_day or "")}
    add_entry(tx, actor_of(identity, now), "scheme.proposed", about=proposal.id, detail=detail)
    return proposal_view(desk, tx, proposal), True


def _kept_digest(tx: Transaction, city: str, digest: str) -> str:
    """The digest of a version that the city keeps, and that today's charter still allows."""
    version = version_of(tx, city, digest)
    if version is None:
        raise ProblemsError(REQUEST.problem("not-found", "digest"))
    held = HeldScheme(version)
    problems = problems_in(held.scheme.text, held.catalogue)
    if problems:
        raise ProblemsError(*problems)
    return digest


def _is_same(other: Proposal, identity: Identity, proposed: ProposeScheme) -> bool:
    return (
        other.proposed_by == identity.account
        and other.from_day == proposed.from_day
        and other.reasons.proposed == proposed.reason.strip()
    )
