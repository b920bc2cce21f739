"""A resident says that a demerit was made good; a person decides."""

from datetime import date, datetime

from backend.contracts.cases import CaseView, NewRepair
from backend.core.articles import DECIDED
from backend.core.cases import CaseKind, CaseState, earliest_repair, repair_in
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import Problem
from backend.core.scheme import Repair
from backend.core.sentences.cases import PROOFS
from backend.services.desk import REQUEST, Desk
from backend.services.open_case import Check, Contested, NewCase, open_case
from backend.services.taking_part import own_subject
from backend.storage.database import Transaction


async def ask_repair(
    desk: Desk, identity: Identity, deed: str, asked: NewRepair, now: datetime
) -> tuple[CaseView, bool]:
    """Ask for a repair; true where that is new, false where this very one was asked before.

    Raises:
        ProblemsError: where the scheme in force offers none for the deed, or another proof or day
            than the one that is stated.
    """
    new, check = repair(desk, identity.city, own_subject(identity), deed, asked, now)
    return await open_case(desk, identity, new, check, now)


def repair(
    desk: Desk, city: str, subject: str, deed: str, asked: NewRepair, now: datetime
) -> tuple[NewCase, Check]:
    """What is asked, and why it cannot be asked of every deed."""
    new = NewCase(
        id=str(asked.id),
        kind=CaseKind.REPAIR,
        subject=subject,
        deed=deed,
        text=asked.text,
        proof=asked.proof,
        on=asked.on,
    )
    today = instant_in(desk.city(city).time_zone, now).day

    def check(tx: Transaction, contested: Contested) -> Problem | None:
        if any(step.kind is StepKind.REPAIRED for step in contested.steps):
            return REQUEST.problem("deed-repaired", "deed")
        if any(_is_open_repair(case.kind, case.state) for case in contested.cases):
            return REQUEST.problem("repair-open", "deed")
        scheme = desk.shelf.in_force(tx, city, now).scheme
        offered = repair_in(scheme, contested.row.deed_type)
        if offered is None:
            return REQUEST.problem("repair-none", "deed", DECIDED)
        if asked.proof not in offered.proof:
            return _other_proof(offered)
        first = earliest_repair(offered, contested.row.occurred_on)
        return _other_day(asked.on, first, today)

    return new, check


def _is_open_repair(kind: CaseKind, state: CaseState) -> bool:
    return kind is CaseKind.REPAIR and state is CaseState.OPEN


def _other_day(on: date, first: date, today: date) -> Problem | None:
    if first > today:
        return REQUEST.problem("repair-early", "on", None, first=str(first))
    if first <= on <= today:
        return None
    values = {"first": str(first), "last": str(today)}
    return REQUEST.problem("day-outside", "on", None, **values)


def _other_proof(repair: Repair) -> Problem:
    known = [PROOFS[proof.value] for proof in repair.proof]
    values = {
        "known_en": ", ".join(en for en, _ in known),
        "known_zh": "、".join(zh for _, zh in known),
    }
    return REQUEST.problem("repair-proof", "proof", None, **values)
