"""Every published perk at work: in each band, within its hours, limits and stock, until it ends.

The situations follow from what the perk's own definition states.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from installation import opened
from perk_stage import FIRST_DAY, Stage, refusal

from backend.cities.check import load_cities
from backend.cities.load import SHIPPED
from backend.core.scheme import Perk

SOURCE = "sources/perks.tsv: "
PERIODS = ("day", "week", "month", "quarter", "year")


def published() -> dict[tuple[str, str], Perk]:
    """Every perk that rests on a published line, of each city's first scheme."""
    _, cities = load_cities(SHIPPED)
    return {
        (city, perk.name): perk
        for city, files in cities.items()
        for perk in files.schemes[min(files.schemes)].perks
        if perk.source.startswith(SOURCE)
    }


PERKS = published()


def those(**facts: bool) -> list[Any]:
    """The perks of which something is stated, or is not."""
    return [
        pytest.param(key, id="-".join(key))
        for key, perk in PERKS.items()
        if all(bool(getattr(perk, name)) is is_stated for name, is_stated in facts.items())
    ]


@pytest.fixture
def stage(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Iterator[Stage]:
    """The city of a perk, on either database."""
    city, name = request.param
    for town in opened(tmp_path / "data", database_url, city):
        with town.client() as client:
            yield Stage(town, client, name)


def each_perk(**facts: bool) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", those(**facts), indirect=True)


def test_every_published_perk_is_tried() -> None:
    assert len(PERKS) == 22
    assert len({perk.source for perk in PERKS.values()}) == 18


@each_perk()
def test_each_band_that_opens_it_has_its_amount(stage: Stage) -> None:
    for band in stage.opening:
        subject = stage.resident_without_grant(band)
        if stage.perk.by_grant:
            assert stage.own(subject) is None
            assert refusal(stage.ask(subject)) == "perk-needs-grant"
            assert stage.grant(subject).status_code == 201
        own = stage.own(subject)
        assert own is not None
        assert own["is_open_now"] is True
        shown = stage.ask(subject).json()
        booked = stage.show(shown["token"]).json()
        for value in (own["value"], shown["value"], booked["value"]):
            assert (None if value is None else value["amount"]) == stage.amount(band)
        assert booked["state"] == ("used" if stage.perk.lent_days is None else "lent")


@each_perk()
def test_a_pass_ends_after_five_minutes_and_what_is_not_stated_hinders_nobody(
    stage: Stage,
) -> None:
    one, other = stage.resident(), stage.resident()
    token = stage.passed(one)
    stage.town.clock.advance(seconds=300)
    assert refusal(stage.show(token)) == "pass-expired"
    stage.use(one, "taken")
    if stage.perk.lent_days is None:
        assert refusal(stage.give_back("taken")) == "redemption-not-lent"
    if stage.perk.stock is None:
        listed = [each["perk"] for each in stage.officer("GET", "/stock").json()]
        assert stage.perk.name not in listed
    if not stage.perk.hours:
        stage.at(FIRST_DAY + timedelta(days=6), time(3))
    assert stage.use(other)["perk"] == stage.perk.name


@each_perk(hours=True)
def test_outside_its_hours_it_is_refused(stage: Stage) -> None:
    subject = stage.resident()
    for ahead, hours in enumerate(stage.perk.hours):
        day = stage.local.date() + timedelta(days=1 + ahead)
        first, last = (datetime.combine(day, each) for each in (hours.from_, hours.until))
        stage.at(day, (first - timedelta(seconds=1)).time())
        assert refusal(stage.ask(subject)) == "perk-closed"
        stage.at(day, hours.from_)
        assert stage.ask(subject).status_code == 201
        stage.at(day, (last - timedelta(seconds=1)).time())
        token = stage.passed(subject)
        stage.at(day, hours.until)
        assert refusal(stage.show(token)) == "perk-closed"
        assert refusal(stage.ask(subject)) == "perk-closed"
    own = stage.own(subject)
    assert own is not None
    assert (own["is_open_now"], own["problem"]["kind"]) == (False, "perk-closed")
    assert own["opens_at"] is not None


@each_perk()
def test_when_its_limits_are_reached_it_is_refused_until_they_are_over(stage: Stage) -> None:
    subject = stage.resident()
    stated = [name for name in PERIODS if getattr(stage.perk.limits, name) is not None]
    if not stated:
        for _ in range(3 if stage.perk.limits.at_once is None else 1):
            stage.use(subject)
        return
    begin = stage.local.date()
    for _ in range(getattr(stage.perk.limits, stated[-1])):
        while stage.ask(subject).status_code == 409:
            stage.wait(days=1)
        stage.use(subject)
    # The longest limit is reached within its first period, and holds until the next one.
    next_one = following(stated[-1], begin)
    assert stage.local.date() < next_one
    for day in (stage.local.date(), next_one - timedelta(days=1)):
        stage.at(max(day, stage.local.date()), stage.local.time())
        if day.weekday() < 5 or not stage.perk.hours:
            assert refusal(stage.ask(subject)) == "perk-limit-reached"
    own = stage.own(subject)
    assert own is not None
    assert own["left"][stated[-1]] == 0
    stage.go_to(next_one)
    assert stage.use(subject)["perk"] == stage.perk.name


def following(period: str, day: date) -> date:
    """The first day of the next period; of the first Monday's of a year."""
    assert day == FIRST_DAY
    return {
        "day": day + timedelta(days=1),
        "week": day + timedelta(days=7),
        "month": date(day.year, 2, 1),
        "quarter": date(day.year, 4, 1),
        "year": date(day.year + 1, 1, 1),
    }[period]


@each_perk(lent_days=True)
def test_what_is_lent_frees_its_place_when_it_is_returned(stage: Stage) -> None:
    subject = stage.resident()
    most = stage.perk.limits.at_once
    assert most is not None
    for each in range(most):
        booked = stage.use(subject, f"lent {each}")
    assert stage.perk.lent_days is not None
    due = stage.local.date() + timedelta(days=stage.perk.lent_days)
    assert booked["due_on"] == str(due)
    assert refusal(stage.ask(subject)) == "perk-hands-full"
    # Overdue has no consequence but being shown; the place is free when it is brought back.
    stage.wait(days=stage.perk.lent_days + 1)
    assert refusal(stage.ask(subject)) == "perk-hands-full"
    returned = stage.give_back("lent 0")
    assert (returned.status_code, returned.json()["state"]) == (200, "returned")
    assert stage.use(subject)["state"] == "lent"
    assert refusal(stage.ask(subject)) == "perk-hands-full"


@each_perk(stock=True)
def test_the_last_place_is_booked_once(stage: Stage) -> None:
    first, second = stage.resident(), stage.resident()
    stage.set_places(1)
    tokens = stage.passed(first), stage.passed(second)
    assert stage.show(tokens[0], "last one").status_code == 201
    assert refusal(stage.show(tokens[1])) == "perk-stock-empty"
    assert refusal(stage.ask(second)) == "perk-stock-empty"
    assert stage.perk.stock is not None
    if stage.perk.lent_days is not None:
        assert stage.give_back("last one").status_code == 200
    elif stage.perk.stock.per is not None:
        assert stage.perk.stock.per == "day"
        stage.wait(days=1)
    else:
        stage.set_places(2)
    assert stage.use(second)["perk"] == stage.perk.name


@each_perk(by_grant=True)
def test_a_grant_ends_with_its_last_day(stage: Stage) -> None:
    subject = stage.resident_without_grant()
    assert stage.grant(subject, days=30).status_code == 201
    stage.go_to(stage.local.date() + timedelta(days=30))
    assert stage.ask(subject).status_code == 201
    stage.wait(days=1)
    assert refusal(stage.ask(subject)) == "perk-needs-grant"


@each_perk(valid_until=True)
def test_a_perk_ends_with_its_own_last_day(stage: Stage) -> None:
    assert stage.perk.valid_until is not None
    stage.go_to(stage.perk.valid_until - timedelta(days=10))
    subject = stage.resident()
    stage.go_to(stage.perk.valid_until)
    assert stage.ask(subject).status_code == 201
    stage.at(stage.perk.valid_until + timedelta(days=1), stage.local.time())
    assert refusal(stage.ask(subject)) == "perk-over"


@each_perk()
def test_a_band_that_falls_takes_nothing_that_was_taken_or_granted(stage: Stage) -> None:
    granted, banded = stage.resident_without_grant(), stage.resident()
    best = stage.amount(stage.opening[-1])
    assert stage.grant(granted, days=300).status_code == 201
    stage.use(banded, "taken")
    stage.lower(granted, banded)
    # What was granted lasts to its last day, with its amount, which the resident sees.
    held = stage.own(granted)
    assert held is not None
    assert (held["by"], held["until_day"] is not None) == ("grant", True)
    assert (None if held["value"] is None else held["value"]["amount"]) == best
    assert stage.use(granted)["perk"] == stage.perk.name
    # What the band alone opened is closed; what was taken stays taken.
    if not stage.perk.by_grant:
        assert stage.own(banded) is None
        assert refusal(stage.ask(banded)) == "perk-not-open"
    (taken,) = stage.mine(banded, "redemptions")["items"]
    assert taken["state"] == ("used" if stage.perk.lent_days is None else "lent")
    if stage.perk.lent_days is not None:
        assert stage.give_back("taken").json()["state"] == "returned"


@each_perk()
def test_who_leaves_has_it_no_more_and_returns_what_was_lent(stage: Stage) -> None:
    subject = stage.resident()
    stage.use(subject, "before")
    stage.wait(days=100)
    if stage.perk.lent_days is not None:
        assert stage.give_back("before").status_code == 200
        stage.use(subject, "in hand")
    other = stage.resident()
    token = stage.passed(other)
    for each in (subject, other):
        headers = stage.town.token(stage.town.resident(each))
        assert stage.client.delete("/api/v1/me/consent", headers=headers).status_code == 200
    assert refusal(stage.show(token)) == "pass-withdrawn"
    assert stage.ask(other).status_code in {403, 404, 409}
    # The provider keeps its booking, of nobody.
    found = stage.counter("GET", "/redemptions")
    assert subject not in found.text
    assert found.json()["items"]
    if stage.perk.lent_days is not None:
        assert stage.give_back("in hand").json()["state"] == "returned"
