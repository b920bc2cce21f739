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
ROUNDS = {"sqlite": 20 if IS_LONG else 2, "postgresql": 10 if IS_LONG else 2}
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


class Trial:
    """One installation whose server is killed again and again."""

    def __init__(self, folder: Path, url: str) -> None:
        """Let the residents take part, before the server is started for the first time."""
        configs = CityTree(folder, "fuzhou").root
        self._town = town_of_today(folder / "data", url, configs=configs)
        self._subjects = [self._town.join(place) for place in range(RESIDENTS)]
        self._town.installation.close()
        self._home = surroundings(folder / "data", url, configs=configs)
        self._url = url
        self.acknowledged: dict[str, int] = {}
        self.unanswered: list[dict[str, Any]] = []

    def kill_while_writing(self, name: str, seconds: float) -> None:
        """Start the server, and kill it some time after its clients' first deeds."""
        with serving(self._home) as service:
            self._send_again(service.url)
            clients = [Client(self._town, service.url, f"{name}-{n}") for n in range(CLIENTS)]
            for client in clients:
                client.start()
            while not any(client.acknowledged or client.surprises for client in clients):
                time.sleep(0.01)
            time.sleep(seconds)
            service.process.send_signal(signal.SIGKILL)
            for client in clients:
                client.join()
        assert [each for client in clients for each in client.surprises] == []
        for client in clients:
            self.acknowledged |= client.acknowledged
        self.unanswered = [each for client in clients for each in client.unanswered]

    def check_deeds(self) -> None:
        """Every acknowledged deed is stored and noted once, and nothing that was never sent."""
        stored = deeds_in(self._url)
        assert self.acknowledged.keys() <= stored.keys()
        assert set(stored.values()) == {1}
        sent = {each["id"] for each in self.unanswered}
        assert stored.keys() <= self.acknowledged.keys() | sent

    def check_in_the_end(self) -> None:
        """After all was sent again, every score rests on exactly its deeds."""
        with serving(self._home) as service:
            self._send_again(service.url)
            for place, subject in enumerate(self._subjects):
                self._check_score(service.url, place, subject)
            assert service.end() == 0
        assert deeds_in(self._url).keys() == self.acknowledged.keys()

    def _send_again(self, url: str) -> None:
        """What was not answered: whether it was stored or not, it now is."""
        sender = headers(self._town, "sender")
        places = {number(place): place for place in range(RESIDENTS)}
        for sent in self.unanswered:
            answer = httpx.post(f"{url}{DEEDS_PATH}", json=sent, headers=sender)
            assert answer.status_code in {200, 201}, answer.text
            self.acknowledged[sent["id"]] = places[sent["number"]]
        self.unanswered = []

    def _check_score(self, url: str, place: int, subject: str) -> None:
        mine = {UUID(deed) for deed, owner in self.acknowledged.items() if owner == place}
        reader = self._town.token(self._town.resident(subject))
        total = httpx.get(f"{url}/api/v1/me/score", headers=reader).json()["total"]
        assert total == 600 + next((points for over, points in TIERS if len(mine) > over), 0)
        lines = httpx.get(f"{url}/api/v1/me/score/lines", headers=reader).json()["lines"]
        assert {UUID(deed) for line in lines for deed in line["deeds"]} == mine


def deeds_in(url: str) -> Counter[str]:
    """How often each deed is stored, by its id; the log notes each as often."""
    database = open_database(url)
    stored = database.read_now(lambda tx: tx.rows("select id from deed"))
    noted = database.read_now(
        lambda tx: tx.rows("select object from log where action = 'deed.entered'")
    )
    database.close()
    assert sorted(stored) == sorted(noted)
    return Counter(deed for (deed,) in stored)


def test_of_a_killed_server_all_that_was_acknowledged_is_there_once(
    tmp_path: Path, database_url: str
) -> None:
    """And what was not answered can be sent again, and is there once, too."""
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    trial = Trial(tmp_path, database_url)
    rounds = ROUNDS[database_url.partition(":")[0]]
    for turn in range(rounds):
        trial.kill_while_writing(f"{turn}", chosen.uniform(0, LONGEST_SECONDS))
        trial.check_deeds()
    assert len(trial.acknowledged) > rounds * CLIENTS
    trial.check_in_the_end()
