"""What starts the jobs: the traps of the library held shut, and a good end while a job runs."""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from builders import CityTree
from fakes import FixedClock
from installation import Town, open_town, run

from backend.clock import Clock, SystemClock
from backend.jobs.runs import HOUR, MINUTE, Job, period_of
from backend.jobs.schedule import FIRST_AFTER_SECONDS, JOBS, Schedule, trigger_of
from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.values import micros

SECOND = timedelta(seconds=1)
BERLIN = ZoneInfo("Europe/Berlin")
# On this night the clocks of Berlin show the hour from two to three twice.
AUTUMN = datetime(2026, 10, 24, 22, tzinfo=UTC)
NOTED = "select account from log where action = 'tried' order by id"
NOTE = """
insert into log (city, id, at, account, role, action, detail, leaf)
values ('fuzhou', :id, 0, :id, 'clock', 'tried', '{}', :leaf)
"""
# From the start on, and a little longer than the first periods of a second.
SOON = FIRST_AFTER_SECONDS + 0.5


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = open_town(tmp_path / "data", configs=CityTree(tmp_path, "fuzhou").root)
    yield town
    town.installation.close()


@pytest.fixture
def berlin() -> Iterator[None]:
    """A computer that stands in Berlin."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


class Tries:
    """A job that notes when it ran, and does what a test wants."""

    def __init__(self, work: Callable[[Desk], Awaitable[object]] | None = None) -> None:
        """Begin with no runs."""
        self.at: list[datetime] = []
        self._work = work

    async def __call__(self, desk: Desk, now: datetime) -> int:
        """Run once."""
        self.at.append(now)
        if self._work is not None:
            await self._work(desk)
        return 1

    def job(self, name: str = "try", every: timedelta = SECOND) -> Job:
        """This, once in each period."""
        return Job(name=name, every=every, run=self)


async def kept(town: Town, seconds: float, *jobs: Job, clock: Clock | None = None) -> None:
    """Keep the clock for a time."""
    schedule = Schedule(town.desk, clock or SystemClock(), jobs)
    schedule.start()
    await asyncio.sleep(seconds)
    await schedule.stop()


def test_jobs_run_soon_after_the_start_and_then_once_in_each_period(town: Town) -> None:
    tries, rarer = Tries(), Tries()
    run(kept(town, SOON + 2, tries.job(), rarer.job("rarer", HOUR)))
    assert len(rarer.at) == 1
    assert 2 <= len(tries.at) <= 5
    periods = [period_of(tries.job(), at) for at in tries.at]
    assert len(set(periods)) == len(periods)


def test_a_clock_that_is_set_otherwise_than_the_computers_changes_nothing(town: Town) -> None:
    """The library reads the computer's; what is due is a matter of ours."""
    for years in (-10, 10):
        tries = Tries()
        clock = FixedClock(SystemClock().now() + timedelta(days=365 * years))
        run(kept(town, SOON, tries.job(f"{years}"), clock=clock))
        assert tries.at == [clock.now()]


def test_a_late_job_runs_all_the_same(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """The library drops by default what is a second late."""
    tries = Tries()
    job = tries.job(every=3 * SECOND)
    late_by = timedelta(seconds=1.5)

    async def stuck_when_it_is_due() -> datetime:
        schedule = Schedule(town.desk, SystemClock(), (job,))
        schedule.start()
        await asyncio.sleep(SOON)
        now = SystemClock().now()
        due = trigger_of(job, 1).get_next_fire_time(None, now)
        assert isinstance(due, datetime)
        time.sleep((due - now + late_by).total_seconds())  # noqa: ASYNC251 - that is what is tried
        await asyncio.sleep(1)
        await schedule.stop()
        return due

    due = run(stuck_when_it_is_due())
    assert due + late_by <= tries.at[-1] < due + job.every
    assert not caplog.records


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("every", [MINUTE, HOUR, timedelta(days=1)])
def test_no_job_runs_twice_because_a_civil_hour_comes_twice(every: timedelta) -> None:
    job = Tries().job(every=every)
    trigger = trigger_of(job, 1)
    moments, now = [], AUTUMN
    fired = trigger.get_next_fire_time(None, now)
    while fired is not None and fired < AUTUMN + timedelta(days=3):
        moments.append(fired)
        fired = trigger.get_next_fire_time(fired, fired)
    assert {b - a for a, b in pairwise(moments)} == {every}
    assert {moment.utcoffset() for moment in moments} == {timedelta(0)}
    periods = [period_of(job, moment) for moment in moments]
    assert len(set(periods)) == len(periods) == timedelta(days=3) // every
    # Whatever zone a moment is told in, its period is the same, and another an hour later.
    assert [period_of(job, moment.astimezone(BERLIN)) for moment in moments] == periods


def test_the_computers_zone_is_nothing_to_the_clock(town: Town, berlin: None) -> None:
    tries = Tries()
    run(kept(town, SOON, tries.job()))
    assert tries.at


def test_every_job_begins_after_its_period_has(town: Town) -> None:
    """Or a punctual run and a late one fell into the same period, and the one between into none."""
    assert len({job.name for job in JOBS}) == len(JOBS)
    for place, job in enumerate(JOBS, 1):
        fired = trigger_of(job, place).get_next_fire_time(None, town.clock.now())
        assert fired is not None
        begun = datetime.fromisoformat(period_of(job, fired))
        assert timedelta(0) < fired - begun < timedelta(seconds=5) < job.every


def test_a_job_that_raises_is_logged_and_the_next_period_runs(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: Desk) -> None:
        message = "CANARY 11010119900307002X"
        raise ValueError(message)

    tries, other = Tries(fail), Tries()
    run(kept(town, SOON + 2, tries.job("fails"), other.job("other")))
    assert len(tries.at) >= 2
    assert len(other.at) >= 2
    assert {record.name for record in caplog.records} == {"citypoints.failures"}
    told = [vars(record)["fields"] for record in caplog.records]
    assert {fields["route"] for fields in told} == {"fails"}
    assert "CANARY" not in repr(told)


def test_a_job_that_takes_longer_than_its_period_does_not_overlap_itself(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """And nothing is said of it every second, as the library would."""
    at_work: list[int] = []

    async def slowly(_: Desk) -> None:
        at_work.append(len(at_work) + 1)
        await asyncio.sleep(1.5)
        at_work.pop()

    async def look(_: Desk) -> None:
        seen.append(len(at_work))

    seen: list[int] = []
    tries, watch = Tries(slowly), Tries(look)
    caplog.set_level(logging.WARNING)
    run(kept(town, SOON + 3, tries.job("slow"), watch.job("watch")))
    assert max(seen) == 1
    assert 2 <= len(tries.at) <= 3
    assert len(seen) >= 2
    assert not caplog.records


def note(tx: Transaction, word: str) -> None:
    tx.add(NOTE, id=word, leaf=b"l" * 32)


def test_the_clock_stops_while_a_job_runs_and_nothing_is_half_done(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """The unit of work at hand is finished; the next one is not begun, and nothing complains."""
    reached = asyncio.Event()

    def slowly(tx: Transaction) -> None:
        note(tx, "one")
        time.sleep(0.3)
        note(tx, "two")

    async def work(desk: Desk) -> None:
        reached.set()
        await desk.database.write(slowly)
        await desk.database.write(lambda tx: note(tx, "three"))

    async def stopped_meanwhile() -> None:
        schedule = Schedule(town.desk, SystemClock(), (Tries(work).job(),))
        schedule.start()
        await asyncio.wait_for(reached.wait(), 5)
        await asyncio.wait_for(schedule.stop(), 5)
        assert {task for task in asyncio.all_tasks() if task is not asyncio.current_task()} == set()

    caplog.set_level(logging.INFO)
    run(stopped_meanwhile())
    assert town.desk.database.write_now(lambda tx: tx.rows(NOTED)) == [("one",), ("two",)]
    assert not caplog.records


def test_the_clock_can_be_stopped_before_its_first_run(town: Town) -> None:
    tries = Tries()
    run(kept(town, 0, tries.job()))
    assert tries.at == []


def test_the_schedule_is_kept_in_memory_alone(town: Town) -> None:
    """The library's own store in a database unpickles what it finds there."""
    tables = "select count(*) from sqlite_schema"
    before = town.desk.database.read_now(lambda tx: tx.row(tables))
    run(kept(town, SOON, *JOBS))
    assert town.desk.database.read_now(lambda tx: tx.row(tables)) == before


def test_a_run_is_noted_with_its_beginning_and_its_end(town: Town) -> None:
    async def take_a_while(_: Desk) -> None:
        town.clock.advance(minutes=3)

    begun = town.clock.now()
    run(kept(town, SOON, Tries(take_a_while).job(every=HOUR), clock=town.clock))
    found = town.desk.database.read_now(
        lambda tx: tx.rows("select started_at, finished_at from job_run where job = 'try'")
    )
    assert found == [(micros(begun), micros(begun + timedelta(minutes=3)))]
