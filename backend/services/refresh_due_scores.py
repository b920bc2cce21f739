"""Scores that no longer hold are computed anew: what the calendar, a deed or a switch changed."""

import asyncio
from datetime import datetime
from typing import Final

from backend.core.instant import instant_in
from backend.log import log_failure
from backend.services.desk import Desk
from backend.services.refresh_score import refresh_score
from backend.storage.database import Transaction
from backend.storage.errors import AwayError
from backend.storage.residents import is_participating
from backend.storage.schemes import period_in_force
from backend.storage.scores import due_scores

PAGE: Final = 500
# So many residents to a unit of work that a deed entered meanwhile waits some milliseconds at most.
AT_ONCE: Final = 20


async def refresh_due_scores(desk: Desk, now: datetime) -> int:
    """Refresh every row that is due, in every city; returns how many."""
    done = 0
    for city in desk.cities:
        after = ""
        while found := await _due(desk, city, after, now):
            for first in range(0, len(found), AT_ONCE):
                done += await _refresh(desk, city, found[first : first + AT_ONCE], now)
            after = found[-1]
    return done


async def _due(desk: Desk, city: str, after: str, now: datetime) -> list[str]:
    day = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> list[str]:
        period = period_in_force(tx, city, now)
        if period is None:
            return []
        return due_scores(tx, city, day=day, digest=period.digest, after=after, limit=PAGE)

    # It looks at every row of a city: on SQLite an event loop that did so itself would stand still.
    return await asyncio.to_thread(desk.database.read_now, work)


async def _refresh(desk: Desk, city: str, subjects: list[str], now: datetime) -> int:
    """Refresh some rows; one that cannot be computed is logged, and keeps nobody else's back."""

    def work(tx: Transaction) -> None:
        for subject in subjects:
            # In the order of their ids, so that two workers never wait for each other.
            tx.lock(city, subject)
            if is_participating(tx, city, subject):
                refresh_score(desk, tx, city, subject, now)

    try:
        await desk.database.write(work)
    except AwayError:
        raise
    except Exception as error:  # noqa: BLE001 - the others go on
        if len(subjects) == 1:
            log_failure("job", error, "refresh-score")
            return 0
        return sum([await _refresh(desk, city, [subject], now) for subject in subjects])
    return len(subjects)
