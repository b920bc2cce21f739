"""Whoever is leaving stays so, though a backup of before is put back: the key store knows it.

The mark is written after the commit, so that it never speaks of what did not happen. Where a crash
came between, the clock writes it.
"""

import asyncio
from datetime import datetime
from functools import partial

from backend.services.desk import Desk
from backend.services.end_consent import Ending, end_consent
from backend.storage.database import Transaction
from backend.storage.leaving_marks import LeavingMark
from backend.storage.logs import clock_of
from backend.storage.residents import Resident, State, leavers_of, move, resident_of


async def note_standing(desk: Desk, city: str, subject: str) -> None:
    """Mark a resident who has begun to leave, or forget the mark of one who has returned."""
    resident = await desk.database.read(lambda tx: resident_of(tx, city, subject))
    if resident is not None:
        await asyncio.to_thread(_note, desk, resident)


async def mark_leavers(desk: Desk, now: datetime) -> int:
    """Write the marks that are missing, and forget those of who has returned; says how many."""
    done = 0
    for city in desk.cities:
        leaving = await desk.database.read(partial(leavers_of, city=city))
        marks = await asyncio.to_thread(desk.keys.leaving, city)
        changed = [each for each in leaving if marks.get(each.subject) != _mark_of(each)]
        for subject in marks.keys() - {each.subject for each in leaving}:
            resident = await desk.database.read(partial(resident_of, city=city, subject=subject))
            if resident is not None and _has_returned(resident, marks[subject], now):
                changed.append(resident)
        for each in changed:
            await asyncio.to_thread(_note, desk, each)
        done += len(changed)
    return done


def keep_leaving(desk: Desk, now: datetime) -> int:
    """At the start: who is marked and takes part again, by a backup, leaves as before.

    Returns how many.
    """
    done = 0
    for city in desk.cities:
        for subject, mark in desk.keys.leaving(city).items():
            done += desk.database.write_now(partial(_keep, desk, city, subject, mark, now))
    return done


def _mark_of(resident: Resident) -> LeavingMark | None:
    if resident.state is not State.LEAVING or resident.erase_at is None:
        return None
    return LeavingMark(since=resident.since, erase_at=resident.erase_at)


def _note(desk: Desk, resident: Resident) -> None:
    mark = _mark_of(resident)
    if mark is None:
        desk.keys.unmark_leaving(resident.city, resident.subject)
    else:
        desk.keys.mark_leaving(resident.city, resident.subject, mark)


def _has_returned(resident: Resident, mark: LeavingMark, now: datetime) -> bool:
    """True where the resident takes part since later than the mark, and not by a backup."""
    return resident.state_at(now) is State.PARTICIPATING and resident.since >= mark.since


def _keep(
    desk: Desk, city: str, subject: str, mark: LeavingMark, now: datetime, tx: Transaction
) -> bool:
    tx.lock(city, subject)
    resident = resident_of(tx, city, subject)
    if resident is None or resident.since >= mark.since:
        return False
    if resident.state is State.LEAVING:
        # They had returned since, and left again: until when they may return was said anew.
        return move(tx, resident, State.LEAVING, mark.since, mark.erase_at)
    if resident.state is not State.PARTICIPATING:
        return False
    ending = Ending(
        actor=clock_of(city, now),
        at=mark.since,
        erase_at=mark.erase_at,
        detail={"why": "restored"},
    )
    end_consent(desk, tx, resident, ending)
    return True
