"""An officer records that a resident without a phone signed on paper to leave.

Whose signature it is, an officer alone says. So nothing is erased for some days, and the resident
is told wherever they can be: who did not sign can return.
"""

import asyncio
from datetime import datetime, timedelta

from backend.contracts.residents import PAPER_HELD_DAYS, LeavingView, PaperLeaving
from backend.core.city import City
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.end_consent import Ending, end_consent, erasure_of
from backend.services.find_resident import sealed_reason
from backend.services.leave import parted
from backend.services.own_file import check_not_own
from backend.services.scans import Scan, check_scan, put_scan
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.evidence import Evidence, add_evidence, evidence_of
from backend.storage.logs import actor_of
from backend.storage.residents import Resident, participant_of


async def record_paper_leaving(
    desk: Desk, identity: Identity, subject: str, asked: PaperLeaving, now: datetime
) -> LeavingView:
    """Let a resident leave by their signature: hidden now, erased some days later at the soonest.

    Raises:
        ProblemsError: where there is no such file, its resident does not take part or is the
            caller, the scan is not what its type says, or its id another paper's.
    """
    check_not_own(desk, identity, subject)
    check_scan(asked.scan)
    fingerprint = await asyncio.to_thread(desk.fingerprint, asked)
    leaving = _Leaving(desk, identity, subject, asked, fingerprint, now)
    stored = await desk.database.read(leaving.check)
    if stored is not None:
        return stored
    put = Scan(id=str(asked.id), fingerprint=fingerprint, paper=asked.scan)
    scan = await put_scan(desk, identity, subject, put, now)
    try:
        stored = await desk.database.write(lambda tx: leaving.work(tx, scan))
    except ConflictError as error:
        if error.name not in {"pk_evidence", "ix_evidence_city_id"}:
            raise
        raise ProblemsError(REQUEST.problem("id-taken", "id")) from error
    return stored or await parted(desk, subject, actor_of(identity, now), leaving.erase_at)


def _erasure_of(city: City, asked: PaperLeaving, at: datetime) -> datetime:
    """Until when the resident may return."""
    held = at + timedelta(days=PAPER_HELD_DAYS)
    return held if asked.at_once else max(held, erasure_of(city, at))


class _Leaving:
    """One paper, on its way into the database.

    Attributes:
        erase_at: until when the resident may return.
    """

    def __init__(
        self,
        desk: Desk,
        identity: Identity,
        subject: str,
        asked: PaperLeaving,
        fingerprint: bytes,
        now: datetime,
    ) -> None:
        self._desk, self._city, self._subject = desk, desk.city(identity.city), subject
        self._asked, self._fingerprint = asked, fingerprint
        self._actor = actor_of(identity, now)
        self.erase_at = _erasure_of(self._city, asked, now)

    def check(self, tx: Transaction) -> LeavingView | None:
        """What was answered to this very paper before; none where it is new.

        Raises:
            ProblemsError: where the resident does not take part, or another paper has this id.
        """
        stored = self._stored(tx)
        if stored is None:
            self._resident(tx)
        return stored

    def _stored(self, tx: Transaction) -> LeavingView | None:
        found = evidence_of(tx, self._city.code, str(self._asked.id))
        if found is None:
            return None
        if (found.subject, found.fingerprint) != (self._subject, self._fingerprint):
            raise ProblemsError(REQUEST.problem("id-taken", "id"))
        erase_at = _erasure_of(self._city, self._asked, found.at)
        return LeavingView(state="leaving", erase_at=erase_at)

    def _resident(self, tx: Transaction) -> Resident:
        found = participant_of(tx, self._city.code, self._subject, self._actor.at)
        if found is None:
            raise ProblemsError(no_participant())
        return found

    def work(self, tx: Transaction, scan: Evidence) -> LeavingView | None:
        """The unit of work; returns what was answered before, as `check` does."""
        city, subject = self._city.code, self._subject
        tx.lock(city, subject)
        if stored := self._stored(tx):
            return stored
        resident = self._resident(tx)
        add_evidence(tx, scan)
        ending = Ending(
            actor=self._actor,
            at=self._actor.at,
            erase_at=self.erase_at,
            scan=scan.id,
            detail=sealed_reason(self._desk, city, subject, self._asked.reason),
        )
        end_consent(self._desk, tx, resident, ending)
        return None
