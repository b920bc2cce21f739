"""Counters are desks of a provider that the scheme in force lists; nobody else has a provider."""

from typing import Any

import pytest
from installation import Town, run

from backend.contracts.staff import NewStaff, StaffChange, StaffPassword
from backend.core.permissions import Role
from backend.core.problems import ProblemsError
from backend.services.change_staff import change_staff
from backend.services.create_staff import create_staff
from backend.services.open_session import opening_of, signed_in
from backend.storage.accounts import account_of
from backend.storage.logs import entries
from backend.storage.sessions import add_session

PARKING, OFFICE = "public-car-parks", "government-service-centre"


def made(town: Town, **facts: Any) -> StaffPassword:
    """An account made by an administrator: a counter of the car parks unless told otherwise."""
    counter = {"name": "car-park-3", "full_name": "Li Na", "role": "counter", "provider": PARKING}
    wanted = NewStaff(**{**counter, **facts})
    by = town.staff(Role.ADMINISTRATOR)
    return run(create_staff(town.desk, by, wanted, town.clock.now()))


def changed(town: Town, account: str, version: int = 1, **facts: Any) -> Any:
    wanted = StaffChange(**{"full_name": "Li Na", "role": "counter", "provider": PARKING, **facts})
    by, now = town.staff(Role.ADMINISTRATOR), town.clock.now()
    return run(change_staff(town.desk, by, account, version, wanted, now))


def test_a_counter_is_made_with_its_provider_and_acts_for_it(town: Town) -> None:
    view = made(town).account
    assert (view.role, view.provider, view.department) == ("counter", PARKING, None)
    desk, now = town.desk, town.clock.now()
    account = desk.database.read_now(lambda tx: account_of(tx, "fuzhou", view.id))
    assert account is not None
    opening = opening_of(account, now)
    token = signed_in(desk, opening).access_token
    assert desk.tokens.identity_of(token, now).provider == PARKING
    log = desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 10))
    assert [each.detail["provider"] for each in log if each.action == "account.made"] == [PARKING]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"provider": None}, "provider-missing"),
        ({"provider": "moon"}, "no-such-provider"),
        # Of another city.
        ({"provider": "city-library"}, "no-such-provider"),
        ({"role": "auditor"}, "provider-unwanted"),
        ({"role": "collector", "department": "civil-affairs"}, "provider-unwanted"),
    ],
)
def test_a_provider_goes_with_a_counter_alone(town: Town, facts: dict[str, Any], kind: str) -> None:
    with pytest.raises(ProblemsError) as refused:
        made(town, **facts)
    assert [(each.kind, each.key) for each in refused.value.problems] == [(kind, "provider")]
    auditor = made(town, name="auditor", role="auditor", provider=None).account
    with pytest.raises(ProblemsError) as refused:
        changed(town, auditor.id, **facts)
    assert [(each.kind, each.key) for each in refused.value.problems] == [(kind, "provider")]


def test_another_provider_ends_the_sessions_and_is_logged(town: Town) -> None:
    view = made(town).account
    desk, now = town.desk, town.clock.now()
    account = desk.database.read_now(lambda tx: account_of(tx, "fuzhou", view.id))
    assert account is not None
    opening = opening_of(account, now)
    desk.database.write_now(lambda tx: add_session(tx, opening.session))
    token = signed_in(desk, opening).access_token
    renamed = changed(town, view.id, full_name="Li Nana")
    assert desk.tokens.identity_of(token, now).provider == PARKING
    moved = changed(town, view.id, renamed.version, provider=OFFICE)
    assert moved.provider == OFFICE
    with pytest.raises(ProblemsError, match="ended"):
        desk.tokens.identity_of(token, now)
    log = desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 10))
    assert [each.detail for each in log if each.action == "account.changed"] == [
        {"provider": OFFICE, "full_name": "changed"},
        {"full_name": "changed"},
    ]
