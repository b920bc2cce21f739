"""Article 8, attacked: every change and look is in the log, and the resident sees who looked."""

from collections.abc import Callable

import pytest
from charter.pilot import CITY, Pilot
from installation import number

from backend.core.permissions import Identity, Role
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.logs import LogEntry, entries

DETENTION = "administrative-detention"
WHY = "Neighbour asked"


def log_of(pilot: Pilot, subject: str | None = None) -> list[LogEntry]:
    found = pilot.town.desk.database.read_now(
        lambda tx: entries(tx, CITY, None, 1000, subject=subject)
    )
    return list(reversed(found))


def looks_of(pilot: Pilot, me: Identity) -> list[dict[str, object]]:
    return list(pilot.ask(me, "GET", "/me/looks").json()["items"])


@pytest.mark.parametrize("part", ["score", "deeds", "history", "perks", "grants"])
def test_every_look_is_in_the_log_and_seen_by_the_resident(pilot: Pilot, part: str) -> None:
    me = pilot.join()
    path = f"/residents/{me.subject}/{part}?reason={WHY.replace(' ', '+')}"
    assert pilot.ask(pilot.officer("one"), "GET", path).status_code == 200
    (look,) = looks_of(pilot, me)
    assert (look["role"], look["reason"]) == ("officer", WHY)


def test_a_search_that_finds_somebody_is_a_look(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.find(pilot.officer("one"), 1)
    (look,) = looks_of(pilot, me)
    assert look["reason"] == "At the desk"


def test_a_look_at_the_queue_is_a_look(pilot: Pilot) -> None:
    me = pilot.join()
    collector, deed = pilot.collector("one", DETENTION), pilot.new_id()
    document = {"authority": "City Court", "number": "2027-17", "issued_on": "2027-02-01"}
    facts = {"id": deed, "occurred_on": str(pilot.today()), "document": document}
    assert pilot.enter(collector, 1, DETENTION, **facts).status_code == 201
    assert looks_of(pilot, me) == []
    assert pilot.ask(pilot.officer("one"), "GET", f"/confirmations/{deed}").status_code == 200
    assert len(looks_of(pilot, me)) == 1


@pytest.mark.parametrize("reason", ["", "?reason=", "?reason=%20", "?reason=" + "x" * 501])
def test_nobody_looks_without_a_reason(pilot: Pilot, reason: str) -> None:
    me = pilot.join()
    before = len(log_of(pilot))
    for part in ("score", "deeds", "history", "perks", "grants", "statement"):
        path = f"/residents/{me.subject}/{part}{reason}"
        assert pilot.ask(pilot.officer("one"), "GET", path).status_code == 422
    assert len(log_of(pilot)) == before


def test_nobody_reads_who_looked_at_another(pilot: Pilot) -> None:
    me, other = pilot.join(), pilot.join()
    pilot.find(pilot.officer("one"), 1)
    assert looks_of(pilot, other) == []
    for role in set(Role) - {Role.RESIDENT}:
        assert pilot.ask(pilot.town.staff(role), "GET", "/me/looks").status_code == 403
    assert len(looks_of(pilot, me)) == 1


def test_every_change_is_in_the_log(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    deed = pilot.record(1, DETENTION)
    grant = pilot.grant(me).json()["id"]
    pilot.ask(me, "DELETE", "/me/consent")
    done = [(entry.action, entry.object) for entry in log_of(pilot, me.subject)]
    for action, about in (
        ("consent.given", None),
        ("deed.entered", deed),
        ("deed.confirmed", deed),
        ("perk.granted", grant),
        ("consent.left", None),
    ):
        assert (action, about) in done


def test_the_log_names_nobody_and_keeps_no_reason_in_plain(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.find(pilot.officer("one"), 1)
    kept = repr(log_of(pilot))
    assert number(1) not in kept
    assert "At the desk" not in kept
    assert str(me.subject) in kept


def _changed(tx: Transaction) -> None:
    tx.execute("update log set account = 'nobody'")


def _dropped(tx: Transaction) -> None:
    tx.execute("delete from log")


@pytest.mark.parametrize("attack", [_changed, _dropped])
def test_the_database_keeps_the_log(pilot: Pilot, attack: Callable[[Transaction], None]) -> None:
    pilot.join()
    before = log_of(pilot)
    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(attack)
    assert caught.value.name.startswith("log_no_")
    assert log_of(pilot) == before
