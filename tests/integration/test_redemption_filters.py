"""What a counter may ask of its provider's bookings: filters that are wrong say which one."""

from installation import Town, deed_id
from redeeming import BOOKS, LIMITED, PARKING, Desk, pass_for, said


def test_a_code_that_cannot_be_one_is_named_as_the_filter_it_is(desk: Desk) -> None:
    answer = desk.ask("GET", "/redemptions?code=junk")
    assert said(answer) == (422, "code-mistyped")
    assert answer.json()["problems"][0]["field"] == "code"


def test_the_totals_of_a_year_are_those_of_its_months(library: Town, desk: Desk) -> None:
    desk.redeem(pass_for(library, library.join(1)).token)
    for query, amount in (("", 1), ("?year=2027", 1), ("?year=2020", 0)):
        assert len(desk.ask("GET", f"/redemptions/totals{query}").json()["rows"]) == amount
    assert desk.ask("GET", "/redemptions/totals?year=last").status_code == 422


def test_a_perk_that_the_provider_does_not_give_is_named_with_those_that_it_does(
    library: Town, desk: Desk
) -> None:
    desk.redeem(pass_for(library, library.join(1)).token)
    assert [each["perk"] for each in desk.bookings(f"?perk={BOOKS}")] == [BOOKS]
    assert desk.bookings(f"?perk={LIMITED}") == []
    for perk in ("public-parking-discount", "bokos"):
        answer = desk.ask("GET", f"/redemptions?perk={perk}")
        assert said(answer) == (422, "perk-not-given")
        (problem,) = answer.json()["problems"]
        assert problem["field"] == "perk"
        assert BOOKS in problem["detail"]
    other = Desk(library, desk.client, provider=PARKING)
    assert said(other.ask("GET", f"/redemptions?perk={BOOKS}")) == (422, "perk-not-given")


def test_what_is_overdue_is_asked_for_alone(library: Town, desk: Desk) -> None:
    for place, word in enumerate(("back", "late", "in time"), 1):
        desk.redeem(pass_for(library, library.join(place)).token, word)
        library.clock.advance(days=20)
    desk.give_back("back")
    # Lent for thirty days: twenty and forty days ago by now.
    late = desk.bookings("?state=overdue")
    assert [(each["id"], each["state"]) for each in late] == [(str(deed_id("late")), "lent")]
    assert len(desk.bookings("?state=lent")) == 2
    library.clock.advance(days=10)
    # On its last day nothing is late.
    assert len(desk.bookings("?state=overdue&limit=1")) == 1
    library.clock.advance(days=1)
    assert len(desk.bookings("?state=overdue")) == 2
    answer = desk.ask("GET", "/redemptions?state=lost")
    assert said(answer) == (422, "not-a-choice")
    assert "lent, overdue, returned, reversed, used" in answer.json()["detail"]
