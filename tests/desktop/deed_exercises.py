"""Calls about deeds and residents, exercised."""

from datetime import date
from decimal import Decimal

from desktop.callers import (
    WHY,
    Callers,
    hours,
)
from desktop.exercising import Exercises
from furnished import CITY
from installation import deed_id, document, number
from msgspec import structs

from backend.contracts.deeds import FollowDeed, WorthAsked
from backend.contracts.residents import Enrolment

TODAY = date(2027, 3, 1)
EXERCISES = Exercises()
call = EXERCISES.call


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
    oldest = client.deeds.entries(CITY, order="recorded_at", limit=1).items[0]
    assert oldest.recorded_at <= first.items[-1].recorded_at
    assert {entry.state for entry in client.deeds.entries(CITY, state="counts").items} == {"counts"}


@call("deeds.queue")
def queue(callers: Callers) -> None:
    client = callers.who("officer")
    callers.awaiting()
    newest = callers.awaiting()
    first = client.deeds.queue(CITY, order="-recorded_at", limit=1)
    assert [item.id for item in first.items] == [newest]
    for order in ("deed_type", "-department"):
        column = order.removeprefix("-")
        shown = [getattr(item, column) for item in client.deeds.queue(CITY, order=order).items]
        assert shown == sorted(shown, reverse=order.startswith("-"))
    rest = client.deeds.queue(CITY, first.next, "-recorded_at").items
    assert rest
    assert newest not in {item.id for item in rest}
    of_type = client.deeds.queue(CITY, deed_type="property-fee-arrears", direction="demerit").items
    assert newest in {item.id for item in of_type}
    department = of_type[0].department
    assert client.deeds.queue(CITY, department=department).items
    merits = client.deeds.queue(CITY, direction="merit").items
    assert all(item.direction == "merit" for item in merits)


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


@call("deeds.second_looks")
def second_looks(callers: Callers) -> None:
    first, second = drawn(callers), drawn(callers)
    deeds = callers.who("officer").deeds
    assert deeds.second_looks(CITY, order="-recorded_at", limit=1).items[0].id == second
    assert {first, second} <= {item.id for item in deeds.second_looks(CITY).items}


@call("deeds.second_look")
def second_look(callers: Callers) -> None:
    found = callers.who("officer").deeds.second_look(CITY, drawn(callers))
    assert (found.why, found.direction) == ("second-look", "merit")
    assert found.number.endswith(number(2)[-4:])


@call("deeds.take_second_look")
def take_second_look(callers: Callers) -> None:
    client, stands, falls = callers.who("officer"), drawn(callers), drawn(callers)
    client.deeds.take_second_look(CITY, stands, None)
    client.deeds.take_second_look(CITY, falls, WHY)
    assert steps_of(callers, stands) == ["recorded", "notified"]
    assert steps_of(callers, falls) == ["recorded", "notified", "annulled"]
    left = {item.id for item in client.deeds.second_looks(CITY).items}
    assert not left & {stands, falls}


@call("deeds.follow")
def follow(callers: Callers) -> None:
    client, deed = callers.who("officer"), callers.awaiting()
    client.deeds.confirm(CITY, deed)
    ended = FollowDeed(kind="ended", on=date(2027, 2, 25), reason=WHY, document=document())
    client.deeds.follow(CITY, deed, ended)
    assert steps_of(callers, deed)[-1] == "ended"


def drawn(callers: Callers) -> str:
    """A merit of the second resident that is drawn for a second look."""
    town, word = callers.town.town, callers.word()
    city = town.desk.cities[CITY]
    town.clock.advance(seconds=60)
    town.desk.cities[CITY] = structs.replace(city, second_look_percent=100)
    deed = town.log(2, "volunteering", word, quantity=1, by=town.collector("civil-affairs", word))
    town.desk.cities[CITY] = city
    return str(deed.id)


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
    client, resident = callers.who("officer").residents, callers.town.town.join(602)
    callers.who("collector").deeds.enter(CITY, hours(callers.word(), 602, quantity=60))
    first = client.history(CITY, resident, WHY, limit=1)
    rest = client.history(CITY, resident, WHY, first.next).items
    assert rest[0].at < first.items[0].at
    assert first.items[0].because[0].kind


@call("residents.overview")
def overview(callers: Callers) -> None:
    found = callers.who("auditor").residents.overview(CITY)
    assert len(found.deeds_by_day) == 30
    assert found.awaiting["demerit"] >= 1
