"""What is kept about one resident in tables that nobody else reads by resident."""

from typing import Any, Final

from backend.storage.database import Transaction

_COLUMNS: Final = {
    "resident": ("consented_to", "asked_of"),
    "invitation": ("made_by", "made_at", "expires_at"),
    "awaiting": ("id", "why"),
    "second_look": ("deed",),
    "outgoing": (
        *("notice", "channel", "state", "message", "tries", "due_at", "sent_at", "problem"),
    ),
    "perk_pass": (
        *("id", "code", "perk", "amount", "digest", "grant_id", "issued_at", "expires_at"),
    ),
    "batch_row": ("batch", "part", "number", "deed", "facts", "papers"),
}
_ORDERS: Final = {
    "outgoing": "notice, channel",
    "perk_pass": "issued_at, id",
    "batch_row": "batch, part, number",
}
# Staged rows lie by batch, and only these batches have any.
_AMONG: Final = {
    "batch_row": """
and batch in (select b.id from batch b where b.city = :city
              and b.state in ('open', 'committing', 'undoing', 'discarding'))
"""
}
_SESSIONS: Final = """
select id, made_at, expires_at, revoked_at from session
where city = :city and account = :account order by made_at, id
"""

OwnRow = dict[str, Any]


def own_rows(tx: Transaction, table: str, city: str, subject: str) -> list[OwnRow]:
    """A resident's rows of a table, each by the names of its columns."""
    columns = _COLUMNS[table]
    sql = (
        f"select {', '.join(columns)} from {table} where city = :city and subject = :subject "
        f"{_AMONG.get(table, '')} order by {_ORDERS.get(table, columns[0])}"
    )
    found = tx.rows(sql, city=city, subject=subject)
    return [dict(zip(columns, row, strict=True)) for row in found]


def sessions_by(tx: Transaction, city: str, account: str) -> list[OwnRow]:
    """The sign-ins of an account that were not forgotten yet."""
    found = tx.rows(_SESSIONS, city=city, account=account)
    return [
        {"id": row[0], "made_at": row[1], "expires_at": row[2], "revoked_at": row[3]}
        for row in found
    ]
