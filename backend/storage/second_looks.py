"""Merits that count already and a second person looks at all the same; done, a row goes."""

from datetime import date, datetime
from typing import Final

from backend.storage.awaiting import Awaiting, Order, Why
from backend.storage.consent_texts import STATE_AT
from backend.storage.database import Row, Transaction
from backend.storage.deeds import DeedRow
from backend.storage.values import micros, moment_of

_ADD: Final = """
insert into second_look (city, deed, subject, entered_by, recorded_at)
values (:city, :deed, :subject, :entered_by, :recorded_at)
"""
_DONE: Final = "delete from second_look where city = :city and deed = :deed"
_COLUMNS: Final = "l.deed, l.subject, d.deed_type, d.department, d.occurred_on, l.entered_by"
# Who does not take part is hidden from everybody, what waits of them too.
_SHOWN: Final = f"""
select {_COLUMNS}, l.recorded_at from second_look l
  join deed d on d.city = l.city and d.subject = l.subject and d.id = l.deed
  join resident r on r.city = l.city and r.subject = l.subject
where l.city = :city and {STATE_AT} = 'participating'
"""
_GET: Final = f"{_SHOWN} and l.deed = :deed"


def add_second_look(tx: Transaction, row: DeedRow) -> None:
    """Let a second person look at a merit."""
    tx.add(
        _ADD,
        city=row.city,
        deed=row.id,
        subject=row.subject,
        entered_by=row.entered_by,
        recorded_at=micros(row.recorded_at),
    )


def take_second_look(tx: Transaction, city: str, deed: str) -> bool:
    """Take a merit off the list; false where somebody was faster."""
    return tx.execute(_DONE, city=city, deed=deed) == 1


def second_looks_page(
    tx: Transaction,
    city: str,
    order: Order,
    after: tuple[str | int, str] | None,
    limit: int,
    now: datetime,
) -> list[Awaiting]:
    """A page of the list.

    Args:
        tx: the reading unit.
        city: whose.
        order: a column, with a minus sign for the greatest first; ties by id.
        after: the last row's column and id.
        limit: the most rows.
        now: at which their residents take part.
    """
    named, is_down = order.lstrip("-"), order.startswith("-")
    sign, way = ("<", "desc") if is_down else (">", "asc")
    column = f"{'l' if named == 'recorded_at' else 'd'}.{named}"
    values: dict[str, object] = {"city": city, "limit": limit, "now": micros(now)}
    sql = _SHOWN
    if after is not None:
        sql += f" and ({column}, l.deed) {sign} (:after_key, :after_id)"
        values |= {"after_key": after[0], "after_id": after[1]}
    sql += f" order by {column} {way}, l.deed {way} limit :limit"
    return [_awaiting(city, row) for row in tx.rows(sql, **values)]


def second_look_of(tx: Transaction, city: str, deed: str, now: datetime) -> Awaiting | None:
    """A merit of the list, unless its resident takes no part any more."""
    row = tx.row(_GET, city=city, deed=deed, now=micros(now))
    return None if row is None else _awaiting(city, row)


def _awaiting(city: str, row: Row) -> Awaiting:
    return Awaiting(
        city=city,
        id=row[0],
        subject=row[1],
        deed_type=row[2],
        direction="merit",
        department=row[3],
        occurred_on=date.fromisoformat(row[4]),
        entered_by=row[5],
        recorded_at=moment_of(row[6]),
        why=Why.SECOND_LOOK,
    )
