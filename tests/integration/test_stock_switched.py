"""What officers and counters did to a stock, after a switch that states it otherwise."""

from typing import Any

import pytest
from council import Council
from installation import deed_id
from redeeming import said

CITY = "/api/v1/cities/weihai"
PERK, LIBRARY = "library-deposit", "city-library"
LENT = "lent_days = 30"


def switch(council: Council, stock: str, provider: str = LIBRARY) -> None:
    """The perk has a stock of what is used up, and perhaps its provider another name."""
    begin, name, rest = council.text().partition(f'[[perk]]\nname = "{PERK}"')
    perk, _, end = rest.partition(LENT)
    perk = perk.replace("limits = { at_once = 8 }\n", "")
    text = begin + name + perk + f"stock = {stock}" + end
    council.switch(text=text.replace(f'"{LIBRARY}"', f'"{provider}"'))
    council.town.clock.advance(days=1)


def stock(council: Council) -> dict[str, Any]:
    headers = council.town.token(council.town.officer())
    rows = council.client.get(f"{CITY}/stock", headers=headers).json()
    found: dict[str, Any] = next(each for each in rows if each["perk"] == PERK)
    return found


def set_places(council: Council, places: int, version: int) -> tuple[int, int]:
    headers = {**council.town.token(council.town.officer()), "if-match": f'"v{version}"'}
    body = {"places": places, "reason": "A shelf was added"}
    answer = council.client.put(f"{CITY}/stock/{PERK}", json=body, headers=headers)
    return answer.status_code, answer.json().get("places")


def book(council: Council, place: int, provider: str = LIBRARY) -> tuple[int, str]:
    """A resident asks for a pass and shows it."""
    town = council.town
    headers = town.token(town.resident(town.join(place)))
    made = council.client.post("/api/v1/me/passes", json={"perk": PERK}, headers=headers)
    if made.status_code != 201:
        return said(made)
    body = {"id": str(deed_id(f"{place}")), "token": made.json()["token"]}
    headers = town.token(town.counter(provider))
    return said(council.client.post(f"{CITY}/redemptions", json=body, headers=headers))


@pytest.mark.parametrize("stated", ['{ places = 1, per = "day" }', '{ places = 2, per = "year" }'])
def test_places_hold_until_the_scheme_states_others(council: Council, stated: str) -> None:
    switch(council, '{ places = 1, per = "year" }')
    assert set_places(council, 1200, 0) == (200, 1200)
    switch(council, stated)
    found = stock(council)
    assert (found["places"], found["reason"]) == (found["listed"], None)
    for place in range(1, found["listed"] + 1):
        assert book(council, place) == (201, "used")
    assert book(council, 9) == (409, "perk-stock-empty")
    # An officer can set them anew, over what was set before.
    assert set_places(council, 7, found["version"]) == (200, 7)
    assert book(council, 10) == (201, "used")


def test_places_hold_through_a_switch_that_states_the_same(council: Council) -> None:
    switch(council, "{ places = 2 }")
    set_places(council, 5, 0)
    switch(council, "{ places = 2 }", "town-library")
    found = stock(council)
    assert (found["places"], found["reason"]) == (5, "A shelf was added")


def test_a_month_in_which_a_provider_changes_is_counted_for_both(council: Council) -> None:
    switch(council, "{ places = 9 }")
    assert book(council, 1) == (201, "used")
    switch(council, "{ places = 9 }", "town-library")
    assert book(council, 2, "town-library") == (201, "used")
    town = council.town
    for provider in (LIBRARY, "town-library"):
        headers = town.token(town.counter(provider))
        (row,) = council.client.get(f"{CITY}/redemptions/totals", headers=headers).json()["rows"]
        assert row["booked"] == 1
    headers = town.token(town.officer())
    (share,) = council.client.get(f"{CITY}/take-up/counters", headers=headers).json()["rows"]
    assert share["booked"] == 2
