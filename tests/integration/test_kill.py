"""`kill -9` of the server while many write: what was acknowledged is there, once."""

import os
import random
import signal
import time
from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import httpx
from builders import CityTree
from installation import Town, deed_id, number
from serving import serving, surroundings, town_of_today

from backend.storage.database import open_database

IS_LONG = "CITYPOINTS_SOAK" in os.environ or os.environ.get("HYPOTHESIS_PROFILE") == "ci"
ROUNDS = {"sqlite": 50 if IS_LONG else 2, "postgresql": 10 if IS_LONG else 2}
CLIENTS = 8
RESIDENTS = 8
# So many writes an account may make in a minute, with some to spare.
WRITES_OF_ACCOUNT = 100
LONGEST_SECONDS = 0.6
# Hours of volunteering and what they earn, from the city's rules.
TIERS = ((100, 30), (50, 20), (0, 10))
DEEDS_PATH = "/api/v1/cities/fuzhou/deeds"


class Client(Thread):
    """Enters deeds until the server is gone, and remembers what it was answered."""

    def __init__(self, town: Town, url: str, name: str) -> None:
        """Begin with nothing sent."""
        super().__init__()
        self._town = town
        self._url = url
        self.name = name
        self.acknowledged: dict[str, int] = {}
        self.unanswered: list[dict[str, Any]] = []
        self.surprises: list[object] = []

    def run(self) -> None:
        """Send one after the other; what was not answered is kept, to be sent again."""
        with httpx.Client(base_url=self._url) as client:
            for turn in count():
                sent = deed(f"{self.name} {turn}", turn % RESIDENTS)
                try:
                    answer = client.post(DEEDS_PATH, json=sent, headers=self._headers(turn))
                except httpx.TransportError:
                    self.unanswered.append(sent)
                    return
                if answer.status_code != httpx.codes.CREATED:
                    self.surprises.append(answer.text)
                    return
                self.acknowledged[sent["id"]] = turn % RESIDENTS

    def _headers(self, turn: int) -> dict[str, str]:
        return headers(self._town, f"{self.name}-{turn // WRITES_OF_ACCOUNT}")


def headers(town: Town, name: str) -> dict[str, str]:
    """Of a collector's request; each name is an account of its own."""
    return town.token(town.collector("civility-office", name))


def deed(word: str, place: int) -> dict[str, Any]:
    """An hour of volunteering of a resident."""
    return {
        "id": str(deed_id(word)),
        "number": number(place),
        "deed_type": "volunteering",
        "occurred_on": str(date(2026, 1, 10)),
        "quantity": 1,
    }


def test_of_a_killed_server_all_that_was_acknowledged_is_there_once(
    tmp_path: Path, database_url: str
) -> None:
    """And what was not answered can be sent again, and is there once, too."""
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    configs = CityTree(tmp_path, "fuzhou").root
    folder = tmp_path / "data"
    town = town_of_today(folder, database_url, configs=configs)
    subjects = [town.join(place) for place in range(RESIDENTS)]
    town.installation.close()
    home = surroundings(folder, database_url, configs=configs)
    if database_url.startswith("sqlite"):
        # As on the first start: the key is in the folder, and the database elsewhere.
        del home["CITYPOINTS_MASTER_KEY"]
    acknowledged: dict[str, int] = {}
    unanswered: list[dict[str, Any]] = []
    rounds = ROUNDS[database_url.partition(":")[0]]
    for turn in range(rounds):
        clients = killed_while_writing(town, home, f"{turn}", chosen.uniform(0, LONGEST_SECONDS), unanswered, acknowledged)
        assert [each for client in clients for each in client.surprises] == []
        for client in clients:
            acknowledged |= client.acknowledged
        unanswered = [each for client in clients for each in client.unanswered]
        stored = deeds_in(database_url)
        assert acknowledged.keys() <= stored.keys()
        assert set(stored.values()) == {1}
        assert stored.keys() <= acknowledged.keys() | {each["id"] for each in unanswered}
    assert len(acknowledged) > rounds * CLIENTS
    with serving(home) as service:
        resend(town, service.url, unanswered, acknowledged)
        for place, subject in enumerate(subjects):
            check_score(town, service.url, subject, place, acknowledged)
        assert service.end() == 0
    assert deeds_in(database_url).keys() == acknowledged.keys()


def killed_while_writing(
    town: Town,
    home: dict[str, str],
    name: str,
    seconds: float,
    unanswered: list[dict[str, Any]],
    acknowledged: dict[str, int],
) -> list[Client]:
    """Clients of a server that was killed some time after their first deeds."""
    with serving(home) as service:
        resend(town, service.url, unanswered, acknowledged)
        clients = [Client(town, service.url, f"{name}-{n}") for n in range(CLIENTS)]
        for client in clients:
            client.start()
        while not any(client.acknowledged or client.surprises for client in clients):
            time.sleep(0.01)
        time.sleep(seconds)
        service.process.send_signal(signal.SIGKILL)
        for client in clients:
            client.join()
    return clients


def resend(
    town: Town, url: str, unanswered: list[dict[str, Any]], acknowledged: dict[str, int]
) -> None:
    """Send again what was not answered: whether it was stored or not, it now is."""
    sender = headers(town, "sender")
    for sent in unanswered:
        answer = httpx.post(f"{url}{DEEDS_PATH}", json=sent, headers=sender)
        assert answer.status_code in {200, 201}, answer.text
        acknowledged[sent["id"]] = int(numbers()[sent["number"]])


def numbers() -> dict[str, int]:
    """The place of each resident's number."""
    return {number(place): place for place in range(RESIDENTS)}


def deeds_in(url: str) -> dict[str, int]:
    """How often each deed is stored and noted in the log, by its id."""
    database = open_database(url)
    stored = database.read_now(lambda tx: tx.rows("select id from deed"))
    noted = database.read_now(
        lambda tx: tx.rows("select object from log where action = 'deed.entered'")
    )
    database.close()
    assert sorted(stored) == sorted(noted)
    return Counter(deed for (deed,) in stored)


def check_score(
    town: Town, url: str, subject: str, place: int, acknowledged: dict[str, int]
) -> None:
    """What the resident is shown rests on exactly these deeds."""
    mine = {UUID(deed) for deed, owner in acknowledged.items() if owner == place}
    reader = town.token(town.resident(subject))
    total = httpx.get(f"{url}/api/v1/me/score", headers=reader).json()["total"]
    assert total == 600 + next((points for over, points in TIERS if len(mine) > over), 0)
    lines = httpx.get(f"{url}/api/v1/me/score/lines", headers=reader).json()["lines"]
    assert {UUID(deed) for line in lines for deed in line["deeds"]} == mine
