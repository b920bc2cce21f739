"""At the start: whoever has rows and no key has left, and a backup brought the rows back.

The key store is newer than every backup of the database, for it is in none of them. So what a
backup brings back of somebody who was erased since is erased again, before anything is answered.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from backend.core.problems import Place, ProblemsError
from backend.services.desk import Desk
from backend.services.erase_resident import erase_rows
from backend.storage.belonging import bind_key_store, key_store_of
from backend.storage.database import Transaction
from backend.storage.logs import clock_of
from backend.storage.residents import subjects_of

AT_ONCE: Final = 100


def erase_keyless(desk: Desk, now: datetime) -> int:
    """Erase rows and files of whoever has no key; returns how many residents.

    One who has a key and no rows was enrolled after the backup. Nothing is known of them but that
    their number was enrolled; who enrols it again begins anew.
    """
    done = 0
    for city in desk.cities:
        for subjects in _in_parts(_keyless(desk, city)):
            for subject in subjects:
                desk.evidence.destroy(city, subject)
            done += desk.database.write_now(partial(_erase, city, subjects, now))
        _destroy_files(desk, city)
    desk.database.wipe_now()
    return done


def check_key_store(desk: Desk) -> None:
    """See that key store and rows belong together; at the first start, let them.

    Raises:
        ProblemsError: where they do not: beside another key store everybody would be erased.
    """
    found = desk.database.read_now(key_store_of)
    if found is None:
        desk.database.write_now(lambda tx: bind_key_store(tx, desk.keys.id))
    elif found != desk.keys.id:
        place = Place(str(desk.keys.path), "CITYPOINTS_DATA_DIR")
        raise ProblemsError(place.problem("key-store-of-others"))


def _keyless(desk: Desk, city: str) -> list[str]:
    # Rows first: whoever is enrolled meanwhile has the key before the row.
    subjects = desk.database.read_now(lambda tx: subjects_of(tx, city))
    known = set(desk.keys.subjects(city))
    return [subject for subject in subjects if subject not in known]


def _erase(city: str, subjects: Sequence[str], now: datetime, tx: Transaction) -> int:
    actor = clock_of(city, now)
    return sum(erase_rows(tx, subject, actor) is not None for subject in subjects)


def _destroy_files(desk: Desk, city: str) -> None:
    """Of somebody whose rows are gone, files may still be there."""
    for subject in desk.evidence.subjects(city):
        if desk.keys.data_key(city, subject) is None:
            desk.evidence.destroy(city, subject)


def _in_parts(subjects: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(subjects), AT_ONCE):
        yield subjects[begin : begin + AT_ONCE]
