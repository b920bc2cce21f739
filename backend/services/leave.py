"""Leaving is as easy as joining: it hides at once, and erases after the cooling-off period."""

from datetime import datetime, timedelta

from backend.contracts.residents import LeavingView
from backend.core.articles import ERASED
from backend.core.instant import instant_in, start_of
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.consent_text import consent_version
from backend.services.desk import REQUEST, Desk
from backend.services.erase_resident import erase_resident
from backend.services.refresh_score import refresh_score
from backend.services.taking_part import existing, no_participant, own_subject
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.residents import (
    Consent,
    State,
    add_consent,
    move,
    resident_of,
)
from backend.storage.scores import drop_score


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
    """
    city = desk.city(identity.city)
    subject = own_subject(identity)
    actor = actor_of(identity, now)
    today = instant_in(city.time_zone, now).day
    erase_at = start_of(city.time_zone, today + timedelta(days=city.cooling_off_days))
    event = Consent(kind="left", version=consent_version(city), language="-", at=now)

    def work(tx: Transaction) -> datetime | None:
        tx.lock(city.code, subject)
        resident = existing(resident_of(tx, city.code, subject))
        if resident.state is State.PARTICIPATING:
            add_consent(tx, city.code, subject, event)
            add_entry(tx, actor, "consent.left", subject=subject)
        elif resident.state is State.LEAVING and not at_once:
            return resident.erase_at
        until = erase_at
        if at_once or resident.state is State.INVITED:
            until = min(now, resident.erase_at or now)
        move(tx, resident, State.LEAVING, now, until)
        drop_score(tx, city.code, subject)
        return until

    until = await desk.database.write(work)
    if until is None or until <= now:
        await erase_resident(desk, subject, actor)
        return LeavingView(state="gone", erase_at=None)
    return LeavingView(state="leaving", erase_at=until)


async def come_back(desk: Desk, identity: Identity, now: datetime) -> None:
    """Return within the cooling-off period: everything is as it was.

    Raises:
        ProblemsError: where the resident is not leaving, or the period is over.
    """
    city = desk.city(identity.city)
    subject = own_subject(identity)
    event = Consent(kind="returned", version=consent_version(city), language="-", at=now)

    def work(tx: Transaction) -> None:
        tx.lock(city.code, subject)
        resident = existing(resident_of(tx, city.code, subject))
        if resident.state is not State.LEAVING:
            raise ProblemsError(REQUEST.problem("not-leaving", "", ERASED))
        if resident.erase_at is None or resident.erase_at <= now:
            # The cooling-off period is over, though the clock may be late.
            raise ProblemsError(no_participant())
        move(tx, resident, State.PARTICIPATING, now)
        add_consent(tx, city.code, subject, event)
        refresh_score(desk, tx, city.code, subject, now)
        add_entry(tx, actor_of(identity, now), "consent.returned", subject=subject)

    await desk.database.write(work)
