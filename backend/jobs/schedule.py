"""The one table of jobs, and the clock that starts them (APScheduler)."""

import asyncio
import logging
import os
import socket
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from backend.clock import Clock
from backend.jobs.runs import HOUR, MINUTE, Job, run_once
from backend.log import log_failure
from backend.services.ask_consent import ask_consent
from backend.services.begin_periods import begin_periods
from backend.services.commit_batch import resume_batches
from backend.services.desk import Desk
from backend.services.erase_leavers import erase_leavers
from backend.services.make_statistics import make_statistics
from backend.services.mark_leavers import mark_leavers
from backend.services.open_batch import forget_batches
from backend.services.refresh_due_scores import refresh_due_scores
from backend.services.seal_log import seal_log
from backend.services.send_notices import send_notices
from backend.services.tidy_evidence import tidy_evidence
from backend.services.tidy_up import tidy_up
from backend.services.uphold_objections import uphold_objections

JOBS: Final = (
    Job(name="begin-schemes", every=MINUTE, run=begin_periods),
    Job(name="refresh-scores", every=MINUTE, run=refresh_due_scores),
    Job(name="ask-consent", every=MINUTE, run=ask_consent),
    Job(name="mark-leavers", every=MINUTE, run=mark_leavers),
    Job(name="erase-leavers", every=MINUTE, run=erase_leavers),
    Job(name="resume-batches", every=MINUTE, run=resume_batches),
    Job(name="forget-batches", every=HOUR, run=forget_batches),
    Job(name="make-statistics", every=HOUR, run=make_statistics),
    Job(name="uphold-objections", every=MINUTE, run=uphold_objections),
    Job(name="tidy-evidence", every=HOUR, run=tidy_evidence),
    Job(name="tidy-up", every=HOUR, run=tidy_up),
    Job(name="seal-log", every=HOUR, run=seal_log),
    Job(name="send-notices", every=MINUTE, run=send_notices),
)

# What was missed while nothing ran is made up for soon after the start, not before the first
# answer.
FIRST_AFTER_SECONDS: Final = 1.0
# Periods are counted from here; each job begins a little after its period does, and never before.
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_APART: Final = timedelta(milliseconds=200)


class Schedule:
    """The running clock of one process, in one event loop.

    The library's own defaults drop what is a second late and run at civil times twice in autumn:
    here nothing is too late, missed runs become one, and only UTC is known. It only ever begins
    jobs; those that run are ours, so that they can be ended in good order.
    """

    def __init__(self, desk: Desk, clock: Clock, jobs: Sequence[Job] = JOBS) -> None:
        """Start nothing yet."""
        self._desk = desk
        self._clock = clock
        self._jobs = jobs
        self._worker = f"{socket.gethostname()}:{os.getpid()}"
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Start the clock in the running event loop: each job runs soon, then once a period."""
        # Two lines for each run would bury everything else.
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        for place, job in enumerate(self._jobs, 1):
            self._scheduler.add_job(self._begin, trigger_of(job, place), (job,), id=job.name)
        self._scheduler.start()
        self._keep(self._catch_up())

    async def stop(self) -> None:
        """Begin nothing more, and end what runs after its unit of work at hand.

        Whatever is left is due, and is found by the next start or another worker.
        """
        self._scheduler.pause()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        self._scheduler.shutdown()
        # The library ends in the loop's next turn.
        await asyncio.sleep(0)

    async def _catch_up(self) -> None:
        await asyncio.sleep(FIRST_AFTER_SECONDS)
        for job in self._jobs:
            await self._run(job)

    async def _begin(self, job: Job) -> None:
        """What the library calls; it returns at once."""
        self._keep(self._run(job))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Run beside everything else, until the end or until stopped."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, job: Job) -> None:
        """Run a job, unless it still runs. A failure is logged; the next period makes up for it."""
        if job.name in self._busy:
            return
        self._busy.add(job.name)
        try:
            await run_once(self._desk, job, self._worker, self._clock)
        except Exception as error:  # noqa: BLE001 - whatever it is, the clock goes on
            log_failure("job", error, job.name)
        finally:
            self._busy.discard(job.name)


def trigger_of(job: Job, place: int) -> IntervalTrigger:
    """Once in each of a job's periods, soon after it has begun.

    Began the runs at any other moment of the period, a late one and a punctual one could both fall
    into the same period, and the one between go without.
    """
    return IntervalTrigger(
        seconds=int(job.every.total_seconds()), start_date=_EPOCH + place * _APART, timezone=UTC
    )


def start_jobs(desk: Desk, clock: Clock) -> Schedule:
    """Start the clock in the running event loop."""
    schedule = Schedule(desk, clock)
    schedule.start()
    return schedule
