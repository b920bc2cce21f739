"""What one resident used: redemptions, found by whose they are."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import day_or_none, decimal_or_none, moment_of, moment_or_none


class HeldRedemption(msgspec.Struct, frozen=True, kw_only=True):
    """A redemption's row, and the day by which its holder's limits count it.

    Attributes:
        digest: of the scheme whose words for the perk hold.
        number: the random number of its pass.
        code: by which what was lent is found again.
        beyond: what it went beyond when it was settled; none where nothing.
    """

    id: str
    perk: str
    on_day: date
    amount: Decimal | None
    digest: str
    provider: str
    number: str
    code: str
    is_offline: bool
    taken_at: datetime
    recorded_at: datetime
    period: str | None
    due_on: date | None
    returned_at: datetime | None
    reversed_at: datetime | None
    beyond: str | None


_COLUMNS: Final = (
    "r.id, r.perk, h.on_day, r.amount, r.digest, r.provider, r.pass, r.code, r.is_offline, "
    "r.taken_at, r.recorded_at, r.period, r.due_on, r.returned_at, r.reversed_at, r.beyond"
)
_OF: Final = """
from redemption_holder h join redemption r on r.city = h.city and r.id = h.redemption
where h.city = :city and h.subject = :subject
"""
_PAGE: Final = f"""
select {_COLUMNS} {_OF} and r.taken_at <= :before and (r.taken_at < :before or r.id < :before_id)
order by r.taken_at desc, r.id desc limit :limit
"""
_IN_HAND: Final = f"""
select {_COLUMNS} {_OF} and r.due_on is not null
  and r.returned_at is null and r.reversed_at is null
order by r.due_on, r.id
"""
_SHOWN_AGAIN: Final = """
select s.redemption, s.taken_at
from redemption_holder h join second_use s on s.city = h.city and s.redemption = h.redemption
where h.city = :city and h.subject = :subject order by s.taken_at, s.id
"""


def own_redemptions(
    tx: Transaction, city: str, subject: str, before: tuple[int, str], limit: int
) -> list[HeldRedemption]:
    """What a resident used, newest first, before a moment (microseconds) and id."""
    found = tx.rows(
        _PAGE, city=city, subject=subject, before=before[0], before_id=before[1], limit=limit
    )
    return [_held(row) for row in found]


def in_hand(tx: Transaction, city: str, subject: str) -> list[HeldRedemption]:
    """What a resident was lent and has not brought back, the first due first."""
    return [_held(row) for row in tx.rows(_IN_HAND, city=city, subject=subject)]


def shown_again(tx: Transaction, city: str, subject: str) -> dict[str, list[datetime]]:
    """When passes were shown again that were booked already, by the redemption."""
    found: dict[str, list[datetime]] = {}
    for redemption, at in tx.rows(_SHOWN_AGAIN, city=city, subject=subject):
        found.setdefault(redemption, []).append(moment_of(at))
    return found


def _held(row: Row) -> HeldRedemption:
    return HeldRedemption(
        id=row[0],
        perk=row[1],
        on_day=date.fromisoformat(row[2]),
        amount=decimal_or_none(row[3]),
        digest=row[4],
        provider=row[5],
        number=row[6],
        code=row[7],
        is_offline=bool(row[8]),
        taken_at=moment_of(row[9]),
        recorded_at=moment_of(row[10]),
        period=row[11],
        due_on=day_or_none(row[12]),
        returned_at=moment_or_none(row[13]),
        reversed_at=moment_or_none(row[14]),
        beyond=row[15],
    )
