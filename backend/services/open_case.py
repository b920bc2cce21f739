"""A resident asks something about a deed of their own: stored once, sealed, and told back.

With the app, or on paper that an officer takes in: what it does is the same.
"""

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
from backend.services.taking_part import no_participant, participating
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
from backend.storage.logs import Actor, actor_of, add_entry
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
    opening = Opening(desk, actor_of(identity, now), new, check, desk.fingerprint(new))

    def work(tx: Transaction) -> tuple[CaseView, bool]:
        tx.lock(identity.city, new.subject)
        participating(resident_of(tx, identity.city, new.subject), now)
        stored = opening.stored(tx)
        case = stored or opening.added(tx, opening.contested(tx))
        view = Cases(desk, tx, identity.city, new.subject, opening.today).view(case)
        return view, stored is None

    try:
        return await desk.database.write(work)
    except ConflictError as error:
        if problem := conflict_of(error):
            raise ProblemsError(problem) from error
        raise


def conflict_of(error: ConflictError) -> Problem | None:
    """Why the database refused a case; none where it was for something else."""
    if error.name == "case_needs_consent":
        return no_participant()
    taken = {"ix_resident_case_city_id", "pk_evidence", "ix_evidence_city_id"}
    return REQUEST.problem("id-taken", "id") if error.name in taken else None


class Opening:
    """One request for a case, in a unit of work that holds its resident's lock.

    Attributes:
        today: the city's civil day.
    """

    def __init__(
        self, desk: Desk, actor: Actor, new: NewCase, check: Check, fingerprint: bytes
    ) -> None:
        """Ask this; the actor is the resident, or the officer who takes it in on paper."""
        self._desk, self._city = desk, desk.city(actor.city)
        self._actor, self._new, self._check = actor, new, check
        self._fingerprint = fingerprint
        self.today = instant_in(self._city.time_zone, actor.at).day

    def stored(self, tx: Transaction) -> Case | None:
        """This very case, where it was stored before.

        Raises:
            ProblemsError: where another one has this id.
        """
        found = case_of(tx, self._city.code, self._new.id)
        if found is not None and found.fingerprint != self._fingerprint:
            raise ProblemsError(REQUEST.problem("id-taken", "id"))
        return found

    def contested(self, tx: Transaction) -> DeedRow:
        """The deed that it is about, where this can be asked of it.

        Raises:
            ProblemsError: where it is none of the resident's, or this cannot be asked.
        """
        city, deed = self._city.code, self._new.deed
        row = deed_row(tx, city, deed)
        if row is None or row.subject != self._new.subject:
            raise ProblemsError(REQUEST.problem("deed-unknown", "deed"))
        cases = cases_of_deed(tx, city, row.subject, deed)
        contested = Contested(row=row, steps=steps_of(tx, row), cases=cases)
        if problem := self._refused(tx, contested):
            raise ProblemsError(problem)
        return row

    def _refused(self, tx: Transaction, contested: Contested) -> Problem | None:
        row = contested.row
        overdue = overdue_objections(tx, row.city, row.subject, self.today)
        if is_annulled(contested.steps) or row.id in overdue:
            return REQUEST.problem("deed-annulled", "deed", DECIDED)
        if first_day_of(row, contested.steps) is None:
            return REQUEST.problem("deed-not-notified", "deed", DECIDED)
        return self._check(tx, contested)

    def added(self, tx: Transaction, row: DeedRow, *, is_on_paper: bool = False) -> Case:
        """Store it: a deed that is objected to is suspended, and the resident told."""
        new, city, subject, actor = self._new, self._city, self._new.subject, self._actor
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
            made_at=actor.at,
            due_on=self.today + timedelta(days=city.objection_days),
            on_paper_by=actor.account if is_on_paper else None,
        )
        add_case(tx, case)
        if new.kind is CaseKind.OBJECTION:
            add_own_step(self._desk, tx, row, StepKind.SUSPENDED, actor)
        detail = {"kind": new.kind.value, "deed": new.deed}
        if is_on_paper:
            detail["on_paper"] = "yes"
        add_entry(tx, actor, "case.made", subject=subject, about=new.id, detail=detail)
        told = NoticeKind.CASE_ON_PAPER if is_on_paper else NoticeKind.CASE_RECEIVED
        tell(tx, city.code, subject, told, actor.at, new.id, case.due_on)
        return case
