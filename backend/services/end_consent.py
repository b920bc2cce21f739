"""A consent ends, whoever ends it: hidden at once, perks ended, and told when all is erased."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from backend.core.city import City
from backend.core.instant import instant_in, start_of
from backend.services.case_steps import uphold_overdue
from backend.services.desk import Desk
from backend.services.list_grants import REVOKE_REASON, bound
from backend.storage.consent_texts import text_of
from backend.storage.database import Transaction
from backend.storage.grants import end_notices, open_grants, revoke
from backend.storage.logs import Actor, add_entry, clock_of
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import (
    Consent,
    Resident,
    State,
    add_consent,
    move,
    resident_of,
)
from backend.storage.scores import drop_score

# What a resident who has returned reads of a grant that leaving has ended.
LEFT: Final = "Left the pilot / 已退出试点"
# Of an event that nobody wrote in any language.
NO_LANGUAGE: Final = "-"


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How a consent ends.

    Attributes:
        at: from which moment the resident is leaving; the clock may note it later.
        erase_at: the end of the cooling-off period.
        scan: of what was signed on paper.
        detail: for the log.
    """

    actor: Actor
    at: datetime
    erase_at: datetime
    scan: str | None = None
    detail: dict[str, str] = {}


def erasure_of(city: City, moment: datetime) -> datetime:
    """When all is erased of one who leaves at a moment: cooling-off periods have whole days."""
    day = instant_in(city.time_zone, moment).day
    return start_of(city.time_zone, day + timedelta(days=city.cooling_off_days))


def end_consent(desk: Desk, tx: Transaction, resident: Resident, ending: Ending) -> None:
    """Let a participating resident leave: from now on nobody sees score or deeds.

    The caller holds the resident's lock.
    """
    city, subject, actor = resident.city, resident.subject, ending.actor
    on_paper = None if ending.scan is None else actor.account
    add_consent(
        tx,
        city,
        subject,
        Consent(
            kind="left",
            version=_version_of(tx, resident),
            language=NO_LANGUAGE,
            at=ending.at,
            account=on_paper,
            scan=ending.scan,
        ),
    )
    left_on = instant_in(desk.city(city).time_zone, ending.at).day
    uphold_overdue(desk, tx, city, subject, left_on, actor.at)
    move(tx, resident, State.LEAVING, ending.at, ending.erase_at)
    drop_score(tx, city, subject)
    _end_perks(desk, tx, resident, ending)
    add_entry(tx, actor, "consent.left", subject=subject, detail=ending.detail)
    last = instant_in(desk.city(city).time_zone, ending.erase_at).day
    told = NoticeKind.LEFT if ending.scan is None else NoticeKind.LEFT_ON_PAPER
    tell(tx, city, subject, told, actor.at, on=last)


def end_lapsed(desk: Desk, tx: Transaction, resident: Resident, now: datetime) -> Resident:
    """The resident's row as it must be by now: who has let the time pass is leaving since then.

    Whoever acts on a consent does this first, so that nobody waits for the clock's job.
    """
    if resident.answer_by is None or resident.state_at(now) is resident.state:
        return resident
    ending = Ending(
        actor=clock_of(resident.city, now),
        at=resident.answer_by,
        erase_at=erasure_of(desk.city(resident.city), resident.answer_by),
        detail={"why": "unanswered"},
    )
    end_consent(desk, tx, resident, ending)
    found = resident_of(tx, resident.city, resident.subject)
    assert found is not None, "its row was just written"  # noqa: S101
    return found


def _end_perks(desk: Desk, tx: Transaction, resident: Resident, ending: Ending) -> None:
    """Revoke, for good and without notice, every grant that has days left."""
    city, subject, actor = resident.city, resident.subject, ending.actor
    today = instant_in(desk.city(city).time_zone, ending.at).day
    for grant in open_grants(tx, city, subject, today):
        sealed = desk.seal(city, subject, bound(grant.id, REVOKE_REASON), LEFT)
        revoke(tx, grant, actor.account, sealed, ending.at)
        detail = {"perk": grant.perk}
        add_entry(tx, actor, "perk.revoked", subject=subject, about=grant.id, detail=detail)
    end_notices(tx, city, subject, today)


def _version_of(tx: Transaction, resident: Resident) -> str:
    """The version that was consented to, where it was kept."""
    found = text_of(tx, resident.city, resident.consented_to or 0)
    return NO_LANGUAGE if found is None else found.version
