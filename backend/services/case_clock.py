"""What the calendar makes of objections, whether a job has written it down or not.

An objection that nobody answered by the end of its last day, in the city's time zone, is upheld
from the first moment of the next day on. Whoever reads sees it so, and the job writes the same
moment: before and after it, everybody is told the same. Of who is leaving it decides nothing, since
nobody can see what they asked.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec

from backend.core.cases import CaseKind, CaseState
from backend.core.city import City
from backend.core.deed import StepKind
from backend.core.instant import start_of
from backend.storage.cases import Case
from backend.storage.deeds import StepRow
from backend.storage.logs import CLOCK


def deadline_of(city: City, due_on: date) -> datetime:
    """The first moment after the last day for an answer."""
    return start_of(city.time_zone, due_on + timedelta(days=1))


def annulled_by_clock(city: City, deed: str, due_on: date) -> StepRow:
    """The step that annuls a deed whose objection nobody answered."""
    return StepRow(
        deed=deed,
        kind=StepKind.ANNULLED,
        at=deadline_of(city, due_on),
        on=None,
        account=CLOCK,
        role=CLOCK,
        reason=None,
    )


def steps_as_settled(
    city: City, steps: Mapping[str, list[StepRow]], overdue: Mapping[str, date]
) -> dict[str, list[StepRow]]:
    """The steps of a resident's deeds, by deed, with those that the calendar has taken.

    Args:
        city: whose days count.
        steps: as they are stored.
        overdue: deeds with an objection that nobody answered, and its last day.
    """
    taken = {deed: annulled_by_clock(city, deed, due_on) for deed, due_on in overdue.items()}
    return {**steps, **{deed: [*steps.get(deed, []), step] for deed, step in taken.items()}}


def as_settled(city: City, case: Case, overdue: Mapping[str, date]) -> Case:
    """A case as the calendar has left it.

    Args:
        city: whose days count.
        case: as it is stored.
        overdue: deeds with an objection that nobody answered, and its last day. All that was asked
            about such a deed is over.
    """
    due_on = overdue.get(case.deed)
    if case.state is not CaseState.OPEN or due_on is None:
        return case
    is_objection = case.kind is CaseKind.OBJECTION
    return msgspec.structs.replace(
        case,
        state=CaseState.UPHELD if is_objection else CaseState.WITHDRAWN,
        decided_at=deadline_of(city, due_on),
        decided_by=CLOCK,
    )
