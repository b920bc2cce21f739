"""Calls about perks, exercised: grants to one and to many, places, and how they are used."""

from datetime import date

import pytest
from desktop.callers import WHY, Callers
from desktop.counterwork import PARKING, Counterwork
from desktop.exercising import Exercises
from furnished import CITY
from installation import deed_id, number
from msgspec import structs

from admin_gui.client.errors import RefusedError
from backend.contracts.perks import GrantList, NewGrant
from backend.contracts.redemptions import SetStock

TODAY = date(2027, 3, 1)
EXERCISES = Exercises()
call = EXERCISES.call


# One resident


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
    assert (is_open[PARKING], is_open["road-toll-discount"]) == (True, False)


@call("perks.grant")
def grant(callers: Callers) -> None:
    client, resident = callers.who("officer").perks, callers.known("resident")
    days = {"from_day": date(2027, 10, 1), "until_day": date(2027, 10, 31)}
    asked = structs.replace(new_grant(callers, "vehicle-inspection-desk"), **days)
    given = client.grant(CITY, resident, asked)
    assert (given.id, given.state, given.reason) == (str(asked.id), "scheduled", WHY)
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


# A list of residents


def new_list(callers: Callers, *numbers: str) -> GrantList:
    return GrantList(
        id=deed_id(callers.word()),
        perk=PARKING,
        from_day=date(2028, 1, 1),
        until_day=date(2028, 1, 31),
        reason=WHY,
        numbers=numbers,
    )


@call("perks.preview_list")
def preview_list(callers: Callers) -> None:
    client = callers.who("officer").perks
    seen = client.preview_list(CITY, new_list(callers, number(1), number(700)))
    assert [(row.row, row.number, row.problem is None) for row in seen.rows] == [
        (1, number(1), True),
        (2, number(700), False),
    ]
    assert seen.granted == 1
    held = client.grants(CITY, callers.known("resident"), WHY).items
    assert seen.id not in {each.list for each in held}


@call("perks.grant_list")
def grant_list(callers: Callers) -> None:
    client, asked = callers.who("officer").perks, new_list(callers, number(1))
    made = client.grant_list(CITY, asked)
    assert (made.id, made.granted) == (str(asked.id), 1)
    assert client.grant_list(CITY, asked) == made
    client.revoke_list(CITY, asked.id, WHY)


@call("perks.revoke_list")
def revoke_list(callers: Callers) -> None:
    client, asked = callers.who("officer").perks, new_list(callers, number(1))
    client.grant_list(CITY, asked)
    assert client.revoke_list(CITY, asked.id, WHY).revoked == 1
    assert client.revoke_list(CITY, asked.id, WHY).over == 1
    with pytest.raises(RefusedError):
        client.revoke_list(CITY, deed_id("no such list"), WHY)


# The catalogue, places and take-up


@call("perks.catalogue")
def catalogue(callers: Callers) -> None:
    found = callers.nobody().perks.catalogue(CITY)
    assert PARKING in {perk.name for perk in found.perks}
    assert {perk.provider for perk in found.perks} <= {each.name for each in found.providers}
    assert found.digest == callers.nobody().cities.city(CITY).scheme


@call("perks.stock")
def stock(callers: Callers) -> None:
    (found,) = callers.who("administrator").perks.stock(CITY)
    assert (found.perk, found.per, found.listed) == (PARKING, "month", 40)


@call("perks.set_stock")
def set_stock(callers: Callers) -> None:
    client = callers.who("officer").perks
    (before,) = client.stock(CITY)
    after = client.set_stock(CITY, before, SetStock(places=60, reason="A new car park"))
    assert (after.places, after.reason) == (60, "A new car park")
    assert client.stock(CITY) == [after]
    with pytest.raises(RefusedError, match="Someone has changed this"):
        client.set_stock(CITY, before, SetStock(places=61, reason="Another one"))


@call("perks.take_up")
def take_up(callers: Callers) -> None:
    client = callers.who("officer").perks
    now = callers.town.town.clock.now()
    month = f"{now:%Y-%m}"

    def booked() -> int:
        rows = client.take_up(CITY, now.year).rows
        return sum(row.booked for row in rows if (row.perk, row.month) == (PARKING, month))

    before = booked()
    Counterwork(callers.town).use(1)
    assert booked() == before + 1
    assert client.take_up(CITY, 2020).rows == ()


@call("perks.counters")
def counters(callers: Callers) -> None:
    Counterwork(callers.town).use(1)
    month = f"{callers.town.town.clock.now():%Y-%m}"
    found = callers.who("officer").perks.counters(CITY, month)
    assert found.month == month
    assert {(row.perk, row.is_far_above) for row in found.rows} == {(PARKING, False)}


@call("perks.second_uses")
def second_uses(callers: Callers) -> None:
    work = Counterwork(callers.town)
    for _ in range(2):
        token = work.token()
        work.show(token)
        assert work.show(token).status_code == 409
    client = callers.who("administrator").perks
    first = client.second_uses(CITY, limit=1)
    second = client.second_uses(CITY, first.next, limit=1)
    assert first.items[0].taken_at >= second.items[0].taken_at
    assert first.items[0].id != second.items[0].id
