"""Grants, misused: without consent, by the wrong people, unseen, edited, or kept after leaving."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from granting import (
    APPLICATIONS,
    PARKING,
    TODAY,
    TOLLS,
    Client,
    file_of,
    good,
    grant,
    grants,
    leave,
    log_of,
    me,
    new,
    refused,
    revoke,
    stored,
)
from installation import Town, deed_id

from backend.core.permissions import Role
from backend.services.erase_leavers import erase_leavers
from backend.services.tidy_up import tidy_up
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.grants import Grant, add_grant


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def test_nobody_without_consent_is_granted_anything(town: Town, client: Client) -> None:
    invited = town.invite(2)
    leaving = good(town, 3)
    leave(town, client, leaving)
    erased = good(town, 4)
    leave(town, client, erased, "?at_once=true")
    officer = town.token(town.officer())
    for subject in (invited, leaving, erased, "nobody"):
        assert refused(grant(town, client, subject)) == (404, "no-participant")
        assert refused(revoke(town, client, subject)) == (404, "no-participant")
        for part in ("grants", "perks"):
            answer = client.get(f"{file_of(town, subject)}/{part}?reason=look", headers=officer)
            assert refused(answer) == (404, "no-participant")
    assert stored(town) == []
    assert refused(me(town, client, invited)) == (409, "consent-missing")


def test_the_database_itself_refuses_a_grant_without_consent(town: Town, client: Client) -> None:
    leaving = good(town, 2)
    leave(town, client, leaving)
    for subject in (town.invite(1), leaving, "nobody"):
        with pytest.raises(ConflictError) as caught:
            town.desk.database.write_now(lambda tx, subject=subject: add_row(tx, subject))  # type: ignore[misc]
        assert caught.value.name == "perk_grant_needs_consent"


def add_row(tx: Transaction, subject: str) -> None:
    """A grant written past the services."""
    grant = Grant(
        city="fuzhou",
        subject=subject,
        id=str(deed_id("grant")),
        perk=PARKING,
        digest="",
        from_day=TODAY,
        until_day=TODAY,
        granted_at=datetime(2027, 3, 1, tzinfo=UTC),
        granted_by="officer-one",
        fingerprint=b"",
        reason=b"",
    )
    add_grant(tx, grant)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("update perk_grant set until_day = '2099-12-31'", "perk_grant_no_update"),
        ("update perk_grant set perk = 'road-toll-discount'", "perk_grant_no_update"),
        ("update perk_grant set subject = 'another'", "perk_grant_no_update"),
        ("update perk_grant set revoked_at = 1", "ck_perk_grant_revoked"),
    ],
)
def test_a_grant_is_never_edited(town: Town, client: Client, statement: str, name: str) -> None:
    grant(town, client, good(town))
    with pytest.raises(ConflictError) as caught:
        town.desk.database.write_now(lambda tx: tx.execute(statement))
    assert caught.value.name == name


def test_a_revocation_is_never_taken_back(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject)
    revoke(town, client, subject)
    back = "update perk_grant set revoked_at = null, revoked_by = null, revoke_reason = null"
    with pytest.raises(ConflictError) as caught:
        town.desk.database.write_now(lambda tx: tx.execute(back))
    assert caught.value.name == "perk_grant_revoked_once"


@pytest.mark.parametrize(
    "role", [Role.COLLECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.COUNTER, Role.RESIDENT]
)
def test_only_officers_grant_revoke_and_look(town: Town, client: Client, role: Role) -> None:
    subject = good(town)
    grant(town, client, subject)
    by = town.staff(role, department="court")
    if role is Role.RESIDENT:
        by = town.resident(subject)
    assert refused(grant(town, client, subject, by, word="own")) == (403, "role-not-allowed")
    assert refused(revoke(town, client, subject, by=by)) == (403, "role-not-allowed")
    for part in ("grants", "perks"):
        path = f"{file_of(town, subject)}/{part}?reason=curious"
        assert refused(client.get(path, headers=town.token(by))) == (403, "role-not-allowed")


def test_an_officer_of_another_city_grants_nothing_here(town: Town, client: Client) -> None:
    subject = good(town)
    abroad = town.staff(Role.OFFICER, city="suzhou")
    assert refused(grant(town, client, subject, abroad)) == (403, "city-not-yours")
    assert refused(revoke(town, client, subject, by=abroad)) == (403, "city-not-yours")
    # Nor over their own city's address.
    path = f"/api/v1/cities/suzhou/residents/{subject}/grants"
    answer = client.post(path, json=new(), headers=town.token(abroad))
    assert refused(answer) == (404, "no-participant")


def test_leaving_ends_perks_for_good_and_returning_shows_why(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject, word="short", until_day="2027-03-10")
    grant(town, client, subject, word="long", perk=APPLICATIONS)
    leave(town, client, subject)
    assert refused(me(town, client, subject)) == (409, "is-leaving")
    town.clock.advance(days=10)
    back = client.post("/api/v1/me/return", headers=town.token(town.resident(subject)))
    assert back.status_code == 200
    found = {each["perk"]: each for each in me(town, client, subject).json()["items"]}
    for perk in (PARKING, APPLICATIONS):
        assert found[perk]["state"] == "revoked"
        assert found[perk]["revoke_reason"] == "Left the pilot / 已退出试点"
    assert found[APPLICATIONS]["until_day"] == "2027-08-31"


def test_after_erasure_nothing_of_a_grant_remains(town: Town, client: Client) -> None:
    subject, other = good(town), good(town, 2)
    grant(town, client, subject, reason="CANARY-grant")
    revoke(town, client, subject, reason="CANARY-revocation")
    grant(town, client, other, word="other")
    leave(town, client, subject)
    assert len(stored(town)) == 2
    town.clock.advance(days=31)
    town.run(tidy_up(town.desk, town.clock.now()))
    assert town.run(erase_leavers(town.desk, town.clock.now())) == 1
    assert [row[1] for row in stored(town)] == [other]
    assert [each["state"] for each in grants(town, client, other)] == ["running"]


def test_reasons_are_sealed_and_bound_to_their_row(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject, reason="CANARY-grant")
    revoke(town, client, subject, reason="CANARY-revocation")
    log = town.desk.database.read_now(lambda tx: tx.rows("select * from log"))
    assert "CANARY" not in repr(stored(town)) + repr(log)
    (shown,) = grants(town, client, subject)
    assert (shown["reason"], shown["revoke_reason"]) == ("CANARY-grant", "CANARY-revocation")


def test_every_grant_revocation_and_look_is_in_the_log(town: Town, client: Client) -> None:
    subject = good(town)
    known = len(log_of(town, subject))
    officer = town.token(town.officer())
    for part in ("perks", "grants"):
        client.get(f"{file_of(town, subject)}/{part}?reason=look", headers=officer)
    grant(town, client, subject)
    revoke(town, client, subject)
    told = [
        (each.action, each.object, each.detail.get("part") or each.detail.get("perk"))
        for each in log_of(town, subject)[known:]
    ]
    about = str(deed_id("grant"))
    assert told == [
        ("file.read", None, "perks"),
        ("file.read", None, "grants"),
        ("perk.granted", about, PARKING),
        ("perk.revoked", about, PARKING),
    ]
    assert {each.account for each in log_of(town, subject)[known:]} == {"officer-one"}


def test_a_refusal_that_tells_of_a_resident_is_a_look_and_in_the_log(
    town: Town, client: Client
) -> None:
    subject = good(town)
    grant(town, client, subject)
    known = len(log_of(town, subject))
    assert refused(grant(town, client, subject, word="a", perk=TOLLS))[1] == "perk-not-open"
    assert refused(grant(town, client, subject, word="b"))[1] == "perk-granted"
    looks = [(each.action, each.detail.get("part")) for each in log_of(town, subject)[known:]]
    assert looks == [("file.read", "perks")] * 2


def test_an_officer_looks_for_a_reason_only(town: Town, client: Client) -> None:
    subject = good(town)
    for part in ("grants", "perks"):
        path = f"{file_of(town, subject)}/{part}"
        answer = client.get(path, headers=town.token(town.officer()))
        assert refused(answer) == (422, "parameter-missing")
        assert answer.json()["problems"][0]["field"] == "reason"
