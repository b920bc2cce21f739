"""How much one collector gives one resident in a year alone; beyond it, a second person looks."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count as counting_up
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import CityTree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import Town, deed_id, document, number, open_town, opened, run
from litestar.testing import TestClient
from sheets import CITY, DEPARTMENT, Clerk, count, fraud, total

from backend.core.permissions import Identity
from backend.services.confirm_deed import confirm_deed, refuse_deed

Client = TestClient[Any]
CONFIRMATIONS = f"{CITY}/confirmations"
# Of Fuzhou: one collector gives one resident up to 100 points a year; a provincial award gives 20.
CAP, EACH = 100, 20
WAITS, COUNTS = "awaiting-confirmation", "counts"
# In China the new year begins at four in the afternoon of the day before, in UTC.
LAST = datetime(2027, 12, 31, 15, 59, 59, tzinfo=UTC)
# A resident for each example of the property below.
PLACES = counting_up(100)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def award(word: str, place: int = 1, grade: str = "provincial") -> dict[str, Any]:
    """A row of a sheet: an award of the province, 20 points at once."""
    return {
        "id": str(deed_id(word)),
        "number": number(place),
        "deed_type": "charity-award",
        "occurred_on": "2027-02-20",
        "grade": grade,
    }


def states(town: Town, words: str, place: int = 1, by: Identity | None = None) -> str:
    """What becomes of each deed entered: `c` where it counts, `w` where it waits."""
    by = by or town.collector(DEPARTMENT)
    found = [
        town.log(place, "charity-award", word, grade="provincial", by=by).state
        for word in words.split()
    ]
    return "".join(state[0] for state in found).replace("a", "w")


def counting(town: Town, client: Client, subject: str) -> int:
    """How many deeds the resident's score is made of."""
    deeds = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject))).json()[
        "items"
    ]
    return sum(deed["counts"] for deed in deeds)


def test_a_merit_beyond_the_citys_limit_awaits_a_second_person(town: Town, client: Client) -> None:
    subject = town.join(1)
    town.join(2)
    assert states(town, "a b c d e f") == "cccccw"
    assert counting(town, client, subject) == 5
    # Neither another collector nor another resident is concerned.
    assert states(town, "g", by=town.collector(DEPARTMENT, "two")) == "c"
    assert states(town, "h", place=2) == "c"
    officer = town.token(town.officer())
    (item,) = client.get(CONFIRMATIONS, headers=officer).json()["items"]
    assert item["id"] == str(deed_id("f"))
    read = client.get(f"{CONFIRMATIONS}/{item['id']}", headers=officer).json()
    assert read["why"] == "collector-cap"
    client.post(f"{CITY}/deeds/{item['id']}/confirm", headers=officer)
    assert counting(town, client, subject) == 7


def test_what_the_calendar_has_annulled_is_not_given_any_more(town: Town, client: Client) -> None:
    """Nobody answered in time, and no job has written that down yet."""
    me = town.token(town.resident(town.join(1)))
    assert states(town, "a b c d e f") == "cccccw"
    path = f"/api/v1/me/deeds/{deed_id('a')}/objections"
    asked = {"id": str(deed_id("objection")), "text": "This was not me."}
    assert client.post(path, json=asked, headers=me).status_code == 201
    town.clock.advance(days=town.desk.city(town.city).objection_days)
    assert states(town, "g") == "w"
    town.clock.advance(days=1)
    assert states(town, "h i") == "cw"


def test_the_queue_says_why_each_deed_waits(town: Town, client: Client) -> None:
    town.join(1)
    town.log(1, "labour-award", "award", grade="national")
    town.log(1, "aid-fraud", "fraud", document=document())
    assert states(town, "a b c d e f") == "cccccw"
    headers = town.token(town.officer())
    found = {
        word: client.get(f"{CONFIRMATIONS}/{deed_id(word)}", headers=headers).json()["why"]
        for word in ("award", "fraud", "f")
    }
    assert found == {"award": "thirty-points", "fraud": "demerit", "f": "collector-cap"}


def test_a_document_does_not_lift_the_limit(town: Town) -> None:
    town.join(1)
    by = town.collector("trade-unions")
    paper = {"grade": "national", "document": document(), "by": by}
    assert town.log(1, "labour-award", "a", **paper).state == COUNTS
    assert town.log(1, "labour-award", "b", **paper).state == COUNTS
    assert town.log(1, "labour-award", "c", **paper).state == WAITS


def test_what_another_confirmed_or_was_annulled_is_not_counted(town: Town, client: Client) -> None:
    town.join(1)
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    assert states(town, "a b") == "cc"
    batch = clerk.filled(award("c"), award("d"), award("e"))
    clerk.commit(batch)
    assert states(town, "f") == "w"
    run(confirm_deed(town.desk, town.officer(), str(deed_id("f")), town.clock.now()))
    assert states(town, "g") == "w"
    run(refuse_deed(town.desk, town.officer(), str(deed_id("g")), "Twice", town.clock.now()))
    clerk.undo(batch)
    assert clerk.read(batch)["state"] == "undone"
    assert states(town, "h i j k") == "cccw"


def test_a_year_later_the_collector_may_give_again(town: Town) -> None:
    town.join(1)
    assert states(town, "a b c d e f") == "cccccw"
    town.clock.advance(seconds=(LAST - town.clock.now()).total_seconds())
    assert states(town, "g") == "w"
    town.clock.advance(seconds=1)
    assert states(town, "h i j k l m") == "cccccw"


def test_the_same_deed_sent_again_is_answered_as_before(town: Town, client: Client) -> None:
    town.join(1)
    assert states(town, "a b c d e f") == "cccccw"
    assert states(town, "a f b") == "cwc"
    assert count(town, "deed") == 6
    officer = town.token(town.officer())
    client.post(f"{CITY}/deeds/{deed_id('f')}/confirm", headers=officer)
    assert states(town, "f") == "w"


def test_many_rows_for_one_resident_count_together(town: Town, client: Client) -> None:
    subjects = [town.join(place) for place in (1, 2)]
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    assert states(town, "x") == "c"
    words = "abcdefgh"
    rows = [award(f"{word}{place}", place) for word in words for place in (1, 2)]
    clerk.commit(clerk.filled(*rows, fraud("fraud")))
    assert [counting(town, client, subject) for subject in subjects] == [5, 5]
    assert count(town, "awaiting") == 4 + 3 + 1
    # A sheet after a sheet, and a single deed after both.
    clerk.commit(clerk.filled(award("more", 2), word="april"))
    assert states(town, "single", place=2) == "w"
    assert counting(town, client, subjects[1]) == 5


def test_of_many_entered_at_once_no_more_count_than_one_may_give(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    by = town.collector(DEPARTMENT)

    async def all_at_once() -> Counter[str]:
        receipts = await asyncio.gather(
            *(
                town.enter(1, "charity-award", f"deed {place}", grade="provincial", by=by)
                for place in range(30)
            )
        )
        return Counter(receipt.state for receipt in receipts)

    assert run(all_at_once()) == {COUNTS: CAP // EACH, WAITS: 30 - CAP // EACH}
    assert counting(town, client, subject) == CAP // EACH


def test_two_processes_together_keep_to_the_limit(
    town: Town, database_url: str, tmp_path: Path, client: Client
) -> None:
    if town.desk.database.dialect == "sqlite":
        pytest.skip("one process holds an SQLite database")
    subject = town.join(1)
    other = open_town(tmp_path / "data", database_url)

    async def of(some: Town, name: str) -> list[str]:
        by = town.collector(DEPARTMENT)
        return [
            (
                await some.enter(1, "charity-award", f"{name} {place}", grade="provincial", by=by)
            ).state
            for place in range(10)
        ]

    async def both() -> list[list[str]]:
        return await asyncio.gather(*(of(some, str(id(some))) for some in (town, other)))

    found = Counter(state for each in run(both()) for state in each)
    other.installation.close()
    assert found == {COUNTS: CAP // EACH, WAITS: 20 - CAP // EACH}
    assert counting(town, client, subject) == CAP // EACH


def limited_to(most: int, city: str, folder: Path, url: str) -> Town:
    """A city that lets one collector give less."""
    tree = CityTree(folder, city)
    tree.replace(
        f"{city}/city.toml", "collector_points_a_year = 100", f"collector_points_a_year = {most}"
    )
    return open_town(folder / "data", url, city, configs=tree.root)


def test_what_is_split_is_limited_by_what_its_parts_give_together(
    tmp_path: Path, database_url: str
) -> None:
    town = limited_to(4, "weihai", tmp_path, database_url)
    town.join(1)
    # Nine hours give nothing; eighteen give 2 points, and twenty-seven 5.
    found = [town.log(1, "volunteering", word, quantity=9).state for word in "abc"]
    assert found == [COUNTS, COUNTS, WAITS]
    town.installation.close()


def test_a_merit_worth_more_than_the_limit_waits_and_worth_says_so(
    tmp_path: Path, database_url: str
) -> None:
    town = limited_to(15, "fuzhou", tmp_path, database_url)
    town.join(1)
    headers = town.token(town.collector(DEPARTMENT))
    asked = {"deed_type": "volunteering", "occurred_on": "2027-02-20"}
    with town.client() as client:
        found = [
            client.post(f"{CITY}/deeds/worth", json={**asked, "quantity": many}, headers=headers)
            for many in (20, 60)
        ]
        assert town.log(1, "volunteering", "a", quantity=60).state == WAITS
        assert town.log(1, "volunteering", "b", quantity=20).state == COUNTS
        assert town.log(1, "volunteering", "c", quantity=40).state == WAITS
    assert [(each.json()["points"], each.json()["state"]) for each in found] == [
        (10, COUNTS),
        (20, WAITS),
    ]
    town.installation.close()


@pytest.fixture
def weihai(tmp_path: Path, database_url: str) -> Iterator[Town]:
    yield from opened(tmp_path / "weihai", database_url, "weihai")


@pytest.fixture
def at_weihai(weihai: Town) -> Iterator[Client]:
    with weihai.client() as client:
        yield client


def test_hours_split_into_small_deeds_are_worth_what_they_are_together(weihai: Town) -> None:
    subject = weihai.join(1)
    weihai.log(1, "volunteering", "many", quantity=199)
    with weihai.client() as client:
        before = total(weihai, client, subject)
        # Alone nine hours give nothing; with the others they reach the next step.
        assert weihai.log(1, "volunteering", "nine", quantity=9).state == COUNTS
        assert total(weihai, client, subject) == before + 5


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(hours=st.lists(st.sampled_from([1, 9, 49, 99, 199]), min_size=1, max_size=8))
def test_however_hours_are_split_no_entry_alone_moves_a_total_by_thirty(
    weihai: Town, at_weihai: Client, hours: list[int]
) -> None:
    place = next(PLACES)
    subject = weihai.join(place)
    first = before = total(weihai, at_weihai, subject)
    for each in hours:
        weihai.log(place, "volunteering", str(uuid4()), quantity=each)
        after = total(weihai, at_weihai, subject)
        assert 0 <= after - before < 30
        assert after - first <= CAP
        before = after


Move = tuple[str, int, str]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["enter", "enter", "sheet", "confirm", "refuse", "undo", "year"]),
        st.sampled_from([1, 2]),
        st.sampled_from(["city", "provincial", "national"]),
    ),
    max_size=25,
)
WORTH = {"city": 10, "provincial": 20, "national": 50}


class Givers:
    """Two collectors, one resident, and what each gave alone: a model beside the service."""

    def __init__(self, town: Town, client: Client) -> None:
        """Begin with a new resident, to whom nothing was given."""
        self.town, self.client = town, client
        self.place = next(PLACES)
        self.subject = town.join(self.place)
        self.given: dict[int, dict[str, int]] = {1: {}, 2: {}}
        self.waiting: list[str] = []
        self.sheets: list[tuple[int, UUID, list[str]]] = []

    def by(self, who: int) -> Identity:
        return self.town.collector(DEPARTMENT, f"{who} {self.place}")

    def note(self, who: int, word: str, points: int) -> str:
        """What is to become of a merit; noted as given where it counts."""
        if points >= 30 or sum(self.given[who].values()) + points > CAP:
            self.waiting.append(word)
            return WAITS
        self.given[who][word] = points
        return COUNTS

    def enter(self, who: int, grade: str) -> None:
        word = str(uuid4())
        expected = self.note(who, word, WORTH[grade])
        today, by = self.town.clock.now().date(), self.by(who)
        made = self.town.log(
            self.place, "charity-award", word, grade=grade, occurred_on=today, by=by
        )
        assert made.state == expected

    def sheet(self, who: int, grade: str) -> None:
        clerk = Clerk(self.town, self.client, self.by(who))
        words = [str(uuid4()) for _ in range(3)]
        # What is over gives nothing.
        today = {"occurred_on": str(self.town.clock.now().date())}
        rows = [award(word, self.place, grade) | today for word in words]
        batch = clerk.filled(*rows, word=words[0])
        clerk.commit(batch)
        for word in words:
            self.note(who, word, WORTH[grade])
        self.sheets.append((who, batch, words))

    def decide(self, what: str) -> None:
        if self.waiting:
            deed, officer = str(deed_id(self.waiting.pop(0))), self.town.officer()
            desk, now = self.town.desk, self.town.clock.now()
            if what == "confirm":
                run(confirm_deed(desk, officer, deed, now))
            else:
                run(refuse_deed(desk, officer, deed, "No", now))

    def undo(self) -> None:
        if self.sheets:
            who, batch, words = self.sheets.pop()
            Clerk(self.town, self.client, self.by(who)).undo(batch)
            for word in words:
                self.given[who].pop(word, None)
            self.waiting = [word for word in self.waiting if word not in words]

    def year(self) -> None:
        self.town.clock.advance(days=366)
        self.given = {1: {}, 2: {}}

    def waiting_now(self) -> set[str]:
        rows = self.town.desk.database.read_now(
            lambda tx: tx.rows("select id from awaiting where subject = :s", s=self.subject)
        )
        return {str(row[0]) for row in rows}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=MOVES)
def test_whatever_the_order_nobody_alone_gives_more_than_the_limit(
    town: Town, client: Client, moves: list[Move]
) -> None:
    givers = Givers(town, client)
    for what, who, grade in moves:
        if what in {"enter", "sheet"}:
            getattr(givers, what)(who, grade)
        elif what in {"confirm", "refuse"}:
            givers.decide(what)
        else:
            getattr(givers, what)()
        assert givers.waiting_now() == {str(deed_id(word)) for word in givers.waiting}
        assert all(sum(given.values()) <= CAP for given in givers.given.values())
