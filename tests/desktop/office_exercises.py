"""Calls of everybody and of administrators, exercised."""

from datetime import date

import pytest
from desktop.callers import (
    OWN_PASSWORD,
    WHY,
    Callers,
    auditor,
)
from desktop.exercising import Exercises
from furnished import CITY, DEPARTMENT, PASSWORD, scheme_text

from admin_gui.client.errors import RefusedError, SignedOutError
from backend.contracts.schemes import ProposeScheme
from backend.contracts.sessions import Setup
from backend.contracts.staff import NewMachine, StaffChange

TODAY = date(2027, 3, 1)
EXERCISES = Exercises()
call = EXERCISES.call


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
    roles = [each.role for each in client.all(CITY, order="-role").items]
    assert roles == sorted(roles, reverse=True)
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


@call("staff.confirm")
def confirm(callers: Callers) -> None:
    client, wanted = callers.who("administrator").staff, auditor(callers.word())
    made = client.create(CITY, wanted)
    with pytest.raises(RefusedError, match="another administrator"):
        client.confirm(CITY, made.account)
    callers.sign_in(wanted.name, made.password).change_password(made.password, OWN_PASSWORD)
    second = callers.second_administrator().staff
    assert second.confirm(CITY, second.one(CITY, made.account.id)).handed_by is None


@call("staff.reset_password")
def reset_password(callers: Callers) -> None:
    reset = callers.who("administrator").staff.reset_password(CITY, callers.newcomer())
    assert callers.sign_in(reset.account.name, reset.password).account().role == "auditor"
