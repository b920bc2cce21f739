"""Rows of sheets: each is checked as a single deed is, and nothing counts before the commit."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from installation import Town, deed_id, number
from litestar.testing import TestClient
from sheets import (
    BATCHES,
    CITY,
    DEPARTMENT,
    DOCUMENT,
    FORGED,
    Clerk,
    count,
    fraud,
    hours,
    kind_of,
    logged,
    total,
)

from backend.storage.database import Transaction

Client = TestClient[Any]

FAULTY: list[dict[str, Any]] = [
    hours("a", deed_type="volunteerin"),
    hours("b", deed_type="charity-award"),
    hours("c", deed_type="charity-award", quantity=None, grade="galactic"),
    hours("d", quantity=None),
    hours("e", quantity=-1),
    hours("f", quantity=1.00001),
    hours("g", unit="litres"),
    hours("h", occurred_on="2027-03-02"),
    hours("i", occurred_on="2027-02-30"),
    hours("j", occurred_on=20270220),
    hours("k", colour="red"),
    hours("l", deed_type="property-fee-arrears", quantity=None),
    hours("m", document={"authority": "", "number": "1", "issued_on": "2027-04-01"}),
    hours("n", document={**DOCUMENT, "issued_on": "2027-04-01"}, occurred_on="2027-04-01"),
    hours("o", account=""),
    hours("p", id="no id"),
    hours("q", number=""),
    hours("r", number="---"),
    hours("s", number=number(2)),
    hours("t", number="11010119900307002X"),
    hours("u", deed_type="volun\0teering"),
    hours("w", account="Read\u202e to the blind."),
    hours("x", account="Read\x07 to the blind."),
    hours("y", grade="\x9f"),
    fraud("v", document=None),
    {"id": str(uuid4())},
]


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


@pytest.fixture
def clerk(town: Town, client: Client) -> Clerk:
    return Clerk(town, client, town.collector(DEPARTMENT))


def test_a_row_is_refused_in_the_words_that_a_single_deed_is_refused_with(
    town: Town, client: Client, clerk: Clerk
) -> None:
    town.join(1)
    town.invite(2)
    batch = clerk.filled(*FAULTY)
    notes = clerk.problems(batch)
    assert clerk.counts(batch) == (len(FAULTY), 0, len(FAULTY))
    for row, (deed, note) in enumerate(zip(FAULTY, notes, strict=True), 2):
        alone = client.post(f"{CITY}/deeds", json=deed, headers=clerk.headers)
        assert (note["part"], note["row"], note["outcome"]) == (1, row, "refused")
        assert alone.status_code >= 400
        assert note["problems"] == alone.json()["problems"]


def test_everything_wrong_with_each_of_many_rows_is_told_in_the_readers_language(
    town: Town, clerk: Clerk
) -> None:
    town.join(1)
    stranger = hours("b", 9, occurred_on="2027-03-05", deed_type="property-fee-arrears")
    batch = clerk.filled(hours("a"), {**stranger, "quantity": None}, hours("c", quantity=None))
    assert clerk.kinds(batch) == [
        (3, "refused", "department-not-allowed"),
        (3, "refused", "date-in-future"),
        (3, "refused", "document-missing"),
        (3, "refused", "no-participant"),
        (4, "refused", "quantity-missing"),
    ]
    assert clerk.counts(batch) == (3, 1, 2)
    chinese = clerk.problems(batch, **{"accept-language": "zh"})
    assert chinese[1]["problems"][0]["detail"] == "该规则按数量计分。请以小时写明数量。"


def test_who_does_not_take_part_and_who_is_unknown_are_told_alike(town: Town, clerk: Clerk) -> None:
    town.invite(2)
    left = town.join(3)
    batch = clerk.filled(hours("a", 2), hours("b", 3), hours("c", 4))
    assert clerk.counts(batch) == (3, 1, 2)
    first, second = clerk.problems(batch)
    assert {**first, "row": 4} == second
    leave(town, clerk, left)
    assert clerk.send(batch, [hours("b", 3)]).json()["faulty"] == 1
    (third,) = clerk.problems(batch)
    assert {**third, "row": 4} == second


def leave(town: Town, clerk: Clerk, subject: str) -> None:
    headers = town.token(town.resident(subject))
    answer = clerk.client.request("DELETE", "/api/v1/me/consent", json={}, headers=headers)
    assert answer.status_code == 200, answer.text


def test_nothing_counts_before_the_commit_and_all_of_it_afterwards(
    town: Town, client: Client, clerk: Clerk
) -> None:
    one, two = town.join(1), town.join(2)
    batch = clerk.filled(hours("a"), hours("b", 2, quantity=20), hours("c", 2, quantity=40))
    assert (total(town, client, one), total(town, client, two)) == (600, 600)
    answer = clerk.commit(batch)
    assert (answer.status_code, answer.json()["state"]) == (200, "committed")
    assert (answer.json()["ready"], answer.json()["stored"]) == (3, 3)
    assert (total(town, client, one), total(town, client, two)) == (620, 620)
    entered = logged(town, "deed.entered")
    assert {entry.object for entry in entered} == {str(deed_id(word)) for word in "abc"}
    assert {entry.account for entry in entered} == {clerk.identity.account}
    assert [len(logged(town, f"batch.{name}")) for name in ("opened", "staged", "committed")] == [
        1,
        1,
        1,
    ]
    assert count(town, "batch_row") == 0


def test_a_batch_is_opened_once(town: Town, clerk: Clerk) -> None:
    body = {"id": str(deed_id("march")), "title": "Hours, March"}
    first, second = clerk.post("", body), clerk.post("", body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert kind_of(clerk.post("", {**body, "title": "Other"})) == (409, "batch-taken")
    other = Clerk(town, clerk.client, town.collector("civil-affairs", "two"))
    assert kind_of(other.post("", body)) == (409, "batch-taken")


def test_a_part_sent_again_takes_the_place_of_what_it_was(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.open()
    clerk.send(batch, [hours("a"), hours("b", 9), hours("c", quantity=None)], part=1)
    clerk.send(batch, [hours("d", quantity=3), hours("e", 9)], part=2)
    assert clerk.counts(batch) == (5, 2, 3)
    for _ in range(2):
        again = clerk.send(batch, [hours("a"), hours("f", quantity=7)], part=1)
        assert again.json() == {"part": 1, "rows": 2, "ready": 2, "faulty": 0, "is_whole": True}
        assert clerk.counts(batch) == (4, 3, 1)
    assert clerk.kinds(batch) == [(3, "refused", "no-participant")]
    assert clerk.send(batch, [], part=2).json()["rows"] == 0
    assert clerk.counts(batch) == (2, 2, 0)
    assert clerk.commit(batch).json()["stored"] == 2


def test_a_deed_without_an_id_has_always_the_same(town: Town, clerk: Clerk) -> None:
    town.join(1)
    without = {name: value for name, value in hours("a").items() if name != "id"}
    batch = clerk.filled(without, {**without, "quantity": 3})
    clerk.send(batch, [without, {**without, "quantity": 3}])
    assert clerk.commit(batch).json()["stored"] == 2
    ids = {entry.object for entry in logged(town, "deed.entered")}
    assert len(ids) == 2


def test_rows_with_one_id_are_not_two_deeds(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"), hours("a", quantity=7))
    assert clerk.kinds(batch) == [(3, "refused", "row-id-twice")]
    clerk.send(batch, [hours("b", quantity=5), hours("a")], part=2)
    assert clerk.kinds(batch) == [
        (3, "refused", "row-id-twice"),
        (3, "refused", "row-id-twice"),
    ]
    assert "Row 2 of part 1" in clerk.problems(batch)[1]["problems"][0]["detail"]
    assert clerk.counts(batch) == (4, 2, 2)


def test_rows_that_say_the_same_are_pointed_out_and_stored(town: Town, clerk: Clerk) -> None:
    town.join(1)
    town.join(2)
    batch = clerk.filled(
        hours("a"), hours("b"), hours("c", 2), hours("d", document=DOCUMENT), hours("e", quantity=1)
    )
    clerk.send(batch, [hours("f", 2)], part=2, first=9)
    assert clerk.kinds(batch) == [(3, "doubtful", "row-like-row"), (9, "doubtful", "row-like-row")]
    assert clerk.counts(batch) == (6, 6, 0)
    assert clerk.commit(batch).json()["stored"] == 6


def test_a_sheet_sent_again_as_another_batch_stores_nothing_twice(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject = town.join(1)
    rows = [hours("a"), fraud("b"), hours("c", account="Read to the blind.", quantity=5)]
    client.post(f"{CITY}/deeds", json=rows[2], headers=clerk.headers)
    clerk.commit(clerk.filled(*rows))
    again = clerk.filled(*rows, hours("a", quantity=61), word="again")
    assert clerk.kinds(again) == [
        (2, "known", "row-known"),
        (3, "known", "row-known"),
        (4, "known", "row-known"),
        (5, "refused", "row-id-twice"),
    ]
    assert kind_of(clerk.commit(again, skip_faulty=True)) == (409, "batch-empty")
    assert total(town, client, subject) == 620


def test_an_id_of_another_deed_is_refused(town: Town, client: Client, clerk: Clerk) -> None:
    town.join(1)
    client.post(f"{CITY}/deeds", json=hours("a"), headers=clerk.headers)
    batch = clerk.filled(hours("a", quantity=61))
    assert clerk.kinds(batch) == [(2, "refused", "id-taken")]


def test_a_deed_like_one_that_the_department_stored_is_pointed_out(
    town: Town, client: Client, clerk: Clerk
) -> None:
    town.join(1)
    other = town.collector("youth-league")
    client.post(f"{CITY}/deeds", json=hours("theirs"), headers=town.token(other))
    assert clerk.kinds(clerk.filled(hours("a"), word="first")) == []
    client.post(f"{CITY}/deeds", json=hours("ours"), headers=clerk.headers)
    batch = clerk.filled(hours("b"), hours("c", quantity=5), word="second")
    assert clerk.kinds(batch) == [(2, "doubtful", "row-like-deed")]


def rows_of(tx: Transaction, sql: str) -> list[tuple[Any, ...]]:
    return tx.rows(sql)


def test_what_is_staged_names_nobody(town: Town, clerk: Clerk) -> None:
    town.join(1)
    clerk.filled(hours("a", account=FORGED, document=DOCUMENT), hours("b", deed_type=number(1)))
    for table in ("batch", "batch_part", "batch_row", "batch_note", "log"):
        sql = f"select * from {table}"
        rows = town.desk.database.read_now(partial(rows_of, sql=sql))
        for secret in (number(1), FORGED, "Civil Affairs Court", "2027-17"):
            assert not [row for row in rows if secret in str(row)], table


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"rows": [{"row": 2, "deed": {}}, {"row": 2, "deed": {}}]}, "rows.2.row", "row-twice"),
        ({"rows": [{"row": 0, "deed": {}}]}, "rows.1.row", "number-too-small"),
        ({"rows": [{"deed": {}}]}, "rows.1.row", "field-missing"),
        ({"rows": [{"row": 2, "deed": {}, "x": 1}]}, "rows.1.x", "field-unexpected"),
        ({"rows": [{"row": 2, "deed": {}}] * 10_001}, "rows", "list-too-long"),
    ],
)
def test_a_part_that_is_no_sheet_is_refused_as_a_whole(
    clerk: Clerk, body: dict[str, Any], field: str, kind: str
) -> None:
    batch = clerk.open()
    answer = clerk.put(batch, 1, body)
    problem = answer.json()["problems"][0]
    assert (answer.status_code, problem["field"], problem["kind"]) == (422, field, kind)
    assert clerk.counts(batch) == (0, 0, 0)


@pytest.mark.parametrize("deed", [None, [], 3, "x", {"id": 1e999}, [[[]]]])
def test_a_row_that_is_no_deed_is_refused_by_itself(town: Town, clerk: Clerk, deed: object) -> None:
    town.join(1)
    batch = clerk.open()
    rows = [{"row": 1, "deed": hours("a")}, {"row": 2, "deed": deed}]
    if deed == {"id": 1e999}:
        rows[1]["deed"] = {"id": 10**400}
    assert clerk.put(batch, 1, {"rows": rows}).status_code == 200
    assert clerk.counts(batch) == (2, 1, 1)
    assert {row for row, _, _ in clerk.kinds(batch)} == {2}


@pytest.mark.parametrize("part", [0, 1001])
def test_a_part_has_a_number_that_makes_sense(clerk: Clerk, part: int) -> None:
    answer = clerk.put(clerk.open(), part, {"rows": []})
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "part")


def test_a_part_may_be_large(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.open()
    account = "Read to the blind on many evenings. " * 30
    deeds = [hours(f"row {each}", quantity=each / 2, account=account) for each in range(1, 1501)]
    answer = clerk.send(batch, deeds)
    assert len(answer.request.content) > 1_500_000
    assert answer.json() == {"part": 1, "rows": 1500, "ready": 1500, "faulty": 0, "is_whole": True}
    assert clerk.commit(batch).status_code in {200, 202}


def test_problems_come_in_pages(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(*(hours(f"row {each}", 9) for each in range(7)))
    found: list[int] = []
    path: str | None = f"{BATCHES}/{batch}/problems?limit=3"
    while path:
        page = clerk.client.get(path, headers=clerk.headers).json()
        found += (note["row"] for note in page["items"])
        cursor = page["next"]
        path = f"{BATCHES}/{batch}/problems?limit=3&cursor={cursor}" if cursor else None
    assert found == [2, 3, 4, 5, 6, 7, 8]
