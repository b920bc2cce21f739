"""Lists of cases: a resident's own, and the open ones that officers decide."""

from datetime import datetime
from typing import cast

from backend.contracts.cases import CaseItem, CaseView
from backend.contracts.deeds import CaseKind
from backend.core.cases import is_overdue
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.list_deeds import check_choice
from backend.services.own_file import own_files
from backend.services.taking_part import participating
from backend.services.view_cases import Cases
from backend.storage.cases import CASE_ORDERS, CaseOrder, Listed, cases_page, open_page
from backend.storage.database import Transaction
from backend.storage.residents import resident_of


async def list_own_cases(
    desk: Desk, city: str, subject: str, before: tuple[int, str], limit: int, now: datetime
) -> list[CaseView]:
    """A resident's cases, newest first, before a moment (microseconds) and id.

    Raises:
        ProblemsError: where no consent is in force.
    """
    today = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> list[CaseView]:
        participating(resident_of(tx, city, subject), now)
        cases = Cases(desk, tx, city, subject, today)
        return [cases.view(case) for case in cases_page(tx, city, subject, before, limit)]

    return await desk.database.read(work)


async def list_open_cases(
    desk: Desk,
    identity: Identity,
    *,
    kind: CaseKind | None,
    order: str,
    after: tuple[str, str] | None,
    limit: int,
    now: datetime,
) -> list[CaseItem]:
    """A page of the open cases; of the residents it tells nothing.

    Raises:
        ProblemsError: for an order that there is not.
    """
    check_choice("order", order, CASE_ORDERS)
    city = desk.city(identity.city)
    today = instant_in(city.time_zone, now).day
    own = own_files(desk, identity)

    def item(each: Listed) -> CaseItem:
        case, deed_type = each.case, desk.deed_type(each.deed_type)
        return CaseItem(
            id=case.id,
            kind=case.kind.value,
            deed_type=each.deed_type,
            label_en=deed_type.label_en,
            label_zh=deed_type.label_zh,
            direction=deed_type.direction.value,
            state=case.state.value,
            made_at=case.made_at,
            due_on=case.due_on,
            is_overdue=is_overdue(case.state, case.due_on, today),
            is_own=each.took_part or case.subject in own,
        )

    def work(tx: Transaction) -> list[CaseItem]:
        found = open_page(
            tx,
            city.code,
            identity.account,
            kind=kind,
            order=cast("CaseOrder", order),
            after=after,
            limit=limit,
            today=today,
            now=now,
        )
        return [item(each) for each in found]

    return await desk.database.read(work)
