"""A job does its work once in each period, whichever of several workers comes first."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from backend.clock import Clock
from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.job_runs import claim, finish

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the clock does.

    Attributes:
        every: the length of its periods.
        run: an idempotent service; it looks for whatever is due by now, however late, and returns
            how much it did.
    """

    name: str
    every: timedelta
    run: Callable[[Desk, datetime], Awaitable[int]]


def period_of(job: Job, now: datetime) -> str:
    """The period that a moment lies in, named by its beginning in UTC.

    Civil time has an hour twice in autumn; its second half hour would be taken for done.
    """
    length = int(job.every.total_seconds())
    begin = int(now.timestamp()) // length * length
    return datetime.fromtimestamp(begin, UTC).isoformat()


async def run_once(desk: Desk, job: Job, worker: str, clock: Clock) -> int | None:
    """Do a job's work for the period that it is; none where another worker does or did.

    A worker that dies in the middle leaves the rest to the next period: services look for what is
    due and not for what a period promised.
    """
    now = clock.now()
    period = period_of(job, now)

    def begin(tx: Transaction) -> bool:
        return claim(tx, job.name, period, worker, now)

    if not await desk.database.write(begin):
        return None
    done = await job.run(desk, now)
    ended = clock.now()
    await desk.database.write(lambda tx: finish(tx, job.name, period, ended))
    return done
