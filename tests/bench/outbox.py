"""How fast the desktop's outbox is, with 10,000 deeds in it and a file that is synced each time.

What the window's own thread waits for must be over before anybody notices: a deed is saved in
20 ms, a list of 500 in 200 ms, a page of items is there in 100 ms. Prints one JSON object on its
last line; `ratio` is the worst time to its limit.

    python tests/bench/outbox.py
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from desktop.boxes import NOON, PASSWORD, deed, folder_in, receipt  # noqa: E402 - as above

from admin_gui.outbox.outbox import Outbox  # noqa: E402
from admin_gui.outbox.vault import Vault  # noqa: E402

DEEDS: Final = 10_000
LIST: Final = 500
LIMIT_MS: Final = {
    "save_one": 20.0,
    "save_list": 200.0,
    "first_page": 100.0,
    "last_page": 100.0,
    "page_of_one_state": 100.0,
    "counts": 100.0,
    "next_due": 100.0,
    "remember": 100.0,
}


def milliseconds(work: Callable[[], object], times: int = 20) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return round(median(taken), 2)


def fill(outbox: Outbox) -> None:
    """Most of it sent already, as in an outbox that is used for a while."""
    for _ in range(DEEDS // LIST):
        outbox.add([deed(place % 50) for place in range(LIST)], NOON)
    for _ in range(100):
        item = outbox.next_due(NOON)
        if item is not None:
            outbox.mark_attempt(item.id)
            outbox.mark_sent(item.id, receipt(item.id), NOON)


def figures(box: Vault) -> dict[str, float]:
    """All times, the limits' and those that are only told."""
    outbox = box.outbox
    lists = iter([[deed(place % 50) for place in range(LIST)] for _ in range(20)])
    return {
        "save_one": milliseconds(lambda: outbox.add([deed()], NOON)),
        "save_list": milliseconds(lambda: outbox.add(next(lists), NOON)),
        "first_page": milliseconds(outbox.items),
        "last_page": milliseconds(lambda: outbox.items(before_sequence=201)),
        "page_of_one_state": milliseconds(lambda: outbox.items(states=["sent"])),
        "counts": milliseconds(outbox.counts),
        "next_due": milliseconds(lambda: outbox.next_due(NOON)),
        "remember": milliseconds(lambda: box.cabinet.remember("draft", bytes(2000))),
        "all_checked": milliseconds(outbox.damaged, 3),
    }


def main() -> int:
    """Measure; 1 where something is too slow."""
    root = Path(tempfile.mkdtemp())
    try:
        begin = time.perf_counter()
        with Vault.create(folder_in(root), PASSWORD) as box:
            created_ms = round((time.perf_counter() - begin) * 1000, 1)
            fill(box.outbox)
            found = figures(box)
    finally:
        shutil.rmtree(root)
    ratio = max(found[name] / limit for name, limit in LIMIT_MS.items())
    told = {"create": created_ms, **found, "deeds": DEEDS, "ratio": round(ratio, 3)}
    sys.stdout.write(f"{json.dumps(told)}\n")
    return int(ratio > 1)


if __name__ == "__main__":
    sys.exit(main())
