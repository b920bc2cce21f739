"""A new master key takes the old one's place, while others read and enrol.

The file of the master key holds the new key before anything is sealed with it, and the old one
until nothing is sealed with that any more. So whoever is interrupted, at whatever moment, goes on
where they were when they come again, and nothing is unreadable meanwhile.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock, Timeout

from backend.core.problems import Place, ProblemsError
from backend.storage.crypto import (
    TEXT_SETTING,
    MasterKey,
    SealBrokenError,
    new_master_key,
    replace_master_keys,
)
from backend.storage.keys import KeyState, KeyStore

# So many keys to a transaction that whoever reads or enrols waits some milliseconds.
AT_ONCE: Final = 500


class Rotated(msgspec.Struct, frozen=True, kw_only=True):
    """What a rotation has done.

    Attributes:
        in_use: the id of the master key that has taken the place of the others.
        former: the ids of those, whose copies can be destroyed.
        keys: how many residents' keys it has wrapped.
    """

    in_use: str
    former: tuple[str, ...]
    keys: int


def rotate(store: KeyStore, masters: Sequence[MasterKey], file: Path | None) -> Rotated:
    """Seal everything with a new master key, or finish what an interrupted rotation began.

    Args:
        store: the key store, which others may have open.
        masters: as they were read: the new one first where a rotation has begun.
        file: where they were read; none for the environment, which nobody can change from here: it
            must hold the new key and the old one.

    Raises:
        ProblemsError: saying what is missing, or what could not be read or written.
    """
    with _turn(store.path), _telling(store.path):
        state = store.state()
        _check_at_hand(store.path, state, masters)
        if len(masters) == 1 and not _is_begun(state, masters[0]):
            masters = (_made(masters[0], file), *masters)
        store.adopt(masters[0])
        keys = _rewrap(store)
        store.forget_old_keys()
        if file is not None:
            replace_master_keys(file, masters[0])
    former = tuple(master.id for master in masters[1:])
    return Rotated(in_use=masters[0].id, former=former, keys=keys)


def _rewrap(store: KeyStore) -> int:
    """Wrap every key anew, in passes until one finds none: rows can change places meanwhile."""
    done = 0
    while others := _others(store.state()):
        done += others
        after: int | None = 0
        while after is not None:
            after = store.rewrap(after, AT_ONCE)
    return done


def _others(state: KeyState) -> int:
    return sum(count for master, count in state.counts.items() if master != state.in_use)


def _is_begun(state: KeyState, master: MasterKey) -> bool:
    return state.is_changing or state.in_use != master.id or _others(state) > 0


def _made(old: MasterKey, file: Path | None) -> MasterKey:
    """A new master key, durable beside the old one."""
    if file is None:
        raise ProblemsError(Place("environment", TEXT_SETTING).problem("master-key-not-in-file"))
    new = new_master_key()
    replace_master_keys(file, new, old)
    return new


def _check_at_hand(path: Path, state: KeyState, masters: Sequence[MasterKey]) -> None:
    missing = sorted(set(state.counts) - {master.id for master in masters})
    if missing:
        values = {"missing": ", ".join(missing)}
        raise ProblemsError(_place(path).problem("key-store-lacks-key", "", None, **values))


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """One rotation at a time; the store itself stays free for others."""
    try:
        with FileLock(path.with_name(f"{path.name}.rotating"), timeout=0):
            yield
    except Timeout:
        raise ProblemsError(_place(path).problem("key-store-changing")) from None


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say in our words what the file refuses."""
    try:
        yield
    except (OSError, sqlite3.Error, SealBrokenError) as error:
        refusal = _place(path).problem("key-store-unreadable", detail=str(error))
        raise ProblemsError(refusal) from error


def _place(path: Path) -> Place:
    return Place(str(path), "CITYPOINTS_DATA_DIR")
