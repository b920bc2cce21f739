"""Rows put on the clipboard, as many at a time as do not hold up the window."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from admin_gui.widgets.export import html_line, html_table, text_line
from admin_gui.widgets.rows import RowsModel

SLICE: Final = 200


class Copying(QObject):
    """Copies rows, with titles, as a table that sheets and letters take.

    Attributes:
        done: they are on the clipboard; how many they are.
    """

    done = Signal(int)

    def __init__(self, model: RowsModel[Any], rows: Sequence[Any], parent: QObject) -> None:
        """Begin with none; `go_on` copies."""
        super().__init__(parent)
        self._model, self._titles = model, model.titles()
        self._rows, self._count = iter(rows), len(rows)
        self._text, self._html = [text_line(self._titles)], [""]

    def go_on(self) -> None:
        """Copy some more; few rows are copied when this returns."""
        cells = [self._model.texts(row) for row in islice(self._rows, SLICE)]
        self._text += map(text_line, cells)
        self._html += map(html_line, cells)
        if len(self._text) <= self._count:
            QTimer.singleShot(0, self, self.go_on)
            return
        parcel = QMimeData()
        parcel.setText("\n".join(self._text))
        parcel.setHtml(html_table(self._titles, self._html))
        QGuiApplication.clipboard().setMimeData(parcel)
        self.done.emit(self._count)
