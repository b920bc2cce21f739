"""One case: for its resident, and for the officer who decides it, after the look is in the log."""

from collections.abc import Sequence
from datetime import date, datetime

from backend.contracts.cases import CaseFile, CaseView, Letter
from backend.contracts.deeds import AskedView
from backend.core.cases import (
    CaseKind,
    CaseState,
    earliest_repair,
    is_overdue,
    points_alone,
    repair_in,
)
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.scheme import Repair
from backend.services.case_clock import as_settled
from backend.services.case_letters import GRANTED, letter_to_come
from backend.services.case_steps import first_day_again, first_day_of
from backend.services.desk import REQUEST, Desk
from backend.services.find_resident import sealed_reason
from backend.services.list_deeds import asked_by_deed, deed_view
from backend.services.own_file import check_not_own
from backend.services.refresh_score import score_of
from backend.services.taking_part import own_subject, participating
from backend.services.view_cases import Cases
from backend.storage.cases import Case, case_of, cases_of_deed, overdue_objections
from backend.storage.database import Transaction
from backend.storage.deeds import DeedRow, StepRow, deed_of
from backend.storage.logs import actor_of, add_entry
from backend.storage.residents import is_participating, resident_of


def own_case(tx: Transaction, city: str, subject: str, case_id: str, now: datetime) -> Case:
    """A case of a resident's own.

    Raises:
        ProblemsError: where there is none, or the resident takes no part.
    """
    participating(resident_of(tx, city, subject), now)
    case = case_of(tx, city, case_id)
    if case is None or case.subject != subject:
        raise ProblemsError(REQUEST.problem("case-unknown", "case"))
    return case


def shown_case(
    desk: Desk, tx: Transaction, identity: Identity, case_id: str, now: datetime
) -> Case:
    """A case that an officer may look at: of one who takes part, and not their own.

    Raises:
        ProblemsError: where there is none, or it is the officer's own.
    """
    case = case_of(tx, identity.city, case_id)
    if case is None or not is_participating(tx, case.city, case.subject, now):
        raise ProblemsError(REQUEST.problem("case-unknown", "case"))
    check_not_own(desk, identity, case.subject)
    return case


def parts_in(case: Case, row: DeedRow, steps: Sequence[StepRow]) -> list[tuple[str, datetime]]:
    """Who entered, confirmed, proved or ended a deed, and when: another person decides.

    And another one than who took in the paper that asks.
    """
    taken = {StepKind.CONFIRMED, StepKind.PROVEN, StepKind.ENDED}
    later = [(step.account, step.at) for step in steps if step.kind in taken]
    on_paper = [] if case.on_paper_by is None else [(case.on_paper_by, case.made_at)]
    return [(row.entered_by, row.recorded_at), *later, *on_paper]


def took_part(case: Case, row: DeedRow, steps: Sequence[StepRow], account: str) -> bool:
    """True for an account that had a part in a deed, or in what is asked about it."""
    return any(other == account for other, _ in parts_in(case, row, steps))


async def read_own_case(desk: Desk, identity: Identity, case_id: str, now: datetime) -> CaseView:
    """A case of the caller's own.

    Raises:
        ProblemsError: where there is none of this id.
    """
    city, subject = identity.city, own_subject(identity)
    today = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> CaseView:
        case = own_case(tx, city, subject, case_id, now)
        return Cases(desk, tx, city, subject, today).view(case)

    return await desk.database.read(work)


def reason_for(
    desk: Desk, tx: Transaction, case: Case, reason: str | None, now: datetime
) -> dict[str, str]:
    """Why an officer reads a case, as the log keeps it: of an open one, the work is the reason.

    Raises:
        ProblemsError: where the case is closed, by the calendar too, and no reason is stated.
    """
    if reason is not None:
        return sealed_reason(desk, case.city, case.subject, reason)
    city = desk.city(case.city)
    today = instant_in(city.time_zone, now).day
    overdue = overdue_objections(tx, case.city, case.subject, today)
    if as_settled(city, case, overdue).state is not CaseState.OPEN:
        raise ProblemsError(REQUEST.problem("case-closed-unasked", "reason"))
    return {}


async def read_case_file(
    desk: Desk, identity: Identity, case_id: str, reason: str | None, now: datetime
) -> CaseFile:
    """All that is needed to decide a case, after the look is in the log.

    Raises:
        ProblemsError: where there is none of this id, it is the caller's own, or it is closed and
            no reason is stated.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> CaseFile:
        case = shown_case(desk, tx, identity, case_id, now)
        detail = {"part": "case", **reason_for(desk, tx, case, reason, now)}
        add_entry(tx, actor, "file.read", subject=case.subject, about=case.id, detail=detail)
        return _Page(desk, tx, identity, case, now).file()

    return await desk.database.write(work)


class _Page:
    """A case with its deed, as it is on a day."""

    def __init__(
        self, desk: Desk, tx: Transaction, identity: Identity, case: Case, now: datetime
    ) -> None:
        self._desk, self._tx, self._identity = desk, tx, identity
        self._city, self._now = desk.city(case.city), now
        self._instant = instant_in(self._city.time_zone, now)
        self._cases = Cases(desk, tx, case.city, case.subject, self._instant.day)
        self._case = self._cases.settled(case)
        self._row, self._steps = self._cases.deed(case), self._cases.steps(case)

    def file(self) -> CaseFile:
        case, row, today = self._case, self._row, self._instant.day
        held, made = score_of(self._desk, self._tx, case.city, case.subject, self._now)
        deed = deed_of(row, self._steps)
        repair = repair_in(held.scheme, row.deed_type) if case.kind is CaseKind.REPAIR else None
        after = points_alone(held.scheme, deed, self._instant, case.on) if repair else None
        counts = any(row.id in line.deeds for line in made.lines)
        return CaseFile(
            case=self._cases.view(case),
            deed=deed_view(self._desk, row, self._steps, self._asked(), counts=counts),
            points_now=points_alone(held.scheme, deed, self._instant),
            points_after=after,
            earliest_on=_earliest(repair, row.occurred_on),
            letter_if_granted=self._letter(GRANTED[case.kind]),
            letter_if_rejected=self._letter(CaseState.REJECTED),
            is_overdue=is_overdue(case.state, case.due_on, today),
            is_own=took_part(case, row, self._steps, self._identity.account),
        )

    def _asked(self) -> list[AskedView]:
        """Everything that was ever asked about the deed."""
        city, subject, deed = self._row.city, self._row.subject, self._row.id
        overdue = overdue_objections(self._tx, city, subject, self._instant.day)
        cases = cases_of_deed(self._tx, city, subject, deed)
        return asked_by_deed(self._city, cases, overdue)[deed]

    def _letter(self, state: CaseState) -> Letter:
        today = self._instant.day
        told = first_day_of(self._row, self._steps) or today
        again = first_day_again(self._city, self._row, self._steps, today)
        from_day = again or max(told, today)
        return letter_to_come(self._desk, self._case, self._row, state, from_day)


def _earliest(repair: Repair | None, occurred_on: date) -> date | None:
    return None if repair is None else earliest_repair(repair, occurred_on)
