"""Ten years by a clock set by hand, over every daylight-saving change of five zones.

Deeds end, and notice periods run out, on the day of each change and on the days around it. Jobs run
at the worst moments: just before midnight, at it, in the hour that comes twice, days late, twice in
one period, or not at all. Between them scores are read, and must be right to the second.
"""

import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from builders import CityTree
from installation import Town, deed_id, document, open_town, run

from backend.core.instant import Instant
from backend.core.score import Score
from backend.core.scoring import score
from backend.jobs.runs import run_once
from backend.jobs.schedule import JOBS
from backend.services.confirm_deed import confirm_deed
from backend.services.read_score import read_headline
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.logs import LogEntry, entries

# With a change at midnight, one of half an hour, and some that follow the moon.
ZONES: Final = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Havana",
)
FIRST: Final = datetime(2026, 1, 15, tzinfo=UTC)
# Ten years of changes, from a year after the first deed to a year before the last end.
CHANGES_SINCE: Final = datetime(2027, 2, 1, tzinfo=UTC)
CHANGES_UNTIL: Final = datetime(2037, 2, 1, tzinfo=UTC)
LAST: Final = datetime(2038, 2, 1, tzinfo=UTC)
RESIDENTS: Final = 5
DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
# Since the day's first second; a job that is late does what was missed.
AWKWARD: Final = tuple(
    timedelta(hours=hours) for hours in (-2, -0.5, 0, 0.5, 1, 1.5, 2, 2.75, 3.5, 24, 48)
)
LATEST: Final = timedelta(days=3)
REFRESH: Final = next(job for job in JOBS if job.name == "refresh-scores")

Act = Callable[[datetime], Awaitable[None]]


def a_year_after(day: date) -> date:
    """The day after the last one of a year; a leap day's is 28 February."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


class Decade:
    """What happens to some residents in ten years, and what must come of it."""

    def __init__(self, town: Town, zone: str) -> None:
        """Plan it."""
        self.town = town
        self.zone = ZoneInfo(zone)
        self.notice = timedelta(days=town.desk.city(town.city).notice_days)
        self.subjects = [town.join(place) for place in range(RESIDENTS)]
        self.chosen = random.Random(zone)  # noqa: S311 - repeatable, not secret
        self.plan: list[tuple[datetime, int, Act]] = []
        self.ends: dict[str, date] = {}
        self.counts: dict[str, date] = {}
        self.days = self._change_days()
        for place, day in enumerate(self.days):
            self._plan_around(place, day)

    def start_of(self, day: date) -> datetime:
        """The first second of a civil day, found without the program's own arithmetic."""
        low = datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
        high = low + 2 * DAY
        while high - low > SECOND:
            middle = low + timedelta(seconds=(high - low) // SECOND // 2)
            low, high = (low, middle) if self.day_at(middle) >= day else (middle, high)
        return high

    def day_at(self, moment: datetime) -> date:
        """The civil day at a moment."""
        return moment.astimezone(self.zone).date()

    def _change_days(self) -> list[date]:
        found, moment = [], CHANGES_SINCE
        while moment < CHANGES_UNTIL:
            later = moment + timedelta(minutes=30)
            if later.astimezone(self.zone).utcoffset() != moment.astimezone(self.zone).utcoffset():
                found.append(self.day_at(later))
            moment = later
        return found

    def _plan_around(self, place: int, day: date) -> None:
        """Merits that end the day before, on the day and after; a demerit that begins on it."""
        for shift in (-1, 0, 1):
            self._plan_merit(f"merit {place} {shift}", day + shift * DAY)
        self._plan_demerit(f"demerit {place}", day)
        for each in (day - DAY, day, day + DAY):
            self._plan_looks(each)

    def _plan_merit(self, word: str, ends: date) -> None:
        """One that counts for a year; a small one may end beside others that hold the points."""
        occurred = ends.replace(year=ends.year - 1)
        resident, hours = self.chosen.randrange(RESIDENTS), self.chosen.choice((60, 60, 5))
        self.ends[str(deed_id(word))] = ends

        async def enter(_: datetime) -> None:
            by = self.town.collector("civility-office", word)
            await self.town.enter(
                resident, "volunteering", word, by=by, quantity=hours, occurred_on=occurred
            )

        self._plan(self.start_of(occurred) + DAY * self.chosen.random() * 5, enter)

    def _plan_demerit(self, word: str, counts: date) -> None:
        """Confirmed in the first or in the last second of a civil day, a notice period before."""
        occurred = counts - 30 * DAY
        resident = self.chosen.randrange(RESIDENTS)
        self.counts[str(deed_id(word))] = counts
        self.ends[str(deed_id(word))] = a_year_after(occurred)

        async def enter(_: datetime) -> None:
            paper = document(str(occurred + DAY))
            await self.town.enter(
                resident, "vehicle-overloading", word, occurred_on=occurred, document=paper
            )

        async def confirm(now: datetime) -> None:
            await confirm_deed(self.town.desk, self.town.officer(), str(deed_id(word)), now)

        self._plan(self.start_of(occurred) + 5 * DAY, enter)
        begin = counts - self.notice
        last_second = self.start_of(begin + DAY) - SECOND
        self._plan(self.chosen.choice((self.start_of(begin), last_second)), confirm)
        self._plan_looks(self.ends[str(deed_id(word))])

    def _plan_looks(self, day: date) -> None:
        """Jobs and reads around the beginning of a day."""
        start = self.start_of(day)
        for offset in (*self.chosen.sample(AWKWARD, 2), LATEST):
            self._plan(start + offset, self._job)
        for offset in (-SECOND, timedelta(0), SECOND):
            self._plan(start + offset, self._read)

    def _plan(self, moment: datetime, act: Act) -> None:
        self.plan.append((moment, len(self.plan), act))

    async def live(self) -> None:
        """Let it all happen, and the clock come by once more at the end."""
        for moment, _, act in sorted(self.plan):
            await self._at(moment, act)
        await self._at(LAST, self._job)

    async def _at(self, moment: datetime, act: Act) -> None:
        self.town.clock.advance(seconds=(moment - self.town.clock.now()).total_seconds())
        await act(moment)

    async def _job(self, _: datetime) -> None:
        """By two workers, one of which comes too late."""
        for worker in ("one", "two"):
            await run_once(self.town.desk, REFRESH, worker, self.town.clock)

    async def _read(self, now: datetime) -> None:
        """Somebody reads, who need not have been met by a job."""
        subject = self.chosen.choice(self.subjects)
        view, _ = await read_headline(self.town.desk, self.town.city, subject, now)
        pure = self.town.desk.database.read_now(lambda tx: self._pure(tx, subject, now))
        assert (view.total, view.band, view.on) == (pure.total, pure.band, self.day_at(now)), now
        assert view.next_change == pure.next_change, now

    def _pure(self, tx: Transaction, subject: str, now: datetime) -> Score:
        held = self.town.desk.shelf.in_force(tx, self.town.city, now)
        instant = Instant(moment=now, day=self.day_at(now))
        return score(held.scheme, deeds_of(tx, self.town.city, subject), instant)

    def noted(self, action: str) -> list[LogEntry]:
        """What the log says of an action."""
        read = self.town.desk.database.read_now
        return [
            entry
            for subject in self.subjects
            for entry in read(lambda tx: entries(tx, self.town.city, None, 5000, subject=subject))  # noqa: B023 - read at once
            if entry.action == action
        ]


@pytest.fixture(params=ZONES)
def decade(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Iterator[Decade]:
    tree = CityTree(tmp_path, "fuzhou")
    tree.replace("fuzhou/city.toml", '"Asia/Shanghai"', f'"{request.param}"')
    town = open_town(tmp_path / "data", database_url, configs=tree.root, moment=FIRST)
    yield Decade(town, request.param)
    town.installation.close()


def test_each_deed_ends_once_on_its_civil_day_and_every_read_is_right(decade: Decade) -> None:
    assert len(decade.days) >= 20
    run(decade.live())
    for action, expected in (("deed.ended", decade.ends), ("deed.counts", decade.counts)):
        found = decade.noted(action)
        assert sorted((entry.object, entry.detail["on"]) for entry in found) == sorted(
            (deed, str(day)) for deed, day in expected.items()
        )
        for entry in found:
            start = decade.start_of(date.fromisoformat(entry.detail["on"]))
            assert start <= entry.at <= start + LATEST
