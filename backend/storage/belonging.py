"""Which key store the rows belong to, and whose rows came back without their key."""

from typing import Final

from backend.storage.database import Transaction

_BELONGS: Final = "select id from key_store"
_BIND: Final = "insert into key_store (id) values (:id) on conflict (id) do nothing"


def key_store_of(tx: Transaction) -> str | None:
    """The id of the key store that the rows were sealed with; none before the first start."""
    row = tx.row(_BELONGS)
    return None if row is None else row[0]


def bind_key_store(tx: Transaction, store: str) -> None:
    """Keep which key store the rows are sealed with."""
    tx.execute(_BIND, id=store)
