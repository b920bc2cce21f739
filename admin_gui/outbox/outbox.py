"""The outbox: deeds in the order in which they were saved, and what became of each.

Every step is durable when its method returns. Sending a deed begins with `mark_attempt`, which is
stored before the first byte leaves: from then on the server may have the deed, so it cannot be
withdrawn, only sent again under the same id, which the server answers with the same receipt.

What is plain in the file (ids, states, counts and times) is repeated in what is sealed. A row that
does not match is never sent, shown or cleared: it is kept, and told by `damaged()`. Who can write
the file could still delete a row or bring back an older copy; of the latter the worst is that a
deed is sent again, which the server knows by its id.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final
from uuid import UUID

import msgspec

from admin_gui.outbox.cabinet import forget as forget_values
from admin_gui.outbox.errors import IdTakenError, StateError, UnfitDeedError
from admin_gui.outbox.items import SETTLED, Damage, Item, State
from admin_gui.outbox.rows import Rows, instant
from admin_gui.outbox.sealing import Seal
from admin_gui.outbox.store import Store
from backend.contracts.deeds import DeedIn, DeedReceipt

PAGE: Final = 200
# A try that lies further ahead was set by a clock that was wrong then, or is wrong now.
DELAY_MOST: Final = timedelta(minutes=10)


class Outbox:
    """The deeds of an open box; any thread may use it."""

    def __init__(self, store: Store, seal: Seal, profile: str) -> None:
        """Work on an open box."""
        self._store = store
        self._rows = Rows(seal, profile)
        self._on_work: Callable[[], None] | None = None

    def watch(self, on_work: Callable[[], None] | None) -> None:
        """Let one be told whenever there is something new to send; or none any more."""
        self._on_work = on_work

    def add(
        self, deeds: Sequence[DeedIn], now: datetime, *, forget: Iterable[str] = ()
    ) -> list[Item]:
        """Keep deeds, durably: all of them or none.

        A deed that is there already, the same in everything, is not added twice: a screen that
        saves its restored draft again gets the item of before.

        Args:
            deeds: in the order in which they are to be sent.
            now: this machine's time.
            forget: names in the cabinet that end in the same moment, such as the draft's.

        Raises:
            UnfitDeedError: if the wire would not take one of them.
            IdTakenError: if another deed has its id.
            OutboxError: if they could not be stored.
        """
        for deed in deeds:
            check_fit(deed)
        with self._store.transaction() as connection:
            items = [self._added(connection, deed, now) for deed in deeds]
            forget_values(connection, forget)
        self._tell()
        return items

    def items(
        self,
        limit: int = PAGE,
        before_sequence: int | None = None,
        states: Iterable[State] | None = None,
    ) -> list[Item]:
        """A page of items, newest first; the next begins before the last one's sequence."""
        with self._store.reading() as connection:
            rows = self._rows.newest_first(connection, limit, before_sequence, states)
            found: list[Item] = []
            for item in rows:
                found.append(item)
                if len(found) == limit:
                    break
        return found

    def find(self, deed: UUID) -> Item | None:
        """The item of a deed.

        Raises:
            DamagedError: if it was changed on the disk.
        """
        with self._store.reading() as connection:
            return self._rows.one(connection, deed)

    def counts(self) -> dict[State, int]:
        """How many there are in each state, damaged ones too; a state without any is absent."""
        with self._store.reading() as connection:
            rows = connection.execute("select state, count(*) from item group by state")
            return dict(rows.fetchall())

    def damaged(self) -> list[Damage]:
        """Every row that is not what was stored. Reads all: for a thread, not for the window's."""
        with self._store.reading() as connection:
            return self._rows.damaged(connection)

    def next_due(self, now: datetime) -> Item | None:
        """The first deed that may be sent: none of its resident's stands before it."""
        held: set[str] = set()
        with self._store.reading() as connection:
            for item in self._rows.waiting(connection):
                resident = item.deed.number.strip().upper()
                if resident in held:
                    continue
                if _is_due(item, now):
                    return item
                held.add(resident)
        return None

    def next_try_at(self) -> datetime | None:
        """When the first of the delayed deeds may be tried again."""
        with self._store.reading() as connection:
            row = connection.execute(
                "select min(next_try_at) from item where state = 'waiting'"
            ).fetchone()
        return instant(row[0])

    def hurry(self) -> None:
        """Let every delayed deed be tried at once."""
        with self._store.transaction() as connection:
            connection.execute("update item set next_try_at = null where next_try_at is not null")

    def withdraw(self, deed: UUID, now: datetime) -> Item:
        """Take back a deed that certainly is not stored: never attempted, or refused.

        Raises:
            StateError: if it was attempted meanwhile, so that the server may have it.
        """
        with self._store.transaction() as connection:
            item = self._needed(connection, deed)
            never_left = item.state == "waiting" and item.attempts == 0
            if not never_left and item.state != "refused":
                raise StateError(detail=item.state)
            return self._changed(connection, item, state="withdrawn", settled_at=now)

    def correct(self, deed: UUID, corrected: DeedIn, now: datetime) -> Item:
        """Put a corrected deed, with an id of its own, in the place of a refused one.

        Returns:
            The new item; the old one stays, as `corrected`, and names it.

        Raises:
            StateError: if the old one is not refused.
            UnfitDeedError: if the wire would not take the new one.
            IdTakenError: if its id is not new.
        """
        check_fit(corrected)
        with self._store.transaction() as connection:
            item = self._needed(connection, deed)
            if item.state != "refused":
                raise StateError(detail=item.state)
            if self._rows.has(connection, corrected.id):
                raise IdTakenError
            new = self._rows.insert(connection, corrected, now)
            changes = {"state": "corrected", "corrected_by": new.id, "settled_at": now}
            self._changed(connection, item, **changes)
        self._tell()
        return new

    def retry(self, deed: UUID) -> Item:
        """Let a refused deed be sent again, as it is and in its old place; or a delayed one now.

        Raises:
            StateError: if it is neither refused nor waiting.
        """
        with self._store.transaction() as connection:
            item = self._needed(connection, deed)
            if item.state not in {"refused", "waiting"}:
                raise StateError(detail=item.state)
            changes = {"state": "waiting", "settled_at": None, "next_try_at": None}
            item = self._changed(connection, item, **changes)
        self._tell()
        return item

    def clear(self, before: datetime) -> int:
        """Remove what was settled before a moment: sent with its receipt, withdrawn, corrected.

        Refused, waiting and damaged ones stay whatever their age.

        Returns:
            How many are gone, with no trace on the disk.
        """
        with self._store.transaction() as connection:
            # Each is opened: only what its seal proves to be settled is removed.
            gone = [
                item.sequence
                for item in self._rows.newest_first(connection, PAGE, None, SETTLED)
                if item.settled_at is not None and item.settled_at < before
            ]
            connection.executemany("delete from item where sequence = ?", [(n,) for n in gone])
        self._store.purge()
        return len(gone)

    def mark_attempt(self, deed: UUID) -> Item | None:
        """Store that sending begins; none where the deed does not wait any more."""
        with self._store.transaction() as connection:
            item = self._needed(connection, deed)
            if item.state != "waiting":
                return None
            changes = {"attempts": item.attempts + 1, "next_try_at": None}
            return self._changed(connection, item, **changes)

    def mark_delayed(self, deed: UUID, sentence: str, next_try_at: datetime) -> Item:
        """Store why it could not be sent, and when it is tried again."""
        with self._store.transaction() as connection:
            item = self._attempted(connection, deed)
            changes = {"sentence": sentence, "fields": {}, "next_try_at": next_try_at}
            return self._changed(connection, item, **changes)

    def mark_refused(
        self, deed: UUID, sentence: str, fields: dict[str, str], now: datetime
    ) -> Item:
        """Store that the server refused it, and why."""
        with self._store.transaction() as connection:
            item = self._attempted(connection, deed)
            changes = {"state": "refused", "sentence": sentence, "fields": fields}
            return self._changed(connection, item, settled_at=now, **changes)

    def mark_sent(self, deed: UUID, receipt: DeedReceipt, now: datetime) -> Item:
        """Store the server's receipt: from now on the deed is safe there.

        Raises:
            ValueError: if the receipt is another deed's.
        """
        if receipt.id != deed:
            message = f"the receipt of {receipt.id} is none of {deed}"
            raise ValueError(message)
        with self._store.transaction() as connection:
            item = self._attempted(connection, deed)
            changes = {"state": "sent", "sentence": "", "fields": {}, "receipt": receipt}
            return self._changed(connection, item, settled_at=now, **changes)

    def _added(self, connection: Connection, deed: DeedIn, now: datetime) -> Item:
        if not self._rows.has(connection, deed.id):
            return self._rows.insert(connection, deed, now)
        item = self._needed(connection, deed.id)
        if item.deed != deed:
            raise IdTakenError
        return item

    def _needed(self, connection: Connection, deed: UUID) -> Item:
        item = self._rows.one(connection, deed)
        if item is None:
            raise StateError(detail="cleared")
        return item

    def _attempted(self, connection: Connection, deed: UUID) -> Item:
        item = self._needed(connection, deed)
        if item.state != "waiting" or item.attempts == 0:
            raise StateError(detail=item.state)
        return item

    def _changed(self, connection: Connection, item: Item, **changes: object) -> Item:
        changed = msgspec.structs.replace(item, **changes)
        self._rows.update(connection, changed)
        return changed

    def _tell(self) -> None:
        on_work = self._on_work
        if on_work is not None:
            on_work()


def check_fit(deed: DeedIn) -> None:
    """Refuse what the wire cannot carry, which the struct lets pass when it is built in Python.

    Raises:
        UnfitDeedError: naming the field.
    """
    try:
        carried = msgspec.json.decode(msgspec.json.encode(deed), type=DeedIn)
    except (msgspec.ValidationError, ValueError) as error:
        raise UnfitDeedError(detail=str(error)) from None
    if carried != deed:
        raise UnfitDeedError(detail="quantity")


def _is_due(item: Item, now: datetime) -> bool:
    at = item.next_try_at
    return at is None or at <= now or at > now + DELAY_MOST
