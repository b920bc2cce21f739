"""How the pilot stands in a city: counts for its staff, never persons."""

from datetime import datetime, timedelta
from typing import Final

from backend.contracts.residents import OverviewView
from backend.core.instant import instant_in, start_of
from backend.services.desk import Desk
from backend.storage.awaiting import count_awaiting
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
        recorded = count_by_day(tx, city, starts)
        return OverviewView(
            on=today,
            awaiting={"merit": 0, "demerit": 0} | count_awaiting(tx, city),
            participating=rounded(counts(tx, city).get(State.PARTICIPATING, 0)),
            bands={name: rounded(by_band.get(name, 0)) for name in held.bands},
            deeds_by_day={str(day): number for day, number in zip(days, recorded, strict=True)},
        )

    return await desk.database.read(work)


def rounded(number: int) -> int:
    """To tens; under ten is none."""
    return 0 if number < ROUNDED_TO else round(number / ROUNDED_TO) * ROUNDED_TO
