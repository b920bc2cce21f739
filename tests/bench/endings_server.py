"""A server of a city in which deeds of very many residents end on one day.

The rows are written straight into the tables, as the services would have left them. Beside the real
routes there are two for the bench: `POST /midnight` sets the clock on to the day, `POST /end` does
what the clock's job does and answers with its seconds. Prints one JSON object on its first line.
"""

import argparse
import json
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import uvicorn
from litestar import post

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from builders import CityTree  # noqa: E402 - the tests' folder comes first
from installation import UNTHROTTLED, Town, open_town  # noqa: E402 - as above

from backend.app import ROUTES, create_app  # noqa: E402 - as above
from backend.core.instant import instant_in  # noqa: E402 - as above
from backend.services.refresh_due_scores import refresh_due_scores  # noqa: E402 - as above
from backend.services.refresh_score import score_of  # noqa: E402 - as above
from backend.storage.database import Transaction  # noqa: E402 - as above
from backend.storage.values import micros  # noqa: E402 - as above
from backend.web.guard import PUBLIC  # noqa: E402 - as above
from backend.web.throttle import Allowances, Throttle  # noqa: E402 - as above

# A minute before the day begins in China; tokens are good for longer than a bench takes.
EVENING: Final = datetime(2027, 3, 1, 15, 59, tzinfo=UTC)
CHUNK: Final = 10_000
# Of those who read, one in ten has a deed that ends; the others read as on any day.
READERS: Final = 1_000
ENDING_READERS: Final = READERS // 10
# Volunteering counts for a year: half of it is still to come.
LASTING: Final = date(2026, 9, 1)
_RESIDENT: Final = """
insert into resident (city, subject, state, since, consented_to)
values (:city, :subject, 'participating', :since, :consented_to)
"""
_DEED: Final = """
insert into deed (city, subject, id, deed_type, occurred_on, quantity, unit, recorded_at,
                  entered_by, department, counts_from, fingerprint)
values (:city, :subject, :id, 'volunteering', :occurred_on, '60', 'hours', :recorded_at,
        'collector-one', :department, :counts_from, :fingerprint)
"""
_SCORE: Final = """
insert into score (city, subject, total, band, next_change, due_on, digest, on_day, is_stale,
                   version)
values (:city, :subject, :total, :band, :next_change, :next_change, :digest, :on_day, 0, 1)
"""


class Endings:
    """Fills a town whose clock stands at the evening before the day."""

    def __init__(self, town: Town) -> None:
        """Begin with nobody."""
        self._town, self._desk, self._city = town, town.desk, town.city
        zone = self._desk.city(self._city).time_zone
        self._today = instant_in(zone, town.clock.now()).day
        self._ending = (self._today + timedelta(days=1)).replace(year=self._today.year - 1)
        self._template = self._resident()

    def fill(self, residents: int) -> list[str]:
        """Make as many residents with one ending deed each, and some whose deeds go on.

        Returns:
            The subject ids of those who read.
        """
        for first in range(0, residents, CHUNK):
            self._add(range(first, min(first + CHUNK, residents)), self._ending)
        self._add(range(residents, residents + READERS - ENDING_READERS), LASTING)
        if self._desk.database.dialect == "postgresql":
            # As the server does by itself in the days in which a city fills.
            self._desk.database.write_now(lambda tx: tx.execute("analyze"))
        ending = range(0, residents, residents // ENDING_READERS)
        staying = range(residents, residents + READERS - ENDING_READERS)
        return [_hex(place) for place in (*ending, *staying)]

    def _resident(self) -> dict[str, Any]:
        """The row of somebody who joined through the services."""
        subject = self._town.join(1)
        row = self._desk.database.read_now(
            lambda tx: tx.row(
                "select since, consented_to from resident where subject = :subject", subject=subject
            )
        )
        assert row is not None
        return {"since": row[0], "consented_to": row[1]}

    def _add(self, places: range, occurred_on: date) -> None:
        residents = [
            {"city": self._city, "subject": _hex(place), **self._template} for place in places
        ]
        deeds = [self._deed(place, occurred_on) for place in places]

        def people(tx: Transaction) -> None:
            tx.add_many(_RESIDENT, residents)
            tx.add_many(_DEED, deeds)

        self._desk.database.write_now(people)
        now, first = self._town.clock.now(), _hex(places[0])
        _, made = self._desk.database.read_now(
            lambda tx: score_of(self._desk, tx, self._city, first, now)
        )
        assert made.next_change is not None
        held: dict[str, object] = {
            "city": self._city,
            "total": str(made.total),
            "band": made.band,
            "next_change": made.next_change.isoformat(),
            "digest": made.digest,
            "on_day": self._today.isoformat(),
        }
        scores: list[dict[str, object]] = [{"subject": _hex(place), **held} for place in places]
        self._desk.database.write_now(lambda tx: tx.add_many(_SCORE, scores))

    def _deed(self, place: int, occurred_on: date) -> dict[str, object]:
        return {
            "city": self._city,
            "subject": _hex(place),
            "id": str(UUID(int=place)),
            "occurred_on": occurred_on.isoformat(),
            "recorded_at": micros(self._town.clock.now() - timedelta(days=100)),
            "department": self._desk.deed_type("volunteering").departments[0],
            "counts_from": occurred_on.isoformat(),
            "fingerprint": bytes(32),
        }


def _hex(place: int) -> str:
    """A subject id: as scattered as random ones, and the same each time."""
    return UUID(int=place * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128).hex


def main() -> None:
    """Fill an installation, if asked, and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--residents", type=int, default=0)
    args = parser.parse_args()
    configs = args.folder / "city_configs"
    if not configs.exists():
        CityTree(args.folder, "fuzhou")
    town = open_town(args.folder / "data", args.url, configs=configs, moment=EVENING)
    readers = Endings(town).fill(args.residents) if args.residents else []

    @post("/midnight", opt={"public": True, "throttle": "none"})
    async def midnight() -> None:
        """Let the day begin."""
        town.clock.advance(minutes=2)

    @post("/end", opt={"public": True, "throttle": "none"})
    async def end() -> dict[str, float]:
        """Do what the clock's job does."""
        begin = time.perf_counter()
        ended = await refresh_due_scores(town.desk, town.clock.now())
        return {"ended": ended, "seconds": time.perf_counter() - begin}

    app = create_app(
        town.installation,
        throttle=Throttle(Allowances(**dict.fromkeys(Allowances.__struct_fields__, UNTHROTTLED))),
        routes=(*ROUTES, midnight, end),
        public=PUBLIC | {("POST", "/midnight"), ("POST", "/end")},
        with_jobs=False,
    )
    tokens = [town.desk.tokens.issue(town.resident(each), town.clock.now()) for each in readers]
    print(json.dumps(tokens), flush=True)  # noqa: T201 - for the bench
    uvicorn.run(app, port=args.port, log_level="critical", access_log=False)


if __name__ == "__main__":
    main()
