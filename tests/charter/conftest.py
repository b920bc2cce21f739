"""A pilot for each attack, on either database."""

from collections.abc import Iterator

import pytest
from charter.pilot import Pilot
from installation import Town


@pytest.fixture
def pilot(town: Town) -> Iterator[Pilot]:
    """Fuzhou at noon of 1 March 2027, with nobody in it."""
    with town.client() as client:
        yield Pilot(town, client)
