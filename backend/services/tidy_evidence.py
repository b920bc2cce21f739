"""Files of evidence without a row are overwritten and removed: a crash came between the two."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from backend.services.desk import Desk
from backend.storage.evidence import evidence_of_subject

# By then whoever was sending has long been answered.
KEPT: Final = timedelta(days=1)


async def tidy_evidence(desk: Desk, now: datetime) -> int:
    """Remove them, in every city; returns how many."""
    return await asyncio.to_thread(_tidy, desk, now - KEPT)


def _tidy(desk: Desk, before: datetime) -> int:
    return sum(
        _tidy_of(desk, city, subject, before)
        for city in desk.cities
        for subject in desk.evidence.subjects(city)
    )


def _tidy_of(desk: Desk, city: str, subject: str, before: datetime) -> int:
    # Files first: what has no row now is none that was stored since.
    old = desk.evidence.older_than(city, subject, before)
    if not old:
        return 0
    found = desk.database.read_now(lambda tx: evidence_of_subject(tx, city, subject))
    known = {each.file for each in found}
    nameless = [name for name in old if name not in known]
    for name in nameless:
        desk.evidence.destroy_one(city, subject, name)
    return len(nameless)
