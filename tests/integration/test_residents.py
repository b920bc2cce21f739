"""Residents: invited, consenting, found by exact number, leaving, erased."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from httpx import Response
from installation import NOON, Town, number
from litestar.testing import TestClient

from backend.core.permissions import Role
from backend.services.erase_leavers import erase_leavers
from backend.services.tidy_up import tidy_up
from backend.storage.logs import entries

Client = TestClient[Any]
FIND = "/api/v1/cities/fuzhou/residents/find"
ENROL = "/api/v1/cities/fuzhou/enrolments"
CONSENT = "/api/v1/me/consent"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def find(town: Town, client: Client, place: int) -> Response:
    asked = {"number": number(place), "reason": "At the desk"}
    return client.post(FIND, json=asked, headers=town.token(town.officer()))


def me(town: Town, client: Client, subject: str, path: str = "/api/v1/me/score") -> Response:
    return client.get(path, headers=town.token(town.resident(subject)))


def consent(town: Town, client: Client, subject: str, **facts: Any) -> Response:
    version = me(town, client, subject, CONSENT).json()["version"]
    given = {"version": version, "language": "zh", **facts}
    return client.put(CONSENT, json=given, headers=town.token(town.resident(subject)))


def leave(town: Town, client: Client, subject: str, query: str = "") -> Response:
    return client.delete(f"{CONSENT}{query}", headers=town.token(town.resident(subject)))


def kind(answer: Response) -> str:
    return str(answer.json()["problems"][0]["kind"])


def actions(town: Town, subject: str | None = None) -> list[str]:
    found = town.desk.database.read_now(
        lambda tx: entries(tx, town.city, None, 1000, subject=subject)
    )
    return [entry.action for entry in reversed(found)]


def test_enrolment_alone_gives_no_score(town: Town, client: Client) -> None:
    subject = town.invite(1)
    answer = me(town, client, subject)
    assert (answer.status_code, kind(answer)) == (409, "consent-missing")
    assert find(town, client, 1).status_code == 404


def test_consent_to_the_text_that_was_shown_makes_a_participant(town: Town, client: Client) -> None:
    subject = town.invite(1)
    assert me(town, client, subject, CONSENT).json()["state"] == "invited"
    given = consent(town, client, subject)
    assert (given.status_code, given.json()["state"]) == (200, "participating")
    assert me(town, client, subject).json()["total"] == 600
    assert find(town, client, 1).json()["name"] == "Resident 1"


def test_consent_to_another_text_is_none(town: Town, client: Client) -> None:
    subject = town.invite(1)
    answer = consent(town, client, subject, version="another")
    assert (answer.status_code, kind(answer)) == (409, "consent-outdated")
    assert me(town, client, subject).status_code == 409


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("110101199003070020", "number-invalid"),
        ("11010119900307002", "number-invalid"),
        ("hello", "number-invalid"),
        (number(0, born=date(2015, 3, 7)), "too-young"),
    ],
)
def test_only_an_adult_with_a_valid_number_is_enrolled(
    town: Town, client: Client, given: str, expected: str
) -> None:
    officer = town.token(town.officer())
    answer = client.post(ENROL, json={"number": given, "name": "Li Na"}, headers=officer)
    assert (answer.status_code, kind(answer)) == (422, expected)


def test_enrolling_does_not_tell_who_takes_part(town: Town, client: Client) -> None:
    town.join(1)
    town.invite(2)
    town.invite(3)
    leaving = town.join(4)
    leave(town, client, leaving)
    officer = town.token(town.officer())
    shapes = set()
    for place in (1, 2, 4, 5):
        answer = client.post(
            ENROL, json={"number": number(place), "name": "Li Na"}, headers=officer
        )
        shapes.add((answer.status_code, tuple(answer.json()), answer.json()["expires_at"]))
    assert len(shapes) == 1


def test_a_non_participant_and_an_unknown_number_are_answered_alike(
    town: Town, client: Client
) -> None:
    town.invite(1)
    leaving = town.join(2)
    leave(town, client, leaving)
    bodies = {find(town, client, place).text for place in (1, 2, 3)}
    assert len(bodies) == 1
    assert {find(town, client, place).status_code for place in (1, 2, 3)} == {404}


def test_every_look_at_a_file_is_in_the_log_with_its_reason_sealed(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    find(town, client, 1)
    officer = town.token(town.officer())
    path = f"/api/v1/cities/fuzhou/residents/{subject}"
    for part in ("score", "deeds", "history"):
        answer = client.get(f"{path}/{part}?reason=CANARY-reason", headers=officer)
        assert answer.status_code == 200
    looks = [action for action in actions(town, subject) if action.startswith("file.")]
    assert looks == ["file.sought", "file.read", "file.read", "file.read"]
    rows = town.desk.database.read_now(lambda tx: tx.rows("select * from log"))
    assert "CANARY" not in repr(rows)


def test_a_file_is_read_for_a_reason_only(town: Town, client: Client) -> None:
    subject = town.join(1)
    path = f"/api/v1/cities/fuzhou/residents/{subject}/score"
    answer = client.get(path, headers=town.token(town.officer()))
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "reason"


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.COUNTER])
def test_only_officers_read_files(town: Town, client: Client, role: Role) -> None:
    subject = town.join(1)
    other = town.token(town.staff(role, department="court"))
    path = f"/api/v1/cities/fuzhou/residents/{subject}/score?reason=curious"
    assert client.get(path, headers=other).status_code == 403
    asked = {"number": number(1), "reason": "curious"}
    assert client.post(FIND, json=asked, headers=other).status_code == 403


def test_leaving_hides_at_once_and_returning_brings_everything_back(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", quantity=60)
    until = leave(town, client, subject).json()["erase_at"]
    assert until == "2027-03-30T16:00:00Z"
    answer = me(town, client, subject)
    assert (answer.status_code, kind(answer)) == (409, "is-leaving")
    assert find(town, client, 1).status_code == 404
    for part in ("score", "deeds", "history"):
        path = f"/api/v1/cities/fuzhou/residents/{subject}/{part}?reason=look"
        assert client.get(path, headers=town.token(town.officer())).status_code == 404
    back = client.post("/api/v1/me/return", headers=town.token(town.resident(subject)))
    assert back.json()["state"] == "participating"
    assert me(town, client, subject).json()["total"] == 620


def test_nothing_is_added_to_a_leaver(town: Town, client: Client) -> None:
    subject = town.join(1)
    leave(town, client, subject)
    deed = {
        "id": "018f0000-0000-7000-8000-000000000001",
        "number": number(1),
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 60,
    }
    collector = town.token(town.collector("civility-office"))
    answer = client.post("/api/v1/cities/fuzhou/deeds", json=deed, headers=collector)
    assert (answer.status_code, kind(answer)) == (404, "no-participant")


def test_the_clock_erases_after_the_cooling_off_and_not_before(town: Town, client: Client) -> None:
    subject = town.join(1)
    town.log(1, "volunteering", quantity=60)
    leave(town, client, subject)
    town.clock.advance(days=29, hours=11)
    assert town.run(erase_leavers(town.desk, town.clock.now())) == 0
    town.clock.advance(hours=2)
    assert town.run(erase_leavers(town.desk, town.clock.now())) == 1
    assert town.desk.keys.subject_of("fuzhou", number(1)) is None
    for table in ("resident", "deed", "step", "score", "consent", "invitation", "account"):
        rows = town.desk.database.read_now(
            lambda tx, table=table: tx.rows(f"select * from {table} where city = 'fuzhou'")  # type: ignore[misc]
        )
        assert rows == [], table
    assert "resident.erased" in actions(town, subject)
    assert town.run(erase_leavers(town.desk, town.clock.now())) == 0


def test_a_resident_may_be_erased_at_once(town: Town, client: Client) -> None:
    subject = town.join(1)
    assert leave(town, client, subject, "?at_once=true").json()["erase_at"] is None
    assert town.desk.keys.data_key("fuzhou", subject) is None
    assert find(town, client, 1).status_code == 404


def test_one_who_declines_the_invitation_is_erased(town: Town, client: Client) -> None:
    subject = town.invite(1)
    assert leave(town, client, subject).json()["erase_at"] is None
    assert town.desk.keys.subject_of("fuzhou", number(1)) is None


def test_an_erasure_that_was_cut_short_is_finished(town: Town, client: Client) -> None:
    subject = town.join(1)
    leave(town, client, subject)
    town.desk.keys.destroy("fuzhou", subject)
    town.clock.advance(days=31)
    assert town.run(erase_leavers(town.desk, town.clock.now())) == 1
    assert "resident.erased" in actions(town, subject)


def test_one_who_left_may_join_anew_as_somebody_new(town: Town, client: Client) -> None:
    first = town.join(1)
    town.log(1, "volunteering", quantity=60)
    leave(town, client, first, "?at_once=true")
    second = town.join(1)
    assert second != first
    assert me(town, client, second).json()["total"] == 600


def test_what_names_a_resident_is_nowhere_in_the_database(town: Town, client: Client) -> None:
    town.join(1)
    rows = town.desk.database.read_now(
        lambda tx: tx.rows("select * from resident") + tx.rows("select * from log")
    )
    assert "Resident 1" not in repr(rows)
    assert number(1) not in repr(rows)


def test_the_overview_counts_and_never_names(town: Town, client: Client) -> None:
    for place in range(12):
        town.join(place)
    answer = client.get("/api/v1/cities/fuzhou/overview", headers=town.token(town.officer())).json()
    assert answer["participating"] == 10
    assert answer["bands"]["standard"] == 10
    assert answer["on"] == NOON.date().isoformat()


def test_one_who_never_consents_is_let_go_after_the_invitation_has_ended(
    town: Town, client: Client
) -> None:
    town.invite(1)
    town.join(2)
    town.clock.advance(days=29)
    town.run(tidy_up(town.desk, town.clock.now()))
    town.run(erase_leavers(town.desk, town.clock.now()))
    assert town.desk.keys.subject_of("fuzhou", number(1)) is not None
    town.clock.advance(days=2)
    town.run(tidy_up(town.desk, town.clock.now()))
    town.run(erase_leavers(town.desk, town.clock.now()))
    assert town.desk.keys.subject_of("fuzhou", number(1)) is None
    assert town.desk.keys.subject_of("fuzhou", number(2)) is not None


def test_the_history_keeps_what_was_before_leaving_and_returning(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    town.clock.advance(days=1)
    town.log(1, "volunteering", quantity=60)
    before = me(town, client, subject, "/api/v1/me/history").json()["items"]
    town.clock.advance(days=1)
    leave(town, client, subject)
    town.clock.advance(days=1)
    client.post("/api/v1/me/return", headers=town.token(town.resident(subject)))
    after = me(town, client, subject, "/api/v1/me/history").json()["items"]
    assert [entry["total"] for entry in before] == [620, 600]
    assert after == before
