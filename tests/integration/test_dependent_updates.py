"""Sixteen clients read and write about the same residents at once: nothing is lost or refused."""

import asyncio
from datetime import timedelta
from pathlib import Path

from builders import CityTree
from dependents import Shared, update_all
from installation import number
from serving import serving, surroundings, town_of_today

CLIENTS = 16
UPDATES = 30
RESIDENTS = 8


def test_no_update_that_depends_on_the_last_read_is_lost(tmp_path: Path, database_url: str) -> None:
    configs = CityTree(tmp_path, "fuzhou").root
    town = town_of_today(tmp_path / "data", database_url, configs=configs)
    shared = []
    for place in range(RESIDENTS):
        resident = town.resident(town.join(place))
        token = town.desk.tokens.issue(resident, town.clock.now())
        shared.append(Shared(token=token, number=number(place)))
    collectors = [
        town.desk.tokens.issue(town.collector("civility-office", f"{n}"), town.clock.now())
        for n in range(CLIENTS)
    ]
    day = (town.clock.now() - timedelta(days=30)).date()
    town.installation.close()
    home = surroundings(tmp_path / "data", database_url, configs=configs)
    with serving(home) as service:
        port = int(home["CITYPOINTS_PORT"])
        outcome = asyncio.run(update_all(port, collectors, shared, day, UPDATES))
        assert (outcome.lost, outcome.refused) == ([], [])
        assert len(outcome.seconds) == CLIENTS * UPDATES
        assert service.end() == 0
