"""Units of work on both databases: durable, each for itself, none lost, none half seen."""

import asyncio
import random
import sqlite3
import struct
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from rows import CITY, Gate, as_one_group, enter, log, logged, take_part
from sqlalchemy import make_url

from backend.storage.database import GROUP_MOST, Database, Transaction, Work, open_database
from backend.storage.errors import AwayError, ConflictError

CLIENTS = 16
UPDATES = 40


class RefusedError(Exception):
    """What a service raises when it does not want to go on."""


def logging(entry: str) -> Work[str]:
    """A unit that logs an entry and returns its id."""

    def work(tx: Transaction) -> str:
        log(tx, entry)
        return entry

    return work


def version_of(tx: Transaction, subject: str) -> int:
    row = tx.row("select version from score where city = :c and subject = :s", c=CITY, s=subject)
    assert row is not None
    version: int = row[0]
    return version


# Ways to fail: before, between and after writes, sent or not, by our own doing or the database's.


def refuse(_: Transaction) -> None:
    raise RefusedError


def refuse_after_look(tx: Transaction) -> None:
    logged(tx)
    raise RefusedError


def refuse_after_add(tx: Transaction) -> None:
    log(tx, "gone")
    raise RefusedError


def refuse_after_write(tx: Transaction) -> None:
    log(tx, "gone")
    assert tx.execute("delete from score where city = :city", city=CITY) == 1
    raise RefusedError


def refuse_after_own_look(tx: Transaction) -> None:
    log(tx, "gone")
    assert "gone" in logged(tx)
    raise RefusedError


def conflict_in_add(tx: Transaction) -> None:
    log(tx, "gone")
    enter(tx, "nobody", "deed")


def conflict_in_second_add(tx: Transaction) -> None:
    log(tx, "gone")
    log(tx, "gone")


def conflict_in_write(tx: Transaction) -> None:
    log(tx, "gone")
    tx.execute("update log set at = 1")


def speak_nonsense(tx: Transaction) -> None:
    log(tx, "gone")
    tx.execute("insert into nowhere values (1)")


def give_what_cannot_be_stored(tx: Transaction) -> None:
    log(tx, "gone")
    tx.add("update score set band = :band", band=object())


def end_all(tx: Transaction) -> None:
    log(tx, "gone")
    raise StopIteration


FAILURES: list[tuple[Work[Any], type[Exception]]] = [
    (refuse, RefusedError),
    (refuse_after_look, RefusedError),
    (refuse_after_add, RefusedError),
    (refuse_after_write, RefusedError),
    (refuse_after_own_look, RefusedError),
    (conflict_in_add, ConflictError),
    (conflict_in_second_add, ConflictError),
    (conflict_in_write, ConflictError),
    (speak_nonsense, Exception),
    (give_what_cannot_be_stored, Exception),
    (end_all, RuntimeError),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("failing", "expected"), FAILURES, ids=lambda value: value.__name__)
async def test_a_unit_that_fails_leaves_its_neighbours_alone(
    database: Database, failing: Work[Any], expected: type[Exception]
) -> None:
    await database.write(lambda tx: take_part(tx, "s"))
    outcomes = await as_one_group(
        database, logging("a"), failing, lambda tx: enter(tx, "s", "b"), failing, logging("c")
    )
    assert outcomes[::2] == ["a", None, "c"]
    assert all(isinstance(error, expected) for error in outcomes[1::2]), outcomes
    assert database.read_now(logged) == {"a", "b", "c"}
    assert database.read_now(lambda tx: version_of(tx, "s")) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(("failing", "expected"), FAILURES, ids=lambda value: value.__name__)
async def test_a_unit_that_fails_alone_leaves_nothing(
    database: Database, failing: Work[Any], expected: type[Exception]
) -> None:
    await database.write(lambda tx: take_part(tx, "s"))
    with pytest.raises(expected):
        await database.write(failing)
    assert await database.write(logging("next")) == "next"
    assert await database.read(logged) == {"next"}
    assert database.read_now(lambda tx: version_of(tx, "s")) == 0


@pytest.mark.asyncio
async def test_all_of_a_group_may_fail(database: Database) -> None:
    works = [work for work, _ in FAILURES] * 3
    await database.write(lambda tx: take_part(tx, "s"))
    outcomes = await as_one_group(database, *works)
    assert all(isinstance(outcome, Exception) for outcome in outcomes)
    assert database.read_now(logged) == set()
    assert database.write_now(logging("next")) == "next"


@pytest.mark.asyncio
async def test_what_ends_a_thread_elsewhere_does_not_end_the_writer(database: Database) -> None:
    def leave(tx: Transaction) -> None:
        log(tx, "gone")
        raise SystemExit

    outcomes = await as_one_group(database, logging("a"), leave)
    assert all(isinstance(outcome, RuntimeError) for outcome in outcomes), outcomes
    assert await database.write(logging("next")) == "next"
    assert database.read_now(logged) == {"next"}


def break_at_commit(database: Database) -> Work[None]:
    """A unit that the database refuses only when it is committed."""
    if database.dialect == "sqlite":
        statements = [
            "create table parent (id integer primary key)",
            "create table child (id integer references parent deferrable initially deferred)",
            "insert into child values (1)",
        ]
    else:
        statements = [
            "create temporary table one (id int unique initially deferred) on commit drop",
            "insert into one values (1), (1)",
        ]

    def work(tx: Transaction) -> None:
        for statement in statements:
            tx.execute(statement)

    return work


@pytest.mark.asyncio
async def test_a_commit_that_fails_is_acknowledged_to_nobody(database: Database) -> None:
    outcomes = await as_one_group(database, logging("a"), break_at_commit(database), logging("b"))
    assert all(isinstance(outcome, ConflictError) for outcome in outcomes), outcomes
    assert await database.read(logged) == set()
    assert await database.write(logging("next")) == "next"
    assert await database.read(logged) == {"next"}


@pytest.mark.asyncio
async def test_an_answer_comes_after_the_commit(database: Database, database_url: str) -> None:
    """Another connection sees the row whenever the writer has answered."""
    for place in range(50):
        entry = await database.write(logging(f"{place}"))
        assert entry in seen_from_outside(database_url)


def seen_from_outside(url: str) -> set[str]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(url).database or "")) as connection:
            return {row[0] for row in connection.execute("select id from log")}
    with psycopg.connect(url) as other:
        return {row[0] for row in other.execute("select id from log")}


@pytest.mark.asyncio
async def test_of_many_dependent_updates_none_is_lost_or_refused(database: Database) -> None:
    """Each reads what another has just written: the updates that losing designs lose."""
    subjects = ["one", "two", "three"]
    await database.write(lambda tx: take_part(tx, *subjects))

    def increase(subject: str) -> Work[int]:
        def work(tx: Transaction) -> int:
            tx.lock(CITY, subject)
            version = version_of(tx, subject) + 1
            tx.add("update score set version = :v where subject = :s", v=version, s=subject)
            return version

        return work

    async def client(place: int) -> list[float]:
        taken = []
        for turn in range(UPDATES):
            begin = time.monotonic()
            await database.write(increase(subjects[(place + turn) % 3]))
            taken.append(time.monotonic() - begin)
        return taken

    waits = await asyncio.gather(*(client(place) for place in range(CLIENTS)))
    total = sum(database.read_now(lambda tx, s=s: version_of(tx, s)) for s in subjects)  # type: ignore[misc]
    assert total == CLIENTS * UPDATES
    assert max(max(each) for each in waits) < 5


@pytest.mark.asyncio
async def test_who_waits_together_is_committed_together(
    database: Database, database_url: str
) -> None:
    outcomes = await as_one_group(database, *(logging(f"{place}") for place in range(200)))
    assert outcomes == [f"{place}" for place in range(200)]
    assert commits(database, database_url) <= 2, "the gate, and the group"


@pytest.mark.asyncio
async def test_groups_have_an_end(database: Database, database_url: str) -> None:
    count = GROUP_MOST * 2 + 1
    await as_one_group(database, *(logging(f"{place}") for place in range(count)))
    assert 3 <= commits(database, database_url) <= 4


def commits(database: Database, url: str) -> int:
    """In how many transactions the log was written."""
    if database.dialect == "postgresql":
        row = database.read_now(lambda tx: tx.row("select count(distinct xmin::text) from log"))
        assert row is not None
        return int(row[0])
    content = Path(f"{make_url(url).database}-wal").read_bytes()
    size = struct.unpack_from(">I", content, 8)[0]
    salts = content[16:24]
    frames = range(32, len(content), 24 + size)
    # The frame that ends a transaction tells the size of the file after it; others tell 0.
    return sum(
        content[at + 8 : at + 16] == salts and struct.unpack_from(">I", content, at + 4)[0] > 0
        for at in frames
    )


@pytest.mark.asyncio
async def test_what_a_cancelled_caller_queued_is_written(database: Database) -> None:
    gate = Gate()
    first = asyncio.create_task(database.write(gate))
    await gate.reached()
    leaving = asyncio.create_task(database.write(logging("of the one who left")))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    gate.open()
    await first
    await database.write(logging("next"))
    assert await database.read(logged) == {"of the one who left", "next"}


def test_closing_writes_what_was_queued(database_url: str) -> None:
    database = open_database(database_url)

    async def leave() -> list[str]:
        gate = Gate()
        first = asyncio.create_task(database.write(gate))
        await gate.reached()
        tasks = [asyncio.create_task(database.write(logging(f"{n}"))) for n in range(9)]
        await asyncio.sleep(0)
        gate.open()
        database.close()
        await first
        return await asyncio.gather(*tasks)

    assert asyncio.run(leave()) == [f"{n}" for n in range(9)]
    assert seen_from_outside(database_url) == {f"{n}" for n in range(9)}


@pytest.mark.asyncio
async def test_after_closing_everybody_is_told(database_url: str) -> None:
    database = open_database(database_url)
    database.close()
    database.close()
    with pytest.raises(AwayError):
        await database.write(logging("late"))
    with pytest.raises(AwayError):
        database.write_now(logging("late"))
    with pytest.raises(AwayError):
        await database.read(logged)
    with pytest.raises(AwayError):
        database.read_now(logged)


def test_writing_from_threads_while_it_closes_hangs_nobody(database_url: str) -> None:
    database = open_database(database_url)
    acknowledged: set[str] = set()

    def write(name: str) -> None:
        for place in range(10_000):
            try:
                acknowledged.add(database.write_now(logging(f"{name}{place}")))
            except AwayError:
                return

    threads = [threading.Thread(target=write, args=(f"{n}-",)) for n in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    database.close()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert seen_from_outside(database_url) == acknowledged


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["execute", "add", "add_many"])
async def test_who_reads_cannot_write(database: Database, way: str) -> None:
    statement = "insert into job_run (job, period, worker, started_at) values ('j', 'p', 'w', 0)"

    def work(tx: Transaction) -> None:
        if way == "add_many":
            tx.add_many(statement, [{}])
        else:
            getattr(tx, way)(statement)

    with pytest.raises(Exception, match=r"read-?only"):
        await database.read(work)
    assert await database.read(lambda tx: tx.rows("select * from job_run")) == []


@pytest.mark.asyncio
async def test_who_reads_never_sees_half_of_a_unit(database: Database) -> None:
    await database.write(lambda tx: take_part(tx, "s"))
    is_over = False

    async def look() -> int:
        looks = 0
        while not is_over:
            version, entries = await database.read(
                lambda tx: (version_of(tx, "s"), len(logged(tx)))
            )
            assert version == entries
            looks += 1
            await asyncio.sleep(0)
        return looks

    looking = asyncio.create_task(look())
    for place in range(100):
        await database.write(lambda tx, place=place: enter(tx, "s", f"{place}"))  # type: ignore[misc]
    is_over = True
    assert await looking > 0


def test_a_reading_unit_sees_one_moment(database: Database) -> None:
    def look(tx: Transaction) -> tuple[int, int, int]:
        before = len(logged(tx))
        database.write_now(logging(f"{before}"))
        again = len(logged(tx))
        database.write_now(logging(f"{before}-again"))
        return before, again, len(logged(tx))

    before, again, at_last = database.read_now(look)
    assert before == again == at_last
    assert len(database.read_now(logged)) >= before + 2


STATEMENTS = (
    "update score set band = band || :v, version = version * 3 where subject = :s",
    "update score set total = band, version = version + 1 where subject = :s",
    "update score set band = :v where subject = :s",
    """insert into job_run (job, period, worker, started_at) values (:v, :s, '', 0)
    on conflict (job, period) do update set worker = job_run.worker || excluded.job""",
    "update job_run set started_at = started_at + 1 where period = :s",
    "delete from job_run where job = :v and period = :s",
)


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(12))
async def test_a_group_comes_to_what_its_units_come_to_one_after_another(
    database: Database, seed: int
) -> None:
    """Writes that wait may be sent in bulk, but not past what they depend on."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable, not secret
    units = [
        [
            (chosen.choice(STATEMENTS), {"v": chosen.choice("abc"), "s": chosen.choice("xy")})
            for _ in range(chosen.randint(1, 4))
        ]
        for _ in range(30)
    ]

    def doing(unit: list[tuple[str, dict[str, str]]]) -> Work[None]:
        def work(tx: Transaction) -> None:
            for statement, values in unit:
                names = {name for name in values if f":{name}" in statement}
                tx.add(statement, **{name: values[name] for name in names})

        return work

    def begin(tx: Transaction) -> None:
        tx.execute("delete from score")
        tx.execute("delete from resident")
        tx.execute("delete from job_run")
        take_part(tx, "x", "y")

    def all_rows(tx: Transaction) -> list[Any]:
        scores = tx.rows("select subject, band, total, version from score order by subject")
        return scores + tx.rows("select * from job_run order by job, period")

    await database.write(begin)
    for unit in units:
        await database.write(doing(unit))
    expected = await database.read(all_rows)
    await database.write(begin)
    await as_one_group(database, *map(doing, units))
    assert await database.read(all_rows) == expected


def test_a_unit_may_name_its_values_as_it_likes(database: Database) -> None:
    def found(tx: Transaction) -> Any:
        return tx.row("select :sql, :self, :n1", sql="a", self="b", n1="c")

    assert database.read_now(found) == ("a", "b", "c")
    assert database.write_now(found) == ("a", "b", "c")
