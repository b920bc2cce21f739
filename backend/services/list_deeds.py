"""Deeds for reading: a resident's with every step, the queue, and what somebody entered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import cast

import msgspec

from backend.contracts.deeds import (
    AskedView,
    AwaitingItem,
    AwaitingView,
    DeedView,
    EntryState,
    EntryView,
    StepView,
)
from backend.core.city import City
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.core.permissions import Identity, Role
from backend.core.problems import ProblemsError
from backend.services.case_clock import as_settled, steps_as_settled
from backend.services.confirm_deed import reason_row
from backend.services.desk import REQUEST, Desk
from backend.services.enrol_resident import PROFILE, Profile
from backend.services.enter_deed import Papers, papers_row
from backend.services.own_file import check_not_own, own_files
from backend.services.refresh_score import score_of
from backend.services.taking_part import participating
from backend.storage.awaiting import ORDERS, Awaiting, Order, awaiting_of, awaiting_page
from backend.storage.cases import Case, cases_of, overdue_objections
from backend.storage.database import Transaction
from backend.storage.deeds import (
    ENTRY_ORDERS,
    DeedRow,
    EntryOrder,
    StepRow,
    deed_row,
    rows_by,
    rows_of,
    steps_of,
    steps_of_all,
)
from backend.storage.logs import actor_of, add_entry
from backend.storage.residents import is_participating, resident_of

SHOWN_OF_NUMBER = 4


async def list_deeds(desk: Desk, city: str, subject: str, now: datetime) -> list[DeedView]:
    """A resident's deeds with every step, the latest recorded first.

    Raises:
        ProblemsError: where no consent is in force.
    """
    today = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> list[DeedView]:
        participating(resident_of(tx, city, subject), now)
        _, made = score_of(desk, tx, city, subject, now)
        counting = {deed for line in made.lines for deed in line.deeds}
        overdue = overdue_objections(tx, city, subject, today)
        steps = steps_as_settled(desk.city(city), steps_of_all(tx, city, subject), overdue)
        asked = asked_by_deed(desk.city(city), cases_of(tx, city, subject), overdue)
        return [
            deed_view(
                desk,
                row,
                steps.get(row.id, []),
                asked.get(row.id, []),
                counts=row.id in counting,
            )
            for row in sorted(
                rows_of(tx, city, subject), key=lambda row: (row.recorded_at, row.id), reverse=True
            )
        ]

    return await desk.database.read(work)


def asked_by_deed(
    city: City, cases: Iterable[Case], overdue: Mapping[str, date]
) -> dict[str, list[AskedView]]:
    """What was asked about deeds, as the calendar has left it."""
    found: dict[str, list[AskedView]] = defaultdict(list)
    for case in cases:
        settled = as_settled(city, case, overdue)
        asked = AskedView(
            id=case.id,
            kind=case.kind.value,
            state=settled.state.value,
            made_at=case.made_at,
            due_on=case.due_on,
            on_paper_by=paper_role(case),
        )
        found[case.deed].append(asked)
    return dict(found)


def paper_role(case: Case) -> str | None:
    """The role of who took a case in on paper; nobody but officers does."""
    return None if case.on_paper_by is None else Role.OFFICER.value


def deed_view(
    desk: Desk,
    row: DeedRow,
    steps: Iterable[StepRow],
    asked: Iterable[AskedView],
    *,
    counts: bool,
) -> DeedView:
    """A deed with every step, in the words that were sealed for its resident."""
    deed_type = desk.deed_type(row.deed_type)
    papers = _papers(desk, row)
    return DeedView(
        id=row.id,
        deed_type=row.deed_type,
        label_en=deed_type.label_en,
        label_zh=deed_type.label_zh,
        direction=deed_type.direction.value,
        occurred_on=row.occurred_on,
        grade=row.grade,
        quantity=row.quantity,
        unit=row.unit,
        department=row.department,
        document=papers.document,
        account=papers.account,
        counts=counts,
        steps=(*_first_steps(row), *(_step_view(desk, row, step) for step in steps)),
        asked=tuple(asked),
    )


def _papers(desk: Desk, row: DeedRow) -> Papers:
    if row.document is None:
        return Papers()
    opened = desk.unseal(row.city, row.subject, papers_row(row.id), row.document)
    return msgspec.json.decode(opened, type=Papers)


def _first_steps(row: DeedRow) -> list[StepView]:
    role = "collector"
    steps = [StepView(kind=StepKind.RECORDED.value, at=row.recorded_at, role=role)]
    if row.counts_from is not None:
        steps.append(
            StepView(
                kind=StepKind.NOTIFIED.value, at=row.recorded_at, role=role, on=row.counts_from
            )
        )
    return steps


def _step_view(desk: Desk, row: DeedRow, step: StepRow) -> StepView:
    reason = None
    if step.reason is not None:
        bound = reason_row(row.id, step.kind)
        reason = msgspec.json.decode(
            desk.unseal(row.city, row.subject, bound, step.reason), type=str
        )
    return StepView(kind=step.kind.value, at=step.at, role=step.role, on=step.on, reason=reason)


async def list_awaiting(
    desk: Desk,
    identity: Identity,
    *,
    filters: Mapping[str, str],
    order: str,
    after: tuple[str | int, str] | None,
    limit: int,
    now: datetime,
) -> list[AwaitingItem]:
    """A page of the queue, filtered and sorted by the database; of the residents it tells nothing.

    Raises:
        ProblemsError: for an order that there is not.
    """
    check_choice("order", order, ORDERS)
    own = own_files(desk, identity)

    def work(tx: Transaction) -> list[AwaitingItem]:
        found = awaiting_page(tx, identity.city, filters, cast("Order", order), after, limit, now)
        return [awaiting_item(desk, identity, own, each) for each in found]

    return await desk.database.read(work)


def check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a value that is not among those that there are.

    Raises:
        ProblemsError: naming them.
    """
    if value not in known:
        values = {"value": value, "known": ", ".join(known)}
        raise ProblemsError(REQUEST.problem("not-a-choice", name, None, **values))


def awaiting_item(
    desk: Desk, identity: Identity, own: frozenset[str], each: Awaiting
) -> AwaitingItem:
    """What a list shows of a deed; `own` are the caller's own subject ids, where any are kept."""
    deed_type = desk.deed_type(each.deed_type)
    return AwaitingItem(
        id=each.id,
        deed_type=each.deed_type,
        label_en=deed_type.label_en,
        label_zh=deed_type.label_zh,
        direction=each.direction,
        department=each.department,
        occurred_on=each.occurred_on,
        recorded_at=each.recorded_at,
        is_own=each.entered_by == identity.account or each.subject in own,
    )


async def read_awaiting(desk: Desk, identity: Identity, deed: str, now: datetime) -> AwaitingView:
    """All that the second person needs to decide on a deed, after the look is in the log.

    Raises:
        ProblemsError: where no such deed waits, or its resident is the caller.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> AwaitingView:
        each = awaiting_of(tx, identity.city, deed, now)
        if each is None or not is_participating(tx, identity.city, each.subject, now):
            raise ProblemsError(REQUEST.problem("deed-unknown", "deed"))
        check_not_own(desk, identity, each.subject)
        add_entry(
            tx, actor, "file.read", subject=each.subject, about=deed, detail={"part": "queue"}
        )
        return awaiting_view(desk, tx, identity, each)

    return await desk.database.write(work)


def awaiting_view(desk: Desk, tx: Transaction, identity: Identity, each: Awaiting) -> AwaitingView:
    """All of a deed that the second person needs, who is not its resident."""
    row = deed_row(tx, each.city, each.id)
    resident = resident_of(tx, each.city, each.subject)
    assert row is not None  # noqa: S101 - what waits is a deed of a resident
    assert resident is not None  # noqa: S101 - as above
    papers = _papers(desk, row)
    number = ""
    if resident.profile is not None:
        opened = desk.unseal(each.city, each.subject, PROFILE, resident.profile)
        number = msgspec.json.decode(opened, type=Profile).number
    item = awaiting_item(desk, identity, frozenset(), each)
    return AwaitingView(
        **msgspec.structs.asdict(item),
        grade=row.grade,
        quantity=row.quantity,
        unit=row.unit,
        document=papers.document,
        account=papers.account,
        number=f"…{number[-SHOWN_OF_NUMBER:]}",
        why=each.why.value,
    )


async def list_entries(
    desk: Desk,
    identity: Identity,
    *,
    order: str,
    state: EntryState | None,
    after: tuple[str | int, str] | None,
    limit: int,
    now: datetime,
) -> list[EntryView]:
    """A page of what the caller entered, without saying whose it is.

    Raises:
        ProblemsError: for an order that there is not.
    """
    check_choice("order", order, ENTRY_ORDERS)
    today = instant_in(desk.city(identity.city).time_zone, now).day

    def work(tx: Transaction) -> list[EntryView]:
        found = rows_by(
            tx,
            identity.city,
            identity.account,
            order=cast("EntryOrder", order),
            state=state,
            after=after,
            limit=limit,
            today=today,
        )
        return [_entry_view(desk, tx, row, now) for row in found]

    return await desk.database.read(work)


def _entry_view(desk: Desk, tx: Transaction, row: DeedRow, now: datetime) -> EntryView:
    steps = steps_of(tx, row)
    if _entry_state(row, steps) == "suspended":
        city = desk.city(row.city)
        today = instant_in(city.time_zone, now).day
        overdue = overdue_objections(tx, row.city, row.subject, today)
        steps = steps_as_settled(city, {row.id: steps}, overdue)[row.id]
    annulled = next((step for step in steps if step.kind is StepKind.ANNULLED), None)
    reason = None
    # The same while the resident is leaving: what changed then would tell who is.
    if annulled is not None:
        # Of whoever is being erased at this moment nothing can be read.
        with suppress(ProblemsError):
            reason = _step_view(desk, row, annulled).reason
    return EntryView(
        id=row.id,
        deed_type=row.deed_type,
        occurred_on=row.occurred_on,
        recorded_at=row.recorded_at,
        state=_entry_state(row, steps),
        reason=reason,
    )


def _entry_state(row: DeedRow, steps: list[StepRow]) -> EntryState:
    kinds = [step.kind for step in steps]
    if StepKind.ANNULLED in kinds:
        return "annulled"
    if kinds.count(StepKind.SUSPENDED) > kinds.count(StepKind.RESUMED):
        return "suspended"
    if row.counts_from is not None:
        return "counts"
    return "confirmed" if StepKind.CONFIRMED in kinds else "awaiting-confirmation"
