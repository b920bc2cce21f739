"""`kill -9` of a desktop that saves deeds: what was acknowledged is there, once and readable."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from desktop.boxes import PASSWORD, folder_in, new_box, open_box
from desktop.soaking import sized
from serving import ROOT

ROUNDS = sized(5, 12, 40)
LONGEST_SECONDS = 0.3
# Saves lists and single deeds, a draft before each, and marks some; prints what is acknowledged.
CODE = """
import sys
from itertools import count
from pathlib import Path
from desktop.boxes import NOON, deed, receipt
from admin_gui.outbox.vault import Vault

box = Vault.unlock(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
for turn in count():
    deeds = [deed(turn % 7) for _ in range(1 + turn % 5)]
    box.cabinet.remember("draft", str(deeds[0].id).encode())
    box.outbox.add(deeds, NOON, forget=["draft"])
    print(*(each.id for each in deeds), flush=True)
    item = box.outbox.next_due(NOON)
    if turn % 3 == 0:
        box.outbox.mark_attempt(item.id)
        box.outbox.mark_sent(item.id, receipt(item.id), NOON)
        print("sent", item.id, flush=True)
"""


def save_until_killed(root: Path, seconds: float) -> list[list[str]]:
    """What one desktop acknowledged, line by line, before it was killed."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    desktop = subprocess.Popen(
        [sys.executable, "-c", CODE, str(folder_in(root)), PASSWORD],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with desktop:
        assert desktop.stdout is not None
        assert desktop.stdout.readline() == "open\n"
        time.sleep(seconds)
        desktop.kill()
        told = desktop.stdout.read()
    # A line without an end was not acknowledged: it was being written.
    return [line.split() for line in told.splitlines(keepends=True) if line.endswith("\n")]


def test_of_a_killed_desktop_all_that_was_acknowledged_is_there_once(tmp_path: Path) -> None:
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    new_box(tmp_path).close()
    acknowledged: list[str] = []
    sent: set[str] = set()
    for _ in range(ROUNDS):
        lines = save_until_killed(tmp_path, chosen.uniform(0, LONGEST_SECONDS))
        sent |= {line[1] for line in lines if line[0] == "sent"}
        acknowledged += [each for line in lines if line[0] != "sent" for each in line]
        with open_box(tmp_path) as box:
            items = box.outbox.items(limit=10**6)
            assert box.outbox.damaged() == []
            draft = box.cabinet.recall("draft")
        stored, known = Counter(str(item.id) for item in items), set(acknowledged)
        assert set(stored.values()) <= {1}
        # In the order of saving, and of what was being saved all or nothing and its draft.
        order = [str(item.id) for item in reversed(items) if str(item.id) in known]
        assert order == acknowledged
        assert sent <= {str(item.id) for item in items if item.state == "sent" and item.receipt}
        assert draft is None or draft.decode() not in stored
    assert len(acknowledged) > ROUNDS
