"""Queues of what is to be sent, in the order of saving, and what became of each: deeds, bookings.

Every step is durable when its method returns. Sending begins with `mark_attempt`, which is stored
before the first byte leaves: from then on the server may have what was sent, so that it cannot be
withdrawn, only sent again under the same id, which the server answers with the same receipt.

What is plain in the file (ids, states, counts and times) is repeated in what is sealed. A row that
does not match is never sent, shown or cleared: it is kept, and told by `damaged()`. Who can write
the file could still delete a row or bring back an older copy; of the latter the worst is that
something is sent again, which the server knows by its id.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final, Generic
from uuid import UUID

import msgspec

from admin_gui.outbox.cabinet import forget as forget_values
from admin_gui.outbox.errors import IdTakenError, StateError, UnfitDeedError
from admin_gui.outbox.items import SETTLED, Content, Damage, Kind, Parcel, Receipt, Sent, State
from admin_gui.outbox.rows import Rows, instant
from admin_gui.outbox.sealing import Seal
from admin_gui.outbox.store import Store
from backend.contracts.deeds import DeedIn, DeedReceipt
from backend.contracts.redemptions import RedemptionView, SettledRedemption

PAGE: Final = 200
# A try that lies further ahead was set by a clock that was wrong then, or is wrong now.
DELAY_MOST: Final = timedelta(minutes=10)


class Queue(Generic[Content, Receipt]):
    """What waits in an open box, of one kind; any thread may use it."""

    def __init__(
        self, kind: Kind[Content, Receipt], store: Store, seal: Seal, profile: str
    ) -> None:
        """Work on an open box."""
        self._kind = kind
        self._store = store
        self._rows = Rows(kind, seal, profile)
        self._on_work: Callable[[], None] | None = None

    def watch(self, on_work: Callable[[], None] | None) -> None:
        """Let one be told whenever there is something new to send; or none any more."""
        self._on_work = on_work

    def add(
        self,
        contents: Sequence[Content],
        now: datetime,
        *,
        forget: Iterable[str] = (),
        attempts: int = 0,
    ) -> list[Parcel[Content, Receipt]]:
        """Keep contents, durably: all of them or none.

        One that is there already, the same in everything, is not added twice: a screen that saves
        its restored draft again gets the item of before.

        Args:
            contents: in the order in which they are to be sent.
            now: this machine's time.
            forget: names in the cabinet that end in the same moment, such as the draft's.
            attempts: how often they were sent before they came here, so that the server may have
                them already.

        Raises:
            UnfitDeedError: if the wire would not take one of them.
            IdTakenError: if another one has its id.
            OutboxError: if they could not be stored.
        """
        for content in contents:
            check_fit(content)
        with self._store.transaction() as connection:
            items = [self._added(connection, each, now, attempts) for each in contents]
            forget_values(connection, forget)
        self._tell()
        return items

    def items(
        self,
        limit: int = PAGE,
        before_sequence: int | None = None,
        states: Iterable[State] | None = None,
    ) -> list[Parcel[Content, Receipt]]:
        """A page of items, newest first; the next begins before the last one's sequence."""
        with self._store.reading() as connection:
            rows = self._rows.newest_first(connection, limit, before_sequence, states)
            found: list[Parcel[Content, Receipt]] = []
            for item in rows:
                found.append(item)
                if len(found) == limit:
                    break
        return found

    def find(self, id_: UUID) -> Parcel[Content, Receipt] | None:
        """The item of an id.

        Raises:
            DamagedError: if it was changed on the disk.
        """
        with self._store.reading() as connection:
            return self._rows.one(connection, id_)

    def counts(self) -> dict[State, int]:
        """How many there are in each state, damaged ones too; a state without any is absent."""
        with self._store.reading() as connection:
            rows = connection.execute(
                f"select state, count(*) from {self._kind.table} group by state"
            )
            return dict(rows.fetchall())

    def damaged(self) -> list[Damage]:
        """Every row that is not what was stored. Reads all: for a thread, not for the window's."""
        with self._store.reading() as connection:
            return self._rows.damaged(connection)

    def next_due(self, now: datetime) -> Parcel[Content, Receipt] | None:
        """The first one that may be sent: none that belongs with it stands before it."""
        held: set[str] = set()
        with self._store.reading() as connection:
            for item in self._rows.waiting(connection):
                whose = self._kind.whose(item.content)
                if whose in held:
                    continue
                if _is_due(item, now):
                    return item
                held.add(whose)
        return None

    def next_try_at(self) -> datetime | None:
        """When the first of the delayed ones may be tried again."""
        with self._store.reading() as connection:
            row = connection.execute(
                f"select min(next_try_at) from {self._kind.table} where state = 'waiting'"
            ).fetchone()
        return instant(row[0])

    def hurry(self) -> None:
        """Let every delayed one be tried at once."""
        with self._store.transaction() as connection:
            connection.execute(
                f"update {self._kind.table} set next_try_at = null where next_try_at is not null"
            )

    def withdraw(self, id_: UUID, now: datetime, why: str = "") -> Parcel[Content, Receipt]:
        """Take back what certainly is not stored: never attempted, or refused.

        Args:
            id_: of it.
            now: this machine's time.
            why: kept in place of the last problem, where something is said.

        Raises:
            StateError: if it was attempted meanwhile, so that the server may have it.
        """
        with self._store.transaction() as connection:
            item = self._needed(connection, id_)
            never_left = item.state == "waiting" and item.attempts == 0
            if not never_left and item.state != "refused":
                raise StateError(detail=item.state)
            changes = {"state": "withdrawn", "sentence": why or item.sentence}
            return self._changed(connection, item, settled_at=now, **changes)

    def correct(self, id_: UUID, corrected: Content, now: datetime) -> Parcel[Content, Receipt]:
        """Put a corrected one, with an id of its own, in the place of a refused one.

        Returns:
            The new item; the old one stays, as `corrected`, and names it.

        Raises:
            StateError: if the old one is not refused.
            UnfitDeedError: if the wire would not take the new one.
            IdTakenError: if its id is not new.
        """
        check_fit(corrected)
        with self._store.transaction() as connection:
            item = self._needed(connection, id_)
            if item.state != "refused":
                raise StateError(detail=item.state)
            if self._rows.has(connection, corrected.id):
                raise IdTakenError
            new = self._rows.insert(connection, corrected, now)
            changes = {"state": "corrected", "corrected_by": new.id, "settled_at": now}
            self._changed(connection, item, **changes)
        self._tell()
        return new

    def retry(self, id_: UUID) -> Parcel[Content, Receipt]:
        """Let one be sent as it is and in its old place: refused, withdrawn, or delayed till now.

        Raises:
            StateError: if it is none of these.
        """
        with self._store.transaction() as connection:
            item = self._needed(connection, id_)
            if item.state not in {"refused", "withdrawn", "waiting"}:
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
            connection.executemany(
                f"delete from {self._kind.table} where sequence = ?", [(n,) for n in gone]
            )
        self._store.purge()
        return len(gone)

    def mark_attempt(self, id_: UUID) -> Parcel[Content, Receipt] | None:
        """Store that sending begins; none where it does not wait any more."""
        with self._store.transaction() as connection:
            item = self._needed(connection, id_)
            if item.state != "waiting":
                return None
            changes = {"attempts": item.attempts + 1, "next_try_at": None}
            return self._changed(connection, item, **changes)

    def mark_delayed(
        self, id_: UUID, sentence: str, next_try_at: datetime, *, never_left: bool = False
    ) -> Parcel[Content, Receipt]:
        """Store why it could not be sent, and when it is tried again.

        Args:
            id_: of it.
            sentence: for people.
            next_try_at: not before then.
            never_left: it is certain that this attempt brought nothing to the server.
        """
        with self._store.transaction() as connection:
            item = self._attempted(connection, id_)
            changes = {"sentence": sentence, "fields": {}, "next_try_at": next_try_at}
            attempts = item.attempts - never_left
            return self._changed(connection, item, attempts=attempts, **changes)

    def mark_refused(
        self, id_: UUID, sentence: str, fields: dict[str, str], now: datetime
    ) -> Parcel[Content, Receipt]:
        """Store that the server refused it, and why."""
        with self._store.transaction() as connection:
            item = self._attempted(connection, id_)
            changes = {"state": "refused", "sentence": sentence, "fields": fields}
            return self._changed(connection, item, settled_at=now, **changes)

    def mark_sent(self, id_: UUID, receipt: Receipt, now: datetime) -> Parcel[Content, Receipt]:
        """Store the server's receipt: from now on what was sent is safe there.

        Raises:
            ValueError: if the receipt is another one's.
        """
        if str(receipt.id) != str(id_):
            message = f"the receipt of {receipt.id} is none of {id_}"
            raise ValueError(message)
        with self._store.transaction() as connection:
            item = self._attempted(connection, id_)
            changes = {"state": "sent", "sentence": "", "fields": {}, "receipt": receipt}
            return self._changed(connection, item, settled_at=now, **changes)

    def _added(
        self, connection: Connection, content: Content, now: datetime, attempts: int
    ) -> Parcel[Content, Receipt]:
        if not self._rows.has(connection, content.id):
            return self._rows.insert(connection, content, now, attempts)
        item = self._needed(connection, content.id)
        if item.content != content:
            raise IdTakenError
        return item

    def _needed(self, connection: Connection, id_: UUID) -> Parcel[Content, Receipt]:
        item = self._rows.one(connection, id_)
        if item is None:
            raise StateError(detail="cleared")
        return item

    def _attempted(self, connection: Connection, id_: UUID) -> Parcel[Content, Receipt]:
        item = self._needed(connection, id_)
        if item.state != "waiting" or item.attempts == 0:
            raise StateError(detail=item.state)
        return item

    def _changed(
        self, connection: Connection, item: Parcel[Content, Receipt], **changes: object
    ) -> Parcel[Content, Receipt]:
        changed = msgspec.structs.replace(item, **changes)
        self._rows.update(connection, changed)
        return changed

    def _tell(self) -> None:
        on_work = self._on_work
        if on_work is not None:
            on_work()


Outbox = Queue[DeedIn, DeedReceipt]
Bookings = Queue[SettledRedemption, RedemptionView]


def check_fit(content: Sent) -> None:
    """Refuse what the wire cannot carry, which the struct lets pass when it is built in Python.

    Raises:
        UnfitDeedError: naming the field.
    """
    try:
        carried = msgspec.json.decode(msgspec.json.encode(content), type=type(content))
    except (msgspec.ValidationError, ValueError) as error:
        raise UnfitDeedError(detail=str(error)) from None
    if carried != content:
        raise UnfitDeedError(detail="quantity")


def _is_due(item: Parcel[Content, Receipt], now: datetime) -> bool:
    at = item.next_try_at
    return at is None or at <= now or at > now + DELAY_MOST
