"""Scores that no longer hold are computed anew: what the calendar, a deed or a switch changed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Final

from backend.core.instant import instant_in
from backend.log import log_failure
from backend.services.desk import Desk
from backend.services.refresh_score import (
    Looked,
    Refreshed,
    look_at_scores,
    refreshed,
    store_scores,
)
from backend.storage.database import Dialect, Transaction
from backend.storage.errors import AwayError
from backend.storage.schemes import period_in_force
from backend.storage.scores import DUE, due_scores

# The first ones are looked for again for each page, among all that were due before.
PAGE: Final = 2_000
# So many residents to a unit of work that a deed entered meanwhile waits some milliseconds at most.
AT_ONCE: Final = 200
# So many are read at once: where the process that answers does it, too, whoever reads meanwhile
# hardly waits; elsewhere a round trip to the database costs more.
LOOKED_AT: Final[dict[Dialect, int]] = {"sqlite": 10, "postgresql": 100}


async def refresh_due_scores(desk: Desk, now: datetime) -> int:
    """Refresh every row that is due, in every city; returns how many.

    What falls due meanwhile is left to its readers and to the next period: where deeds are entered
    all the time, this would never end.
    """
    return sum([await _refresh_all(desk, city, why, now) for city in desk.cities for why in DUE])


async def _refresh_all(desk: Desk, city: str, why: str, now: datetime) -> int:
    """All rows of a city that are due for one reason, page after page, until one is not full."""
    done = 0
    failed: set[str] = set()
    while True:
        # Those that failed are found again each time, and must not be all that is found.
        found = await _due(desk, city, why, PAGE + len(failed), now)
        page = [subject for subject in found if subject not in failed]
        for first in range(0, len(page), AT_ONCE):
            done += await _refresh(desk, city, page[first : first + AT_ONCE], failed, now)
        if len(page) < PAGE:
            return done


async def _due(desk: Desk, city: str, why: str, most: int, now: datetime) -> list[str]:
    day = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> list[str]:
        period = period_in_force(tx, city, now)
        if period is None:
            return []
        return due_scores(tx, city, why, day=day, digest=period.digest, limit=most, now=now)

    return await desk.database.read(work)


async def _refresh(
    desk: Desk, city: str, subjects: list[str], failed: set[str], now: datetime
) -> int:
    """Refresh some rows; one that cannot be computed is logged, and keeps nobody else's back."""
    made: list[Refreshed] = []
    stretch = LOOKED_AT[desk.database.dialect]
    for first in range(0, len(subjects), stretch):
        for looked in await _looked_at(desk, city, subjects[first : first + stretch], failed, now):
            with _kept_back(looked.subject, failed):
                made.append(refreshed(desk, city, looked, now))
            # Whoever asks meanwhile is answered in between.
            await asyncio.sleep(0)
    if not made:
        return 0
    return await desk.database.write(lambda tx: store_scores(tx, city, made, now))


async def _looked_at(
    desk: Desk, city: str, subjects: list[str], failed: set[str], now: datetime
) -> list[Looked]:
    """What to compute them from; where one cannot be read, each by itself."""

    def work(tx: Transaction, some: list[str]) -> list[Looked]:
        return look_at_scores(desk, tx, city, some, now)

    try:
        return await desk.database.read(lambda tx: work(tx, subjects))
    except AwayError:
        raise
    except Exception:  # noqa: BLE001 - told of whom it concerns
        found: list[Looked] = []
        for subject in subjects:
            with _kept_back(subject, failed):
                found += await desk.database.read(partial(work, some=[subject]))
        return found


@contextmanager
def _kept_back(subject: str, failed: set[str]) -> Iterator[None]:
    """Log what goes wrong with one of them, and let the others go on."""
    try:
        yield
    except AwayError:
        raise
    except Exception as error:  # noqa: BLE001 - the others go on
        log_failure("job", error, "refresh-score")
        failed.add(subject)
