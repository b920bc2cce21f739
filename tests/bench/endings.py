"""How fast deeds are ended that end on one day, and whether reads go on meanwhile.

A hundred thousand residents have a deed each that ends as a day begins. Clients ask for scores at a
steady rate, one in ten of somebody whose deed ends; first as on any day, then, from midnight on,
while the clock's job refreshes every score and notes every end. On SQLite the job runs in the
process that answers; on PostgreSQL in another one, as `citypoints worker` does. All must be ended
in 30 s, and the reads' median meanwhile be at most 1.5 times the usual. Prints one JSON object on
its last line; `ratio` is the worst of both to its limit. PostgreSQL is measured where
CITYPOINTS_TEST_POSTGRESQL names a server on which databases may be created.

    python tests/bench/endings.py [--residents 100000] [--seconds 4]
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

import httpx  # noqa: E402 - the tests' folder comes first
from answering import await_server  # noqa: E402 - as above
from databases import new_database  # noqa: E402 - as above
from serving import free_port  # noqa: E402 - as above
from timing import Asking  # noqa: E402 - as above

from backend.storage.migrate import migrate  # noqa: E402 - as above

SECONDS_MOST: Final = 30
TIMES_MOST: Final = 1.5
CLIENTS: Final = 8
# Between two requests of a client: two hundred a second in all, and the machine is not full.
PAUSE_SECONDS: Final = 0.04
ENTRIES: Final = "select count(*) from log where action = 'deed.ended'"


class Reads:
    """Clients that ask for scores until told to stop; how long each answer took."""

    def __init__(self, port: int, tokens: list[str]) -> None:
        """Ask nothing yet."""
        self._port = port
        self._tokens = tokens
        self._is_over = threading.Event()
        self._seconds: list[float] = []

    @contextlib.contextmanager
    def going_on(self) -> Iterator[list[float]]:
        """Ask while the caller does something else; the seconds of every answer."""
        self._seconds, self._is_over = [], threading.Event()
        clients = [threading.Thread(target=self._ask, args=(place,)) for place in range(CLIENTS)]
        for client in clients:
            client.start()
        yield self._seconds
        self._is_over.set()
        for client in clients:
            client.join()

    def _ask(self, place: int) -> None:
        asking = Asking(self._port)
        while not self._is_over.wait(PAUSE_SECONDS):
            place = (place + CLIENTS + 1) % len(self._tokens)
            request = (
                "GET /api/v1/me/score HTTP/1.1\r\nhost: bench\r\n"
                f"authorization: Bearer {self._tokens[place]}\r\n\r\n"
            )
            seconds, answer = asking.ask(request.encode())
            if b" 200 " not in answer:
                raise SystemExit(answer.decode())
            self._seconds.append(seconds)
        asking.close()


@contextlib.contextmanager
def served(folder: str, *options: str) -> Iterator[tuple[int, list[str]]]:
    """A server in a process of its own; its port, and the tokens of those who read."""
    port = free_port()
    command = [sys.executable, str(HERE / "endings_server.py"), folder, "--port", str(port)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            tokens = json.loads(process.stdout.readline())
            await_server(port)
            yield port, tokens
        finally:
            process.terminate()


@contextlib.contextmanager
def city(postgresql: str | None, residents: int) -> Iterator[tuple[int, int, list[str]]]:
    """The port that answers, the port where the job runs, and the readers' tokens."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        options: list[str] = []
        if postgresql is not None:
            url = stack.enter_context(new_database(postgresql))
            migrate(url)
            options = ["--url", url]
        filled = served(folder, *options, "--residents", str(residents))
        port, tokens = stack.enter_context(filled)
        worker = port
        if postgresql is not None:
            worker, _ = stack.enter_context(served(folder, *options))
        yield port, worker, tokens


def measure(postgresql: str | None, residents: int, seconds: int) -> dict[str, Any]:
    """One database."""
    with city(postgresql, residents) as (port, worker, tokens):
        reads = Reads(port, tokens)
        with reads.going_on() as usual:
            time.sleep(seconds)
        for each in {port, worker}:
            httpx.post(f"http://127.0.0.1:{each}/midnight").raise_for_status()
        with reads.going_on() as meanwhile:
            done = httpx.post(f"http://127.0.0.1:{worker}/end", timeout=600).raise_for_status()
    return {
        "ended": done.json()["ended"],
        "seconds": round(done.json()["seconds"], 1),
        "reads_usually": told(usual),
        "reads_meanwhile": told(meanwhile),
        "times": round(statistics.median(meanwhile) / statistics.median(usual), 2),
    }


def told(seconds: list[float]) -> dict[str, float]:
    """How many answers, and in how many milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    median, p99 = round(cuts[49] * 1000, 2), round(cuts[98] * 1000, 2)
    return {"answers": len(seconds), "median_ms": median, "p99_ms": p99}


def main() -> int:
    """Measure SQLite, and PostgreSQL where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=4)
    args = parser.parse_args()
    found = {"sqlite": measure(None, args.residents, args.seconds)}
    if server := os.environ.get("CITYPOINTS_TEST_POSTGRESQL"):
        found["postgresql"] = measure(server, args.residents, args.seconds)
    worst = max(
        max(each["seconds"] / SECONDS_MOST, each["times"] / TIMES_MOST) for each in found.values()
    )
    limits = {"limit_seconds": SECONDS_MOST, "limit_times": TIMES_MOST}
    made = {**limits, "residents": args.residents, **found, "ratio": round(worst, 3)}
    sys.stdout.write(json.dumps(made) + "\n")
    return 0 if worst <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
