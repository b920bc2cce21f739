"""A second person confirms a deed, or refuses it (charter, article 3)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from backend.contracts.deeds import FollowDeed
from backend.core.bound import BoundRule
from backend.core.bucket import lapse_of, last_end_of
from backend.core.catalogue import Direction
from backend.core.deed import Standing, StepKind
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.own_file import check_not_own
from backend.services.two_persons import check_another
from backend.storage.awaiting import take_awaiting
from backend.storage.cases import overdue_objections
from backend.storage.database import Transaction
from backend.storage.deeds import DeedRow, StepRow, add_step, deed_of, deed_row, steps_of
from backend.storage.logs import actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import is_participating
from backend.storage.scores import make_stale

_TOLD: Final = {
    StepKind.PROVEN: NoticeKind.DEED_PROVEN,
    StepKind.ENDED: NoticeKind.DEED_ENDED,
}


async def confirm_deed(desk: Desk, identity: Identity, deed: str, now: datetime) -> None:
    """Confirm; a merit counts at once, a demerit after the resident's notice period.

    Raises:
        ProblemsError: where the deed does not wait, or the caller entered it or is its resident.
    """
    city = desk.city(identity.city)
    today = instant_in(city.time_zone, now).day

    def work(tx: Transaction) -> None:
        row = _taken(desk, tx, identity, deed, now)
        held = desk.shelf.in_force(tx, city.code, now)
        deed_type = held.catalogue.deed_types.get(row.deed_type)
        is_merit = deed_type is not None and deed_type.direction is Direction.MERIT
        counts_from = today if is_merit else today + timedelta(days=city.notice_days)
        for kind, day in ((StepKind.CONFIRMED, None), (StepKind.NOTIFIED, counts_from)):
            add_step(tx, row, _step(row, identity, kind, now, day))
        _note(tx, identity, "deed.confirmed", row, now)
        told = NoticeKind.DEED_COUNTS if is_merit else NoticeKind.DEED_WILL_COUNT
        tell(tx, city.code, row.subject, told, now, deed, counts_from)

    await desk.database.write(work)


async def refuse_deed(
    desk: Desk, identity: Identity, deed: str, reason: str, now: datetime
) -> None:
    """Refuse: the deed is annulled and never counts; the reason can be read by the resident.

    Raises:
        ProblemsError: where the deed does not wait, or the caller entered it or is its resident.
    """

    def work(tx: Transaction) -> None:
        row = _taken(desk, tx, identity, deed, now)
        sealed = sealed_reason(desk, row, StepKind.ANNULLED, reason)
        add_step(tx, row, _step(row, identity, StepKind.ANNULLED, now, None, sealed))
        _note(tx, identity, "deed.refused", row, now)
        tell(tx, identity.city, row.subject, NoticeKind.DEED_REFUSED, now, deed)

    await desk.database.write(work)


async def follow_deed(
    desk: Desk, identity: Identity, deed: str, followed: FollowDeed, now: datetime
) -> None:
    """Record that an ongoing deed ended, or was proven anew.

    Raises:
        ProblemsError: where the deed is not ongoing, has ended or lapsed already, or the day is
            impossible. Either step can prolong a demerit, so it needs a document and another person
            than who entered it (charter, article 3); nobody follows a deed of their own.
    """
    city = desk.city(identity.city)
    today = instant_in(city.time_zone, now).day
    kind = StepKind(followed.kind)
    reason = _proof_of(followed)

    def work(tx: Transaction) -> None:
        row = _locked(desk, tx, identity, deed, now)
        check_another(tx, identity, row.entered_by, row.recorded_at, now)
        bound = desk.shelf.in_force(tx, city.code, now).scheme.rules.get(row.deed_type)
        if bound is None or not bound.deed_type.ongoing:
            raise ProblemsError(REQUEST.problem("deed-not-ongoing", "kind"))
        before = steps_of(tx, row)
        _check_day(row, followed.on, today)
        overdue = overdue_objections(tx, city.code, row.subject, today)
        if row.id in overdue or _is_over(bound, row, before, today):
            raise ProblemsError(REQUEST.problem("deed-over", "kind"))
        sealed = sealed_reason(desk, row, kind, reason)
        step = _step(row, identity, kind, now, followed.on, sealed)
        add_step(tx, row, step)
        _note(tx, identity, f"deed.{kind.value}", row, now)
        tell(tx, city.code, row.subject, _TOLD[kind], now, deed, followed.on)
        notice_ends = today + timedelta(days=city.notice_days)
        again = _first_day_again(bound, row, before, step, notice_ends)
        if again is not None:
            add_step(tx, row, _step(row, identity, StepKind.NOTIFIED, now, again))
            tell(tx, city.code, row.subject, NoticeKind.DEED_WILL_COUNT, now, deed, again)

    await desk.database.write(work)


def _check_day(row: DeedRow, on: date, today: date) -> None:
    if not row.occurred_on <= on <= today:
        values = {"first": str(row.occurred_on), "last": str(today)}
        raise ProblemsError(REQUEST.problem("day-outside", "on", None, **values))


def _proven_on(steps: Sequence[StepRow]) -> list[date]:
    return sorted(step.on for step in steps if step.kind is StepKind.PROVEN and step.on is not None)


def _is_over(bound: BoundRule, row: DeedRow, steps: Sequence[StepRow], today: date) -> bool:
    """True for what has ended, lapsed or been annulled: nothing brings it back (article 5)."""
    taken = {step.kind for step in steps}
    is_ended = not taken.isdisjoint({StepKind.ENDED, StepKind.ANNULLED})
    return is_ended or lapse_of(bound, row.occurred_on, _proven_on(steps)) <= today


def _first_day_again(
    bound: BoundRule, row: DeedRow, before: Sequence[StepRow], step: StepRow, notice_ends: date
) -> date | None:
    """The first day that a demerit may count after a step less than a notice before its last day.

    Otherwise what the step adds would count before its resident had the notice period (article 3).
    None where the time is enough, nothing is added, or the deed's own notice is still to come.

    Args:
        bound: the rule that prices the deed.
        row: the deed.
        before: its steps before this one.
        step: what is recorded today.
        notice_ends: the first day after a notice period that begins today.
    """
    told = [each.on for each in before if each.kind is StepKind.NOTIFIED and each.on is not None]
    if bound.is_merit or not told:
        return None
    end, later = (_end_of(bound, row, steps, told[-1]) for steps in (before, [*before, step]))
    return max(told[-1], notice_ends) if end < min(later, notice_ends) else None


def _end_of(bound: BoundRule, row: DeedRow, steps: Sequence[StepRow], counts_from: date) -> date:
    """The day from which a deed with these steps does nothing any more."""
    ended = [step.on for step in steps if step.kind is StepKind.ENDED]
    standing = Standing(
        counts_from=counts_from,
        ended_on=ended[-1] if ended else None,
        proven_on=tuple(_proven_on(steps)),
    )
    return last_end_of(bound, deed_of(row, []), standing)


def _proof_of(followed: FollowDeed) -> str:
    """The reason of a step, with the document that it rests on."""
    paper = followed.document
    return f"{followed.reason.strip()} ({paper.authority}, {paper.number}, {paper.issued_on})"


def reason_row(deed: str, kind: StepKind) -> str:
    """What a step's reason is bound to when it is sealed."""
    return f"step|{deed}|{kind.value}|reason"


def sealed_reason(desk: Desk, row: DeedRow, kind: StepKind, reason: str) -> bytes:
    """A step's reason, readable by the resident and their file's officers only."""
    return desk.seal(row.city, row.subject, reason_row(row.id, kind), reason.strip())


def _found(desk: Desk, tx: Transaction, identity: Identity, deed: str, now: datetime) -> DeedRow:
    """A deed of a participating resident of the caller's city, who is not the caller."""
    row = deed_row(tx, identity.city, deed)
    if row is None or not is_participating(tx, identity.city, row.subject, now):
        raise ProblemsError(REQUEST.problem("deed-unknown", "deed"))
    check_not_own(desk, identity, row.subject)
    return row


def _locked(desk: Desk, tx: Transaction, identity: Identity, deed: str, now: datetime) -> DeedRow:
    """The same, kept from other writers; whoever had it before may have ended or erased it."""
    seen = _found(desk, tx, identity, deed, now)
    tx.lock(seen.city, seen.subject)
    return _found(desk, tx, identity, deed, now)


def _taken(desk: Desk, tx: Transaction, identity: Identity, deed: str, now: datetime) -> DeedRow:
    """A deed that waited, taken out of the queue by another than who entered it."""
    row = _locked(desk, tx, identity, deed, now)
    check_another(tx, identity, row.entered_by, row.recorded_at, now)
    if not take_awaiting(tx, identity.city, deed):
        raise ProblemsError(REQUEST.problem("deed-not-waiting", "deed"))
    return row


def _step(
    row: DeedRow,
    identity: Identity,
    kind: StepKind,
    now: datetime,
    day: date | None,
    reason: bytes | None = None,
) -> StepRow:
    return StepRow(
        deed=row.id,
        kind=kind,
        at=now,
        on=day,
        account=identity.account,
        role=identity.role.value,
        reason=reason,
    )


def _note(tx: Transaction, identity: Identity, action: str, row: DeedRow, now: datetime) -> None:
    make_stale(tx, row.city, row.subject)
    add_entry(tx, actor_of(identity, now), action, subject=row.subject, about=row.id)
