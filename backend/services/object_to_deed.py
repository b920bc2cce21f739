"""A resident objects to a deed: it is suspended at once, until a person has answered."""

from datetime import datetime

from backend.contracts.cases import CaseView, NewObjection
from backend.core.articles import DECIDED
from backend.core.cases import CaseKind
from backend.core.deed import StepKind
from backend.core.permissions import Identity
from backend.core.problems import Problem
from backend.services.desk import REQUEST, Desk
from backend.services.open_case import Check, Contested, NewCase, open_case
from backend.services.taking_part import own_subject
from backend.storage.database import Transaction


async def object_to_deed(
    desk: Desk, identity: Identity, deed: str, asked: NewObjection, now: datetime
) -> tuple[CaseView, bool]:
    """Object; true where that is new, false where this very objection was made before.

    There is one objection for each deed, however it was answered, until the deed is proven anew or
    its end is recorded: otherwise a demerit would never count for whoever objects and withdraws by
    turns.

    Raises:
        ProblemsError: where the deed is not one's own, was not notified or is annulled, or there
            was an objection already.
    """
    new, check = objection(own_subject(identity), deed, asked)
    return await open_case(desk, identity, new, check, now)


def objection(subject: str, deed: str, asked: NewObjection) -> tuple[NewCase, Check]:
    """What is asked, and why it cannot be asked of every deed."""
    new = NewCase(
        id=str(asked.id),
        kind=CaseKind.OBJECTION,
        subject=subject,
        deed=deed,
        text=asked.text,
    )
    return new, _problem


def _problem(tx: Transaction, contested: Contested) -> Problem | None:
    del tx
    shown = {StepKind.PROVEN, StepKind.ENDED}
    proven = [step.at for step in contested.steps if step.kind in shown]
    made = [case for case in contested.cases if case.kind is CaseKind.OBJECTION]
    for case in made:
        if case.decided_at is None or not proven or case.made_at >= proven[-1]:
            return REQUEST.problem("objection-made", "deed", DECIDED)
    return None
