"""The demo's perks: granted for some months, shown at counters the year round, lent and due."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from backend.contracts.passes import NewPass
from backend.contracts.perks import NewGrant
from backend.contracts.redemptions import NewRedemption
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.scheme import Perk
from backend.services.desk import Desk
from backend.services.grant_perk import grant_perk
from backend.services.issue_pass import issue_pass
from backend.services.perk_standing import standings_of
from backend.services.read_perks import read_perks
from backend.services.redeem_pass import redeem_pass
from backend.services.return_redemption import return_lent
from backend.services.taking_part import own_subject
from backend.storage.own_redemptions import in_hand
from backend.storage.values import new_id

# The days of the year on which perks are granted; the first have ended by its end.
DAYS_OF_GRANTS: Final = (150, 280)
LASTING: Final = timedelta(days=119)
RESIDENTS_MOST: Final = 3
REASON: Final = "居民在窗口提出申请。The resident asked at the desk."
COUNTERS: Final = ("counter", "counter-2")
# How many days lie between visits to a counter, and how many residents come.
BETWEEN_VISITS: Final = 26
VISITORS: Final = 2
# One counter books far more than the other on some days, all of one month, not long ago.
RUSH_BEGINS: Final = timedelta(days=16)
RUSH_DAYS: Final = 4
RUSH_VISITORS: Final = 8
# Who comes last keeps what is lent, until it is due.
LAST_VISIT: Final = 364


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


def rush_of(today: date) -> frozenset[date]:
    """The days of the rush, all of one month."""
    first = today - RUSH_BEGINS
    if (first + timedelta(days=RUSH_DAYS - 1)).month != first.month:
        first -= timedelta(days=RUSH_DAYS)
    return frozenset(first + timedelta(days=place) for place in range(RUSH_DAYS))


async def visit(
    desk: Desk, counter: Identity, residents: Sequence[Identity], most: int, now: datetime
) -> None:
    """Let some residents use a perk at a counter; what they were lent is brought back before.

    Where many come, they come for the same.
    """
    turn = 0 if most > VISITORS else now.date().toordinal()
    came = 0
    for resident in residents:
        await bring_back(desk, counter, resident, now)
        perks = await _usable(desk, counter, resident, now)
        if not perks:
            continue
        await _use(desk, counter, resident, perks[turn % len(perks)].name, now)
        came += 1
        if came == most:
            break


async def show_twice(
    desk: Desk, counters: Sequence[Identity], resident: Identity, now: datetime
) -> None:
    """Let a pass be booked at one counter and shown at another one: the second one is refused."""
    perks = await _usable(desk, counters[0], resident, now)
    if not perks:
        return
    shown = await issue_pass(desk, resident, NewPass(perk=perks[0].name), now)
    for counter in counters:
        try:
            await _book(desk, counter, shown.token, now)
        except ProblemsError:
            return


async def lend(desk: Desk, counter: Identity, resident: Identity, now: datetime) -> None:
    """Let a resident be lent what is due soonest, to be brought back, where the counter lends."""
    perks = await _usable(desk, counter, resident, now)
    lent = [(perk.lent_days, perk.name) for perk in perks if perk.lent_days is not None]
    if lent:
        await _use(desk, counter, resident, min(lent)[1], now)


async def _use(desk: Desk, counter: Identity, resident: Identity, perk: str, now: datetime) -> None:
    shown = await issue_pass(desk, resident, NewPass(perk=perk), now)
    await _book(desk, counter, shown.token, now)


async def _book(desk: Desk, counter: Identity, token: str, now: datetime) -> None:
    asked = NewRedemption(id=UUID(new_id(now)), token=token)
    await redeem_pass(desk, counter, asked, now)


async def _usable(desk: Desk, counter: Identity, resident: Identity, now: datetime) -> list[Perk]:
    """The perks of the counter's provider that the resident could use now."""
    city, subject = resident.city, own_subject(resident)
    found = await desk.database.read(lambda tx: standings_of(desk, tx, city, subject, now))
    return [
        each.perk
        for each in found
        if each.problem is None and each.perk.provider == counter.provider
    ]


async def bring_back(desk: Desk, counter: Identity, resident: Identity, now: datetime) -> None:
    """Let a resident bring back whatever they were lent."""
    city, subject = resident.city, own_subject(resident)
    lent = await desk.database.read(lambda tx: in_hand(tx, city, subject))
    for each in lent:
        await return_lent(desk, counter, each.id, now)
