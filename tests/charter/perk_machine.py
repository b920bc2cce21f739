"""What residents and officers do with perks, and what must hold of them, in the small model."""

from datetime import timedelta
from typing import Any

from charter.pilot import PARKING, Pilot, refused
from charter.small_model import (
    KINDS,
    PASSES_MOST,
    PERK_FROM,
    USES_KEPT,
    Grant,
    Kind,
    Pass,
    Resident,
)
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backend.core.permissions import Identity

RESIDENTS = st.integers(0, 1)
COLLECTORS = st.sampled_from(["one", "two"])
PLACES = st.integers(0, 7)


class PerkMachine(RuleBasedStateMachine):
    """Two residents, who ask for passes, and whoever grants, revokes and books."""

    def __init__(self, pilot: Pilot) -> None:
        """Nobody is known yet."""
        super().__init__()
        self.pilot = pilot
        pilot.begin_again()
        self.people = [Resident(place=pilot.new_place()) for _ in range(2)]

    def record(self, who: int, kind: Kind, days_ago: int, by: str) -> None:
        """Enter a documented deed that a second person confirms at once."""
        raise NotImplementedError

    @rule(who=RESIDENTS, by=COLLECTORS)
    def shine(self, who: int, by: str) -> None:
        """Do what opens the perk."""
        if self.people[who].total_on(self.pilot.today()) < PERK_FROM:
            self.record(who, KINDS[1], 0, by)

    @rule(who=RESIDENTS, again=st.booleans())
    def use(self, who: int, again: bool) -> None:  # noqa: FBT001 - drawn
        """Ask for a pass and show it at once, perhaps twice."""
        self.ask_pass(who)
        for _ in range(1 + again):
            self.redeem(who, 0)

    @rule(who=RESIDENTS)
    def grant(self, who: int) -> None:
        person, today = self.people[who], self.pilot.today()
        if not person.subject:
            return
        answer = self.pilot.grant(self.pilot.resident(person.subject))
        if person.state != "participating":
            assert refused(answer) == (404, "no-participant")
        elif person.total_on(today) < PERK_FROM:
            assert refused(answer) == (409, "perk-not-open")
        elif any(each.until >= today and not each.is_revoked for each in person.grants):
            assert refused(answer) == (409, "perk-granted")
        else:
            assert answer.status_code == 201, answer.text
            until = today + timedelta(days=120)
            made = Grant(id=answer.json()["id"], granted_on=today, until=until, last=until)
            person.grants.append(made)

    @precondition(lambda self: self.grants())
    @rule(place=PLACES)
    def revoke(self, place: int) -> None:
        found = self.grants()
        person, grant = found[place % len(found)]
        today = self.pilot.today()
        path = f"/residents/{person.subject}/grants/{grant.id}/revoke"
        answer = self.pilot.ask(self.pilot.officer("two"), "POST", path, {"reason": "It ends"})
        if person.state != "participating":
            assert refused(answer) == (404, "no-participant")
            return
        if not grant.is_revoked and grant.until < today:
            assert refused(answer) == (409, "grant-over")
            return
        assert answer.status_code == 200, answer.text
        if not grant.is_revoked:
            grant.revoke(today)
        assert answer.json()["ends_on"] == (None if grant.last is None else str(grant.last))

    @precondition(lambda self: self.anybody("participating", "leaving"))
    @rule(who=RESIDENTS)
    def ask_pass(self, who: int) -> None:
        person, today = self.people[who], self.pilot.today()
        if not person.subject:
            return
        answer = self.pilot.ask_pass(self.pilot.resident(person.subject))
        live = [each for each in person.passes if each.asked_on == today and not each.is_used]
        if person.state != "participating":
            assert answer.status_code in {404, 409}
        elif not person.has_perk_on(today):
            assert refused(answer) == (409, "perk-not-open")
        elif sum(each.holder == person.subject for each in live) >= PASSES_MOST:
            assert refused(answer) == (409, "passes-too-many")
        else:
            assert answer.status_code == 201, answer.text
            grant = person.grant_on(today) if person.total_on(today) < PERK_FROM else None
            token = answer.json()["token"]
            person.passes.append(
                Pass(token=token, asked_on=today, holder=person.subject, grant=grant)
            )

    @precondition(lambda self: any(person.passes for person in self.people))
    @rule(who=RESIDENTS, place=PLACES)
    def redeem(self, who: int, place: int) -> None:
        person, today = self.people[who], self.pilot.today()
        if not person.passes:
            return
        shown = person.passes[-1 - place % len(person.passes)]
        answer = self.pilot.book(shown.token)
        if shown.asked_on != today:
            # After a month and more, its key is forgotten, too.
            assert refused(answer) in {(409, "pass-expired"), (422, "pass-foreign")}
        elif shown.is_used:
            assert refused(answer)[1] in {"pass-used", "pass-withdrawn"}
        elif not person.is_worth_something(shown, today):
            assert refused(answer) == (409, "pass-withdrawn")
        else:
            assert answer.status_code == 201, answer.text
            shown.is_used = True
            person.used[answer.json()["id"]] = today
            if shown.grant is not None:
                shown.grant.is_used = True

    @invariant()
    def everybody_has_what_the_band_or_a_grant_opens_and_keeps_what_was_used(self) -> None:
        for person in self.people:
            if person.state != "participating":
                continue
            me = self.pilot.resident(person.subject)
            names = {each["name"] for each in self._own(me, "perks")["perks"]}
            today = self.pilot.today()
            assert (PARKING in names) == person.has_perk_on(today)
            used = {each["id"] for each in self._own(me, "redemptions")["items"]}
            # Everything ends: what is older may be forgotten, when the job comes to it.
            kept = {each for each, day in person.used.items() if today - day < USES_KEPT}
            assert kept <= used <= set(person.used)

    def _own(self, me: Identity, part: str) -> Any:
        answer = self.pilot.ask(me, "GET", f"/me/{part}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def anybody(self, *states: str) -> bool:
        """True where a resident is in one of these states."""
        return any(person.state in states for person in self.people)

    def grants(self) -> list[tuple[Resident, Grant]]:
        """Every grant, with whose it is."""
        return [(person, grant) for person in self.people for grant in person.grants]
