"""Two who do the same at once, in two processes where the database allows it: one of them wins."""

import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from people import CITY, PASSWORD, Office, kind_of, opened, opened_elsewhere

from backend.contracts.sessions import Setup, SignedIn
from backend.contracts.staff import StaffChange
from backend.core.permissions import Role
from backend.core.problems import ProblemsError
from backend.services.change_staff import change_staff
from backend.services.disable_staff import disable_staff, enable_staff
from backend.services.list_staff import list_staff
from backend.services.refresh_session import refresh_session
from backend.services.reset_password import reset_password
from backend.services.set_up_city import set_up_city, setup_code
from backend.storage.accounts import StaffFilter, has_administrator
from backend.storage.database import Work

pytestmark = pytest.mark.asyncio

T = TypeVar("T")

ROUNDS = 8
ADMINISTRATORS = StaffFilter(role=Role.ADMINISTRATOR, is_disabled=False)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened(database_url, tmp_path)


@pytest.fixture
def elsewhere(office: Office, database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened_elsewhere(office, database_url, tmp_path)


async def outcomes(*works: Awaitable[object]) -> list[str]:
    """The kinds of refusals of works done at once, in the order of the alphabet."""
    return sorted([kind or "done" for kind in await asyncio.gather(*map(kind_of, works))])


async def test_of_two_setups_with_one_code_one_wins(office: Office, elsewhere: Office) -> None:
    for place in range(ROUNDS):
        code, now = setup_code(office.desk, CITY), office.clock.now()
        works = [
            set_up_city(
                each.desk,
                Setup(city=CITY, code=code, name=name, full_name="Lin Wei", password=PASSWORD),
                now,
            )
            for each, name in ((office, f"first{place}"), (elsewhere, f"second{place}"))
        ]
        assert await outcomes(*works) == ["done", "setup-refused"]
    identity = office.who(await _either(office, "first0", "second0"))
    listed = await list_staff(office.desk, identity, ADMINISTRATORS, after=None, limit=100)
    assert len(listed) == ROUNDS


async def _either(office: Office, *names: str) -> SignedIn:
    """The session of whichever of two accounts was made."""
    for name in names:
        try:
            return await office.sign_in(name, PASSWORD)
        except ProblemsError:
            continue
    raise AssertionError(names)


async def test_of_two_who_open_one_invitation_one_gets_in(
    office: Office, elsewhere: Office
) -> None:
    for _ in range(ROUNDS):
        code = await office.invited()
        works = [each.open(code) for each in (office, elsewhere)]
        assert await outcomes(*works) == ["done", "invitation-refused"]


async def test_of_two_accounts_with_one_name_one_is_made(office: Office, elsewhere: Office) -> None:
    identity = await office.administrator()
    for place in range(ROUNDS):
        works = [
            each.member(identity, name=name)
            for each, name in ((office, f"Li.Na{place}"), (elsewhere, f"li.na{place}"))
        ]
        assert await outcomes(*works) == ["done", "sign-in-name-taken"]


async def test_of_two_edits_of_one_version_one_is_kept(office: Office, elsewhere: Office) -> None:
    identity = await office.administrator()
    made = await office.member(identity)
    now = office.clock.now()
    for version in range(1, ROUNDS + 1):
        works = [
            change_staff(
                each.desk,
                identity,
                made.account.id,
                version,
                StaffChange(full_name=f"{name} {version}", role="auditor"),
                now,
            )
            for each, name in ((office, "First"), (elsewhere, "Second"))
        ]
        assert await outcomes(*works) == ["done", "version-stale"]


async def test_two_administrators_cannot_remove_each_other(
    office: Office, elsewhere: Office
) -> None:
    first = await office.administrator("first")
    second = await office.administrator("second")
    now = office.clock.now()
    versions = {first.account: 1, second.account: 1}
    for _ in range(ROUNDS):
        works = [
            disable_staff(office.desk, first, second.account, versions[second.account], now),
            disable_staff(elsewhere.desk, second, first.account, versions[first.account], now),
        ]
        assert await outcomes(*works) == ["done", "last-administrator"]
        assert await office.desk.database.read(lambda tx: has_administrator(tx, CITY))
        listed = await list_staff(office.desk, first, ADMINISTRATORS, after=None, limit=10)
        left, gone = (first, second) if listed[0].id == first.account else (second, first)
        await enable_staff(office.desk, left, gone.account, versions[gone.account] + 1, now)
        versions[gone.account] += 2


async def test_no_session_outlives_a_reset_that_came_between(
    office: Office, elsewhere: Office
) -> None:
    identity = await office.administrator()
    made = await office.member(identity)
    account, password = made.account, made.password
    for _ in range(ROUNDS):
        now = office.clock.advance(seconds=1)
        signed, reset = await asyncio.gather(
            _signed_or_none(elsewhere, password),
            reset_password(office.desk, identity, account.id, account.version, now),
        )
        account, password = reset.account, reset.password
        if signed is not None:
            refreshed = refresh_session(office.desk, signed.refresh_token, now)
            assert await kind_of(refreshed) == "session-ended"


@pytest.mark.parametrize(
    "change",
    [
        StaffChange(full_name="Wang Fang", role="auditor"),
        StaffChange(full_name="Wang Fang", role="collector", department="civility-office"),
    ],
    ids=["role", "department"],
)
async def test_a_sign_in_has_the_role_and_department_that_were_given_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: StaffChange
) -> None:
    identity = await office.administrator()
    made = await office.member(identity, role="collector", department="civil-affairs")
    desk, now = office.desk, office.clock.now()
    await office.sign_in("wang", made.password)

    write, changed = desk.database.write, []

    async def write_after_change(work: Work[T]) -> T:
        # The sign-in has read the account and found the password right: now comes the change.
        monkeypatch.setattr(desk.database, "write", write)
        changed.append(await change_staff(desk, identity, made.account.id, 1, change, now))
        return await write(work)

    monkeypatch.setattr(desk.database, "write", write_after_change)
    signed_in = await office.sign_in("wang", made.password)
    assert [each.version for each in changed] == [2]
    who = office.who(signed_in)
    assert (who.role, who.department) == (Role(change.role), change.department)
    newest = office.log()[0]
    assert (newest.action, newest.role) == ("session.opened", change.role)


async def _signed_or_none(office: Office, password: str) -> SignedIn | None:
    try:
        return await office.sign_in("wang", password)
    except ProblemsError:
        return None
