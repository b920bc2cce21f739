"""Whatever is asked, answered and left unanswered, in any order: what must always hold."""

import os
from datetime import date, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Final

from builders import CityTree
from disputing import Court, Facts
from granting import leave
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import document, open_town

IS_LONG: Final = os.environ.get("HYPOTHESIS_PROFILE") == "ci"
RUNS: Final = {"sqlite": 200 if IS_LONG else 15, "postgresql": 50 if IS_LONG else 5}
ACTIONS: Final = (
    *("object", "withdraw", "uphold", "reject"),
    *("repair", "accept", "refuse", "take back"),
    *("job", "a day", "a week", "16 days", "16 days away"),
)
ENDING: Final = {"case-upheld", "case-accepted", "case-rejected", "case-withdrawn"}
DAYS: Final = {"a day": 1, "a week": 7, "16 days": 16}


class Dispute:
    """One resident with one demerit, and all that was ever seen of it."""

    def __init__(self, court: Court, place: int) -> None:
        """Begin with a demerit that counts in ten days."""
        self.court, self.place = court, place
        self.subject = court.town.join(place)
        occurred_on = self.today() - timedelta(days=40)
        paper = document(str(occurred_on))
        self.deed = court.fine(place, f"fine {place}", occurred_on=occurred_on, document=paper)
        self._numbers = count()
        self._last = {"objection": "", "repair": ""}
        self._closed: dict[str, Facts] = {}
        self._steps: list[str] = []

    def today(self) -> date:
        """The city's civil day."""
        return (self.court.town.clock.now() + timedelta(hours=8)).date()

    def do(self, action: str) -> None:
        """Do it, or be refused; nothing fails."""
        court, objection, repair = self.court, self._last["objection"], self._last["repair"]
        if action in DAYS:
            court.town.clock.advance(days=DAYS[action])
            return
        match action:
            case "16 days away":
                self._be_away()
            case "object":
                self._ask("objection")
            case "repair":
                self._ask("repair")
            case "withdraw" | "take back":
                court.withdraw(self.subject, objection if action == "withdraw" else repair)
            case "uphold" | "reject":
                court.decide(objection, is_granted=action == "uphold")
            case "accept" | "refuse":
                court.decide(repair, is_granted=action == "accept")
            case _:
                court.run_job()

    def _be_away(self) -> None:
        """Leave, and return when every last day of before is over; the job runs meanwhile."""
        court, subject = self.court, self.subject
        before = self._due_on()
        leave(court.town, court.client, subject)
        court.town.clock.advance(days=16)
        court.run_job()
        court.ask(court.town.resident(subject), "POST", "/api/v1/me/return")
        assert self._due_on() == {case: day + timedelta(days=16) for case, day in before.items()}

    def _due_on(self) -> dict[str, date]:
        """The last days of open objections."""
        cases = self.court.me(self.subject, "cases?limit=200").json()["items"]
        return {
            case["id"]: date.fromisoformat(case["due_on"])
            for case in cases
            if (case["kind"], case["state"]) == ("objection", "open")
        }

    def _ask(self, kind: str) -> None:
        word = f"{kind} {self.place} {next(self._numbers)}"
        if kind == "objection":
            answer = self.court.object(self.subject, self.deed, word)
        else:
            on = str(self.today())
            answer = self.court.repair(self.subject, self.deed, word, on=on)
        assert answer.status_code in {201, 409}, answer.text
        if answer.status_code == 201:
            self._last[kind] = word

    def check(self) -> None:
        """What must hold now, by all that was seen before."""
        cases = self.court.me(self.subject, "cases").json()["items"]
        (deed,) = self.court.me(self.subject, "deeds").json()["items"]
        steps = [step["kind"] for step in deed["steps"]]
        still = [case["kind"] for case in cases if case["state"] == "open"]
        assert len(still) == len(set(still)), "one of each kind at a time"
        self._check_steps(steps)
        is_suspended = steps.count("suspended") > steps.count("resumed")
        is_annulled = "annulled" in steps
        assert is_suspended or "objection" not in still
        assert is_annulled or is_suspended == ("objection" in still)
        assert not (is_annulled and still), "nothing is asked about what is annulled"
        told = [step["on"] for step in deed["steps"] if step["kind"] == "notified"]
        is_due = told[-1] <= str(self.today())
        is_repaired = "repaired" in steps
        counts = is_due and not is_suspended and not is_annulled and not is_repaired
        assert deed["counts"] == counts
        assert self.court.score(self.subject) == (570 if counts else 600)
        self._check_closed(cases)

    def _check_steps(self, steps: list[str]) -> None:
        assert steps[: len(self._steps)] == self._steps, "what happened stays"
        self._steps = steps
        turns = [kind for kind in steps if kind in {"suspended", "resumed"}]
        assert all(was != later for was, later in pairwise(["resumed", *turns]))
        assert steps.count("annulled") <= 1
        assert steps.count("repaired") <= 1

    def _check_closed(self, cases: list[Facts]) -> None:
        closed = {case["id"]: case for case in cases if case["state"] != "open"}
        for name, before in self._closed.items():
            assert closed[name] == before, "what has ended stays as it ended"
        for case in closed.values():
            assert case["letter"] is not None
            assert (case["reasons"] is not None) == (case["decided_by"] == "officer")
        self._closed = closed

    def check_in_the_end(self) -> None:
        """After the job, everything that ended was told and noted once."""
        self.court.run_job()
        self.check()
        ended = [kind for kind, _ in self.court.told(self.subject) if kind in ENDING]
        actions = ("case.upheld", "case.accepted", "case.rejected", "case.withdrawn")
        assert len(ended) == len(self._closed)
        assert len(self.court.noted(self.subject, *actions)) == len(self._closed)


def test_any_order_of_things_keeps_what_must_hold(tmp_path: Path, database_url: str) -> None:
    configs = CityTree(tmp_path, "fuzhou").root
    town = open_town(tmp_path / "data", database_url, configs=configs)
    places = count(1)
    with town.client() as client:
        court = Court(town, client)

        @settings(
            max_examples=RUNS[town.desk.database.dialect],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(st.sampled_from(ACTIONS), min_size=3, max_size=14))
        def try_it(actions: list[str]) -> None:
            dispute = Dispute(court, next(places))
            for action in actions:
                dispute.do(action)
                dispute.check()
            dispute.check_in_the_end()

        try_it()
