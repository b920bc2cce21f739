"""Whatever counters do, in any order: no place is taken twice, each booking is one, limits hold."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from installation import Town, deed_id, opened, run
from redeeming import BOOKS, LIBRARY, LIMITED, LOCKERS, pass_for, redeemed, settled

from backend.contracts.redemptions import ReverseRedemption
from backend.core.problems import ProblemsError
from backend.services.return_redemption import return_lent
from backend.services.reverse_redemption import reverse_booking
from backend.storage.values import micros

PEOPLE = 3
# The passes of each resident, as many as one may have at a time.
PASSES = (BOOKS, BOOKS, LIMITED, LIMITED, LOCKERS)
PLACES = {BOOKS: 3, LOCKERS: 2}
Action = tuple[str, int]
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(("redeem", "settle", "replay", "return", "reverse")),
        st.integers(0, PEOPLE * len(PASSES) - 1),
    ),
    max_size=40,
)


class Booked:
    """What the model knows of a booked pass.

    Attributes:
        word: stands for the id by which it was booked.
    """

    def __init__(self, word: str, *, has_place: bool) -> None:
        """Begin as it was booked."""
        self.word, self.has_place = word, has_place
        self.is_returned = self.is_reversed = False

    @property
    def holds_place(self) -> bool:
        """Whether it keeps anybody else from a place."""
        return self.has_place and not self.is_returned and not self.is_reversed


class Day:
    """A day at the library with new residents, and a model of it beside."""

    def __init__(self, town: Town, number: int) -> None:
        """Issue all passes before anything is booked."""
        self.town, self.number = town, number
        town.clock.advance(days=1)
        people = [town.join(number * PEOPLE + place) for place in range(PEOPLE)]
        self.passes = [(who, perk, pass_for(town, who, perk)) for who in people for perk in PASSES]
        self.booked: dict[int, Booked] = {}

    def act(self, action: str, place: int) -> None:
        """Do something, and compare what came of it with the model."""
        assert self._real(action, place) == self._expected(action, place), (action, place)
        for perk, most in PLACES.items():
            held = self._held(perk)
            assert held == self._taken(perk) <= most
        rows = self._rows("select count(*) from redemption where recorded_at = :now")
        assert rows == [(len(self.booked),)]

    def close(self) -> None:
        """Bring everything back, so that the next day begins with all places."""
        for place in self.booked:
            if self.passes[place][1] == BOOKS:
                self.act("return", place)

    def _word(self, action: str, place: int) -> str:
        """What stands for the id that a request names."""
        if action in {"return", "reverse"} and place in self.booked:
            return self.booked[place].word
        return f"{self.number} {place}{' replay' if action == 'replay' else ''}"

    def _real(self, action: str, place: int) -> str:
        """Ask the services; returns the kind of what they refuse."""
        town, now = self.town, self.town.clock.now()
        token, word = self.passes[place][2].token, self._word(action, place)
        counter, booking = town.counter(LIBRARY), str(deed_id(word))
        try:
            match action:
                case "redeem" | "replay":
                    redeemed(town, token, word)
                case "settle":
                    settled(town, token, now, word)
                case "return":
                    run(return_lent(town.desk, counter, booking, now))
                case _:
                    asked = ReverseRedemption(reason="A mistake")
                    run(reverse_booking(town.desk, counter, booking, asked, now))
        except ProblemsError as error:
            return error.problems[0].kind
        return "done"

    def _expected(self, action: str, place: int) -> str:
        """What the model says, which then goes on from there."""
        known = self.booked.get(place)
        if known is None:
            return self._expected_anew(action, place)
        if action == "return":
            return self._expected_return(known, self.passes[place][1])
        if action == "reverse":
            if known.is_returned:
                return "redemption-returned"
            known.is_reversed = True
            return "done"
        return "done" if self._word(action, place) == known.word else "pass-used"

    def _expected_return(self, known: Booked, perk: str) -> str:
        if perk != BOOKS:
            return "redemption-not-lent"
        if known.is_reversed:
            return "redemption-reversed"
        known.is_returned = True
        return "done"

    def _expected_anew(self, action: str, place: int) -> str:
        who, perk, _ = self.passes[place]
        if action in {"return", "reverse"}:
            return "redemption-unknown"
        has_place = perk in PLACES and self._held(perk) < PLACES[perk]
        if action != "settle":
            if perk == LIMITED and self._has_used(who):
                return "perk-limit-reached"
            if perk in PLACES and not has_place:
                return "perk-stock-empty"
        self.booked[place] = Booked(self._word(action, place), has_place=has_place)
        return "done"

    def _has_used(self, who: str) -> bool:
        return any(
            not known.is_reversed and self.passes[place][:2] == (who, LIMITED)
            for place, known in self.booked.items()
        )

    def _held(self, perk: str) -> int:
        return sum(
            known.holds_place and self.passes[place][1] == perk
            for place, known in self.booked.items()
        )

    def _taken(self, perk: str) -> int:
        period = "" if perk == BOOKS else self.town.clock.now().date().isoformat()
        where = f"perk = '{perk}' and period = '{period}'"
        rows = self._rows(f"select taken from perk_stock where {where} and :now > 0")
        return int(rows[0][0]) if rows else 0

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        now = micros(self.town.clock.now())
        return self.town.desk.database.read_now(lambda tx: tx.rows(sql, now=now))


@pytest.fixture(scope="module")
def open_library(
    tmp_path_factory: pytest.TempPathFactory, library_files: Path
) -> Iterator[tuple[Town, Iterator[int]]]:
    """A library that is open for many days, and their numbers."""
    folder = tmp_path_factory.mktemp("open")
    for town in opened(folder / "data", None, configs=library_files):
        yield town, count()


@settings(max_examples=settings.default.max_examples // 4 if settings.default else 25)
@given(actions=ACTIONS)
def test_whatever_counters_do_the_model_says_what_comes_of_it(
    open_library: tuple[Town, Iterator[int]], actions: list[Action]
) -> None:
    town, numbers = open_library
    today = Day(town, next(numbers))
    for action, place in actions:
        today.act(action, place)
    today.close()
