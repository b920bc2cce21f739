"""How the desktop feels before a server with a million residents: start, actions, stalls.

- `start`: from starting the process a second time to a window that takes keys and lists the
  server's cities, at most 1 s; the median of seven.
- `actions`: from a key or click to what it changed being drawn, without the server's answer, at
  most 100 ms; the 95th percentile counts. Median and percentile are given as one waits
  (`median`, `p95`) and without the time for which others had the cores (`own_...`), which counts.
- `stalls`: how long the window's thread kept events waiting while pages of 100,000 rows came, were
  sorted, narrowed and scrolled by a server over a socket, at most 50 ms; again what counts is
  `own`. Of the longest it is told what was being done, and which lines were at work.

Prints one JSON object on its last line; `ratio` is the worst of measured to allowed.

    python tests/bench/desktop.py [--residents 1000000] [--rows 100000]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# What changed is drawn when the events before it are done, not 5 ms later.
os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")

from answering import await_server  # noqa: E402 - the tests' folder comes first
from crowd import COLLECTOR  # noqa: E402 - as above
from desktop_actions import work_window  # noqa: E402 - as above
from desktop_screens import pick_deeds, read_file, save_deeds  # noqa: E402 - as above
from desktop_stalls import work_lists  # noqa: E402 - as above
from desktop_tables import work_tables  # noqa: E402 - as above
from hands import Hands  # noqa: E402 - as above
from PySide6.QtWidgets import QApplication  # noqa: E402 - as above
from serving import free_port  # noqa: E402 - as above
from watchdog import Stall  # noqa: E402 - as above

from admin_gui.settings import Memory  # noqa: E402 - as above

START_SECONDS: Final = 1.0
ACTION_MS: Final = 100.0
STALL_MS: Final = 50.0
STARTS: Final = 7
PAGE: Final = 100
TOLD: Final = 10


@contextmanager
def crowd_server(residents: int, rows: int) -> Iterator[tuple[str, float]]:
    """Its address, and the seconds that its people took to make."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE / "crowd_server.py"), folder, "--port", str(port)]
        command += ["--residents", str(residents), "--rows", str(rows)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                made = json.loads(process.stdout.readline())
                await_server(port)
                yield f"http://127.0.0.1:{port}", made["seconds_to_fill"]
            finally:
                process.terminate()


def measure_start(server: str, folder: Path) -> list[float]:
    """Seconds of each start after the first one."""
    memory = Memory(folder / "desktop")
    for name, text in (("server", server), ("city", "fuzhou"), ("name", COLLECTOR)):
        memory.keep(name, text)
    memory.flush()
    environment = {**os.environ, "CITYPOINTS_DATA_DIR": str(folder)}
    found = []
    for _ in range(STARTS + 1):
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, str(HERE / "desktop_start.py")],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "usable\n"
            found.append(time.perf_counter() - begun)
    return found[1:]


def work(hands: Hands, rows: int) -> dict[str, int]:
    """Everybody's day at the desktop; returns how many rows each list came to show."""
    work_tables(hands, rows)
    shown: dict[str, int] = {}
    for name in (COLLECTOR, "officer-one", "administrator-one"):
        hands.sign_in(name)
        work_window(hands)
        shown |= work_lists(hands, rows // PAGE + 1)
        if name == COLLECTOR:
            save_deeds(hands)
        if name == "officer-one":
            read_file(hands)
        hands.sign_out()
    hands.sign_in("collector-0")
    pick_deeds(hands)
    hands.sign_out()
    return shown


def told(stall: Stall) -> dict[str, Any]:
    """A stall in words and milliseconds."""
    taken = stall.taken
    times = {"wall": taken.wall, "own": taken.own, "busy": taken.busy, "gc": stall.collecting}
    return {
        **{name: round(seconds * 1000) for name, seconds in times.items()},
        "during": stall.during,
        "where": stall.where,
    }


def main() -> int:
    """Measure, print, and fail where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=100_000)
    args = parser.parse_args()
    with (
        crowd_server(args.residents, args.rows) as (server, seconds),
        tempfile.TemporaryDirectory() as folder,
    ):
        starts = measure_start(server, Path(folder))
        hands = Hands(QApplication(["citypoints"]), server, Path(folder) / "desktop")
        shown = work(hands, args.rows)
        hands.close()
    actions = hands.summary()
    # What a timed action kept waiting is counted there.
    stalls = [stall for stall in hands.watchdog.worst() if stall.during not in actions]
    found = {
        "start": statistics.median(starts) / START_SECONDS,
        "actions": max(taken["own_p95"] for taken in actions.values()) / ACTION_MS,
        "stalls": max((stall.taken.own for stall in stalls), default=0) * 1000 / STALL_MS,
    }
    made = {
        "residents": args.residents,
        "rows": args.rows,
        "seconds_to_fill": seconds,
        "rows_shown": shown,
        "start_seconds": [round(each, 2) for each in starts],
        "actions": actions,
        "ticks": hands.watchdog.ticks,
        "stalls": [told(stall) for stall in stalls[:TOLD]],
        "ratios": {name: round(ratio, 3) for name, ratio in found.items()},
        "ratio": round(max(found.values()), 3),
    }
    sys.stdout.write(json.dumps(made, ensure_ascii=False) + "\n")
    return 0 if made["ratio"] <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
