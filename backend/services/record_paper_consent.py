"""An officer records a consent that was signed on paper: its resident needs no phone.

The answer is the same for everybody who is old enough: it does not tell who takes part already. Nor
does the time taken: the mark of who was leaving, in the key store, is left to the clock.
"""

import asyncio
from datetime import datetime

import msgspec

from backend.contracts.residents import PaperConsent, PaperConsentReceipt
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.begin_consent import begin_consent
from backend.services.desk import REQUEST, Desk
from backend.services.end_consent import end_lapsed
from backend.services.enrol_resident import PROFILE, Profile, check_age, checked_number
from backend.services.erase_resident import erase_resident
from backend.services.give_consent import check_version
from backend.services.own_file import check_not_own
from backend.services.scans import Scan, check_scan, put_scan
from backend.services.taking_part import existing
from backend.storage.accounts import account_of
from backend.storage.consent_texts import present_text
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.evidence import Evidence, add_evidence, evidence_of
from backend.storage.logs import actor_of, clock_of
from backend.storage.residents import Consent, State, invite, resident_of


class _Gone(msgspec.Struct, frozen=True, kw_only=True):
    """That the number's bearer is somebody new: who they were is erased, or must be.

    Attributes:
        is_due: true where that is still to be done.
    """

    is_due: bool


async def record_paper_consent(
    desk: Desk, identity: Identity, asked: PaperConsent, now: datetime
) -> tuple[PaperConsentReceipt, bool]:
    """Let a resident take part by their signature; false where this very paper was stored before.

    Raises:
        ProblemsError: where the number is none or the caller's own, its bearer too young, the text
            not the present one, the scan not what its type says, or its id another paper's.
    """
    number = _checked(desk, identity, asked, now)
    city = identity.city
    fingerprint = await asyncio.to_thread(_fingerprint, desk, asked)
    stored = await desk.database.read(
        lambda tx: _stored(desk, tx, identity, asked, number, fingerprint)
    )
    if stored is not None:
        return stored, False
    subject = await asyncio.to_thread(desk.keys.enrol, city, number)
    recording = _Recording(desk, identity, asked, number, subject, now)
    put = Scan(id=str(asked.id), fingerprint=fingerprint, paper=asked.scan)
    scan = await put_scan(desk, identity, subject, put, now)
    try:
        outcome = await desk.database.write(lambda tx: recording.work(tx, scan))
    except ConflictError as error:
        if error.name not in {"pk_evidence", "ix_evidence_city_id"}:
            raise
        # Another request with this id was faster.
        return await record_paper_consent(desk, identity, asked, now)
    if isinstance(outcome, _Gone):
        if outcome.is_due:
            await erase_resident(desk, subject, clock_of(city, now))
        return await record_paper_consent(desk, identity, asked, now)
    return outcome, True


def _fingerprint(desk: Desk, asked: PaperConsent) -> bytes:
    """By which the same paper is known again; whose it is, is compared apart."""
    return desk.fingerprint(msgspec.structs.replace(asked, number="-"))


def _checked(desk: Desk, identity: Identity, asked: PaperConsent, now: datetime) -> str:
    """The number, after all that can be looked at without the resident."""
    city = desk.city(identity.city)
    number = checked_number(asked.number)
    check_not_own(desk, identity, desk.subject(city.code, number))
    check_age(city, number, instant_in(city.time_zone, now).day)
    check_scan(asked.scan)
    return number


def _stored(
    desk: Desk,
    tx: Transaction,
    identity: Identity,
    asked: PaperConsent,
    number: str,
    fingerprint: bytes,
) -> PaperConsentReceipt | None:
    """The receipt of a paper that was stored before; else the version must be the present one.

    Raises:
        ProblemsError: where another paper has this id, or the text has changed.
    """
    found = evidence_of(tx, identity.city, str(asked.id))
    if found is None:
        check_version(present_text(tx, identity.city), asked.version)
        return None
    subject = desk.subject(identity.city, number)
    if (found.subject, found.fingerprint) != (subject, fingerprint):
        raise ProblemsError(REQUEST.problem("id-taken", "id"))
    return _receipt(tx, found, asked.version)


def _receipt(tx: Transaction, scan: Evidence, version: str) -> PaperConsentReceipt:
    officer = account_of(tx, scan.city, scan.account)
    return PaperConsentReceipt(
        city=scan.city,
        version=version,
        officer=(officer.full_name if officer else None) or scan.account,
        at=scan.at,
    )


class _Recording:
    """One paper, on its way into the database."""

    def __init__(
        self,
        desk: Desk,
        identity: Identity,
        asked: PaperConsent,
        number: str,
        subject: str,
        now: datetime,
    ) -> None:
        self._desk, self._city, self._subject, self._asked = desk, identity.city, subject, asked
        self._actor = actor_of(identity, now)
        profile = Profile(name=asked.name.strip(), number=number)
        self._profile = desk.seal(identity.city, subject, PROFILE, profile)

    def work(self, tx: Transaction, scan: Evidence) -> PaperConsentReceipt | _Gone:
        """The unit of work."""
        city, subject, now = self._city, self._subject, self._actor.at
        tx.lock(city, subject)
        if self._desk.keys.data_key(city, subject) is None:
            return _Gone(is_due=False)
        text = present_text(tx, city)
        check_version(text, self._asked.version)
        invite(tx, city, subject, self._profile, now)
        resident = end_lapsed(self._desk, tx, existing(resident_of(tx, city, subject)), now)
        if resident.state is State.LEAVING and (resident.erase_at or now) <= now:
            return _Gone(is_due=True)
        add_evidence(tx, scan)
        event = Consent(
            kind="given",
            version=text.version,
            language=self._asked.language,
            at=now,
            account=self._actor.account,
            scan=scan.id,
        )
        begin_consent(self._desk, tx, resident, text, event, self._actor)
        return _receipt(tx, scan, text.version)
