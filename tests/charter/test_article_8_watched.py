"""Article 8, attacked: every change and look is in the log, and the resident sees who looked."""

from collections.abc import Callable

import pytest
from charter.pilot import API, CITY, Pilot, refused
from httpx import Response
from installation import Town, number
from receiving import Gateway, Mailbox
from telling import give, ways_out

from backend.core.permissions import Identity, Role
from backend.services.send_notices import send_notices
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.logs import LogEntry, entries

COUNTED = ("/redemptions", "/redemptions/totals")
DETENTION = "administrative-detention"
WHY = "Neighbour asked"


def log_of(pilot: Pilot, subject: str | None = None) -> list[LogEntry]:
    found = pilot.town.desk.database.read_now(
        lambda tx: entries(tx, CITY, None, 1000, subject=subject)
    )
    return list(reversed(found))


def looks_of(pilot: Pilot, me: Identity) -> list[dict[str, object]]:
    return list(pilot.ask(me, "GET", "/me/looks").json()["items"])


@pytest.mark.parametrize("part", ["score", "deeds", "history", "perks", "grants"])
def test_every_look_is_in_the_log_and_seen_by_the_resident(pilot: Pilot, part: str) -> None:
    me = pilot.join()
    path = f"/residents/{me.subject}/{part}?reason={WHY.replace(' ', '+')}"
    assert pilot.ask(pilot.officer("one"), "GET", path).status_code == 200
    (look,) = looks_of(pilot, me)
    assert (look["role"], look["reason"]) == ("officer", WHY)


def test_a_search_that_finds_somebody_is_a_look(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.find(pilot.officer("one"), 1)
    (look,) = looks_of(pilot, me)
    assert look["reason"] == "At the desk"


def test_a_look_at_the_queue_is_a_look(pilot: Pilot) -> None:
    me = pilot.join()
    collector, deed = pilot.collector("one", DETENTION), pilot.new_id()
    document = {"authority": "City Court", "number": "2027-17", "issued_on": "2027-02-01"}
    facts = {"id": deed, "occurred_on": str(pilot.today()), "document": document}
    assert pilot.enter(collector, 1, DETENTION, **facts).status_code == 201
    assert looks_of(pilot, me) == []
    assert pilot.ask(pilot.officer("one"), "GET", f"/confirmations/{deed}").status_code == 200
    assert len(looks_of(pilot, me)) == 1


@pytest.mark.parametrize("reason", ["", "?reason=", "?reason=%20", "?reason=" + "x" * 501])
def test_nobody_looks_without_a_reason(pilot: Pilot, reason: str) -> None:
    me = pilot.join()
    before = len(log_of(pilot))
    for part in ("score", "deeds", "history", "perks", "grants", "statement"):
        path = f"/residents/{me.subject}/{part}{reason}"
        assert pilot.ask(pilot.officer("one"), "GET", path).status_code == 422
    assert len(log_of(pilot)) == before


def test_nobody_reads_who_looked_at_another(pilot: Pilot) -> None:
    me, other = pilot.join(), pilot.join()
    pilot.find(pilot.officer("one"), 1)
    assert looks_of(pilot, other) == []
    for role in set(Role) - {Role.RESIDENT}:
        assert pilot.ask(pilot.town.staff(role), "GET", "/me/looks").status_code == 403
    assert len(looks_of(pilot, me)) == 1


def test_every_change_is_in_the_log(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    deed = pilot.record(1, DETENTION)
    grant = pilot.grant(me).json()["id"]
    booking = pilot.book(pilot.ask_pass(me).json()["token"]).json()["id"]
    assert ("perk.redeemed", booking) in {(each.action, each.object) for each in log_of(pilot)}
    paper = pilot.new_id()
    scan = {"name": "signed.pdf", "media_type": "application/pdf", "content": "JVBERi0KJSVFT0YK"}
    body = {"id": paper, "text": "This was not me.", "scan": scan}
    path = f"/residents/{me.subject}/deeds/{deed}/objections"
    pilot.ask(pilot.officer("three"), "POST", path, body)
    pilot.ask(me, "DELETE", "/me/consent")
    done = [(entry.action, entry.object) for entry in log_of(pilot, me.subject)]
    for action, about in (
        ("consent.given", None),
        ("deed.entered", deed),
        ("deed.confirmed", deed),
        ("perk.granted", grant),
        ("case.made", paper),
        ("consent.left", None),
    ):
        assert (action, about) in done


def test_the_log_names_nobody_and_keeps_no_reason_in_plain(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.find(pilot.officer("one"), 1)
    kept = repr(log_of(pilot))
    assert number(1) not in kept
    assert "At the desk" not in kept
    assert str(me.subject) in kept


@pytest.mark.parametrize("query", ["", "?at_once=true"])
def test_what_was_used_leads_to_nobody_once_its_holder_is_erased(pilot: Pilot, query: str) -> None:
    me = pilot.join_with_award()
    pilot.town.clock.advance(minutes=7)
    token = pilot.ask_pass(me).json()["token"]
    pilot.town.clock.advance(minutes=1)
    assert pilot.book(token).status_code == 201
    counter = pilot.town.counter("public-car-parks")
    listed = [pilot.ask(counter, "GET", path).json() for path in COUNTED]
    assert listed[0]["items"]
    pilot.town.clock.advance(minutes=7)
    assert pilot.ask(me, "DELETE", f"/me/consent{query}").status_code == 200
    pilot.town.clock.advance(days=0 if query else 31)
    pilot.run_jobs()
    # The provider's books stay as they are.
    assert [pilot.ask(counter, "GET", path).json() for path in COUNTED] == listed
    left = {table: rows_of(pilot, table) for table in ("redemption_holder", "perk_pass")}
    assert left == {"redemption_holder": [], "perk_pass": []}
    # And the log, which is kept for ever, was nowhere else at the same moment.
    booked = {entry.at for entry in log_of(pilot) if entry.action == "perk.redeemed"}
    assert len(booked) == 1
    assert not booked & {entry.at for entry in log_of(pilot, me.subject)}
    assert not any(str(me.subject) in repr(row) for row in rows_of(pilot, "redemption"))


def rows_of(pilot: Pilot, table: str) -> list[tuple[object, ...]]:
    return pilot.town.desk.database.read_now(lambda tx: tx.rows(f"select * from {table}"))


def _changed(tx: Transaction) -> None:
    tx.execute("update log set account = 'nobody'")


def _dropped(tx: Transaction) -> None:
    tx.execute("delete from log")


@pytest.mark.parametrize("attack", [_changed, _dropped])
def test_the_database_keeps_the_log(pilot: Pilot, attack: Callable[[Transaction], None]) -> None:
    pilot.join()
    before = log_of(pilot)
    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name.startswith("log_no_")
    assert log_of(pilot) == before


# ---- An officer who lets themselves in ---------------------------------------

HELD = (409, "invitation-recent")


class Intruder:
    """An officer who enrols a number, and opens the code before anybody else."""

    def __init__(self, pilot: Pilot, place: int = 1) -> None:
        """Nowhere yet."""
        self.pilot, self.place, self.token = pilot, place, ""

    def make(self) -> str:
        """The code of a new invitation."""
        self.pilot.town.clock.advance(minutes=1)
        made = self.pilot.ask(
            self.pilot.officer("one"),
            "POST",
            "/enrolments",
            {"number": number(self.place), "name": "Li Na"},
        )
        assert made.status_code == 201, made.text
        return str(made.json()["code"])

    def come_in(self) -> None:
        """With a password of one's own, from now on."""
        asked = {
            "city": CITY,
            "code": self.make(),
            "number": number(self.place),
            "password": "copper lantern bridge noon",
        }
        opened = self.pilot.client.post(f"{API}/sign-in/invitation", json=asked)
        assert opened.status_code == 200, opened.text
        self.token = opened.json()["access_token"]

    def ask(self, method: str, path: str, body: object = None) -> Response:
        """A request in the resident's name."""
        headers = {"authorization": f"Bearer {self.token}"}
        return self.pilot.client.request(method, f"{API}{path}", json=body, headers=headers)


def work_here(pilot: Pilot, name: str) -> None:
    """Keep an account for the officer, so that the name is known."""
    account = Account(
        city=CITY,
        id=pilot.officer("one").account,
        role=Role.OFFICER,
        name="zhou",
        full_name=name,
        password_hash="-",  # noqa: S106 - nobody signs in with it
        made_at=pilot.now(),
    )
    pilot.town.desk.database.write_now(lambda tx: add_account(tx, account))


def notices_of(pilot: Pilot, me: Identity) -> list[str]:
    return [item["kind"] for item in pilot.ask(me, "GET", "/me/notices").json()["items"]]


def test_an_officer_who_lets_themselves_in_is_seen_and_named(pilot: Pilot) -> None:
    me = pilot.join()
    work_here(pilot, "Zhou Min")
    intruder = Intruder(pilot)
    intruder.make()
    (made,) = looks_of(pilot, me)
    assert (made["role"], made["what"]) == ("officer", "a new invitation, made for you")
    assert notices_of(pilot, me)[0] == "invitation-made"
    intruder.come_in()
    opened, *earlier = looks_of(pilot, me)
    assert (opened["role"], len(earlier)) == ("officer", 2)
    assert str(opened["what"]).startswith("an invitation that they had made for you was opened")
    assert opened["name"] == made["name"] == "Zhou Min"
    assert notices_of(pilot, me).count("invitation-made") == 2
    assert notices_of(pilot, me).count("invitation-opened") == 1
    zh = pilot.client.get(
        f"{API}/me/looks", headers={**pilot.town.token(me), "accept-language": "zh"}
    )
    assert zh.json()["items"][0]["what"] == "其为您制作的邀请已被启用，您的密码已重设"


def test_whoever_was_let_in_destroys_nothing_for_three_days(pilot: Pilot) -> None:
    me = pilot.join()
    give(pilot.town, str(me.subject))
    deed, case = pilot.record(1, DETENTION), pilot.new_id()
    objection = {"id": case, "text": "It was another person"}
    made = pilot.ask(me, "POST", f"/me/deeds/{deed}/objections", objection)
    assert made.status_code == 201, made.text
    intruder = Intruder(pilot)
    intruder.come_in()
    attacks = (
        ("DELETE", "/me/consent?at_once=true", None),
        ("POST", f"/me/cases/{case}/withdraw", None),
        ("PUT", "/me/contacts/email", {"address": "officer@example.cn"}),
        ("PUT", "/me/contacts/message", {"address": "+8613800001234"}),
        ("DELETE", "/me/contacts/email", None),
    )
    for attack in attacks:
        assert refused(intruder.ask(*attack)) == HELD, attack
    pilot.town.clock.advance(days=2, hours=23, minutes=59)
    assert refused(pilot.ask(me, *attacks[0])) == HELD
    assert pilot.ask(me, "GET", f"/me/cases/{case}").json()["state"] == "open"
    pilot.town.clock.advance(minutes=1)
    for method, path, body in (*attacks[1:], attacks[0]):
        assert pilot.ask(me, method, path, body).status_code < 300, path


def test_whoever_was_let_in_keeps_no_word_of_it_from_going_out(town: Town, pilot: Pilot) -> None:
    me = pilot.join()
    give(town, str(me.subject))
    mailbox, gateway = Mailbox(), Gateway()
    with ways_out(town, mailbox, gateway):
        town.run(send_notices(town.desk, pilot.now()))
        before = len(mailbox.raw)
        intruder = Intruder(pilot)
        intruder.come_in()
        for notice in intruder.ask("GET", "/me/notices").json()["items"]:
            assert intruder.ask("PUT", f"/me/notices/{notice['id']}/read").status_code < 300
        assert intruder.ask("DELETE", "/me/consent").json()["state"] == "leaving"
        town.run(send_notices(town.desk, pilot.now()))
    assert len(mailbox.raw) == before + 1
    assert {"left", "invitation-opened", "invitation-made"} <= set(notices_of(pilot, me))
    assert refused(intruder.ask("DELETE", "/me/consent?at_once=true")) == HELD


def test_the_officer_learns_nothing_from_making_an_invitation(pilot: Pilot) -> None:
    pilot.join()
    pilot.town.invite(2)
    officer = pilot.officer("one")
    answers = [
        pilot.ask(officer, "POST", "/enrolments", {"number": number(place), "name": "Li Na"})
        for place in (1, 2, 3)
    ]
    assert len({(each.status_code, tuple(sorted(each.json()))) for each in answers}) == 1


def test_a_first_invitation_is_held_back_by_nothing(pilot: Pilot) -> None:
    pilot.town.invite(1)
    guest = Intruder(pilot)
    guest.come_in()
    subject = str(pilot.town.desk.keys.subject_of(CITY, number(1)))
    assert pilot.consent(pilot.resident(subject)).status_code < 300
    assert looks_of(pilot, pilot.resident(subject)) == []
    assert guest.ask("PUT", "/me/contacts/email", {"address": "li.na@example.cn"}).is_success
    assert guest.ask("DELETE", "/me/consent?at_once=true").json()["state"] == "gone"
