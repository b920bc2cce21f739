"""Whatever residents, staff and the calendar do, the service holds to the small model.

A deed never counts without consent, before its notice is over, after its end, while it is objected
to, without its document, or confirmed by its author; nobody sees another's score, finds one who
has left, or acts for themselves. A perk is there while band or grant opens it, a pass is booked
once, within its time and by whoever still takes part, and what was used stays used.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from charter.perk_machine import COLLECTORS, PLACES, RESIDENTS, PerkMachine
from charter.pilot import DOCUMENT, PARKING, REASON, Pilot, refused
from charter.small_model import (
    KINDS,
    NOTICE_DAYS,
    OBJECTION_DAYS,
    Deed,
    Kind,
    Resident,
    months_later,
)
from desktop.soaking import sized
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from installation import open_town, run
from msgspec import structs

from backend.contracts.redemptions import SetStock
from backend.core.permissions import Identity
from backend.services.erase_leavers import erase_leavers
from backend.services.set_stock import set_stock

RUNS = sized(15, 100, 2000)
STEPS = 30
OFFICERS = st.sampled_from(["one", "two", "three"])


class Machine(PerkMachine):
    """Two residents, two collectors, three officers, and a calendar."""

    def __init__(self, pilot: Pilot) -> None:
        """Nobody is known yet."""
        super().__init__(pilot)

    # Taking part and leaving

    @initialize()
    def first_joins(self) -> None:
        self.invite(0)
        self.consent(0)
        self.shine(0, "one")

    @precondition(lambda self: self.anybody("unknown", "gone"))
    @rule(who=RESIDENTS)
    def invite(self, who: int) -> None:
        person = self.people[who]
        if person.state in {"unknown", "gone"}:
            # Whoever comes anew comes after the clock has erased who left.
            run(erase_leavers(self.pilot.town.desk, self.pilot.now()))
            person.subject = self.pilot.town.invite(person.place)
            person.state, person.invited_on = "invited", self.pilot.today()

    @precondition(lambda self: self.anybody("invited"))
    @rule(who=RESIDENTS)
    def consent(self, who: int) -> None:
        person = self.people[who]
        if person.state == "invited":
            answer = self.pilot.consent(self.pilot.resident(person.subject))
            assert answer.status_code == 200, answer.text
            person.state = "participating"

    @precondition(lambda self: self.anybody("participating"))
    @rule(who=RESIDENTS, chance=st.integers(0, 5))
    def leave(self, who: int, chance: int) -> None:
        person, at_once = self.people[who], chance == 1
        # Who left has no more to lose: most stay.
        if person.state != "participating" or chance > 1:
            return
        query = "?at_once=true" if at_once else ""
        answer = self.pilot.ask(
            self.pilot.resident(person.subject), "DELETE", f"/me/consent{query}"
        )
        assert answer.status_code == 200, answer.text
        person.end_grants()
        if at_once:
            person.forget()
        else:
            person.state, person.left_on = "leaving", self.pilot.today()

    @precondition(lambda self: self.anybody("leaving"))
    @rule(who=RESIDENTS)
    def come_back(self, who: int) -> None:
        person = self.people[who]
        if person.state != "leaving":
            return
        answer = self.pilot.ask(self.pilot.resident(person.subject), "POST", "/me/return")
        assert answer.status_code == 200, answer.text
        person.come_back(self.pilot.today())
        person.pass_to(self.pilot.today())

    # Deeds

    @rule(
        who=RESIDENTS,
        kind=st.sampled_from(KINDS),
        days_ago=st.integers(0, 400),
        by=COLLECTORS,
        has_document=st.booleans(),
    )
    def enter(self, who: int, kind: Kind, days_ago: int, by: str, has_document: bool) -> None:  # noqa: FBT001 - drawn
        person, today = self.people[who], self.pilot.today()
        collector = self.pilot.collector(by, kind.code)
        deed = Deed(
            id=self.pilot.new_id(),
            kind=kind,
            occurred_on=today - timedelta(days=days_ago),
            entered_by=collector.account,
            entered_on=today,
        )
        facts: dict[str, object] = {"id": deed.id, "occurred_on": str(deed.occurred_on)}
        if has_document:
            facts["document"] = DOCUMENT
        answer = self.pilot.enter(collector, person.place, kind.code, **facts)
        if kind.is_demerit and not has_document:
            assert refused(answer) == (422, "document-missing")
            return
        if person.state != "participating":
            assert refused(answer) == (404, "no-participant")
            return
        assert answer.status_code == 201, answer.text
        alone = person.counts_alone(kind, deed.entered_by, today, has_document=has_document)
        assert answer.json()["state"] == ("counts" if alone else "awaiting-confirmation")
        deed.counts_from = today if alone else None
        person.deeds[deed.id] = deed

    @rule(who=RESIDENTS, kind=st.sampled_from(KINDS), days_ago=st.integers(0, 200), by=COLLECTORS)
    def record(self, who: int, kind: Kind, days_ago: int, by: str) -> None:
        """Enter a documented deed that a second person confirms at once."""
        self.enter(who, kind, days_ago, by, has_document=True)
        waiting = [each.id for _, each in self.deeds_that(lambda each: each.counts_from is None)]
        for place in range(len(waiting)):
            self.confirm(place, "one")

    @precondition(lambda self: self.deeds_that(lambda each: each.counts_from is None))
    @rule(place=PLACES, by=st.sampled_from(["author", "one", "two"]))
    def confirm(self, place: int, by: str) -> None:
        found = self._deed(place, lambda each: each.counts_from is None)
        if found is None:
            return
        person, deed = found
        officer = self._person_of(deed, by)
        answer = self.pilot.ask(officer, "POST", f"/deeds/{deed.id}/confirm")
        if person.state != "participating":
            assert refused(answer) == (404, "deed-unknown")
        elif by == "author":
            assert answer.status_code == 403
        elif deed.annulled:
            assert refused(answer) == (409, "deed-not-waiting")
        else:
            assert answer.status_code < 300, answer.text
            deed.confirmed_by = officer.account
            wait = NOTICE_DAYS if deed.kind.is_demerit else 0
            deed.counts_from = self.pilot.today() + timedelta(days=wait)

    @precondition(lambda self: self.deeds_that(lambda each: each.counts_from is None))
    @rule(place=PLACES, by=OFFICERS)
    def refuse(self, place: int, by: str) -> None:
        found = self._deed(place, lambda each: each.counts_from is None and not each.annulled)
        if found is None or found[0].state != "participating":
            return
        body = {"reason": "The document names another person."}
        answer = self.pilot.ask(
            self.pilot.officer(by), "POST", f"/deeds/{found[1].id}/refuse", body
        )
        assert answer.status_code < 300, answer.text
        found[1].annul()

    # Objections and repairs

    @precondition(lambda self: self.deeds_that(lambda each: each.counts_from is not None))
    @rule(place=PLACES)
    def object_to(self, place: int) -> None:
        found = self._deed(place, lambda each: each.counts_from is not None)
        if found is None or found[0].state != "participating":
            return
        person, deed = found
        case = self.pilot.new_id()
        body = {"id": case, "text": "This was not me."}
        me = self.pilot.resident(person.subject)
        answer = self.pilot.ask(me, "POST", f"/me/deeds/{deed.id}/objections", body)
        if deed.annulled or deed.has_objected:
            assert answer.status_code == 409, answer.text
            return
        assert answer.status_code == 201, answer.text
        today = self.pilot.today()
        deed.objection, deed.has_objected, deed.suspended_on = case, True, today
        deed.due_on = today + timedelta(days=OBJECTION_DAYS)
        assert answer.json()["due_on"] == str(deed.due_on)

    @precondition(lambda self: self.deeds_that(lambda each: each.counts_from is not None))
    @rule(place=PLACES)
    def ask_repair(self, place: int) -> None:
        found = self._deed(
            place,
            lambda each: (
                each.kind.is_demerit
                and each.counts_from is not None
                and each.repair is None
                and each.repaired_on is None
                and not each.annulled
            ),
        )
        if found is None or found[0].state != "participating":
            return
        person, deed = found
        today, case = self.pilot.today(), self.pilot.new_id()
        proof = {"proof": deed.kind.proof, "on": str(today), "text": "It is made good."}
        me = self.pilot.resident(person.subject)
        answer = self.pilot.ask(me, "POST", f"/me/deeds/{deed.id}/repairs", {"id": case, **proof})
        if today < months_later(deed.occurred_on, deed.kind.repair_after):
            assert answer.status_code == 422, answer.text
            return
        assert answer.status_code == 201, answer.text
        deed.repair, deed.repair_on = case, today

    @precondition(lambda self: self.deeds_that(lambda each: bool(each.objection or each.repair)))
    @rule(
        place=PLACES,
        by=st.sampled_from(["author", "confirmer", "three"]),
        is_granted=st.booleans(),
        is_repair=st.booleans(),
    )
    def decide(self, place: int, by: str, is_granted: bool, is_repair: bool) -> None:  # noqa: FBT001 - drawn
        found = self._deed(
            place, lambda each: (each.repair if is_repair else each.objection) is not None
        )
        if found is None or (by == "confirmer" and found[1].confirmed_by is None):
            return
        person, deed = found
        case = deed.repair if is_repair else deed.objection
        body = {"is_granted": is_granted, "reasons": "As the papers show."}
        answer = self.pilot.ask(self._person_of(deed, by), "POST", f"/cases/{case}/decide", body)
        if person.state != "participating":
            assert answer.status_code == 404, answer.text
        elif by != "three":
            assert answer.status_code == 403, answer.text
        else:
            assert answer.status_code == 200, answer.text
            self._become(deed, is_granted=is_granted, is_repair=is_repair)

    def _become(self, deed: Deed, *, is_granted: bool, is_repair: bool) -> None:
        today = self.pilot.today()
        if is_repair:
            repair_on, deed.repair = deed.repair_on, None
            if is_granted and repair_on is not None:
                deed.make_good(repair_on)
        elif is_granted:
            deed.annul()
        else:
            deed.resume(today)

    @precondition(lambda self: self.deeds_that(lambda each: each.objection is not None))
    @rule(place=PLACES)
    def withdraw(self, place: int) -> None:
        found = self._deed(place, lambda each: each.objection is not None)
        if found is None or found[0].state != "participating":
            return
        person, deed = found
        me = self.pilot.resident(person.subject)
        answer = self.pilot.ask(me, "POST", f"/me/cases/{deed.objection}/withdraw")
        assert answer.status_code == 200, answer.text
        deed.resume(self.pilot.today())

    # The calendar

    @rule(days=st.sampled_from([0, 1, 5, 10, 11, 16, 30, 31, 95, 366]), with_jobs=st.booleans())
    def pass_days(self, days: int, with_jobs: bool) -> None:  # noqa: FBT001 - drawn
        self.pilot.town.clock.advance(days=days)
        for person in self.people:
            person.pass_to(self.pilot.today())
        if with_jobs:
            # Whoever is let go by the first run is erased by the second.
            self.pilot.run_jobs()
            self.pilot.run_jobs()
            for person in self.people:
                person.give_up(self.pilot.today())

    # What must always hold

    @invariant()
    def everybody_sees_their_own_score_and_no_other(self) -> None:
        for person in self.people:
            self._check(person)

    def _check(self, person: Resident) -> None:
        found = self.pilot.find(self.pilot.officer("one"), person.place)
        is_in = person.state == "participating"
        assert found.status_code == (200 if is_in else 404)
        if not person.subject:
            return
        me, today = self.pilot.resident(person.subject), self.pilot.today()
        lines = self.pilot.ask(me, "GET", "/me/score/lines")
        headline = self.pilot.ask(me, "GET", "/me/score")
        if not is_in:
            assert lines.status_code in {404, 409}
            assert headline.status_code in {404, 409}
            return
        assert {deed for line in lines.json()["lines"] for deed in line["deeds"]} == (
            person.counting_on(today)
        )
        assert lines.json()["total"] == headline.json()["total"] == person.total_on(today)

    @precondition(lambda self: all(each.subject for each in self.people))
    @invariant()
    def nobody_reads_anothers_file(self) -> None:
        first, second = self.people
        path = f"/residents/{second.subject}/score{REASON}"
        assert self.pilot.ask(self.pilot.resident(first.subject), "GET", path).status_code == 403
        collector = self.pilot.collector("one", KINDS[0].code)
        assert self.pilot.ask(collector, "GET", path).status_code == 403

    def teardown(self) -> None:
        for person in self.people:
            if person.subject:
                me = self.pilot.resident(person.subject)
                self.pilot.ask(me, "DELETE", "/me/consent?at_once=true")

    def deeds_that(self, is_meant: Callable[[Deed], bool]) -> list[tuple[Resident, Deed]]:
        """The deeds that are meant, with whose they are."""
        return [
            (person, deed)
            for person in self.people
            for deed in person.deeds.values()
            if is_meant(deed)
        ]

    def _deed(self, place: int, is_meant: Callable[[Deed], bool]) -> tuple[Resident, Deed] | None:
        """One of the deeds that are meant, by a number that is drawn."""
        meant = self.deeds_that(is_meant)
        return meant[place % len(meant)] if meant else None

    def _person_of(self, deed: Deed, who: str) -> Identity:
        """An officer by name; or who entered or confirmed a deed, were they an officer now."""
        account = {"author": deed.entered_by, "confirmer": deed.confirmed_by}.get(who)
        officer = self.pilot.officer(who)
        return officer if account is None else structs.replace(officer, account=account)


@contextmanager
def pilot_on(folder: Any, url: str | None) -> Iterator[Pilot]:
    """A pilot of its own."""
    town = open_town(folder, url)
    with town.client() as client:
        pilot = Pilot(town, client)
        # Each run books places of the same day.
        many = SetStock(places=1_000_000, reason="For many runs")
        run(set_stock(town.desk, pilot.officer("one"), PARKING, 0, many, pilot.now()))
        yield pilot


def test_the_service_holds_to_the_model(tmp_path: Any, database_url: str) -> None:
    with pilot_on(tmp_path / "data", database_url) as pilot:
        run_state_machine_as_test(
            partial(Machine, pilot),  # type: ignore[arg-type] # whatever makes a machine will do
            settings=settings(
                max_examples=RUNS,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
