"""What a list of numbers does, or did, number by number."""

from datetime import date

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.rows import Column
from backend.contracts.perks import GrantListRow, GrantListView

translate = QCoreApplication.translate


class ListTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed; whatever is other makes another list."""

    perk: str
    from_day: date
    until_day: date
    reason: str
    numbers: tuple[str, ...]


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """A number of the list.

    Attributes:
        is_done: true where the list was granted; false where that is only a preview.
    """

    row: GrantListRow
    is_done: bool


def list_rows(view: GrantListView, *, is_done: bool) -> list[ListRow]:
    """The rows of a preview or of a list that was granted."""
    return [ListRow(row=row, is_done=is_done) for row in view.rows]


def outcome_text(row: ListRow) -> str:
    """What becomes of a number, by sign and word."""
    if row.row.problem is not None:
        return translate("GrantList", "✕ not granted")
    if row.is_done:
        return translate("GrantList", "✓ granted")
    return translate("GrantList", "✓ can be granted")


def why_text(row: ListRow) -> str:
    """Why nothing is granted; empty where the perk is."""
    return row.row.problem.detail if row.row.problem is not None else ""


def list_columns() -> list[Column[ListRow]]:
    """Columns of the list."""
    return [
        Column(
            name="row",
            title=lambda: translate("GrantList", "Row"),
            text=lambda row: str(row.row.row),
            key=lambda row: row.row.row,
            is_number=True,
        ),
        Column(
            name="number",
            title=lambda: translate("GrantList", "Number"),
            text=lambda row: row.row.number,
        ),
        Column(
            name="outcome",
            title=lambda: translate("GrantList", "The perk"),
            text=outcome_text,
        ),
        Column(
            name="why",
            title=lambda: translate("GrantList", "Why not"),
            text=why_text,
            hint=why_text,
        ),
    ]
