"""Sixteen clients whose every update depends on what they read last, about the same residents.

Each client reads a resident's lines, which must rest on every deed that it entered for that
resident before, and enters a deed whose quantity follows from them; a thousand times, through HTTP,
against one server process. Nothing may be lost and nothing refused, and 99 of 100 updates (the read
and the write together) must take 250 ms at most. Prints one JSON object on its last line; `ratio`
is the worst database's 99th percentile to that. PostgreSQL is measured where
CITYPOINTS_TEST_POSTGRESQL names a server on which databases may be created.

    python tests/bench/dependent.py [--updates 1000] [--residents 200]
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

sys.path[:0] = [str(Path(__file__).parents[1])]

from dependents import Shared, update_all  # noqa: E402 - the tests' folder comes first
from people_load import people_server  # noqa: E402 - as above

CLIENTS: Final = 16
LIMIT_MS: Final = 250
# Shortly before the day on which the server's clock stands.
DAY: Final = date(2027, 2, 20)


def measure(postgresql: str | None, updates: int, residents: int) -> dict[str, Any]:
    """All updates on one database."""
    with people_server(postgresql, "--participants", str(residents)) as (port, people):
        shared = msgspec.convert(people["participants"], list[Shared])
        begin = time.perf_counter()
        outcome = asyncio.run(
            update_all(port, people["collectors"][:CLIENTS], shared, DAY, updates)
        )
        seconds = time.perf_counter() - begin
    cuts = statistics.quantiles(outcome.seconds, n=100)
    return {
        "updates": len(outcome.seconds),
        "lost": len(outcome.lost),
        "refused": len(outcome.refused),
        "first_refused": outcome.refused[:1],
        "per_second": round(len(outcome.seconds) / seconds),
        "median_ms": round(cuts[49] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "worst_ms": round(max(outcome.seconds) * 1000, 1),
    }


def main() -> int:
    """Measure SQLite, and PostgreSQL where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=1000)
    parser.add_argument("--residents", type=int, default=200)
    args = parser.parse_args()
    found = {"sqlite": measure(None, args.updates, args.residents)}
    if server := os.environ.get("CITYPOINTS_TEST_POSTGRESQL"):
        found["postgresql"] = measure(server, args.updates, args.residents)
    worst = max(each["p99_ms"] for each in found.values())
    is_whole = not any(each["lost"] or each["refused"] for each in found.values())
    made = {"limit_ms": LIMIT_MS, "clients": CLIENTS, "residents": args.residents, **found}
    made["ratio"] = round(worst / LIMIT_MS, 3)
    sys.stdout.write(json.dumps(made) + "\n")
    return 0 if is_whole and worst <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
