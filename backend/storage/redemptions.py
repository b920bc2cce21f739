"""Redemptions: what counters booked, and, apart from that, whose it is."""

from datetime import date
from typing import Final

from backend.core.perks import Use
from backend.storage.database import Transaction

_USES: Final = """
select h.on_day, case when r.due_on is not null and r.returned_at is null then 1 else 0 end
from redemption_holder h join redemption r on r.city = h.city and r.id = h.redemption
where h.city = :city and h.subject = :subject and h.perk = :perk and r.reversed_at is null
  and (h.on_day >= :since or (r.due_on is not null and r.returned_at is null))
order by h.on_day, h.redemption
"""


def uses_of(tx: Transaction, city: str, subject: str, perk: str, since: date) -> list[Use]:
    """What a resident took of a perk since a day, and whatever is still in hand, however old.

    What was reversed was never taken.
    """
    found = tx.rows(_USES, city=city, subject=subject, perk=perk, since=since.isoformat())
    return [Use(on_day=date.fromisoformat(row[0]), is_in_hand=bool(row[1])) for row in found]
