"""A resident adds a file to a case: checked, sealed, and stored before it is known of."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec

from backend.cities.decode import shortened
from backend.contracts.cases import EvidenceView
from backend.core.cases import CaseState
from backend.core.evidence import ENDINGS, cleaned_name, is_of_type
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.case_clock import as_settled
from backend.services.desk import REQUEST, Desk
from backend.services.read_case import own_case
from backend.services.taking_part import own_subject
from backend.services.view_cases import evidence_row, evidence_view
from backend.storage.cases import Case, overdue_objections
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.evidence import (
    Evidence,
    add_evidence,
    evidence_of,
    evidence_of_subject,
    file_name,
)
from backend.storage.logs import actor_of, add_entry

FILES_MOST: Final = 10
FILES_IN_ALL_MOST: Final = 200
FILE_BYTES_MAX: Final = 10_000_000


class NewFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is being sent.

    Attributes:
        case: to which it belongs.
        media_type: as the sender states it.
    """

    case: str
    id: str
    name: str
    media_type: str


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two files the same."""

    case: str
    name: str
    media_type: str
    digest: str


async def put_evidence(
    desk: Desk,
    identity: Identity,
    new: NewFile,
    read: Callable[[], Awaitable[bytes]],
    now: datetime,
) -> tuple[EvidenceView, bool]:
    """Store a file; true where it is new, false where it was stored before.

    The file is durable before its row is written: a crash in between leaves a sealed file that
    nobody can name, and that is removed after a while.

    Args:
        desk: what services work with.
        identity: the resident.
        new: the file.
        read: gives its content, once everything else is in order.
        now: the moment.

    Raises:
        ProblemsError: where it cannot be stored; no row is written then.
    """
    putting = _Putting(desk, identity, new, now)
    await desk.database.read(putting.check)
    content = await read()
    evidence = await asyncio.to_thread(putting.stored, content)
    try:
        return await desk.database.write(lambda tx: putting.work(tx, evidence))
    except ConflictError as error:
        if error.name == "ix_evidence_city_id":
            raise ProblemsError(REQUEST.problem("id-taken", "evidence")) from error
        raise


def checked_name(name: str, media_type: str) -> str:
    """A file's name as it is kept.

    Raises:
        ProblemsError: for a type that is none of ours, or where nothing is left of the name.
    """
    if media_type not in ENDINGS:
        raise ProblemsError(REQUEST.problem("evidence-type", "content-type"))
    found = cleaned_name(name, media_type)
    if not found:
        raise ProblemsError(REQUEST.problem("evidence-name", "name"))
    return found


def check_content(media_type: str, content: bytes) -> None:
    """Refuse what is not what its type says.

    Raises:
        ProblemsError: evidence-content.
    """
    if not is_of_type(media_type, content):
        values = {"type": shortened(media_type)}
        raise ProblemsError(REQUEST.problem("evidence-content", "", None, **values))


class _Putting:
    """One file on its way."""

    def __init__(self, desk: Desk, identity: Identity, new: NewFile, now: datetime) -> None:
        self._desk, self._city = desk, desk.city(identity.city)
        self._subject, self._actor = own_subject(identity), actor_of(identity, now)
        self._new, self._now = new, now
        self._name = checked_name(new.name, new.media_type)

    def check(self, tx: Transaction) -> None:
        """Refuse early what would be refused in the end."""
        self._stored_before(tx, None)

    def stored(self, content: bytes) -> Evidence:
        """The row of a file that is in the folder by now. Runs in a thread."""
        desk, new, city, subject = self._desk, self._new, self._city.code, self._subject
        check_content(new.media_type, content)
        digest = sha256(content).hexdigest()
        same = _Content(case=new.case, name=self._name, media_type=new.media_type, digest=digest)
        fingerprint = desk.fingerprint(same)
        sealed = desk.seal_bytes(city, subject, evidence_row(new.id, "content"), content)
        desk.evidence.put(city, subject, file_name(new.id, fingerprint), sealed)
        return Evidence(
            city=city,
            subject=subject,
            id=new.id,
            case=new.case,
            name=desk.seal(city, subject, evidence_row(new.id, "name"), self._name),
            media_type=new.media_type,
            size=len(content),
            fingerprint=fingerprint,
            at=self._now,
            account=self._actor.account,
        )

    def work(self, tx: Transaction, evidence: Evidence) -> tuple[EvidenceView, bool]:
        """The unit of work."""
        tx.lock(evidence.city, evidence.subject)
        before = self._stored_before(tx, evidence.fingerprint)
        if before is not None:
            return evidence_view(self._desk, before), False
        add_evidence(tx, evidence)
        detail = {"evidence": evidence.id}
        add_entry(
            tx,
            self._actor,
            "evidence.added",
            subject=self._subject,
            about=evidence.case,
            detail=detail,
        )
        return evidence_view(self._desk, evidence), True

    def _stored_before(self, tx: Transaction, fingerprint: bytes | None) -> Evidence | None:
        """The same file, if it is there; otherwise there must be room for it in an open case."""
        case = own_case(tx, self._city.code, self._subject, self._new.case, self._now)
        stored = evidence_of(tx, self._city.code, self._new.id)
        if stored is not None:
            is_other = fingerprint is not None and stored.fingerprint != fingerprint
            if stored.subject != self._subject or is_other:
                raise ProblemsError(REQUEST.problem("id-taken", "evidence"))
            return stored
        today = instant_in(self._city.time_zone, self._now).day
        overdue = overdue_objections(tx, case.city, case.subject, today)
        if as_settled(self._city, case, overdue).state is not CaseState.OPEN:
            raise ProblemsError(REQUEST.problem("case-closed", "case"))
        if problem := _full(case, evidence_of_subject(tx, case.city, case.subject)):
            raise ProblemsError(problem)
        return None


def _full(case: Case, found: list[Evidence]) -> Problem | None:
    """Why a case takes no more files; withdrawing and asking again must not fill the disk."""
    if sum(each.case == case.id for each in found) >= FILES_MOST:
        return REQUEST.problem("evidence-many", "evidence", None, most=str(FILES_MOST))
    if len(found) >= FILES_IN_ALL_MOST:
        return REQUEST.problem("evidence-full", "evidence", None, most=str(FILES_IN_ALL_MOST))
    return None
