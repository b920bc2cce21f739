"""A resident reads the consent text, and gives consent: from then on there can be deeds."""

from datetime import datetime

from backend.contracts.residents import ConsentText, GiveConsent
from backend.core.articles import CONSENT
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.consent_text import consent_version
from backend.services.desk import REQUEST, Desk
from backend.services.refresh_score import refresh_score
from backend.services.taking_part import existing, own_subject
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import (
    Consent,
    Resident,
    State,
    add_consent,
    consents_of,
    move,
    resident_of,
)


async def read_consent(desk: Desk, identity: Identity) -> ConsentText:
    """The text, and whether this resident has consented."""
    city = desk.city(identity.city)
    subject = own_subject(identity)

    def work(tx: Transaction) -> tuple[Resident, list[Consent]]:
        return (
            existing(resident_of(tx, city.code, subject)),
            consents_of(tx, city.code, subject),
        )

    resident, consents = await desk.database.read(work)
    given = next((each for each in reversed(consents) if each.kind != "left"), None)
    return ConsentText(
        city=city.code,
        version=consent_version(city),
        since=resident.since,
        text_en=city.purpose_en,
        text_zh=city.purpose_zh,
        purpose_en=city.purpose_en,
        purpose_zh=city.purpose_zh,
        contact=city.contact,
        minimum_age=city.minimum_age,
        notice_days=city.notice_days,
        objection_days=city.objection_days,
        cooling_off_days=city.cooling_off_days,
        state=resident.state.value,
        given_at=given.at if given else None,
        given_version=given.version if given else None,
        erase_at=resident.erase_at,
    )


async def give_consent(desk: Desk, identity: Identity, given: GiveConsent, now: datetime) -> None:
    """Consent to the text that was shown; given again, it changes nothing.

    Raises:
        ProblemsError: where the text has changed meanwhile, or the resident is leaving.
    """
    city = desk.city(identity.city)
    subject = own_subject(identity)
    version = consent_version(city)
    if given.version != version:
        raise ProblemsError(
            REQUEST.problem("consent-outdated", "version", CONSENT, version=version)
        )
    actor = actor_of(identity, now)
    event = Consent(kind="given", version=version, language=given.language, at=now)

    def work(tx: Transaction) -> None:
        tx.lock(city.code, subject)
        resident = existing(resident_of(tx, city.code, subject))
        if resident.state is State.PARTICIPATING:
            return
        if resident.state is State.LEAVING:
            raise ProblemsError(REQUEST.problem("is-leaving", "", CONSENT))
        move(tx, resident, State.PARTICIPATING, now)
        add_consent(tx, city.code, subject, event)
        refresh_score(desk, tx, city.code, subject, now)
        add_entry(tx, actor, "consent.given", subject=subject, detail={"version": version})
        tell(tx, city.code, subject, NoticeKind.CONSENT_GIVEN, now, version)

    await desk.database.write(work)
