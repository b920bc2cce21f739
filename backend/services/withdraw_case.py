"""A resident takes back what they asked; a suspended deed counts again."""

from datetime import datetime

from backend.contracts.cases import CaseView
from backend.core.cases import CaseKind, CaseState
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.case_steps import end_case, resume
from backend.services.desk import REQUEST, Desk
from backend.services.read_case import own_case
from backend.services.recent_invitation import check_not_recent
from backend.services.taking_part import own_subject
from backend.services.view_cases import Cases
from backend.storage.database import Transaction
from backend.storage.logs import actor_of


async def withdraw_case(desk: Desk, identity: Identity, case_id: str, now: datetime) -> CaseView:
    """Withdraw an open case. Withdrawn again, it is answered as before.

    Raises:
        ProblemsError: where there is none of this id, it is closed, or an invitation was opened
            just now.
    """
    subject, city = own_subject(identity), identity.city
    actor = actor_of(identity, now)
    today = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> CaseView:
        tx.lock(city, subject)
        case = own_case(tx, city, subject, case_id, now)
        cases = Cases(desk, tx, city, subject, today)
        if case.state is CaseState.WITHDRAWN and case.decided_by == identity.account:
            return cases.view(case)
        if cases.settled(case).state is not CaseState.OPEN:
            raise ProblemsError(REQUEST.problem("case-closed", "case"))
        check_not_recent(desk, tx, city, subject, now)
        end_case(tx, case, CaseState.WITHDRAWN, actor, now)
        if case.kind is CaseKind.OBJECTION:
            resume(desk, tx, cases.deed(case), actor)
        withdrawn = own_case(tx, city, subject, case_id, now)
        return Cases(desk, tx, city, subject, today).view(withdrawn)

    return await desk.database.write(work)
