"""Staff and machines: made, listed, changed, disabled and given new passwords."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from people import (
    CITY,
    OTHER_CITY,
    PASSWORD,
    Office,
    bearing,
    kind_of,
    opened,
)

from backend.contracts.sessions import SignedIn
from backend.contracts.staff import NewMachine, StaffChange, StaffPassword
from backend.core.permissions import Identity, Role
from backend.services.change_staff import change_staff
from backend.services.create_staff import create_machine
from backend.services.disable_staff import disable_staff, enable_staff
from backend.services.list_staff import list_staff
from backend.services.read_staff import read_staff
from backend.services.reset_password import reset_password
from backend.storage.accounts import StaffFilter

pytestmark = pytest.mark.asyncio

STAFF = f"/api/v1/cities/{CITY}/staff"
AUDITOR = StaffChange(full_name="Wang Fang", role="auditor")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened(database_url, tmp_path)


async def administrator(office: Office) -> tuple[Identity, SignedIn]:
    identity = await office.administrator()
    return identity, await office.sign_in("admin", PASSWORD)


def new(name: str = "wang", **facts: Any) -> dict[str, Any]:
    return {"name": name, "full_name": "Wang Fang", "role": "auditor", **facts}


def kinds(answer: Any) -> list[tuple[str, str]]:
    return [(each["kind"], each["field"]) for each in answer.json()["problems"]]


async def test_an_account_is_made_and_its_password_shown_once(office: Office) -> None:
    _, signed_in = await administrator(office)
    with office.client() as client:
        headers = bearing(signed_in)
        answer = client.post(STAFF, json=new(" Wang.Fang "), headers=headers)
        assert answer.status_code == 201
        made = msgspec.json.decode(answer.content, type=StaffPassword)
        read = client.get(answer.headers["location"], headers=headers)
        assert read.json() == msgspec.to_builtins(made.account)
        assert read.headers["etag"] == answer.headers["etag"] == '"v1"'
        assert made.password not in read.text
        again = client.get(answer.headers["location"], headers={**headers, "if-none-match": '"v1"'})
        assert again.status_code == 304
    assert made.account.name == "wang.fang"
    assert office.who(await office.sign_in("wang.fang", made.password)).role is Role.AUDITOR
    told = msgspec.json.encode(office.log()).decode().lower()
    assert made.password not in told
    assert "wang" not in told


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"role": "collector"}, ("department-missing", "department")),
        ({"role": "collector", "department": "moon"}, ("no-such-department", "department")),
        ({"role": "auditor", "department": "civil-affairs"}, ("department-unwanted", "department")),
        ({"name": "a"}, ("name-malformed", "name")),
        ({"name": "two words"}, ("name-malformed", "name")),
        ({"name": "-wang"}, ("name-malformed", "name")),
        ({"full_name": "  "}, ("full-name-malformed", "full_name")),
        ({"full_name": "Wang\u202eFang"}, ("text-unstorable", "full_name")),
        ({"name": "ADMIN"}, ("sign-in-name-taken", "name")),
    ],
)
async def test_what_an_account_may_not_be_is_refused_by_its_field(
    office: Office, facts: dict[str, Any], kind: tuple[str, str]
) -> None:
    _, signed_in = await administrator(office)
    with office.client() as client:
        answer = client.post(STAFF, json=new(**facts), headers=bearing(signed_in))
        assert kinds(answer) == [kind]
        assert answer.status_code == (409 if kind[0] == "sign-in-name-taken" else 422)
        for wrong in ({"role": "resident"}, {"name": "x" * 65}, {"extra": 1}):
            answer = client.post(STAFF, json=new(**{**facts, **wrong}), headers=bearing(signed_in))
            assert answer.status_code == 422
        people = client.get(STAFF, headers=bearing(signed_in)).json()["items"]
    assert [each["name"] for each in people] == ["admin"]


@pytest.mark.parametrize(
    ("role", "department"),
    [("collector", "civil-affairs"), ("officer", "civil-affairs"), ("officer", None)]
    + [(role, None) for role in ("administrator", "auditor")],
)
async def test_every_role_of_staff_can_be_given(
    office: Office, role: str, department: str | None
) -> None:
    identity, _ = await administrator(office)
    made = await office.member(identity, role=role, department=department)
    who = office.who(await office.sign_in("wang", made.password))
    assert (who.role.value, who.department, who.is_machine) == (role, department, False)


async def test_staff_are_listed_in_pages_and_found_by_any_part_of_their_names(
    office: Office,
) -> None:
    identity, signed_in = await administrator(office)
    await office.member(identity, name="bai", full_name="白洁 Bai Jie")
    await office.member(identity, name="chen_1", role="collector", department="civil-affairs")
    await office.member(identity, name="chenx1", role="officer", department="civil-affairs")
    gone = await office.member(identity, name="deng", full_name="Deng 100%")
    await disable_staff(office.desk, identity, gone.account.id, 1, office.clock.now())
    await office.resident()
    found: dict[str, list[str]] = {}
    with office.client() as client:
        headers = bearing(signed_in)
        for query in (
            "",
            "search=CHEN_",
            "search=%E6%B4%81",
            "search=bai%20j",
            "search=100%25",
            "search=%25",
            "search=%5C",
            "role=collector",
            "department=civil-affairs",
            "disabled=true",
            "disabled=false&role=auditor",
        ):
            answer = client.get(f"{STAFF}?{query}", headers=headers).json()
            assert answer["next"] is None
            found[query] = [each["name"] for each in answer["items"]]
        names, query = [], "limit=2"
        while query:
            page = client.get(f"{STAFF}?{query}", headers=headers).json()
            names.append([each["name"] for each in page["items"]])
            query = page["next"] and f"limit=2&cursor={page['next']}"
        first = client.get(f"{STAFF}?limit=1", headers=headers).json()["next"]
        other = client.get(f"{STAFF}?role=auditor&cursor={first}", headers=headers)
    assert kinds(other) == [("cursor-altered", "cursor")]
    assert names == [["admin", "bai"], ["chen_1", "chenx1"], ["deng"]]
    assert found == {
        "": ["admin", "bai", "chen_1", "chenx1", "deng"],
        "search=CHEN_": ["chen_1"],
        "search=%E6%B4%81": ["bai"],
        "search=bai%20j": ["bai"],
        "search=100%25": ["deng"],
        "search=%25": ["deng"],
        "search=%5C": [],
        "role=collector": ["chen_1"],
        "department=civil-affairs": ["chen_1", "chenx1"],
        "disabled=true": ["deng"],
        "disabled=false&role=auditor": ["bai"],
    }


async def test_an_edit_names_the_version_that_it_is_meant_for(office: Office) -> None:
    identity, signed_in = await administrator(office)
    made = await office.member(identity)
    place = f"{STAFF}/{made.account.id}"
    change = msgspec.to_builtins(
        StaffChange(full_name="Wang Fangfang", role="officer", department="civil-affairs")
    )
    edits = [("PUT", place, change), ("PUT", f"{place}/disabled", None)]
    edits += [("DELETE", f"{place}/disabled", None), ("POST", f"{place}/password", None)]
    with office.client() as client:
        headers, version = bearing(signed_in), 1
        for method, address, body in edits:
            given: dict[str, Any] = {} if body is None else {"json": body}
            for tag, status in ((None, 428), ('"v9"', 412), ("*", 428), ('"x"', 400)):
                named = headers if tag is None else {**headers, "if-match": tag}
                refused = client.request(method, address, headers=named, **given)
                assert refused.status_code == status
            named = {**headers, "if-match": f'"v{version}"'}
            answer = client.request(method, address, headers=named, **given)
            version += 1
            assert (answer.status_code, answer.headers["etag"]) == (200, f'"v{version}"')
        read = client.get(place, headers=headers)
    assert read.headers["etag"] == f'"v{version}"'
    view = read.json()
    assert (view["full_name"], view["role"], view["department"], view["disabled_at"]) == (
        "Wang Fangfang",
        "officer",
        "civil-affairs",
        None,
    )


async def test_a_change_of_the_full_name_alone_ends_no_session(office: Office) -> None:
    identity, _ = await administrator(office)
    made = await office.member(identity)
    signed_in = await office.sign_in("wang", made.password)
    change = StaffChange(full_name="Wang Jing", role="auditor")
    changed = await change_staff(
        office.desk, identity, made.account.id, 1, change, office.clock.now()
    )
    assert (changed.full_name, changed.version) == ("Wang Jing", 2)
    assert office.who(signed_in).account == made.account.id
    noted = len(office.log())
    again = await change_staff(
        office.desk, identity, made.account.id, 2, change, office.clock.now()
    )
    assert (again, len(office.log())) == (changed, noted)


async def test_an_administrator_edits_their_own_name_and_nothing_else_of_themselves(
    office: Office,
) -> None:
    identity, _ = await administrator(office)
    await office.member(identity, name="second", role="administrator")
    desk, own, now = office.desk, identity.account, office.clock.now()
    for work in (
        change_staff(desk, identity, own, 1, AUDITOR, now),
        disable_staff(desk, identity, own, 1, now),
        enable_staff(desk, identity, own, 1, now),
        reset_password(desk, identity, own, 1, now),
    ):
        assert await kind_of(work) == "own-account"
    named = StaffChange(full_name="Lin Weiwei", role="administrator")
    assert (await change_staff(desk, identity, own, 1, named, now)).full_name == "Lin Weiwei"


async def test_machines_belong_to_a_department_and_stay_collectors(office: Office) -> None:
    identity, signed_in = await administrator(office)
    wanted = {"name": "blood.bank", "full_name": "Blood bank", "department": "civil-affairs"}
    with office.client() as client:
        place = f"/api/v1/cities/{CITY}/machines"
        answer = client.post(place, json=wanted, headers=bearing(signed_in))
        assert answer.status_code == 201
        made = msgspec.json.decode(answer.content, type=StaffPassword)
        read = client.get(answer.headers["location"], headers=bearing(signed_in)).json()
        faulty = {**wanted, "name": "other", "department": "moon"}
        refused = client.post(place, json=faulty, headers=bearing(signed_in))
    assert kinds(refused) == [("no-such-department", "department")]
    assert (read["is_machine"], read["role"]) == (True, "collector")
    who = office.who(await office.sign_in("blood.bank", made.password))
    assert (who.is_machine, who.department) == (True, "civil-affairs")
    desk, now = office.desk, office.clock.now()
    change = change_staff(desk, identity, made.account.id, 1, AUDITOR, now)
    assert await kind_of(change) == "machine-role"
    named = NewMachine(**{**wanted, "name": "ADMIN"})
    assert await kind_of(create_machine(desk, identity, named, now)) == "sign-in-name-taken"


async def test_a_new_password_ends_what_the_old_one_opened(office: Office) -> None:
    identity, _ = await administrator(office)
    made = await office.member(identity)
    signed_in = await office.sign_in("wang", made.password)
    reset = await reset_password(office.desk, identity, made.account.id, 1, office.clock.now())
    with office.client() as client:
        answer = client.get("/api/v1/account", headers=bearing(signed_in))
    assert kinds(answer) == [("token-revoked", "authorization")]
    assert await kind_of(office.sign_in("wang", made.password)) == "sign-in-refused"
    assert office.who(await office.sign_in("wang", reset.password)).role is Role.AUDITOR


async def test_residents_and_other_cities_are_not_among_the_staff(office: Office) -> None:
    identity, signed_in = await administrator(office)
    resident = office.who(await office.resident())
    elsewhere = await office.administrator("other", OTHER_CITY)
    desk, now = office.desk, office.clock.now()
    for account in (resident.account, elsewhere.account, "nobody"):
        assert await kind_of(read_staff(desk, identity, account)) == "not-found"
        assert await kind_of(disable_staff(desk, identity, account, 1, now)) == "not-found"
        assert await kind_of(reset_password(desk, identity, account, 1, now)) == "not-found"
        change = change_staff(desk, identity, account, 1, AUDITOR, now)
        assert await kind_of(change) == "not-found"
    with office.client() as client:
        answer = client.get(f"/api/v1/cities/{OTHER_CITY}/staff", headers=bearing(signed_in))
        assert kinds(answer) == [("city-not-yours", "city")]
    listed = await list_staff(desk, identity, StaffFilter(), after=None, limit=10)
    assert [each.name for each in listed] == ["admin"]


async def test_only_administrators_edit_staff_and_auditors_read_them(office: Office) -> None:
    identity, _ = await administrator(office)
    made = await office.member(identity)
    collector = await office.member(
        identity, name="gao", role="collector", department="civil-affairs"
    )
    resident = await office.resident()
    with office.client() as client:
        auditor = bearing(await office.sign_in("wang", made.password))
        assert client.get(STAFF, headers=auditor).status_code == 200
        assert client.post(STAFF, json=new("x1"), headers=auditor).status_code == 403
        for each in (await office.sign_in("gao", collector.password), resident):
            assert client.get(STAFF, headers=bearing(each)).status_code == 403
            departments = client.get(
                f"/api/v1/cities/{CITY}/departments", headers=bearing(each)
            ).json()
            assert {"code", "label_en", "label_zh"} == set(departments[0])
            assert "civil-affairs" in {each["code"] for each in departments}


async def test_every_change_of_staff_is_in_the_log(office: Office) -> None:
    identity, _ = await administrator(office)
    made = await office.member(identity)
    desk, account = office.desk, made.account.id
    officer = StaffChange(full_name="Wang", role="officer", department="civil-affairs")
    await change_staff(desk, identity, account, 1, officer, office.clock.advance(seconds=1))
    await disable_staff(desk, identity, account, 2, office.clock.advance(seconds=1))
    await disable_staff(desk, identity, account, 3, office.clock.advance(seconds=1))
    await enable_staff(desk, identity, account, 3, office.clock.advance(seconds=1))
    await enable_staff(desk, identity, account, 4, office.clock.advance(seconds=1))
    await reset_password(desk, identity, account, 4, office.clock.advance(seconds=1))
    entries = [entry for entry in reversed(office.log()) if entry.object == account]
    assert [(entry.action, entry.account) for entry in entries] == [
        (action, identity.account)
        for action in (
            "account.made",
            "account.changed",
            "account.disabled",
            "account.enabled",
            "account.password-reset",
        )
    ]
    assert entries[1].detail == {
        "role": "officer",
        "department": "civil-affairs",
        "full_name": "changed",
    }
