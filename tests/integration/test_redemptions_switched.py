"""A switch renames a provider: nothing that is granted or lent is stranded."""

import pytest
from council import Council
from granting import grant
from httpx import Response
from installation import deed_id
from redeeming import said

CITY = "/api/v1/cities/weihai"
LIBRARY, RENAMED, PERK = "city-library", "town-library", "library-deposit"


def ask(council: Council, provider: str, method: str, path: str, **body: str) -> Response:
    """What a counter of a provider asks for."""
    headers = council.town.token(council.town.counter(provider))
    return council.client.request(method, f"{CITY}{path}", json=body or None, headers=headers)


def pass_of(council: Council, subject: str) -> str:
    headers = council.town.token(council.town.resident(subject))
    answer = council.client.post("/api/v1/me/passes", json={"perk": PERK}, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def redeem(council: Council, provider: str, token: str, word: str) -> tuple[int, str]:
    body = {"id": str(deed_id(word)), "token": token}
    return said(ask(council, provider, "POST", "/redemptions", **body))


def listed(council: Council, provider: str, query: str = "") -> list[str]:
    answer = ask(council, provider, "GET", f"/redemptions{query}")
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


def switch(council: Council) -> None:
    """The library has another name, and no band of these residents opens its perk any more."""
    text = council.text().replace(f'"{LIBRARY}"', f'"{RENAMED}"')
    before, name, after = text.partition(f'[[perk]]\nname = "{PERK}"')
    council.switch(text=before + name + after.replace('= "A"', '= "AAA"', 1))


@pytest.fixture
def holder(council: Council) -> str:
    """A resident who is granted the perk, before the switch."""
    subject = council.town.join(1)
    answer = grant(council.town, council.client, subject, perk=PERK)
    assert answer.status_code == 201, answer.text
    return subject


def test_a_running_grant_is_good_at_the_provider_of_the_new_name(
    council: Council, holder: str
) -> None:
    switch(council)
    token = pass_of(council, holder)
    assert redeem(council, "public-transport", token, "other") == (403, "pass-other-provider")
    assert redeem(council, RENAMED, token, "new") == (201, "lent")
    assert redeem(council, RENAMED, token, "new") == (200, "lent")
    assert redeem(council, RENAMED, token, "again") == (409, "pass-used")


def test_what_was_lent_is_brought_back_to_the_provider_of_the_new_name(
    council: Council, holder: str
) -> None:
    tokens = [pass_of(council, holder) for _ in range(3)]
    taken_at = council.town.clock.now().isoformat()
    for place in (0, 1):
        assert redeem(council, LIBRARY, tokens[place], f"lent {place}") == (201, "lent")
    switch(council)
    # Booked offline before the switch, and settled after it.
    body = {"id": str(deed_id("lent 2")), "token": tokens[2], "taken_at": taken_at}
    settled = ask(council, RENAMED, "POST", "/settled-redemptions", **body)
    assert said(settled) == (201, "lent")
    ids = {str(deed_id(f"lent {place}")) for place in range(3)}
    for query in ("", "?state=lent", f"?perk={PERK}"):
        assert set(listed(council, RENAMED, query)) == ids
    unknown = ask(council, RENAMED, "GET", "/redemptions?perk=nothing")
    assert said(unknown) == (422, "perk-not-given")
    assert listed(council, "public-transport") == []
    back = f"/redemptions/{deed_id('lent 0')}/return"
    assert said(ask(council, "public-transport", "POST", back)) == (404, "redemption-unknown")
    assert said(ask(council, RENAMED, "POST", back)) == (200, "returned")
    undo = f"/redemptions/{deed_id('lent 1')}/reverse"
    assert said(ask(council, RENAMED, "POST", undo, reason="Twice")) == (200, "reversed")
    # A second page goes on where the first ended.
    first = ask(council, RENAMED, "GET", "/redemptions?limit=2").json()
    rest = listed(council, RENAMED, f"?limit=2&cursor={first['next']}")
    assert [*(each["id"] for each in first["items"]), *rest] == listed(council, RENAMED)
    # Whoever booked it finds it still.
    assert set(listed(council, LIBRARY)) == {str(deed_id(f"lent {place}")) for place in (0, 1)}
