"""Invitations: one per resident at most, found by the hash of its code."""

from datetime import datetime
from typing import Final

import msgspec

from backend.storage.database import Transaction
from backend.storage.values import micros, moment_of


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation's row.

    Attributes:
        code_hash: of the code, which is written nowhere.
        made_by: the account that enrolled the resident.
    """

    city: str
    subject: str
    code_hash: bytes
    made_by: str
    made_at: datetime
    expires_at: datetime


_PUT: Final = """
insert into invitation (city, subject, code_hash, made_by, made_at, expires_at)
values (:city, :subject, :code_hash, :made_by, :made_at, :expires_at)
on conflict (city, subject) do update set
  code_hash = excluded.code_hash, made_by = excluded.made_by, made_at = excluded.made_at,
  expires_at = excluded.expires_at
"""
_BY_HASH: Final = """
select subject, made_by, made_at, expires_at from invitation
where city = :city and code_hash = :code_hash
"""
_FORGET: Final = "delete from invitation where expires_at <= :now"
_DELETE: Final = """
delete from invitation where city = :city and subject = :subject and code_hash = :code_hash
"""


def put_invitation(tx: Transaction, invitation: Invitation) -> None:
    """Add an invitation; the resident's last one gives way, and its code is worth nothing."""
    tx.execute(
        _PUT,
        city=invitation.city,
        subject=invitation.subject,
        code_hash=invitation.code_hash,
        made_by=invitation.made_by,
        made_at=micros(invitation.made_at),
        expires_at=micros(invitation.expires_at),
    )


def invitation_by_hash(tx: Transaction, city: str, code_hash: bytes) -> Invitation | None:
    """The invitation with this code's hash."""
    row = tx.row(_BY_HASH, city=city, code_hash=code_hash)
    if row is None:
        return None
    return Invitation(
        city=city,
        subject=row[0],
        code_hash=code_hash,
        made_by=row[1],
        made_at=moment_of(row[2]),
        expires_at=moment_of(row[3]),
    )


def delete_invitation(tx: Transaction, invitation: Invitation) -> bool:
    """Use an invitation up; false where that was done before, or a new one took its place."""
    used = tx.execute(
        _DELETE,
        city=invitation.city,
        subject=invitation.subject,
        code_hash=invitation.code_hash,
    )
    return used == 1


def forget_invitations(tx: Transaction, now: datetime) -> int:
    """Delete the invitations that have expired, and say how many."""
    return tx.execute(_FORGET, now=micros(now))
