"""What was deleted leaves no copy in SQLite's files, whatever moved there before."""

import asyncio
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from io import FileIO
from pathlib import Path

import pytest

from backend.storage import sqlite_wiping
from backend.storage.database import Database, Transaction, open_database
from backend.storage.sqlite import file_of
from backend.storage.sqlite_wiping import overwrite_unused

ADD = """
insert into log (city, id, at, account, role, action, subject, detail, leaf)
values ('fuzhou', :id, :at, 'clerk', 'clerk', 'tried', :subject, :detail, :leaf)
"""
GONE = b"gone-"


@pytest.fixture
def path(sqlite_url: str) -> Path:
    """A file with empty tables, whose log lets rows change and go."""
    found = file_of(sqlite_url)
    with closing(sqlite3.connect(found)) as connection:
        connection.executescript("drop trigger log_no_delete; drop trigger log_no_update")
    return found


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.close()


def content(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob("citypoints.db*")))


def fill(database: Database, seed: int, rows: int = 600) -> None:
    """Add rows in no order, so that pages split and rows move; some overflow their page."""
    chance = random.Random(seed)  # noqa: S311 - the same rows again for the same seed
    for place in chance.sample(range(rows), rows):
        word = "gone" if place % 3 == 0 else "kept"
        name = f"{word}-{chance.randbytes(8).hex()}"
        values = {
            "id": f"{chance.randbytes(8).hex()}-{name}",
            "at": place,
            "subject": name,
            "detail": name * chance.choice((1, 2, 5, 300)),
            "leaf": chance.randbytes(32),
        }
        database.write_now(lambda tx, values=values: tx.add(ADD, **values))  # type: ignore[misc]


def leave(tx: Transaction) -> None:
    tx.execute("delete from log where subject like 'gone-%'")
    tx.leave_no_trace()


def kept(database: Database) -> list[tuple[object, ...]]:
    return database.read_now(lambda tx: tx.rows("select * from log where subject like 'kept-%'"))


def copies(path: Path) -> int:
    return content(path).count(GONE)


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma user_version").fetchone() == (0,)


@pytest.mark.parametrize("seed", range(5))
def test_no_copy_is_left_and_the_rest_is_as_it_was(
    database: Database, path: Path, seed: int
) -> None:
    fill(database, seed)
    before = kept(database)
    database.write_now(leave)
    assert copies(path)
    assert database.wipe_now()
    assert copies(path) == 0
    assert kept(database) == before
    # What the writer had in memory brings nothing back either.
    database.write_now(lambda tx: tx.execute("update log set at = at + 1"))
    assert copies(path) == 0
    database.close()
    assert copies(path) == 0
    assert_sound(path)


def test_nothing_is_done_where_nothing_was_deleted(database: Database, path: Path) -> None:
    fill(database, 1, rows=30)
    log = path.with_name("citypoints.db-wal")
    before = log.stat().st_size
    assert database.wipe_now()
    assert log.stat().st_size == before


def test_what_was_deleted_before_secure_deletion_goes_too(database: Database, path: Path) -> None:
    fill(database, 2)
    database.write_now(lambda tx: tx.row("pragma secure_delete = off"))
    database.write_now(leave)
    assert database.wipe_now()
    # Pages that nothing uses any more are zeroed whole; freed cells of others are SQLite's.
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("pragma freelist_count").fetchone()[0] > 0
    with FileIO(path, "r+b") as file:
        assert overwrite_unused(file) == 0
    assert_sound(path)


def test_a_reader_in_the_way_lets_the_mark_stay(database: Database, path: Path) -> None:
    fill(database, 3, rows=90)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from log").fetchone()
        database.write_now(leave)
        begun = time.monotonic()
        assert not database.wipe_now()
        # A backup may read for minutes: nobody who writes waits for it.
        assert time.monotonic() - begun < 2
        assert copies(path)
        # It goes on with what it saw.
        assert reader.execute("select count(*) from log where detail glob 'gone*'").fetchone()[0]
    assert database.wipe_now()
    assert copies(path) == 0


@pytest.mark.parametrize("step", ["_is_busy", "overwrite", "overwrite_unused", "_write", "fsync"])
def test_what_a_crash_interrupts_is_finished_by_the_next_wiping(
    database: Database, path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, 4)
    before = kept(database)
    database.write_now(leave)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        owner = os if step == "fsync" else sqlite_wiping
        broken.setattr(owner, step, crash)
        with pytest.raises(KeyboardInterrupt):
            database.wipe_now()
    # As a crash leaves them: the files as they are, without the process that had them open.
    after = path.parent / "after"
    after.mkdir()
    for file in path.parent.glob("citypoints.db*"):
        if not file.name.endswith((".lock", "-shm")):
            (after / file.name).write_bytes(file.read_bytes())
    again = open_database(f"sqlite:///{after / path.name}")
    assert kept(again) == before
    assert again.wipe_now()
    assert copies(after / path.name) == 0
    assert kept(again) == before
    again.close()
    assert_sound(after / path.name)


@pytest.mark.asyncio
async def test_readers_and_writers_go_on(database: Database, path: Path) -> None:
    fill(database, 5)
    before = kept(database)

    async def read() -> None:
        for _ in range(200):
            found = await database.read(lambda tx: tx.rows("select * from log"))
            assert sum(row[6].startswith("kept") for row in found) == len(before)
            await asyncio.sleep(0)

    async def write() -> None:
        for place in range(100):
            values = {"id": f"new-{place}", "at": 0, "subject": "new", "detail": "", "leaf": b""}
            await database.write(lambda tx, values=values: tx.add(ADD, **values))  # type: ignore[misc]

    async def wipe() -> None:
        for _ in range(10):
            await database.write(leave)
            assert await database.wipe()

    await asyncio.gather(read(), asyncio.to_thread(kept, database), write(), wipe())
    assert copies(path) == 0
    assert len(database.read_now(lambda tx: tx.rows("select * from log"))) == len(before) + 100
    database.close()
    assert_sound(path)


def test_pages_of_every_kind_are_left_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "pages.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma page_size = 512")
        connection.execute("create table t (a integer primary key, b)")
        connection.execute("create index i on t (b)")
        for place in range(2000):
            connection.execute("insert into t values (?, ?)", (place * 719 % 2000, f"{place}" * 9))
        connection.execute("insert into t values (-1, zeroblob(9000))")
        connection.execute("delete from t where a % 3 = 0")
        connection.commit()
        before = connection.execute("select * from t").fetchall()
    with FileIO(path, "r+b") as file:
        overwrite_unused(file)
        assert overwrite_unused(file) == 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("select * from t").fetchall() == before
