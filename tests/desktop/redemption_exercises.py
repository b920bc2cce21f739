"""Calls of counters, exercised."""

from uuid import UUID, uuid4

import pytest
from desktop.callers import WHY, Callers
from desktop.exercising import Exercises
from furnished import CITY
from redeeming import pass_for

from admin_gui.client.errors import RefusedError
from backend.contracts.passes import PassView
from backend.contracts.redemptions import NewRedemption, RedemptionView, SettledRedemption

PERK = "public-parking-discount"
EXERCISES = Exercises()
call = EXERCISES.call


def a_pass(callers: Callers) -> PassView:
    """A pass of a resident whose band, or grant, opens the perk."""
    town = callers.town
    town.town.clock.advance(minutes=6)
    return pass_for(town.town, town.residents["own"], PERK)


def booked(callers: Callers) -> RedemptionView:
    """A pass that the counter has booked."""
    asked = NewRedemption(id=uuid4(), token=a_pass(callers).token)
    return callers.who("counter").redemptions.book(CITY, asked)


@call("redemptions.desk")
def desk(callers: Callers) -> None:
    found = callers.who("counter").redemptions.desk(CITY)
    assert found.provider == "public-car-parks"
    assert [perk.name for perk in found.perks] == [PERK]


@call("redemptions.keys")
def keys(callers: Callers) -> None:
    found = callers.who("counter").redemptions.keys(CITY)
    assert len(found.keys) == 3
    assert all(key.kid.startswith(f"{CITY}-") for key in found.keys)


@call("redemptions.book")
def book(callers: Callers) -> None:
    shown, client = a_pass(callers), callers.who("counter").redemptions
    asked = NewRedemption(id=uuid4(), token=shown.code)
    first = client.book(CITY, asked)
    assert (first.perk, first.state, first.code) == (PERK, "used", shown.code)
    assert client.book(CITY, asked) == first


@call("redemptions.settle")
def settle(callers: Callers) -> None:
    shown, client = a_pass(callers), callers.who("counter").redemptions
    now = callers.town.town.clock.now()
    asked = SettledRedemption(id=uuid4(), token=shown.token, taken_at=now)
    first = client.settle(CITY, asked)
    assert UUID(first.id) == asked.id
    assert (first.is_offline, first.taken_at, first.is_beyond_stock) == (True, now, False)
    assert client.settle(CITY, asked) == first


@call("redemptions.bookings")
def bookings(callers: Callers) -> None:
    made = booked(callers)
    client = callers.who("counter").redemptions
    first = client.bookings(CITY, limit=1)
    assert [each.id for each in first.items] == [made.id]
    assert first.next is not None
    second = client.bookings(CITY, cursor=first.next, limit=1)
    assert second.items[0].id != made.id
    found = client.bookings(CITY, state="used", perk=PERK, code=made.code.lower())
    assert [each.id for each in found.items] == [made.id]
    assert client.bookings(CITY, state="lent").items == ()


@call("redemptions.bring_back")
def bring_back(callers: Callers) -> None:
    made, client = booked(callers), callers.who("counter").redemptions
    with pytest.raises(RefusedError, match="not brought back"):
        client.bring_back(CITY, made.id)


@call("redemptions.reverse")
def reverse(callers: Callers) -> None:
    made, client = booked(callers), callers.who("counter").redemptions
    assert client.reverse(CITY, made.id, WHY).state == "reversed"


@call("redemptions.totals")
def totals(callers: Callers) -> None:
    booked(callers)
    rows = callers.who("counter").redemptions.totals(CITY).rows
    assert rows[0].perk == PERK
    assert rows[0].booked >= 1
    assert rows[0].granted is None
