"""Cases as they are shown: a resident's, with what the calendar has made of them."""

from datetime import date
from typing import cast

import msgspec

from backend.contracts.cases import CaseView, EvidenceType, EvidenceView, ProofKind
from backend.core.cases import CaseState
from backend.core.instant import instant_in
from backend.services.case_clock import as_settled, steps_as_settled
from backend.services.case_letters import letter_sent
from backend.services.case_steps import first_day_of, text_of
from backend.services.desk import Desk
from backend.services.list_deeds import paper_role
from backend.storage.cases import Case, overdue_objections
from backend.storage.database import Transaction
from backend.storage.deeds import DeedRow, StepRow, rows_of, steps_of_all
from backend.storage.evidence import Evidence, by_case, evidence_of_subject
from backend.storage.logs import CLOCK


class Cases:
    """A resident's cases on a day, with the deeds and files that they speak of."""

    def __init__(self, desk: Desk, tx: Transaction, city: str, subject: str, today: date) -> None:
        """Read what is needed to show any of them."""
        self._desk, self._city = desk, desk.city(city)
        self._deeds = {row.id: row for row in rows_of(tx, city, subject)}
        self._overdue = overdue_objections(tx, city, subject, today)
        steps = steps_of_all(tx, city, subject)
        self._steps = steps_as_settled(self._city, steps, self._overdue)
        self._files = by_case(evidence_of_subject(tx, city, subject))

    def deed(self, case: Case) -> DeedRow:
        """The deed that a case is about."""
        return self._deeds[case.deed]

    def steps(self, case: Case) -> list[StepRow]:
        """What happened to it, by the calendar, too."""
        return self._steps.get(case.deed, [])

    def settled(self, case: Case) -> Case:
        """A case as the calendar has left it."""
        return as_settled(self._city, case, self._overdue)

    def view(self, stored: Case) -> CaseView:
        """A case as its resident sees it."""
        desk, case, row = self._desk, self.settled(stored), self.deed(stored)
        deed_type = desk.deed_type(row.deed_type)
        sealed = case.reasons
        reasons = None if sealed is None else text_of(desk, case, "reasons", sealed)
        return CaseView(
            id=case.id,
            kind=case.kind.value,
            deed=case.deed,
            label_en=deed_type.label_en,
            label_zh=deed_type.label_zh,
            state=case.state.value,
            text=text_of(desk, case, "text", case.text),
            proof=cast("ProofKind | None", case.proof),
            on=case.on,
            made_at=case.made_at,
            on_paper_by=paper_role(case),
            due_on=case.due_on,
            evidence=tuple(evidence_view(desk, each) for each in self._files.get(case.id, ())),
            decided_at=case.decided_at,
            decided_by=_role_of(case),
            reasons=reasons,
            letter=letter_sent(desk, case, row, self._from_day(case), reasons),
        )

    def _from_day(self, case: Case) -> date:
        """The first day that the deed may count, as it was told when the case ended."""
        at = case.decided_at
        if at is None:
            return case.due_on
        known = [step for step in self.steps(case) if step.at <= at]
        ended_on = instant_in(self._city.time_zone, at).day
        return max(first_day_of(self.deed(case), known) or ended_on, ended_on)


def _role_of(case: Case) -> str | None:
    """Who ended a case: a role, or the clock."""
    if case.decided_by is None or case.decided_by == CLOCK:
        return case.decided_by
    return "resident" if case.state is CaseState.WITHDRAWN else "officer"


def evidence_view(desk: Desk, evidence: Evidence) -> EvidenceView:
    """A file as it is listed."""
    return EvidenceView(
        id=evidence.id,
        name=name_of(desk, evidence),
        media_type=cast("EvidenceType", evidence.media_type),
        size=evidence.size,
        at=evidence.at,
    )


def name_of(desk: Desk, evidence: Evidence) -> str:
    """A file's name in plain words."""
    row = evidence_row(evidence.id, "name")
    opened = desk.unseal(evidence.city, evidence.subject, row, evidence.name)
    return msgspec.json.decode(opened, type=str)


def evidence_row(evidence: str, part: str) -> str:
    """What a file's name and content are bound to when they are sealed."""
    return f"evidence|{evidence}|{part}"
