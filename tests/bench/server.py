"""The server that the benches ask: the real application, and one bare route of each kind beside it.

Prints a resident's token and those of collectors on its first line.
"""

import asyncio
import os
import sys
from pathlib import Path

import uvicorn
from litestar import get, post
from litestar.params import JSONBody

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from installation import UNTHROTTLED, Town, number, open_town  # noqa: E402 - the tests' folder comes first

from backend.app import ROUTES, create_app  # noqa: E402 - as above
from backend.contracts.deeds import DeedIn, DeedReceipt  # noqa: E402 - as above
from backend.contracts.scoring import HeadlineView  # noqa: E402 - as above
from backend.services.read_score import read_headline  # noqa: E402 - as above
from backend.storage.migrate import migrate  # noqa: E402 - as above
from backend.web.guard import PUBLIC  # noqa: E402 - as above
from backend.web.throttle import Allowances, Throttle  # noqa: E402 - as above

RESIDENTS = 1000
# So many that none gives a resident more in a year than the city lets one collector give alone.
COLLECTORS = 24


def main() -> None:
    """Fill an installation with residents, and serve it."""
    url = os.environ.get("BENCH_URL")
    if url is not None:
        migrate(url)
    town = open_town(Path(os.environ["BENCH_FOLDER"]), url)
    asyncio.run(_fill(town))
    subject = town.desk.keys.subject_of(town.city, number(0))
    assert subject is not None
    view, _ = asyncio.run(read_headline(town.desk, town.city, subject, town.clock.now()))

    @get("/bare", opt={"public": True, "throttle": "none"})
    async def bare_read() -> HeadlineView:
        """Answer with a struct of the same size, and do nothing else."""
        return view

    receipt = town.log(0, "volunteering", "bare", quantity=10)

    @post("/bare", opt={"public": True, "throttle": "none"})
    async def bare_write(data: JSONBody[DeedIn]) -> DeedReceipt:
        """Read the same body, and answer with the same receipt."""
        return receipt

    app = create_app(
        town.installation,
        throttle=Throttle(Allowances(**dict.fromkeys(Allowances.__struct_fields__, UNTHROTTLED))),
        routes=(*ROUTES, bare_read, bare_write),
        public=PUBLIC | {("GET", "/bare"), ("POST", "/bare")},
        with_jobs=False,
    )
    department = town.desk.deed_type("volunteering").departments[0]
    collectors = [town.collector(department, f"{place}") for place in range(COLLECTORS)]
    now, people = town.clock.now(), (town.resident(subject), *collectors)
    print(*(town.desk.tokens.issue(each, now) for each in people), flush=True)  # noqa: T201 - for the bench
    uvicorn.run(app, port=int(os.environ["BENCH_PORT"]), log_level="critical", access_log=False)


async def _fill(town: Town) -> None:
    for place in range(RESIDENTS):
        await town.participant(place)
        for turn in range(3):
            await town.enter(place, "volunteering", f"{place}-{turn}", quantity=10)


if __name__ == "__main__":
    main()
