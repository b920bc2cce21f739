"""The demo's perks: who is in a band that opens one is granted it for some months."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.contracts.perks import NewGrant
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.grant_perk import grant_perk
from backend.services.read_perks import read_perks
from backend.services.taking_part import own_subject
from backend.storage.values import new_id

# The days of the year on which perks are granted; the first have ended by its end.
DAYS_OF_GRANTS: Final = (150, 280)
LASTING: Final = timedelta(days=119)
RESIDENTS_MOST: Final = 3
REASON: Final = "居民在窗口提出申请。The resident asked at the desk."


async def grant_some(
    desk: Desk, officer: Identity, residents: Iterable[Identity], now: datetime
) -> None:
    """Grant the first open perk to the first residents who have one."""
    today = instant_in(desk.city(officer.city).time_zone, now).day
    granted = 0
    for resident in residents:
        subject = own_subject(resident)
        found = await read_perks(desk, officer.city, subject, now)
        name = next((perk.name for perk in found.perks if perk.is_open), None)
        if name is None:
            continue
        asked = NewGrant(
            id=UUID(new_id(now)),
            perk=name,
            from_day=today,
            until_day=today + LASTING,
            reason=REASON,
        )
        await grant_perk(desk, officer, subject, asked, now)
        granted += 1
        if granted == RESIDENTS_MOST:
            break
