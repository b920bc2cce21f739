"""The letters that residents read when a case ends, the same before and after it is decided."""

from datetime import date
from typing import Final

from backend.contracts.cases import Letter
from backend.core.cases import CaseKind, CaseState
from backend.core.problems import LANGUAGES, Language
from backend.core.sentences.cases import LETTERS
from backend.services.desk import Desk
from backend.storage.cases import Case
from backend.storage.deeds import DeedRow
from backend.storage.logs import CLOCK

# Where the reasons stand in a letter that is still to be sent.
REASONS: Final = "{reasons}"
GRANTED: Final = {
    CaseKind.OBJECTION: CaseState.UPHELD,
    CaseKind.REPAIR: CaseState.ACCEPTED,
}


def letter_to_come(
    desk: Desk, case: Case, row: DeedRow, state: CaseState, from_day: date
) -> Letter:
    """What the resident would read after a decision of this moment."""
    return _letter(desk, f"{case.kind.value}-{state.value}", case, row, from_day, REASONS)


def letter_sent(
    desk: Desk, case: Case, row: DeedRow, from_day: date, reasons: str | None
) -> Letter | None:
    """What the resident reads of a case; none while it is open."""
    if case.state is CaseState.OPEN:
        return None
    name = case.state.value
    if case.decided_by == CLOCK:
        name = "lapsed" if case.state is CaseState.UPHELD else "closed"
    return _letter(desk, f"{case.kind.value}-{name}", case, row, from_day, reasons or "")


def _letter(
    desk: Desk, name: str, case: Case, row: DeedRow, from_day: date, reasons: str
) -> Letter:
    deed_type = desk.deed_type(row.deed_type)

    def written(language: Language) -> str:
        # Last of all, so that nothing in somebody's own words is taken for a place to be filled.
        text = LETTERS[name][LANGUAGES.index(language)]
        facts = {
            "deed": deed_type.label_en if language == "en" else deed_type.label_zh,
            "day": str(row.occurred_on),
            "from_day": str(from_day),
            "due_on": str(case.due_on),
            "on": str(case.on),
            "reasons": REASONS,
        }
        return text.format_map(facts).replace(REASONS, reasons)

    return Letter(en=written("en"), zh=written("zh"))
