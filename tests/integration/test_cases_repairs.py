"""Repairs: only as the scheme in force allows, and a person decides."""

from collections.abc import Iterator
from datetime import date

import pytest
from council import FIRST, Council
from disputing import API, Court, refused
from granting import leave
from installation import Town, deed_id

GRAVE = "administrative-detention"


@pytest.fixture
def court(town: Town) -> Iterator[Court]:
    with town.client() as client:
        yield Court(town, client)


def mended(town: Town, court: Court) -> tuple[str, str]:
    """A resident with a demerit of 50 points that is three months old; made good it takes 20."""
    subject = town.join(1)
    deed = court.fine(deed_type=GRAVE, occurred_on=date(2026, 11, 20))
    town.clock.advance(days=11)
    assert court.score(subject) == 550
    return subject, deed


def test_an_accepted_repair_makes_the_deed_what_the_scheme_says(town: Town, court: Court) -> None:
    subject, deed = mended(town, court)
    asked = court.repair(subject, deed, proof="volunteering", on="2027-03-10")
    assert asked.status_code == 201, asked.text
    view = asked.json()
    assert (view["kind"], view["proof"], view["on"]) == ("repair", "volunteering", "2027-03-10")
    assert view["due_on"] == "2027-03-27"
    # A repair suspends nothing.
    assert court.score(subject) == 550
    file = court.file("repair")
    assert (file["points_now"], file["points_after"]) == (-50, -20)
    assert file["earliest_on"] == "2027-02-20"
    assert file["deed"]["counts"]
    decided = court.decide("repair", is_granted=True, reasons="Twenty hours, as shown.")
    assert decided.json()["state"] == "accepted"
    announced = file["letter_if_granted"]["en"]
    assert "2027-03-10" in announced
    letter = court.mine(subject, "repair")["letter"]
    assert letter["en"] == announced.replace("{reasons}", "Twenty hours, as shown.")
    assert court.score(subject) == 580
    assert court.steps(subject, deed)[-1] == "repaired"
    assert "case-accepted" in [kind for kind, _ in court.told(subject)]
    assert refused(court.repair(subject, deed, "again")) == (409, "deed-repaired")
    town.clock.advance(days=365)
    assert court.score(subject) == 600


def test_a_rejected_repair_can_be_asked_for_again(town: Town, court: Court) -> None:
    subject, deed = mended(town, court)
    court.repair(subject, deed, proof="volunteering")
    announced = court.file("repair")["letter_if_rejected"]["zh"]
    assert court.decide("repair", is_granted=False).json()["state"] == "rejected"
    letter = court.mine(subject, "repair")["letter"]["zh"]
    assert letter == announced.replace("{reasons}", "The papers show it.")
    assert court.score(subject) == 550
    assert court.repair(subject, deed, "better", proof="volunteering").status_code == 201
    assert refused(court.repair(subject, deed, "third")) == (409, "repair-open")
    assert court.withdraw(subject, "better").json()["state"] == "withdrawn"
    assert court.repair(subject, deed, "third", proof="volunteering").status_code == 201


@pytest.mark.parametrize(
    ("facts", "kind", "field"),
    [
        ({"proof": "payment"}, "repair-proof", "proof"),
        ({"proof": "volunteering", "on": "2027-02-19"}, "day-outside", "on"),
        ({"proof": "volunteering", "on": "2027-03-13"}, "day-outside", "on"),
        ({"proof": "volunteering", "on": "9999-12-31"}, "day-outside", "on"),
    ],
)
def test_proof_and_day_are_the_rules(
    town: Town, court: Court, facts: dict[str, str], kind: str, field: str
) -> None:
    subject, deed = mended(town, court)
    answer = court.repair(subject, deed, **facts)
    assert refused(answer) == (422, kind)
    assert answer.json()["problems"][0]["field"] == field
    assert court.me(subject, "cases").json()["items"] == []


def test_before_the_rules_earliest_day_nothing_can_be_made_good(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.fine()
    answer = court.repair(subject, deed)
    assert refused(answer) == (422, "repair-early")
    assert "2027-03-20" in answer.json()["detail"]
    town.clock.advance(days=19)
    assert court.repair(subject, deed, on="2027-03-20").status_code == 201


def test_what_no_rule_lets_be_made_good_is_not(town: Town, court: Court) -> None:
    subject = town.join(1)
    assert refused(court.repair(subject, court.award())) == (409, "repair-none")


def test_an_overdue_repair_stays_open_and_is_shown_as_overdue(town: Town, court: Court) -> None:
    subject, deed = mended(town, court)
    court.repair(subject, deed, proof="volunteering")
    town.clock.advance(days=15)
    assert [each["is_overdue"] for each in court.office().json()["items"]] == [False]
    town.clock.advance(days=1)
    assert court.run_job() == 0
    assert [each["is_overdue"] for each in court.office().json()["items"]] == [True]
    assert court.file("repair")["is_overdue"]
    found = court.ask(town.officer(), "GET", f"{API}/cities/fuzhou/overview").json()
    assert (found["cases_open"], found["cases_overdue"]) == (1, 1)
    assert court.decide("repair", is_granted=True).status_code == 200
    assert court.score(subject) == 580


def both(town: Town, court: Court) -> tuple[str, str]:
    """A demerit made good while it was objected to."""
    subject, deed = mended(town, court)
    court.repair(subject, deed, proof="volunteering")
    court.object(subject, deed)
    assert court.decide("repair", is_granted=True).status_code == 200
    return subject, deed


def test_an_accepted_repair_leaves_the_objection_to_be_answered(town: Town, court: Court) -> None:
    subject, deed = both(town, court)
    assert court.mine(subject)["state"] == "open"
    assert court.score(subject) == 600
    assert court.open() == [str(deed_id("objection"))]
    assert "case-withdrawn" not in [kind for kind, _ in court.told(subject)]
    assert court.decide(is_granted=False).status_code == 200
    assert court.score(subject) == 580
    assert court.steps(subject, deed)[-2:] == ["repaired", "resumed"]


def test_the_objection_to_what_was_made_good_can_still_be_upheld(town: Town, court: Court) -> None:
    subject, deed = both(town, court)
    assert court.decide(is_granted=True).status_code == 200
    assert court.score(subject) == 600
    assert court.steps(subject, deed)[-1] == "annulled"
    assert court.mine(subject, "repair")["state"] == "accepted"


def test_silence_upholds_the_objection_to_what_was_made_good(town: Town, court: Court) -> None:
    subject, _ = both(town, court)
    town.clock.advance(days=16)
    assert (court.mine(subject)["state"], court.run_job()) == ("upheld", 1)
    assert court.score(subject) == 600


def test_no_repair_makes_a_deed_count_before_its_notice_is_over(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.fine(deed_type=GRAVE, occurred_on=date(2026, 11, 20))
    town.clock.advance(days=1)
    court.object(subject, deed)
    court.repair(subject, deed, proof="volunteering")
    town.clock.advance(days=12)
    court.decide("repair", is_granted=True)
    assert court.score(subject) == 600
    court.withdraw(subject)
    assert court.score(subject) == 600
    assert court.told(subject)[-1] == ("deed-will-count", "2027-03-15")
    town.clock.advance(days=1)
    assert court.score(subject) == 580


def test_an_upheld_objection_ends_the_repair_of_the_deed(town: Town, court: Court) -> None:
    subject, deed = mended(town, court)
    court.repair(subject, deed, proof="volunteering")
    court.object(subject, deed)
    court.decide(is_granted=True)
    view = court.mine(subject, "repair")
    assert (view["state"], view["decided_by"]) == ("withdrawn", "clock")
    assert "annulled" in view["letter"]["en"]
    assert refused(court.decide("repair", is_granted=True)) == (409, "case-closed")
    assert court.score(subject) == 600


def test_nobody_with_a_part_in_the_deed_decides_its_repair(town: Town, court: Court) -> None:
    subject, deed = mended(town, court)
    court.repair(subject, deed, proof="volunteering")
    answer = court.decide("repair", is_granted=True, by=town.officer())
    assert refused(answer) == (403, "case-involved")


def test_a_scheme_that_offers_the_repair_no_more_keeps_it_from_being_accepted(
    council: Council,
) -> None:
    town = council.town
    court = Court(town, council.client)
    subject = town.join(1)
    deed_type, text = "tax-arrears", council.text(FIRST)
    deed = court.fine(deed_type=deed_type, occurred_on=date(2027, 2, 1))
    asked = court.repair(subject, deed, proof="payment", on="2027-03-01")
    assert asked.status_code == 201, asked.text
    begin = text.index("repair", text.index(f'deed_type = "{deed_type}"'))
    end = text.index("\n", begin)
    council.switch(text=text[:begin] + text[end:])
    file = court.file("repair")
    assert (file["points_after"], file["earliest_on"]) == (None, None)
    assert refused(court.decide("repair", is_granted=True)) == (409, "repair-changed")
    assert court.decide("repair", is_granted=False).status_code == 200


def test_the_repair_of_one_who_is_gone_is_gone(town: Town, court: Court) -> None:
    subject, deed = mended(town, court)
    court.repair(subject, deed, proof="volunteering")
    leave(town, court.client, subject, "?at_once=true")
    answer = court.office(f"/{deed_id('repair')}")
    assert refused(answer) == (404, "case-unknown")
