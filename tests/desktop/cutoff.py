"""What tables show only in part."""

from typing import Final

from PySide6.QtCore import QRect, Qt

from admin_gui.main_window import SIZE as WINDOW_SIZE
from admin_gui.theme import ICON_PIXELS
from admin_gui.widgets.rows import rows_model
from admin_gui.widgets.table import Table

SIZE: Final = WINDOW_SIZE
# Qt keeps so many beside the words of a cell.
MARGIN: Final = 3


def cut_off(table: Table, *names: str) -> list[str]:
    """Titles and cells of these columns, or of all, that their columns are too small for."""
    assert table.isVisible()
    header, model = table.horizontalHeader(), rows_model(table.model())
    assert model.rowCount()
    assert header.length() <= table.viewport().width()
    found = []
    for number, column in enumerate(model.columns):
        if names and column.name not in names:
            continue
        room = table.columnWidth(number)
        if room < header.sectionSizeHint(number):
            found.append(column.title())
        for row in range(model.rowCount()):
            text = column.text(model.row(row))
            has_icon = column.icon is not None
            if not _fits(table, text, room - 2 * MARGIN - ICON_PIXELS * has_icon):
                found.append(text)
    return found


def _fits(table: Table, text: str, room: int) -> bool:
    measure = table.fontMetrics()
    if not table.wordWrap():
        return measure.horizontalAdvance(text) <= room
    height = table.verticalHeader().defaultSectionSize()
    flags = int(Qt.TextFlag.TextWordWrap)
    needed = measure.boundingRect(QRect(0, 0, room, height), flags, text)
    return needed.width() <= room and needed.height() <= height
