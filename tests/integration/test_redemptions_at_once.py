"""Two processes are asked for the same at once: one books, and the other sees that it did."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from installation import Town, open_town
from redeeming import BOOKS, CONCERT, LIBRARY, pass_for, redeemed

from backend.core.problems import ProblemsError

ROUNDS = 12


@pytest.fixture
def elsewhere(
    library: Town, tmp_path: Path, database_url: str, library_files: Path
) -> Iterator[Town]:
    """The same city in another process; on SQLite, which only one may write, in this one."""
    if database_url.startswith("sqlite"):
        yield library
        return
    town = open_town(tmp_path / "data", database_url, configs=library_files)
    yield town
    town.installation.close()


Asked = tuple[Town, str, str]


def both(*asked: Asked) -> list[str]:
    """What each is answered where they are asked for at once: where, which pass, by which word."""
    start = Barrier(len(asked))

    def ask(one: Asked) -> str:
        town, token, word = one
        start.wait()
        try:
            redeemed(town, token, word, town.counter(LIBRARY, word))
        except ProblemsError as error:
            return error.problems[0].kind
        return "booked"

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(ask, asked))


def rows(town: Town, table: str) -> int:
    found = town.desk.database.read_now(lambda tx: tx.row(f"select count(*) from {table}"))
    return int(found[0]) if found else 0


def test_one_pass_at_two_desks_is_booked_at_one(library: Town, elsewhere: Town) -> None:
    for turn in range(ROUNDS):
        token = pass_for(library, library.join(turn), CONCERT).token
        told = both((library, token, f"here {turn}"), (elsewhere, token, f"there {turn}"))
        assert sorted(told) == ["booked", "pass-used"]
    assert (rows(library, "redemption"), rows(library, "second_use")) == (ROUNDS, ROUNDS)


def test_one_request_that_comes_twice_is_booked_once(library: Town, elsewhere: Town) -> None:
    for turn in range(ROUNDS):
        token = pass_for(library, library.join(turn), CONCERT).token
        told = both((library, token, f"{turn}"), (elsewhere, token, f"{turn}"))
        assert told == ["booked", "booked"]
    assert (rows(library, "redemption"), rows(library, "second_use")) == (ROUNDS, 0)


def test_one_id_for_two_passes_is_that_of_one(library: Town, elsewhere: Town) -> None:
    for turn in range(ROUNDS):
        people = [library.join(2 * turn + place) for place in range(2)]
        first, second = (pass_for(library, who, CONCERT).token for who in people)
        told = both((library, first, f"{turn}"), (elsewhere, second, f"{turn}"))
        assert sorted(told) == ["booked", "redemption-taken"]
    assert rows(library, "redemption") == ROUNDS
    taken = library.desk.database.read_now(lambda tx: tx.rows("select taken from perk_stock"))
    assert taken == [(ROUNDS,)]


def test_the_last_places_and_a_residents_last_use_go_to_one(library: Town, elsewhere: Town) -> None:
    """Nine at once for three places, of three residents who may have two each."""
    people = [library.join(place) for place in range(3)]
    tokens = [pass_for(library, who, BOOKS).token for who in people for _ in range(3)]
    told = both(
        *(
            ((library, elsewhere)[place % 2], token, f"{place}")
            for place, token in enumerate(tokens)
        )
    )
    counted = Counter(told)
    assert counted["booked"] == 3
    assert set(counted) <= {"booked", "perk-stock-empty", "perk-hands-full"}
    taken = library.desk.database.read_now(lambda tx: tx.rows("select taken from perk_stock"))
    assert taken == [(3,)]
