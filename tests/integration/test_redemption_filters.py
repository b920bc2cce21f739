"""What a counter may ask of its provider's bookings: filters that are wrong say which one."""

from installation import Town
from redeeming import Desk, pass_for, said


def test_a_code_that_cannot_be_one_is_named_as_the_filter_it_is(desk: Desk) -> None:
    answer = desk.ask("GET", "/redemptions?code=junk")
    assert said(answer) == (422, "code-mistyped")
    assert answer.json()["problems"][0]["field"] == "code"


def test_the_totals_of_a_year_are_those_of_its_months(library: Town, desk: Desk) -> None:
    desk.redeem(pass_for(library, library.join(1)).token)
    for query, amount in (("", 1), ("?year=2027", 1), ("?year=2020", 0)):
        assert len(desk.ask("GET", f"/redemptions/totals{query}").json()["rows"]) == amount
    assert desk.ask("GET", "/redemptions/totals?year=last").status_code == 422
