"""A furnished town for tests that read it; those that write into it expect no order of theirs."""

from collections.abc import Iterator

import pytest
from furnished import Furnished, furnished


@pytest.fixture(scope="module")
def town_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """A furnished town on SQLite, one for a module."""
    with furnished(tmp_path_factory.mktemp("town"), None) as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either_town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """The same on either database."""
    url: str | None = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url_of_module")
    with furnished(tmp_path_factory.mktemp("town"), url) as made:
        yield made
