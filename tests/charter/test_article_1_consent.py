"""Article 1, attacked: no consent, no score; and nobody can tell who does not take part.

Attacks through the consent that a city file asks for are in `test_city_files.py`.
"""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from charter.pilot import API, CITY, DOCUMENT, Pilot, refused
from installation import number

from backend.core.permissions import Identity
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

DETENTION = "administrative-detention"
NO_DEED = "018f0000-0000-7000-8000-00000000dead"
UNKNOWN = 900
OWN_READS = (
    "/me/score",
    "/me/score/lines",
    "/me/history",
    "/me/grants",
    "/me/perks",
    "/me/redemptions",
)
ADD_DEED = """
insert into deed (city, subject, id, deed_type, occurred_on, recorded_at, entered_by, department,
                  fingerprint, counts_from)
values (:city, :subject, :id, 'volunteering', '2027-03-01', 0, 'attacker', 'civility-office', :f,
        '2027-03-01')
"""
ADD_GRANT = """
insert into perk_grant (city, subject, id, perk, digest, from_day, until_day, granted_at,
                        granted_by, fingerprint, reason)
values (:city, :subject, :id, 'public-parking-discount', '', '2027-03-01', '2027-03-01', 0,
        'attacker', :f, :f)
"""
ADD_CASE = """
insert into resident_case (city, subject, id, kind, deed, text, fingerprint, made_at, due_on, state)
values (:city, :subject, :id, 'objection', 'deed', :f, :f, 0, '2027-03-15', 'open')
"""

ADD_ISSUED = """
insert into perk_pass (city, subject, id, code, perk, digest, issued_at, expires_at)
values (:city, :subject, :id, '7KQ2M9XD4H', 'public-parking-discount', '', 0, 1)
"""
ADD_HOLDER = """
insert into redemption_holder (city, subject, redemption, perk, on_day)
values (:city, :subject, :id, 'public-parking-discount', '2027-03-01')
"""

Absent = Callable[[Pilot], tuple[int, str]]


def invited(pilot: Pilot) -> tuple[int, str]:
    place = pilot.new_place()
    return place, pilot.town.invite(place)


def leaving(pilot: Pilot) -> tuple[int, str]:
    place = pilot.new_place()
    subject = pilot.town.join(place)
    assert pilot.ask(pilot.resident(subject), "DELETE", "/me/consent").status_code == 200
    return place, subject


def gone(pilot: Pilot) -> tuple[int, str]:
    place = pilot.new_place()
    subject = pilot.town.join(place)
    left = pilot.ask(pilot.resident(subject), "DELETE", "/me/consent?at_once=true")
    assert left.json()["state"] == "gone"
    return place, subject


def unknown(_: Pilot) -> tuple[int, str]:
    return UNKNOWN, "0" * 32


ABSENT = (invited, leaving, gone, unknown)


def told(answer: object) -> tuple[int, str]:
    """Status and body of an answer, but for the number of the request."""
    body = re.sub(r'"(instance|id|number)":"[^"]*"', "", answer.text)  # type: ignore[attr-defined]
    return answer.status_code, body  # type: ignore[attr-defined]


@pytest.mark.parametrize("absent", ABSENT)
def test_without_consent_there_is_no_deed_no_score_and_no_perk(
    pilot: Pilot, absent: Absent
) -> None:
    place, subject = absent(pilot)
    collector, me = pilot.collector("one", DETENTION), pilot.resident(subject)
    facts = {"id": pilot.new_id(), "occurred_on": str(pilot.today()), "document": DOCUMENT}
    assert refused(pilot.enter(collector, place, DETENTION, **facts)) == (404, "no-participant")
    assert refused(pilot.grant(me)) == (404, "no-participant")
    assert pilot.ask_pass(me).status_code in {404, 409}
    for path in OWN_READS:
        assert pilot.ask(me, "GET", path).status_code in {404, 409}


def test_nobody_can_tell_who_does_not_take_part_from_whom_nobody_knows(pilot: Pilot) -> None:
    pilot.join()
    collector, officer = pilot.collector("one", DETENTION), pilot.officer("one")
    attempts: list[set[object]] = [set() for _ in range(9)]
    scan = {"name": "signed.pdf", "media_type": "application/pdf", "content": "JVBERi0KJSVFT0YK"}
    asked = {"id": pilot.new_id(), "text": "Not me.", "scan": scan}
    made_good = {**asked, "proof": "payment", "on": str(pilot.today())}
    for absent in ABSENT:
        place, subject = absent(pilot)
        facts = {"id": pilot.new_id(), "occurred_on": str(pilot.today()), "document": DOCUMENT}
        answers = (
            pilot.enter(collector, place, DETENTION, **facts),
            pilot.find(officer, place),
            pilot.grant(pilot.resident(subject)),
            pilot.ask(officer, "GET", f"/residents/{subject}/score?reason=look"),
            pilot.ask(officer, "GET", f"/residents/{subject}/grants?reason=look"),
            pilot.grant_list(place, path="/preview"),
            pilot.grant_list(place),
            pilot.ask(officer, "POST", f"/residents/{subject}/deeds/{NO_DEED}/objections", asked),
            pilot.ask(officer, "POST", f"/residents/{subject}/deeds/{NO_DEED}/repairs", made_good),
        )
        assert refused(answers[-1]) == refused(answers[-2]) == (404, "no-participant")
        for seen, answer in zip(attempts, answers, strict=True):
            seen.add(told(answer))
    assert [len(seen) for seen in attempts] == [1] * 9


def test_a_pass_is_worth_nothing_once_its_holder_has_left(pilot: Pilot) -> None:
    answers = set()
    for query in ("", "?at_once=true"):
        me = pilot.join_with_award()
        token = pilot.ask_pass(me).json()["token"]
        assert pilot.ask(me, "DELETE", f"/me/consent{query}").status_code == 200
        answers.add(told(pilot.book(token)))
    # And of one whose grant was a mistake, in the same words: a counter learns nothing of people.
    fallen = pilot.join_with_award()
    assert pilot.grant(fallen).status_code == 201
    with_grant = fall(pilot, fallen)
    answers.add(told(pilot.book(with_grant)))
    assert len(answers) == 1
    assert "pass-withdrawn" in answers.pop()[1]


def fall(pilot: Pilot, me: Identity) -> str:
    """Let somebody's band fall, and revoke the grant after its pass was given; the pass."""
    pilot.record(3, DETENTION)
    pilot.town.clock.advance(days=11)
    (grant,) = pilot.ask(me, "GET", "/me/grants").json()["items"]
    assert pilot.ask(me, "GET", "/me/perks").json()["band"] != "good"
    token = pilot.ask_pass(me).json()["token"]
    assert pilot.ask(me, "DELETE", "/me/consent").status_code == 200
    assert pilot.ask(me, "POST", "/me/return").status_code == 200
    (ended,) = pilot.ask(me, "GET", "/me/grants").json()["items"]
    assert (ended["id"], ended["state"], ended["ends_on"]) == (grant["id"], "revoked", None)
    return str(token)


def test_an_enrolment_is_no_consent(pilot: Pilot) -> None:
    _, subject = invited(pilot)
    assert refused(pilot.ask(pilot.resident(subject), "GET", "/me/score")) == (
        409,
        "consent-missing",
    )


@pytest.mark.parametrize("version", ["", "x", "0" * 16])
def test_a_consent_names_the_text_that_was_shown(pilot: Pilot, version: str) -> None:
    _, subject = invited(pilot)
    body = {"version": version, "language": "en"}
    answer = pilot.ask(pilot.resident(subject), "PUT", "/me/consent", body)
    assert answer.status_code in {409, 422}
    assert pilot.ask(pilot.resident(subject), "GET", "/me/score").status_code == 409


def test_nobody_consents_for_another(pilot: Pilot) -> None:
    _, subject = invited(pilot)
    version = pilot.client.get(f"{API}/cities/{CITY}").json()["consent_version"]
    body = {"version": version, "language": "en"}
    for other in (pilot.officer("one"), pilot.collector("one", DETENTION)):
        assert pilot.ask(other, "PUT", "/me/consent", body).status_code == 403
    pilot.ask(pilot.join(), "PUT", "/me/consent", body)
    assert pilot.ask(pilot.resident(subject), "GET", "/me/score").status_code == 409


def test_consent_of_one_city_is_none_in_another(pilot: Pilot) -> None:
    me = pilot.join()
    abroad = Identity(
        account=me.account, role=me.role, city="suzhou", session=me.session, subject=me.subject
    )
    assert pilot.ask(abroad, "GET", "/me/score").status_code == 404


@pytest.mark.parametrize("absent", ABSENT)
@pytest.mark.parametrize("statement", [ADD_DEED, ADD_GRANT, ADD_CASE, ADD_ISSUED, ADD_HOLDER])
def test_the_database_refuses_what_has_no_consent(
    pilot: Pilot, absent: Absent, statement: str
) -> None:
    _, subject = absent(pilot)

    def attack(tx: Transaction) -> None:
        tx.execute(statement, city=CITY, subject=subject, id=str(UUID(int=1)), f=b"f")

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name.endswith("_needs_consent")


@pytest.mark.parametrize(
    "statement", ["update consent set version = 'x'", "update consent set at = 0"]
)
def test_the_database_changes_no_consent(pilot: Pilot, statement: str) -> None:
    pilot.join()

    def attack(tx: Transaction) -> None:
        tx.execute(statement)

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name == "consent_no_update"


def test_no_file_names_a_resident(pilot: Pilot) -> None:
    pilot.join()
    folder = pilot.town.installation.settings.data_dir
    for path in folder.rglob("*"):
        if path.is_file():
            assert number(1).encode() not in path.read_bytes(), path
