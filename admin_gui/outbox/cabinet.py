"""Values remembered beside the deeds, sealed: who signed in, the city, deed types, a draft."""

from collections.abc import Iterable
from sqlite3 import Connection

from admin_gui.outbox.sealing import Seal
from admin_gui.outbox.store import Store


class Cabinet:
    """Values by name, durable when `remember` returns. Names stand in plain: no person in them."""

    def __init__(self, store: Store, seal: Seal, profile: str) -> None:
        """Keep values in an open box."""
        self._store = store
        self._seal = seal
        self._profile = profile

    def remember(self, name: str, value: bytes) -> None:
        """Keep a value in place of the one before.

        Raises:
            OutboxError: if it could not be stored; the one before is still there.
        """
        sealed = self._seal.seal(value, self._place(name))
        with self._store.transaction() as connection:
            connection.execute(
                "insert into kept (name, value) values (?, ?)"
                " on conflict (name) do update set value = excluded.value",
                (name, sealed),
            )

    def recall(self, name: str) -> bytes | None:
        """The value; none if nothing is kept under this name.

        Raises:
            DamagedError: if it was changed on the disk; it stays until another takes its place.
        """
        with self._store.reading() as connection:
            row = connection.execute("select value from kept where name = ?", (name,)).fetchone()
        return None if row is None else self._seal.open(row[0], self._place(name))

    def forget(self, *names: str) -> None:
        """Keep nothing under these names."""
        with self._store.transaction() as connection:
            forget(connection, names)

    def _place(self, name: str) -> str:
        return f"{self._profile}|kept|{name}"


def forget(connection: Connection, names: Iterable[str]) -> None:
    """Remove values within a transaction."""
    connection.executemany("delete from kept where name = ?", [(name,) for name in names])
