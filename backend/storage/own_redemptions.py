"""What one resident used: redemptions, found by whose they are."""

from datetime import date, datetime
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.redemptions import COLUMNS, Redemption, redemption_from
from backend.storage.values import moment_of


class OwnRedemptionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A redemption, and the civil day by which its holder's limits count it."""

    redemption: Redemption
    on_day: date


_SELECT: Final = f"""
select {", ".join(f"r.{column}" for column in COLUMNS)}, h.on_day
from redemption_holder h join redemption r on r.city = h.city and r.id = h.redemption
where h.city = :city and h.subject = :subject
"""
_PAGE: Final = f"""
{_SELECT} and r.taken_at <= :before and (r.taken_at < :before or r.id < :before_id)
order by r.taken_at desc, r.id desc limit :limit
"""
_IN_HAND: Final = f"""
{_SELECT} and r.due_on is not null and r.returned_at is null and r.reversed_at is null
order by r.due_on, r.id
"""
_SHOWN_AGAIN: Final = """
select s.redemption, s.taken_at
from redemption_holder h join second_use s on s.city = h.city and s.redemption = h.redemption
where h.city = :city and h.subject = :subject order by s.taken_at, s.id
"""


def own_redemptions(
    tx: Transaction, city: str, subject: str, before: tuple[int, str], limit: int
) -> list[OwnRedemptionRow]:
    """What a resident used, newest first, before a moment (microseconds) and id."""
    found = tx.rows(
        _PAGE, city=city, subject=subject, before=before[0], before_id=before[1], limit=limit
    )
    return [_own(row) for row in found]


def in_hand(tx: Transaction, city: str, subject: str) -> list[Redemption]:
    """What a resident was lent and has not brought back, the first due first."""
    found = tx.rows(_IN_HAND, city=city, subject=subject)
    return [_own(row).redemption for row in found]


def shown_again(tx: Transaction, city: str, subject: str) -> dict[str, list[datetime]]:
    """When passes were shown again that were booked already, by the redemption."""
    found: dict[str, list[datetime]] = {}
    for redemption, at in tx.rows(_SHOWN_AGAIN, city=city, subject=subject):
        found.setdefault(redemption, []).append(moment_of(at))
    return found


def _own(row: Row) -> OwnRedemptionRow:
    return OwnRedemptionRow(redemption=redemption_from(row), on_day=date.fromisoformat(row[-1]))
