"""How long a resident waits for everything about them: 2,000 deeds with steps, at most 10 s.

One resident with 2,000 deeds (a third of them demerits with papers, each confirmed, one in ten
proven anew, one in twenty annulled for a reason) and as many log entries takes the export, the page
with everything and the statement; and asks what changes by itself. Then ten files of 10 MB are
added, and the export is taken again while the peak of its pieces is watched. Prints one JSON object
on its last line; `ratio` is the slowest of export, page and statement to ten seconds, at most 1.

    python tests/bench/export.py [deeds]
"""

import asyncio
import json
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from disputing import PDF, Court
from installation import Town, deed_id, document, open_town
from litestar.testing import TestClient
from taking import Taker

from backend.contracts.deeds import FollowDeed
from backend.services.confirm_deed import confirm_deed, follow_deed, refuse_deed
from backend.services.read_export import read_own_file, write_export

DEEDS: Final = 2000
SECONDS_MOST: Final = 10
FILES: Final = 10
FILE_BYTES: Final = 10_000_000


async def live(town: Town, deeds: int) -> None:
    """A long life of deeds."""
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    first = date(2024, 1, 1)
    officer, now = town.officer(), town.clock.now()
    for place in range(deeds):
        word = f"deed {place}"
        day = first + timedelta(days=chosen.randrange(1100))
        if place % 3:
            collector = town.collector("civility-office", str(place))
            facts: dict[str, Any] = {"quantity": chosen.randrange(1, 40), "by": collector}
            await town.enter(1, "volunteering", word, occurred_on=day, **facts)
            continue
        if place % 10 == 0:
            # What is proven anew below has not lapsed.
            day = date(2026, 6, 1) + timedelta(days=chosen.randrange(200))
        papers = {"document": document("2024-01-01"), "account": f"What happened, {word}."}
        await town.enter(1, "property-fee-arrears", word, occurred_on=day, **papers)
        deed = str(deed_id(word))
        if place % 20 == 0:
            await refuse_deed(town.desk, officer, deed, f"No debt, {word}.", now)
            continue
        await confirm_deed(town.desk, officer, deed, now)
        if place % 10 == 0:
            told = FollowDeed(
                kind="proven", on=date(2027, 2, 1), reason="Still unpaid.", document=document()
            )
            await follow_deed(town.desk, officer, deed, told, now)


def seconds_of(taker: Taker, path: str) -> tuple[float, int]:
    """How long it took to answer, and how many bytes."""
    begin = perf_counter()
    answer = taker.ask(path)
    taken = perf_counter() - begin
    assert answer.status_code == 200, answer.text
    return round(taken, 3), len(answer.content)


def send_files(taker: Taker) -> None:
    """Ten files of ten megabytes, to one objection."""
    court = Court(taker.town, taker.client)
    fine = court.fine()
    assert court.object(taker.subject, fine).status_code == 201
    filling = b"%" * (FILE_BYTES - len(PDF) - 1) + b"\ntrailer"
    for place in range(FILES):
        content = PDF.replace(b"trailer", filling)
        assert court.send(taker.subject, content, word=f"file {place}").status_code == 201


async def largest_piece(town: Town, taker: Taker) -> int:
    """The most that is in memory at a time of the document's files."""
    view = await read_own_file(town.desk, taker.identity, "en", town.clock.now())
    return max([len(piece) async for piece in write_export(town.desk, view)])


def measure(town: Town, client: TestClient[Any], deeds: int) -> dict[str, Any]:
    """Seconds of everything that a resident takes."""
    taker = Taker(town, client)
    asyncio.run(live(town, deeds))
    made: dict[str, Any] = {"deeds": deeds}
    for name, path in (("export", "export"), ("page", "export.html"), ("statement", "statement")):
        made[f"{name}_s"], made[f"{name}_bytes"] = seconds_of(taker, path)
    begin = perf_counter()
    made["coming_days"] = len(taker.suppose().json()["coming"])
    made["what_if_s"] = round(perf_counter() - begin, 3)
    send_files(taker)
    made["with_files_s"], made["with_files_bytes"] = seconds_of(taker, "export")
    made["largest_piece_bytes"] = asyncio.run(largest_piece(town, taker))
    slowest = max(made[f"{name}_s"] for name in ("export", "page", "statement", "with_files"))
    return {**made, "limit": SECONDS_MOST, "ratio": round(slowest / SECONDS_MOST, 3)}


def main() -> int:
    """Measure, print, and fail above the limit."""
    deeds = int(sys.argv[1]) if len(sys.argv) > 1 else DEEDS
    with tempfile.TemporaryDirectory() as folder:
        town = open_town(Path(folder) / "data")
        with town.client() as client:
            made = measure(town, client, deeds)
        town.installation.close()
    sys.stdout.write(json.dumps(made) + "\n")
    return 0 if made["ratio"] <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
