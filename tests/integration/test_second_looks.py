"""Second looks: a share of the merits that one person may give is looked at by another."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from httpx import Response
from installation import Town, deed_id, document, number
from litestar.testing import TestClient
from sheets import CITY, DEPARTMENT, Clerk, count, hours, kind_of, logged, total

from backend.core.permissions import Identity, Role
from backend.services.draw_second_looks import is_drawn

Client = TestClient[Any]
LIST = f"{CITY}/second-looks"
ANNUL = {"stands": False, "reason": "The list of the hall does not name her."}
STANDS = {"stands": True}


def share(town: Town, percent: int) -> None:
    """Let the city look at so many of a hundred."""
    city = town.desk.cities[town.city]
    town.desk.cities[town.city] = msgspec.structs.replace(city, second_look_percent=percent)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    share(town, 100)
    with town.client() as client:
        yield client


def listed(town: Town, client: Client, by: Identity | None = None, **asked: Any) -> list[Any]:
    answer = client.get(LIST, params=asked, headers=town.token(by or town.officer()))
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


def look(
    town: Town, client: Client, word: str, body: object, by: Identity | None = None
) -> Response:
    headers = town.token(by or town.officer())
    return client.post(f"{LIST}/{deed_id(word)}", json=body, headers=headers)


def test_a_merit_counts_at_once_and_is_looked_at_all_the_same(town: Town, client: Client) -> None:
    subject = town.join(1)
    assert town.log(1, "volunteering", "a", quantity=60).state == "counts"
    assert total(town, client, subject) == 620
    (item,) = listed(town, client)
    assert (item["id"], item["direction"], item["is_own"]) == (str(deed_id("a")), "merit", False)
    assert "number" not in item
    headers = town.token(town.officer())
    read = client.get(f"{LIST}/{item['id']}", headers=headers)
    assert read.json()["why"] == "second-look"
    assert read.json()["number"] == f"…{number(1)[-4:]}"
    (entry,) = logged(town, "file.read")
    assert (entry.subject, entry.object, entry.detail) == (
        subject,
        item["id"],
        {"part": "second-look"},
    )


def test_what_stands_goes_from_the_list_and_goes_on_to_count(town: Town, client: Client) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    assert look(town, client, "a", STANDS).status_code == 204
    assert listed(town, client) == []
    assert total(town, client, subject) == 620
    (entry,) = logged(town, "deed.stands")
    assert (entry.account, entry.subject) == (town.officer().account, subject)
    assert kind_of(look(town, client, "a", STANDS)) == (404, "second-look-over")


def test_what_does_not_stand_is_annulled_and_the_resident_reads_why(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    assert look(town, client, "a", ANNUL).status_code == 204
    assert listed(town, client) == []
    assert total(town, client, subject) == 600
    mine = town.token(town.resident(subject))
    (deed,) = client.get("/api/v1/me/deeds", headers=mine).json()["items"]
    assert not deed["counts"]
    assert (deed["steps"][-1]["kind"], deed["steps"][-1]["reason"]) == ("annulled", ANNUL["reason"])
    notices = client.get("/api/v1/me/notices", headers=mine).json()["items"]
    assert "deed-annulled" in {notice["kind"] for notice in notices}
    # Who entered it is told, too.
    by = town.token(town.collector(DEPARTMENT))
    (entry,) = client.get(f"{CITY}/entries", headers=by).json()["items"]
    assert (entry["state"], entry["reason"]) == ("annulled", ANNUL["reason"])


def test_without_a_reason_nothing_is_annulled(town: Town, client: Client) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    for body in ({"stands": False}, {"stands": False, "reason": " "}, {}):
        assert look(town, client, "a", body).status_code == 422
    assert len(listed(town, client)) == 1
    assert total(town, client, subject) == 620


def test_who_entered_it_does_not_look_at_it(town: Town, client: Client) -> None:
    town.join(1)
    both = town.staff(Role.OFFICER, department=DEPARTMENT)
    town.log(1, "volunteering", "a", quantity=60, by=both)
    assert [item["is_own"] for item in listed(town, client, both)] == [True]
    for body in (STANDS, ANNUL):
        assert kind_of(look(town, client, "a", body, both)) == (403, "same-person")
    assert len(listed(town, client)) == 1


def test_nor_does_its_resident(town: Town, client: Client) -> None:
    town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    own = town.officer("own")
    town.desk.keys.link_staff(town.city, own.account, number(1))
    assert [item["is_own"] for item in listed(town, client, own)] == [True]
    read = client.get(f"{LIST}/{deed_id('a')}", headers=town.token(own))
    assert kind_of(read) == (403, "own-file")
    for body in (STANDS, ANNUL):
        assert kind_of(look(town, client, "a", body, own)) == (403, "own-file")
    assert len(listed(town, client)) == 1


def test_only_merits_that_count_alone_are_drawn(town: Town, client: Client) -> None:
    town.join(1)
    town.log(1, "labour-award", "waits", grade="national")
    town.log(1, "aid-fraud", "fraud", document=document())
    town.log(1, "labour-award", "award", grade="national", document=document())
    assert [item["id"] for item in listed(town, client)] == [str(deed_id("award"))]


def test_rows_of_a_sheet_are_drawn_and_leave_the_list_with_it(town: Town, client: Client) -> None:
    town.join(1)
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    batch = clerk.filled(*(hours(word) for word in "abcdefg"))
    clerk.commit(batch)
    assert len(listed(town, client)) == 7
    clerk.undo(batch)
    assert listed(town, client) == []
    assert count(town, "second_look") == 0


def test_a_city_may_look_at_none(town: Town, client: Client) -> None:
    share(town, 0)
    town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    assert listed(town, client) == []


def test_the_share_is_kept_and_the_same_deed_is_drawn_again(town: Town, client: Client) -> None:
    ids = [str(deed_id(f"deed {place}")) for place in range(4000)]
    share(town, 5)
    drawn = {deed for deed in ids if is_drawn(town.desk, town.city, deed)}
    assert 120 < len(drawn) < 290
    assert drawn == {deed for deed in ids if is_drawn(town.desk, town.city, deed)}
    # Whoever chooses ids cannot make use of what was drawn in another city.
    elsewhere = {deed for deed in ids if is_drawn(town.desk, "suzhou", deed)}
    assert 120 < len(elsewhere) < 290
    assert len(drawn & elsewhere) < 50
    town.join(1)
    share(town, 100)
    for _ in range(2):
        town.log(1, "volunteering", "a", quantity=60)
        assert len(listed(town, client)) == 1


def test_the_list_comes_in_pages_the_oldest_first(town: Town, client: Client) -> None:
    for place in range(1, 8):
        town.join(place)
        town.log(place, "volunteering", f"deed {place}", quantity=60)
        town.clock.advance(minutes=0 if place % 2 else 1)
    headers = town.token(town.officer())
    found: list[str] = []
    cursor = None
    while True:
        asked = {"limit": 3} if cursor is None else {"limit": 3, "cursor": cursor}
        page = client.get(LIST, params=asked, headers=headers).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(found) == sorted(str(deed_id(f"deed {place}")) for place in range(1, 8))
    assert len(set(found)) == 7
    assert found[-1] == str(deed_id("deed 7"))


@pytest.mark.parametrize("order", ["recorded_at", "occurred_on", "deed_type", "department"])
def test_the_list_is_sorted_either_way(town: Town, client: Client, order: str) -> None:
    entered: list[dict[str, Any]] = [
        {"deed_type": "volunteering", "quantity": 60, "occurred_on": date(2027, 2, 3)},
        {"deed_type": "labour-award", "grade": "city", "occurred_on": date(2027, 2, 1)},
        {"deed_type": "volunteering", "quantity": 70, "occurred_on": date(2027, 2, 2)},
    ]
    for place, facts in enumerate(entered, 1):
        town.join(place)
        town.log(place, word=f"deed {place}", **facts)
        town.clock.advance(minutes=1)
    up, down = (
        [(item[order], item["id"]) for item in listed(town, client, order=f"{sign}{order}")]
        for sign in ("", "-")
    )
    assert up == sorted(up)
    assert down == list(reversed(up))
    assert len(up) == 3
    refused = client.get(LIST, params={"order": "x"}, headers=town.token(town.officer()))
    assert kind_of(refused) == (422, "not-a-choice")


def test_who_leaves_is_hidden_and_who_is_erased_is_gone(town: Town, client: Client) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    mine = town.token(town.resident(subject))
    client.request("DELETE", "/api/v1/me/consent", json={}, headers=mine)
    assert listed(town, client) == []
    assert kind_of(look(town, client, "a", STANDS)) == (404, "second-look-over")
    assert count(town, "second_look") == 1
    client.request("DELETE", "/api/v1/me/consent?at_once=true", json={}, headers=mine)
    assert count(town, "second_look") == 0


def test_an_objection_that_is_open_ends_with_the_deed(town: Town, client: Client) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", "a", quantity=60)
    mine = town.token(town.resident(subject))
    asked = {"id": str(deed_id("case")), "text": "That was my sister."}
    answer = client.post(f"/api/v1/me/deeds/{deed_id('a')}/objections", json=asked, headers=mine)
    assert answer.status_code == 201, answer.text
    assert look(town, client, "a", ANNUL).status_code == 204
    (case,) = client.get("/api/v1/me/cases", headers=mine).json()["items"]
    assert case["state"] == "withdrawn"
    assert total(town, client, subject) == 600


def test_only_who_may_confirm_may_look(town: Town, client: Client) -> None:
    for role in (Role.COLLECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.COUNTER):
        headers = town.token(town.staff(role))
        assert client.get(LIST, headers=headers).status_code == 403
