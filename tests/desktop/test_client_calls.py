"""Every call of the desktop's client, against the real application."""

from collections.abc import Iterator

import pytest
from desktop import (
    case_exercises,
    deed_exercises,
    office_exercises,
    perk_exercises,
    redemption_exercises,
)
from desktop.callers import Callers, all_calls
from desktop.counterwork import cities_with_places
from furnished import Furnished, furnished

# In a town in which a perk has places.
OF_PERKS = perk_exercises.EXERCISES
EXERCISES = {
    **deed_exercises.EXERCISES,
    **case_exercises.EXERCISES,
    **office_exercises.EXERCISES,
    **redemption_exercises.EXERCISES,
    **OF_PERKS,
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("town"), None) as made:
        yield made


@pytest.fixture(scope="module")
def town_with_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    cities = cities_with_places(tmp_path_factory.mktemp("cities"))
    with furnished(tmp_path_factory.mktemp("town"), None, cities) as made:
        yield made


def test_every_call_is_exercised() -> None:
    assert sorted(EXERCISES) == sorted(all_calls())


@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in OF_PERKS])
def test_call(town: Furnished, name: str) -> None:
    callers = Callers(town)
    EXERCISES[name](callers)
    assert name in callers.made


@pytest.mark.parametrize("name", OF_PERKS)
def test_call_about_perks(town_with_places: Furnished, name: str) -> None:
    callers = Callers(town_with_places)
    OF_PERKS[name](callers)
    assert name in callers.made
