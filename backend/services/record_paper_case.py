"""An officer takes in what a resident without a phone signed: an objection, or a repair.

It does at once what the app's does, and its scan is a file of the case. Whoever took it in is named
in the log, and does not decide it.
"""

import asyncio
from datetime import datetime

import msgspec

from backend.contracts.cases import PaperCaseReceipt, PaperObjection, PaperRepair
from backend.contracts.residents import PaperScan
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.ask_repair import repair
from backend.services.desk import REQUEST, Desk
from backend.services.object_to_deed import objection
from backend.services.open_case import Check, NewCase, Opening, conflict_of
from backend.services.own_file import check_not_own
from backend.services.scans import Scan, check_scan, put_scan
from backend.services.taking_part import no_participant
from backend.storage.accounts import full_name_of
from backend.storage.cases import Case
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.evidence import Evidence, add_evidence, evidence_of
from backend.storage.logs import actor_of
from backend.storage.residents import participant_of

Answer = tuple[PaperCaseReceipt, bool]


class _Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two papers the same."""

    case: NewCase
    scan: PaperScan


async def record_paper_objection(
    desk: Desk, identity: Identity, subject: str, deed: str, asked: PaperObjection, now: datetime
) -> Answer:
    """Object for a resident who signed; false where this very paper was stored before.

    Raises:
        ProblemsError: where there is no such file, its resident does not take part or is the
            caller; where the scan is not what its type says, or its id another's; and as where
            residents object.
    """
    new, check = objection(subject, deed, asked)
    return await _record(desk, identity, _Paper(case=new, scan=asked.scan), check, now)


async def record_paper_repair(
    desk: Desk, identity: Identity, subject: str, deed: str, asked: PaperRepair, now: datetime
) -> Answer:
    """Ask for a repair for a resident who signed; false where this very paper was stored before.

    Raises:
        ProblemsError: as for an objection; and as where residents ask for repairs.
    """
    new, check = repair(desk, identity.city, subject, deed, asked, now)
    return await _record(desk, identity, _Paper(case=new, scan=asked.scan), check, now)


async def _record(
    desk: Desk, identity: Identity, paper: _Paper, check: Check, now: datetime
) -> Answer:
    new = paper.case
    check_not_own(desk, identity, new.subject)
    check_scan(paper.scan)
    fingerprint = await asyncio.to_thread(desk.fingerprint, paper)
    opening = Opening(desk, actor_of(identity, now), new, check, fingerprint)
    recording = _Recording(identity.city, new, opening, now)
    stored = await desk.database.read(recording.check)
    if stored is not None:
        return stored, False
    put = Scan(id=new.id, fingerprint=fingerprint, paper=paper.scan, case=new.id)
    scan = await put_scan(desk, identity, new.subject, put, now)
    try:
        return await desk.database.write(lambda tx: recording.work(tx, scan))
    except ConflictError as error:
        if problem := conflict_of(error):
            raise ProblemsError(problem) from error
        raise


class _Recording:
    """One paper, on its way into the database."""

    def __init__(self, city: str, new: NewCase, opening: Opening, now: datetime) -> None:
        self._city, self._subject, self._id = city, new.subject, new.id
        self._opening, self._now = opening, now

    def check(self, tx: Transaction) -> PaperCaseReceipt | None:
        """What was answered to this very paper before; refuses early what would be in the end."""
        stored = self._stored(tx)
        if stored is None:
            self._opening.contested(tx)
        return stored

    def _stored(self, tx: Transaction) -> PaperCaseReceipt | None:
        if participant_of(tx, self._city, self._subject, self._now) is None:
            raise ProblemsError(no_participant())
        found = self._opening.stored(tx)
        if found is not None:
            return _receipt(tx, found)
        if evidence_of(tx, self._city, self._id) is not None:
            raise ProblemsError(REQUEST.problem("id-taken", "id"))
        return None

    def work(self, tx: Transaction, scan: Evidence) -> Answer:
        """The unit of work."""
        tx.lock(self._city, self._subject)
        stored = self._stored(tx)
        if stored is not None:
            return stored, False
        case = self._opening.added(tx, self._opening.contested(tx), is_on_paper=True)
        add_evidence(tx, scan)
        return _receipt(tx, case), True


def _receipt(tx: Transaction, case: Case) -> PaperCaseReceipt:
    account = case.on_paper_by or ""
    return PaperCaseReceipt(
        id=case.id,
        kind=case.kind.value,
        deed=case.deed,
        officer=full_name_of(tx, case.city, account) or account,
        at=case.made_at,
        due_on=case.due_on,
    )
