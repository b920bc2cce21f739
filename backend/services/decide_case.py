"""A person who had no part in a deed decides what its resident asks, with reasons (article 7).

An upheld objection ends whatever else is asked. An accepted repair does not end an objection: the
deed stays suspended, and counts again only after an answer, as what the repair left of it.
"""

from datetime import datetime

from backend.contracts.cases import CaseView, DecideCase
from backend.core.articles import DECIDED
from backend.core.cases import CaseKind, CaseState, earliest_repair, repair_in
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.case_letters import GRANTED
from backend.services.case_steps import (
    add_own_step,
    bound,
    end_case,
    end_cases_of,
    is_annulled,
    resume,
    text_of,
)
from backend.services.desk import REQUEST, Desk
from backend.services.read_case import parts_in, shown_case, took_part
from backend.services.two_persons import check_another
from backend.services.view_cases import Cases
from backend.storage.cases import Case, case_of
from backend.storage.database import Transaction
from backend.storage.logs import actor_of


async def decide_case(
    desk: Desk, identity: Identity, case_id: str, decision: DecideCase, now: datetime
) -> CaseView:
    """Decide. The same decision of the same person is answered as before.

    Raises:
        ProblemsError: where the case is closed, as it is when its last day is over; where the
            caller had a part in the deed; or the scheme no longer offers the repair.
    """
    deciding = _Deciding(desk, identity, case_id, decision, now)
    return await desk.database.write(deciding.work)


class _Deciding:
    """One decision."""

    def __init__(
        self, desk: Desk, identity: Identity, case_id: str, decision: DecideCase, now: datetime
    ) -> None:
        self._desk, self._identity, self._case_id = desk, identity, case_id
        self._city, self._now = desk.city(identity.city), now
        self._is_granted, self._reasons = decision.is_granted, decision.reasons.strip()
        self._actor = actor_of(identity, now)
        self._today = instant_in(self._city.time_zone, now).day

    def work(self, tx: Transaction) -> CaseView:
        """The unit of work."""
        seen = shown_case(self._desk, tx, self._identity, self._case_id, self._now)
        tx.lock(seen.city, seen.subject)
        case = shown_case(self._desk, tx, self._identity, self._case_id, self._now)
        cases = Cases(self._desk, tx, case.city, case.subject, self._today)
        row, steps = cases.deed(case), cases.steps(case)
        if took_part(case, row, steps, self._identity.account):
            raise ProblemsError(REQUEST.problem("case-involved", "authorization", DECIDED))
        for account, at in parts_in(case, row, steps):
            check_another(tx, self._identity, account, at, self._now)
        if self._is_same(case):
            return cases.view(case)
        if cases.settled(case).state is not CaseState.OPEN or not self._decided(tx, case, cases):
            raise ProblemsError(REQUEST.problem("case-closed", "case"))
        closed = case_of(tx, case.city, case.id)
        assert closed is not None  # noqa: S101 - it was just closed
        return Cases(self._desk, tx, case.city, case.subject, self._today).view(closed)

    def _is_same(self, case: Case) -> bool:
        """True where the answer to this very decision was lost on its way."""
        if case.decided_by != self._identity.account or case.reasons is None:
            return False
        reasons = text_of(self._desk, case, "reasons", case.reasons)
        return (case.state, reasons) == (self._state(case), self._reasons)

    def _state(self, case: Case) -> CaseState:
        return GRANTED[case.kind] if self._is_granted else CaseState.REJECTED

    def _decided(self, tx: Transaction, case: Case, cases: Cases) -> bool:
        row, actor = cases.deed(case), self._actor
        if case.kind is CaseKind.REPAIR and self._is_granted:
            self._check_repair(tx, case, cases)
        row_of_reasons = bound(case.id, "reasons")
        reasons = self._desk.seal(case.city, case.subject, row_of_reasons, self._reasons)
        if not end_case(tx, case, self._state(case), actor, self._now, reasons):
            return False
        match self._state(case):
            case CaseState.UPHELD if not is_annulled(cases.steps(case)):
                add_own_step(self._desk, tx, row, StepKind.ANNULLED, actor, None, self._reasons)
            case CaseState.REJECTED if case.kind is CaseKind.OBJECTION:
                resume(self._desk, tx, row, actor, self._reasons)
            case CaseState.ACCEPTED:
                add_own_step(self._desk, tx, row, StepKind.REPAIRED, actor, case.on, self._reasons)
        if self._state(case) is CaseState.UPHELD:
            end_cases_of(tx, self._city, row, self._now, self._now)
        return True

    def _check_repair(self, tx: Transaction, case: Case, cases: Cases) -> None:
        """The rules may have changed since the repair was asked for."""
        row = cases.deed(case)
        scheme = self._desk.shelf.in_force(tx, case.city, self._now).scheme
        repair = repair_in(scheme, row.deed_type)
        is_offered = (
            repair is not None
            and case.on is not None
            and case.on >= earliest_repair(repair, row.occurred_on)
        )
        if not is_offered:
            raise ProblemsError(REQUEST.problem("repair-changed", "is_granted"))
