"""The history of a score says why it changed: by objections, repairs, the calendar, a return."""

from collections.abc import Iterator
from datetime import date

import pytest
from installation import Town
from taking import Client, Taker

Change = tuple[int, list[tuple[str, str | None]]]


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def changes(taker: Taker) -> list[Change]:
    """Each total with its reasons, the latest first."""
    return [
        (view["total"], [(event["kind"], event.get("deed")) for event in view["because"]])
        for view in taker.ask("history").json()["items"]
    ]


def test_a_deed_that_begins_and_expires_by_itself_is_named(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    fine = taker.court.fine()
    (ends,) = [each for each in taker.suppose().json()["coming"] if each["total"] == 600]
    town.clock.advance(days=365 * 6)
    assert [change for change in changes(taker) if change[1][0][1] == fine][:2] == [
        (600, [("expired", fine)]),
        (570, [("begins", fine)]),
    ]
    assert any(view["on"] == ends["on"] for view in taker.ask("history").json()["items"])


def test_an_objection_and_its_answer_are_reasons(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    fine = taker.court.fine()
    town.clock.advance(days=11)
    assert taker.court.object(taker.subject, fine).status_code == 201
    town.clock.advance(days=1)
    assert taker.court.decide(is_granted=False).status_code == 200
    assert [change[0] for change in changes(taker)] == [570, 600, 570, 600]
    resumed, suspended, begins, _ = changes(taker)
    assert ("resumed", fine) in resumed[1]
    assert suspended[1] == [("suspended", fine)]
    assert begins[1] == [("begins", fine)]


def test_an_objection_that_is_upheld_leaves_what_was_as_it_was(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    fine = taker.court.fine()
    town.clock.advance(days=11)
    taker.court.object(taker.subject, fine)
    before = changes(taker)
    town.clock.advance(hours=1)
    taker.court.decide(is_granted=True)
    assert changes(taker) == before
    assert taker.court.steps(taker.subject, fine)[-2:] == ["suspended", "annulled"]


def test_what_ended_while_one_was_leaving_is_seen_at_the_return(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    town.log(1, "volunteering", "hours", quantity=60, occurred_on=date(2026, 3, 2))
    town.clock.advance(hours=1)
    headers = town.token(taker.identity)
    assert client.delete("/api/v1/me/consent", headers=headers).status_code == 200
    town.clock.advance(days=2)
    headers = town.token(taker.identity)
    assert client.post("/api/v1/me/return", headers=headers).status_code == 200
    assert changes(taker)[0] == (600, [("returned", None)])
    assert changes(taker)[1][0] == 620
