"""How long it takes to issue a pass, and to verify one without a network.

Issuing is the service with its durable write, one after another on a quiet installation, on SQLite
and on a PostgreSQL server of its own; verifying is the whole of it, by the published keys. Medians.
`flushing_ms` is what the disc alone takes to make a page durable, for comparison. Prints one JSON
object on its last line; `ratio` is the worst of them to its limit. Run it on a quiet machine.
"""

import asyncio
import gc
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from io import RawIOBase
from pathlib import Path
from time import perf_counter
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import CityTree
from granting import PARKING, good
from installation import Town, open_town
from postgresql import NoServerError, private_cluster

from backend.contracts.pass_format import verify
from backend.contracts.passes import NewPass
from backend.services.issue_pass import LIVE_MOST, issue_pass
from backend.services.read_score import read_headline
from backend.storage.migrate import migrate

ISSUING_MS: Final = 2.0
VERIFYING_MS: Final = 1.0
RESIDENTS: Final = 20
ROUNDS: Final = 6
WARM_UP: Final = 20


async def issue(town: Town, subjects: list[str]) -> tuple[list[float], str]:
    """Seconds of each pass, and the last one; more than five a resident only after five minutes."""
    taken, token = [], ""
    for _ in range(ROUNDS):
        now = town.clock.advance(minutes=5)
        for place in range(LIVE_MOST * RESIDENTS):
            holder = town.resident(subjects[place % RESIDENTS])
            begin = perf_counter()
            made = await issue_pass(town.desk, holder, NewPass(perk=PARKING), now)
            taken.append(perf_counter() - begin)
            token = made.token
    return taken, token


def measure(url: str | None) -> dict[str, float]:
    """Both, in an installation of one city."""
    with tempfile.TemporaryDirectory() as folder:
        configs = CityTree(Path(folder), "fuzhou").root
        town = open_town(Path(folder) / "data", url, configs=configs)
        subjects = [good(town, place) for place in range(1, RESIDENTS + 1)]
        # As their phones have done: the row of the score holds.
        for subject in subjects:
            town.run(read_headline(town.desk, town.city, subject, town.clock.now()))
        gc.disable()
        taken, token = asyncio.run(issue(town, subjects))
        keys = town.desk.pass_keys.published(town.city, town.clock.now())
        at = int(town.clock.now().timestamp())
        verified = [seconds(lambda: verify(token, keys, at)) for _ in range(1000)]
        gc.enable()
        town.installation.close()
        flushed = flush(Path(folder) / "page")
    return {
        "flushing_ms": milliseconds(flushed),
        "issuing_ms": milliseconds(taken),
        "verifying_ms": milliseconds(verified),
        "passes": len(taken),
    }


def flush(path: Path) -> list[float]:
    """Seconds of each page that is added to a file and made durable."""
    with path.open("wb", buffering=0) as file:
        return [seconds(lambda: add_page(file)) for _ in range(200)]


def add_page(file: RawIOBase) -> None:
    """Add a page, durably."""
    file.write(bytes(4096))
    os.fdatasync(file.fileno())


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def milliseconds(taken: list[float]) -> float:
    """The median; the first are not counted: statements are prepared, keys derived."""
    return round(1000 * statistics.median(taken[WARM_UP:]), 3)


def measure_postgresql() -> dict[str, float]:
    """On a server of our own.

    Raises:
        NoServerError: where none is installed.
    """
    with private_cluster() as url:
        migrate(url)
        return measure(url)


def main() -> int:
    """Measure, print, and tell whether it is soon enough."""
    measured: dict[str, Any] = {"sqlite": measure(None)}
    try:
        measured["postgresql"] = measure_postgresql()
    except NoServerError as error:
        print(f"PostgreSQL is not measured: {error}", file=sys.stderr)  # noqa: T201
    ratios = [
        found[name] / limit
        for found in measured.values()
        for name, limit in (("issuing_ms", ISSUING_MS), ("verifying_ms", VERIFYING_MS))
    ]
    limits = {"issuing_ms": ISSUING_MS, "verifying_ms": VERIFYING_MS}
    made = {**measured, "limits": limits, "ratio": round(max(ratios), 2)}
    print(json.dumps(made))  # noqa: T201 - the output
    return 0 if max(ratios) <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
