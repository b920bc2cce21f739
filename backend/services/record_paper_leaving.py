"""An officer records that a resident without a phone signed on paper to leave."""

import asyncio
from datetime import datetime

from backend.contracts.residents import LeavingView, PaperLeaving
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.end_consent import Ending, end_consent, erasure_of
from backend.services.find_resident import sealed_reason
from backend.services.leave import parted
from backend.services.own_file import check_not_own
from backend.services.scans import Scan, check_scan, put_scan
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.evidence import Evidence, add_evidence
from backend.storage.logs import actor_of
from backend.storage.residents import participant_of
from backend.storage.values import new_id


async def record_paper_leaving(
    desk: Desk, identity: Identity, subject: str, asked: PaperLeaving, now: datetime
) -> LeavingView:
    """Let a resident leave by their signature, as they could from a phone.

    Where all is erased at once, the scan is not stored: it would go with the rest.

    Raises:
        ProblemsError: where there is no such file, its resident does not take part or is the
            caller, or the scan is not what its type says.
    """
    check_not_own(desk, identity, subject)
    check_scan(asked.scan)
    city, actor = desk.city(identity.city), actor_of(identity, now)
    until = now if asked.at_once else erasure_of(city, now)
    found = await desk.database.read(lambda tx: participant_of(tx, city.code, subject, now))
    if found is None:
        raise ProblemsError(no_participant())
    scan = None
    if until > now:
        fingerprint = await asyncio.to_thread(desk.fingerprint, asked.scan)
        put = Scan(id=new_id(now), fingerprint=fingerprint, paper=asked.scan)
        scan = await put_scan(desk, identity, subject, put, now)

    def work(tx: Transaction) -> None:
        tx.lock(city.code, subject)
        resident = participant_of(tx, city.code, subject, now)
        if resident is None:
            raise ProblemsError(no_participant())
        _add(tx, scan)
        ending = Ending(
            actor=actor,
            at=now,
            erase_at=until,
            scan=None if scan is None else scan.id,
            detail=sealed_reason(desk, city.code, subject, asked.reason),
        )
        end_consent(desk, tx, resident, ending)

    await desk.database.write(work)
    return await parted(desk, subject, actor, until)


def _add(tx: Transaction, scan: Evidence | None) -> None:
    if scan is not None:
        add_evidence(tx, scan)
