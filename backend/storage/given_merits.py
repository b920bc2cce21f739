"""What an account gave a resident with nobody's confirmation, so that a city can limit it."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import decimal_or_none, micros


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """A city's civil year as far as it has come: its first moment, and today."""

    since: datetime
    today: date


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
        merits: those that are not annulled, by the calendar neither: whoever is given something
            takes part, so that an objection that nobody answered in time is upheld.
    """

    last: int
    merits: list[Given]


# A statement for all of them, and a row for each at least. The plus keeps SQLite from the index by
# moment, in which it would walk through all that the account gave anybody this year.
_GIVEN: Final = """
select j.key,
  (select max(m.alone) from deed m
   where m.city = :city and m.subject = j.key and m.entered_by = :account),
  d.deed_type, d.occurred_on, d.grade, d.quantity, d.unit
from {whom} j left join deed d
  on d.city = :city and d.subject = j.key and d.entered_by = :account
  and d.alone > 0 and +d.recorded_at >= :since
  and not exists (select 1 from step s where s.city = d.city and s.subject = d.subject
                  and s.deed = d.id and s.kind = 'annulled')
  and not exists (select 1 from resident_case o where o.city = d.city and o.subject = d.subject
                  and o.deed = d.id and o.kind = 'objection' and o.state = 'open'
                  and o.due_on < :today)
"""
_GIVEN_TO_MANY: Final = _GIVEN.format(whom="json_each(:keys)")
# Entering one deed is what is done most: a list of one costs more than the look itself.
_GIVEN_TO_ONE: Final = _GIVEN.format(whom="(select :subject as key)")


def given_by(
    tx: Transaction, city: str, account: str, subjects: Iterable[str], year: Year
) -> dict[str, GivenSoFar]:
    """What an account gave each of these residents, by subject id."""
    keys = msgspec.json.encode(dict.fromkeys(subjects, 1)).decode()
    return _given(tx.rows(_GIVEN_TO_MANY, city=city, account=account, keys=keys, **_until(year)))


def given_to(tx: Transaction, city: str, account: str, subject: str, year: Year) -> GivenSoFar:
    """What an account gave one resident."""
    own = {"city": city, "account": account, "subject": subject}
    return _given(tx.rows(_GIVEN_TO_ONE, **own, **_until(year)))[subject]


def _until(year: Year) -> dict[str, object]:
    return {"since": micros(year.since), "today": year.today.isoformat()}


def _given(rows: list[Row]) -> dict[str, GivenSoFar]:
    found: dict[str, GivenSoFar] = {}
    for subject, last, deed_type, day, grade, quantity, unit in rows:
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
