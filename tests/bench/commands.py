"""How fast the commands are, as whole processes: median of several runs against a stated limit.

Prints one JSON object; `ratio` is the worst of measured seconds to allowed seconds (1 or less is
within the limits). Run it on a quiet machine.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

RUNS = 5
DEEDS = 100_000
LIMITS_SECONDS = {"start": 0.3, "check": 1.0, "score": 2.0}
COMMAND = [sys.executable, "-m", "backend"]
ROOT = Path(__file__).resolve().parents[2]


def deeds(count: int) -> list[dict[str, Any]]:
    """Deeds over all of Fuzhou's rules and two years, the same on every run."""
    listed = subprocess.run(
        [*COMMAND, "rules", "--city", "fuzhou", "--json"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    rules = [rule for rule in json.loads(listed) if rule["code"]]
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    made = []
    for number in range(count):
        rule = chosen.choice(rules)
        year, month, day = chosen.choice((2018, 2019)), chosen.randint(1, 12), chosen.randint(1, 28)
        deed = {"id": f"deed-{number}", "rule": rule["code"]}
        deed["occurred_on"] = f"{year}-{month:02}-{day:02}"
        if rule["price"]["form"] == "by-grade":
            deed["grade"] = chosen.choice(list(rule["price"]["points"]))
        if rule["unit"]:
            deed["quantity"] = chosen.randint(1, 100)
        made.append(deed)
    return made


def median_seconds(*arguments: str) -> float:
    """The median wall time of whole processes, after one that is not counted."""
    times = []
    for _ in range(RUNS + 1):
        start = perf_counter()
        subprocess.run([*COMMAND, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        times.append(perf_counter() - start)
    return statistics.median(times[1:])


def main() -> None:
    """Measure and print."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(deeds(DEEDS), file)
        file.flush()
        measured = {
            "start": median_seconds("--help"),
            "check": median_seconds("check"),
            "score": median_seconds("score", "--city", "fuzhou", "--on", "2019-06-30", file.name),
        }
    ratios = {name: seconds / LIMITS_SECONDS[name] for name, seconds in measured.items()}
    print(  # noqa: T201 - the output
        json.dumps(
            {
                "seconds": {name: round(seconds, 3) for name, seconds in measured.items()},
                "limits": LIMITS_SECONDS,
                "ratio": round(max(ratios.values()), 3),
            }
        )
    )


if __name__ == "__main__":
    main()
