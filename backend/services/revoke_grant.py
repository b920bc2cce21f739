"""An officer revokes a grant, for a reason that the resident can read."""

from datetime import datetime

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
from backend.storage.grants import grant_of, revoke
from backend.storage.logs import actor_of, add_entry
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
        sealed = desk.seal(city, subject, bound(grant_id, REVOKE_REASON), reason.strip())
        revoke(tx, grant, identity.account, sealed, now)
        detail = {"perk": grant.perk}
        add_entry(tx, actor, "perk.revoked", subject=subject, about=grant_id, detail=detail)
        tell(tx, city, subject, NoticeKind.PERK_REVOKED, now, grant_id, today)
        revoked = msgspec.structs.replace(
            grant, revoked_at=now, revoked_by=identity.account, revoke_reason=sealed
        )
        return grant_view(desk, tx, revoked, today)

    return await desk.database.write(work)
