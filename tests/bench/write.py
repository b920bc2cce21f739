"""How many durable deed writes a second: a deed, its score row, log entry and notice each.

In the storage layer, as a ratio to one ORM session per transaction, on SQLite and on a PostgreSQL
server of its own: the same rows, the same durability, the same clients at once, in turns, medians.
Prints one JSON object; `ratio` is the worse database's. Run it on a quiet machine.
"""

import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import event, func, make_url, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import registry

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from postgresql import NoServerError, private_cluster
from rows import CITY, take_part

from backend.storage.database import Transaction, Work, open_database
from backend.storage.deeds import DeedRow, add_deed
from backend.storage.logs import Actor, add_entry
from backend.storage.migrate import migrate
from backend.storage.notices import NoticeKind, tell
from backend.storage.scores import make_stale
from backend.storage.tables import CONTACT, DEED, LOG, NOTICE, OUTGOING, SCORE
from backend.storage.values import new_id

ROUNDS = 5
SECONDS = 1.5
CLIENTS = 128
# What brings the ORM the most; more connections only stand in each other's way.
ORM_CONNECTIONS = {"sqlite": 5, "postgresql": 32}
RESIDENTS = 1000
LIMIT = 10
BEGIN = datetime(2027, 3, 1, tzinfo=UTC)

Write = Callable[[int], Awaitable[None]]


def unit(number: int) -> Work[None]:
    """The unit of work that enters a deed."""
    now = BEGIN + timedelta(milliseconds=number)
    subject = f"subject-{number % RESIDENTS:06}"
    deed = DeedRow(
        city=CITY,
        subject=subject,
        id=new_id(now),
        deed_type="blood-donation",
        occurred_on=date(2027, 2, 28),
        grade=None,
        quantity=None,
        unit=None,
        recorded_at=now,
        entered_by="collector-1",
        department="health",
        batch=None,
        counts_from=date(2027, 3, 1),
        fingerprint=b"f" * 32,
        document=b"d" * 160,
    )
    actor = Actor(city=CITY, account="collector-1", role="collector", at=now)

    def work(tx: Transaction) -> None:
        add_deed(tx, deed)
        make_stale(tx, CITY, subject)
        detail = {"deed_type": deed.deed_type}
        add_entry(tx, actor, "deed.entered", subject=subject, about=deed.id, detail=detail)
        tell(tx, CITY, subject, NoticeKind.DEED_COUNTS, now, deed.id, deed.counts_from)

    return work


class Deed:
    """A row of the table, as the ORM has it."""


class Score:
    """The same."""


class Entry:
    """The same."""


class Notice:
    """The same."""


class Contact:
    """The same."""


class Outgoing:
    """The same."""


MAPPED = registry()
MAPPED.map_imperatively(Deed, DEED)
MAPPED.map_imperatively(Score, SCORE)
MAPPED.map_imperatively(Entry, LOG)
MAPPED.map_imperatively(Notice, NOTICE)
MAPPED.map_imperatively(Contact, CONTACT)
MAPPED.map_imperatively(Outgoing, OUTGOING)


class Recorder:
    """Takes down the rows of a unit of work, so that both ways write the same."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows: list[dict[str, object]] = []

    def add(self, _: str, /, **values: object) -> None:
        """Keep a row."""
        self.rows.append(values)

    def add_many(self, _: str, /, rows: list[dict[str, object]]) -> None:
        """Keep rows."""
        self.rows.extend(rows)


@asynccontextmanager
async def by_storage(url: str) -> AsyncIterator[Write]:
    """A function that enters a deed by `Database.write`."""
    database = open_database(url)

    async def write(number: int) -> None:
        await database.write(unit(number))

    yield write
    database.close()


@asynccontextmanager
async def by_orm(url: str) -> AsyncIterator[Write]:
    """A function that enters a deed by an ORM session of its own."""
    engine = orm_engine(url)
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def write(number: int) -> None:
        recorder: Any = Recorder()
        unit(number)(recorder)
        # Of what a notice sends to each contact there are no values but the notice's own.
        deed, stale, entry, notice, _ = recorder.rows
        async with sessions() as session, session.begin():
            channels = await session.scalars(
                select(CONTACT.c.channel).where(
                    CONTACT.c.city == notice["city"], CONTACT.c.subject == notice["subject"]
                )
            )
            session.add_all(
                [
                    filled(Deed(), deed),
                    filled(Entry(), entry),
                    filled(Notice(), notice),
                    *(filled(Outgoing(), outgoing(notice, channel)) for channel in channels),
                ]
            )
            await session.execute(
                update(Score)
                .where(SCORE.c.city == stale["city"], SCORE.c.subject == stale["subject"])
                .values(is_stale=1, version=SCORE.c.version + 1)
                .execution_options(synchronize_session=False)
            )

    yield write
    await engine.dispose()


def outgoing(notice: dict[str, object], channel: str) -> dict[str, object]:
    """The row by which a notice goes out to a contact."""
    return {
        "city": notice["city"],
        "subject": notice["subject"],
        "notice": notice["id"],
        "channel": channel,
        "state": "waiting",
        "tries": 0,
        "due_at": notice["at"],
    }


def filled(entity: object, values: dict[str, object]) -> object:
    """An entity with its columns set."""
    for name, value in values.items():
        setattr(entity, name, value)
    return entity


def orm_engine(url: str) -> AsyncEngine:
    """As its manual advises: no lost updates on SQLite, and as durable as ours."""
    parsed = make_url(url)
    name = parsed.get_backend_name()
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}[name]
    engine = create_async_engine(
        parsed.set(drivername=driver),
        pool_size=ORM_CONNECTIONS[name],
        max_overflow=0,
        pool_timeout=120,
    )
    if name == "sqlite":
        event.listen(engine.sync_engine, "connect", set_pragmas)
        event.listen(engine.sync_engine, "begin", lambda c: c.exec_driver_sql("begin immediate"))
    return engine


def set_pragmas(connection: DBAPIConnection, _: object) -> None:
    """Durable, and with no transactions but those that are asked for."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=wal", "synchronous=full", "busy_timeout=60000"):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


async def check(url: str) -> None:
    """Make sure that four rows were written for each deed, and deeds at all."""
    engine = orm_engine(url)
    async with AsyncSession(engine) as session:
        deeds = await session.scalar(select(func.count()).select_from(Deed))
        entries = await session.scalar(select(func.count()).select_from(Entry))
        notices = await session.scalar(select(func.count()).select_from(Notice))
        raised = await session.scalar(select(func.sum(SCORE.c.version)))
    await engine.dispose()
    if not deeds or not deeds == entries == raised == notices:
        message = f"not all was written: {deeds} deeds, {entries} entries, {raised} scores"
        message = f"{message}, {notices} notices"
        raise SystemExit(message)


async def per_second(write: Write, numbers: Iterator[int]) -> float:
    """How many writes many clients bring about in a second, each one after another."""
    begin = perf_counter()
    done = 0

    async def client() -> None:
        nonlocal done
        while perf_counter() - begin < SECONDS:
            await write(next(numbers))
            done += 1

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return done / (perf_counter() - begin)


async def compare(ours: str, theirs: str) -> dict[str, float]:
    """Both ways in turns, each on a database of its own."""
    rates: dict[str, list[float]] = {"storage": [], "orm": []}
    numbers = count()
    async with by_storage(ours) as storage, by_orm(theirs) as orm:
        for _ in range(ROUNDS + 1):
            rates["storage"].append(await per_second(storage, numbers))
            rates["orm"].append(await per_second(orm, numbers))
    for url in (ours, theirs):
        await check(url)
    # The first round is not counted: connections open, statements are prepared.
    medians = {name: statistics.median(found[1:]) for name, found in rates.items()}
    return {
        "storage_per_second": round(medians["storage"]),
        "orm_per_second": round(medians["orm"]),
        "ratio": round(medians["storage"] / medians["orm"], 1),
    }


def measure(*urls: str) -> dict[str, float]:
    """Compare on two empty databases."""
    for url in urls:
        migrate(url)
        database = open_database(url)
        subjects = [f"subject-{place:06}" for place in range(RESIDENTS)]
        database.write_now(lambda tx: take_part(tx, *subjects))  # noqa: B023 - run at once
        database.close()
    return asyncio.run(compare(*urls))


def measure_sqlite() -> dict[str, float]:
    """On files in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(*(f"sqlite:///{folder}/{name}.db" for name in ("ours", "theirs")))


def measure_postgresql() -> dict[str, float]:
    """On a server of our own.

    Raises:
        NoServerError: where none is installed.
    """
    with private_cluster() as url:
        urls = []
        with psycopg.connect(url, autocommit=True) as connection:
            for name in ("ours", "theirs"):
                connection.execute(f"create database {name}".encode())
                urls.append(make_url(url).set(database=name).render_as_string())
        return measure(*urls)


def main() -> int:
    """Measure, print, and tell whether it is enough."""
    measured: dict[str, Any] = {"sqlite": measure_sqlite()}
    try:
        measured["postgresql"] = measure_postgresql()
    except NoServerError as error:
        print(f"PostgreSQL is not measured: {error}", file=sys.stderr)  # noqa: T201
    ratio = min(found["ratio"] for found in measured.values())
    print(json.dumps({**measured, "limit": LIMIT, "ratio": ratio}))  # noqa: T201 - the output
    return 0 if ratio >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
