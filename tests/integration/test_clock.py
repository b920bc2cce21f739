"""What the clock does: once in each period, however late, and by however many workers."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from builders import CityTree
from council import Council
from installation import Town, deed_id, document, open_town, run

from backend.core.problems import ProblemsError
from backend.jobs.runs import Job, period_of, run_once
from backend.jobs.schedule import JOBS
from backend.services.confirm_deed import confirm_deed
from backend.services.erase_resident import erase_resident
from backend.services.leave import come_back, leave
from backend.services.read_score import read_headline
from backend.services.refresh_due_scores import refresh_due_scores
from backend.services.refresh_score import refresh_score
from backend.storage.database import Transaction
from backend.storage.job_runs import claim
from backend.storage.logs import clock_of, entries
from backend.storage.residents import resident_of
from backend.storage.scores import ScoreRow, score_row

BY_NAME = {job.name: job for job in JOBS}
WORKERS = 4
# Noon of 1 March in China; the notice period is ten days, and ends with a day of theirs.
NOTICE_OVER = timedelta(days=9, hours=12)
ADD_BROKEN_DEED = """
insert into deed (city, subject, id, deed_type, occurred_on, quantity, recorded_at, entered_by,
                  department, fingerprint)
values ('fuzhou', :subject, 'broken', 'volunteering', '2027-02-20', 'many', 0, 'c', 'd', :print)
"""
RUNS = "select job, period, finished_at is not null from job_run order by job, period"


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    return CityTree(tmp_path, "fuzhou").root


@pytest.fixture
def town(tmp_path: Path, database_url: str, configs: Path) -> Iterator[Town]:
    """Fuzhou alone, which opens sooner than eight cities."""
    town = open_town(tmp_path / "data", database_url, configs=configs)
    yield town
    town.installation.close()


def tick(town: Town, *names: str) -> list[int | None]:
    """What jobs did in the period of this moment."""

    async def all_of_them() -> list[int | None]:
        return [await once(town, BY_NAME[name]) for name in names or BY_NAME]

    return run(all_of_them())


async def once(town: Town, job: Job, worker: str = "one") -> int | None:
    return await run_once(town.desk, job, worker, town.clock)


def noted(town: Town, *actions: str) -> list[tuple[str, str | None, str | None]]:
    """What the log says of these, oldest first: the action, the object and its day."""
    found = town.desk.database.read_now(lambda tx: entries(tx, town.city, None, 1000))
    return [
        (entry.action, entry.object, entry.detail.get("on"))
        for entry in reversed(found)
        if entry.action in actions
    ]


def changes(town: Town) -> list[tuple[str, str | None, str | None]]:
    return noted(town, "deed.counts", "deed.ended")


def total_of(town: Town, subject: str) -> int:
    """The total that is stored, whoever computed it."""
    return int(row_of(town, subject).total)


def row_of(town: Town, subject: str) -> ScoreRow:
    now = town.clock.now()
    row = town.desk.database.read_now(lambda tx: score_row(tx, town.city, subject, now))
    assert row is not None
    return row


def headline(town: Town, subject: str, now: datetime | None = None) -> Decimal | None:
    view, _ = run(read_headline(town.desk, town.city, subject, now or town.clock.now()))
    return view.total


def fee(town: Town, place: int, occurred_on: date, word: str = "fee") -> str:
    """A demerit of 15 points that was confirmed: it counts when its notice period is over."""
    town.log(place, "property-fee-arrears", word, occurred_on=occurred_on, document=document())
    deed = str(deed_id(word))
    run(confirm_deed(town.desk, town.officer(), deed, town.clock.now()))
    return deed


def go(town: Town, subject: str) -> None:
    run(leave(town.desk, town.resident(subject), town.clock.now()))


def test_a_notice_period_ends(town: Town) -> None:
    subject = town.join(1)
    deed = fee(town, 1, date(2027, 2, 20))
    tick(town)
    assert (total_of(town, subject), changes(town)) == (600, [])
    town.clock.advance(seconds=NOTICE_OVER.total_seconds() - 1)
    tick(town)
    assert (total_of(town, subject), changes(town)) == (600, [])
    town.clock.advance(minutes=1)
    tick(town)
    assert (total_of(town, subject), row_of(town, subject).is_stale) == (585, False)
    assert changes(town) == [("deed.counts", deed, "2027-03-11")]
    town.clock.advance(minutes=1)
    tick(town)
    assert len(changes(town)) == 1


def test_a_deed_ends(town: Town) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", quantity=60)
    tick(town)
    before = row_of(town, subject)
    assert (int(before.total), before.next_change) == (620, date(2028, 2, 20))
    town.clock.advance(days=(date(2028, 2, 20) - date(2027, 3, 1)).days)
    assert tick(town, "refresh-scores") == [1]
    assert total_of(town, subject) == 600
    # That it counted from the day it was entered is told by that entry.
    assert changes(town) == [("deed.ended", str(deed_id("deed")), "2028-02-20")]
    town.clock.advance(minutes=1)
    assert tick(town, "refresh-scores") == [0]
    assert len(changes(town)) == 1


def test_only_what_is_due_is_refreshed(town: Town) -> None:
    subjects = [town.join(place) for place in range(3)]
    town.log(0, "volunteering", quantity=60)
    tick(town)
    versions = [row_of(town, subject).version for subject in subjects]
    town.clock.advance(days=1)
    assert tick(town, "refresh-scores") == [0]
    assert [row_of(town, subject).version for subject in subjects] == versions
    town.log(1, "volunteering", "another", quantity=60)
    town.clock.advance(minutes=1)
    assert tick(town, "refresh-scores") == [1]
    assert total_of(town, subjects[1]) == 620


def test_the_cooling_off_ends_in_erasure(town: Town) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", quantity=60)
    go(town, subject)
    town.clock.advance(days=29, hours=11)
    assert tick(town, "erase-leavers") == [0]
    town.clock.advance(hours=1)
    assert tick(town, "erase-leavers") == [1]
    assert town.desk.keys.data_key(town.city, subject) is None
    town.clock.advance(minutes=1)
    assert tick(town, "erase-leavers") == [0]
    assert len(noted(town, "resident.erased")) == 1


def test_a_scheduled_switch_begins(council: Council) -> None:
    town = council.town
    subject = town.join(1)
    tick(town)
    council.switch(from_day="2027-03-02")
    town.clock.advance(hours=12)
    tick(town)
    assert row_of(town, subject).digest == council.second
    assert council.actions().count("scheme.begun") == 2  # with the city's first scheme
    town.clock.advance(minutes=1)
    tick(town)
    assert council.actions().count("scheme.begun") == 2


@pytest.mark.parametrize("name", BY_NAME)
def test_a_job_runs_once_in_a_period(town: Town, name: str) -> None:
    assert tick(town, name) != [None]
    assert tick(town, name) == [None]
    town.clock.advance(seconds=BY_NAME[name].every.total_seconds())
    assert tick(town, name) != [None]


def test_thirty_days_late_everything_is_made_up_for_with_its_own_day(town: Town) -> None:
    """Also what began and ended in between, and what was entered before nothing ran any more."""
    staying, leaving, late = (town.join(place) for place in range(3))
    tick(town)
    begun = fee(town, 0, date(2027, 2, 20), "begins")
    over = fee(town, 0, date(2026, 3, 15), "ends")
    town.log(2, "volunteering", "merit", quantity=60)
    go(town, leaving)
    town.clock.advance(days=30)
    tick(town)
    assert changes(town) == [
        *(("deed.counts", deed, "2027-03-11") for deed in sorted((begun, over))),
        ("deed.ended", over, "2027-03-15"),
    ]
    assert [total_of(town, subject) for subject in (staying, late)] == [585, 620]
    assert len(noted(town, "resident.erased")) == 1
    assert noted(town, "scheme.begun") != []
    before = len(noted(town, "deed.counts", "deed.ended", "resident.erased", "scheme.begun"))
    town.clock.advance(minutes=1)
    tick(town)
    after = noted(town, "deed.counts", "deed.ended", "resident.erased", "scheme.begun")
    assert len(after) == before


def test_a_reader_never_waits_for_a_job(town: Town) -> None:
    subject = town.join(1)
    deed = fee(town, 1, date(2026, 3, 15))
    assert headline(town, subject) == 600
    town.clock.advance(days=10)
    assert headline(town, subject) == 585
    town.clock.advance(days=10)
    assert headline(town, subject) == 600
    tick(town)
    assert changes(town) == [
        ("deed.counts", deed, "2027-03-11"),
        ("deed.ended", deed, "2027-03-15"),
    ]


def test_readers_and_jobs_at_once_note_a_change_once(town: Town) -> None:
    subjects = [town.join(place) for place in range(5)]
    for place in range(5):
        fee(town, place, date(2027, 2, 20), f"fee {place}")
    tick(town)
    town.clock.advance(days=10)
    now = town.clock.now()

    async def all_at_once() -> None:
        await asyncio.gather(
            *(read_headline(town.desk, town.city, subject, now) for subject in subjects * 3),
            *(once(town, job) for job in JOBS),
            *(read_headline(town.desk, town.city, subject, now) for subject in subjects * 3),
        )

    run(all_at_once())
    assert sorted(changes(town)) == sorted(
        ("deed.counts", str(deed_id(f"fee {place}")), "2027-03-11") for place in range(5)
    )
    assert {total_of(town, subject) for subject in subjects} == {585}


def test_who_asked_before_midnight_and_comes_after_it_changes_nothing_back(town: Town) -> None:
    """Moments are read before units of work queue, so they may come in another order."""
    subject = town.join(1)
    fee(town, 1, date(2027, 2, 20))
    tick(town)
    town.clock.advance(seconds=NOTICE_OVER.total_seconds())
    midnight = town.clock.now()
    assert headline(town, subject) == 585
    town.log(1, "volunteering", quantity=60)
    earlier = midnight - timedelta(milliseconds=1)
    work = partial(refresh_score, town.desk, city=town.city, subject=subject, now=earlier)
    town.desk.database.write_now(lambda tx: work(tx=tx))
    assert row_of(town, subject).on == date(2027, 3, 11)
    assert headline(town, subject) == 605
    assert len(changes(town)) == 1


def test_a_deed_that_comes_after_the_moment_of_a_job_is_not_lost(town: Town) -> None:
    """A long run looked at the clock before the deed came, and reaches its resident after."""
    subject = town.join(1)
    started = town.clock.now()
    town.clock.advance(seconds=30)
    town.log(1, "volunteering", quantity=60)
    assert run(refresh_due_scores(town.desk, started)) == 1
    assert total_of(town, subject) == 620
    assert headline(town, subject) == 620


def test_a_score_that_cannot_be_computed_holds_nobody_else_up(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    subjects = sorted(town.join(place) for place in range(5))
    for place in range(5):
        town.log(place, "volunteering", f"deed {place}", quantity=60)
    broken = subjects[2]
    town.desk.database.write_now(
        lambda tx: tx.execute(ADD_BROKEN_DEED, subject=broken, print=b"f" * 32)
    )
    others = [subject for subject in subjects if subject != broken]
    assert tick(town, "refresh-scores") == [4]
    assert [record.name for record in caplog.records] == ["citypoints.failures"]
    assert [total_of(town, subject) for subject in others] == [620] * 4
    # Nor is anybody held up who is due for another reason.
    town.clock.advance(days=(date(2028, 2, 20) - date(2027, 3, 1)).days)
    assert tick(town, "refresh-scores") == [4]
    assert [total_of(town, subject) for subject in others] == [600] * 4


def test_a_worker_that_dies_leaves_the_rest_to_the_next_period(town: Town) -> None:
    subject = town.join(1)
    fee(town, 1, date(2027, 2, 20))
    tick(town)
    town.clock.advance(days=10)
    job, now = BY_NAME["refresh-scores"], town.clock.now()
    period = period_of(job, now)
    town.desk.database.write_now(lambda tx: claim(tx, job.name, period, "dead", now))
    assert tick(town, job.name) == [None]
    assert total_of(town, subject) == 600
    town.clock.advance(minutes=1)
    assert tick(town, job.name) == [1]
    assert total_of(town, subject) == 585


def test_four_workers_in_one_process_do_each_period_once(town: Town) -> None:
    for place in range(6):
        town.join(place)
        fee(town, place, date(2027, 2, 20), f"fee {place}")
    for _ in range(2):
        town.clock.advance(days=5)
        assert together(town, [town] * WORKERS) == [1] * len(JOBS)
    assert len(changes(town)) == 6


def test_four_workers_do_each_period_once(
    tmp_path: Path, postgresql_url: str, configs: Path
) -> None:
    """Each with a database connection, a desk, an event loop and a thread of its own."""
    towns = [open_town(tmp_path / "data", postgresql_url, configs=configs) for _ in range(WORKERS)]
    town = towns[0]
    for place in range(6):
        subject = town.join(place)
        fee(town, place, date(2027, 2, 20), f"fee {place}")
        if place % 2:
            go(town, subject)
    for _ in range(3):
        for each in towns:
            each.clock.advance(days=10)
        assert together(town, towns) == [1] * len(JOBS)
    assert len(changes(town)) == 3
    assert len(noted(town, "resident.erased")) == 3
    for each in towns:
        each.installation.close()


def together(town: Town, towns: list[Town]) -> list[int]:
    """How many of several workers that begin together do each job."""
    begin = Barrier(len(towns))
    did: list[str] = []

    def work(mine: Town, name: str) -> None:
        async def all_of_them() -> None:
            results = [(job.name, await once(mine, job, name)) for job in JOBS]
            did.extend(job for job, result in results if result is not None)

        begin.wait()
        run(all_of_them())

    threads = [Thread(target=work, args=(each, f"w{n}")) for n, each in enumerate(towns)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    runs = town.desk.database.read_now(lambda tx: tx.rows(RUNS))
    assert all(is_finished for _, _, is_finished in runs)
    return [did.count(job.name) for job in JOBS]


def test_even_without_periods_four_workers_erase_and_note_once(
    tmp_path: Path, postgresql_url: str, configs: Path
) -> None:
    """A run that takes longer than its period meets the next one in another worker."""
    towns = [open_town(tmp_path / "data", postgresql_url, configs=configs) for _ in range(WORKERS)]
    town = towns[0]
    subjects = [town.join(place) for place in range(8)]
    for place, subject in enumerate(subjects):
        fee(town, place, date(2027, 2, 20), f"fee {place}")
        if place % 2:
            go(town, subject)
    now = town.clock.advance(days=30)
    begin = Barrier(WORKERS)

    def work(mine: Town) -> None:
        begin.wait()
        run(BY_NAME["refresh-scores"].run(mine.desk, now))
        run(BY_NAME["erase-leavers"].run(mine.desk, now))
        run(BY_NAME["begin-schemes"].run(mine.desk, now))

    threads = [Thread(target=work, args=(each,)) for each in towns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(noted(town, "resident.erased")) == len(changes(town)) == 4
    assert len(noted(town, "scheme.begun")) == 1
    for each in towns:
        each.installation.close()


def test_nobody_returns_once_the_cooling_off_is_over_though_the_clock_is_late(town: Town) -> None:
    subject = town.join(1)
    go(town, subject)
    town.clock.advance(days=31)
    with pytest.raises(ProblemsError):
        run(come_back(town.desk, town.resident(subject), town.clock.now()))
    assert tick(town, "erase-leavers") == [1]


def test_who_has_returned_is_not_erased(town: Town) -> None:
    """Also where the clock saw them leave, and they return before it comes to them."""
    subject = town.join(1)
    town.log(1, "volunteering", quantity=60)
    go(town, subject)
    run(come_back(town.desk, town.resident(subject), town.clock.now()))
    later = town.clock.advance(days=31)
    assert not run(erase_resident(town.desk, subject, clock_of(town.city, later)))
    assert headline(town, subject) == 620
    assert noted(town, "resident.erased") == []


def test_nobody_returns_once_their_erasure_has_begun(town: Town, tmp_path: Path) -> None:
    """However slow the clock of the machine that is asked."""
    subject = town.join(1)
    go(town, subject)
    asked_at = town.clock.now()
    town.clock.advance(days=31)
    # As another process would: until it lets go, no key can be destroyed.
    other = sqlite3.connect(tmp_path / "data" / "keys.db", isolation_level=None)
    other.execute("begin immediate")

    def has_begun(tx: Transaction) -> bool:
        found = resident_of(tx, town.city, subject)
        return found is not None and found.erase_at is not None and found.erase_at < asked_at

    async def has_come(work: Callable[[Transaction], bool]) -> None:
        async with asyncio.timeout(5):
            while not await town.desk.database.read(work):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.01)

    async def race() -> None:
        job = asyncio.create_task(once(town, BY_NAME["erase-leavers"]))
        await has_come(has_begun)
        with pytest.raises(ProblemsError):
            await come_back(town.desk, town.resident(subject), asked_at)
        assert not job.done()
        other.close()
        assert await job == 1

    run(race())
    assert len(noted(town, "resident.erased")) == 1


def test_a_reader_that_meets_an_erasure_leaves_no_row_behind(town: Town) -> None:
    subject = town.join(1)
    run(leave(town.desk, town.resident(subject), town.clock.now(), at_once=True))
    work = partial(refresh_score, town.desk, city=town.city, subject=subject, now=town.clock.now())
    with pytest.raises(ProblemsError):
        town.desk.database.write_now(lambda tx: work(tx=tx))
    assert town.desk.database.read_now(lambda tx: tx.rows("select * from score")) == []


def test_runs_are_forgotten_after_a_week(town: Town) -> None:
    tick(town)
    town.clock.advance(days=6)
    tick(town)
    town.clock.advance(days=2)
    tick(town, "tidy-up")
    days = {period[:10] for _, period, _ in town.desk.database.read_now(lambda tx: tx.rows(RUNS))}
    assert days == {"2027-03-07", "2027-03-09"}
