"""Objections and repairs: added by residents, and closed once.

Who is away cannot be answered: nothing is overdue then, and the last day moves by the days away.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal, get_args

import msgspec

from backend.core.cases import CaseKind, CaseState
from backend.storage.consent_texts import HAS_LAPSED
from backend.storage.database import Row, Transaction
from backend.storage.values import (
    day_or_none,
    micros,
    moment_of,
    moment_or_none,
    text_or_none,
)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case's row.

    Attributes:
        proof: of a repair: which one of the scheme's, as `on` is the day it was made good.
        text: sealed with the resident's key, as `reasons` are.
        fingerprint: keyed hash of all that was asked, to know the same case again.
        due_on: the last civil day for the answer.
        on_paper_by: the account of who took it in on paper; none where the resident asked.
        decided_by: the account of an officer or of the resident, or the clock.
    """

    city: str
    subject: str
    id: str
    kind: CaseKind
    deed: str
    proof: str | None
    on: date | None
    text: bytes
    fingerprint: bytes
    made_at: datetime
    due_on: date
    on_paper_by: str | None = None
    state: CaseState = CaseState.OPEN
    decided_at: datetime | None = None
    decided_by: str | None = None
    reasons: bytes | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """An open case with what the officers' list shows of its deed.

    Attributes:
        took_part: whether the account that asks entered, confirmed, proved or ended the deed, or
            took the case in on paper.
    """

    case: Case
    deed_type: str
    took_part: bool


CaseOrder = Literal["due_on", "-due_on"]
CASE_ORDERS: Final[tuple[str, ...]] = get_args(CaseOrder)

_NAMES: Final = (
    *("city", "subject", "id", "kind", "deed", "proof", "on_day", "text", "fingerprint"),
    *("made_at", "due_on", "on_paper_by", "state", "decided_at", "decided_by", "reasons"),
)
_COLUMNS: Final = ", ".join(_NAMES)
_OF_CASE: Final = ", ".join(f"c.{name}" for name in _NAMES)
_ADD: Final = f"""
insert into resident_case ({_COLUMNS})
values (:city, :subject, :id, :kind, :deed, :proof, :on_day, :text, :fingerprint, :made_at,
        :due_on, :on_paper_by, 'open', null, null, null)
"""
_GET: Final = f"select {_COLUMNS} from resident_case where city = :city and id = :id"
_OF_DEED: Final = f"""
select {_COLUMNS} from resident_case
where city = :city and subject = :subject and deed = :deed order by made_at, id
"""
_EVERY: Final = f"""
select {_COLUMNS} from resident_case
where city = :city and subject = :subject order by made_at, id
"""
_OF_SUBJECT: Final = f"""
select {_COLUMNS} from resident_case
where city = :city and subject = :subject and made_at <= :before
  and (made_at < :before or id < :before_id)
order by made_at desc, id desc limit :limit
"""
_CLOSE: Final = """
update resident_case
set state = :state, decided_at = :at, decided_by = :by, reasons = :reasons
where city = :city and subject = :subject and id = :id and state = 'open'
"""
# Of a chunk of deeds that come as one JSON text; a subject id has 32 signs.
_ASKED_ABOUT: Final = """
select distinct c.deed from json_each(:keys) j cross join resident_case c
where c.city = :city and c.subject = substr(j.key, 1, 32) and c.deed = substr(j.key, 34)
  and c.state = 'open'
"""
_OPEN_OF_SUBJECT: Final = f"""
select {_COLUMNS} from resident_case
where city = :city and subject = :subject and state = 'open' order by made_at, id
"""
_POSTPONE: Final = """
update resident_case set due_on = :due_on
where city = :city and subject = :subject and id = :id and state = 'open'
"""
_OVERDUE: Final = """
select c.deed, c.due_on from resident_case c
where c.city = :city and c.subject = :subject and c.kind = 'objection' and c.state = 'open'
  and c.due_on < :today and exists
  (select 1 from resident r where r.city = c.city and r.subject = c.subject
   and r.state = 'participating')
"""
# Who is leaving is hidden from everybody, their cases too.
_TAKES_PART: Final = f"""
exists (select 1 from resident r where r.city = c.city and r.subject = c.subject
        and r.state = 'participating' and not {HAS_LAPSED})
"""
# Nobody answered an objection to the deed in time: it is annulled, and all about it is over.
_HAS_LAPSED: Final = """
exists (select 1 from resident_case o
        where o.city = c.city and o.subject = c.subject and o.deed = c.deed
          and o.kind = 'objection' and o.state = 'open' and o.due_on < :today)
"""
_DUE: Final = f"""
select {_OF_CASE} from resident_case c
where c.city = :city and c.state = 'open' and c.kind = 'objection' and c.due_on < :today
  and {_TAKES_PART}
order by c.due_on, c.id limit :limit
"""
_COUNT: Final = f"""
select count(*), coalesce(sum(case when c.due_on < :today then 1 else 0 end), 0)
from resident_case c
where c.city = :city and c.state = 'open' and {_TAKES_PART} and not {_HAS_LAPSED}
"""
_TOOK_PART: Final = """
(d.entered_by = :account or c.on_paper_by = :account or exists
  (select 1 from step s where s.city = d.city and s.subject = d.subject and s.deed = d.id
   and s.kind in ('confirmed', 'proven', 'ended') and s.account = :account))
"""
_OPEN: Final = f"""
select {_OF_CASE}, d.deed_type, case when {_TOOK_PART} then 1 else 0 end
from resident_case c
join deed d on d.city = c.city and d.subject = c.subject and d.id = c.deed
where c.city = :city and c.state = 'open' and {_TAKES_PART} and not {_HAS_LAPSED}
"""


def add_case(tx: Transaction, case: Case) -> None:
    """Add an open case; the database refuses one of a resident without consent.

    Raises:
        ConflictError: then, and where another resident's case has this id.
    """
    tx.execute(
        _ADD,
        city=case.city,
        subject=case.subject,
        id=case.id,
        kind=case.kind.value,
        deed=case.deed,
        proof=case.proof,
        on_day=text_or_none(case.on),
        text=case.text,
        fingerprint=case.fingerprint,
        made_at=micros(case.made_at),
        due_on=case.due_on.isoformat(),
        on_paper_by=case.on_paper_by,
    )


def case_of(tx: Transaction, city: str, case: str) -> Case | None:
    """A case by its id."""
    row = tx.row(_GET, city=city, id=case)
    return None if row is None else _case(row)


def cases_of_deed(tx: Transaction, city: str, subject: str, deed: str) -> list[Case]:
    """Everything that was asked about a deed, oldest first."""
    return [_case(row) for row in tx.rows(_OF_DEED, city=city, subject=subject, deed=deed)]


def cases_of(tx: Transaction, city: str, subject: str) -> list[Case]:
    """Everything that a resident ever asked, oldest first."""
    return [_case(row) for row in tx.rows(_EVERY, city=city, subject=subject)]


def asked_about(tx: Transaction, city: str, deeds: Iterable[tuple[str, str]]) -> set[str]:
    """The ids of those of these deeds, by subject and id, about which something is open."""
    keys = msgspec.json.encode({"|".join(deed): 1 for deed in deeds}).decode()
    return {row[0] for row in tx.rows(_ASKED_ABOUT, city=city, keys=keys)}


def cases_page(
    tx: Transaction, city: str, subject: str, before: tuple[int, str], limit: int
) -> list[Case]:
    """A resident's cases, newest first, before a moment (microseconds) and id."""
    found = tx.rows(
        _OF_SUBJECT,
        city=city,
        subject=subject,
        before=before[0],
        before_id=before[1],
        limit=limit,
    )
    return [_case(row) for row in found]


def close_case(
    tx: Transaction,
    case: Case,
    state: CaseState,
    at: datetime,
    by: str,
    reasons: bytes | None = None,
) -> bool:
    """Close an open case; false where somebody was faster."""
    closed = tx.execute(
        _CLOSE,
        city=case.city,
        subject=case.subject,
        id=case.id,
        state=state.value,
        at=micros(at),
        by=by,
        reasons=reasons,
    )
    return closed == 1


def open_cases(tx: Transaction, city: str, subject: str) -> list[Case]:
    """Everything that a resident still asks, oldest first."""
    return [_case(row) for row in tx.rows(_OPEN_OF_SUBJECT, city=city, subject=subject)]


def postpone(tx: Transaction, case: Case, due_on: date) -> None:
    """Give an open case a later last day; the database refuses an earlier one."""
    key = {"city": case.city, "subject": case.subject, "id": case.id}
    tx.execute(_POSTPONE, **key, due_on=due_on.isoformat())


def overdue_objections(tx: Transaction, city: str, subject: str, today: date) -> dict[str, date]:
    """Of a resident's deeds, those whose objection nobody answered in time, with its last day.

    None while the resident is leaving.
    """
    found = tx.rows(_OVERDUE, city=city, subject=subject, today=today.isoformat())
    return {deed: date.fromisoformat(due_on) for deed, due_on in found}


def due_objections(
    tx: Transaction, city: str, today: date, now: datetime, limit: int
) -> list[Case]:
    """Objections of those who take part that nobody answered in time, the longest due first."""
    values = {"today": today.isoformat(), "now": micros(now)}
    return [_case(row) for row in tx.rows(_DUE, city=city, limit=limit, **values)]


def count_cases(tx: Transaction, city: str, today: date, now: datetime) -> tuple[int, int]:
    """How many cases are open, and how many of them should have been answered by now."""
    row = tx.row(_COUNT, city=city, today=today.isoformat(), now=micros(now))
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def open_page(  # noqa: PLR0913 - what a page is made of
    tx: Transaction,
    city: str,
    account: str,
    *,
    kind: str | None,
    order: CaseOrder,
    after: tuple[str, str] | None,
    limit: int,
    today: date,
    now: datetime,
) -> list[Listed]:
    """A page of the open cases of those who take part.

    Args:
        tx: the reading unit.
        city: whose.
        account: who asks.
        kind: only of this kind, where one is given.
        order: by the last day for the answer; ties by id, the same way.
        after: the last row's day and id.
        limit: the most rows.
        today: the city's civil day; what it has settled is open no more.
        now: the moment.
    """
    sign, way = ("<", "desc") if order.startswith("-") else (">", "asc")
    sql = _OPEN
    values: dict[str, object] = {"today": today.isoformat(), "now": micros(now)}
    if kind is not None:
        sql += " and c.kind = :kind"
        values["kind"] = kind
    if after is not None:
        sql += f" and (c.due_on, c.id) {sign} (:after_day, :after_id)"
        values |= {"after_day": after[0], "after_id": after[1]}
    sql += f" order by c.due_on {way}, c.id {way} limit :limit"
    found = tx.rows(sql, city=city, account=account, limit=limit, **values)
    return [Listed(case=_case(row), deed_type=row[-2], took_part=bool(row[-1])) for row in found]


def _case(row: Row) -> Case:
    return Case(
        city=row[0],
        subject=row[1],
        id=row[2],
        kind=CaseKind(row[3]),
        deed=row[4],
        proof=row[5],
        on=day_or_none(row[6]),
        text=row[7],
        fingerprint=row[8],
        made_at=moment_of(row[9]),
        due_on=date.fromisoformat(row[10]),
        on_paper_by=row[11],
        state=CaseState(row[12]),
        decided_at=moment_or_none(row[13]),
        decided_by=row[14],
        reasons=row[15],
    )
