"""Article 7, attacked: a person decides, who neither entered nor confirmed; silence upholds.

And staff cannot act on themselves, in whatever way they try.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta

import pytest
from charter.pilot import CITY, DOCUMENT, Pilot, refused
from charter.small_model import OBJECTION_DAYS
from httpx import Response
from installation import number

from backend.core.permissions import Identity, Role
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

DETENTION = "administrative-detention"
DECISION = {"is_granted": False, "reasons": "As the papers show."}
Act = Callable[[Pilot, Identity, str], Response]


def total(pilot: Pilot, me: Identity) -> int:
    return int(pilot.ask(me, "GET", "/me/score").json()["total"])


def objected(pilot: Pilot, me: Identity, deed: str) -> str:
    """Object to a deed; returns the case."""
    case = pilot.new_id()
    body = {"id": case, "text": "This was not me."}
    answer = pilot.ask(me, "POST", f"/me/deeds/{deed}/objections", body)
    assert answer.status_code == 201, answer.text
    return case


def decided(pilot: Pilot, by: Identity, case: str, **facts: object) -> Response:
    return pilot.ask(by, "POST", f"/cases/{case}/decide", {**DECISION, **facts})


def test_an_objection_suspends_at_once_and_until_it_is_answered(pilot: Pilot) -> None:
    me = pilot.join()
    deed = pilot.record(1, DETENTION)
    pilot.town.clock.advance(days=11)
    assert total(pilot, me) == 550
    case = objected(pilot, me, deed)
    assert total(pilot, me) == 600
    pilot.town.clock.advance(days=5)
    assert total(pilot, me) == 600
    assert decided(pilot, pilot.officer("two"), case).status_code == 200
    assert total(pilot, me) == 550


def on_paper(pilot: Pilot, by: Identity, deed: str, **facts: object) -> Response:
    """Take in an objection of the first resident's that was signed on paper."""
    subject = facts.pop("subject", pilot.town.desk.keys.subject_of(CITY, number(1)))
    scan = {
        "name": "signed.pdf",
        "media_type": "application/pdf",
        "content": b64encode(b"%PDF-1.4\n%%EOF\n").decode(),
    }
    body = {"id": pilot.new_id(), "text": "This was not me.", "scan": scan, **facts}
    return pilot.ask(by, "POST", f"/residents/{subject}/deeds/{deed}/objections", body)


def test_without_a_phone_an_objection_suspends_at_once_too(pilot: Pilot) -> None:
    me = pilot.join()
    deed = pilot.record(1, DETENTION)
    pilot.town.clock.advance(days=11)
    assert total(pilot, me) == 550
    assert on_paper(pilot, pilot.officer("three"), deed).status_code == 201
    assert total(pilot, me) == 600
    pilot.town.clock.advance(days=OBJECTION_DAYS + 1)
    (kept,) = pilot.ask(me, "GET", "/me/cases").json()["items"]
    assert (kept["state"], kept["decided_by"]) == ("upheld", "clock")
    assert total(pilot, me) == 600


def test_who_took_the_paper_in_does_not_decide(pilot: Pilot) -> None:
    me = pilot.join()
    taker = pilot.officer("three")
    case = on_paper(pilot, taker, pilot.record(1, DETENTION)).json()["id"]
    for is_granted in (True, False):
        answer = decided(pilot, taker, case, is_granted=is_granted)
        assert refused(answer) == (403, "case-involved")
    # Nor did they before it was taken in: who entered or confirmed the deed does not, either.
    for by in (pilot.as_officer(pilot.collector("one", DETENTION)), pilot.officer("one")):
        assert refused(decided(pilot, by, case)) == (403, "case-involved")
    (kept,) = pilot.ask(me, "GET", "/me/cases").json()["items"]
    assert kept["state"] == "open"
    assert decided(pilot, pilot.officer("two"), case).status_code == 200


def test_nobody_takes_in_a_paper_about_anothers_deed(pilot: Pilot) -> None:
    pilot.join()
    other = pilot.join()
    deed = pilot.record(1, DETENTION)
    answer = on_paper(pilot, pilot.officer("three"), deed, subject=other.subject)
    assert refused(answer) == (404, "deed-unknown")


def test_the_database_keeps_who_took_a_paper_in(pilot: Pilot) -> None:
    pilot.join()
    assert on_paper(pilot, pilot.officer("three"), pilot.record(1, DETENTION)).status_code == 201

    def attack(tx: Transaction) -> None:
        tx.execute("update resident_case set on_paper_by = null")

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name == "case_no_update"


def test_who_entered_or_confirmed_does_not_decide(pilot: Pilot) -> None:
    me = pilot.join()
    deed = pilot.record(1, DETENTION)
    case = objected(pilot, me, deed)
    author = pilot.as_officer(pilot.collector("one", DETENTION))
    for by in (author, pilot.officer("one")):
        for is_granted in (True, False):
            assert decided(pilot, by, case, is_granted=is_granted).status_code == 403
    for role in set(Role) - {Role.OFFICER}:
        other = me if role is Role.RESIDENT else pilot.town.staff(role)
        assert decided(pilot, other, case).status_code == 403
    (kept,) = pilot.ask(me, "GET", "/me/cases").json()["items"]
    assert kept["state"] == "open"


@pytest.mark.parametrize("account", ["collector-one", "officer-one", "officer-three"])
@pytest.mark.parametrize("state", ["upheld", "rejected"])
def test_the_database_refuses_a_judge_of_their_own_work(
    pilot: Pilot, account: str, state: str
) -> None:
    pilot.join()
    on_paper(pilot, pilot.officer("three"), pilot.record(1, DETENTION))

    def attack(tx: Transaction) -> None:
        tx.execute(
            "update resident_case set state = :state, decided_at = 0, decided_by = :account, "
            "reasons = 'r'",
            state=state,
            account=account,
        )

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name == "case_decided_by_involved"


@pytest.mark.parametrize("reasons", ["", " ", "—", "\u200b"])
def test_no_decision_without_reasons(pilot: Pilot, reasons: str) -> None:
    me = pilot.join()
    case = objected(pilot, me, pilot.record(1, DETENTION))
    assert decided(pilot, pilot.officer("two"), case, reasons=reasons).status_code == 422


def test_what_is_decided_is_not_decided_again(pilot: Pilot) -> None:
    me = pilot.join()
    case = objected(pilot, me, pilot.record(1, DETENTION))
    assert decided(pilot, pilot.officer("two"), case, is_granted=True).status_code == 200
    assert decided(pilot, pilot.officer("three"), case).status_code == 409

    def attack(tx: Transaction) -> None:
        tx.execute("update resident_case set state = 'rejected', reasons = 'r'")

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name == "case_decided_once"


@pytest.mark.parametrize("with_jobs", [False, True])
def test_unanswered_an_objection_is_upheld_by_the_clock(pilot: Pilot, with_jobs: bool) -> None:  # noqa: FBT001 - a parameter
    me = pilot.join()
    deed = pilot.record(1, DETENTION)
    case = objected(pilot, me, deed)
    pilot.town.clock.advance(days=OBJECTION_DAYS)
    last_day = pilot.ask(me, "GET", f"/me/cases/{case}").json()
    assert (last_day["state"], last_day["due_on"]) == ("open", str(pilot.today()))
    pilot.town.clock.advance(days=1)
    if with_jobs:
        pilot.run_jobs()
    kept = pilot.ask(me, "GET", f"/me/cases/{case}").json()
    assert (kept["state"], kept["decided_by"]) == ("upheld", "clock")
    assert decided(pilot, pilot.officer("two"), case).status_code == 409
    for _ in range(3):
        pilot.town.clock.advance(days=20)
        pilot.run_jobs()
        assert total(pilot, me) == 600


def test_nobody_objects_for_another(pilot: Pilot) -> None:
    me, other = pilot.join(), pilot.join()
    deed = pilot.record(1, DETENTION)
    body = {"id": pilot.new_id(), "text": "This was not them."}
    path = f"/me/deeds/{deed}/objections"
    assert pilot.ask(other, "POST", path, body).status_code == 404
    assert pilot.ask(pilot.officer("one"), "POST", path, body).status_code == 403
    case = objected(pilot, me, deed)
    for method, end in (("GET", ""), ("POST", "/withdraw")):
        assert pilot.ask(other, method, f"/me/cases/{case}{end}").status_code == 404


# Staff on themselves


def enter(pilot: Pilot, who: Identity, _: str) -> Response:
    facts = {"id": pilot.new_id(), "occurred_on": str(pilot.today()), "document": DOCUMENT}
    return pilot.enter(
        pilot.as_collector(who, "innovation-expert"), 1, "innovation-expert", **facts
    )


def confirm(pilot: Pilot, who: Identity, deed: str) -> Response:
    return pilot.ask(who, "POST", f"/deeds/{deed}/confirm")


def refuse(pilot: Pilot, who: Identity, deed: str) -> Response:
    return pilot.ask(who, "POST", f"/deeds/{deed}/refuse", {"reason": "It was me"})


def follow(pilot: Pilot, who: Identity, deed: str) -> Response:
    body = {"kind": "ended", "on": str(pilot.today()), "reason": "Paid", "document": DOCUMENT}
    return pilot.ask(who, "POST", f"/deeds/{deed}/steps", body)


def find(pilot: Pilot, who: Identity, _: str) -> Response:
    return pilot.find(who, 1)


def enrol(pilot: Pilot, who: Identity, _: str) -> Response:
    return pilot.ask(who, "POST", "/enrolments", {"number": number(1), "name": "Me"})


def read(pilot: Pilot, who: Identity, _: str) -> Response:
    subject = pilot.town.desk.keys.subject_of(CITY, number(1))
    return pilot.ask(who, "GET", f"/residents/{subject}/score?reason=look")


def grant(pilot: Pilot, who: Identity, _: str) -> Response:
    subject = pilot.town.desk.keys.subject_of(CITY, number(1))
    body = {
        "id": pilot.new_id(),
        "perk": "public-parking-discount",
        "from_day": str(pilot.today()),
        "until_day": str(pilot.today() + timedelta(days=30)),
        "reason": "I deserve it",
    }
    return pilot.ask(who, "POST", f"/residents/{subject}/grants", body)


def take_in(pilot: Pilot, who: Identity, deed: str) -> Response:
    return on_paper(pilot, who, deed)


def decide(pilot: Pilot, who: Identity, _: str) -> Response:
    (case,) = pilot.ask(pilot.officer("two"), "GET", "/cases").json()["items"]
    return decided(pilot, who, case["id"], is_granted=True)


@pytest.mark.parametrize(
    "act", [enter, confirm, refuse, follow, find, enrol, read, grant, take_in, decide]
)
def test_nobody_of_the_staff_acts_on_themselves(pilot: Pilot, act: Act) -> None:
    me = pilot.join_with_award()
    counting = pilot.record(1, DETENTION)
    objected(pilot, me, counting)
    collector, waiting = pilot.collector("two", DETENTION), pilot.new_id()
    facts = {"id": waiting, "occurred_on": str(pilot.today()), "document": DOCUMENT}
    assert pilot.enter(collector, 1, DETENTION, **facts).status_code == 201
    clerk = pilot.officer("clerk")
    pilot.name_number(clerk, 1)
    before = pilot.ask(me, "GET", "/me/score/lines").json()
    assert refused(act(pilot, clerk, waiting)) == (403, "own-file")
    assert pilot.ask(me, "GET", "/me/score/lines").json() == before
