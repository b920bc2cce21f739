"""What a table has no room for is said in full when the pointer rests on it."""

from collections.abc import Iterator

import msgspec
import pytest
from desktop.desk import application, checked, complaints
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from admin_gui.widgets.rows import Column, WholeModel
from admin_gui.widgets.table import Table

LONG = "Simplified applications at government bureaus"


class Perk(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    note: str = ""


@pytest.fixture
def table() -> Iterator[Table]:
    """A table of two columns: names, and notes that have a hint of their own."""
    with complaints() as heard:
        columns = [
            Column[Perk](name="name", title=lambda: "Perk", text=lambda row: row.name),
            Column[Perk](
                name="note",
                title=lambda: "Note",
                text=lambda row: row.note,
                hint=lambda _: "merit",
            ),
        ]
        model = WholeModel(columns)
        checked(model)
        made = Table(model, "perks")
        model.fill([Perk(name=LONG, note=LONG), Perk(name="Tolls", note="Tolls")])
        made.keep_arrangement()
        made.resize(600, 300)
        made.show()
        yield made
        QToolTip.hideText()
        made.deleteLater()
    assert heard == []


def resting(table: Table, row: int, column: int, width: int) -> str:
    """What is said where the pointer rests on a cell of this width."""
    QToolTip.hideText()
    # It fades.
    while QToolTip.isVisible():
        application().processEvents()
    table.setColumnWidth(column, width)
    at = table.visualRect(table.model().index(row, column)).center()
    over = table.viewport().mapToGlobal(at)
    application().sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, QPoint(at), over))
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_a_cell_that_is_cut_is_said_in_full(table: Table) -> None:
    assert resting(table, 0, 0, 90) == LONG
    assert resting(table, 0, 0, 500) == ""
    assert resting(table, 1, 0, 90) == ""


def test_in_several_lines_a_cell_is_cut_only_where_they_are_too_many(table: Table) -> None:
    table.wrap()
    assert resting(table, 0, 0, 200) == ""
    assert resting(table, 0, 0, 70) == LONG


def test_a_hint_of_its_own_is_said_too(table: Table) -> None:
    # The last column takes what is left.
    table.setColumnWidth(0, 500)
    assert resting(table, 0, 1, 90) == f"{LONG}\nmerit"
    assert resting(table, 1, 1, 90) == "merit"


def test_a_title_is_said_in_full(table: Table) -> None:
    shown = table.model().headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert shown == "Note"
