"""The queue: deeds that await a second person. A row is open work, and goes when it is done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal, get_args

import msgspec

from backend.storage.consent_texts import STATE_AT, lapsed
from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of

Order = Literal[
    "recorded_at",
    "-recorded_at",
    "occurred_on",
    "-occurred_on",
    "deed_type",
    "-deed_type",
    "department",
    "-department",
]
ORDERS: Final[tuple[str, ...]] = get_args(Order)


class Why(StrEnum):
    """Why a deed awaits a second person."""

    DEMERIT = "demerit"
    # A merit of that worth without a document.
    THIRTY_POINTS = "thirty-points"
    # With it, one collector would give the resident more than the city lets one give in a year.
    COLLECTOR_CAP = "collector-cap"
    # A merit that counts already and was drawn to be looked at all the same.
    SECOND_LOOK = "second-look"


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
    why: Why


_COLUMNS: Final = (
    "city, id, subject, deed_type, direction, department, occurred_on, entered_by, recorded_at, why"
)
_ADD: Final = f"""
insert into awaiting ({_COLUMNS})
values (:city, :id, :subject, :deed_type, :direction, :department, :occurred_on, :entered_by,
        :recorded_at, :why)
"""
_DONE: Final = "delete from awaiting where city = :city and id = :id"
# Who is leaving is hidden from everybody, their waiting deeds too. Asked of each deed, called `a`,
# that the index finds, by the resident's key.
_SHOWN: Final = f"""
coalesce((select {STATE_AT} from resident r where r.city = a.city and r.subject = a.subject), '')
  <> 'leaving'
"""
_COUNT: Final = "select {0}, count(*) from awaiting where city = :city group by {0}"
_HIDDEN: Final = """
select {0}, count(*) from resident cross join awaiting
where resident.city = :city and resident.state = 'leaving'
  and awaiting.city = :city and awaiting.subject = resident.subject
group by {0}
"""
_COUNT_SHOWN: Final = f"""
select {{0}}, count(*) from awaiting a where city = :city and {_SHOWN} group by {{0}}
"""
_OLDEST: Final = f"""
select recorded_at from awaiting a where city = :city and {_SHOWN}
order by recorded_at, id limit 1
"""
_GET: Final = f"select {_COLUMNS} from awaiting a where city = :city and id = :id and {_SHOWN}"
# What a filter may name, each with an index; the column's name is ours, the value is a parameter.
FILTERS: Final = ("deed_type", "department", "direction")
# Up to so many rows that a filter finds are sorted; of more, the next in order are found sooner by
# walking through the queue in its order. Deeds of a department lie together in the order of deed
# types, and the other way round, so that there the walk can be long.
_SORTED_MOST: Final = {"recorded_at": 2_000, "occurred_on": 2_000}
_SORTED_MOST_ELSE: Final = 10_000
# What a filter finds, before it is sorted: the limits keep databases from walking all the same.
_FOUND: Final = """
(select awaiting.* from
  (select id from awaiting where city = :city and {0} = :{0} limit :most) as named
  cross join awaiting where city = :city and awaiting.id = named.id limit :most) as a
"""


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
        why=row.why.value,
    )


def take_awaiting(tx: Transaction, city: str, deed: str) -> bool:
    """Take a deed out of the queue; false where somebody was faster."""
    return tx.execute(_DONE, city=city, id=deed) == 1


def drop_awaiting(tx: Transaction, city: str, deeds: Iterable[str]) -> None:
    """Take these deeds out of the queue, where they are in it."""
    tx.add_many(_DONE, [{"city": city, "id": deed} for deed in deeds])


def count_awaiting(
    tx: Transaction, city: str, column: Literal["direction", "department"], now: datetime
) -> dict[str, int]:
    """How many wait, by direction or department; all are counted, and the hidden taken away."""
    # They may be many, until the clock has noted that they are leaving.
    if lapsed(tx, city, now, 1):
        return dict(tx.rows(_COUNT_SHOWN.format(column), city=city, now=micros(now)))
    found: Counter[str] = Counter(dict(tx.rows(_COUNT.format(column), city=city)))
    return dict(found - Counter(dict(tx.rows(_HIDDEN.format(column), city=city))))


def oldest_awaiting(tx: Transaction, city: str, now: datetime) -> datetime | None:
    """When the one that waits longest was recorded."""
    row = tx.row(_OLDEST, city=city, now=micros(now))
    return None if row is None else moment_of(row[0])


def awaiting_page(  # noqa: PLR0917 - what a page is made of
    tx: Transaction,
    city: str,
    filters: Mapping[str, str],
    order: Order,
    after: tuple[str | int, str] | None,
    limit: int,
    now: datetime,
) -> list[Awaiting]:
    """A page of the queue.

    Args:
        tx: the reading unit.
        city: whose queue.
        filters: column (of `FILTERS`) to the value it must have.
        order: a column, with a minus sign for the greatest first; ties by id.
        after: the last row's column and id.
        limit: the most rows.
        now: at which their residents take part.
    """
    column, is_down = order.lstrip("-"), order.startswith("-")
    sign, way = ("<", "desc") if is_down else (">", "asc")
    named = [name for name in FILTERS if name in filters]
    values: dict[str, object] = {"city": city, **{name: filters[name] for name in named}}
    conditions = ["city = :city", _SHOWN, *(f"{name} = :{name}" for name in named)]
    source, most = "awaiting a", _SORTED_MOST.get(column, _SORTED_MOST_ELSE)
    # Of one department, the order of departments is that of the ids, which needs no sorting.
    rare = None if column in named else _rare(tx, values, named, most)
    if rare is not None:
        values["most"] = most
        source = _FOUND.format(rare)
    if after is not None:
        conditions.append(f"({column}, id) {sign} (:after_key, :after_id)")
        values |= {"after_key": after[0], "after_id": after[1]}
    sql = (
        f"select {_COLUMNS} from {source} where {' and '.join(conditions)} "
        f"order by {column} {way}, id {way} limit :limit"
    )
    return [_awaiting(row) for row in tx.rows(sql, limit=limit, now=micros(now), **values)]


def _rare(tx: Transaction, values: Mapping[str, object], named: list[str], most: int) -> str | None:
    """The filter that finds the fewest rows, unless each finds more than are worth sorting.

    The database knows no more than we do of how often a value occurs, and guesses badly.
    """
    found: dict[str, int] = {}
    for name in named:
        row = tx.row(
            f"select count(*) from (select 1 as one from awaiting "
            f"where city = :city and {name} = :value limit :most) as found",
            city=values["city"],
            value=values[name],
            most=most,
        )
        found[name] = row[0] if row else 0
    rare = min(found, key=lambda name: found[name], default=None)
    return rare if rare is not None and found[rare] < most else None


def awaiting_of(tx: Transaction, city: str, deed: str, now: datetime) -> Awaiting | None:
    """A deed of the queue, unless its resident takes no part any more."""
    row = tx.row(_GET, city=city, id=deed, now=micros(now))
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
        why=Why(row[9]),
    )
