"""What the end of a case does to its deed, in one unit of work, and to whatever else was asked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from backend.core.cases import CaseKind, CaseState
from backend.core.city import City
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.services.case_clock import annulled_by_clock, deadline_of
from backend.services.confirm_deed import sealed_reason
from backend.services.desk import Desk
from backend.storage.cases import (
    Case,
    cases_of_deed,
    close_case,
    open_cases,
    overdue_objections,
)
from backend.storage.database import Transaction
from backend.storage.deeds import DeedRow, StepRow, add_step, deed_row, steps_of
from backend.storage.logs import Actor, add_entry, clock_of
from backend.storage.notices import NoticeKind, tell
from backend.storage.scores import make_stale

_TOLD: Final = {
    CaseState.WITHDRAWN: NoticeKind.CASE_WITHDRAWN,
    CaseState.UPHELD: NoticeKind.CASE_UPHELD,
    CaseState.ACCEPTED: NoticeKind.CASE_ACCEPTED,
    CaseState.REJECTED: NoticeKind.CASE_REJECTED,
}


def first_day_of(row: DeedRow, steps: Sequence[StepRow]) -> date | None:
    """The first day that a deed may count, as its resident was told last; none before that."""
    told = [step.on for step in steps if step.kind is StepKind.NOTIFIED]
    return told[-1] if told else row.counts_from


def first_day_again(city: City, row: DeedRow, steps: Sequence[StepRow], today: date) -> date | None:
    """The first day that a deed may count where its notice period ran out while it was suspended.

    That is tomorrow, so that its resident is told before; none where it goes on as it was told.
    """
    first = first_day_of(row, steps)
    asked = [step.at for step in steps if step.kind is StepKind.SUSPENDED]
    if first is None or not asked:
        return None
    suspended_on = instant_in(city.time_zone, asked[-1]).day
    return today + timedelta(days=1) if suspended_on < first <= today else None


def is_annulled(steps: Sequence[StepRow]) -> bool:
    """True for a deed that was annulled."""
    return any(step.kind is StepKind.ANNULLED for step in steps)


def end_case(
    tx: Transaction,
    case: Case,
    state: CaseState,
    actor: Actor,
    now: datetime,
    reasons: bytes | None = None,
) -> bool:
    """Close a case, note it in the log and tell its resident; false where somebody was faster.

    It ends at the actor's moment; the log and the inbox are in the order of writing.
    """
    if not close_case(tx, case, state, actor.at, actor.account, reasons):
        return False
    noting = msgspec.structs.replace(actor, at=now)
    detail = {"kind": case.kind.value}
    add_entry(tx, noting, f"case.{state.value}", subject=case.subject, about=case.id, detail=detail)
    tell(tx, case.city, case.subject, _TOLD[state], now, case.id)
    return True


def add_own_step(  # noqa: PLR0917 - what a step is made of
    desk: Desk,
    tx: Transaction,
    row: DeedRow,
    kind: StepKind,
    actor: Actor,
    on: date | None = None,
    reason: str | None = None,
) -> None:
    """Add a step of this actor's to a deed; its score is to be reckoned anew."""
    sealed = None if reason is None else sealed_reason(desk, row, kind, reason)
    step = StepRow(
        deed=row.id,
        kind=kind,
        at=actor.at,
        on=on,
        account=actor.account,
        role=actor.role,
        reason=sealed,
    )
    add_step(tx, row, step)
    make_stale(tx, row.city, row.subject)


def resume(
    desk: Desk, tx: Transaction, row: DeedRow, actor: Actor, reason: str | None = None
) -> None:
    """Let a suspended deed count again, at the earliest on the day after its resident is told."""
    city = desk.city(row.city)
    again = first_day_again(city, row, steps_of(tx, row), instant_in(city.time_zone, actor.at).day)
    add_own_step(desk, tx, row, StepKind.RESUMED, actor, None, reason)
    if again is not None:
        add_own_step(desk, tx, row, StepKind.NOTIFIED, actor, again)
        tell(tx, row.city, row.subject, NoticeKind.DEED_WILL_COUNT, actor.at, row.id, again)


def end_cases_of(tx: Transaction, city: City, row: DeedRow, at: datetime, now: datetime) -> None:
    """End whatever is still asked about a deed that was annulled.

    An objection that nobody answered in time is upheld all the same.
    """
    today = instant_in(city.time_zone, now).day
    is_overdue = row.id in overdue_objections(tx, row.city, row.subject, today)
    for case in cases_of_deed(tx, row.city, row.subject, row.id):
        is_upheld = case.kind is CaseKind.OBJECTION and is_overdue
        state = CaseState.UPHELD if is_upheld else CaseState.WITHDRAWN
        actor = clock_of(row.city, deadline_of(city, case.due_on) if is_upheld else at)
        if case.state is CaseState.OPEN:
            end_case(tx, case, state, actor, now)


def uphold_by_clock(desk: Desk, tx: Transaction, case: Case, row: DeedRow, now: datetime) -> bool:
    """Write down that nobody answered an objection; false where that is done already."""
    city = desk.city(case.city)
    at = deadline_of(city, case.due_on)
    if not end_case(tx, case, CaseState.UPHELD, clock_of(case.city, at), now):
        return False
    if not is_annulled(steps_of(tx, row)):
        add_step(tx, row, annulled_by_clock(city, row.id, case.due_on))
        make_stale(tx, row.city, row.subject)
    end_cases_of(tx, city, row, at, now)
    return True


def uphold_overdue(
    desk: Desk, tx: Transaction, city: str, subject: str, today: date, now: datetime
) -> None:
    """Write down what the calendar has decided of a resident until this day, without the job."""
    overdue = overdue_objections(tx, city, subject, today)
    for case in open_cases(tx, city, subject):
        row = deed_row(tx, city, case.deed)
        if row is not None and case.kind is CaseKind.OBJECTION and case.deed in overdue:
            uphold_by_clock(desk, tx, case, row, now)


def bound(case: str, column: str) -> str:
    """What a sealed column of a case is bound to."""
    return f"case|{case}|{column}"


def text_of(desk: Desk, case: Case, column: str, sealed: bytes) -> str:
    """A column of a case in plain words."""
    opened = desk.unseal(case.city, case.subject, bound(case.id, column), sealed)
    return msgspec.json.decode(opened, type=str)
