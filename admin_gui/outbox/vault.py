"""The vault: one person's box on this machine, opened with the password, by one desktop only.

A box is a folder of its own for each server, city and account. Its content is sealed under a random
key, and that key under the password: another password rewraps 32 bytes and seals nothing anew.
Opening works without the server, so it doubles as the sign-in while there is no network.

The lock lies beside the folder, not in it: a box that is set aside stays held while it is renamed.
The system takes the lock back when a process ends, however it ends.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from admin_gui.outbox.cabinet import Cabinet
from admin_gui.outbox.errors import (
    BoxMissingError,
    BoxPresentError,
    HeldError,
    UnwritableError,
)
from admin_gui.outbox.items import BOOKINGS, DEEDS
from admin_gui.outbox.outbox import Bookings, Outbox
from admin_gui.outbox.sealing import (
    USUAL,
    Seal,
    Slowness,
    WrappedKey,
    new_key,
    unwrap,
    wrap,
)
from admin_gui.outbox.store import FILE, Store, make_private_folder, sync_folder, told

ASIDE = ".aside-"


def box_folder(root: Path, server: str, city: str, name: str) -> Path:
    """Where the box of an account lies.

    Args:
        root: the folder of all boxes.
        server: its address; a slash at the end and capitals make no other server.
        city: a city's code.
        name: what the person signs in with; capitals make no other person.
    """
    who = [server.rstrip("/").casefold(), city, name.strip().casefold()]
    return root / hashlib.sha256(json.dumps(who).encode()).hexdigest()[:32]


class Vault:
    """An open box.

    Attributes:
        folder: where it lies.
        outbox: the deeds in it.
        bookings: of a counter, the passes in it that were booked without a network.
        cabinet: what else is remembered in it.
    """

    def __init__(self, store: Store, key: bytes) -> None:
        """Take over an open file; use `create` or `unlock`."""
        self.folder = store.folder
        self._store = store
        profile = profile_of(store.folder)
        self.outbox = Outbox(DEEDS, store, Seal(key), profile)
        self.bookings = Bookings(BOOKINGS, store, Seal(key), profile)
        self.cabinet = Cabinet(store, Seal(key), profile)

    @classmethod
    def create(cls, folder: Path, password: str, slowness: Slowness = USUAL) -> "Vault":
        """Make an empty box; takes 0.1 to 0.2 seconds.

        Raises:
            BoxPresentError: if there is one already.
            HeldError: if another desktop has it open.
            OutboxError: if it could not be stored.
        """
        with _opened(folder) as store:
            if _kept(store) is not None:
                raise BoxPresentError
            key = new_key()
            _keep(store, wrap(key, password, slowness, profile=profile_of(folder)))
            return cls(store, key)

    @classmethod
    def unlock(cls, folder: Path, password: str) -> "Vault":
        """Open a box; takes 0.1 to 0.2 seconds.

        Raises:
            BoxMissingError: if there is none.
            WrongPasswordError: if the password does not open it.
            HeldError: if another desktop has it open.
            OutboxError: if it cannot be read.
        """
        if not (folder / FILE).exists():
            raise BoxMissingError
        with _opened(folder) as store:
            kept = _kept(store)
            if kept is None:
                raise BoxMissingError
            key = unwrap(kept, password, profile=profile_of(folder))
            return cls(store, key)

    @classmethod
    def unlock_with_former(cls, folder: Path, former: str, new: str) -> "Vault":
        """Open a box whose account got another password elsewhere, and rewrap it.

        Raises:
            WrongPasswordError: if the former password does not open it; nothing is changed.
        """
        vault = cls.unlock(folder, former)
        try:
            vault.rewrap(former, new)
        except BaseException:
            vault.close()
            raise
        return vault

    def rewrap(self, old_password: str, new_password: str) -> None:
        """Put the box under another password; after a crash, one of the two opens it.

        Raises:
            WrongPasswordError: if the old one does not open it; nothing is changed.
        """
        kept = _kept(self._store)
        if kept is None:
            raise BoxMissingError
        profile = profile_of(self.folder)
        key = unwrap(kept, old_password, profile=profile)
        _keep(self._store, wrap(key, new_password, kept.slowness, profile=profile))
        # The old wrapping must not outlive the old password.
        self._store.purge()

    def close(self) -> None:
        """Close the box and let others open it; its queues and cabinet work no more."""
        self._store.close()

    def __enter__(self) -> Self:
        """Nothing more."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def is_there(folder: Path) -> bool:
    """Whether somebody has a box here: then the password opens it without the server.

    One that a crash left without a key, before anything could be saved, is there, too: `unlock`
    then says that it is missing, and `create` makes it.
    """
    return (folder / FILE).exists()


def set_aside(folder: Path, now: datetime) -> Path:
    """Rename a box that its new password does not open, so that work can go on in another.

    Nothing is deleted: with the former password, the renamed folder opens like any other.

    Returns:
        Where it lies now.

    Raises:
        HeldError: if a desktop has it open.
        UnwritableError: if it could not be renamed.
    """
    aside = folder.with_name(f"{folder.name}{ASIDE}{now.astimezone(UTC):%Y%m%dT%H%M%S%f}")
    lock = _held(folder)
    try:
        folder.rename(aside)
        sync_folder(folder.parent)
    except OSError as error:
        raise told(error, folder) from error
    finally:
        lock.release()
    return aside


def profile_of(folder: Path) -> str:
    """What everything in a box is bound to: the account, wherever the box was set aside."""
    return folder.name.partition(ASIDE)[0]


@contextmanager
def _opened(folder: Path) -> Iterator[Store]:
    """The file, which stays open and locked if nothing fails meanwhile."""
    make_private_folder(folder.parent)
    with ExitStack() as stack:
        lock = _held(folder)
        stack.callback(lock.release)
        make_private_folder(folder)
        store = Store(folder, on_close=lock.release)
        stack.callback(store.close)
        yield store
        stack.pop_all()


def _held(folder: Path) -> FileLock:
    path = folder.with_name(f"{folder.name}.lock")
    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise HeldError from None
    except (OSError, NotImplementedError) as error:
        raise UnwritableError(folder=str(folder), detail=str(error)) from error
    return lock


def _kept(store: Store) -> WrappedKey | None:
    with store.reading() as connection:
        row = connection.execute(
            "select passes, memory_kib, lanes, salt, wrapped from box"
        ).fetchone()
    if row is None:
        return None
    passes, memory_kib, lanes, salt, wrapped = row
    slowness = Slowness(passes=passes, memory_kib=memory_kib, lanes=lanes)
    return WrappedKey(slowness=slowness, salt=salt, wrapped=wrapped)


def _keep(store: Store, wrapped: WrappedKey) -> None:
    slowness = wrapped.slowness
    values = (slowness.passes, slowness.memory_kib, slowness.lanes, wrapped.salt, wrapped.wrapped)
    with store.transaction() as connection:
        connection.execute("delete from box")
        connection.execute(
            "insert into box (one, passes, memory_kib, lanes, salt, wrapped)"
            " values (1, ?, ?, ?, ?, ?)",
            values,
        )
