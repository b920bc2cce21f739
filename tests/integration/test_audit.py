"""Auditors read the log; its tree and its checkpoints show whatever was changed afterwards."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from databases import connected
from installation import Town, number
from litestar.testing import TestClient

from backend.core.permissions import Role
from backend.jobs.schedule import JOBS
from backend.services.leave import leave

Client = TestClient[Any]
CITY = "/api/v1/cities/fuzhou"
SEAL = next(job for job in JOBS if job.name == "seal-log")


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def seal(town: Town) -> int:
    """Let the clock take in what is new."""
    return town.run(SEAL.run(town.desk, town.clock.now()))


def read(town: Town, client: Client, **asked: Any) -> dict[str, Any]:
    headers = town.token(town.staff(Role.AUDITOR))
    answer = client.get(f"{CITY}/log", params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def check(town: Town, client: Client, note: str | None = None) -> dict[str, Any]:
    headers = town.token(town.staff(Role.AUDITOR))
    answer = client.post(f"{CITY}/log/check", json={"note": note}, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def published(client: Client) -> dict[str, Any]:
    """The latest checkpoint, as everybody reads it."""
    first: dict[str, Any] = client.get(f"{CITY}/checkpoints").json()["items"][0]
    return first


def a_year(town: Town) -> str:
    """Something to write into the log; the subject id of who joined."""
    subject = town.join(1)
    for word in "abc":
        town.log(1, "volunteering", word, quantity=1)
        town.clock.advance(days=1)
    return subject


def behind(town: Town, *statements: str) -> None:
    """Change the tables past the service and their guards, as whoever runs the database can."""
    with connected(town.installation.settings.url) as connection:
        for statement in (*_unguard(connection.dialect.name), *statements):
            connection.exec_driver_sql(statement)


def _unguard(dialect: str) -> list[str]:
    if dialect != "sqlite":
        return ["set session_replication_role = replica"]
    return [
        f"drop trigger {table}_no_{event}"
        for table in ("log", "log_place", "checkpoint")
        for event in ("update", "delete")
    ]


def test_an_auditor_reads_the_log_page_by_page_and_that_is_in_the_log(
    town: Town, client: Client
) -> None:
    subject = a_year(town)
    whole = read(town, client, limit=200)
    assert whole["next"] is None
    actions = [each["action"] for each in whole["items"]]
    assert actions[0] == "log.read"
    assert actions.count("deed.entered") == 3
    assert {"consent.given", "resident.enrolled"} & set(actions)
    first = read(town, client, limit=2, action="deed")
    second = read(town, client, limit=2, action="deed", cursor=first["next"])
    found = [*first["items"], *second["items"]]
    assert [each["action"] for each in found[:3]] == ["deed.entered"] * 3
    assert [each["at"] for each in found] == sorted((each["at"] for each in found), reverse=True)
    assert {each["subject"] for each in found[:3]} == {subject}
    told = read(town, client, action="log.read")["items"]
    assert told[1]["detail"] == {"action": "deed"}


def test_entries_are_found_by_who_what_whose_and_when(town: Town, client: Client) -> None:
    subject = a_year(town)
    town.join(2)
    clerk = town.collector("civil-affairs").account
    entered = read(town, client, account=clerk)["items"]
    assert {each["account"] for each in entered} == {clerk}
    assert len(entered) == 3
    about = read(town, client, about=entered[0]["about"])["items"]
    assert [each["id"] for each in about] == [entered[0]["id"]]
    whose = read(town, client, subject=subject)["items"]
    assert {each["subject"] for each in whose} == {subject}
    days = {"first": "2027-03-02", "last": "2027-03-02", "action": "deed.entered"}
    assert [each["at"][:10] for each in read(town, client, **days)["items"]] == ["2027-03-02"]
    assert read(town, client, action="deed.ent")["items"] == []
    for edge in ("0001-01-01", "9999-12-31"):
        read(town, client, first=edge, last=edge)


def test_a_cursor_serves_the_list_it_was_made_for(town: Town, client: Client) -> None:
    a_year(town)
    cursor = read(town, client, limit=1, action="deed")["next"]
    headers = town.token(town.staff(Role.AUDITOR))
    answer = client.get(f"{CITY}/log", params={"cursor": cursor}, headers=headers)
    assert answer.json()["problems"][0]["kind"] == "cursor-altered"


def test_a_whole_log_is_whole_and_says_how_much_is_new(town: Town, client: Client) -> None:
    assert published_sizes(client) == []
    a_year(town)
    assert seal(town) > 0
    assert seal(town) == 0
    taken = published(client)["size"]
    assert taken == len(read(town, client, limit=200)["items"]) - 1
    seal(town)
    taken += 1
    found = check(town, client)
    assert (found["is_whole"], found["size"], found["fault"]) == (True, taken, None)
    read(town, client)
    assert check(town, client)["unsealed"] == 1
    note = published(client)["note"]
    town.clock.advance(hours=1)
    a_year_more(town)
    assert seal(town) > 1
    assert check(town, client, note)["is_whole"]
    sizes = published_sizes(client)
    assert sizes == sorted(sizes, reverse=True)
    page = client.get(f"{CITY}/checkpoints", params={"limit": 1}).json()
    rest = client.get(f"{CITY}/checkpoints", params={"cursor": page["next"]}).json()
    assert [each["size"] for each in (*page["items"], *rest["items"])] == sizes


def published_sizes(client: Client) -> list[int]:
    return [each["size"] for each in client.get(f"{CITY}/checkpoints").json()["items"]]


def a_year_more(town: Town) -> None:
    town.log(1, "volunteering", "later", quantity=1)


def test_a_note_is_verified_with_nothing_but_the_published_key(town: Town, client: Client) -> None:
    a_year(town)
    seal(town)
    latest = published(client)
    body, signed = latest["note"].split("\n\n")
    name, key_id, key = latest["key"].split("+", 2)
    dash, signer, signature = signed.split()
    assert (dash, signer, name) == ("—", name, "citypoints/fuzhou")
    content = b64decode(signature)
    assert content[:4].hex() == key_id
    public = Ed25519PublicKey.from_public_bytes(b64decode(key)[1:])
    public.verify(content[4:], f"{body}\n".encode())
    assert body.splitlines()[:3] == [name, str(latest["size"]), latest["root"]]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("update log set account = 'x' where action = 'deed.entered'", "altered"),
        ("update log set at = at + 1 where action = 'deed.entered'", "altered"),
        ("update log set detail = '{}', salt = null where action = 'deed.entered'", "altered"),
        ("delete from log where action = 'deed.entered'", "missing"),
        ("delete from log_place where number = 2", "missing"),
    ],
)
def test_what_is_changed_behind_the_service_is_found(
    town: Town, client: Client, statement: str, fault: str
) -> None:
    a_year(town)
    seal(town)
    behind(town, statement)
    found = check(town, client)
    assert (found["is_whole"], found["fault"]) == (False, f"entry-{fault}")
    assert "backup" in found["sentence"]


def test_a_log_that_was_cut_off_or_signed_anew_is_found_by_a_note_that_was_kept(
    town: Town, client: Client
) -> None:
    a_year(town)
    seal(town)
    kept = published(client)["note"]
    town.clock.advance(hours=1)
    behind(
        town,
        "delete from checkpoint",
        "delete from log_place",
        "delete from log where action = 'deed.entered'",
    )
    assert check(town, client, kept)["fault"] == "log-shorter"
    seal(town)
    town.log(1, "volunteering", "x", quantity=1)
    town.log(1, "volunteering", "y", quantity=1)
    town.log(1, "volunteering", "z", quantity=1)
    seal(town)
    # By itself it looks whole: what it was is known to whoever kept a note.
    assert check(town, client)["is_whole"]
    assert check(town, client, kept)["fault"] == "checkpoint-other"


def test_a_checkpoint_that_was_changed_is_found(town: Town, client: Client) -> None:
    a_year(town)
    seal(town)
    behind(town, "update checkpoint set at = at + 1000000")
    assert check(town, client)["fault"] == "checkpoint-altered"


def test_the_log_is_whole_after_somebody_has_left(town: Town, client: Client) -> None:
    subject = a_year(town)
    seal(town)
    kept = published(client)["note"]
    town.run(leave(town.desk, town.resident(subject), town.clock.now(), at_once=True))
    seal(town)
    assert check(town, client, kept)["is_whole"]
    entries = read(town, client, subject=subject)["items"]
    assert {each["about"] for each in entries if each["action"] == "deed.entered"} == {None}


@pytest.mark.parametrize("note", ["x", "citypoints/suzhou\n1\nAAAA\n", "citypoints/fuzhou\n1\n\n"])
def test_what_is_no_note_of_this_citys_log_is_refused(
    town: Town, client: Client, note: str
) -> None:
    headers = town.token(town.staff(Role.AUDITOR))
    answer = client.post(f"{CITY}/log/check", json={"note": note}, headers=headers)
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "note")


def test_the_log_is_read_by_auditors_alone(town: Town, client: Client) -> None:
    town.desk.keys.enrol("fuzhou", number(3))
    for role in (Role.ADMINISTRATOR, Role.OFFICER, Role.COUNTER):
        headers = town.token(town.staff(role))
        assert client.get(f"{CITY}/log", headers=headers).status_code == 403
        assert client.post(f"{CITY}/log/check", json={}, headers=headers).status_code == 403
