"""A resident asks something about a deed of their own: stored once, sealed, and told back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from backend.contracts.cases import CaseView
from backend.core.articles import DECIDED
from backend.core.cases import CaseKind
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.case_steps import add_own_step, bound, first_day_of, is_annulled
from backend.services.desk import REQUEST, Desk
from backend.services.taking_part import no_participant, own_subject, participating
from backend.services.view_cases import Cases
from backend.storage.cases import (
    Case,
    add_case,
    case_of,
    cases_of_deed,
    overdue_objections,
)
from backend.storage.database import Transaction
from backend.storage.deeds import DeedRow, StepRow, deed_row, steps_of
from backend.storage.errors import ConflictError
from backend.storage.logs import actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import resident_of


class NewCase(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, and about which deed; it is what makes two cases the same."""

    id: str
    kind: CaseKind
    subject: str
    deed: str
    text: str
    proof: str | None = None
    on: date | None = None


class Contested(msgspec.Struct, frozen=True, kw_only=True):
    """A deed about which something is asked, with all that is known of it."""

    row: DeedRow
    steps: Sequence[StepRow]
    cases: Sequence[Case]


Check = Callable[[Transaction, Contested], Problem | None]


async def open_case(
    desk: Desk, identity: Identity, new: NewCase, check: Check, now: datetime
) -> tuple[CaseView, bool]:
    """Store a case; true where it is new, false where it was stored before.

    Args:
        desk: what services work with.
        identity: the resident.
        new: what is asked.
        check: why it cannot be asked of this deed; none where it can.
        now: the moment.

    Raises:
        ProblemsError: where it cannot be asked; nothing is stored then.
    """
    opening = _Opening(desk, identity, new, check, now)
    try:
        return await desk.database.write(opening.work)
    except ConflictError as error:
        if error.name == "case_needs_consent":
            raise ProblemsError(no_participant()) from error
        if error.name == "ix_resident_case_city_id":
            raise ProblemsError(REQUEST.problem("id-taken", "id")) from error
        raise


class _Opening:
    """One request for a case."""

    def __init__(
        self, desk: Desk, identity: Identity, new: NewCase, check: Check, now: datetime
    ) -> None:
        self._desk, self._city = desk, desk.city(identity.city)
        self._subject = own_subject(identity)
        self._actor = actor_of(identity, now)
        self._new, self._check, self._now = new, check, now
        self._today = instant_in(self._city.time_zone, now).day
        self._fingerprint = desk.fingerprint(new)

    def work(self, tx: Transaction) -> tuple[CaseView, bool]:
        """The unit of work."""
        city, subject = self._city.code, self._subject
        tx.lock(city, subject)
        participating(resident_of(tx, city, subject), self._now)
        stored = case_of(tx, city, self._new.id)
        if stored is not None:
            if stored.fingerprint != self._fingerprint:
                raise ProblemsError(REQUEST.problem("id-taken", "id"))
            return self._view(tx, stored), False
        contested = self._contested(tx)
        if problem := self._refused(tx, contested):
            raise ProblemsError(problem)
        return self._view(tx, self._added(tx, contested.row)), True

    def _contested(self, tx: Transaction) -> Contested:
        city, deed = self._city.code, self._new.deed
        row = deed_row(tx, city, deed)
        if row is None or row.subject != self._subject:
            raise ProblemsError(REQUEST.problem("deed-unknown", "deed"))
        cases = cases_of_deed(tx, city, row.subject, deed)
        return Contested(row=row, steps=steps_of(tx, row), cases=cases)

    def _refused(self, tx: Transaction, contested: Contested) -> Problem | None:
        row = contested.row
        overdue = overdue_objections(tx, row.city, row.subject, self._today)
        if is_annulled(contested.steps) or row.id in overdue:
            return REQUEST.problem("deed-annulled", "deed", DECIDED)
        if first_day_of(row, contested.steps) is None:
            return REQUEST.problem("deed-not-notified", "deed", DECIDED)
        return self._check(tx, contested)

    def _added(self, tx: Transaction, row: DeedRow) -> Case:
        new, city, subject = self._new, self._city, self._subject
        case = Case(
            city=city.code,
            subject=subject,
            id=new.id,
            kind=new.kind,
            deed=new.deed,
            proof=new.proof,
            on=new.on,
            text=self._desk.seal(city.code, subject, bound(new.id, "text"), new.text.strip()),
            fingerprint=self._fingerprint,
            made_at=self._now,
            due_on=self._today + timedelta(days=city.objection_days),
        )
        add_case(tx, case)
        if new.kind is CaseKind.OBJECTION:
            add_own_step(self._desk, tx, row, StepKind.SUSPENDED, self._actor)
        detail = {"kind": new.kind.value, "deed": new.deed}
        add_entry(tx, self._actor, "case.made", subject=subject, about=new.id, detail=detail)
        tell(tx, city.code, subject, NoticeKind.CASE_RECEIVED, self._now, new.id, case.due_on)
        return case

    def _view(self, tx: Transaction, case: Case) -> CaseView:
        return Cases(self._desk, tx, case.city, case.subject, self._today).view(case)
