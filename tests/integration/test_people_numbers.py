"""The number of a member of the staff: kept with the account, hashed, and told to nobody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from people import CITY, NUMBER, PASSWORD, Office, bearing, kind_of, opened

from backend.contracts.staff import NewMachine, StaffChange, StaffPassword
from backend.core.permissions import Identity
from backend.services.change_staff import change_staff
from backend.services.create_staff import create_machine
from backend.services.own_file import check_not_own

pytestmark = pytest.mark.asyncio

STAFF = f"/api/v1/cities/{CITY}/staff"
OTHER = "11010119900307010X"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened(database_url, tmp_path)


def changed(**facts: Any) -> StaffChange:
    return StaffChange(**{"full_name": "Wang Fang", "role": "auditor", **facts})


def subject_of(office: Office, account: str) -> str | None:
    return office.desk.keys.own_subject_of(CITY, account)


async def test_a_number_given_with_a_new_account_closes_the_persons_file(office: Office) -> None:
    admin = await office.administrator()
    made = await office.member(admin, role="officer", number=f" {NUMBER.lower()} ")
    assert made.account.is_linked
    subject = office.desk.keys.enrol(CITY, NUMBER)
    assert subject_of(office, made.account.id) == subject
    officer = office.who(await office.sign_in("wang", made.password))
    assert await kind_of(checking(office, officer, subject)) == "own-file"
    assert await kind_of(checking(office, officer, "f" * 32)) is None
    assert await kind_of(checking(office, admin, subject)) is None


async def checking(office: Office, identity: Identity, subject: str) -> None:
    check_not_own(office.desk, identity, subject)


async def test_an_account_without_a_number_is_no_residents(office: Office) -> None:
    made = await office.member(await office.administrator())
    assert not made.account.is_linked
    assert subject_of(office, made.account.id) is None


async def test_a_number_is_left_changed_and_forgotten(office: Office) -> None:
    admin = await office.administrator()
    account = (await office.member(admin, number=NUMBER)).account
    now = office.clock.now()

    async def change(version: int, **facts: Any) -> bool:
        view = await change_staff(office.desk, admin, account.id, version, changed(**facts), now)
        assert view.version == version + (facts != {})
        return view.is_linked

    assert await change(1)
    assert await change(1, full_name="Wang Fei")
    assert subject_of(office, account.id) == office.desk.keys.subject_or_decoy(CITY, NUMBER)
    assert await change(2, number=OTHER)
    assert subject_of(office, account.id) == office.desk.keys.subject_or_decoy(CITY, OTHER)
    # Given again it is written again: that it was the same is told to nobody.
    assert await change(3, number=OTHER)
    assert not await change(4, number="")
    assert subject_of(office, account.id) is None
    details = [entry.detail for entry in office.log() if entry.action == "account.changed"]
    assert [detail.get("number") for detail in reversed(details)] == [
        None,
        "given",
        "given",
        "forgotten",
    ]


async def test_neither_log_nor_database_nor_an_answer_shows_the_number(office: Office) -> None:
    await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    with office.client() as client:
        wanted = {"name": "wang", "full_name": "Wang Fang", "role": "officer", "number": NUMBER}
        answer = client.post(STAFF, json=wanted, headers=bearing(signed_in))
        assert answer.status_code == 201, answer.text
        listed = client.get(STAFF, headers=bearing(signed_in))
    made = msgspec.json.decode(answer.content, type=StaffPassword)
    found = {each["name"]: each["is_linked"] for each in listed.json()["items"]}
    assert found == {"admin": False, "wang": True}
    told = answer.text + listed.text + msgspec.json.encode(office.log()).decode()
    row = office.desk.database.read_now(
        lambda tx: tx.row("select * from account where id = :id", id=made.account.id)
    )
    digest = office.desk.keys.number_hash(CITY, NUMBER)
    for trace in (NUMBER, digest.hex()):
        assert trace not in told
        assert trace not in str(row)
    assert digest not in (row or ())


async def test_the_answer_is_the_same_whether_the_person_takes_part(office: Office) -> None:
    await office.resident(NUMBER)
    await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    answers = []
    with office.client() as client:
        for name, number in (("one", NUMBER), ("two", OTHER)):
            wanted = {"name": name, "full_name": "Li", "role": "auditor", "number": number}
            made = client.post(STAFF, json=wanted, headers=bearing(signed_in)).json()
            answers.append({**made["account"], "id": "", "name": ""})
    assert answers[0] == answers[1]


@pytest.mark.parametrize("number", ["110101199003070021", "none", "  ", "1" * 41])
async def test_what_is_no_number_is_refused_and_nothing_is_stored(
    office: Office, number: str
) -> None:
    admin = await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    account = (await office.member(admin)).account
    with office.client() as client:
        headers = bearing(signed_in)
        wanted = {"name": "two", "full_name": "Li", "role": "auditor", "number": number}
        refused = client.post(STAFF, json=wanted, headers=headers)
        edit = {"full_name": "Li", "role": "auditor", "number": number}
        path, tag = f"{STAFF}/{account.id}", {"if-match": '"v1"'}
        again = client.put(path, json=edit, headers={**headers, **tag})
        people = client.get(STAFF, headers=headers).json()["items"]
    for answer in (refused, again):
        assert answer.status_code == 422
        assert [each["field"] for each in answer.json()["problems"]] == ["number"]
    assert [each["name"] for each in people] == ["admin", "wang"]
    assert [each["is_linked"] for each in people] == [False, False]


async def test_an_account_that_cannot_be_made_leaves_no_number(office: Office) -> None:
    admin = await office.administrator()
    await office.member(admin)
    assert await kind_of(office.member(admin, number=NUMBER)) == "sign-in-name-taken"
    assert office.desk.keys.linked_staff(CITY) == frozenset()


async def test_nobody_takes_the_number_off_their_own_account(office: Office) -> None:
    admin = await office.administrator()
    now = office.clock.now()

    async def change(number: str, version: int) -> None:
        own = StaffChange(full_name="Lin Wei", role="administrator", number=number)
        await change_staff(office.desk, admin, admin.account, version, own, now)

    assert await kind_of(change(NUMBER, 1)) is None
    for number in ("", OTHER, NUMBER):
        assert await kind_of(change(number, 2)) == "own-account"
    assert subject_of(office, admin.account) is not None


async def test_a_departments_system_has_no_number(office: Office) -> None:
    admin = await office.administrator()
    now = office.clock.now()
    wanted = NewMachine(name="hours", full_name="Hours", department="civil-affairs")
    machine = (await create_machine(office.desk, admin, wanted, now)).account
    edit = StaffChange(
        full_name="Hours", role="collector", department="civil-affairs", number=NUMBER
    )
    change = change_staff(office.desk, admin, machine.id, 1, edit, now)
    assert await kind_of(change) == "machine-number"
    assert office.desk.keys.linked_staff(CITY) == frozenset()


async def test_a_change_that_is_stale_changes_no_number(office: Office) -> None:
    admin = await office.administrator()
    account = (await office.member(admin, number=NUMBER)).account
    now = office.clock.now()
    for number in ("", OTHER):
        stale = change_staff(office.desk, admin, account.id, 7, changed(number=number), now)
        assert await kind_of(stale) == "version-stale"
    assert subject_of(office, account.id) == office.desk.keys.subject_or_decoy(CITY, NUMBER)
