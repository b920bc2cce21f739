"""A counter books a pass: once, by its own provider, within hours, limits and stock."""

import pytest
from granting import leave
from installation import Town, deed_id, number
from litestar.testing import TestClient
from redeeming import (
    BOOKS,
    CITY,
    CONCERT,
    DEPOSIT,
    LIMITED,
    LOCKERS,
    MORNINGS,
    PARKING,
    Desk,
    pass_for,
    said,
    taken,
)

from backend.app import create_app
from backend.core.permissions import Role
from backend.storage.logs import entries


def test_a_pass_is_booked_and_says_nothing_of_its_holder(library: Town, desk: Desk) -> None:
    me = library.join(1)
    shown = pass_for(library, me)
    answer = desk.redeem(shown.token)
    assert answer.status_code == 201, answer.text
    assert answer.json() == {
        "id": str(deed_id("booking")),
        "perk": BOOKS,
        "label_en": "Books to borrow",
        "label_zh": "图书借阅",
        "value": None,
        "code": shown.code,
        "counter_name": None,
        "taken_at": "2027-03-01T04:00:00Z",
        "due_on": "2027-03-31",
        "state": "lent",
        "returned_at": None,
        "reversed_at": None,
        "reversible_until": "2027-03-01T04:15:00Z",
        "is_offline": False,
        "is_beyond_stock": False,
    }
    assert me not in answer.text
    assert taken(library) == 1


def test_a_typed_code_books_like_the_pass_however_it_is_written(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    answer = desk.redeem(f" {shown.code.lower().replace('-', ' ')} ")
    assert answer.status_code == 201
    assert said(desk.redeem(shown.token, "again")) == (409, "pass-used")


def test_an_amount_is_what_the_pass_says(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1), DEPOSIT)
    value = desk.redeem(shown.token).json()["value"]
    assert value == {"amount": 100, "unit": "CNY", "unit_en": "yuan", "unit_zh": "人民币元"}


def test_the_same_request_is_answered_as_before_also_much_later(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    first = desk.redeem(shown.token)
    again = desk.redeem(shown.token)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    library.clock.advance(hours=2)
    assert desk.redeem(shown.token).json() == first.json()
    assert desk.redeem(shown.code).json() == first.json()
    assert taken(library) == 1
    other = pass_for(library, library.join(2))
    assert said(desk.redeem(other.token)) == (409, "redemption-taken")
    head, claims, _ = shown.token.split(".")
    forged = f"{head}.{claims}.{other.token.split('.')[2]}"
    assert said(desk.redeem(forged)) == (422, "pass-altered")
    assert said(desk.redeem(f"{shown.token}=")) == (422, "pass-malformed")
    library.clock.advance(days=100)
    assert desk.redeem(shown.token).json() == first.json()
    assert said(Desk(library, desk.client, provider=PARKING).redeem(shown.token)) == (
        409,
        "redemption-taken",
    )


def test_a_pass_shown_again_is_refused_and_reported_once(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    desk.redeem(shown.token)
    library.clock.advance(minutes=1)
    other = Desk(library, desk.client, "two")
    for _ in range(3):
        assert said(other.redeem(shown.token, "replay")) == (409, "pass-used")
    assert taken(library) == 1
    headers = library.token(library.officer())
    [seen] = desk.client.get(f"{CITY}/second-uses", headers=headers).json()["items"]
    assert seen["id"] == str(deed_id("replay"))
    assert (seen["taken_at"], seen["first_at"]) == ("2027-03-01T04:01:00Z", "2027-03-01T04:00:00Z")
    assert not seen["is_offline"]
    [row] = desk.client.get(f"{CITY}/take-up", headers=headers).json()["rows"]
    assert (row["booked"], row["twice"]) == (1, 1)


def test_a_pass_of_another_provider_is_refused_and_not_reported(library: Town, desk: Desk) -> None:
    foreign = Desk(library, desk.client, provider=PARKING)
    shown = pass_for(library, library.join(1))
    assert said(foreign.redeem(shown.token)) == (403, "pass-other-provider")
    assert said(foreign.redeem(shown.code)) == (403, "pass-other-provider")
    Desk(library, desk.client).redeem(shown.token)
    assert said(foreign.redeem(shown.token, "later")) == (403, "pass-other-provider")
    headers = library.token(library.officer())
    assert desk.client.get(f"{CITY}/second-uses", headers=headers).json()["items"] == []


def test_a_pass_that_is_altered_expired_or_none_books_nothing(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    head, claims, signature = shown.token.split(".")
    other = pass_for(library, library.join(2)).token.split(".")
    wrong = {
        f"{head}.{claims}.{other[2]}": (422, "pass-altered"),
        f"{head}.{other[1]}.{signature}": (422, "pass-altered"),
        f"{shown.token}=": (422, "pass-malformed"),
        "a.b.c": (422, "pass-malformed"),
        ".": (422, "pass-malformed"),
        "7KQ2M-9XD4H": (422, "code-mistyped"),
        "0000000000": (404, "pass-unknown"),
    }
    for token, answer in wrong.items():
        assert said(desk.redeem(token)) == answer, token
    library.clock.advance(minutes=5)
    assert said(desk.redeem(shown.token)) == (409, "pass-expired")
    assert said(desk.redeem(shown.code)) == (404, "pass-unknown")
    assert desk.bookings() == []
    assert taken(library) == 0


def test_whoever_left_is_erased_or_lost_the_grant_is_refused_in_the_same_words(
    library: Town, desk: Desk
) -> None:
    leaver, gone = library.join(1), library.join(2)
    passes = [pass_for(library, each) for each in (leaver, gone)]
    leave(library, desk.client, leaver)
    leave(library, desk.client, gone, "?at_once=true")
    answers = [desk.redeem(shown.token, f"left {place}") for place, shown in enumerate(passes)]
    typed = [desk.redeem(shown.code, f"typed {place}") for place, shown in enumerate(passes)]
    assert {said(each) for each in answers} == {(409, "pass-withdrawn")}
    assert {said(each) for each in typed} == {(404, "pass-unknown")}
    for both in (answers, typed):
        assert both[0].content == both[1].content
    assert desk.bookings() == []


def test_a_code_that_was_shown_once_does_not_tell_later_who_left(library: Town, desk: Desk) -> None:
    leaver, gone, stays = (library.join(place) for place in (1, 2, 3))
    codes = [pass_for(library, each).code for each in (leaver, gone, stays)]
    library.clock.advance(minutes=6)
    before = [desk.redeem(code, "try").content for code in codes]
    leave(library, desk.client, leaver)
    leave(library, desk.client, gone, "?at_once=true")
    library.clock.advance(days=1)
    after = [desk.redeem(code, "try") for code in codes]
    assert {said(each) for each in after} == {(404, "pass-unknown")}
    assert {each.content for each in after} == set(before)
    assert len(set(before)) == 1


def test_a_clerks_own_pass_is_booked_by_a_colleague_only(library: Town, desk: Desk) -> None:
    me = library.join(1)
    library.desk.keys.link_staff(library.city, desk.identity.account, number(1))
    shown = pass_for(library, me)
    assert said(desk.redeem(shown.token)) == (403, "own-file")
    assert said(Desk(library, desk.client, "two").redeem(shown.token, "two")) == (201, "lent")


@pytest.mark.parametrize(
    ("used_after", "until"),
    [
        ((0,), "2027-03-02"),
        ((0, 1), "2027-03-08"),
        ((0, 1, 7), "2027-04-01"),
        ((0, 1, 7, 31), "2028-01-01"),
    ],
)
def test_limits_hold_by_day_week_month_and_year(
    library: Town, desk: Desk, used_after: tuple[int, ...], until: str
) -> None:
    """One a day, two a week, three a month, four a year; a pass too many is not even issued."""
    me, passed = library.join(1), 0
    for day in used_after:
        library.clock.advance(days=day - passed)
        passed = day
        assert said(desk.redeem(pass_for(library, me, LIMITED).token, f"{day}")) == (201, "used")
    headers = library.token(library.resident(me))
    answer = desk.client.post("/api/v1/me/passes", json={"perk": LIMITED}, headers=headers)
    assert said(answer) == (409, "perk-limit-reached")
    assert until in answer.json()["problems"][0]["detail"]


def test_a_limit_holds_where_several_passes_were_asked_for_before(
    library: Town, desk: Desk
) -> None:
    me = library.join(1)
    first, second = (pass_for(library, me, LIMITED) for _ in range(2))
    assert said(desk.redeem(first.token, "first")) == (201, "used")
    refused = desk.redeem(second.token, "second")
    assert said(refused) == (409, "perk-limit-reached")
    (problem,) = refused.json()["problems"]
    assert (problem["field"], "2027-03-02" in problem["detail"]) == ("token", True)
    # A refusal leaves the pass as it was: what is reversed gives the limit back.
    assert said(desk.reverse("first")) == (200, "reversed")
    assert said(desk.redeem(second.token, "second")) == (201, "used")


def test_so_many_at_once_until_one_is_brought_back(library: Town, desk: Desk) -> None:
    me = library.join(1)
    passes = [pass_for(library, me) for _ in range(3)]
    answers = [said(desk.redeem(each.token, each.id)) for each in passes]
    assert answers == [(201, "lent"), (201, "lent"), (409, "perk-hands-full")]
    assert said(desk.give_back(passes[0].id)) == (200, "returned")
    assert said(desk.redeem(passes[2].token, passes[2].id)) == (201, "lent")


def test_hours_are_looked_at_when_it_is_booked(library: Town, desk: Desk) -> None:
    me = library.join(1)
    library.clock.advance(minutes=29)
    shown, late = pass_for(library, me, MORNINGS), pass_for(library, me, MORNINGS)
    assert said(desk.redeem(shown.token)) == (201, "used")
    library.clock.advance(minutes=2)
    refused = desk.redeem(late.token, "late")
    assert said(refused) == (409, "perk-closed")
    assert "2027-03-02 08:00" in refused.json()["problems"][0]["detail"]


def test_the_last_place_goes_to_one_and_comes_back(library: Town, desk: Desk) -> None:
    passes = [pass_for(library, library.join(place)) for place in range(1, 5)]
    answers = [said(desk.redeem(each.token, each.id)) for each in passes]
    assert answers == [(201, "lent")] * 3 + [(409, "perk-stock-empty")]
    assert taken(library) == 3
    assert said(desk.give_back(passes[0].id)) == (200, "returned")
    assert taken(library) == 2
    assert said(desk.redeem(passes[3].token, passes[3].id)) == (201, "lent")
    # A second return is answered as before, and frees nothing more.
    assert said(desk.give_back(passes[0].id)) == (200, "returned")
    assert taken(library) == 3


def test_places_of_a_day_are_there_anew_on_the_next(library: Town, desk: Desk) -> None:
    people = [library.join(place) for place in range(1, 5)]
    passes = [pass_for(library, each, LOCKERS) for each in people[:3]]
    answers = [said(desk.redeem(each.token, each.id)) for each in passes]
    assert answers == [(201, "used"), (201, "used"), (409, "perk-stock-empty")]
    library.clock.advance(days=1)
    assert said(desk.redeem(pass_for(library, people[3], LOCKERS).token, "new")) == (201, "used")


def test_what_is_used_up_is_not_brought_back(library: Town, desk: Desk) -> None:
    desk.redeem(pass_for(library, library.join(1), LIMITED).token)
    assert said(desk.give_back()) == (409, "redemption-not-lent")
    assert said(desk.give_back("nothing")) == (404, "redemption-unknown")
    foreign = Desk(library, desk.client, provider=PARKING)
    assert said(foreign.give_back()) == (404, "redemption-unknown")
    assert said(foreign.reverse()) == (404, "redemption-unknown")


def test_bringing_back_late_has_no_consequence(library: Town, desk: Desk) -> None:
    me = library.join(1)
    desk.redeem(pass_for(library, me).token)
    library.clock.advance(days=200)
    assert said(desk.give_back()) == (200, "returned")
    assert said(desk.redeem(pass_for(library, me).token, "next")) == (201, "lent")


def test_a_mistake_is_reversed_by_any_counter_of_the_provider_in_time(
    library: Town, desk: Desk
) -> None:
    shown = pass_for(library, library.join(1))
    desk.redeem(shown.token)
    library.clock.advance(minutes=4)
    other = Desk(library, desk.client, "two")
    assert said(other.reverse()) == (200, "reversed")
    assert said(other.reverse()) == (200, "reversed")
    assert taken(library) == 0
    assert said(desk.give_back()) == (409, "redemption-reversed")
    # The pass stays used up.
    assert said(desk.redeem(shown.token, "again")) == (409, "pass-used")
    # And the request that booked it is answered by what has become of it.
    assert said(desk.redeem(shown.token)) == (200, "reversed")


def test_a_mistake_is_not_reversed_too_late_nor_after_the_return(library: Town, desk: Desk) -> None:
    first, second = (pass_for(library, library.join(place)) for place in (1, 2))
    desk.redeem(first.token, "first")
    desk.redeem(second.token, "second")
    desk.give_back("second")
    assert said(desk.reverse("second")) == (409, "redemption-returned")
    third = pass_for(library, library.join(3))
    desk.redeem(third.token, "third")
    library.clock.advance(minutes=15)
    assert said(desk.reverse("third")) == (200, "reversed")
    library.clock.advance(seconds=1)
    assert said(desk.reverse("first")) == (409, "reversal-late")
    assert taken(library) == 1


def test_bookings_are_found_by_state_perk_and_code_page_by_page(library: Town, desk: Desk) -> None:
    passes = []
    for place in range(1, 4):
        passes.append(pass_for(library, library.join(place)))
        desk.redeem(passes[-1].token, f"lent {place}")
        library.clock.advance(minutes=1)
    desk.redeem(pass_for(library, library.join(4), LIMITED).token, "used")
    desk.give_back("lent 1")
    desk.reverse("lent 2")
    found = {
        state: [each["id"] for each in desk.bookings(f"?state={state}")]
        for state in ("used", "lent", "returned", "reversed")
    }
    words = {"used": "used", "lent": "lent 3", "returned": "lent 1", "reversed": "lent 2"}
    assert found == {state: [str(deed_id(word))] for state, word in words.items()}
    assert len(desk.bookings(f"?perk={BOOKS}")) == 3
    [one] = desk.bookings(f"?code={passes[2].code.lower()}")
    assert one["id"] == str(deed_id("lent 3"))
    moments = [each["taken_at"] for each in desk.bookings()]
    assert moments == sorted(moments, reverse=True)
    first = desk.ask("GET", "/redemptions?limit=3").json()
    rest = desk.ask("GET", f"/redemptions?limit=3&cursor={first['next']}").json()
    assert [*first["items"], *rest["items"]] == desk.bookings()
    assert rest["next"] is None
    assert Desk(library, desk.client, provider=PARKING).bookings() == []


def test_a_counter_without_a_provider_can_do_nothing(library: Town, desk: Desk) -> None:
    nobody = Desk(library, desk.client)
    nobody.identity = library.staff(Role.COUNTER)
    shown = pass_for(library, library.join(1))
    assert said(nobody.redeem(shown.token)) == (403, "provider-none")
    for path in ("/counter", "/redemptions", "/redemptions/totals"):
        assert said(nobody.ask("GET", path)) == (403, "provider-none")


def test_every_booking_is_in_the_log_and_tells_the_resident_who(library: Town, desk: Desk) -> None:
    me = library.join(1)
    desk.redeem(pass_for(library, me).token)
    desk.give_back()
    desk.redeem(pass_for(library, me, LIMITED).token, "other")
    desk.reverse("other", "The wrong perk")
    log = library.desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 100))
    told = [(each.action, each.object) for each in reversed(log) if each.role == "counter"]
    booking, other = str(deed_id("booking")), str(deed_id("other"))
    assert told == [
        ("perk.redeemed", booking),
        ("perk.returned", booking),
        ("perk.redeemed", other),
        ("perk.reversed", other),
    ]
    assert all("The wrong perk" not in str(each.detail) for each in log)
    # The log is kept for ever, and does not say whose they are; who takes their data with them is
    # told, with the reason in words.
    assert not any(each.subject for each in log if each.role == "counter")
    own = desk.client.get("/api/v1/me/export", headers=library.token(library.resident(me)))
    shown = [each for each in reversed(own.json()["log"]) if each["role"] == "counter"]
    assert [(each["action"], each["about"]) for each in shown] == told
    assert shown[-1]["detail"]["reason"] == "The wrong perk"


def test_codes_are_not_found_by_trying(library: Town) -> None:
    with TestClient(create_app(library.installation, with_jobs=False)) as client:
        desk = Desk(library, client)
        answers = [said(desk.redeem("0000000000", f"{place}")) for place in range(31)]
    assert answers == [(404, "pass-unknown")] * 30 + [(429, "too-many-requests")]


def test_a_desk_knows_its_perks_and_units(library: Town, desk: Desk) -> None:
    found = desk.ask("GET", "/counter").json()
    assert (found["provider"], found["provider_en"]) == ("city-library", "City library")
    names = [each["name"] for each in found["perks"]]
    assert names == [BOOKS, LIMITED, MORNINGS, LOCKERS, DEPOSIT, CONCERT]
    assert [each["code"] for each in found["units"]] == ["CNY"]
    assert (found["reversal_minutes"], found["settle_hours"]) == (15, 72)


def test_erasing_keeps_bookings_without_people(library: Town, desk: Desk) -> None:
    me = library.join(1)
    desk.redeem(pass_for(library, me).token)
    before = desk.bookings()
    leave(library, desk.client, me, "?at_once=true")
    assert desk.bookings() == before
    everything = library.desk.database.read_now(
        lambda tx: tx.rows("select * from redemption_holder") + tx.rows("select * from perk_pass")
    )
    assert everything == []
    # What was lent can be brought back by its code all the same.
    library.clock.advance(days=40)
    [one] = desk.bookings(f"?code={before[0]['code']}")
    assert one["state"] == "lent"
    assert said(desk.give_back()) == (200, "returned")
    assert taken(library) == 0
