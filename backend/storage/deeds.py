"""Deeds and their steps: added, never changed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Literal, get_args

import msgspec

from backend.core.deed import Deed, Step, StepKind
from backend.storage.consent_texts import STATE_AT
from backend.storage.database import Row, Transaction
from backend.storage.values import (
    day_or_none,
    decimal_or_none,
    listed,
    micros,
    moment_of,
    text_or_none,
)


class DeedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A deed as it was entered.

    Attributes:
        counts_from: the day it counts from where it needs nobody's confirmation; else none.
        alone: of such a merit, the how manieth that this account gave this resident.
        fingerprint: keyed hash of all that was entered, to know the same deed again.
        document: authority, number, date and account, sealed with the resident's key.
    """

    city: str
    subject: str
    id: str
    deed_type: str
    occurred_on: date
    grade: str | None
    quantity: Decimal | None
    unit: str | None
    recorded_at: datetime
    entered_by: str
    department: str
    batch: str | None
    counts_from: date | None
    fingerprint: bytes
    document: bytes | None
    alone: int | None = None


class BeforeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What must be known before a deed is entered.

    Attributes:
        digest: of the scheme in force; none before the city's first one.
        is_participating: whether the resident takes part.
        is_stored: whether a deed of this id is there already.
    """

    digest: str | None
    is_participating: bool
    is_stored: bool


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a deed, with who took it and why (sealed)."""

    deed: str
    kind: StepKind
    at: datetime
    on: date | None
    account: str
    role: str
    reason: bytes | None


_COLUMNS: Final = (
    "city, subject, id, deed_type, occurred_on, grade, quantity, unit, recorded_at, entered_by, "
    "department, batch, counts_from, fingerprint, document, alone"
)
_ADD: Final = f"""
insert into deed ({_COLUMNS})
values (:city, :subject, :id, :deed_type, :occurred_on, :grade, :quantity, :unit, :recorded_at,
        :entered_by, :department, :batch, :counts_from, :fingerprint, :document, :alone)
"""
_GET: Final = f"select {_COLUMNS} from deed where city = :city and id = :id"
# All that an entry must know beforehand, by one statement.
_BEFORE: Final = f"""
select
  (select digest from period
   where city = :city and from_at <= :now and cancelled_at is null
   order by from_at desc, number desc limit 1),
  (select {STATE_AT} from resident r where city = :city and subject = :subject),
  (select 1 from deed where city = :city and id = :id)
"""
_OF_SUBJECT: Final = (
    f"select {_COLUMNS} from deed where city = :city and subject = :subject order by id"
)
_OF_BATCH: Final = f"""
select {_COLUMNS} from deed
where city = :city and batch = :batch and (subject, id) > (:subject, :id)
order by subject, id limit :limit
"""
EntryOrder = Literal[
    "recorded_at", "-recorded_at", "occurred_on", "-occurred_on", "deed_type", "-deed_type"
]
ENTRY_ORDERS: Final[tuple[str, ...]] = get_args(EntryOrder)
_HAS_STEP: Final = (
    "exists (select 1 from step where step.city = deed.city and step.subject = deed.subject "
    "and step.deed = deed.id and step.kind = '{}')"
)
# Also by the calendar alone, where nobody answered an objection in time.
_IS_ANNULLED: Final = f"""
({_HAS_STEP.format("annulled")} or exists
  (select 1 from resident_case o where o.city = deed.city and o.subject = deed.subject
   and o.deed = deed.id and o.kind = 'objection' and o.state = 'open' and o.due_on < :today
   and exists (select 1 from resident r where r.city = o.city and r.subject = o.subject
               and r.state = 'participating')))
"""
_IS_SUSPENDED: Final = """
(select coalesce(sum(case kind when 'suspended' then 1 when 'resumed' then -1 else 0 end), 0)
 from step where step.city = deed.city and step.subject = deed.subject and step.deed = deed.id) > 0
"""
_STANDS: Final = f"not {_IS_ANNULLED} and not {_IS_SUSPENDED}"
_IS_CONFIRMED: Final = _HAS_STEP.format("confirmed")
# What a deed has come to, as its collector is told.
_IN_STATE: Final = {
    "annulled": _IS_ANNULLED,
    "suspended": f"not {_IS_ANNULLED} and {_IS_SUSPENDED}",
    "counts": f"counts_from is not null and {_STANDS}",
    "confirmed": f"counts_from is null and {_IS_CONFIRMED} and {_STANDS}",
    "awaiting-confirmation": (
        f"counts_from is null and not {_IS_CONFIRMED} and not {_IS_ANNULLED}"
    ),
}
_COUNT: Final = """
select deed_type, count(*) from deed
where city = :city and recorded_at >= :first and recorded_at < :end group by deed_type
"""
# What is annulled needs no second look any more, whoever annulled it.
_NOT_LOOKED_AT: Final = "delete from second_look where city = :city and deed = :deed"
# The next number is found by the statement itself: of two at once, one is refused by the key.
_ADD_STEP: Final = """
insert into step (city, subject, deed, number, kind, at, on_day, account, role, reason)
select :city, :subject, :deed, coalesce(max(number), 0) + 1, :kind, :at, :on_day, :account, :role,
       :reason
from step where city = :city and subject = :subject and deed = :deed
"""
_STEPS_OF_SUBJECT: Final = """
select deed, kind, at, on_day, account, role, reason from step
where city = :city and subject = :subject order by deed, number
"""
_OF_MANY: Final = (
    f"select {_COLUMNS} from deed where city = :city and subject in {{}} order by subject, id"
)
_STEPS_OF_MANY: Final = """
select deed, kind, at, on_day, account, role, reason, subject from step
where city = :city and subject in {} order by subject, deed, number
"""
_STEPS_OF_DEED: Final = """
select deed, kind, at, on_day, account, role, reason from step
where city = :city and subject = :subject and deed = :deed order by number
"""


def add_deed(tx: Transaction, row: DeedRow) -> None:
    """Add a deed; the database refuses one of a resident without consent."""
    tx.add(
        _ADD,
        city=row.city,
        subject=row.subject,
        id=row.id,
        deed_type=row.deed_type,
        occurred_on=row.occurred_on.isoformat(),
        grade=row.grade,
        quantity=text_or_none(row.quantity),
        unit=row.unit,
        recorded_at=micros(row.recorded_at),
        entered_by=row.entered_by,
        department=row.department,
        batch=row.batch,
        counts_from=text_or_none(row.counts_from),
        fingerprint=row.fingerprint,
        document=row.document,
        alone=row.alone,
    )


def before_entry(tx: Transaction, city: str, subject: str, deed: str, now: datetime) -> BeforeEntry:
    """What must be known before a deed is entered, by one statement."""
    row = tx.row(_BEFORE, city=city, subject=subject, id=deed, now=micros(now))
    digest, state, stored = row or (None, None, None)
    return BeforeEntry(
        digest=digest, is_participating=state == "participating", is_stored=stored is not None
    )


def deed_row(tx: Transaction, city: str, deed: str) -> DeedRow | None:
    """A deed by its id."""
    row = tx.row(_GET, city=city, id=deed)
    return None if row is None else _deed_row(row)


def rows_of(tx: Transaction, city: str, subject: str) -> list[DeedRow]:
    """A resident's deeds as they were entered."""
    return [_deed_row(row) for row in tx.rows(_OF_SUBJECT, city=city, subject=subject)]


def rows_of_batch(
    tx: Transaction, city: str, batch: str, after: tuple[str, str], limit: int
) -> list[DeedRow]:
    """The deeds of a batch after a resident and an id."""
    found = tx.rows(_OF_BATCH, city=city, batch=batch, subject=after[0], id=after[1], limit=limit)
    return [_deed_row(row) for row in found]


def rows_by(  # noqa: PLR0913 - what a page is made of
    tx: Transaction,
    city: str,
    account: str,
    *,
    order: EntryOrder,
    state: str | None,
    after: tuple[str | int, str] | None,
    limit: int,
    today: date,
) -> list[DeedRow]:
    """A page of what an account entered.

    Args:
        tx: the reading unit.
        city: whose.
        account: who entered.
        order: a column, with a minus sign for the greatest first; ties by id, the same way.
        state: what they have come to; of any state where none is given.
        after: the last row's column and id.
        limit: the most rows.
        today: the city's civil day, which may have annulled some.
    """
    column, is_down = order.lstrip("-"), order.startswith("-")
    sign, way = ("<", "desc") if is_down else (">", "asc")
    conditions = ["city = :city", "entered_by = :account"]
    values: dict[str, object] = {}
    if state is not None:
        conditions.append(_IN_STATE[state])
        values["today"] = today.isoformat()
    if after is not None:
        conditions.append(f"({column}, id) {sign} (:after_key, :after_id)")
        values |= {"after_key": after[0], "after_id": after[1]}
    sql = (
        f"select {_COLUMNS} from deed where {' and '.join(conditions)} "
        f"order by {column} {way}, id {way} limit :limit"
    )
    found = tx.rows(sql, city=city, account=account, limit=limit, **values)
    return [_deed_row(row) for row in found]


def add_step(tx: Transaction, deed: DeedRow, step: StepRow) -> None:
    """Add a step to a deed."""
    tx.execute(_ADD_STEP, **_step_values(deed, step))
    if step.kind is StepKind.ANNULLED:
        tx.add(_NOT_LOOKED_AT, city=deed.city, deed=deed.id)


def add_steps(tx: Transaction, steps: Iterable[tuple[DeedRow, StepRow]]) -> None:
    """Add a step to each of many deeds."""
    found = list(steps)
    tx.add_many(_ADD_STEP, [_step_values(deed, step) for deed, step in found])
    over = [deed for deed, step in found if step.kind is StepKind.ANNULLED]
    tx.add_many(_NOT_LOOKED_AT, [{"city": deed.city, "deed": deed.id} for deed in over])


def _step_values(deed: DeedRow, step: StepRow) -> dict[str, object]:
    return {
        "city": deed.city,
        "subject": deed.subject,
        "deed": deed.id,
        "kind": step.kind.value,
        "at": micros(step.at),
        "on_day": text_or_none(step.on),
        "account": step.account,
        "role": step.role,
        "reason": step.reason,
    }


def steps_of(tx: Transaction, deed: DeedRow) -> list[StepRow]:
    """The later steps of a deed, in order; the first is the deed itself."""
    found = tx.rows(_STEPS_OF_DEED, city=deed.city, subject=deed.subject, deed=deed.id)
    return [_step_row(row) for row in found]


def steps_of_all(tx: Transaction, city: str, subject: str) -> dict[str, list[StepRow]]:
    """The later steps of a resident's deeds, by deed."""
    found: dict[str, list[StepRow]] = defaultdict(list)
    for row in tx.rows(_STEPS_OF_SUBJECT, city=city, subject=subject):
        found[row[0]].append(_step_row(row))
    return found


def deeds_of(tx: Transaction, city: str, subject: str) -> list[Deed]:
    """A resident's deeds, as the formula takes them."""
    steps = steps_of_all(tx, city, subject)
    return [deed_of(row, steps.get(row.id, [])) for row in rows_of(tx, city, subject)]


def deeds_of_many(tx: Transaction, city: str, subjects: Iterable[str]) -> dict[str, list[Deed]]:
    """The deeds of some residents, as the formula takes them, by their subject ids."""
    found: dict[str, list[Deed]] = {subject: [] for subject in subjects}
    names, values = listed(found)
    steps: dict[tuple[str, str], list[StepRow]] = defaultdict(list)
    for step in tx.rows(_STEPS_OF_MANY.format(names), city=city, **values):
        steps[step[7], step[0]].append(_step_row(step))
    for row in map(_deed_row, tx.rows(_OF_MANY.format(names), city=city, **values)):
        found[row.subject].append(deed_of(row, steps.get((row.subject, row.id), [])))
    return found


def deed_of(row: DeedRow, later: list[StepRow]) -> Deed:
    """A deed with its steps, as the formula takes it."""
    at = row.recorded_at
    first = [Step(kind=StepKind.RECORDED, at=at)]
    if row.counts_from is not None:
        first += (
            Step(kind=StepKind.CONFIRMED, at=at),
            Step(kind=StepKind.NOTIFIED, at=at, on=row.counts_from),
        )
    return Deed(
        id=row.id,
        deed_type=row.deed_type,
        occurred_on=row.occurred_on,
        grade=row.grade,
        quantity=row.quantity,
        unit=row.unit,
        steps=(*first, *(Step(kind=step.kind, at=step.at, on=step.on) for step in later)),
    )


def _deed_row(row: Row) -> DeedRow:
    return DeedRow(
        city=row[0],
        subject=row[1],
        id=row[2],
        deed_type=row[3],
        occurred_on=date.fromisoformat(row[4]),
        grade=row[5],
        quantity=decimal_or_none(row[6]),
        unit=row[7],
        recorded_at=moment_of(row[8]),
        entered_by=row[9],
        department=row[10],
        batch=row[11],
        counts_from=day_or_none(row[12]),
        fingerprint=row[13],
        document=row[14],
        alone=row[15],
    )


def _step_row(row: tuple[Any, ...]) -> StepRow:
    return StepRow(
        deed=row[0],
        kind=StepKind(row[1]),
        at=moment_of(row[2]),
        on=day_or_none(row[3]),
        account=row[4],
        role=row[5],
        reason=row[6],
    )


def count_by_day(tx: Transaction, city: str, starts: list[datetime]) -> list[dict[str, int]]:
    """How many deeds of each type were recorded between two moments that follow each other."""
    return [
        dict(tx.rows(_COUNT, city=city, first=first, end=end))
        for first, end in pairwise(map(micros, starts))
    ]
