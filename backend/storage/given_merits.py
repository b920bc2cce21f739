"""What an account gave a resident with nobody's confirmation, so that a city can limit it."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.storage.database import Transaction
from backend.storage.values import decimal_or_none, micros


class Given(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A merit, as far as it is priced."""

    deed_type: str
    occurred_on: date
    grade: str | None
    quantity: Decimal | None
    unit: str | None


class GivenSoFar(msgspec.Struct, kw_only=True):
    """What an account gave a resident since a moment.

    Attributes:
        last: the number of the last merit that it ever gave; 0 before the first.
        merits: those that are not annulled.
    """

    last: int
    merits: list[Given]


# A statement for all of them, and a row for each at least.
_GIVEN: Final = """
select j.key,
  (select max(m.alone) from deed m
   where m.city = :city and m.subject = j.key and m.entered_by = :account),
  d.deed_type, d.occurred_on, d.grade, d.quantity, d.unit
from json_each(:keys) j left join deed d
  on d.city = :city and d.subject = j.key and d.entered_by = :account
  and d.recorded_at >= :since and d.counts_from is not null
  and not exists (select 1 from step s where s.city = d.city and s.subject = d.subject
                  and s.deed = d.id and s.kind = 'annulled')
"""


def given_by(
    tx: Transaction, city: str, account: str, subjects: Iterable[str], since: datetime
) -> dict[str, GivenSoFar]:
    """What an account gave each of these residents, by subject id."""
    keys = msgspec.json.encode(dict.fromkeys(subjects, 1)).decode()
    found: dict[str, GivenSoFar] = {}
    for subject, last, deed_type, day, grade, quantity, unit in tx.rows(
        _GIVEN, city=city, account=account, keys=keys, since=micros(since)
    ):
        so_far = found.setdefault(subject, GivenSoFar(last=last or 0, merits=[]))
        if deed_type is not None:
            so_far.merits.append(
                Given(
                    deed_type=deed_type,
                    occurred_on=date.fromisoformat(day),
                    grade=grade,
                    quantity=decimal_or_none(quantity),
                    unit=unit,
                )
            )
    return found
