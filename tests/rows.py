"""Rows written by hand, for tests of storage that need no service."""

import asyncio
import threading
from typing import Any, Final

from backend.storage.database import Database, Transaction, Work

CITY: Final = "fuzhou"
ADD_RESIDENT: Final = """
insert into resident (city, subject, state, since) values (:city, :subject, 'participating', 0)
"""
ADD_SCORE: Final = """
insert into score (city, subject, total, band, digest, on_day, is_stale, version)
values (:city, :subject, '0', '', 'digest', '2027-03-01', 0, 0)
"""
ADD_DEED: Final = """
insert into deed (city, subject, id, deed_type, occurred_on, recorded_at, entered_by, department,
                  fingerprint)
values (:city, :subject, :id, 'blood', '2027-03-01', 0, 'collector', 'health', :fingerprint)
"""
ADD_ENTRY: Final = """
insert into log (city, id, at, account, role, action, detail, leaf)
values (:city, :id, 0, 'collector', 'collector', 'deed.entered', '{}', :leaf)
"""
MAKE_STALE: Final = """
update score set is_stale = 1, version = version + 1 where city = :city and subject = :subject
"""


def take_part(tx: Transaction, *subjects: str) -> None:
    """Let residents take part, each with a score of nothing."""
    rows: list[dict[str, object]] = [{"city": CITY, "subject": subject} for subject in subjects]
    tx.add_many(ADD_RESIDENT, rows)
    tx.add_many(ADD_SCORE, rows)


def enter(tx: Transaction, subject: str, deed: str) -> None:
    """Add a deed, make the score stale, and log it."""
    tx.add(ADD_DEED, city=CITY, subject=subject, id=deed, fingerprint=b"f" * 32)
    tx.add(MAKE_STALE, city=CITY, subject=subject)
    log(tx, deed)


def log(tx: Transaction, entry: str) -> None:
    """Add an entry to the log."""
    tx.add(ADD_ENTRY, city=CITY, id=entry, leaf=b"l" * 32)


def logged(tx: Transaction) -> set[str]:
    """The ids of all entries of the log."""
    return {row[0] for row in tx.rows("select id from log")}


class Gate:
    """A unit of work that keeps the writer waiting, so that others must queue."""

    def __init__(self) -> None:
        """Begin shut, with the writer not yet there."""
        self._is_reached = threading.Event()
        self._is_open = threading.Event()

    def __call__(self, _: Transaction) -> None:
        """Wait, in the writer's thread."""
        self._is_reached.set()
        assert self._is_open.wait(30)

    async def reached(self) -> None:
        """Wait until the writer waits."""
        assert await asyncio.to_thread(self._is_reached.wait, 30)

    def open(self) -> None:
        """Let the writer go on."""
        self._is_open.set()


async def as_one_group(database: Database, *works: Work[Any]) -> list[Any]:
    """The results or errors of units of work that the writer takes together."""
    gate = Gate()
    first = asyncio.create_task(database.write(gate))
    await gate.reached()
    tasks = [asyncio.create_task(database.write(work)) for work in works]
    # Each task gives its unit at its first step; what was gathered is queued two turns later.
    for _ in range(4):
        await asyncio.sleep(0)
    assert database.waiting == len(works)
    gate.open()
    await first
    return await asyncio.gather(*tasks, return_exceptions=True)
