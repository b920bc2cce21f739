"""An officer revokes grants, for a reason that the resident can read, and with notice.

Whoever counts on a perk keeps it through the city's notice period. A grant of today on which
nothing was booked yet is taken for a mistake, and ends at once.
"""

from datetime import date, datetime, timedelta

import msgspec

from backend.contracts.perks import GrantView
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.list_grants import REVOKE_REASON, bound, grant_view
from backend.services.own_file import check_not_own
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.grants import Grant, grant_of, is_used, revoke
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import is_participating


async def revoke_grant(
    desk: Desk, identity: Identity, subject: str, grant_id: str, reason: str, now: datetime
) -> GrantView:
    """Revoke a grant; nothing else follows from it. Revoked again, it is answered as before.

    Raises:
        ProblemsError: where the resident is the caller, takes no part or has no such grant, or it
            has ended.
    """
    check_not_own(desk, identity, subject)
    city, actor = identity.city, actor_of(identity, now)
    today = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> GrantView:
        tx.lock(city, subject)
        if not is_participating(tx, city, subject, now):
            raise ProblemsError(no_participant())
        grant = grant_of(tx, city, grant_id)
        if grant is None or grant.subject != subject:
            raise ProblemsError(REQUEST.problem("grant-unknown", "grant"))
        if grant.revoked_at is not None:
            return grant_view(desk, tx, grant, today)
        if grant.until_day < today:
            raise ProblemsError(
                REQUEST.problem("grant-over", "grant", None, day=str(grant.until_day))
            )
        return grant_view(desk, tx, revoked(desk, tx, grant, actor, reason), today)

    return await desk.database.write(work)


def revoked(desk: Desk, tx: Transaction, grant: Grant, actor: Actor, reason: str) -> Grant:
    """Revoke a grant that has days left, and tell its resident until when it still holds."""
    city, subject, now = grant.city, grant.subject, actor.at
    today = instant_in(desk.city(city).time_zone, now).day
    last = _last_day(desk, tx, grant, today)
    sealed = desk.seal(city, subject, bound(grant.id, REVOKE_REASON), reason.strip())
    revoke(tx, grant, actor.account, sealed, now, last)
    detail = {"perk": grant.perk}
    add_entry(tx, actor, "perk.revoked", subject=subject, about=grant.id, detail=detail)
    kind = NoticeKind.PERK_REVOKED if last is None else NoticeKind.PERK_ENDS
    tell(tx, city, subject, kind, now, grant.id, last or today)
    return msgspec.structs.replace(
        grant, revoked_at=now, revoked_by=actor.account, revoke_reason=sealed, ends_on=last
    )


def _last_day(desk: Desk, tx: Transaction, grant: Grant, today: date) -> date | None:
    """The last day on which the grant still holds; none where it ends at once."""
    city = desk.city(grant.city)
    was_granted_today = instant_in(city.time_zone, grant.granted_at).day == today
    if was_granted_today and not is_used(tx, grant):
        return None
    last = min(grant.until_day, today + timedelta(days=city.notice_days))
    return None if last < grant.from_day else last
