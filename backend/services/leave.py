"""Leaving is as easy as joining: it hides at once, and erases after the cooling-off period."""

from datetime import datetime

from backend.contracts.residents import LeavingView
from backend.core.articles import CONSENT, ERASED
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.begin_consent import begin_consent, has_consented
from backend.services.desk import REQUEST, Desk
from backend.services.end_consent import (
    NO_LANGUAGE,
    Ending,
    end_consent,
    end_lapsed,
    erasure_of,
)
from backend.services.erase_resident import erase_resident
from backend.services.give_consent import check_returnable
from backend.services.mark_leavers import note_standing
from backend.services.recent_invitation import check_not_recent, held_until
from backend.services.taking_part import existing, own_subject
from backend.storage.consent_texts import present_text
from backend.storage.database import Transaction
from backend.storage.logs import Actor, actor_of
from backend.storage.residents import (
    Consent,
    State,
    move,
    resident_of,
)


async def leave(
    desk: Desk, identity: Identity, now: datetime, *, at_once: bool = False
) -> LeavingView:
    """End the consent. From this moment on nobody sees score or deeds, and nothing is added.

    Asked again, it answers as before. One who was only invited is erased at once.

    Args:
        desk: what services work with.
        identity: the resident.
        now: the moment.
        at_once: end the cooling-off period, too.

    Raises:
        ProblemsError: where the resident is gone, or everything would be erased at once though an
            invitation was opened just now.
    """
    city = desk.city(identity.city)
    subject = own_subject(identity)
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> datetime | None:
        tx.lock(city.code, subject)
        resident = end_lapsed(desk, tx, existing(resident_of(tx, city.code, subject)), now)
        if resident.state is State.LEAVING and not at_once:
            return resident.erase_at
        if at_once:
            check_not_recent(desk, tx, city.code, subject, now)
        # Where a city has no cooling-off period, leaving erases, too.
        held = held_until(tx, city.code, subject, now)
        until = max(erasure_of(city, now), held or now)
        if at_once or resident.state is State.INVITED:
            until = min(now, resident.erase_at or now)
        if resident.state is State.PARTICIPATING:
            end_consent(desk, tx, resident, Ending(actor=actor, at=now, erase_at=until))
        else:
            move(tx, resident, State.LEAVING, now, until)
        return until

    until = await desk.database.write(work)
    return await parted(desk, subject, actor, until)


async def parted(desk: Desk, subject: str, actor: Actor, until: datetime | None) -> LeavingView:
    """What leaving did: until when the resident may return, or that everything is erased."""
    if until is None or until <= actor.at:
        await erase_resident(desk, subject, actor)
        return LeavingView(state="gone", erase_at=None)
    await note_standing(desk, actor.city, subject)
    return LeavingView(state="leaving", erase_at=until)


async def come_back(desk: Desk, identity: Identity, now: datetime) -> None:
    """Return within the cooling-off period: score and deeds are as they were.

    Perks that leaving has ended stay ended, and what days of notice were left are given back.

    Raises:
        ProblemsError: where the resident is not leaving, the period is over, or the text has
            changed since it was consented to.
    """
    city, subject = desk.city(identity.city).code, own_subject(identity)

    def work(tx: Transaction) -> None:
        tx.lock(city, subject)
        resident = end_lapsed(desk, tx, existing(resident_of(tx, city, subject)), now)
        if resident.state is not State.LEAVING:
            raise ProblemsError(REQUEST.problem("not-leaving", "", ERASED))
        check_returnable(resident, now)
        text = present_text(tx, city)
        if not has_consented(tx, resident, text):
            raise ProblemsError(REQUEST.problem("consent-newer", "", CONSENT, version=text.version))
        event = Consent(kind="returned", version=text.version, language=NO_LANGUAGE, at=now)
        begin_consent(desk, tx, resident, text, event, actor_of(identity, now))

    await desk.database.write(work)
    await note_standing(desk, city, subject)
