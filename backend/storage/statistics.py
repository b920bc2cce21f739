"""Published numbers by month, stored once and in tens; and what they are counted from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from backend.storage.database import Transaction
from backend.storage.values import micros, moment_or_none

_PUBLISHED: Final = """
select month, name, tens from statistic where city = :city order by month desc, name
"""
_LAST_MONTH: Final = "select max(month) from statistic where city = :city"
_ADD: Final = """
insert into statistic (city, month, name, tens) values (:city, :month, :name, :tens)
"""
_INSTALLED: Final = "select min(added_at) from scheme_version where city = :city"
# By the events of consent and not by the present state: a month that is over stays as it was.
_TOOK_PART: Final = """
select c.subject from consent c
where c.city = :city and c.subject > :after and c.at < :end and c.kind <> 'left'
  and not exists (select 1 from consent l where l.city = c.city and l.subject = c.subject
                  and l.number > c.number and l.at < :end)
order by c.subject limit :limit
"""
_COUNTED_AT_ONCE: Final = """
select deed_type, count(*) from deed
where city = :city and recorded_at >= :first and recorded_at < :end and counts_from is not null
group by deed_type
"""
_CONFIRMED: Final = """
select d.deed_type, count(*) from step s
join deed d on d.city = s.city and d.subject = s.subject and d.id = s.deed
where s.city = :city and s.kind = 'confirmed' and s.at >= :first and s.at < :end
group by d.deed_type
"""
_CASES_MADE: Final = """
select count(*) from resident_case
where city = :city and kind = :kind and made_at >= :first and made_at < :end
"""
_CASES_DECIDED: Final = """
select count(*) from resident_case
where city = :city and state = :state and decided_at >= :first and decided_at < :end
"""


def published(tx: Transaction, city: str) -> dict[str, dict[str, int]]:
    """What is stored: by month, the latest first, and name; in tens."""
    found: dict[str, dict[str, int]] = {}
    for month, name, tens in tx.rows(_PUBLISHED, city=city):
        found.setdefault(month, {})[name] = tens
    return found


def last_published(tx: Transaction, city: str) -> str | None:
    """The latest month of which numbers are stored."""
    row = tx.row(_LAST_MONTH, city=city)
    return None if row is None else row[0]


def publish(tx: Transaction, city: str, month: str, tens: Mapping[str, int]) -> None:
    """Store a month's numbers; the database refuses a second time, and every change."""
    values = {"city": city, "month": month}
    tx.add_many(_ADD, [{**values, "name": name, "tens": each} for name, each in tens.items()])


def installed_at(tx: Transaction, city: str) -> datetime | None:
    """When the city's first scheme was stored here."""
    row = tx.row(_INSTALLED, city=city)
    return None if row is None else moment_or_none(row[0])


def took_part(tx: Transaction, city: str, end: datetime, after: str, limit: int) -> list[str]:
    """Those whose consent was in force just before a moment, after a subject id."""
    values: dict[str, object] = {"end": micros(end), "after": after, "limit": limit}
    return [row[0] for row in tx.rows(_TOOK_PART, city=city, **values)]


def settled_deeds(
    tx: Transaction, city: str, first: datetime, end: datetime
) -> list[tuple[str, int]]:
    """How many deeds of each type were recorded to count at once, and were confirmed later."""
    values: dict[str, object] = {"city": city, "first": micros(first), "end": micros(end)}
    found = [*tx.rows(_COUNTED_AT_ONCE, **values), *tx.rows(_CONFIRMED, **values)]
    return [(deed_type, number) for deed_type, number in found]


def cases_made(tx: Transaction, city: str, kind: str, first: datetime, end: datetime) -> int:
    """How many objections or repairs were asked for between two moments."""
    row = tx.row(_CASES_MADE, city=city, kind=kind, first=micros(first), end=micros(end))
    return 0 if row is None else row[0]


def cases_decided(tx: Transaction, city: str, state: str, first: datetime, end: datetime) -> int:
    """How many of them came to a state between two moments."""
    row = tx.row(_CASES_DECIDED, city=city, state=state, first=micros(first), end=micros(end))
    return 0 if row is None else row[0]
