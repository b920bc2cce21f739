"""Article 3, attacked: a demerit rests on a document, two people, and a notice; merits on caps.

Attacks through deed types in city files are in `test_city_files.py`.
"""

from datetime import timedelta

import pytest
from charter.pilot import DOCUMENT, Pilot, refused
from charter.small_model import COLLECTOR_POINTS, NOTICE_DAYS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.core.permissions import Identity, Role
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

DETENTION = "administrative-detention"
EXPERT = "innovation-expert"
DONATION = "bone-marrow-donation"
ADD_STEP = """
insert into step (city, subject, deed, number, kind, at, account, role)
select city, subject, id, 1, 'confirmed', 0, entered_by, 'officer' from deed
"""


def total(pilot: Pilot, me: Identity) -> int:
    return int(pilot.ask(me, "GET", "/me/score").json()["total"])


def entered(pilot: Pilot, by: str, deed_type: str, **facts: object) -> dict[str, object]:
    body = {"id": pilot.new_id(), "occurred_on": str(pilot.today()), **facts}
    answer = pilot.enter(pilot.collector(by, deed_type), 1, deed_type, **body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, "document-missing"),
        ({"document": None}, "document-missing"),
        ({"document": {**DOCUMENT, "authority": " "}}, None),
        ({"document": {**DOCUMENT, "number": "---"}}, None),
        ({"document": {"authority": "City Court"}}, None),
        ({"document": {**DOCUMENT, "issued_on": "2027-03-02"}}, "date-in-future"),
    ],
)
def test_no_demerit_without_a_document_that_can_be_found(
    pilot: Pilot, facts: dict[str, object], kind: str | None
) -> None:
    me = pilot.join()
    body = {"id": pilot.new_id(), "occurred_on": str(pilot.today()), **facts}
    answer = pilot.enter(pilot.collector("one", DETENTION), 1, DETENTION, **body)
    assert answer.status_code == 422
    assert kind is None or refused(answer)[1] == kind
    assert pilot.ask(me, "GET", "/me/deeds").json()["items"] == []


def test_nobody_confirms_what_they_entered(pilot: Pilot) -> None:
    me = pilot.join()
    deed = entered(pilot, "one", DETENTION, document=DOCUMENT)["id"]
    author = pilot.as_officer(pilot.collector("one", DETENTION))
    for path in (f"/deeds/{deed}/confirm", f"/deeds/{deed}/refuse"):
        body = {"reason": "I know better"}
        assert refused(pilot.ask(author, "POST", path, body)) == (403, "same-person")
    for role in set(Role) - {Role.OFFICER}:
        other = pilot.town.staff(role) if role is not Role.RESIDENT else me
        assert pilot.ask(other, "POST", f"/deeds/{deed}/confirm").status_code == 403
    pilot.town.clock.advance(days=NOTICE_DAYS + 1)
    assert total(pilot, me) == 600


def test_the_database_refuses_an_author_who_confirms(pilot: Pilot) -> None:
    pilot.join()
    entered(pilot, "one", DETENTION, document=DOCUMENT)

    def attack(tx: Transaction) -> None:
        tx.execute(ADD_STEP)

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name == "step_confirmed_by_author"


def test_the_resident_is_told_first_and_it_counts_when_the_notice_is_over(pilot: Pilot) -> None:
    me = pilot.join()
    deed = pilot.record(1, DETENTION)
    counts_from = pilot.today() + timedelta(days=NOTICE_DAYS)
    notices = pilot.ask(me, "GET", "/me/notices").json()["items"]
    (told,) = [each for each in notices if each["about"] == deed]
    assert (told["kind"], told["on"]) == ("deed-will-count", str(counts_from))
    for _ in range(NOTICE_DAYS):
        assert total(pilot, me) == 600
        pilot.town.clock.advance(days=1)
    assert total(pilot, me) == 550


def test_no_notice_runs_while_its_resident_is_leaving(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.record(1, DETENTION)
    pilot.town.clock.advance(days=2)
    assert pilot.ask(me, "DELETE", "/me/consent").status_code == 200
    pilot.town.clock.advance(days=20)
    assert pilot.ask(me, "POST", "/me/return").status_code == 200
    for _ in range(NOTICE_DAYS - 2):
        assert total(pilot, me) == 600
        pilot.town.clock.advance(days=1)
    assert total(pilot, me) == 550


def test_a_large_merit_needs_a_document_or_a_second_person(pilot: Pilot) -> None:
    me = pilot.join()
    assert entered(pilot, "one", DONATION)["state"] == "awaiting-confirmation"
    assert total(pilot, me) == 600
    assert entered(pilot, "two", DONATION, document=DOCUMENT)["state"] == "counts"
    assert total(pilot, me) == 650


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(entries=st.lists(st.sampled_from([EXPERT, DONATION]), min_size=4, max_size=9))
def test_no_collector_gives_one_resident_more_than_the_city_allows(
    pilot: Pilot, entries: list[str]
) -> None:
    place = pilot.new_place()
    me = pilot.resident(pilot.town.join(place))
    for deed_type in entries:
        body = {
            "id": pilot.new_id(),
            "occurred_on": str(pilot.today()),
            "document": DOCUMENT,
        }
        collector = pilot.collector("generous", deed_type)
        assert pilot.enter(collector, place, deed_type, **body).status_code == 201
    assert total(pilot, me) <= 600 + COLLECTOR_POINTS


def test_what_is_above_the_cap_counts_with_a_second_person(pilot: Pilot) -> None:
    me = pilot.join()
    for _ in range(2):
        assert entered(pilot, "one", DONATION, document=DOCUMENT)["state"] == "counts"
    above = entered(pilot, "one", EXPERT)
    assert above["state"] == "awaiting-confirmation"
    assert total(pilot, me) == 700
    assert pilot.ask(pilot.officer("one"), "POST", f"/deeds/{above['id']}/confirm").is_success
    assert total(pilot, me) == 720


@pytest.mark.parametrize("kind", ["proven", "ended"])
def test_what_prolongs_a_demerit_needs_its_own_document_and_another_person(
    pilot: Pilot, kind: str
) -> None:
    pilot.join()
    deed = pilot.record(1, "property-fee-arrears")
    author = pilot.as_officer(pilot.collector("one", "property-fee-arrears"))
    body = {"kind": kind, "on": str(pilot.today()), "reason": "As the papers show"}
    path = f"/deeds/{deed}/steps"
    bare = pilot.ask(pilot.officer("two"), "POST", path, body)
    assert (bare.status_code, bare.json()["problems"][0]["field"]) == (422, "document")
    full = {**body, "document": DOCUMENT}
    assert refused(pilot.ask(author, "POST", path, full)) == (403, "same-person")
