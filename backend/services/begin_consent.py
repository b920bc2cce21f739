"""A consent begins, is renewed or comes back: from then on there can be deeds."""

from datetime import date, datetime, timedelta

from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.services.desk import Desk
from backend.services.refresh_score import refresh_score
from backend.storage.cases import open_cases, postpone
from backend.storage.consent_texts import TextRow, text_of
from backend.storage.database import Transaction
from backend.storage.deeds import StepRow, add_step, rows_of, steps_of_all
from backend.storage.logs import CLOCK, Actor, add_entry, clock_of
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import (
    Consent,
    Resident,
    State,
    add_consent,
    consent_to,
    move,
)


def has_consented(tx: Transaction, resident: Resident, text: TextRow) -> bool:
    """True where the last consent was to these very words, whenever they were shown."""
    if resident.consented_to is None:
        return False
    if resident.consented_to == text.number:
        return True
    before = text_of(tx, resident.city, resident.consented_to)
    return before is not None and before.version == text.version


def begin_consent(
    desk: Desk,
    tx: Transaction,
    resident: Resident,
    text: TextRow,
    event: Consent,
    actor: Actor,
) -> None:
    """Let a resident take part by the present text. The caller holds the resident's lock."""
    city, subject, now = resident.city, resident.subject, actor.at
    if resident.state is not State.PARTICIPATING:
        move(tx, resident, State.PARTICIPATING, now)
    consent_to(tx, city, subject, text.number)
    add_consent(tx, city, subject, event)
    detail = {"version": event.version}
    add_entry(tx, actor, f"consent.{event.kind}", subject=subject, detail=detail)
    if resident.state is State.LEAVING:
        _give_back(desk, tx, resident, now)
        tell(tx, city, subject, NoticeKind.RETURNED, now)
    if event.kind == "given":
        tell(tx, city, subject, NoticeKind.CONSENT_GIVEN, now, event.version)
    refresh_score(desk, tx, city, subject, now)


def _give_back(desk: Desk, tx: Transaction, resident: Resident, now: datetime) -> None:
    """Give back the days that passed while the resident was leaving, and tell so.

    Who was away could neither see a deed nor object to it, and nobody could answer what they asked.
    """
    time_zone = desk.city(resident.city).time_zone
    left_on = instant_in(time_zone, resident.since).day
    away = instant_in(time_zone, now).day - left_on
    if away > timedelta(0):
        _lengthen_notices(tx, resident, left_on, away, now)
        _lengthen_cases(tx, resident, left_on, away, now)


def _lengthen_cases(
    tx: Transaction, resident: Resident, left_on: date, away: timedelta, now: datetime
) -> None:
    """A later last day for the answers that were not overdue when the resident left."""
    city, subject = resident.city, resident.subject
    for case in open_cases(tx, city, subject):
        if case.due_on < left_on:
            continue
        due_on = case.due_on + away
        postpone(tx, case, due_on)
        detail = {"on": due_on.isoformat()}
        actor = clock_of(city, now)
        add_entry(tx, actor, "case.postponed", subject=subject, about=case.id, detail=detail)
        tell(tx, city, subject, NoticeKind.CASE_RECEIVED, now, case.id, due_on)


def _lengthen_notices(
    tx: Transaction, resident: Resident, left_on: date, away: timedelta, now: datetime
) -> None:
    """A later first day for the deeds whose notice had not run out when the resident left."""
    city, subject = resident.city, resident.subject
    steps = steps_of_all(tx, city, subject)
    for row in rows_of(tx, city, subject):
        taken = steps.get(row.id, [])
        days = [step.on for step in taken if step.kind is StepKind.NOTIFIED and step.on is not None]
        is_annulled = any(step.kind is StepKind.ANNULLED for step in taken)
        if is_annulled or not days or days[-1] <= left_on:
            continue
        counts_from = days[-1] + away
        step = StepRow(
            deed=row.id,
            kind=StepKind.NOTIFIED,
            at=now,
            on=counts_from,
            account=CLOCK,
            role=CLOCK,
            reason=None,
        )
        add_step(tx, row, step)
        detail = {"on": counts_from.isoformat()}
        actor = clock_of(city, now)
        add_entry(tx, actor, "deed.notified", subject=subject, about=row.id, detail=detail)
        tell(tx, city, subject, NoticeKind.DEED_WILL_COUNT, now, row.id, counts_from)
