"""Article 5, attacked: everything ends, and lateness of entry never extends it.

Attacks through lifetimes in city files are in `test_city_files.py`.
"""

from datetime import timedelta

import pytest
from charter.pilot import DOCUMENT, Pilot, refused
from charter.small_model import KINDS, NOTICE_DAYS, Kind, months_later

from backend.core.permissions import Role
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

RULE = """
[[rule]]
deed_type = "{code}"
source = "a reference"
price = {{ form = "flat", points = -10 }}
{lifetime}
"""
DETENTION = "administrative-detention"
ARREARS = "property-fee-arrears"


def lines(pilot: Pilot, who: object) -> set[str]:
    found = pilot.ask(who, "GET", "/me/score/lines").json()["lines"]  # type: ignore[arg-type]
    return {deed for line in found for deed in line["deeds"]}


def test_a_pass_ends_after_five_minutes_and_a_grant_on_its_last_day(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    assert pilot.grant(me).status_code == 201
    token = pilot.ask_pass(me).json()["token"]
    pilot.town.clock.advance(minutes=5)
    assert refused(pilot.book(token)) == (409, "pass-expired")
    last = pilot.today() + timedelta(days=120)
    (grant,) = pilot.ask(me, "GET", "/me/grants").json()["items"]
    assert grant["until_day"] == str(last)
    pilot.record(1, DETENTION)
    pilot.town.clock.advance(days=120)
    (held,) = [
        perk for perk in pilot.ask(me, "GET", "/me/perks").json()["perks"] if perk["by"] == "grant"
    ]
    assert held["until_day"] == str(last)
    assert pilot.ask_pass(me).status_code == 201
    pilot.town.clock.advance(days=1)
    assert refused(pilot.ask_pass(me)) == (409, "perk-not-open")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_deed_ends_on_the_day_that_its_rule_names(pilot: Pilot, kind: Kind) -> None:
    me = pilot.join()
    occurred_on, deed = pilot.today(), pilot.record(1, kind.code)
    last = months_later(occurred_on, kind.months) - timedelta(days=1)
    pilot.town.clock.advance(days=(last - pilot.today()).days)
    assert lines(pilot, me) == {deed}
    pilot.town.clock.advance(days=1)
    assert lines(pilot, me) == set()
    assert pilot.ask(me, "GET", "/me/score").json()["total"] == 600


def test_who_enters_late_wins_no_day(pilot: Pilot) -> None:
    me = pilot.join()
    occurred_on = pilot.today() - timedelta(days=700)
    deed = pilot.record(1, DETENTION, occurred_on)
    pilot.town.clock.advance(days=11)
    (line,) = pilot.ask(me, "GET", "/me/score/lines").json()["lines"]
    assert line["deeds"] == [deed]
    assert line["counts_until"] == str(months_later(occurred_on, 24) - timedelta(days=1))


def test_what_is_over_when_it_is_entered_never_counts(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.record(1, DETENTION, pilot.today() - timedelta(days=731))
    for _ in range(4):
        pilot.town.clock.advance(days=5)
        assert lines(pilot, me) == set()
    assert pilot.ask(me, "GET", "/me/history").json()["items"][0]["total"] == 600


def test_entered_again_and_again_it_ends_on_the_same_day(pilot: Pilot) -> None:
    me, occurred_on = pilot.join(), pilot.today()
    pilot.record(1, DETENTION, occurred_on)
    pilot.town.clock.advance(days=300)
    pilot.record(1, DETENTION, occurred_on)
    pilot.town.clock.advance(days=(months_later(occurred_on, 24) - pilot.today()).days)
    assert lines(pilot, me) == set()


def test_an_ongoing_breach_lapses_unless_it_is_proven_anew(pilot: Pilot) -> None:
    me = pilot.join()
    deed = pilot.record(1, ARREARS, pilot.today() - timedelta(days=200))
    pilot.town.clock.advance(days=11)
    assert lines(pilot, me) == {deed}
    pilot.town.clock.advance(days=366 * 3)
    assert lines(pilot, me) == set()


@pytest.mark.parametrize("kind", ["proven", "ended"])
@pytest.mark.parametrize("back", [1, 1000])
def test_what_has_lapsed_is_brought_back_by_nobody(pilot: Pilot, kind: str, back: int) -> None:
    """Three years of unpaid wages lapsed; whatever day is named for it, nothing counts again."""
    me, occurred_on = pilot.join(), pilot.today()
    deed = pilot.record(1, "wage-absconding", occurred_on)
    lapse = months_later(occurred_on, 36)
    pilot.town.clock.advance(days=(lapse - pilot.today()).days)
    body = {"kind": kind, "on": str(lapse - timedelta(days=back)), "reason": "It is still owed"}
    for days in (0, 1, 140):
        pilot.town.clock.advance(days=days)
        for officer in ("one", "two"):
            steps = {**body, "document": DOCUMENT}
            answer = pilot.ask(pilot.officer(officer), "POST", f"/deeds/{deed}/steps", steps)
            assert refused(answer) == (409, "deed-over")
        pilot.run_jobs()
        assert lines(pilot, me) == set()
        assert pilot.ask(me, "GET", "/me/score").json()["total"] == 600


@pytest.mark.parametrize("before", [1, NOTICE_DAYS - 1])
def test_a_proof_at_the_last_moment_wins_no_day_of_the_notice(pilot: Pilot, before: int) -> None:
    me, occurred_on = pilot.join(), pilot.today()
    deed = pilot.record(1, "wage-absconding", occurred_on)
    lapse = months_later(occurred_on, 36)
    pilot.town.clock.advance(days=(lapse - pilot.today()).days - before)
    proven_on = pilot.today()
    body = {"kind": "proven", "on": str(proven_on), "reason": "Unpaid", "document": DOCUMENT}
    steps = f"/deeds/{deed}/steps"
    assert pilot.ask(pilot.officer("one"), "POST", steps, body).status_code == 204
    for _ in range(NOTICE_DAYS):
        assert lines(pilot, me) == set()
        pilot.town.clock.advance(days=1)
    assert lines(pilot, me) == {deed}
    pilot.town.clock.advance(days=(months_later(proven_on, 36) - pilot.today()).days)
    assert lines(pilot, me) == set()


@pytest.mark.parametrize("day", ["2027-03-02", "2099-01-01"])
def test_no_day_to_come_is_entered(pilot: Pilot, day: str) -> None:
    pilot.join()
    collector = pilot.collector("one", DETENTION)
    facts = {"id": pilot.new_id(), "occurred_on": day, "document": DOCUMENT}
    answer = pilot.enter(collector, 1, DETENTION, **facts)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "occurred_on"


@pytest.mark.parametrize("lifetime", ["lifetime = { years = 4 }", "lifetime = { years = 400 }", ""])
def test_no_scheme_over_http_lets_a_deed_last(pilot: Pilot, lifetime: str) -> None:
    rule = RULE.format(code="noise-disturbance", lifetime=lifetime)
    body = {"text": f"{pilot.scheme_text()}\n{rule}", "reason": "The council decided so."}
    answer = pilot.ask(pilot.town.staff(Role.ADMINISTRATOR), "POST", "/proposals", body)
    assert answer.status_code == 422
    assert 5 in {problem.get("article") for problem in answer.json()["problems"]}


@pytest.mark.parametrize(
    "statement",
    [
        "update deed set occurred_on = '2099-01-01'",
        "update deed set grade = 'national'",
        "update step set on_day = '2099-01-01'",
    ],
)
def test_the_database_moves_no_day(pilot: Pilot, statement: str) -> None:
    pilot.join()
    pilot.record(1, DETENTION)

    def attack(tx: Transaction) -> None:
        tx.execute(statement)

    with pytest.raises(ConflictError):
        pilot.town.desk.database.write_now(attack)
