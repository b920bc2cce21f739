"""How the pilot stands in a city: counts for its staff, never persons."""

from datetime import datetime, timedelta
from typing import Final

from backend.contracts.residents import OverviewView
from backend.core.catalogue import Direction
from backend.core.instant import instant_in, start_of
from backend.services.desk import Desk
from backend.storage.awaiting import count_awaiting, oldest_awaiting
from backend.storage.cases import count_cases
from backend.storage.database import Transaction
from backend.storage.deeds import count_by_day
from backend.storage.residents import State, counts
from backend.storage.scores import band_counts

DAYS: Final = 30
ROUNDED_TO: Final = 10


async def read_overview(desk: Desk, city: str, now: datetime) -> OverviewView:
    """Waiting work, deeds by day, and bands, rounded so that nobody stands out."""
    zone = desk.city(city).time_zone
    today = instant_in(zone, now).day
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    starts = [start_of(zone, day) for day in (*days, today + timedelta(days=1))]

    def work(tx: Transaction) -> OverviewView:
        held = desk.shelf.in_force(tx, city, now)
        by_band = band_counts(tx, city, held.digest)
        cases_open, cases_overdue = count_cases(tx, city, today, now)
        by_department = count_awaiting(tx, city, "department", now)
        oldest = oldest_awaiting(tx, city, now)
        recorded = dict(zip(map(str, days), count_by_day(tx, city, starts), strict=True))
        return OverviewView(
            on=today,
            awaiting={"merit": 0, "demerit": 0} | count_awaiting(tx, city, "direction", now),
            awaiting_by_department=dict(sorted(by_department.items())),
            oldest_awaiting=None if oldest is None else instant_in(zone, oldest).day,
            cases_open=cases_open,
            cases_overdue=cases_overdue,
            participating=rounded(counts(tx, city).get(State.PARTICIPATING, 0)),
            bands={name: rounded(by_band.get(name, 0)) for name in held.bands},
            deeds_by_day={day: sum(found.values()) for day, found in recorded.items()},
            merits_by_day=_of(desk, Direction.MERIT, recorded),
            demerits_by_day=_of(desk, Direction.DEMERIT, recorded),
        )

    return await desk.database.read(work)


def _of(desk: Desk, direction: Direction, recorded: dict[str, dict[str, int]]) -> dict[str, int]:
    """By day, the deeds whose type has this direction."""
    return {
        day: sum(
            number for code, number in found.items() if desk.deed_type(code).direction is direction
        )
        for day, found in recorded.items()
    }


def rounded(number: int) -> int:
    """To tens; under ten is none."""
    return 0 if number < ROUNDED_TO else round(number / ROUNDED_TO) * ROUNDED_TO
