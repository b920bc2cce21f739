"""A switch: one administrator proposes, another approves, all scores move at a stroke, and back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from builders import CityTree
from council import CITY, WHY, Council, kinds, refused
from installation import NOON, open_town, run

from backend.contracts.schemes import ProposeScheme
from backend.core.permissions import Role
from backend.core.problems import ProblemsError
from backend.services.begin_periods import begin_periods
from backend.services.decide_proposal import approve_proposal
from backend.services.propose_scheme import propose_scheme
from backend.services.read_schemes import list_periods, list_versions
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.scores import ScoreRow, score_row

TODAY = date(2027, 3, 1)
TOMORROW = "2027-03-02"
NEXT_WEEK = "2027-03-08"
# Noon in China; their day ends twelve hours later.
TO_MIDNIGHT = timedelta(hours=12)


def headline(council: Council, subject: str) -> dict[str, Any]:
    town = council.town
    answer = council.client.get("/api/v1/me/score", headers=town.token(town.resident(subject)))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def row_of(council: Council, subject: str) -> ScoreRow:
    town = council.town
    row = town.desk.database.read_now(lambda tx: score_row(tx, "weihai", subject, town.clock.now()))
    assert row is not None
    return row


def test_another_administrators_approval_puts_a_scheme_in_force_at_once(council: Council) -> None:
    made = council.propose()
    assert (made.status_code, made.headers["etag"]) == (201, '"v1"')
    assert (made.json()["state"], council.in_force()) == ("open", council.first)
    done = council.decide(made.json()["id"])
    assert (done.status_code, done.headers["etag"]) == (200, '"v2"')
    assert (done.json()["state"], done.json()["decided_by"]) == ("approved", "administrator-two")
    assert council.in_force() == council.second
    assert council.actions()[-2:] == ["scheme.proposed", "scheme.approved"]


def test_all_scores_move_at_a_stroke_and_back(council: Council) -> None:
    subjects = [council.town.join(place) for place in range(2)]
    for place in range(2):
        for number in range(5):
            council.town.log(place, "blood-donation", f"deed {place} {number}")
    before = [headline(council, subject) for subject in subjects]
    assert {(each["total"], each["band"]) for each in before} == {(1050, "AAA")}
    versions = [row_of(council, subject).version for subject in subjects]
    assert all(row_of(council, subject).holds_on(TODAY) for subject in subjects)
    council.switch()
    # Not one row was written, and yet none of them holds any more.
    assert [row_of(council, subject).version for subject in subjects] == versions
    assert not any(row_of(council, subject).holds_on(TODAY) for subject in subjects)
    after = [headline(council, subject) for subject in subjects]
    assert {(each["total"], each["band"]) for each in after} == {(1050, "AA")}
    assert {each["scheme"] for each in after} == {council.second}
    council.town.clock.advance(minutes=1)
    back = council.ask("POST", f"{CITY}/schemes/back", json={"reason": WHY})
    assert (back.status_code, back.json()["digest"]) == (201, council.first)
    assert [headline(council, subject) for subject in subjects] == after
    assert council.decide(back.json()["id"]).status_code == 200
    assert [headline(council, subject) for subject in subjects] == before


def test_who_proposes_never_approves_or_refuses(council: Council) -> None:
    made = council.propose().json()["id"]
    assert refused(council.decide(made, by="one")) == (403, "same-person")
    answer = council.decide(made, "refuse", by="one", json={"reason": "no"})
    assert refused(answer) == (403, "same-person")
    assert council.read(f"/api/v1/proposals/{made}")["state"] == "open"
    assert council.in_force() == council.first


def test_the_database_itself_refuses_approval_by_who_proposed(council: Council) -> None:
    made = council.propose().json()["id"]

    def work(tx: Transaction) -> int:
        return tx.execute(
            "update proposal set state = 'approved', decided_by = proposed_by where id = :id",
            id=made,
        )

    with pytest.raises(ConflictError) as refusal:
        council.town.desk.database.write_now(work)
    assert "two_persons" in refusal.value.name


def test_of_two_approvals_at_once_one_is_made(council: Council) -> None:
    made = council.propose().json()["id"]
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda by: council.decide(made, by=by), ["two", "three"]))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert len(council.read(f"{CITY}/periods")["periods"]) == 2
    assert council.actions().count("scheme.approved") == 1


def test_of_two_processes_that_approve_at_once_one_does(
    tmp_path: Path, postgresql_url: str
) -> None:
    tree = CityTree(tmp_path, "weihai")
    towns = [
        open_town(tmp_path / "data", postgresql_url, city="weihai", configs=tree.root)
        for _ in range(2)
    ]
    first, second = (
        town.staff(Role.ADMINISTRATOR, name) for name, town in zip("ab", towns, strict=True)
    )
    desk, now = towns[0].desk, towns[0].clock.now()
    kept = run(list_versions(desk, "weihai", None, 9, now))
    digest = next(each.digest for each in kept if not each.in_force)
    proposed = ProposeScheme(digest=digest, reason=WHY)
    made, _ = run(propose_scheme(desk, towns[0].staff(Role.ADMINISTRATOR, "c"), proposed, now))

    def approve(place: int) -> str:
        by = (first, second)[place]
        try:
            done = run(approve_proposal(towns[place].desk, by, made.id, 1, now))
        except ProblemsError as refusal:
            return refusal.problems[0].kind
        return done.state

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(approve, range(2))) == ["approved", "version-stale"]
    assert len(run(list_periods(desk, "weihai", now)).periods) == 2
    for town in towns:
        town.installation.close()


def test_a_decision_names_the_version_it_is_for(council: Council) -> None:
    made = council.propose().json()["id"]
    assert refused(council.decide(made, version=None)) == (428, "if-match-missing")
    assert refused(council.decide(made, version=2)) == (412, "version-stale")
    assert council.decide(made).status_code == 200
    assert refused(council.decide(made, by="three", version=2)) == (409, "proposal-decided")


def test_a_refusal_keeps_its_reason_and_a_withdrawal_is_the_proposers(council: Council) -> None:
    made = council.propose().json()["id"]
    answer = council.decide(made, "refuse", json={"reason": " Too soon. "})
    assert (answer.status_code, answer.json()["decision_reason"]) == (200, "Too soon.")
    shown = council.read(f"/api/v1/proposals/{made}")
    assert (shown["state"], shown["reason"]) == ("refused", WHY)
    again = council.propose().json()["id"]
    assert refused(council.decide(again, "withdraw")) == (403, "proposal-not-yours")
    assert council.decide(again, "withdraw", by="one").json()["state"] == "withdrawn"
    assert council.in_force() == council.first
    assert council.actions()[-4:] == [
        "scheme.proposed",
        "scheme.refused",
        "scheme.proposed",
        "scheme.withdrawn",
    ]


def test_a_scheduled_scheme_begins_with_its_day_in_the_citys_time_zone(council: Council) -> None:
    council.switch(from_day=TOMORROW)
    shown = council.read(f"{CITY}/periods")["periods"][0]
    assert (shown["state"], shown["from_at"]) == ("scheduled", "2027-03-01T16:00:00Z")
    clock, desk = council.town.clock, council.town.desk
    clock.advance(seconds=TO_MIDNIGHT.total_seconds() - 1)
    assert council.in_force() == council.first
    assert run(begin_periods(desk, clock.now())) == 1  # the city's first scheme
    clock.advance(seconds=1)
    assert council.in_force() == council.second
    assert [run(begin_periods(desk, clock.now())) for _ in range(2)] == [1, 0]
    begun = [entry for entry in council.log() if entry.action == "scheme.begun"]
    assert [entry.object for entry in begun] == [council.first, council.second]
    assert {entry.account for entry in begun} == {"clock"}


def test_thirty_days_late_a_beginning_is_noted_once(council: Council) -> None:
    council.switch(from_day=TOMORROW)
    now = council.town.clock.advance(days=30)
    with ThreadPoolExecutor(4) as threads:
        noted = threads.map(lambda _: run(begin_periods(council.town.desk, now)), range(4))
        assert sum(noted) == 2
    assert council.actions().count("scheme.begun") == 2


def test_a_switch_that_has_not_begun_can_be_called_off_by_one(council: Council) -> None:
    council.switch(from_day=NEXT_WEEK)
    done = council.ask("DELETE", f"{CITY}/periods/2")
    assert (done.status_code, done.json()["state"]) == (200, "called-off")
    council.town.clock.advance(days=30)
    assert council.in_force() == council.first
    assert council.actions()[-1] == "scheme.called-off"
    again = council.ask("DELETE", f"{CITY}/periods/2")
    assert refused(again) == (409, "switch-called-off")


def test_what_has_begun_cannot_be_called_off(council: Council) -> None:
    council.switch()
    assert refused(council.ask("DELETE", f"{CITY}/periods/2")) == (409, "switch-begun")
    assert refused(council.ask("DELETE", f"{CITY}/periods/9")) == (404, "not-found")
    assert council.ask("DELETE", f"{CITY}/periods/{10**30}").status_code == 422
    assert council.in_force() == council.second


def test_a_proposal_whose_day_has_come_is_not_approved(council: Council) -> None:
    made = council.propose(from_day=TOMORROW).json()["id"]
    council.town.clock.advance(seconds=TO_MIDNIGHT.total_seconds())
    assert refused(council.decide(made)) == (409, "proposal-day-passed")
    assert council.in_force() == council.first
    assert council.decide(made, "withdraw", by="one").status_code == 200


@pytest.mark.parametrize("day", ["2027-03-01", "2020-01-01", "2200-01-01"])
def test_a_switch_begins_on_a_day_to_come(council: Council, day: str) -> None:
    assert refused(council.propose(from_day=day)) == (422, "proposal-day")


def test_two_switches_do_not_meet_on_one_day(council: Council) -> None:
    council.switch(from_day=NEXT_WEEK)
    text = council.text().replace("show_points = true", "show_points = false")
    assert refused(council.propose(text=text, from_day=NEXT_WEEK)) == (409, "day-taken")
    assert council.propose(text=text, from_day=TOMORROW).status_code == 201


def test_a_switch_changes_something(council: Council) -> None:
    assert refused(council.propose(digest=council.first)) == (409, "in-force-already")
    council.switch(from_day=TOMORROW)
    late = council.propose(digest=council.second, from_day=NEXT_WEEK)
    assert refused(late) == (409, "in-force-already")
    back = council.propose(digest=council.first, from_day=NEXT_WEEK)
    assert back.status_code == 201


def test_a_proposal_sent_again_is_one_and_another_like_it_waits(council: Council) -> None:
    first, again = council.propose(), council.propose()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert refused(council.propose(by="two")) == (409, "proposed-already")
    assert council.actions().count("scheme.proposed") == 1


def test_going_back_needs_something_to_go_back_to(council: Council) -> None:
    answer = council.ask("POST", f"{CITY}/schemes/back", json={"reason": WHY})
    assert refused(answer) == (409, "no-scheme-before")


def test_another_citys_administrator_and_other_roles_are_refused(council: Council) -> None:
    made = council.propose().json()["id"]
    foreign = council.decide(made, by="two", city="fuzhou")
    assert refused(foreign) == (404, "not-found")
    elsewhere = council.ask("GET", f"{CITY}/proposals", city="fuzhou")
    assert refused(elsewhere) == (403, "city-not-yours")
    for role in (Role.OFFICER, Role.COUNTER, Role.AUDITOR):
        answer = council.decide(made, role=role)
        assert refused(answer) == (403, "role-not-allowed")
    assert council.ask("GET", f"{CITY}/proposals", role=Role.AUDITOR).status_code == 200
    assert refused(council.decide(str(uuid4()))) == (404, "not-found")


def test_a_reason_is_given(council: Council) -> None:
    assert kinds(council.propose(reason="  ")) == ["text-blank"]
    assert "text-too-short" in kinds(council.propose(reason=""))


def test_proposals_are_listed_newest_first_in_pages(council: Council) -> None:
    made = []
    for _ in range(3):
        proposal = council.propose().json()["id"]
        made.append(proposal)
        council.decide(proposal, "withdraw", by="one")
        council.town.clock.advance(seconds=1)
    page = council.read(f"{CITY}/proposals?limit=2")
    rest = council.read(f"{CITY}/proposals?limit=2&cursor={page['next']}")
    assert [each["id"] for each in page["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None
    assert council.read(f"{CITY}/proposals?state=open")["items"] == []
    assert len(council.read(f"{CITY}/proposals?state=withdrawn")["items"]) == 3
    assert council.ask("GET", f"{CITY}/proposals?state=lost").status_code == 422


def test_the_clock_of_the_tests_stands_at_noon_in_china() -> None:
    assert (NOON + TO_MIDNIGHT).isoformat() == "2027-03-01T16:00:00+00:00"
