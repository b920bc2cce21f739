"""A consent begins, is renewed or comes back: from then on there can be deeds."""

from datetime import datetime, timedelta

from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.services.desk import Desk
from backend.services.refresh_score import refresh_score
from backend.storage.cases import overdue_objections
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
        _lengthen_notices(desk, tx, resident, now)
        tell(tx, city, subject, NoticeKind.RETURNED, now)
    if event.kind == "given":
        tell(tx, city, subject, NoticeKind.CONSENT_GIVEN, now, event.version)
    refresh_score(desk, tx, city, subject, now)


def _lengthen_notices(desk: Desk, tx: Transaction, resident: Resident, now: datetime) -> None:
    """Give back the days of notice that passed while the resident was leaving, and tell so.

    Who was away could neither see the deed nor object to it.
    """
    city, subject = resident.city, resident.subject
    time_zone = desk.city(city).time_zone
    left_on = instant_in(time_zone, resident.since).day
    away = instant_in(time_zone, now).day - left_on
    if away <= timedelta(0):
        return
    steps = steps_of_all(tx, city, subject)
    upheld = overdue_objections(tx, city, subject, instant_in(time_zone, now).day)
    for row in rows_of(tx, city, subject):
        taken = steps.get(row.id, [])
        days = [step.on for step in taken if step.kind is StepKind.NOTIFIED and step.on is not None]
        is_annulled = any(step.kind is StepKind.ANNULLED for step in taken)
        is_over = is_annulled or row.id in upheld
        if is_over or not days or days[-1] <= left_on:
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
