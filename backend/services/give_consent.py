"""A resident reads the consent text, and gives consent: from then on there can be deeds."""

from datetime import datetime

import msgspec

from backend.contracts.residents import ConsentChange, ConsentText, GiveConsent
from backend.core.articles import CONSENT
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.begin_consent import begin_consent, has_consented
from backend.services.consent_text import changes_of, terms_of
from backend.services.desk import REQUEST, Desk
from backend.services.end_consent import end_lapsed, erasure_of
from backend.services.mark_leavers import note_standing
from backend.services.taking_part import existing, no_participant, own_subject
from backend.storage.consent_texts import TextRow, present_text, text_of
from backend.storage.database import Transaction
from backend.storage.logs import actor_of
from backend.storage.residents import (
    Consent,
    Resident,
    State,
    consents_of,
    resident_of,
)


class _Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A resident, the last consent given, what it was given to, and the present text."""

    resident: Resident
    given: Consent | None
    was: TextRow | None
    text: TextRow


async def read_consent(desk: Desk, identity: Identity, now: datetime) -> ConsentText:
    """The present text, what is new in it, and where this resident stands."""
    subject = own_subject(identity)
    found = await desk.database.read(lambda tx: _standing(tx, identity.city, subject))
    resident, given = found.resident, found.given
    state = resident.state_at(now)
    is_asked = state is State.PARTICIPATING
    return ConsentText(
        **msgspec.structs.asdict(terms_of(found.text.terms)),
        state=state.value,
        given_at=given.at if given else None,
        given_version=given.version if given else None,
        is_on_paper=given is not None and given.scan is not None,
        changes=_changes(desk, found),
        answer_by=resident.answer_by if is_asked else None,
        erase_at=_erase_at(desk, resident, state),
    )


def _standing(tx: Transaction, city: str, subject: str) -> _Standing:
    resident = existing(resident_of(tx, city, subject))
    consents = consents_of(tx, city, subject)
    return _Standing(
        resident=resident,
        given=next((each for each in reversed(consents) if each.kind == "given"), None),
        was=text_of(tx, city, resident.consented_to or 0),
        text=present_text(tx, city),
    )


def _changes(desk: Desk, found: _Standing) -> tuple[ConsentChange, ...]:
    given, was, text = found.given, found.was, found.text
    if given is None or given.version == text.version:
        return ()
    before = None if was is None else terms_of(was.terms)
    return tuple(changes_of(desk.city(found.resident.city), before, terms_of(text.terms)))


def _erase_at(desk: Desk, resident: Resident, state: State) -> datetime | None:
    """When a leaving resident's data is erased, though no job has noted yet that they leave."""
    if resident.state is state or resident.answer_by is None:
        return resident.erase_at
    return erasure_of(desk.city(resident.city), resident.answer_by)


async def give_consent(desk: Desk, identity: Identity, given: GiveConsent, now: datetime) -> None:
    """Consent to the text that was shown; given again to the same, it changes nothing.

    To a newer text than the last, it also brings back a resident who is leaving.

    Raises:
        ProblemsError: where the text has changed meanwhile, or the resident is leaving.
    """
    city, subject = desk.city(identity.city).code, own_subject(identity)
    event = Consent(kind="given", version=given.version, language=given.language, at=now)

    def work(tx: Transaction) -> None:
        tx.lock(city, subject)
        resident = end_lapsed(desk, tx, existing(resident_of(tx, city, subject)), now)
        text = present_text(tx, city)
        check_version(text, given.version)
        check_returnable(resident, now)
        if has_consented(tx, resident, text):
            if resident.state is State.LEAVING:
                raise ProblemsError(REQUEST.problem("is-leaving", "", CONSENT))
            return
        begin_consent(desk, tx, resident, text, event, actor_of(identity, now))

    await desk.database.write(work)
    await note_standing(desk, city, subject)


def check_version(text: TextRow, version: str) -> None:
    """Refuse a consent to another text than the present one.

    Raises:
        ProblemsError: naming the present version.
    """
    if version != text.version:
        raise ProblemsError(
            REQUEST.problem("consent-outdated", "version", CONSENT, version=text.version)
        )


def check_returnable(resident: Resident, now: datetime) -> None:
    """Refuse one whose cooling-off period is over, though the clock may be late.

    Raises:
        ProblemsError: as for anybody who was never there.
    """
    if resident.erase_at is not None and resident.erase_at <= now:
        raise ProblemsError(no_participant())
