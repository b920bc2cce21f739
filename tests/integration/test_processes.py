"""Processes that end by themselves, are killed, or share a database."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from rows import CITY, logged, take_part

from backend.storage.database import open_database

TESTS = Path(__file__).resolve().parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
ROUNDS = 4
CLIENTS = 8

LEAVES_IT_OPEN = """
import asyncio, sys
from backend.storage.database import open_database
from rows import log, logged

database = open_database(sys.argv[1])

async def main():
    await database.write(lambda tx: log(tx, "async"))
    assert await database.read(logged) == {"async"}

asyncio.run(main())
database.write_now(lambda tx: log(tx, "sync"))
assert database.read_now(logged) == {"async", "sync"}
"""
# Each client enters deeds for ever, and says which were acknowledged.
WRITES_FOR_EVER = """
import asyncio, os, sys
from backend.storage.database import open_database
from rows import enter

database = open_database(sys.argv[1])

async def client(name):
    place = 0
    while True:
        place += 1
        deed = f"{name}-{place}"
        await database.write(lambda tx: enter(tx, "s", deed))
        os.write(1, f"{deed}\\n".encode())

async def main():
    await asyncio.gather(*(client(f"{sys.argv[2]}-{n}") for n in range(int(sys.argv[3]))))

asyncio.run(main())
"""


def test_a_process_may_end_with_its_database_open(database_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LEAVES_IT_OPEN, database_url],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    database = open_database(database_url)
    assert database.read_now(logged) == {"async", "sync"}
    database.close()


def test_of_a_killed_process_all_that_was_acknowledged_is_there(database_url: str) -> None:
    """Every acknowledged deed once, and each deed whole: row, score and log entry."""
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    database = open_database(database_url)
    database.write_now(lambda tx: take_part(tx, "s"))
    database.close()
    acknowledged: set[str] = set()
    for turn in range(ROUNDS):
        acknowledged |= killed_while_writing(database_url, f"{turn}", chosen.uniform(0.05, 0.4))
        database = open_database(database_url)
        entries, deeds, version = database.read_now(
            lambda tx: (
                logged(tx),
                [row[0] for row in tx.rows("select id from deed where city = :c", c=CITY)],
                tx.rows("select version from score")[0][0],
            )
        )
        database.close()
        assert acknowledged <= entries
        assert sorted(deeds) == sorted(entries)
        assert version == len(deeds)
    assert len(acknowledged) > ROUNDS * CLIENTS


def killed_while_writing(url: str, name: str, seconds: float) -> set[str]:
    """What a process had acknowledged when it was killed, some time after its first deed."""
    writing = subprocess.Popen(
        [sys.executable, "-c", WRITES_FOR_EVER, url, name, f"{CLIENTS}"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
    )
    assert writing.stdout is not None
    with writing, writing.stdout as told:
        first = told.readline()
        time.sleep(seconds)
        writing.send_signal(signal.SIGKILL)
        rest = told.read()
    # Lines are written whole, but for the last.
    return {line.decode() for line in (first + rest).split(b"\n")[:-1]}
