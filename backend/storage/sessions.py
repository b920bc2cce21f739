"""Sessions: sign-ins that last, until they expire or are revoked."""

from datetime import datetime
from typing import Final

import msgspec

from backend.storage.database import Transaction
from backend.storage.values import micros, moment_of, moment_or_none


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session's row.

    Attributes:
        refresh_hash: SHA-256 of the secret by which it is renewed.
    """

    city: str
    id: str
    account: str
    refresh_hash: bytes
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


_ADD: Final = """
insert into session (city, id, account, refresh_hash, made_at, expires_at)
values (:city, :id, :account, :refresh_hash, :made_at, :expires_at)
"""
_GET: Final = """
select account, refresh_hash, made_at, expires_at, revoked_at from session
where city = :city and id = :id
"""
_REVOKE: Final = """
update session set revoked_at = :now where city = :city and id = :id and revoked_at is null
"""
_STANDING: Final = """
select id from session
where city = :city and account = :account and revoked_at is null and expires_at > :now
  and id <> :but
"""
_REVOKE_ALL: Final = """
update session set revoked_at = :now
where city = :city and account = :account and revoked_at is null and id <> :but
"""
_REVOKED: Final = "select id from session where revoked_at >= :since"
_FORGET: Final = "delete from session where expires_at <= :now"


def add_session(tx: Transaction, session: Session) -> None:
    """Add a session."""
    tx.execute(
        _ADD,
        city=session.city,
        id=session.id,
        account=session.account,
        refresh_hash=session.refresh_hash,
        made_at=micros(session.made_at),
        expires_at=micros(session.expires_at),
    )


def session_of(tx: Transaction, city: str, session: str) -> Session | None:
    """A session by its id."""
    row = tx.row(_GET, city=city, id=session)
    if row is None:
        return None
    return Session(
        city=city,
        id=session,
        account=row[0],
        refresh_hash=bytes(row[1]),
        made_at=moment_of(row[2]),
        expires_at=moment_of(row[3]),
        revoked_at=moment_or_none(row[4]),
    )


def revoke_session(tx: Transaction, city: str, session: str, now: datetime) -> bool:
    """Revoke a session; false where it was revoked before, or has gone."""
    return tx.execute(_REVOKE, city=city, id=session, now=micros(now)) == 1


def revoke_sessions(
    tx: Transaction, city: str, account: str, now: datetime, but: str = ""
) -> list[str]:
    """Revoke every session of an account, but for one where that is wanted.

    Returns:
        The ids of those that stood, whose tokens are to be refused from now on.
    """
    whose: dict[str, object] = {"city": city, "account": account, "now": micros(now), "but": but}
    standing = [row[0] for row in tx.rows(_STANDING, **whose)]
    tx.execute(_REVOKE_ALL, **whose)
    return standing


def revoked_since(tx: Transaction, since: datetime) -> list[str]:
    """The sessions of all cities that were revoked at or after a moment."""
    return [row[0] for row in tx.rows(_REVOKED, since=micros(since))]


def forget_sessions(tx: Transaction, now: datetime) -> int:
    """Delete the sessions that have expired, and say how many."""
    return tx.execute(_FORGET, now=micros(now))
