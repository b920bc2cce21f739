"""Passes: added, never changed, forgotten some days after they are worth nothing."""

from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import decimal_or_none, micros, moment_of, text_or_none


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """A pass's row.

    Attributes:
        id: its random number, 32 hex digits.
        code: to be typed, as it is compared: capitals and digits alone.
        amount: what it is good for; none where the perk gives no amount.
        digest: of the scheme whose words for the perk hold.
        grant_id: the grant that opened the perk, where the band alone did not.
        issued_at: in whole seconds, as `expires_at`, the first moment at which it holds no more.
    """

    city: str
    subject: str
    id: str
    code: str
    perk: str
    amount: Decimal | None
    digest: str
    grant_id: str | None
    issued_at: datetime
    expires_at: datetime


_COLUMNS: Final = "city, subject, id, code, perk, amount, digest, grant_id, issued_at, expires_at"
_ADD: Final = f"""
insert into perk_pass ({_COLUMNS})
values (:city, :subject, :id, :code, :perk, :amount, :digest, :grant_id, :issued_at, :expires_at)
"""
_GET: Final = f"select {_COLUMNS} from perk_pass where city = :city and id = :id"
_BY_CODE: Final = f"select {_COLUMNS} from perk_pass where city = :city and code = :code"
_LIVE: Final = f"""
select {_COLUMNS} from perk_pass p
where city = :city and subject = :subject and expires_at > :now
  and not exists (select 1 from redemption r where r.city = p.city and r.pass = p.id)
order by issued_at, id
"""
_FORGET: Final = "delete from perk_pass where expires_at <= :before"


def add_pass(tx: Transaction, issued: Pass) -> None:
    """Add a pass; the database refuses one of a resident without consent.

    The unit of work raises ConflictError then, and where another pass has its number or code.
    """
    tx.add(
        _ADD,
        city=issued.city,
        subject=issued.subject,
        id=issued.id,
        code=issued.code,
        perk=issued.perk,
        amount=text_or_none(issued.amount),
        digest=issued.digest,
        grant_id=issued.grant_id,
        issued_at=micros(issued.issued_at),
        expires_at=micros(issued.expires_at),
    )


def pass_of(tx: Transaction, city: str, number: str) -> Pass | None:
    """A pass by its random number."""
    row = tx.row(_GET, city=city, id=number)
    return None if row is None else _pass(row)


def pass_by_code(tx: Transaction, city: str, code: str) -> Pass | None:
    """A pass by the code that was typed, as it is compared."""
    row = tx.row(_BY_CODE, city=city, code=code)
    return None if row is None else _pass(row)


def live_passes(tx: Transaction, city: str, subject: str, now: datetime) -> list[Pass]:
    """A resident's passes that hold and are not booked, the first to end first."""
    found = tx.rows(_LIVE, city=city, subject=subject, now=micros(now))
    return [_pass(row) for row in found]


def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete the passes that have expired by this moment, and say how many."""
    return tx.execute(_FORGET, before=micros(before))


def _pass(row: Row) -> Pass:
    return Pass(
        city=row[0],
        subject=row[1],
        id=row[2],
        code=row[3],
        perk=row[4],
        amount=decimal_or_none(row[5]),
        digest=row[6],
        grant_id=row[7],
        issued_at=moment_of(row[8]),
        expires_at=moment_of(row[9]),
    )
