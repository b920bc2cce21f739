"""Every call of the desktop's client, against the real application."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from desktop.callers import (
    OWN_PASSWORD,
    WHY,
    Callers,
    all_calls,
    auditor,
    hours,
)
from furnished import CITY, DEPARTMENT, PASSWORD, Furnished, furnished, scheme_text
from installation import deed_id, document, number

from admin_gui.client.errors import RefusedError, SignedOutError
from backend.contracts.deeds import FollowDeed, WorthAsked
from backend.contracts.perks import NewGrant
from backend.contracts.residents import Enrolment
from backend.contracts.schemes import ProposeScheme
from backend.contracts.sessions import Setup
from backend.contracts.staff import NewMachine, StaffChange

Exercise = Callable[[Callers], None]
TODAY = date(2027, 3, 1)
EXERCISES: dict[str, Exercise] = {}


def call(name: str) -> Callable[[Exercise], Exercise]:
    """Mark what exercises a call."""

    def mark(exercise: Exercise) -> Exercise:
        EXERCISES[name] = exercise
        return exercise

    return mark


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("town"), None) as made:
        yield made


def test_every_call_is_exercised() -> None:
    assert sorted(EXERCISES) == sorted(all_calls())


@pytest.mark.parametrize("name", EXERCISES)
def test_call(town: Furnished, name: str) -> None:
    callers = Callers(town)
    EXERCISES[name](callers)
    assert name in callers.made


# The own account


@call("sign_in")
def sign_in(callers: Callers) -> None:
    client = callers.who("officer")
    own = client.sign_in(CITY, "officer-one", PASSWORD)
    assert (own.city, own.role, own.name) == (CITY, "officer", "officer-one")
    assert "confirm-deed" in own.permissions
    assert client.connection.is_signed_in


@call("set_up")
def set_up(callers: Callers) -> None:
    client = callers.who("officer")
    with pytest.raises(RefusedError, match="code"):
        client.set_up(
            Setup(
                city=CITY,
                code="7KQ2-M9XD-4HRT-PVWZ",
                name="first",
                full_name="Li Na",
                password=OWN_PASSWORD,
            )
        )


@call("sign_out")
def sign_out(callers: Callers) -> None:
    client = callers.who("officer")
    client.sign_out()
    assert not client.connection.is_signed_in
    with pytest.raises(SignedOutError):
        client.account()


@call("account")
def account(callers: Callers) -> None:
    own = callers.who("collector").account()
    assert (own.department, own.is_machine) == (DEPARTMENT, False)


@call("change_password")
def change_password(callers: Callers) -> None:
    made = callers.who("administrator").staff.create(CITY, auditor(callers.word()))
    callers.sign_in(made.account.name, made.password).change_password(made.password, OWN_PASSWORD)
    with pytest.raises(RefusedError):
        callers.sign_in(made.account.name, made.password)
    assert callers.sign_in(made.account.name, OWN_PASSWORD).account().name == made.account.name


# Cities


@call("cities.all")
def cities(callers: Callers) -> None:
    found = callers.nobody().cities.all()
    assert "Fuzhou" in {city.name_en for city in found.cities}


@call("cities.city")
def city(callers: Callers) -> None:
    found = callers.nobody().cities.city(CITY)
    assert (found.code, found.time_zone) == (CITY, "Asia/Shanghai")


@call("cities.scheme")
def scheme(callers: Callers) -> None:
    client = callers.nobody()
    assert client.cities.scheme(CITY).digest == client.cities.city(CITY).scheme


@call("cities.deed_types")
def deed_types(callers: Callers) -> None:
    client = callers.nobody()
    of_city = client.cities.deed_types(CITY).deed_types
    own = client.cities.deed_types(CITY, DEPARTMENT).deed_types
    assert 0 < len(own) < len(of_city)
    assert all(DEPARTMENT in each.departments for each in own)


@call("cities.departments")
def departments(callers: Callers) -> None:
    found = callers.who("collector").cities.departments(CITY)
    assert DEPARTMENT in {department.code for department in found}


# Deeds


@call("deeds.enter")
def enter(callers: Callers) -> None:
    client, deed = callers.who("collector"), hours(callers.word())
    receipt = client.deeds.enter(CITY, deed)
    assert (receipt.id, receipt.state) == (deed.id, "counts")
    assert client.deeds.enter(CITY, deed) == receipt


@call("deeds.worth")
def worth(callers: Callers) -> None:
    asked = WorthAsked(deed_type="volunteering", occurred_on=date(2027, 2, 20), quantity=60)
    told = callers.who("collector").deeds.worth(CITY, asked)
    assert (told.state, told.counts_from) == ("counts", TODAY)
    assert told.points == Decimal(20)


@call("deeds.entries")
def entries(callers: Callers) -> None:
    client = callers.who("collector")
    words = []
    for _ in range(3):
        words.append(callers.word())
        client.deeds.enter(CITY, hours(words[-1]))
    first = client.deeds.entries(CITY, limit=2)
    second = client.deeds.entries(CITY, first.next, limit=1)
    ids = [entry.id for entry in (*first.items, *second.items)]
    assert ids == [str(deed_id(word)) for word in reversed(words)]


@call("deeds.queue")
def queue(callers: Callers) -> None:
    client = callers.who("officer")
    callers.awaiting()
    newest = callers.awaiting()
    first = client.deeds.queue(CITY, order="-recorded_at", limit=1)
    assert [item.id for item in first.items] == [newest]
    rest = client.deeds.queue(CITY, first.next, "-recorded_at").items
    assert rest
    assert newest not in {item.id for item in rest}
    of_type = client.deeds.queue(CITY, deed_type="property-fee-arrears", direction="demerit").items
    assert newest in {item.id for item in of_type}
    department = of_type[0].department
    assert client.deeds.queue(CITY, department=department).items
    assert client.deeds.queue(CITY, direction="merit").items == ()


@call("deeds.waiting")
def waiting(callers: Callers) -> None:
    found = callers.who("officer").deeds.waiting(CITY, callers.awaiting())
    assert found.document == document()
    assert found.number.endswith(number(2)[-4:])
    assert found.number != number(2)


@call("deeds.confirm")
def confirm(callers: Callers) -> None:
    client, deed = callers.who("officer"), callers.awaiting()
    client.deeds.confirm(CITY, deed)
    assert steps_of(callers, deed)[:2] == ["recorded", "confirmed"]


@call("deeds.refuse")
def refuse(callers: Callers) -> None:
    client, deed = callers.who("officer"), callers.awaiting()
    client.deeds.refuse(CITY, deed, WHY)
    assert steps_of(callers, deed) == ["recorded", "annulled"]


@call("deeds.follow")
def follow(callers: Callers) -> None:
    client, deed = callers.who("officer"), callers.awaiting()
    client.deeds.confirm(CITY, deed)
    ended = FollowDeed(kind="ended", on=date(2027, 2, 25), reason=WHY)
    client.deeds.follow(CITY, deed, ended)
    assert steps_of(callers, deed)[-1] == "ended"


def steps_of(callers: Callers, deed: str) -> list[str]:
    """What happened to a deed of the second resident."""
    files = callers.who("officer").residents
    found = files.deeds(CITY, callers.town.residents["other"], WHY).items
    return [step.kind for each in found if each.id == deed for step in each.steps]


# Residents


@call("residents.enrol")
def enrol(callers: Callers) -> None:
    enrolment = Enrolment(number=number(500), name="Li Na")
    invitation = callers.who("officer").residents.enrol(CITY, enrolment)
    assert (invitation.city, invitation.expires_at.date() > TODAY) == (CITY, True)
    assert len(invitation.code) > 8


@call("residents.find")
def find(callers: Callers) -> None:
    found = callers.who("officer").residents.find(CITY, number(1), WHY)
    assert (found.resident, found.name) == (callers.known("resident"), "Resident 1")


@call("residents.score")
def score(callers: Callers) -> None:
    found = callers.who("officer").residents.score(CITY, callers.known("resident"), WHY)
    assert found.total == found.base + sum(line.points for line in found.lines)
    assert {line.rule for line in found.lines} >= {"volunteering"}


@call("residents.deeds")
def deeds(callers: Callers) -> None:
    client, resident = callers.who("officer").residents, callers.known("resident")
    callers.who("collector").deeds.enter(CITY, hours(callers.word()))
    first = client.deeds(CITY, resident, WHY, limit=1)
    second = client.deeds(CITY, resident, WHY, first.next, limit=1)
    assert first.items[0].deed_type == second.items[0].deed_type == "volunteering"
    assert first.items[0].id != second.items[0].id


@call("residents.history")
def history(callers: Callers) -> None:
    client, resident = callers.who("officer").residents, callers.known("resident")
    callers.who("collector").deeds.enter(CITY, hours(callers.word(), quantity=60))
    first = client.history(CITY, resident, WHY, limit=1)
    rest = client.history(CITY, resident, WHY, first.next).items
    assert rest[0].at < first.items[0].at
    assert first.items[0].because[0].kind


@call("residents.overview")
def overview(callers: Callers) -> None:
    found = callers.who("auditor").residents.overview(CITY)
    assert len(found.deeds_by_day) == 30
    assert found.awaiting["demerit"] >= 1


# Perks


def new_grant(callers: Callers, perk: str) -> NewGrant:
    return NewGrant(
        id=deed_id(callers.word()),
        perk=perk,
        from_day=TODAY,
        until_day=date(2027, 3, 31),
        reason=WHY,
    )


@call("perks.open")
def open_perks(callers: Callers) -> None:
    found = callers.who("officer").perks.open(CITY, callers.known("resident"), WHY)
    is_open = {perk.name: perk.is_open for perk in found.perks}
    assert found.band == "good"
    assert (is_open["public-parking-discount"], is_open["road-toll-discount"]) == (True, False)


@call("perks.grant")
def grant(callers: Callers) -> None:
    client, resident = callers.who("officer").perks, callers.known("resident")
    asked = new_grant(callers, "vehicle-inspection-desk")
    given = client.grant(CITY, resident, asked)
    assert (given.id, given.state, given.reason) == (str(asked.id), "running", WHY)
    assert client.grant(CITY, resident, asked) == given


@call("perks.revoke")
def revoke(callers: Callers) -> None:
    client, resident = callers.who("officer").perks, callers.known("resident")
    given = client.grant(CITY, resident, new_grant(callers, "simplified-applications"))
    taken = client.revoke(CITY, resident, given.id, "Sold the car")
    assert (taken.state, taken.revoke_reason) == ("revoked", "Sold the car")


@call("perks.grants")
def grants(callers: Callers) -> None:
    client, resident = callers.who("officer").perks, callers.known("resident")
    given = client.grant(CITY, resident, new_grant(callers, "simplified-applications"))
    client.revoke(CITY, resident, given.id, WHY)
    again = client.grant(CITY, resident, new_grant(callers, "simplified-applications"))
    first = client.grants(CITY, resident, WHY, limit=1)
    second = client.grants(CITY, resident, WHY, first.next, limit=1)
    assert [each.id for each in (*first.items, *second.items)] == [again.id, given.id]


# Schemes


@call("schemes.check")
def check(callers: Callers) -> None:
    client = callers.who("administrator").schemes
    assert client.check(CITY, scheme_text()).problems == ()
    found = client.check(CITY, scheme_text() + "\nbroken =")
    assert (found.digest, found.problems[0].line is not None) == (None, True)


@call("schemes.versions")
def versions(callers: Callers) -> None:
    client = callers.who("auditor").schemes
    first = client.versions(CITY, limit=1)
    second = client.versions(CITY, first.next, limit=1)
    digests = {first.items[0].digest, second.items[0].digest}
    assert digests == {callers.known("digest"), callers.known("other")}


@call("schemes.version")
def version(callers: Callers) -> None:
    found = callers.who("auditor").schemes.version(CITY, callers.known("other"))
    assert found.version.origin == "proposal"
    assert not found.scheme.scale.show_points


@call("schemes.difference")
def difference(callers: Callers) -> None:
    before, after = callers.known("digest"), callers.known("other")
    found = callers.who("auditor").schemes.difference(CITY, before, after)
    (change,) = found.changes
    (field,) = change.fields
    assert (field.field, field.before, field.after) == ("show_points", True, False)


@call("schemes.compare_draft")
def compare_draft(callers: Callers) -> None:
    text = scheme_text().replace("show_points = true", "show_points = false")
    client = callers.who("administrator").schemes
    found = client.compare_draft(CITY, callers.known("digest"), text)
    assert found == client.difference(CITY, callers.known("digest"), callers.known("other"))


@call("schemes.proposals")
def proposals(callers: Callers) -> None:
    made = callers.open_proposal()
    client = callers.who("auditor").schemes
    assert client.proposals(CITY, state="open").items == (made,)
    first = client.proposals(CITY, limit=1)
    assert client.proposals(CITY, first.next).items[0].state != "open"


@call("schemes.propose")
def propose(callers: Callers) -> None:
    client = callers.who("administrator").schemes
    client.withdraw(callers.open_proposal())
    digest = callers.other_digest()
    asked = ProposeScheme(digest=digest, from_day=date(2028, 1, 1), reason=WHY)
    made = client.propose(CITY, asked)
    assert (made.state, made.from_day) == ("open", date(2028, 1, 1))
    assert client.propose(CITY, asked) == made
    client.withdraw(made)


@call("schemes.approve")
def approve(callers: Callers) -> None:
    made = callers.open_proposal()
    approved = callers.second_administrator().schemes.approve(made)
    assert (approved.state, approved.decided_by_name) == ("approved", "Lin Wei")
    assert callers.nobody().cities.city(CITY).scheme == made.digest


@call("schemes.refuse")
def refuse_proposal(callers: Callers) -> None:
    refused = callers.second_administrator().schemes.refuse(callers.open_proposal(), "Not yet.")
    assert (refused.state, refused.decision_reason) == ("refused", "Not yet.")


@call("schemes.withdraw")
def withdraw(callers: Callers) -> None:
    made = callers.open_proposal()
    assert callers.who("administrator").schemes.withdraw(made).state == "withdrawn"


@call("schemes.back")
def back(callers: Callers) -> None:
    before = callers.nobody().cities.city(CITY).scheme
    approve(callers)
    made = callers.who("administrator").schemes.back(CITY, WHY)
    assert made.digest == before
    callers.second_administrator().schemes.approve(made)
    assert callers.nobody().cities.city(CITY).scheme == before


@call("schemes.periods")
def periods(callers: Callers) -> None:
    approve(callers)
    found = callers.who("auditor").schemes.periods(CITY).periods
    assert [each.state for each in found[:2]] == ["in-force", "ended"]


@call("schemes.call_off")
def call_off(callers: Callers) -> None:
    client = callers.who("administrator").schemes
    client.withdraw(callers.open_proposal())
    asked = ProposeScheme(digest=callers.other_digest(), from_day=date(2027, 12, 1), reason=WHY)
    callers.second_administrator().schemes.approve(client.propose(CITY, asked))
    planned = client.periods(CITY).periods[0]
    assert planned.state == "scheduled"
    assert client.call_off(CITY, planned.number).state == "called-off"


# Staff


@call("staff.all")
def staff(callers: Callers) -> None:
    client, made = callers.who("administrator").staff, callers.newcomer()
    assert client.all(CITY, search=made.name).items == (made,)
    assert client.all(CITY, search=made.name, role="officer").items == ()
    assert {each.department for each in client.all(CITY, department=DEPARTMENT).items} == {
        DEPARTMENT
    }
    off = client.disable(CITY, made)
    assert off in client.all(CITY, disabled=True).items
    assert off not in client.all(CITY, disabled=False).items
    first = client.all(CITY, limit=1)
    assert first.items[0].name < client.all(CITY, first.next, limit=1).items[0].name


@call("staff.one")
def one(callers: Callers) -> None:
    made = callers.newcomer()
    assert callers.who("auditor").staff.one(CITY, made.id) == made


@call("staff.create")
def create(callers: Callers) -> None:
    made = callers.who("administrator").staff.create(CITY, auditor(callers.word()))
    assert callers.sign_in(made.account.name, made.password).account().role == "auditor"


@call("staff.create_machine")
def create_machine(callers: Callers) -> None:
    wanted = NewMachine(name=callers.word(), full_name="Hours", department=DEPARTMENT)
    assert callers.who("administrator").staff.create_machine(CITY, wanted).account.is_machine


@call("staff.change")
def change(callers: Callers) -> None:
    client, made = callers.who("administrator").staff, callers.newcomer()
    changed = client.change(CITY, made, StaffChange(full_name="Wang Min", role="officer"))
    assert (changed.full_name, changed.role, changed.version) == ("Wang Min", "officer", 2)


@call("staff.disable")
def disable(callers: Callers) -> None:
    made = callers.newcomer()
    assert callers.who("administrator").staff.disable(CITY, made).disabled_at is not None


@call("staff.enable")
def enable(callers: Callers) -> None:
    client = callers.who("administrator").staff
    disabled = client.disable(CITY, callers.newcomer())
    assert client.enable(CITY, disabled).disabled_at is None


@call("staff.reset_password")
def reset_password(callers: Callers) -> None:
    reset = callers.who("administrator").staff.reset_password(CITY, callers.newcomer())
    assert callers.sign_in(reset.account.name, reset.password).account().role == "auditor"
