"""Many counters book the last places at once, over bad lines: each pass once, no place twice."""

import asyncio
import http.client
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

from desktop.soaking import sized
from installation import Town, deed_id, run
from redeeming import CITY, CONCERT, LIBRARY, cities_with_library
from serving import Service, serving, surroundings, town_of_today

from backend.clock import SystemClock
from backend.contracts.pass_format import LEEWAY_SECONDS
from backend.contracts.passes import NewPass
from backend.services.issue_pass import LIVE_MOST, issue_pass
from backend.storage.database import open_database

T = TypeVar("T")

PASSES = sized(400, 2_000, 10_000)
PLACES = 100
CONNECTIONS = 8
# So many writes an account may make in a minute, with some to spare.
WRITES_OF_ACCOUNT = 100
# Of a hundred requests, so many are cut before their answer, some of them halfway.
CUT_PERCENT = 10
AT_ONCE = 64
AHEAD = timedelta(seconds=LEEWAY_SECONDS - 5)


class Line(Thread):
    """A counter's connection, which breaks again and again, and what was answered over it."""

    def __init__(self, town: Town, address: str, name: str, tokens: list[str]) -> None:
        """Begin with nothing sent."""
        super().__init__(name=name)
        self._town, self._host = town, urlsplit(address).netloc
        self._tokens = tokens
        self._chance = random.Random(name)  # noqa: S311 - repeatable, not secret
        self._requests = count()
        self._connection = http.client.HTTPConnection(self._host, timeout=60)
        self.answers: dict[str, tuple[int, str]] = {}
        self.cut = 0

    def run(self) -> None:
        """Book one pass after the other; what was cut is sent again until it is answered."""
        for token in self._tokens:
            body = {"id": str(deed_id(token)), "token": token}
            answer = None
            while answer is None:
                answer = self._sent(json.dumps(body).encode())
            self.answers[body["id"]] = answer
        self._connection.close()

    def _sent(self, body: bytes) -> tuple[int, str] | None:
        """Status and kind of the answer; none where the line was cut before it came."""
        is_cut = self._chance.randrange(100) < CUT_PERCENT
        length = self._chance.randrange(len(body)) if is_cut and self.cut % 2 else len(body)
        self._connection.putrequest("POST", f"{CITY}/redemptions")
        for name, value in self._headers(len(body)).items():
            self._connection.putheader(name, value)
        self._connection.endheaders(body[:length])
        if is_cut:
            self.cut += 1
            self._connection.close()
            return None
        answer = self._connection.getresponse()
        content = json.loads(answer.read())
        kinds = [each["kind"] for each in content.get("problems", ())]
        return answer.status, kinds[0] if kinds else content["state"]

    def _headers(self, length: int) -> dict[str, str]:
        account = f"{self.name}-{next(self._requests) // WRITES_OF_ACCOUNT}"
        return {
            **self._town.token(self._town.counter(LIBRARY, account)),
            "content-type": "application/json",
            "content-length": str(length),
        }


def by_many(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many as are asked for at once."""
    return (items[at : at + AT_ONCE] for at in range(0, len(items), AT_ONCE))


async def passes_of(town: Town, amount: int) -> list[str]:
    """Passes of as many residents as it takes, straight through the services."""
    people: list[str] = []
    for places in by_many(range(-(-amount // LIVE_MOST))):
        people += await asyncio.gather(*(town.participant(place) for place in places))
    asked, clock = NewPass(perk=CONCERT), SystemClock()
    tokens: list[str] = []
    for few in by_many([who for who in people for _ in range(LIVE_MOST)][:amount]):
        # By a clock that is ahead as far as may be: there is time for the last of them, too.
        now = clock.now() + AHEAD
        issued = await asyncio.gather(
            *(issue_pass(town.desk, town.resident(who), asked, now) for who in few)
        )
        tokens += [each.token for each in issued]
    random.Random(1).shuffle(tokens)  # noqa: S311 - repeatable, not secret
    return tokens


@contextmanager
def servers(folder: Path, url: str, configs: Path) -> Iterator[list[Service]]:
    """One process; two where the database lets several write."""
    with ExitStack() as opened:
        number = 1 if url.startswith("sqlite") else 2
        homes = [surroundings(folder, url, configs=configs) for _ in range(number)]
        yield [opened.enter_context(serving(home)) for home in homes]


def test_of_a_hundred_places_a_hundred_are_booked_whoever_comes_and_however_often(
    tmp_path: Path, database_url: str
) -> None:
    configs = cities_with_library(tmp_path)
    folder = tmp_path / "data"
    town = town_of_today(folder, database_url, configs=configs)
    tokens = run(passes_of(town, PASSES))
    town.installation.close()
    with servers(folder, database_url, configs) as services:
        lines = [
            Line(town, services[place % len(services)].url, f"line{place}", tokens[place::8])
            for place in range(CONNECTIONS)
        ]
        for line in lines:
            line.start()
        for line in lines:
            line.join()
        assert [service.end() for service in services] == [0] * len(services)
    answers = {key: answer for line in lines for key, answer in line.answers.items()}
    assert len(answers) == PASSES
    told = Counter("booked" if status in {200, 201} else kind for status, kind in answers.values())
    assert told == {"booked": PLACES, "perk-stock-empty": PASSES - PLACES}
    assert sum(line.cut for line in lines) > PASSES * CUT_PERCENT / 200
    booked = {key for key, (status, _) in answers.items() if status in {200, 201}}
    check_stored(database_url, booked)


def check_stored(url: str, booked: set[str]) -> None:
    """Each booking that was answered is stored, counted and noted once, and no other."""
    database = open_database(url)

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return database.read_now(lambda tx: tx.rows(sql))

    assert [key for (key,) in rows("select id from redemption order by id")] == sorted(booked)
    assert [
        key for (key,) in rows("select redemption from redemption_holder order by redemption")
    ] == sorted(booked)
    assert rows("select places, taken from perk_stock") == [(PLACES, PLACES)]
    [(counted,)] = rows("select sum(booked) from take_up")
    assert counted == PLACES
    noted = rows("select object from log where action = 'perk.redeemed'")
    assert sorted(key for (key,) in noted) == sorted(booked)
    assert rows("select * from second_use") == []
    database.close()
