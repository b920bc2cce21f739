"""The content of a file: for its resident, and for officers after the look is in the log."""

import asyncio
from datetime import datetime

import msgspec

from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.read_case import own_case, reason_for, shown_case
from backend.services.taking_part import own_subject
from backend.services.view_cases import evidence_row, name_of
from backend.storage.cases import Case
from backend.storage.database import Transaction
from backend.storage.evidence import Evidence, evidence_of
from backend.storage.logs import actor_of, add_entry


class EvidenceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was sent."""

    name: str
    media_type: str
    content: bytes


async def read_own_evidence(
    desk: Desk, identity: Identity, case_id: str, evidence_id: str, now: datetime
) -> EvidenceFile:
    """A file of the caller's own case.

    Raises:
        ProblemsError: where there is none.
    """
    subject = own_subject(identity)

    def work(tx: Transaction) -> Evidence:
        case = own_case(tx, identity.city, subject, case_id, now)
        return _of_case(tx, case, evidence_id)

    return await asyncio.to_thread(_opened, desk, await desk.database.read(work))


async def read_case_evidence(
    desk: Desk,
    identity: Identity,
    case_id: str,
    evidence_id: str,
    reason: str | None,
    now: datetime,
) -> EvidenceFile:
    """A file of a case that an officer looks at, after the look is in the log.

    Raises:
        ProblemsError: where there is none, the case is the officer's own, or it is closed and no
            reason is stated.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> Evidence:
        case = shown_case(desk, tx, identity, case_id, now)
        found = _of_case(tx, case, evidence_id)
        detail = {"part": "evidence", **reason_for(desk, tx, case, reason, now)}
        add_entry(tx, actor, "file.read", subject=case.subject, about=found.id, detail=detail)
        return found

    return await asyncio.to_thread(_opened, desk, await desk.database.write(work))


def _of_case(tx: Transaction, case: Case, evidence_id: str) -> Evidence:
    found = evidence_of(tx, case.city, evidence_id)
    if found is None or found.subject != case.subject or found.case != case.id:
        raise ProblemsError(REQUEST.problem("evidence-unknown", "evidence"))
    return found


def _opened(desk: Desk, evidence: Evidence) -> EvidenceFile:
    """Read and unseal. Runs in a thread."""
    city, subject = evidence.city, evidence.subject
    try:
        sealed = desk.evidence.read(city, subject, evidence.file)
    except FileNotFoundError:
        # Erased meanwhile.
        raise ProblemsError(REQUEST.problem("evidence-unknown", "evidence")) from None
    return EvidenceFile(
        name=name_of(desk, evidence),
        media_type=evidence.media_type,
        content=desk.unseal(city, subject, evidence_row(evidence.id, "content"), sealed),
    )
