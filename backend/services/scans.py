"""Scans of what a resident signed on paper: checked, sealed and kept as evidence."""

import asyncio
from datetime import datetime

import msgspec

from backend.contracts.residents import PaperScan
from backend.core.evidence import ENDINGS, cleaned_name, is_of_type
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.evidence_seals import content_row, name_row
from backend.storage.evidence import Evidence


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """A scan with its id, and the keyed hash by which the same paper is known again.

    Attributes:
        case: to which it belongs; none for a consent or a leaving.
    """

    id: str
    fingerprint: bytes
    paper: PaperScan
    case: str | None = None


def check_scan(scan: PaperScan) -> None:
    """Refuse a file that is no picture of a paper.

    Raises:
        ProblemsError: where the content is not what the type says.
    """
    if not is_of_type(scan.media_type, scan.content):
        values = {"type": scan.media_type}
        raise ProblemsError(REQUEST.problem("scan-content", "scan.content", None, **values))


async def put_scan(
    desk: Desk, identity: Identity, subject: str, scan: Scan, now: datetime
) -> Evidence:
    """Store a scan in the folder, durably, and return its row, which is still to be added.

    Raises:
        ProblemsError: where the resident is gone.
    """
    return await asyncio.to_thread(_put, desk, identity, subject, scan, now)


def _put(desk: Desk, identity: Identity, subject: str, scan: Scan, now: datetime) -> Evidence:
    city, paper = identity.city, scan.paper
    plain = cleaned_name(paper.name, paper.media_type) or f"scan{ENDINGS[paper.media_type][0]}"
    evidence = Evidence(
        city=city,
        subject=subject,
        id=scan.id,
        case=scan.case,
        name=desk.seal(city, subject, name_row(scan.id), plain),
        media_type=paper.media_type,
        size=len(paper.content),
        fingerprint=scan.fingerprint,
        at=now,
        account=identity.account,
    )
    sealed = desk.seal_bytes(city, subject, content_row(scan.id), paper.content)
    desk.evidence.put(city, subject, evidence.file, sealed)
    return evidence
