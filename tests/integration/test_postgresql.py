"""What differs with a server: others who write there, and connections that are lost."""

import asyncio
import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from rows import ADD_DEED, CITY, as_one_group, log, logged, take_part

from backend.storage.database import Database, Transaction, Work, open_database
from backend.storage.errors import AwayError, ConflictError


@pytest.fixture(params=["postgresql"])
def database_url(postgresql_url: str) -> str:
    """The URL of a PostgreSQL database with empty tables: these tests are about nothing else."""
    return postgresql_url


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """The same database as another process has it: with a connection of its own."""
    opened = open_database(database_url)
    yield opened
    opened.close()


def versions(tx: Transaction) -> dict[str, int]:
    return dict(tx.rows("select subject, version from score"))


def backend(tx: Transaction) -> int:
    row = tx.row("select pg_backend_pid()")
    assert row is not None
    pid: int = row[0]
    return pid


def end_connection(url: str, pid: int) -> None:
    """End a connection as an operator or a restart of the server does, and wait for its end."""
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("select pg_terminate_backend(%s, 5000)", [pid]).fetchone()


@pytest.mark.asyncio
async def test_a_lost_connection_is_healed(database: Database, database_url: str) -> None:
    for place in range(3):
        end_connection(database_url, await database.write(backend))
        await database.write(lambda tx, place=place: log(tx, f"{place}"))  # type: ignore[misc]
        end_connection(database_url, database.read_now(backend))
        assert len(database.read_now(logged)) == place + 1
    for _ in range(20):
        end_connection(database_url, await database.read(backend))
        assert await database.read(logged) == {"0", "1", "2"}


def end_own_connection(tx: Transaction) -> None:
    log(tx, "gone")
    tx.row("select pg_terminate_backend(pg_backend_pid())")
    tx.row("select 1")


def end_own_connection_at_commit(tx: Transaction) -> None:
    log(tx, "gone")
    for statement in (
        "create temporary table leaving (id int) on commit drop",
        """create function pg_temp.leave() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$""",
        """create constraint trigger leave after insert on leaving initially deferred
        for each row execute function pg_temp.leave()""",
        "insert into leaving values (1)",
    ):
        tx.execute(statement)


@pytest.mark.asyncio
@pytest.mark.parametrize("leave", [end_own_connection, end_own_connection_at_commit])
async def test_a_group_whose_connection_is_lost_is_acknowledged_to_nobody(
    database: Database, leave: Work[None]
) -> None:
    outcomes = await as_one_group(
        database, lambda tx: log(tx, "a"), leave, lambda tx: log(tx, "b"), leave
    )
    assert all(isinstance(outcome, AwayError) for outcome in outcomes), outcomes
    assert await database.read(logged) == set()
    await database.write(lambda tx: log(tx, "next"))
    assert await database.read(logged) == {"next"}


def test_a_server_that_is_away_is_told(database_url: str) -> None:
    with pytest.raises(AwayError):
        open_database("postgresql://nobody@127.0.0.1:1/nothing")
    assert database_url


def swallow_refused_write(tx: Transaction) -> None:
    with contextlib.suppress(psycopg.Error):
        tx.execute("delete from log")


def swallow_nonsense(tx: Transaction) -> None:
    with contextlib.suppress(psycopg.Error):
        tx.rows("select nonsense")


@pytest.mark.asyncio
@pytest.mark.parametrize("swallow", [swallow_refused_write, swallow_nonsense])
async def test_who_goes_on_after_an_error_is_not_told_that_it_was_written(
    database: Database, swallow: Work[None]
) -> None:
    """PostgreSQL answers such a commit with a rollback, and without an error."""

    def work(tx: Transaction) -> None:
        log(tx, "gone")
        swallow(tx)
        log(tx, "gone, too")

    await database.write(lambda tx: log(tx, "before"))
    assert isinstance((await as_one_group(database, work))[0], Exception)
    outcomes = await as_one_group(
        database, lambda tx: log(tx, "a"), work, lambda tx: log(tx, "b"), swallow
    )
    assert outcomes[::2] == [None, None]
    assert all(isinstance(outcome, Exception) for outcome in outcomes[1::2])
    assert await database.read(logged) == {"before", "a", "b"}


def test_commits_are_durable_whatever_the_servers_default(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"alter database {name} set synchronous_commit = off".encode())
        try:
            database = open_database(database_url)
            found = database.write_now(lambda tx: tx.row("show synchronous_commit"))
            database.close()
        finally:
            connection.execute(f"alter database {name} reset synchronous_commit".encode())
    assert found == ("on",)


def increase(*subjects: str, between: Callable[[], Any] = lambda: None) -> Work[None]:
    """A unit that locks residents in an order, reads their scores, and raises both."""

    def work(tx: Transaction) -> None:
        found = {}
        for subject in subjects:
            tx.lock(CITY, subject)
            found[subject] = versions(tx)[subject]
            between()
        for subject, version in found.items():
            values = {"version": version + 1, "subject": subject}
            tx.add("update score set version = :version where subject = :subject", **values)

    return work


def test_two_processes_that_lock_in_opposite_order_both_succeed(
    database: Database, other: Database
) -> None:
    database.write_now(lambda tx: take_part(tx, "a", "b"))
    both = threading.Barrier(2)

    def wait_once() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(2)
            both.abort()

    works = {
        database: increase("a", "b", between=wait_once),
        other: increase("b", "a", between=wait_once),
    }
    threads = [threading.Thread(target=one.write_now, args=(work,)) for one, work in works.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert database.read_now(versions) == {"a": 2, "b": 2}


@pytest.mark.asyncio
async def test_processes_that_write_the_same_residents_lose_and_refuse_nothing(
    database: Database, other: Database
) -> None:
    chosen = random.Random(2)  # noqa: S311 - repeatable, not secret
    subjects = ["a", "b", "c", "d"]
    database.write_now(lambda tx: take_part(tx, *subjects))

    async def client(one: Database) -> None:
        for _ in range(10):
            await one.write(increase(*chosen.sample(subjects, 2)))

    begin = time.monotonic()
    await asyncio.gather(*(client(one) for one in (database, other) for _ in range(6)))
    assert sum(database.read_now(versions).values()) == 2 * 6 * 10 * 2
    assert time.monotonic() - begin < 30


def test_who_leaves_meanwhile_gets_no_deed(database: Database, other: Database) -> None:
    """The guard looks at the resident as the other process leaves it, not as it was."""
    database.write_now(lambda tx: take_part(tx, "s"))
    has_left, outcome = threading.Event(), []

    def leave(tx: Transaction) -> None:
        tx.execute("update resident set state = 'leaving', erase_at = 1 where subject = 's'")
        has_left.set()
        time.sleep(0.5)

    def enter() -> None:
        values = {"city": CITY, "subject": "s", "id": "late", "fingerprint": b""}
        try:
            other.write_now(lambda tx: tx.add(ADD_DEED, **values))
        except ConflictError as error:
            outcome.append(error.name)

    leaving = threading.Thread(target=database.write_now, args=(leave,))
    leaving.start()
    assert has_left.wait(10)
    enter()
    leaving.join()
    assert outcome == ["deed_needs_consent"]
    assert database.read_now(lambda tx: tx.rows("select 1 from deed")) == []


@pytest.mark.asyncio
async def test_one_statement_alone_and_many_see_the_same(database: Database) -> None:
    """The first reading of several statements is run again, in a transaction."""
    await database.write(lambda tx: log(tx, "a"))
    for _ in range(3):
        assert await database.read(logged) == {"a"}
        both = await database.read(lambda tx: (logged(tx), tx.rows("select 1"), logged(tx)))
        assert both == ({"a"}, [(1,)], {"a"})
        with pytest.raises(ZeroDivisionError):
            await database.read(lambda tx: (logged(tx), logged(tx), 1 / 0))


def test_percent_signs_and_casts_are_no_parameters(database: Database) -> None:
    row = database.read_now(
        lambda tx: tx.row("select 'a%b' like 'a%' and :x = 'y', 5 % 3, '7'::int", x="y")
    )
    assert row == (True, 2, 7)
