"""Deeds through the API: entered once, confirmed by another person, told to the resident."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from httpx import Response
from installation import Town, deed_id, number
from litestar.testing import TestClient

from backend.core.permissions import Identity, Role

Client = TestClient[Any]
DEEDS = "/api/v1/cities/fuzhou/deeds"
QUEUE = "/api/v1/cities/fuzhou/confirmations"
DOCUMENT = {"authority": "City Court", "number": "2027-17", "issued_on": "2027-02-01"}


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


@pytest.fixture
def subject(town: Town) -> str:
    return town.join(1)


def hours(word: str = "hours", **facts: Any) -> dict[str, Any]:
    return {
        "id": str(deed_id(word)),
        "number": number(1),
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 60,
        **facts,
    }


def fee(word: str = "fee", **facts: Any) -> dict[str, Any]:
    return {
        "id": str(deed_id(word)),
        "number": number(1),
        "deed_type": "property-fee-arrears",
        "occurred_on": "2027-02-20",
        "document": DOCUMENT,
        **facts,
    }


def post(town: Town, client: Client, deed: dict[str, Any], by: Identity | None = None) -> Response:
    departments = town.desk.deed_type(deed["deed_type"]).departments
    identity = by or town.collector(departments[0])
    return client.post(DEEDS, json=deed, headers=town.token(identity))


def total(town: Town, client: Client, subject: str) -> int:
    answer = client.get("/api/v1/me/score", headers=town.token(town.resident(subject)))
    return int(answer.json()["total"])


def fields(answer: Response) -> list[tuple[str, str]]:
    return [(each["kind"], each["field"]) for each in answer.json()["problems"]]


def test_a_small_merit_counts_at_once(town: Town, client: Client, subject: str) -> None:
    answer = post(town, client, hours())
    assert (answer.status_code, answer.json()["state"]) == (201, "counts")
    assert total(town, client, subject) == 620


def test_the_same_deed_sent_again_is_one_deed(town: Town, client: Client, subject: str) -> None:
    first, second = post(town, client, hours()), post(town, client, hours())
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert total(town, client, subject) == 620


def test_what_was_acknowledged_stays_so_whatever_changes_before_it_is_sent_again(
    town: Town, client: Client, subject: str
) -> None:
    first = post(town, client, hours())
    moved = town.token(town.collector("red-cross"))
    again = client.post(DEEDS, json=hours(), headers=moved)
    assert (again.status_code, again.json()) == (200, first.json())
    client.delete("/api/v1/me/consent", headers=town.token(town.resident(subject)))
    again = post(town, client, hours())
    assert (again.status_code, again.json()) == (200, first.json())


def test_an_id_with_other_content_is_refused_and_changes_nothing(
    town: Town, client: Client, subject: str
) -> None:
    post(town, client, hours())
    answer = post(town, client, hours(quantity=500))
    assert (answer.status_code, fields(answer)) == (409, [("id-taken", "id")])
    assert total(town, client, subject) == 620


def test_an_id_of_another_resident_is_refused(town: Town, client: Client, subject: str) -> None:
    town.join(2)
    post(town, client, hours())
    answer = post(town, client, hours(number=number(2)))
    assert (answer.status_code, fields(answer)) == (409, [("id-taken", "id")])
    assert total(town, client, subject) == 620


def test_a_demerit_counts_after_confirmation_and_notice(
    town: Town, client: Client, subject: str
) -> None:
    assert post(town, client, fee()).json()["state"] == "awaiting-confirmation"
    assert total(town, client, subject) == 600
    officer = town.token(town.officer())
    assert client.post(f"{DEEDS}/{deed_id('fee')}/confirm", headers=officer).status_code == 204
    assert total(town, client, subject) == 600
    town.clock.advance(days=9, hours=11, minutes=59)
    assert total(town, client, subject) == 600
    town.clock.advance(minutes=1)
    assert total(town, client, subject) == 585


def test_a_demerit_names_its_document(town: Town, client: Client, subject: str) -> None:
    answer = post(town, client, fee(document=None))
    assert (answer.status_code, fields(answer)) == (422, [("document-missing", "document")])
    assert answer.json()["problems"][0]["article"] == 3
    assert total(town, client, subject) == 600


def test_nobody_confirms_what_they_entered(town: Town, client: Client, subject: str) -> None:
    both = town.staff(Role.OFFICER, department="housing-authority")
    assert post(town, client, fee(), both).status_code == 201
    mine = client.get(QUEUE, headers=town.token(both)).json()["items"][0]
    assert mine["is_own"]
    answer = client.post(f"{DEEDS}/{deed_id('fee')}/confirm", headers=town.token(both))
    assert (answer.status_code, fields(answer)[0][0]) == (403, "same-person")
    town.clock.advance(days=30)
    assert total(town, client, subject) == 600


def test_a_large_merit_without_a_document_awaits_a_second_person(
    town: Town, client: Client, subject: str
) -> None:
    award = hours(
        "award", deed_type="national-good-citizen-award", quantity=None, account="Saved a child."
    )
    assert post(town, client, award).json()["state"] == "awaiting-confirmation"
    assert total(town, client, subject) == 600
    papered = {**award, "id": str(deed_id("papered")), "document": DOCUMENT}
    assert post(town, client, papered).json()["state"] == "counts"
    assert total(town, client, subject) > 600


def test_a_refused_deed_never_counts_and_says_why(town: Town, client: Client, subject: str) -> None:
    collector = town.collector("housing-authority")
    post(town, client, fee(), collector)
    answer = client.post(
        f"{DEEDS}/{deed_id('fee')}/refuse",
        json={"reason": "The fee was paid in January."},
        headers=town.token(town.officer()),
    )
    assert answer.status_code == 204
    town.clock.advance(days=30)
    assert total(town, client, subject) == 600
    entry = client.get("/api/v1/cities/fuzhou/entries", headers=town.token(collector)).json()[
        "items"
    ][0]
    assert (entry["state"], entry["reason"]) == ("annulled", "The fee was paid in January.")
    deed = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject))).json()
    assert deed["items"][0]["steps"][-1]["reason"] == "The fee was paid in January."


def test_a_deed_is_confirmed_once(town: Town, client: Client, subject: str) -> None:
    post(town, client, fee())
    path = f"{DEEDS}/{deed_id('fee')}/confirm"
    first = client.post(path, headers=town.token(town.officer()))
    second = client.post(path, headers=town.token(town.officer("two")))
    assert (first.status_code, second.status_code) == (204, 409)
    steps = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject))).json()
    kinds = [step["kind"] for step in steps["items"][0]["steps"]]
    assert kinds == ["recorded", "confirmed", "notified"]


def test_the_end_of_an_ongoing_deed_begins_its_lifetime(
    town: Town, client: Client, subject: str
) -> None:
    post(town, client, fee(occurred_on="2027-01-10"))
    officer = town.token(town.officer())
    client.post(f"{DEEDS}/{deed_id('fee')}/confirm", headers=officer)
    town.clock.advance(days=20)
    officer = town.token(town.officer())
    paper = {"authority": "City Court", "number": "9", "issued_on": "2027-03-15"}
    ended = {"kind": "ended", "on": "2027-03-15", "reason": "Paid in full", "document": paper}
    answer = client.post(f"{DEEDS}/{deed_id('fee')}/steps", json=ended, headers=officer)
    assert answer.status_code == 204
    again = client.post(f"{DEEDS}/{deed_id('fee')}/steps", json=ended, headers=officer)
    assert (again.status_code, fields(again)[0][0]) == (409, "deed-over")
    lines = client.get("/api/v1/me/score/lines", headers=town.token(town.resident(subject))).json()[
        "lines"
    ]
    assert [line["points"] for line in lines] == [-15]
    assert lines[0]["counts_until"] is not None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"occurred_on": "2027-03-02"}, [("date-in-future", "occurred_on")]),
        ({"deed_type": "jay-walking"}, [("deed-type-not-priced", "deed_type")]),
        ({"quantity": None}, [("quantity-missing", "quantity")]),
        ({"quantity": -1}, [("number-out-of-range", "quantity")]),
        ({"unit": "litres"}, [("unit-not-priced", "unit")]),
        ({"grade": "national"}, [("grade-unexpected", "grade")]),
        ({"number": number(2)}, [("no-participant", "number")]),
        ({"number": "---"}, [("no-participant", "number")]),
        ({"id": "not-a-uuid"}, [("not-a-uuid", "id")]),
        ({"score": 1}, [("field-unexpected", "score")]),
        ({"occurred_on": "2027-02-30"}, [("date-impossible", "occurred_on")]),
    ],
)
def test_what_is_wrong_with_a_deed_is_named_and_nothing_is_stored(
    town: Town,
    client: Client,
    subject: str,
    changes: dict[str, Any],
    expected: list[tuple[str, str]],
) -> None:
    collector = town.token(town.collector("civility-office"))
    answer = client.post(DEEDS, json={**hours(), **changes}, headers=collector)
    assert 400 <= answer.status_code < 500
    assert [field for _, field in fields(answer)] == [field for _, field in expected]
    deeds = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject)))
    assert deeds.json()["items"] == []


def test_a_grade_that_a_rule_needs_is_asked_for(town: Town, client: Client, subject: str) -> None:
    answer = post(town, client, hours(deed_type="labour-award", quantity=None))
    assert fields(answer) == [("grade-missing", "grade")]
    assert total(town, client, subject) == 600


def test_a_department_submits_only_its_own_deed_types(
    town: Town, client: Client, subject: str
) -> None:
    answer = post(town, client, hours(), town.collector("court"))
    assert (answer.status_code, fields(answer)) == (403, [("department-not-allowed", "deed_type")])
    assert total(town, client, subject) == 600


def test_no_deed_of_another_city(town: Town, client: Client, subject: str) -> None:
    abroad = town.staff(Role.COLLECTOR, department="civility-office", city="suzhou")
    answer = client.post(DEEDS, json=hours(), headers=town.token(abroad))
    assert (answer.status_code, fields(answer)[0][0]) == (403, "city-not-yours")
    assert total(town, client, subject) == 600


def test_the_queue_is_filtered_and_sorted_and_paged(
    town: Town, client: Client, subject: str
) -> None:
    days = [date(2027, 2, day) for day in (3, 1, 2)]
    for day in days:
        post(town, client, fee(f"fee-{day}", occurred_on=str(day)))
        town.clock.advance(seconds=1)
    officer = town.token(town.officer())

    def found(**query: Any) -> list[str]:
        items: list[str] = []
        cursor: str | None = None
        while True:
            asked = {**query, "limit": 2, **({"cursor": cursor} if cursor else {})}
            page = client.get(QUEUE, params=asked, headers=officer).json()
            items += [each["occurred_on"] for each in page["items"]]
            cursor = page["next"]
            if cursor is None:
                return items

    assert found() == ["2027-02-03", "2027-02-01", "2027-02-02"]
    assert found(order="-occurred_on") == ["2027-02-03", "2027-02-02", "2027-02-01"]
    assert found(direction="merit") == []
    assert found(department="housing-authority") == found()
    wrong = client.get(QUEUE, params={"order": "number"}, headers=officer)
    assert (wrong.status_code, fields(wrong)[0][1]) == (422, "order")


def test_papers_are_not_readable_in_the_database(town: Town, client: Client, subject: str) -> None:
    post(town, client, fee(document={**DOCUMENT, "number": "CANARY-4711"}))
    rows = town.desk.database.read_now(lambda tx: tx.rows("select * from deed"))
    assert rows
    assert "CANARY" not in repr(rows)
    assert number(1) not in repr(rows)
    deed = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject))).json()
    assert deed["items"][0]["document"]["number"] == "CANARY-4711"


def test_the_queue_names_nobody_and_a_look_at_a_waiting_deed_is_logged(
    town: Town, client: Client, subject: str
) -> None:
    post(town, client, fee(document={**DOCUMENT, "number": "CANARY-4711"}))
    officer = town.token(town.officer())
    assert "CANARY" not in client.get(QUEUE, headers=officer).text
    found = client.get(f"{QUEUE}/{deed_id('fee')}", headers=officer)
    assert found.json()["document"]["number"] == "CANARY-4711"
    assert found.json()["number"] == f"…{number(1)[-4:]}"
    actions = town.desk.database.read_now(
        lambda tx: tx.rows("select action, subject from log order by id desc limit 1")
    )
    assert actions == [("file.read", subject)]


def test_the_waiting_deed_of_a_leaver_is_hidden_and_comes_back_with_them(
    town: Town, client: Client, subject: str
) -> None:
    post(town, client, fee())
    officer, resident = town.token(town.officer()), town.token(town.resident(subject))
    client.delete("/api/v1/me/consent", headers=resident)
    assert client.get(QUEUE, headers=officer).json()["items"] == []
    overview = client.get("/api/v1/cities/fuzhou/overview", headers=officer).json()
    assert overview["awaiting"] == {"merit": 0, "demerit": 0}
    for answer in (
        client.get(f"{QUEUE}/{deed_id('fee')}", headers=officer),
        client.post(f"{DEEDS}/{deed_id('fee')}/confirm", headers=officer),
        client.get(f"{QUEUE}/{deed_id('unknown')}", headers=officer),
    ):
        assert (answer.status_code, fields(answer)) == (404, [("deed-unknown", "deed")])
    client.post("/api/v1/me/return", headers=resident)
    assert len(client.get(QUEUE, headers=officer).json()["items"]) == 1


def test_who_entered_a_refused_deed_reads_the_same_until_its_resident_is_erased(
    town: Town, client: Client, subject: str
) -> None:
    """Whatever changed when somebody begins to leave would tell their collector of it."""
    collector = town.collector("housing-authority")
    post(town, client, fee(), collector)
    officer = town.token(town.officer())
    client.post(f"{DEEDS}/{deed_id('fee')}/refuse", json={"reason": "Paid."}, headers=officer)

    def entries() -> str:
        answer = client.get("/api/v1/cities/fuzhou/entries", headers=town.token(collector))
        assert answer.status_code == 200
        return answer.text

    me, before = town.token(town.resident(subject)), entries()
    assert "Paid" in before
    client.delete("/api/v1/me/consent", headers=me)
    assert entries() == before
    town.desk.keys.destroy("fuzhou", subject)
    assert "Paid" not in entries()
    client.delete("/api/v1/me/consent?at_once=true", headers=me)
    assert str(deed_id("fee")) not in entries()


def test_a_new_proof_needs_a_document_and_another_person(
    town: Town, client: Client, subject: str
) -> None:
    both = town.staff(Role.OFFICER, department="housing-authority")
    post(town, client, fee(), both)
    client.post(f"{DEEDS}/{deed_id('fee')}/confirm", headers=town.token(town.officer("two")))
    path = f"{DEEDS}/{deed_id('fee')}/steps"
    proven = {"kind": "proven", "on": "2027-03-01", "reason": "Still unpaid"}
    bare = client.post(path, json=proven, headers=town.token(town.officer("two")))
    assert (bare.status_code, fields(bare)) == (422, [("field-missing", "document")])
    papered = {**proven, "document": DOCUMENT}
    alone = client.post(path, json=papered, headers=town.token(both))
    assert (alone.status_code, fields(alone)[0][0]) == (403, "same-person")
    other = client.post(path, json=papered, headers=town.token(town.officer("two")))
    assert other.status_code == 204


@pytest.mark.parametrize("sign", ["\u200b", "\u2800", "\u00ad", ".", "-", "_"])
def test_a_document_that_cannot_be_read_is_none(
    town: Town, client: Client, subject: str, sign: str
) -> None:
    answer = post(town, client, fee(document={**DOCUMENT, "number": sign}))
    assert (answer.status_code, fields(answer)[0][1]) == (422, "document.number")
    assert client.get(QUEUE, headers=town.token(town.officer())).json()["items"] == []
