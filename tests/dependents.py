"""Clients whose every update depends on what they read last, about the same residents at once."""

import asyncio
import json
import random
import time
from datetime import date
from typing import Any, Self
from uuid import uuid4

import msgspec

DEEDS = "/api/v1/cities/fuzhou/deeds"
LINES = "/api/v1/me/score/lines"
HEADLINE = "/api/v1/me/score"
OK = 200
CREATED = 201


class Shared(msgspec.Struct, frozen=True):
    """A resident whom all clients write about.

    Attributes:
        token: reads the score.
        number: stands in deeds.
    """

    token: str
    number: str


class Outcome(msgspec.Struct):
    """What became of all updates.

    Attributes:
        seconds: how long each update took, its read and its write together.
        refused: answers that were no success.
        lost: deeds that were acknowledged, and missing from a later read.
    """

    seconds: list[float] = []
    refused: list[tuple[int, str]] = []
    lost: list[str] = []


class Wire:
    """One kept connection, with as little of HTTP as is needed: clients use the same machine."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use a connection."""
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, port: int) -> Self:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(
        self, method: str, path: str, token: str, content: object = None
    ) -> tuple[int, bytes]:
        """Send a request, and return the answer's status and body."""
        body = b"" if content is None else json.dumps(content).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return int(answer[9:12]), await self._reader.readexactly(length)

    async def close(self) -> None:
        """Disconnect."""
        self._writer.close()
        await self._writer.wait_closed()


async def update_all(
    port: int, collectors: list[str], residents: list[Shared], day: date, updates: int
) -> Outcome:
    """Let each collector (a token) make so many updates, all at once.

    Args:
        port: the server's.
        collectors: who enters.
        residents: whom all of them enter deeds of.
        day: when these occurred; they must still count.
        updates: how many each collector makes.
    """
    outcome = Outcome()
    clients = [
        _Client(residents, day, outcome, random.Random(seed))  # noqa: S311 - repeatable
        for seed, _ in enumerate(collectors)
    ]
    await asyncio.gather(
        *(
            client.update(port, collector, updates)
            for client, collector in zip(clients, collectors, strict=True)
        )
    )
    wire = await Wire.to(port)
    for place, shared in enumerate(residents):
        expected = {deed for client in clients for deed in client.entered[place]}
        seen, total = await lines(wire, shared, outcome)
        outcome.lost += expected - seen
        outcome.refused += [(OK, f"{deed} is nobody's") for deed in seen - expected]
        status, body = await wire.ask("GET", HEADLINE, shared.token)
        if status != OK or json.loads(body)["total"] != total:
            outcome.refused.append((status, f"the headline is not the lines' {total}: {body!r}"))
    await wire.close()
    return outcome


class _Client:
    """One of them, with what it was told is stored."""

    def __init__(
        self, residents: list[Shared], day: date, outcome: Outcome, chosen: random.Random
    ) -> None:
        """Begin with nothing entered."""
        self.entered: list[set[str]] = [set() for _ in residents]
        self._residents = residents
        self._day = day
        self._outcome = outcome
        self._chosen = chosen

    async def update(self, port: int, collector: str, updates: int) -> None:
        """Read, and enter what depends on it; again and again."""
        wire = await Wire.to(port)
        for _ in range(updates):
            place = self._chosen.randrange(len(self._residents))
            begin = time.perf_counter()
            seen, _ = await lines(wire, self._residents[place], self._outcome)
            self._outcome.lost += self.entered[place] - seen
            sent = self._deed(self._residents[place].number, len(seen) % 7 + 1)
            status, body = await wire.ask("POST", DEEDS, collector, sent)
            self._outcome.seconds.append(time.perf_counter() - begin)
            if status == CREATED:
                self.entered[place].add(sent["id"])
            else:
                self._outcome.refused.append((status, body.decode()))
        await wire.close()

    def _deed(self, number: str, quantity: int) -> dict[str, Any]:
        return {
            "id": str(uuid4()),
            "number": number,
            "deed_type": "volunteering",
            "occurred_on": self._day.isoformat(),
            "quantity": quantity,
        }


async def lines(wire: Wire, shared: Shared, outcome: Outcome) -> tuple[set[str], float]:
    """The deeds that a resident's score rests on, and its total."""
    status, body = await wire.ask("GET", LINES, shared.token)
    if status != OK:
        outcome.refused.append((status, body.decode()))
        return set(), 0
    score = json.loads(body)
    return {deed for line in score["lines"] for deed in line["deeds"]}, score["total"]
