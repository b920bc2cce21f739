"""What keeps SQLite durable, alone and whole."""

import asyncio
import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from rows import as_one_group, log, logged
from sqlalchemy import make_url

from backend.storage.database import Database, Transaction, Work, open_database
from backend.storage.errors import AwayError, HeldError
from backend.storage.redemptions import forget_redemptions


@pytest.fixture(params=["sqlite"])
def database_url(sqlite_url: str) -> str:
    """The URL of a SQLite file with empty tables: these tests are about nothing else."""
    return sqlite_url


def pragma(name: str) -> Work[Any]:
    def work(tx: Transaction) -> Any:
        row = tx.row(f"pragma {name}")
        return None if row is None else row[0]

    return work


FULL = 2
OF_WRITER = {
    "journal_mode": "wal",
    "synchronous": FULL,
    "foreign_keys": 1,
    "secure_delete": 1,
    "mmap_size": 0,
}
OF_READERS = {"query_only": 1, "mmap_size": 0, "wal_autocheckpoint": 0}


def test_the_writer_is_durable_and_forgets_what_it_deletes(database: Database) -> None:
    assert {name: database.write_now(pragma(name)) for name in OF_WRITER} == OF_WRITER
    assert database.write_now(pragma("wal_autocheckpoint")) > 0


@pytest.mark.asyncio
async def test_readers_neither_write_nor_checkpoint(database: Database) -> None:
    assert {name: await database.read(pragma(name)) for name in OF_READERS} == OF_READERS
    in_thread = await asyncio.to_thread(
        lambda: {name: database.read_now(pragma(name)) for name in OF_READERS}
    )
    assert in_thread == OF_READERS


def test_reading_all_the_while_does_not_let_the_wal_grow(
    database: Database, database_url: str
) -> None:
    database.write_now(pragma("wal_autocheckpoint = 100"))
    for place in range(400):
        database.write_now(lambda tx, place=place: log(tx, f"{place:04}" * 1000))  # type: ignore[misc]
        database.read_now(pragma("page_count"))
    path = make_url(database_url).database
    assert Path(f"{path}-wal").stat().st_size < 2**20
    assert Path(f"{path}").stat().st_size > 2**20


def test_closing_leaves_one_whole_file(database_url: str) -> None:
    database = open_database(database_url)
    database.write_now(lambda tx: log(tx, "a"))
    assert database.read_now(logged) == {"a"}
    database.close()
    path = Path(make_url(database_url).database or "")
    assert not Path(f"{path}-wal").exists()
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("select id from log").fetchall() == [("a",)]
    connection.close()


@pytest.mark.asyncio
async def test_a_full_disk_is_told_and_got_over(database: Database) -> None:
    """Whoever is answered yes is there, whoever is not is not, and space brings all back."""

    def limit(pages: int) -> Work[Any]:
        return lambda tx: tx.row(f"pragma max_page_count = {pages}")

    pages = await database.write(pragma("page_count"))
    await database.write(limit(pages + 8))
    entries = [f"{place:04}" * 250 for place in range(60)]
    outcomes = await as_one_group(
        database, *(lambda tx, entry=entry: log(tx, entry) for entry in entries)
    )
    stored = {entry for entry, outcome in zip(entries, outcomes, strict=True) if outcome is None}
    assert all(outcome is None or isinstance(outcome, AwayError) for outcome in outcomes)
    assert len(stored) < len(entries)
    assert await database.read(logged) == stored
    await database.write(limit(2**30))
    await database.write(lambda tx: log(tx, "next"))
    assert await database.read(logged) == stored | {"next"}


def test_a_second_owner_of_the_file_is_refused(database: Database, database_url: str) -> None:
    with pytest.raises(HeldError, match=r"another process"):
        open_database(database_url)
    assert database.write_now(lambda tx: log(tx, "still here")) is None


def test_the_next_owner_may_come_after_the_first(database_url: str) -> None:
    for place in range(3):
        database = open_database(database_url)
        database.write_now(lambda tx, place=place: log(tx, f"{place}"))  # type: ignore[misc]
        database.close()
    database = open_database(database_url)
    assert database.read_now(logged) == {"0", "1", "2"}
    database.close()


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(AwayError, match=r"too old: 3\.37 or later"):
        open_database(database_url)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "sqlite://", "sqlite:///:memory:"])
def test_a_file_that_cannot_be_opened_is_told(url: str) -> None:
    with pytest.raises(AwayError):
        open_database(url)


def test_a_file_that_is_no_database_is_told_and_can_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "citypoints.db"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(AwayError, match="not a database"):
        open_database(f"sqlite:///{path}")
    path.unlink()
    open_database(f"sqlite:///{path}").close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files cannot be counted")
def test_threads_that_have_ended_leave_no_connections(
    database: Database, database_url: str
) -> None:
    def held() -> int:
        path = make_url(database_url).database or ""
        return sum(
            os.path.realpath(number).startswith(path) for number in Path("/proc/self/fd").iterdir()
        )

    before = held()
    for _ in range(20):
        thread = threading.Thread(target=database.read_now, args=(logged,))
        thread.start()
        thread.join()
    assert held() < before + 8


class Planned:
    """A unit of work that does nothing, and keeps how each statement would be done."""

    def __init__(self, tx: Transaction) -> None:
        """Begin with none."""
        self._tx = tx
        self.steps: list[str] = []

    def execute(self, sql: str, **values: Any) -> int:
        """Say how."""
        self.steps += [row[3] for row in self._tx.rows(f"explain query plan {sql}", **values)]
        return 0


def test_old_bookings_are_forgotten_without_reading_the_others(database: Database) -> None:
    """There is one writer, and whoever writes waits for it."""

    def work(tx: Transaction) -> list[str]:
        planned = Planned(tx)
        forget_redemptions(cast("Transaction", planned), datetime(2027, 3, 1, tzinfo=UTC))
        return planned.steps

    steps = database.write_now(work)
    assert sum("ix_redemption_taken_at (taken_at<?)" in step for step in steps) == 2
    assert not any(step.startswith("SCAN") for step in steps)
