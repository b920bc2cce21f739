"""The last day for an answer: the city's, in summer and winter, read rightly before any job."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from builders import CityTree
from disputing import Court, Facts, refused
from granting import leave
from installation import Town, deed_id, document, open_town

# Objections of 15 days whose last day is the one on which clocks change, or the one before.
CHANGES = [
    ("Europe/Berlin", date(2027, 3, 28)),
    ("Europe/Berlin", date(2027, 10, 31)),
    ("Europe/Berlin", date(2027, 10, 30)),
    ("America/St_Johns", date(2027, 11, 7)),
    # Midnight itself is left out, or comes twice.
    ("America/Havana", date(2027, 3, 13)),
    ("America/Havana", date(2027, 11, 7)),
    ("Pacific/Apia", date(2027, 6, 1)),
]
SECOND = timedelta(seconds=1)


def court_in(folder: Path, url: str, zone: str, on: date) -> Iterator[Court]:
    """Fuzhou in another time zone, at noon of a day."""
    tree = CityTree(folder, "fuzhou")
    tree.replace("fuzhou/city.toml", "Asia/Shanghai", zone)
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    town = open_town(folder / "data", url, configs=tree.root, moment=noon)
    try:
        with town.client() as client:
            yield Court(town, client)
    finally:
        town.installation.close()


@pytest.fixture
def court(town: Town) -> Iterator[Court]:
    with town.client() as client:
        yield Court(town, client)


@pytest.mark.parametrize(("zone", "last"), CHANGES, ids=str)
def test_it_is_upheld_with_the_citys_midnight(
    tmp_path: Path, database_url: str, zone: str, last: date
) -> None:
    for court in court_in(tmp_path, database_url, zone, last - timedelta(days=15)):
        town = court.town
        subject = town.join(1)
        deed = _award(court)
        assert court.object(subject, deed).json()["due_on"] == str(last)
        # The day's first moment, wherever its midnight lies.
        end = _first_moment(zone, last + timedelta(days=1))
        town.clock.advance(seconds=(end - town.clock.now() - SECOND).total_seconds())
        assert court.run_job() == 0
        assert court.mine(subject)["state"] == "open"
        assert court.open() == [str(deed_id("objection"))]
        town.clock.advance(seconds=1)
        before = seen(court, subject, deed)
        assert before["case"]["state"] == "upheld"
        assert before["case"]["decided_by"] == "clock"
        assert datetime.fromisoformat(before["case"]["decided_at"]) == end
        assert before["steps"][-1] == "annulled"
        assert court.run_job() == 1
        assert seen(court, subject, deed) == before


def _award(court: Court) -> str:
    """A merit of some days before, whatever the season."""
    occurred_on = court.town.clock.now().date() - timedelta(days=9)
    paper = document(str(occurred_on))
    facts: Facts = {"grade": "national", "document": paper, "occurred_on": occurred_on}
    court.town.log(1, "labour-award", "award", **facts)
    return str(deed_id("award"))


def _first_moment(zone: str, day: date) -> datetime:
    """Found by looking for it, minute by minute."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    while moment.astimezone(ZoneInfo(zone)).date() < day:
        moment += timedelta(minutes=1)
    return moment


def seen(court: Court, subject: str, deed: str) -> Facts:
    """Everything that anybody sees of the objection."""
    return {
        "case": court.mine(subject),
        "list": court.me(subject, "cases").json(),
        "steps": court.steps(subject, deed),
        "score": court.score(subject),
        "open": court.open(),
        "refused": refused(court.decide(is_granted=False)),
        "withdrawn": refused(court.withdraw(subject)),
        "again": refused(court.object(subject, deed, "again")),
    }


def test_unanswered_it_is_upheld_and_told_once_by_several_workers(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    town.clock.advance(days=16)
    letter = court.mine(subject)["letter"]
    assert "2027-03-16" in letter["en"]
    assert [court.run_job() for _ in range(3)] == [1, 0, 0]
    assert court.steps(subject, deed).count("annulled") == 1
    assert [kind for kind, _ in court.told(subject)].count("case-upheld") == 1
    assert [each.role for each in court.noted(subject, "case.upheld")] == ["clock"]
    assert court.mine(subject)["letter"] == letter


def test_what_is_asked_besides_ends_with_it(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.fine(occurred_on=date(2027, 1, 20))
    assert court.repair(subject, deed, on="2027-02-28").status_code == 201
    court.object(subject, deed)
    town.clock.advance(days=16)

    def both() -> list[tuple[str, str, str]]:
        found = [court.mine(subject, word) for word in ("objection", "repair")]
        return [(each["state"], each["decided_by"], each["decided_at"]) for each in found]

    before = both()
    assert [state for state, _, _ in before] == ["upheld", "withdrawn"]
    assert court.open() == []
    assert refused(court.decide("repair", is_granted=True)) == (409, "case-closed")
    assert refused(court.repair(subject, deed, "again")) == (409, "deed-annulled")
    proof = {
        "kind": "ended",
        "on": "2027-03-02",
        "reason": "It is over",
        "document": {"authority": "City Court", "number": "9", "issued_on": "2027-03-02"},
    }
    path = f"/api/v1/cities/fuzhou/deeds/{deed}/steps"
    answer = court.ask(town.officer("two"), "POST", path, json=proof)
    assert answer.status_code in {409, 422}
    assert court.run_job() == 1
    assert both() == before


def come_back(court: Court, subject: str) -> None:
    answer = court.ask(court.town.resident(subject), "POST", "/api/v1/me/return")
    assert answer.status_code == 200, answer.text


def test_who_leaves_and_returns_after_the_last_day_has_not_won(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    leave(town, court.client, subject)
    town.clock.advance(days=20)
    assert court.run_job() == 0
    come_back(court, subject)
    case = court.mine(subject)
    assert (case["state"], case["due_on"]) == ("open", "2027-04-05")
    assert court.told(subject)[-2:] == [("case-received", "2027-04-05"), ("returned", None)]
    assert [each.role for each in court.noted(subject, "case.postponed")] == ["clock"]
    assert (court.run_job(), court.open()) == (0, [str(deed_id("objection"))])
    assert court.decide(is_granted=False).status_code == 200
    assert court.score(subject) == 650


def test_after_the_later_last_day_silence_upholds_as_ever(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    town.clock.advance(days=5)
    for _ in range(2):
        leave(town, court.client, subject)
        town.clock.advance(days=7)
        come_back(court, subject)
    assert court.mine(subject)["due_on"] == "2027-03-30"
    town.clock.advance(days=10)
    assert (court.mine(subject)["state"], court.run_job()) == ("open", 0)
    town.clock.advance(days=1)
    assert (court.mine(subject)["state"], court.run_job()) == ("upheld", 1)
    assert "2027-03-30" in court.mine(subject)["letter"]["en"]


def test_who_returns_on_the_day_of_leaving_finds_the_last_day_as_it_was(
    town: Town, court: Court
) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    leave(town, court.client, subject)
    town.clock.advance(hours=3)
    come_back(court, subject)
    assert court.mine(subject)["due_on"] == "2027-03-16"
    assert [kind for kind, _ in court.told(subject)].count("case-received") == 1


def test_what_was_upheld_before_leaving_stays_so(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    town.clock.advance(days=16)
    before = court.mine(subject)
    leave(town, court.client, subject)
    town.clock.advance(days=3)
    assert court.run_job() == 0
    come_back(court, subject)
    assert court.mine(subject) == before
    assert (before["state"], court.steps(subject, deed).count("annulled")) == ("upheld", 1)


@pytest.mark.parametrize(("days", "due"), [(14, "2027-04-03"), (17, "2027-03-27")])
def test_a_repair_has_a_later_last_day_unless_it_was_overdue_before(
    town: Town, court: Court, days: int, due: str
) -> None:
    subject = town.join(1)
    deed = court.fine(occurred_on=date(2027, 1, 20))
    town.clock.advance(days=11)
    assert court.repair(subject, deed).json()["due_on"] == "2027-03-27"
    town.clock.advance(days=days)
    leave(town, court.client, subject)
    town.clock.advance(days=7)
    come_back(court, subject)
    assert court.mine(subject, "repair")["due_on"] == due


def test_a_leavers_objection_is_seen_as_open_wherever_it_still_is(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    leave(town, court.client, subject)
    town.clock.advance(days=20)
    export = court.me(subject, "export").json()
    assert [each["state"] for each in export["cases"]] == ["open"]
    assert "annulled" not in [step["kind"] for step in export["deeds"][0]["steps"]]
    collector = town.collector(town.desk.deed_type("labour-award").departments[0], "award")
    for state, count in (("suspended", 1), ("annulled", 0)):
        path = f"/api/v1/cities/fuzhou/entries?state={state}"
        items = court.ask(collector, "GET", path).json()["items"]
        assert [each["state"] for each in items] == [state] * count
