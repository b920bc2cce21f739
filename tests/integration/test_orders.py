"""Lists in every order: pages of any size are those of the sorted whole, filtered or not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from operator import attrgetter
from random import Random
from typing import Any

import pytest
from furnished import PASSWORD
from installation import NOON, Town, deed_id, document
from litestar.testing import TestClient
from msgspec import structs

from backend.core.permissions import Identity, Role
from backend.services.confirm_deed import confirm_deed, refuse_deed
from backend.storage.accounts import Account, add_account
from backend.storage.awaiting import Awaiting, Why, add_awaiting, awaiting_page
from backend.storage.database import Database, Transaction

Client = TestClient[Any]
CITY = "/api/v1/cities/fuzhou"
QUEUE_ORDERS = ("recorded_at", "occurred_on", "deed_type", "department")
ENTRY_ORDERS = ("recorded_at", "occurred_on", "deed_type")
STAFF_ORDERS = ("name", "full_name", "role", "department", "made_at")
# Deed types of several departments, all demerits but one.
WAITING = (
    "property-fee-arrears",
    "electricity-arrears",
    "traffic-violation",
    "water-arrears",
    "national-good-citizen-award",
)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def pages(client: Client, path: str, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
    """All entries of a list, page by page."""
    items: list[dict[str, Any]] = []
    asked = dict(query)
    while True:
        answer = client.get(path, params=asked, headers=headers)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= query["limit"]
        items += page["items"]
        if page["next"] is None:
            return items
        assert len(page["items"]) == query["limit"]
        asked["cursor"] = page["next"]


def sorted_by(items: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """The same in Python; what is not there stands before what is."""
    name = order.lstrip("-")
    return sorted(
        items, key=lambda item: (item[name] or "", item["id"]), reverse=order.startswith("-")
    )


def both_ways(columns: tuple[str, ...]) -> list[str]:
    return [sign + column for column in columns for sign in ("", "-")]


def fill_queue(town: Town) -> None:
    """Thirty deeds that wait, many alike in what they are sorted by, and one of a leaver."""
    chance = Random(7)  # noqa: S311 - repeatable
    for number in range(30):
        code = chance.choice(WAITING)
        facts: dict[str, Any] = {"document": document()}
        if code == "national-good-citizen-award":
            facts = {"account": "Saved a child."}
        elif town.desk.deed_type(code).unit:
            facts["quantity"] = 1
        day = date(2027, 2, chance.randrange(1, 6))
        place = 3 if number == 9 else 1 + number % 2
        town.log(place, code, f"waiting-{number}", occurred_on=day, **facts)
        if number % 3 == 0:
            town.clock.advance(seconds=1)


def test_the_queue_is_sorted_by_any_column_and_filtered_by_any(town: Town, client: Client) -> None:
    subjects = [town.join(place) for place in (1, 2, 3)]
    fill_queue(town)
    leaver = town.token(town.resident(subjects[2]))
    assert client.delete("/api/v1/me/consent", headers=leaver).status_code == 200
    officer = town.token(town.officer())
    path = f"{CITY}/confirmations"
    whole = pages(client, path, officer, limit=200)
    assert len(whole) == 29
    filters: list[dict[str, str]] = [
        {},
        {"direction": "demerit"},
        {"direction": "merit"},
        {"department": whole[0]["department"]},
        {"deed_type": "traffic-violation"},
        {"deed_type": "traffic-violation", "direction": "demerit"},
        {"deed_type": "traffic-violation", "department": whole[0]["department"]},
        {"department": "nobody"},
    ]
    for order, wanted, limit in product(both_ways(QUEUE_ORDERS), filters, (1, 4, 50)):
        kept = [item for item in whole if all(item[name] == wanted[name] for name in wanted)]
        found = pages(client, path, officer, order=order, limit=limit, **wanted)
        assert found == sorted_by(kept, order), (order, wanted, limit)


def many(department: str, code: str, count: int) -> list[Awaiting]:
    """Deeds that wait, as they are stored."""
    chance = Random(f"{department} {code}")  # noqa: S311 - repeatable
    first = datetime(2027, 1, 1, tzinfo=UTC)
    return [
        Awaiting(
            city="fuzhou",
            id=f"{chance.getrandbits(64):016x}",
            subject="one",
            deed_type=code,
            direction="demerit",
            department=department,
            occurred_on=date(2027, 1, chance.randrange(1, 31)),
            entered_by="collector",
            recorded_at=first + timedelta(minutes=chance.randrange(50)),
            why=Why.DEMERIT,
        )
        for _ in range(count)
    ]


def test_a_long_queue_is_sorted_alike_however_much_a_filter_finds(database: Database) -> None:
    rows = [*many("a", "x", 10_050), *many("b", "x", 2_100), *many("b", "y", 150)]

    def put(tx: Transaction) -> None:
        for row in rows:
            add_awaiting(tx, row)

    database.write_now(put)
    filters: list[dict[str, str]] = [
        {},
        {"department": "a"},
        {"department": "b"},
        {"deed_type": "x"},
        {"deed_type": "y"},
        {"department": "b", "deed_type": "x"},
        {"direction": "merit"},
    ]
    for order, wanted in product(both_ways(QUEUE_ORDERS), filters):
        name = order.lstrip("-")
        kept = [row for row in rows if all(getattr(row, key) == wanted[key] for key in wanted)]
        kept.sort(key=attrgetter(name, "id"), reverse=order.startswith("-"))
        for place in (0, len(kept) // 2, len(kept)):
            before = kept[place - 1] if place else None
            after = None if before is None else (stored(before, name), before.id)
            found = database.read_now(
                lambda tx, order=order, wanted=wanted, after=after: awaiting_page(  # type: ignore[misc] # one page each
                    tx, "fuzhou", wanted, order, after, 30, NOON
                )
            )
            assert found == kept[place : place + 30], (order, wanted, place)


def stored(row: Awaiting, name: str) -> str | int:
    value = getattr(row, name)
    if isinstance(value, datetime):
        return int(value.timestamp() * 1_000_000)
    return str(value)


def test_entries_are_sorted_by_any_column_and_filtered_by_what_became_of_them(
    town: Town, client: Client
) -> None:
    town.join(1)
    both = town.staff(Role.OFFICER, department="public-security")
    for number in range(12):
        facts: dict[str, Any] = {"quantity": 1, "document": document(), "by": both}
        day = date(2027, 2, 1 + number % 4)
        town.log(1, "traffic-violation", f"entry-{number}", occurred_on=day, **facts)
        if number % 2:
            town.clock.advance(seconds=1)
    moved = structs.replace(both, department="civility-office")
    for number in range(4):
        town.log(1, "volunteering", f"merit-{number}", quantity=5, by=moved)
    now = town.clock.now()
    for number in (1, 4, 7):
        town.run(confirm_deed(town.desk, town.officer("two"), str(deed_id(f"entry-{number}")), now))
    for number in (2, 8):
        deed = str(deed_id(f"entry-{number}"))
        town.run(refuse_deed(town.desk, town.officer("two"), deed, "Another person.", now))
    path, headers = f"{CITY}/entries", town.token(both)
    whole = pages(client, path, headers, limit=200)
    assert whole == sorted_by(whole, "-recorded_at")
    states = ("awaiting-confirmation", "confirmed", "counts", "annulled")
    counted = {state: sum(item["state"] == state for item in whole) for state in states}
    assert counted == {
        "awaiting-confirmation": 7,
        "confirmed": 3,
        "counts": 4,
        "annulled": 2,
    }
    for order, state, limit in product(both_ways(ENTRY_ORDERS), (None, *states), (1, 3, 50)):
        kept = [item for item in whole if state in {None, item["state"]}]
        wanted = {} if state is None else {"state": state}
        found = pages(client, path, headers, order=order, limit=limit, **wanted)
        assert found == sorted_by(kept, order), (order, state, limit)


def test_staff_are_sorted_by_any_column(town: Town, client: Client) -> None:
    roles = [Role.COLLECTOR, Role.OFFICER, Role.OFFICER, Role.AUDITOR, Role.COUNTER]
    names = ["王伟 Wang Wei", "Bai Jie", "王伟 Wang Wei", "deng", "Ångström", "Bai Jie"]
    departments = [None, "court", "civil-affairs"]
    for number in range(15):
        role = roles[number % 5]
        department = "court" if role is Role.COLLECTOR else None
        if role is Role.OFFICER:
            department = departments[number % 3]
        add(
            town,
            name=f"{'zyx'[number % 3]}-{number:02}",
            full_name=names[number % 6],
            role=role,
            department=department,
        )
        if number % 2:
            town.clock.advance(seconds=1)
    path, headers = f"{CITY}/staff", town.token(town.staff(Role.ADMINISTRATOR))
    whole = pages(client, path, headers, limit=200)
    assert len(whole) == 15
    assert whole == sorted_by(whole, "name")
    filters: list[dict[str, str]] = [{}, {"role": "officer"}, {"search": "bai"}]
    for order, wanted, limit in product(both_ways(STAFF_ORDERS), filters, (1, 4, 50)):
        kept = [item for item in whole if wanted.get("role", item["role"]) == item["role"]]
        if "search" in wanted:
            kept = [item for item in kept if "bai" in item["full_name"].lower()]
        found = pages(client, path, headers, order=order, limit=limit, **wanted)
        assert found == sorted_by(kept, order), (order, wanted, limit)


def add(town: Town, **facts: Any) -> None:
    """An account of staff."""
    account = Account(
        city="fuzhou",
        id=str(deed_id(facts["name"])),
        password_hash=PASSWORD,
        made_at=town.clock.now(),
        **facts,
    )
    town.desk.database.write_now(lambda tx: add_account(tx, account))


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("confirmations", Role.OFFICER),
        ("entries", Role.OFFICER),
        ("staff", Role.ADMINISTRATOR),
    ],
)
def test_another_order_is_refused_and_a_cursor_serves_its_own_order(
    town: Town, client: Client, path: str, who: Role
) -> None:
    town.join(1)
    officer: Identity = town.staff(Role.OFFICER, department="public-security")
    for number in range(3):
        facts: dict[str, Any] = {"quantity": 1, "document": document(), "by": officer}
        town.log(1, "traffic-violation", f"deed-{number}", **facts)
        add(town, name=f"name-{number}", full_name="Wang", role=Role.AUDITOR)
    headers = town.token(officer if who is Role.OFFICER else town.staff(who))
    for order in ("id", "subject", "--name", "recorded_at desc", ""):
        answer = client.get(f"{CITY}/{path}", params={"order": order}, headers=headers)
        assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "order")
    first = client.get(f"{CITY}/{path}", params={"limit": 1}, headers=headers).json()["next"]
    other = "department" if path != "entries" else "deed_type"
    answer = client.get(
        f"{CITY}/{path}", params={"limit": 1, "order": other, "cursor": first}, headers=headers
    )
    assert answer.json()["problems"][0]["kind"] == "cursor-altered"


def test_the_overview_tells_what_waits_where_and_since_when(town: Town, client: Client) -> None:
    headers = town.token(town.officer())
    told = client.get(f"{CITY}/overview", headers=headers).json()
    assert (told["awaiting_by_department"], told["oldest_awaiting"]) == ({}, None)
    subjects = [town.join(place) for place in (1, 2, 3)]
    town.log(3, "traffic-violation", "first", quantity=1, document=document())
    town.clock.advance(days=2)
    fill_queue(town)
    town.log(1, "volunteering", "hours", quantity=60)
    leaver = town.token(town.resident(subjects[2]))
    client.delete("/api/v1/me/consent", headers=leaver)
    headers = town.token(town.officer())
    waiting = pages(client, f"{CITY}/confirmations", headers, limit=200)
    told = client.get(f"{CITY}/overview", headers=headers).json()
    by_department = {
        code: sum(item["department"] == code for item in waiting)
        for code in sorted({item["department"] for item in waiting})
    }
    assert told["awaiting_by_department"] == by_department
    assert sum(told["awaiting"].values()) == len(waiting)
    assert told["oldest_awaiting"] == "2027-03-03"
    merits, demerits = told["merits_by_day"], told["demerits_by_day"]
    assert list(merits) == list(demerits) == list(told["deeds_by_day"])
    assert all(
        merits[day] + demerits[day] == number for day, number in told["deeds_by_day"].items()
    )
    # The deeds of who is leaving are still counted as recorded: a number of a day names nobody.
    assert demerits["2027-03-01"] == 1
    assert merits["2027-03-03"] == 1 + sum(item["direction"] == "merit" for item in waiting)
