"""What residents see of perks: what they have, what the next band opens, what was used, is due."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from granting import PARKING, Client, good, grant, leave, me, refused, revoke
from installation import Town, deed_id, document, opened
from redeeming import BOOKS, DEPOSIT, LIMITED, MORNINGS, Desk, cities_with_library, pass_for

Json = dict[str, Any]


@pytest.fixture
def town(tmp_path: Path, database_url: str | None) -> Iterator[Town]:
    """Fuzhou with a library, at noon of a Monday."""
    configs = cities_with_library(tmp_path / "configs")
    yield from opened(tmp_path / "data", database_url, "fuzhou", configs)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def own(town: Town, client: Client, subject: str) -> Json:
    answer = me(town, client, subject, "perks")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def perks(town: Town, client: Client, subject: str) -> dict[str, Json]:
    return {perk["name"]: perk for perk in own(town, client, subject)["perks"]}


def use(town: Town, client: Client, subject: str, perk: str, word: str) -> None:
    token = pass_for(town, subject, perk).token
    assert Desk(town, client).redeem(token, word).status_code == 201


def test_one_has_what_the_band_opens_and_sees_what_a_counter_learns(
    town: Town, client: Client
) -> None:
    low, high = town.join(1), good(town, 2)
    assert set(perks(town, client, low)) >= {BOOKS, LIMITED, MORNINGS, DEPOSIT}
    assert "public-parking-discount" not in perks(town, client, low)
    assert set(perks(town, client, high)) >= {BOOKS, "public-parking-discount"}
    for subject, amount in ((low, 100), (high, 300)):
        found = perks(town, client, subject)[DEPOSIT]
        assert found["value"]["amount"] == amount
        assert found["tells_en"] == f"The counter learns: up to {amount} yuan."
        assert (found["by"], found["until_day"]) == ("band", None)
    # Where everybody has the same, the pass tells nothing.
    assert perks(town, client, high)["public-parking-discount"]["tells_en"] is None


def test_one_sees_how_many_places_are_left_for_everybody(town: Town, client: Client) -> None:
    one, other = town.join(1), town.join(2)
    assert perks(town, client, one)[BOOKS]["places_left"] == 3
    assert perks(town, client, one)[LIMITED]["places_left"] is None
    use(town, client, other, BOOKS, "lent")
    assert perks(town, client, one)[BOOKS]["places_left"] == 2


def test_one_sees_how_often_a_perk_can_still_be_used_and_why_not_now(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    before = perks(town, client, subject)[LIMITED]
    assert before["left"] == {
        "day": 1,
        "week": 2,
        "month": 3,
        "quarter": None,
        "year": 4,
        "at_once": None,
    }
    assert (before["is_open_now"], before["problem"]) == (True, None)
    use(town, client, subject, LIMITED, "seat")
    after = perks(town, client, subject)[LIMITED]
    assert (after["left"]["day"], after["left"]["week"], after["left"]["year"]) == (0, 1, 3)
    assert (after["is_open_now"], after["problem"]["kind"]) == (False, "perk-limit-reached")


def test_one_sees_when_a_perk_opens_again(town: Town, client: Client) -> None:
    subject = town.join(1)
    assert perks(town, client, subject)[MORNINGS]["opens_at"] is None
    town.clock.advance(hours=1)
    tea = perks(town, client, subject)[MORNINGS]
    assert (tea["is_open_now"], tea["problem"]["kind"]) == (False, "perk-closed")
    assert tea["opens_at"] == "2027-03-02T00:00:00Z"


def test_one_sees_what_was_used_and_what_is_due(town: Town, client: Client) -> None:
    subject = town.join(1)
    use(town, client, subject, BOOKS, "book")
    town.clock.advance(minutes=1)
    use(town, client, subject, DEPOSIT, "deposit")
    assert perks(town, client, subject)[BOOKS]["in_hand"] == 1
    used = me(town, client, subject, "redemptions").json()["items"]
    assert [(each["perk"], each["state"], each["due_on"]) for each in used] == [
        (DEPOSIT, "used", None),
        (BOOKS, "lent", "2027-03-31"),
    ]
    assert used[0]["value"]["amount"] == 100
    (soon,) = own(town, client, subject)["ending"]
    assert (soon["what"], soon["perk"], soon["on"]) == ("lent", BOOKS, "2027-03-31")
    Desk(town, client).give_back("book")
    assert own(town, client, subject)["ending"] == []
    states = [each["state"] for each in me(town, client, subject, "redemptions").json()["items"]]
    assert states == ["used", "returned"]


def test_what_is_overdue_stands_first_and_nothing_follows_from_it(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    use(town, client, subject, BOOKS, "book")
    before = me(town, client, subject, "score").json()["total"]
    town.clock.advance(days=60)
    (soon,) = own(town, client, subject)["ending"]
    assert soon["on"] == "2027-03-31"
    assert perks(town, client, subject)[BOOKS]["is_open_now"] is True
    assert me(town, client, subject, "score").json()["total"] == before


def test_what_one_used_comes_in_pages(town: Town, client: Client) -> None:
    subject = town.join(1)
    for place in range(5):
        use(town, client, subject, DEPOSIT, f"deposit {place}")
        town.clock.advance(minutes=place % 2)
    whole = [each["id"] for each in me(town, client, subject, "redemptions").json()["items"]]
    page = me(town, client, subject, "redemptions?limit=2").json()
    paged = [each["id"] for each in page["items"]]
    while page["next"]:
        page = me(town, client, subject, f"redemptions?limit=2&cursor={page['next']}").json()
        paged += [each["id"] for each in page["items"]]
    assert len(set(whole)) == 5
    assert paged == whole


def test_the_next_band_says_what_it_opens_and_what_it_would_take(
    town: Town, client: Client
) -> None:
    above = own(town, client, town.join(1))["above"]
    assert (above["band"], above["points_missing"], above["by_itself_on"]) == ("good", 50, None)
    gains = {each["name"]: each["value"] for each in above["perks"]}
    assert gains[DEPOSIT]["amount"] == 300
    assert "public-parking-discount" in gains
    # What the own band gives as much of is no gain.
    assert BOOKS not in gains


def test_whoever_has_the_best_band_has_nothing_above(town: Town, client: Client) -> None:
    subject = good(town)
    for kind in ("youth-award", "culture-sports-award", "tourism-award"):
        by = town.collector(town.desk.deed_type(kind).departments[0], kind)
        town.log(1, kind, kind, grade="national", document=document(), by=by)
    found = own(town, client, subject)
    assert (found["band"], found["above"]) == ("excellent", None)


def test_a_band_that_comes_back_by_itself_is_told_with_its_day(town: Town, client: Client) -> None:
    subject = good(town)
    town.log(1, "property-fee-arrears", "fee", document=document())
    path = f"/api/v1/cities/fuzhou/deeds/{deed_id('fee')}/confirm"
    assert client.post(path, headers=town.token(town.officer("two"))).status_code == 204
    town.clock.advance(days=30)
    found = own(town, client, subject)
    assert found["band"] == "standard"
    missing = Decimal(str(found["above"]["points_missing"]))
    assert (found["above"]["band"], missing > 0) == ("good", True)
    day = found["above"]["by_itself_on"]
    coming = client.post(
        "/api/v1/me/what-if", json={"deeds": []}, headers=town.token(town.resident(subject))
    ).json()["coming"]
    first = next(each["on"] for each in coming if each["band"] in {"good", "excellent"})
    assert day == first


def test_a_perk_in_hand_lasts_though_the_band_falls_and_says_until_when(
    town: Town, client: Client
) -> None:
    subject = good(town)
    assert grant(town, client, subject, perk=DEPOSIT, until_day="2027-06-30").is_success
    town.log(1, "property-fee-arrears", "fee", document=document())
    path = f"/api/v1/cities/fuzhou/deeds/{deed_id('fee')}/confirm"
    assert client.post(path, headers=town.token(town.officer("two"))).status_code == 204
    town.clock.advance(days=30)
    found = perks(town, client, subject)
    assert own(town, client, subject)["band"] == "standard"
    # The band opens 100 of it; the grant keeps the 300 of its day.
    assert (found[DEPOSIT]["by"], found[DEPOSIT]["value"]["amount"]) == ("grant", 300)
    assert found[DEPOSIT]["until_day"] == "2027-06-30"
    assert "public-parking-discount" not in found
    revoke(town, client, subject)
    assert perks(town, client, subject)[DEPOSIT]["until_day"] == "2027-04-10"
    (soon,) = own(town, client, subject)["ending"]
    assert (soon["what"], soon["on"]) == ("grant", "2027-04-10")
    town.clock.advance(days=11)
    assert perks(town, client, subject)[DEPOSIT]["value"]["amount"] == 100


@pytest.fixture
def by_grant(tmp_path: Path, database_url: str) -> Iterator[Town]:
    """The same town, where parking is opened by an officer's grant alone."""
    configs = cities_with_library(tmp_path / "granting")
    path = configs / "fuzhou/schemes/2019-01-01.toml"
    name = f'name = "{PARKING}"\n'
    path.write_text(path.read_text("utf-8").replace(name, f"{name}by_grant = true\n"), "utf-8")
    yield from opened(tmp_path / "granted", database_url, "fuzhou", configs)


def test_a_perk_that_only_a_grant_opens_can_be_asked_for_from_its_band_on(by_grant: Town) -> None:
    with by_grant.client() as client:
        low, high = (
            own(by_grant, client, by_grant.join(1)),
            own(by_grant, client, good(by_grant, 2)),
        )
    assert low["to_ask_for"] == []
    gains = {each["name"]: each["by_grant"] for each in low["above"]["perks"]}
    assert (gains[PARKING], gains[DEPOSIT]) == (True, False)
    (asked,) = high["to_ask_for"]
    assert (asked["name"], asked["value"]["amount"]) == (PARKING, 20)
    assert asked["provider_en"]
    assert PARKING not in {each["name"] for each in high["perks"]}


def test_a_perk_that_is_granted_is_told_shown_before_it_begins_and_then_with_its_last_day(
    by_grant: Town,
) -> None:
    subject = good(by_grant)
    with by_grant.client() as client:
        days: Json = {"from_day": "2027-03-11", "until_day": "2027-08-31"}
        assert grant(by_grant, client, subject, **days).is_success
        before = own(by_grant, client, subject)
        (told,) = [
            each["text"]
            for each in me(by_grant, client, subject, "notices").json()["items"]
            if each["kind"] == "perk-granted"
        ]
        by_grant.clock.advance(days=10)
        after = own(by_grant, client, subject)
    (coming,) = before["to_come"]
    assert (coming["name"], coming["value"]["amount"]) == (PARKING, 20)
    assert (coming["from_day"], coming["until_day"]) == tuple(days.values())
    assert all(day in told for day in days.values())
    assert (before["to_ask_for"], PARKING in {each["name"] for each in before["perks"]}) == (
        [],
        False,
    )
    held = {each["name"]: (each["by"], each["until_day"]) for each in after["perks"]}
    assert held[PARKING] == ("grant", "2027-08-31")
    assert (after["to_come"], after["to_ask_for"]) == ([], [])


def test_a_grant_that_is_revoked_before_it_begins_is_not_to_come(by_grant: Town) -> None:
    subject = good(by_grant)
    with by_grant.client() as client:
        assert grant(by_grant, client, subject, from_day="2027-03-11").is_success
        assert revoke(by_grant, client, subject).is_success
        found = own(by_grant, client, subject)
        assert (found["to_come"], len(found["to_ask_for"])) == ([], 1)
        # Revoked within the notice period it holds for a while, and says until when.
        days: Json = {"word": "other", "from_day": "2027-03-11", "until_day": "2027-08-31"}
        assert grant(by_grant, client, subject, **days).is_success
        by_grant.clock.advance(days=5)
        assert revoke(by_grant, client, subject, "other").is_success
        (coming,) = own(by_grant, client, subject)["to_come"]
    assert (coming["from_day"], coming["until_day"]) == ("2027-03-11", "2027-03-16")


def test_what_is_to_come_ends_with_the_perk(tmp_path: Path, database_url: str) -> None:
    configs = cities_with_library(tmp_path / "ending")
    path = configs / "fuzhou/schemes/2019-01-01.toml"
    name = f'name = "{PARKING}"\n'
    ends = f"{name}valid_from = 2027-03-20\nvalid_until = 2027-04-30\n"
    path.write_text(path.read_text("utf-8").replace(name, ends), "utf-8")
    for town in opened(tmp_path / "ended", database_url, "fuzhou", configs):
        subject = good(town)
        with town.client() as client:
            days: Json = {"from_day": "2027-03-11", "until_day": "2027-08-31"}
            assert grant(town, client, subject, **days).is_success
            (coming,) = own(town, client, subject)["to_come"]
            assert (coming["from_day"], coming["until_day"]) == ("2027-03-20", "2027-04-30")
            assert revoke(town, client, subject).is_success
            late: Json = {"word": "late", "from_day": "2027-05-01", "until_day": "2027-08-31"}
            assert grant(town, client, subject, **late).is_success
            assert own(town, client, subject)["to_come"] == []


def test_a_perk_ends_soon_until_its_last_day_and_not_for_ever(
    tmp_path: Path, database_url: str
) -> None:
    configs = cities_with_library(tmp_path / "ending")
    path = configs / "fuzhou/schemes/2019-01-01.toml"
    name = f'name = "{LIMITED}"\n'
    text = path.read_text("utf-8").replace(name, f"{name}valid_until = 2027-03-20\n")
    path.write_text(text, "utf-8")
    for town in opened(tmp_path / "data", database_url, "fuzhou", configs):
        with town.client() as client:
            subject = town.join(1)
            use(town, client, subject, BOOKS, "book")
            for days, expected in ((0, {LIMITED, BOOKS}), (19, {LIMITED, BOOKS}), (1, {BOOKS})):
                town.clock.advance(days=days)
                ending = own(town, client, subject)["ending"]
                assert {each["perk"] for each in ending} == expected


@pytest.mark.parametrize("part", ["perks", "redemptions"])
def test_nobody_without_consent_sees_perks(town: Town, client: Client, part: str) -> None:
    invited, leaving, erased = town.invite(2), good(town, 3), good(town, 4)
    leave(town, client, leaving)
    leave(town, client, erased, "?at_once=true")
    assert refused(me(town, client, invited, part)) == (409, "consent-missing")
    assert refused(me(town, client, leaving, part)) == (409, "is-leaving")
    assert refused(me(town, client, erased, part)) == (404, "no-participant")


def test_phones_poll_their_perks_without_being_sent_them_again(town: Town, client: Client) -> None:
    subject = town.join(1)
    first = me(town, client, subject, "perks")
    headers = {**town.token(town.resident(subject)), "if-none-match": first.headers["etag"]}
    assert client.get("/api/v1/me/perks", headers=headers).status_code == 304
    use(town, client, subject, BOOKS, "book")
    assert client.get("/api/v1/me/perks", headers=headers).status_code == 200


def test_the_catalogue_is_there_for_everybody(town: Town, client: Client) -> None:
    answer = client.get("/api/v1/cities/fuzhou/perks")
    assert answer.status_code == 200
    found = answer.json()
    deposit = next(each for each in found["perks"] if each["name"] == DEPOSIT)
    assert [value["amount"] for value in deposit["values"]] == [300, 100]
    assert deposit["tells_en"].startswith("The counter learns which of these amounts is yours.")
    assert deposit["tells_zh"].startswith("服务窗口会知道")
    assert {each["provider"] for each in found["perks"]} <= {p["name"] for p in found["providers"]}
    assert {each["code"] for each in found["units"]} == {"CNY", "percent"}
    assert found["bands"][0]["label_en"] == "Excellent"
    # What the charter leaves out is said here, and not among the rows of the table of rules.
    assert [each["article"] for each in found["excluded"]] == [2] * 5
    assert "hospitals" in found["excluded"][0]["source"]
    again = client.get(
        "/api/v1/cities/fuzhou/perks", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    assert client.get("/api/v1/cities/nowhere/perks").status_code == 404
