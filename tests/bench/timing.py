"""Whether the time an answer takes tells a non-participant from a number that nobody has.

A number of nobody and one of a non-participant of each kind (invited; invited with an account, but
without consent; leaving) are asked about in turn, shuffled, through HTTP on one kept connection:
when a resident is looked for, when a deed is entered, and when somebody tries a password. The
answers must be the same, byte for byte but for the request's number and the date; and the best
guess from the time alone (the area under the ROC curve, after Mann and Whitney, as far from one
half as it comes out either way) must stay at 0.55 at most.

Signing in counts with the cheapest parameters of the slow hash, which leave a difference nowhere to
hide; the real ones are tried more rarely and only reported, since chance alone takes so few tries
over the limit now and then (`standard_error`). Prints one JSON object on its last line; `ratio` is
the worst area to 0.55. PostgreSQL is measured where CITYPOINTS_TEST_POSTGRESQL names a server on
which databases may be created.

    python tests/bench/timing.py [--tries 2000]
"""

import argparse
import gc
import json
import math
import os
import random
import socket
import statistics
import sys
import time
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

sys.path[:0] = [str(Path(__file__).parents[1])]

from people_load import people_server  # noqa: E402 - the tests' folder comes first

LIMIT: Final = 0.55
# So many of the real, slow hashes; each takes a tenth of a second or more.
SLOW_TRIES: Final = 200
OF_EACH_KIND: Final = 50
WARM_UP: Final = 100
KINDS: Final = ("invited", "opened", "leaving")
CITY: Final = "/api/v1/cities/fuzhou"
VARYING: Final = (b"date:", b"x-request-id:", b"ratelimit")


class Asking:
    """One kept connection; a request is ready before the clock starts."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[float, bytes]:
        """The seconds until the whole answer was there, and what of it does not vary anyway."""
        begin = time.perf_counter()
        self._socket.sendall(request)
        answer = self._socket.recv(1 << 16)
        while not _is_whole(answer):
            answer += self._socket.recv(1 << 16)
        seconds = time.perf_counter() - begin
        head, _, body = answer.partition(b"\r\n\r\n")
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(VARYING)]
        return seconds, b"\n".join((*sorted(kept), body))

    def close(self) -> None:
        """Disconnect."""
        self._socket.close()


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    return len(body) >= length


def request(path: str, content: dict[str, Any], token: str | None = None) -> bytes:
    """A POST as it goes over the wire."""
    body = json.dumps(content).encode()
    bearer = f"authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: bench\r\n{bearer}"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def finding(people: dict[str, Any], number: str) -> bytes:
    """An officer looks for a resident."""
    asked = {"number": number, "reason": "At the desk"}
    return request(f"{CITY}/residents/find", asked, people["officer"])


def entering(people: dict[str, Any], number: str) -> bytes:
    """A collector enters a deed."""
    sent = {
        "id": str(uuid4()),
        "number": number,
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 10,
    }
    return request(f"{CITY}/deeds", sent, people["collectors"][0])


def signing_in(_: dict[str, Any], number: str) -> bytes:
    """Somebody tries a password."""
    asked = {"city": "fuzhou", "number": number, "password": "not the password"}
    return request("/api/v1/sign-in/resident", asked)


WAYS: Final = {"find": finding, "enter": entering, "sign-in": signing_in}


def compare(
    port: int, people: dict[str, Any], way: str, kinds: tuple[str, ...], tries: int
) -> dict[str, Any]:
    """How well time alone tells numbers of these kinds from numbers of nobody.

    Args:
        port: the server's.
        people: whom it knows.
        way: how it is asked.
        kinds: of non-participants.
        tries: how many requests, half of them about nobody.
    """
    numbers = (people["kinds"]["unknown"], [n for kind in kinds for n in people["kinds"][kind]])
    chosen = random.Random(way)  # noqa: S311 - repeatable, not secret
    order = [which for which in (0, 1) for _ in range(tries // 2)]
    chosen.shuffle(order)
    seconds: tuple[list[float], list[float]] = ([], [])
    answers: set[bytes] = set()
    asking = Asking(port)
    for place, which in enumerate(order[:WARM_UP] + order):
        taken, answer = asking.ask(WAYS[way](people, chosen.choice(numbers[which])))
        answers.add(answer)
        if place >= WARM_UP:
            seconds[which].append(taken)
    asking.close()
    return {
        "answers": len(answers),
        "auc": round(auc(*seconds), 4),
        "standard_error": round(math.sqrt((tries + 1) / (3 * tries * tries)), 4),
        "median_ms": [round(statistics.median(found) * 1000, 3) for found in seconds],
    }


def auc(first: list[float], second: list[float]) -> float:
    """How often a time of the second is longer than one of the first; a draw counts half."""
    ranked = sorted([(seconds, 0) for seconds in first] + [(seconds, 1) for seconds in second])
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        total += sum(which for _, which in ranked[place:end]) * (place + end + 1) / 2
        place = end
    return (total - len(second) * (len(second) + 1) / 2) / (len(first) * len(second))


def measure(postgresql: str | None, tries: int) -> dict[str, Any]:
    """Every way of asking about every kind, on one database."""
    with people_server(postgresql, "--of-each-kind", str(OF_EACH_KIND)) as (port, people):
        return {
            f"{way} {kind}": compare(port, people, way, (kind,), tries)
            for way in WAYS
            for kind in KINDS
        }


def measure_slowly(tries: int) -> dict[str, Any]:
    """Signing in with the real parameters of the hash, all kinds together."""
    options = ("--of-each-kind", str(OF_EACH_KIND), "--slow-passwords")
    with people_server(None, *options) as (port, people):
        return compare(port, people, "sign-in", KINDS, tries)


def main() -> int:
    """Measure SQLite, and PostgreSQL where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=2000)
    args = parser.parse_args()
    gc.disable()
    found = {"sqlite": measure(None, args.tries)}
    if server := os.environ.get("CITYPOINTS_TEST_POSTGRESQL"):
        found["postgresql"] = measure(server, args.tries)
    slow = measure_slowly(min(args.tries, SLOW_TRIES))
    counted = [each for ways in found.values() for each in ways.values()]
    worst = max(abs(each["auc"] - 0.5) + 0.5 for each in counted)
    made = {"limit": LIMIT, "tries": args.tries, **found, "sign-in with the real hash": slow}
    made |= {"worst_auc": round(worst, 4), "ratio": round(worst / LIMIT, 3)}
    sys.stdout.write(json.dumps(made) + "\n")
    is_alike = all(each["answers"] == 1 for each in (*counted, slow))
    return 0 if is_alike and worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
