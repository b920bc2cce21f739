"""What a list of numbers does, or did, number by number."""

from datetime import date
from typing import Literal

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.rows import Column
from backend.contracts.perks import GrantListRow, GrantListView

translate = QCoreApplication.translate
State = Literal["preview", "granted", "revoked"]


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
        state: of the list.
    """

    row: GrantListRow
    state: State


def list_rows(view: GrantListView, state: State) -> list[ListRow]:
    """The rows of a list."""
    return [ListRow(row=row, state=state) for row in view.rows]


def outcome_text(row: ListRow) -> str:
    """What becomes of a number, by sign and word."""
    if row.row.problem is not None:
        return translate("GrantList", "✕ not granted")
    if row.state == "granted":
        return translate("GrantList", "✓ granted")
    if row.state == "revoked":
        return translate("GrantList", "– revoked")
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
