"""The queue: deeds that await a second person. A row is open work, and goes when it is done."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final, Literal

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of

Order = Literal["recorded_at", "-recorded_at", "occurred_on", "-occurred_on"]
ORDERS: Final = ("recorded_at", "-recorded_at", "occurred_on", "-occurred_on")


class Awaiting(msgspec.Struct, frozen=True, kw_only=True):
    """A deed that awaits a second person."""

    city: str
    id: str
    subject: str
    deed_type: str
    direction: str
    department: str
    occurred_on: date
    entered_by: str
    recorded_at: datetime


_COLUMNS: Final = (
    "city, id, subject, deed_type, direction, department, occurred_on, entered_by, recorded_at"
)
_ADD: Final = f"""
insert into awaiting ({_COLUMNS})
values (:city, :id, :subject, :deed_type, :direction, :department, :occurred_on, :entered_by,
        :recorded_at)
"""
_DONE: Final = "delete from awaiting where city = :city and id = :id"
# Who is leaving is hidden from everybody, their waiting deeds too.
_SHOWN: Final = (
    "(select state from resident where resident.city = awaiting.city "
    "and resident.subject = awaiting.subject) = 'participating'"
)
_COUNT: Final = f"""
select direction, count(*) from awaiting where city = :city and {_SHOWN} group by direction
"""
_GET: Final = f"select {_COLUMNS} from awaiting where city = :city and id = :id and {_SHOWN}"
# What a filter may name; the column's name is ours, the value is a parameter.
FILTERS: Final = ("direction", "department", "deed_type", "entered_by")


def add_awaiting(tx: Transaction, row: Awaiting) -> None:
    """Put a deed into the queue."""
    tx.add(
        _ADD,
        city=row.city,
        id=row.id,
        subject=row.subject,
        deed_type=row.deed_type,
        direction=row.direction,
        department=row.department,
        occurred_on=row.occurred_on.isoformat(),
        entered_by=row.entered_by,
        recorded_at=micros(row.recorded_at),
    )


def take_awaiting(tx: Transaction, city: str, deed: str) -> bool:
    """Take a deed out of the queue; false where somebody was faster."""
    return tx.execute(_DONE, city=city, id=deed) == 1


def drop_awaiting(tx: Transaction, city: str, deeds: Iterable[str]) -> None:
    """Take these deeds out of the queue, where they are in it."""
    tx.add_many(_DONE, [{"city": city, "id": deed} for deed in deeds])


def count_awaiting(tx: Transaction, city: str) -> dict[str, int]:
    """How many wait, by direction."""
    return dict(tx.rows(_COUNT, city=city))


def awaiting_page(
    tx: Transaction,
    city: str,
    filters: Mapping[str, str],
    order: Order,
    after: tuple[str | int, str] | None,
    limit: int,
) -> list[Awaiting]:
    """A page of the queue.

    Args:
        tx: the reading unit.
        city: whose queue.
        filters: column (of `FILTERS`) to the value it must have.
        order: a column, with a minus sign for the greatest first; ties by id.
        after: the last row's column and id.
        limit: the most rows.
    """
    column, is_down = order.lstrip("-"), order.startswith("-")
    sign, way = ("<", "desc") if is_down else (">", "asc")
    conditions = [
        "city = :city",
        _SHOWN,
        *(f"{name} = :{name}" for name in FILTERS if name in filters),
    ]
    values: dict[str, object] = {name: filters[name] for name in FILTERS if name in filters}
    if after is not None:
        conditions.append(f"({column}, id) {sign} (:after_key, :after_id)")
        values |= {"after_key": after[0], "after_id": after[1]}
    sql = (
        f"select {_COLUMNS} from awaiting where {' and '.join(conditions)} "
        f"order by {column} {way}, id {way} limit :limit"
    )
    return [_awaiting(row) for row in tx.rows(sql, city=city, limit=limit, **values)]


def awaiting_of(tx: Transaction, city: str, deed: str) -> Awaiting | None:
    """A deed of the queue, unless its resident takes no part any more."""
    row = tx.row(_GET, city=city, id=deed)
    return None if row is None else _awaiting(row)


def _awaiting(row: Row) -> Awaiting:
    return Awaiting(
        city=row[0],
        id=row[1],
        subject=row[2],
        deed_type=row[3],
        direction=row[4],
        department=row[5],
        occurred_on=date.fromisoformat(row[6]),
        entered_by=row[7],
        recorded_at=moment_of(row[8]),
    )
