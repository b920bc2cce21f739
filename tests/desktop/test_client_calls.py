"""Every call of the desktop's client, against the real application."""

from collections.abc import Iterator

import pytest
from desktop import case_exercises, deed_exercises, office_exercises
from desktop.callers import Callers, all_calls
from furnished import Furnished, furnished

EXERCISES = {
    **deed_exercises.EXERCISES,
    **case_exercises.EXERCISES,
    **office_exercises.EXERCISES,
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("town"), None) as made:
        yield made


def test_every_call_is_exercised() -> None:
    assert sorted(EXERCISES) == sorted(all_calls())


@pytest.mark.parametrize("name", EXERCISES)
def test_call(town: Furnished, name: str) -> None:
    callers = Callers(town)
    EXERCISES[name](callers)
    assert name in callers.made
