"""How fast a batch of 100,000 rows is checked and committed, and how long others wait meanwhile.

`ratio` is rows per second, checks and log included, to those of one `executemany` of bare deed rows
into the same table; at least 0.05. A probe writes a row of its own every few milliseconds while the
batch is at work; `waits` are its milliseconds from asking to durable, at least one fsync each.

    python tests/bench/batch.py [rows] [postgresql URL]
"""

import asyncio
import json
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from installation import Town, deed_id, number, open_town

from backend.contracts.batches import CommitBatch, OpenBatch, SheetPart
from backend.core.permissions import Identity
from backend.services.commit_batch import commit_batch
from backend.services.open_batch import open_batch
from backend.services.read_batch import read_batch
from backend.services.settle_batches import settle_batches
from backend.services.stage_rows import stage_rows
from backend.services.undo_batch import undo_batch
from backend.storage.database import Transaction
from backend.storage.migrate import migrate

ROWS = 100_000
PART = 10_000
RESIDENTS = 10_000
LEAST_RATIO = 0.05
BATCH = UUID("018f0000-0000-7000-8000-00000000ba7c")
DEED_TYPE = "volunteering"
PROBE_SECONDS = 0.005

_RESIDENT = """
insert into resident (city, subject, state, since) values ('fuzhou', :subject, 'participating', 0)
"""
_SCORE = """
insert into score (city, subject, total, band, digest, on_day, is_stale, version)
values ('fuzhou', :subject, '600', 'A', 'd', '2027-01-01', 0, 1)
"""
_BARE = """
insert into deed (city, subject, id, deed_type, occurred_on, grade, quantity, unit, recorded_at,
                  entered_by, department, batch, counts_from, fingerprint, document)
values ('fuzhou', :subject, :id, 'volunteering', '2027-02-20', null, '2', 'hours', 0, 'c', 'd',
        'b', '2027-03-01', :fingerprint, null)
"""


def settle_in(town: Town) -> list[str]:
    """Residents who take part, by the shortest way."""
    subjects = town.desk.keys.enrol_many(town.city, [number(each) for each in range(RESIDENTS)])
    rows: list[dict[str, object]] = [{"subject": subject} for subject in subjects]

    def work(tx: Transaction) -> None:
        tx.add_many(_RESIDENT, rows)
        tx.add_many(_SCORE, rows)

    town.desk.database.write_now(work)
    return subjects


def parts(count: int) -> Iterator[bytes]:
    """The bodies of all parts; two rows in five come with a document."""
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    for first in range(0, count, PART):
        rows = []
        for place in range(first, min(first + PART, count)):
            deed: dict[str, Any] = {
                "id": str(deed_id(f"row {place}")),
                "number": number(chosen.randrange(RESIDENTS)),
                "deed_type": DEED_TYPE,
                "occurred_on": str(date(2026, 3, 2) + timedelta(days=chosen.randrange(360))),
                "quantity": chosen.randint(1, 40) / 2,
            }
            if place % 5 < 2:
                deed["document"] = {
                    "authority": "Youth League",
                    "number": f"2027-{place}",
                    "issued_on": "2027-02-01",
                }
            rows.append({"row": place + 2, "deed": deed})
        yield msgspec.json.encode({"rows": rows})


async def probe(town: Town, waits: list[float], go_on: Callable[[], bool]) -> None:
    """Write a little, again and again, and keep how long each took."""
    while go_on():
        started = perf_counter()
        await town.desk.database.write(
            lambda tx: tx.execute(
                "update city set setup_uses = setup_uses + 1 where code = 'fuzhou'"
            )
        )
        waits.append((perf_counter() - started) * 1000)
        await asyncio.sleep(PROBE_SECONDS)


async def timed(town: Town, work: Any) -> tuple[float, dict[str, float]]:
    """Seconds of some work, and how long another writer waited meanwhile."""
    waits: list[float] = []
    at_work = True
    probing = asyncio.create_task(probe(town, waits, lambda: at_work))
    started = perf_counter()
    await work
    seconds = perf_counter() - started
    at_work = False
    await probing
    waits.sort()
    found = {"median": waits[len(waits) // 2], "p99": waits[len(waits) * 99 // 100]}
    return seconds, {name: round(value, 1) for name, value in {**found, "most": waits[-1]}.items()}


async def stage(town: Town, collector: Identity, count: int) -> None:
    """Send all parts, each decoded as a body is."""
    decoder = msgspec.json.Decoder(SheetPart)
    now = town.clock.now()
    for place, body in enumerate(parts(count), 1):
        sent = decoder.decode(body).rows
        await stage_rows(town.desk, collector, str(BATCH), place, sent, now)


async def settle(town: Town) -> None:
    """Do what was ordered."""
    await settle_batches(town.desk, town.clock.now)


async def measure(town: Town, count: int) -> dict[str, Any]:
    """Stage, commit and undo."""
    collector = town.collector(town.desk.deed_type(DEED_TYPE).departments[0])
    now = town.clock.now()
    await open_batch(town.desk, collector, OpenBatch(id=BATCH, title="bench"), now)
    building = perf_counter()
    for _ in parts(count):
        pass
    building = perf_counter() - building
    staging, waits_staging = await timed(town, stage(town, collector, count))
    await commit_batch(town.desk, collector, str(BATCH), CommitBatch(), now)
    committing, waits_committing = await timed(town, settle(town))
    view, _ = await read_batch(town.desk, collector, str(BATCH))
    assert (view.state, view.stored) == ("committed", count), view
    await undo_batch(town.desk, collector, str(BATCH), "bench", now)
    undoing, waits_undoing = await timed(town, settle(town))
    staging -= building
    return {
        "rows": count,
        "rows_per_second": round(count / (staging + committing)),
        "seconds": {
            "stage": round(staging, 2),
            "commit": round(committing, 2),
            "undo": round(undoing, 2),
        },
        "waits": {"stage": waits_staging, "commit": waits_committing, "undo": waits_undoing},
    }


def bare(folder: Path, url: str | None, count: int) -> float:
    """Rows per second of bare deed rows, in one statement and one transaction."""
    town = open_town(folder, url)
    subjects = settle_in(town)
    rows: list[dict[str, object]] = [
        {
            "subject": subjects[place * 7919 % RESIDENTS],
            "id": str(deed_id(f"bare {place}")),
            "fingerprint": bytes(32),
        }
        for place in range(count)
    ]
    started = perf_counter()
    town.desk.database.write_now(lambda tx: tx.add_many(_BARE, rows))
    seconds = perf_counter() - started
    town.installation.close()
    return count / seconds


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    url = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if url is not None:
            migrate(url)
        town = open_town(folder / "batch", url)
        settle_in(town)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = asyncio.run(measure(town, count))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        town.installation.close()
        alone = bare(folder / "bare", None, count) if url is None else 0.0
    found |= {
        "megabytes_more": round((after - before) / 1024),
        "bare_rows_per_second": round(alone),
        "least": LEAST_RATIO,
        "ratio": round(found["rows_per_second"] / alone, 3) if alone else None,
    }
    print(json.dumps(found))  # noqa: T201 - the output


if __name__ == "__main__":
    main()
