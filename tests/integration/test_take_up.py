"""Officers see how perks are used, which counters stand out, and set how many places there are."""

from datetime import timedelta
from typing import Any

from granting import revoke
from installation import Town, deed_id, run
from redeeming import (
    BOOKS,
    CITY,
    CONCERT,
    LIBRARY,
    LIMITED,
    LOCKERS,
    PARKING,
    Desk,
    pass_for,
    redeemed,
    said,
    taken,
)

from backend.contracts.perks import NewGrant
from backend.core.permissions import Role
from backend.services.grant_perk import grant_perk
from backend.services.tidy_up import tidy_up
from backend.storage.accounts import Account, add_account
from backend.storage.logs import entries


def asked(desk: Desk, path: str, role: Role = Role.OFFICER) -> Any:
    headers = desk.town.token(desk.town.staff(role))
    answer = desk.client.get(f"{CITY}{path}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def set_places(desk: Desk, perk: str, places: int, version: int, **facts: Any) -> Any:
    headers = {**desk.town.token(desk.town.officer()), "if-match": f'"v{version}"'}
    body = {"places": places, "reason": "A shelf was added", **facts}
    return desk.client.put(f"{CITY}/stock/{perk}", json=body, headers=headers)


def shown(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["month"],
        row["perk"],
        row["granted"],
        row["booked"],
        row["returned"],
        row["reversed"],
    )


def test_take_up_is_counted_by_perk_and_month(library: Town, desk: Desk) -> None:
    people = [library.join(place) for place in range(1, 4)]
    officer = library.officer()
    grant = NewGrant(
        id=deed_id("grant"),
        perk=BOOKS,
        from_day=library.clock.now().date(),
        until_day=library.clock.now().date() + timedelta(days=90),
        reason="Asked at the desk",
    )
    run(grant_perk(library.desk, officer, people[0], grant, library.clock.now()))
    for place, who in enumerate(people):
        desk.redeem(pass_for(library, who).token, f"lent {place}")
    desk.reverse("lent 1")
    library.clock.advance(days=31)
    # It counts where it was taken.
    desk.give_back("lent 0")
    desk.redeem(pass_for(library, people[0], LIMITED).token, "april")
    rows = [
        ("2027-04", LIMITED, 0, 1, 0, 0),
        ("2027-03", BOOKS, 1, 2, 1, 1),
    ]
    for role in (Role.OFFICER, Role.ADMINISTRATOR):
        assert [shown(row) for row in asked(desk, "/take-up", role)["rows"]] == rows
    assert asked(desk, "/take-up?year=2026")["rows"] == []
    own = desk.ask("GET", "/redemptions/totals").json()["rows"]
    assert [shown(row) for row in own] == [(*row[:2], None, *row[3:]) for row in rows]
    other = Desk(library, desk.client, provider=PARKING)
    assert other.ask("GET", "/redemptions/totals").json()["rows"] == []


def book_many(town: Town, name: str, amount: int, first: int) -> None:
    """Bookings of one counter; five of each resident."""
    counter = town.counter(LIBRARY, name)
    for place in range(amount):
        if place % 5 == 0:
            who = town.join(first + place)
        redeemed(town, pass_for(town, who, CONCERT).token, f"{name} {place}", counter)


def test_a_counter_that_books_far_more_than_its_peers_stands_first(
    library: Town, desk: Desk
) -> None:
    account = Account(
        city="fuzhou",
        id="counter-busy",
        role=Role.COUNTER,
        name="busy",
        full_name="Li Na",
        provider=LIBRARY,
        password_hash="-",  # noqa: S106 - nobody signs in with it
        made_at=library.clock.now(),
    )
    library.desk.database.write_now(lambda tx: add_account(tx, account))
    for name, amount, first in (("busy", 22, 100), ("two", 6, 200), ("three", 8, 300)):
        book_many(library, name, amount, first)
    found = asked(desk, "/take-up/counters")
    assert found["month"] == "2027-03"
    assert [
        (row["counter_name"], row["booked"], row["peers_median"], row["is_far_above"])
        for row in found["rows"]
    ] == [("Li Na", 22, 7.0, True), (None, 8, 14.0, False), (None, 6, 15.0, False)]
    assert asked(desk, "/take-up/counters?month=2027-02")["rows"] == []
    headers = library.token(library.officer())
    for wrong in ("2027-13", "2027-3", "march", "-"):
        answer = desk.client.get(f"{CITY}/take-up/counters?month={wrong}", headers=headers)
        assert said(answer) == (422, "month-malformed"), wrong


def test_stock_is_shown_and_set_for_a_reason(library: Town, desk: Desk) -> None:
    desk.redeem(pass_for(library, library.join(1)).token)
    before = {row["perk"]: row for row in asked(desk, "/stock")}
    assert list(before) == ["public-parking-discount", BOOKS, LOCKERS, CONCERT]
    facts = ("per", "listed", "places", "taken", "reason", "version")
    assert [before[BOOKS][name] for name in facts] == [None, 3, 3, 1, None, 0]
    made = set_places(desk, BOOKS, 5, 0)
    assert (made.status_code, made.headers["etag"]) == (200, '"v1"')
    assert [made.json()[name] for name in facts] == [None, 3, 5, 1, "A shelf was added", 1]
    assert said(set_places(desk, BOOKS, 9, 0)) == (412, "version-stale")
    assert set_places(desk, BOOKS, 4, 1).json()["version"] == 2
    assert said(set_places(desk, BOOKS, 4, 1)) == (412, "version-stale")
    assert said(set_places(desk, LIMITED, 4, 0)) == (404, "stock-none")
    log = library.desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 10))
    told = [(each.object, each.detail["places"]) for each in log if each.action == "stock.set"]
    assert told == [(BOOKS, "4"), (BOOKS, "5")]


def test_places_that_are_set_hold_at_the_counter(library: Town, desk: Desk) -> None:
    passes = [pass_for(library, library.join(place)) for place in range(1, 5)]
    set_places(desk, BOOKS, 4, 0)
    answers = [said(desk.redeem(each.token, each.id)) for each in passes]
    assert answers == [(201, "lent")] * 4
    # Fewer than are taken: what is taken stays taken, and none is left until enough are back.
    set_places(desk, BOOKS, 2, 1)
    late = library.join(9)
    answer = desk.client.post(
        "/api/v1/me/passes", json={"perk": BOOKS}, headers=library.token(library.resident(late))
    )
    assert said(answer) == (409, "perk-stock-empty")
    for each in passes[:2]:
        desk.give_back(each.id)
    assert taken(library) == 2
    assert {row["perk"]: row["taken"] for row in asked(desk, "/stock")}[BOOKS] == 2
    desk.give_back(passes[2].id)
    assert said(desk.redeem(pass_for(library, late).token, "late")) == (201, "lent")
    set_places(desk, LOCKERS, 0, 0)
    answer = desk.client.post(
        "/api/v1/me/passes", json={"perk": LOCKERS}, headers=library.token(library.resident(late))
    )
    assert said(answer) == (409, "perk-stock-empty")


def test_a_counter_is_told_how_many_places_officers_set(library: Town, desk: Desk) -> None:
    def places() -> dict[str, int]:
        perks = desk.ask("GET", "/counter").json()["perks"]
        return {each["name"]: each["stock"]["places"] for each in perks if each["stock"]}

    assert places() == {BOOKS: 3, LOCKERS: 2, CONCERT: 100}
    set_places(desk, BOOKS, 5, 0)
    set_places(desk, LOCKERS, 0, 0)
    assert places() == {BOOKS: 5, LOCKERS: 0, CONCERT: 100}


def test_what_was_granted_stays_counted_when_its_resident_is_erased(
    library: Town, desk: Desk
) -> None:
    today = library.clock.now().date()
    for place in (1, 2):
        grant = NewGrant(
            id=deed_id(f"grant {place}"),
            perk=BOOKS,
            from_day=today,
            until_day=today + timedelta(days=90),
            reason="Asked at the desk",
        )
        me = library.join(place)
        run(grant_perk(library.desk, library.officer(), me, grant, library.clock.now()))
    gone = library.token(library.resident(me))
    answer = desk.client.delete("/api/v1/me/consent?at_once=true", headers=gone)
    assert answer.status_code == 200
    kept = library.desk.database.read_now(lambda tx: tx.rows("select id from perk_grant"))
    assert len(kept) == 1
    assert [shown(row) for row in asked(desk, "/take-up")["rows"]] == [
        ("2027-03", BOOKS, 2, 0, 0, 0)
    ]


def test_a_grant_that_is_revoked_at_once_takes_its_passes_with_it(
    library: Town, desk: Desk
) -> None:
    """The resident falls below the band; only the grant still opens the perk, until it ends."""
    me = library.join(1)
    grant = NewGrant(
        id=deed_id("grant"),
        perk=BOOKS,
        from_day=library.clock.now().date(),
        until_day=library.clock.now().date() + timedelta(days=90),
        reason="Asked at the desk",
    )
    run(grant_perk(library.desk, library.officer(), me, grant, library.clock.now()))
    library.desk.database.write_now(
        lambda tx: tx.execute("update score set band = 'starting' where subject = :s", s=me)
    )
    lost, offline = pass_for(library, me), pass_for(library, me)
    assert revoke(library, desk.client, me).status_code == 200
    assert said(desk.redeem(lost.token, "lost")) == (409, "pass-withdrawn")
    answer = desk.settle(offline.token, library.clock.now(), "offline")
    assert answer.status_code == 201
    found = library.desk.database.read_now(lambda tx: tx.rows("select is_beyond from redemption"))
    assert found == [(1,)]
    # A consent is in force, so it is theirs and counts.
    holders = library.desk.database.read_now(lambda tx: tx.rows("select * from redemption_holder"))
    assert len(holders) == 1


def test_old_bookings_are_forgotten_and_what_is_in_hand_is_kept(library: Town, desk: Desk) -> None:
    me = library.join(1)
    for perk in (BOOKS, LIMITED):
        shown_pass = pass_for(library, me, perk)
        desk.redeem(shown_pass.token, perk)
        desk.redeem(shown_pass.token, f"{perk} again")
    library.clock.advance(days=399)
    run(tidy_up(library.desk, library.clock.now()))
    assert len(desk.bookings()) == 2
    library.clock.advance(days=2)
    run(tidy_up(library.desk, library.clock.now()))
    assert [each["perk"] for each in desk.bookings()] == [BOOKS]
    assert asked(desk, "/second-uses")["items"] == []
    rows = library.desk.database.read_now(
        lambda tx: tx.rows("select redemption from redemption_holder")
    )
    assert rows == [(str(deed_id(BOOKS)),)]
    # The counts stay.
    assert {row["booked"] for row in asked(desk, "/take-up?year=2027")["rows"]} == {1}
    desk.give_back(BOOKS)
    run(tidy_up(library.desk, library.clock.now()))
    assert desk.bookings() == []
