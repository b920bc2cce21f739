"""Grants of perks: added, and at most revoked, once."""

import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import (
    day_or_none,
    decimal_or_none,
    micros,
    moment_of,
    moment_or_none,
    text_or_none,
)


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A grant's row.

    Attributes:
        digest: of the scheme that opened the perk.
        granted_by: an account's id, and `revoked_by` perhaps another's.
        fingerprint: keyed hash of all that was asked, to know the same grant again.
        reason: sealed with the resident's key, as `revoke_reason` is.
        amount: how much it gives; none where the perk has no amount.
        list: the id of the list it was granted by.
        ends_on: of what is revoked: the last day on which it still holds; none where it ended at
            once.
    """

    city: str
    subject: str
    id: str
    perk: str
    digest: str
    from_day: date
    until_day: date
    granted_at: datetime
    granted_by: str
    fingerprint: bytes
    reason: bytes
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    revoke_reason: bytes | None = None
    amount: Decimal | None = None
    list: str | None = None
    ends_on: date | None = None


_COLUMNS: Final = (
    "city, subject, id, perk, digest, from_day, until_day, granted_at, granted_by, fingerprint, "
    "reason, revoked_at, revoked_by, revoke_reason, amount, list, ends_on"
)
_ADD: Final = f"""
insert into perk_grant ({_COLUMNS})
values (:city, :subject, :id, :perk, :digest, :from_day, :until_day, :granted_at, :granted_by,
        :fingerprint, :reason, null, null, null, :amount, :list, null)
"""
_GET: Final = f"select {_COLUMNS} from perk_grant where city = :city and id = :id"
_PAGE: Final = f"""
select {_COLUMNS} from perk_grant
where city = :city and subject = :subject and granted_at <= :before
  and (granted_at < :before or id < :before_id)
order by granted_at desc, id desc limit :limit
"""
_WITHIN: Final = f"""
select {_COLUMNS} from perk_grant
where city = :city and subject = :subject and perk = :perk and revoked_at is null
  and from_day <= :last and until_day >= :first
order by from_day limit 1
"""
_OPEN: Final = f"""
select {_COLUMNS} from perk_grant
where city = :city and subject = :subject and revoked_at is null and until_day >= :day order by id
"""
_RUNNING: Final = f"""
select {_COLUMNS} from perk_grant
where city = :city and subject = :subject and from_day <= :day
  and case when revoked_at is null then until_day else ends_on end >= :day
order by from_day, id
"""
_COMING: Final = f"""
select {_COLUMNS} from perk_grant
where city = :city and subject = :subject and from_day > :day
  and case when revoked_at is null then until_day else ends_on end >= from_day
order by from_day, id
"""
_OF_LIST: Final = f"""
select {_COLUMNS} from perk_grant where city = :city and list = :list order by id limit :limit
"""
# Whoever leaves revokes nothing: what they had ends at the moment of their leaving.
_IS_LIST_REVOKED: Final = """
select 1 from perk_grant g
where g.city = :city and g.list = :list and g.revoked_at is not null and not exists (
  select 1 from consent c
  where c.city = g.city and c.subject = g.subject and c.kind = 'left' and c.at = g.revoked_at
)
limit 1
"""
_REVOKE: Final = """
update perk_grant
set revoked_at = :at, revoked_by = :account, revoke_reason = :reason, ends_on = :ends_on
where city = :city and subject = :subject and id = :id
"""
_END_NOTICES: Final = """
update perk_grant set ends_on = null
where city = :city and subject = :subject and ends_on >= :day
"""
_IS_USED: Final = """
select 1 from perk_pass p join redemption r on r.city = p.city and r.pass = p.id
where p.city = :city and p.subject = :subject and p.grant_id = :id and r.reversed_at is null
limit 1
"""


def add_grant(tx: Transaction, grant: Grant) -> None:
    """Add a grant; the database refuses one to a resident without consent.

    Raises:
        ConflictError: then, and where another resident's grant has this id.
    """
    tx.execute(
        _ADD,
        city=grant.city,
        subject=grant.subject,
        id=grant.id,
        perk=grant.perk,
        digest=grant.digest,
        from_day=grant.from_day.isoformat(),
        until_day=grant.until_day.isoformat(),
        granted_at=micros(grant.granted_at),
        granted_by=grant.granted_by,
        fingerprint=grant.fingerprint,
        reason=grant.reason,
        amount=text_or_none(grant.amount),
        list=grant.list,
    )


def grant_of(tx: Transaction, city: str, grant: str) -> Grant | None:
    """A grant by its id."""
    row = tx.row(_GET, city=city, id=grant)
    return None if row is None else _grant(row)


def grants_page(
    tx: Transaction, city: str, subject: str, before: tuple[int, str], limit: int
) -> list[Grant]:
    """A resident's grants, newest first, before a moment (microseconds) and id."""
    found = tx.rows(
        _PAGE, city=city, subject=subject, before=before[0], before_id=before[1], limit=limit
    )
    return [_grant(row) for row in found]


def grant_within(
    tx: Transaction, city: str, subject: str, perk: str, days: tuple[date, date]
) -> Grant | None:
    """The first grant of a perk that is not revoked and has one of these days."""
    first, last = (day.isoformat() for day in days)
    row = tx.row(_WITHIN, city=city, subject=subject, perk=perk, first=first, last=last)
    return None if row is None else _grant(row)


def open_grants(tx: Transaction, city: str, subject: str, day: date) -> list[Grant]:
    """A resident's grants that are not revoked and have days left on a day."""
    found = tx.rows(_OPEN, city=city, subject=subject, day=day.isoformat())
    return [_grant(row) for row in found]


def running_grants(tx: Transaction, city: str, subject: str, day: date) -> list[Grant]:
    """A resident's grants that hold on a day: those that are revoked with notice, too."""
    found = tx.rows(_RUNNING, city=city, subject=subject, day=day.isoformat())
    return [_grant(row) for row in found]


def coming_grants(tx: Transaction, city: str, subject: str, day: date) -> list[Grant]:
    """A resident's grants that begin after a day: those that are revoked with notice, too."""
    found = tx.rows(_COMING, city=city, subject=subject, day=day.isoformat())
    return [_grant(row) for row in found]


def first_of_list(tx: Transaction, city: str, list_id: str) -> Grant | None:
    """A grant of a list, if it granted anything that is still kept."""
    row = tx.row(_OF_LIST, city=city, list=list_id, limit=1)
    return None if row is None else _grant(row)


def is_list_revoked(tx: Transaction, city: str, list_id: str) -> bool:
    """True where any grant of a list was revoked, and did not end because its resident left."""
    return tx.row(_IS_LIST_REVOKED, city=city, list=list_id) is not None


def grants_of_list(tx: Transaction, city: str, list_id: str) -> list[Grant]:
    """Everything that a list granted and that is still kept."""
    found = tx.rows(_OF_LIST, city=city, list=list_id, limit=sys.maxsize)
    return [_grant(row) for row in found]


def is_used(tx: Transaction, grant: Grant) -> bool:
    """Whether something was booked on a grant in the last days, as long as passes are kept."""
    values = {"city": grant.city, "subject": grant.subject, "id": grant.id}
    return tx.row(_IS_USED, **values) is not None


def end_notices(tx: Transaction, city: str, subject: str, day: date) -> None:
    """End what was revoked with notice and would still hold on a day."""
    tx.execute(_END_NOTICES, city=city, subject=subject, day=day.isoformat())


def revoke(
    tx: Transaction,
    grant: Grant,
    account: str,
    reason: bytes,
    at: datetime,
    ends_on: date | None = None,
) -> None:
    """Write the revocation into a grant; the database refuses a second one.

    Args:
        tx: the unit of work.
        grant: not revoked.
        account: of whoever revokes it.
        reason: sealed.
        at: the moment.
        ends_on: the last day on which it still holds; none where it ends at once.
    """
    tx.execute(
        _REVOKE,
        city=grant.city,
        subject=grant.subject,
        id=grant.id,
        at=micros(at),
        account=account,
        reason=reason,
        ends_on=text_or_none(ends_on),
    )


def _grant(row: Row) -> Grant:
    return Grant(
        city=row[0],
        subject=row[1],
        id=row[2],
        perk=row[3],
        digest=row[4],
        from_day=date.fromisoformat(row[5]),
        until_day=date.fromisoformat(row[6]),
        granted_at=moment_of(row[7]),
        granted_by=row[8],
        fingerprint=row[9],
        reason=row[10],
        revoked_at=moment_or_none(row[11]),
        revoked_by=row[12],
        revoke_reason=row[13],
        amount=decimal_or_none(row[14]),
        list=row[15],
        ends_on=day_or_none(row[16]),
    )
