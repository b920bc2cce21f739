"""Hand-overs: who, besides its holder, may be able to act with an account of staff."""

from datetime import datetime
from typing import Final

import msgspec

from backend.storage.database import Transaction
from backend.storage.values import micros, moment_of, moment_or_none


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """One that no other administrator has confirmed yet.

    Attributes:
        chosen_at: since when the holder has a password of their own choice, if so.
    """

    handed_by: str
    handed_at: datetime
    chosen_at: datetime | None


_ADD: Final = """
insert into hand_over (city, account, number, handed_by, handed_at, chosen_at)
select :city, :account, coalesce(max(number), 0) + 1, :handed_by, :handed_at, :chosen_at
from hand_over where city = :city and account = :account
"""
_OPEN: Final = """
select handed_by, handed_at, chosen_at from hand_over
where city = :city and account = :account and confirmed_at is null order by number
"""
_OPEN_AT: Final = """
select handed_by from hand_over
where city = :city and account = :account and handed_at <= :at
  and (confirmed_at is null or confirmed_at > :at)
"""
_CHOOSE: Final = """
update hand_over set chosen_at = :now
where city = :city and account = :account and chosen_at is null
"""
_CONFIRM: Final = """
update hand_over set confirmed_by = :by, confirmed_at = :now
where city = :city and account = :account and confirmed_at is null
"""


def add_hand_over(
    tx: Transaction, city: str, account: str, by: str, now: datetime, *, has_password: bool
) -> None:
    """Note that from now on an administrator may be able to act with an account.

    Args:
        tx: the unit of work.
        city: whose staff.
        account: that was handed over.
        by: the administrator's account.
        now: since when.
        has_password: true where they came to know no password by it.
    """
    tx.execute(
        _ADD,
        city=city,
        account=account,
        handed_by=by,
        handed_at=micros(now),
        chosen_at=micros(now) if has_password else None,
    )


def open_hand_overs(tx: Transaction, city: str, account: str) -> list[HandOver]:
    """Those that nobody has confirmed, the oldest first."""
    return [
        HandOver(handed_by=row[0], handed_at=moment_of(row[1]), chosen_at=moment_or_none(row[2]))
        for row in tx.rows(_OPEN, city=city, account=account)
    ]


def persons_at(tx: Transaction, city: str, account: str, at: datetime) -> frozenset[str]:
    """The accounts whose holders may have acted with this one at a moment, its own among them.

    Whoever handed out an account may be in the hands of another in turn.
    """
    known, waiting = {account}, [account]
    while waiting:
        values = {"city": city, "account": waiting.pop(), "at": micros(at)}
        found = {row[0] for row in tx.rows(_OPEN_AT, **values)} - known
        known |= found
        waiting += found
    return frozenset(known)


def choose_password(tx: Transaction, city: str, account: str, now: datetime) -> None:
    """Note that the holder has a password that nobody gave them."""
    tx.execute(_CHOOSE, city=city, account=account, now=micros(now))


def confirm_hand_overs(tx: Transaction, city: str, account: str, by: str, now: datetime) -> None:
    """Note that another administrator knows whose the account is."""
    tx.execute(_CONFIRM, city=city, account=account, by=by, now=micros(now))
