"""A counter settles what it booked without a network: once, in any order, and in good faith."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from granting import leave
from installation import Town, deed_id, number
from redeeming import BOOKS, CITY, DEPOSIT, LIMITED, LOCKERS, PARKING, Desk, pass_for, said, taken

from backend.storage.logs import entries


def stored(town: Town, table: str) -> list[tuple[Any, ...]]:
    return town.desk.database.read_now(lambda tx: tx.rows(f"select * from {table}"))


def reported(desk: Desk) -> list[dict[str, Any]]:
    headers = desk.town.token(desk.town.officer())
    answer = desk.client.get(f"{CITY}/second-uses", headers=headers)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_what_was_taken_offline_is_recorded_with_its_own_moment(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1), DEPOSIT)
    taken_at = library.clock.advance(minutes=4)
    library.clock.advance(hours=71)
    answer = desk.settle(shown.token, taken_at)
    assert said(answer) == (201, "used")
    view = answer.json()
    assert (view["taken_at"], view["is_offline"]) == ("2027-03-01T04:04:00Z", True)
    assert (view["is_beyond_stock"], view["value"]["amount"]) == (False, 100)
    again = desk.settle(shown.token, taken_at)
    assert (again.status_code, again.json()) == (200, view)
    # A mistake of then can be reversed from now on.
    assert view["reversible_until"] == "2027-03-04T03:19:00Z"
    assert said(desk.reverse()) == (200, "reversed")


def test_a_settled_booking_has_a_code_of_its_own_whoever_is_erased(
    library: Town, desk: Desk
) -> None:
    """By the code under its QR a counter would see whether the pass's row is still there."""
    stays, gone = library.join(1), library.join(2)
    passes = [pass_for(library, each) for each in (stays, gone)]
    leave(library, desk.client, gone, "?at_once=true")
    views = [desk.settle(each.token, library.clock.now(), each.id).json() for each in passes]
    for shown, view in zip(passes, views, strict=True):
        assert view["code"] not in {each.code for each in passes}
        assert [each["id"] for each in desk.bookings(f"?code={view['code']}")] == [view["id"]]
        # The pass is used up, and its code like one that never was.
        assert said(desk.redeem(shown.code, f"typed {shown.id}")) == (404, "pass-unknown")
        assert said(desk.redeem(shown.token, f"again {shown.id}")) == (409, "pass-used")
    headers = library.token(library.resident(stays))
    [own] = desk.client.get("/api/v1/me/redemptions", headers=headers).json()["items"]
    assert own["code"] == views[0]["code"]


def test_what_was_lent_offline_is_due_from_the_day_it_was_taken(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    taken_at = library.clock.now()
    library.clock.advance(days=2)
    view = desk.settle(shown.token, taken_at).json()
    assert (view["state"], view["due_on"]) == ("lent", "2027-03-31")
    assert said(desk.give_back()) == (200, "returned")
    assert taken(library) == 0


@pytest.mark.parametrize(
    ("off", "kind"),
    [
        (timedelta(seconds=-31), (409, "pass-not-yet")),
        (timedelta(seconds=-30), (201, "lent")),
        (timedelta(seconds=299), (201, "lent")),
        (timedelta(seconds=300), (409, "pass-expired")),
    ],
)
def test_it_was_taken_while_the_pass_held(
    library: Town, desk: Desk, off: timedelta, kind: tuple[int, str]
) -> None:
    shown = pass_for(library, library.join(1))
    taken_at = library.clock.now() + off
    library.clock.advance(hours=1)
    assert said(desk.settle(shown.token, taken_at)) == kind


def test_it_is_settled_in_time_and_not_before_it_was_taken(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    taken_at = library.clock.now()
    assert said(desk.settle(shown.token, taken_at + timedelta(seconds=61))) == (422, "settle-ahead")
    library.clock.advance(hours=72, seconds=1)
    assert said(desk.settle(shown.token, taken_at)) == (409, "settle-too-late")
    assert desk.bookings() == []
    library.clock.advance(seconds=-1)
    assert said(desk.settle(shown.token, taken_at)) == (201, "lent")
    library.clock.advance(days=30)
    assert said(desk.settle(shown.token, taken_at)) == (200, "lent")


def test_only_a_whole_pass_of_the_own_provider_is_settled(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    now = library.clock.now()
    assert said(desk.settle(shown.code, now)) == (409, "settle-whole-pass")
    assert said(desk.settle(f"{shown.token}A", now)) in {
        (422, "pass-altered"),
        (422, "pass-malformed"),
    }
    foreign = Desk(library, desk.client, provider=PARKING)
    assert said(foreign.settle(shown.token, now)) == (403, "pass-other-provider")
    naive = {"id": str(deed_id("x")), "token": shown.token, "taken_at": "2027-03-01T12:00:00"}
    assert desk.ask("POST", "/settled-redemptions", naive).status_code == 422


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_pass_used_at_three_desks_is_booked_once_in_any_order(
    library: Town, desk: Desk, order: tuple[int, ...]
) -> None:
    """Online at one, offline at two others; whoever reports first has it, the rest is reported."""
    shown = pass_for(library, library.join(1))
    moments = [library.clock.advance(seconds=10) for _ in range(3)]
    desks = [Desk(library, desk.client, name) for name in ("one", "two", "three")]

    def report(place: int) -> tuple[int, str]:
        word = f"use {place}"
        if place == 0:
            return said(desks[0].redeem(shown.token, word))
        return said(desks[place].settle(shown.token, moments[place], word))

    answers = [report(place) for place in order]
    assert answers == [(201, "lent"), (409, "pass-used"), (409, "pass-used")]
    # Sent again, each is answered as before, and reported but once.
    assert [report(place) for place in order] == [(200, "lent"), *answers[1:]]
    assert taken(library) == 1
    assert len(desk.bookings()) == 1
    seen = {(each["id"], each["is_offline"]) for each in reported(desk)}
    assert seen == {(str(deed_id(f"use {place}")), place > 0) for place in order[1:]}


def beyond(library: Town) -> list[int]:
    """Which bookings went beyond what was allowed; officers alone are told how many."""
    query = "select is_beyond from redemption order by 1"
    return [row[0] for row in library.desk.database.read_now(lambda tx: tx.rows(query))]


def told_beyond(desk: Desk) -> tuple[int, int]:
    """How many were booked, and how many of them beyond what was allowed, as officers see it."""
    headers = desk.town.token(desk.town.officer())
    [row] = desk.client.get(f"{CITY}/take-up", headers=headers).json()["rows"]
    return row["booked"], row["beyond"]


def test_beyond_the_stock_it_is_recorded_and_takes_no_place(library: Town, desk: Desk) -> None:
    passes = [pass_for(library, library.join(place), LOCKERS) for place in range(1, 4)]
    now = library.clock.now()
    views = [desk.settle(each.token, now, each.id).json() for each in passes]
    assert [view["is_beyond_stock"] for view in views] == [False, False, True]
    assert taken(library, LOCKERS) == 2
    # What took no place frees none.
    assert said(desk.reverse(passes[2].id)) == (200, "reversed")
    assert taken(library, LOCKERS) == 2
    assert said(desk.reverse(passes[0].id)) == (200, "reversed")
    assert taken(library, LOCKERS) == 1


def test_beyond_the_stock_whoever_left_looks_like_whoever_stayed(library: Town, desk: Desk) -> None:
    leaver = library.join(4)
    passes = [pass_for(library, library.join(place), LOCKERS) for place in range(1, 4)]
    passes.append(pass_for(library, leaver, LOCKERS))
    now = library.clock.now()
    leave(library, desk.client, leaver)
    views = [desk.settle(each.token, now, each.id).json() for each in passes]
    assert [view["is_beyond_stock"] for view in views] == [False, False, True, True]


def test_beyond_a_limit_it_is_recorded_and_counts(library: Town, desk: Desk) -> None:
    me = library.join(1)
    passes = [pass_for(library, me, LIMITED) for _ in range(2)]
    now = library.clock.now()
    views = [desk.settle(each.token, now, each.id).json() for each in passes]
    # The counter is not told: it would learn how often its holder was here.
    assert [view["is_beyond_stock"] for view in views] == [False, False]
    assert beyond(library) == [0, 1]
    [own] = desk.ask("GET", "/redemptions/totals").json()["rows"]
    assert own["beyond"] is None
    headers = library.token(library.officer())
    [row] = desk.client.get(f"{CITY}/take-up", headers=headers).json()["rows"]
    assert (row["booked"], row["offline"], row["beyond"]) == (2, 2, 1)
    library.clock.advance(days=1)
    ask = desk.client.post(
        "/api/v1/me/passes", json={"perk": LIMITED}, headers=library.token(library.resident(me))
    )
    # Two of this week are used: the resident is told so, and nothing else.
    assert said(ask) == (409, "perk-limit-reached")


def test_an_offline_pass_outlives_leaving_and_leads_to_nobody(library: Town, desk: Desk) -> None:
    leaver, gone = library.join(1), library.join(2)
    passes = [pass_for(library, each) for each in (leaver, gone)]
    leave(library, desk.client, leaver)
    leave(library, desk.client, gone, "?at_once=true")
    taken_at = library.clock.advance(minutes=3)
    answers = [desk.settle(each.token, taken_at, each.id) for each in passes]
    assert [said(each) for each in answers] == [(201, "lent")] * 2
    assert [each.json()["is_beyond_stock"] for each in answers] == [False, False]
    assert beyond(library) == [1, 1]
    assert stored(library, "redemption_holder") == []
    assert all(who not in each.text for each in answers for who in (leaver, gone))
    assert said(desk.give_back(passes[1].id)) == (200, "returned")


def test_a_clerks_own_pass_counts_and_leads_to_nobody_once_they_are_erased(
    library: Town, desk: Desk
) -> None:
    me = library.join(1)
    library.desk.keys.link_staff(library.city, desk.identity.account, number(1))
    gone = library.join(2)
    own, withdrawn = pass_for(library, me), pass_for(library, gone)
    leave(library, desk.client, gone, "?at_once=true")
    answers = [desk.settle(each.token, library.clock.now(), each.id) for each in (own, withdrawn)]
    assert [said(each) for each in answers] == [(201, "lent")] * 2
    assert told_beyond(desk) == (2, 2)
    leave(library, desk.client, me, "?at_once=true")
    # Of both the same is kept, but for what is random.
    query = "select perk, provider, counter, is_beyond, period from redemption"
    first, second = library.desk.database.read_now(lambda tx: tx.rows(query))
    assert first == second
    assert stored(library, "redemption_holder") == []
    log = library.desk.database.read_now(lambda tx: entries(tx, library.city, None, 100))
    settled = [each.detail for each in log if each.action == "perk.settled"]
    assert settled == [{"perk": BOOKS}] * 2
    assert said(desk.reverse(own.id)) == (200, "reversed")
    assert told_beyond(desk) == (1, 1)


def test_a_request_whose_answer_was_lost_may_be_settled_instead(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    desk.redeem(shown.token)
    taken_at: datetime = library.clock.advance(seconds=5)
    answer = desk.settle(shown.token, taken_at)
    assert (said(answer), answer.json()["is_offline"]) == ((200, "lent"), False)
    assert reported(desk) == []
    assert taken(library, BOOKS) == 1
