"""Tables: sorted by their headers, copied as tables, worked with the keyboard."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QToolTip,
    QWidget,
)

from admin_gui.theme import ICON_PIXELS
from admin_gui.widgets.copying import Copying
from admin_gui.widgets.rows import RowsModel, rows_model

ROW_PIXELS = 30
TALL_ROW_PIXELS = 44
# Words in two lines need more than half of what they need in one.
SHARE_IN_TWO_LINES = 0.6
# Columns are measured by so many rows, not by a hundred thousand.
ROWS_MEASURED = 40
COLUMN_PIXELS_LEAST = 70
SPARE_PIXELS = 8
_OTHER_LETTERS = frozenset({QEvent.Type.LanguageChange, QEvent.Type.FontChange})


def set_widths(table: QTableView, widths: Sequence[int]) -> None:
    """Give columns their first widths, in pixels, until there are rows to measure."""
    for number, width in enumerate(widths):
        table.setColumnWidth(number, width)


class Table(QTableView):
    """A table of rows.

    Attributes:
        picked: the number of the row that is current now; -1 for none.
        opened: a row was opened, with Enter or twice with the pointer.
        arranged: somebody gave a column another width or place.
        copied: so many rows are on the clipboard.
    """

    picked = Signal(int)
    opened = Signal(int)
    arranged = Signal()
    copied = Signal(int)

    def __init__(self, model: RowsModel[Any], name: str, parent: QWidget | None = None) -> None:
        """Show a model.

        Args:
            model: of this table.
            name: by which widths and order are remembered.
            parent: of the widget.
        """
        super().__init__(parent)
        self._is_arranged = False
        # What each column needs, as long as what was measured stands there.
        self._needed: dict[int, int] = {}
        self._measured = 0
        self._copying: Copying | None = None
        self.setObjectName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Rows of one height: measuring each of a hundred thousand would stop the window.
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_PIXELS)
        rows.hide()
        # By what and how the rows are sorted; no header says so of a column that cannot be.
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._prepare(self.horizontalHeader())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _prepare(self, columns: QHeaderView) -> None:
        columns.setSectionsMovable(True)
        columns.setHighlightSections(False)
        columns.setSortIndicatorClearable(False)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        columns.sortIndicatorChanged.connect(self._settle_order)
        columns.sectionResized.connect(self._resized)
        columns.sectionMoved.connect(self._arrange)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Show another model."""
        super().setModel(model)
        if model is not None:
            # The header would ask each row of each column whether it is selected: with all of a
            # hundred thousand, for a second.
            header = self.horizontalHeader()
            header.setSelectionModel(QItemSelectionModel(model, header))
            self.selectionModel().currentRowChanged.connect(self._pick)
            model.modelReset.connect(self._forget)
            model.rowsInserted.connect(self._follow_inserted)
            model.dataChanged.connect(self._follow_changed)
            has_filler = any(column.fills for column in rows_model(model).columns)
            header.setStretchLastSection(not has_filler)

    def _pick(self, current: QModelIndex) -> None:
        self.picked.emit(current.row())

    def _forget(self) -> None:
        self.picked.emit(-1)
        self._needed = {}
        self._fit_first()

    def _follow_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        self._follow(first)

    def _follow_changed(self, first: QModelIndex) -> None:
        self._follow(first.row())

    def _follow(self, first: int) -> None:
        """Fit the columns to rows that came or changed, from the first of them on."""
        if first < ROWS_MEASURED:
            self._needed = {}
            self._fit_first()

    def wrap(self) -> None:
        """Let columns that fill or give way go on in a second line."""
        self.setWordWrap(True)
        self.verticalHeader().setDefaultSectionSize(TALL_ROW_PIXELS)

    def keep_arrangement(self) -> None:
        """Fit no columns any more: they are as somebody wants them."""
        self._is_arranged = True

    def fit(self) -> None:
        """Give each column what it needs.

        Where there is no room for that, those that give way are narrowed first, then the widest.
        """
        header, columns = self.horizontalHeader(), rows_model(self.model()).columns
        shown = [at for at in range(header.count()) if not header.isSectionHidden(at)]
        self._measure(shown)
        needed = {at: self._needed[at] for at in shown}
        yielding = [at for at in shown if columns[at].gives_way]
        firm = [at for at in shown if at not in yielding]
        room = self.viewport().width()
        least = sum(
            min(needed[at], max(header.sectionSizeHint(at), COLUMN_PIXELS_LEAST)) for at in yielding
        )
        widths = _shared({at: needed[at] for at in firm}, room - least)
        left = room - sum(widths.values())
        widths |= _shared({at: needed[at] for at in yielding}, left)
        for at in shown:
            if columns[at].fills:
                widths[at] += max(room - sum(widths.values()), 0)
        for at, width in widths.items():
            header.resizeSection(at, width)

    def _measure(self, columns: Sequence[int]) -> None:
        """Measure those columns that are not measured yet, or were with fewer rows."""
        count = min(self.model().rowCount(), ROWS_MEASURED)
        if count != self._measured:
            self._needed, self._measured = {}, count
        header = self.horizontalHeader()
        for at in columns:
            if at not in self._needed:
                widest = self.model().index(self._widest(at, count), at)
                width = self._width_of(widest) + SPARE_PIXELS
                self._needed[at] = max(width, header.sectionSizeHint(at))

    def _width_of(self, index: QModelIndex) -> int:
        width = self.sizeHintForIndex(index).width()
        column = rows_model(self.model()).columns[index.column()]
        is_wrapped = self.wordWrap() and (column.fills or column.gives_way)
        return int(width * SHARE_IN_TWO_LINES) if is_wrapped else width

    def _widest(self, at: int, count: int) -> int:
        """The row that needs the most room in a column.

        Asking the style for the size of each cell would take a hundred times as long.
        """
        model, measure = rows_model(self.model()), self.fontMetrics()
        column = model.columns[at]

        def width(number: int) -> int:
            row = model.row(number)
            has_icon = column.icon is not None and column.icon(row) is not None
            return measure.horizontalAdvance(column.text(row)) + ICON_PIXELS * has_icon

        return max(range(count), key=width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit_first()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to what came while nobody could see it."""
        super().showEvent(event)
        self._fit_first()

    def _fit_first(self) -> None:
        if self._is_arranged or not self.isVisible():
            return
        if self.model() is not None and self.model().rowCount():
            self.fit()

    def _resized(self) -> None:
        # A table that is opened or widened by the pointer is fitted while its button is down, too.
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._arrange()

    def _arrange(self) -> None:
        """Remember what somebody does to a column by its title or its edge."""
        if self.horizontalHeader().viewport().underMouse():
            self._is_arranged = True
            self.arranged.emit()

    def current(self) -> int:
        """The number of the current row; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, number: int) -> None:
        """Make a row the current one."""
        if 0 <= number < self.model().rowCount():
            # Not by what keys are held at the moment.
            self.selectionModel().setCurrentIndex(
                self.model().index(number, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )

    def selected(self) -> list[int]:
        """The numbers of the selected rows, from the top."""
        # An index for each row of a hundred thousand would take a second.
        ranges = self.selectionModel().selection().toList()
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select every row that is here, as one range: Qt's own takes seconds for many rows."""
        model = self.model()
        last = model.index(model.rowCount() - 1, model.columnCount() - 1)
        self.selectionModel().select(
            QItemSelection(model.index(0, 0), last),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )

    def orders(self) -> list[int]:
        """The columns in view by which the rows can be sorted, from the left."""
        header, model = self.horizontalHeader(), rows_model(self.model())
        shown = map(header.logicalIndex, range(header.count() if self.isSortingEnabled() else 0))
        return [at for at in shown if not header.isSectionHidden(at) and model.can_sort(at)]

    def offer_orders(self) -> None:
        """Let a column be chosen to sort by; the one that is chosen already is turned round."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at in self.orders():
            title = rows_model(self.model()).columns[at].title()
            action = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(at == self._sorted[0])
            action.triggered.connect(partial(self._sort_by, at))
        menu.popup(self.viewport().mapToGlobal(QPoint(0, 0)))
        menu.setActiveAction(menu.actions()[0])

    def _sort_by(self, at: int) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self.sortByColumn(at, down if self._sorted == (at, up) else up)

    def _settle_order(self, at: int, order: Qt.SortOrder) -> None:
        if at < 0 or rows_model(self.model()).can_sort(at):
            self._sorted = (at, order)
        else:
            self.horizontalHeader().setSortIndicator(*self._sorted)

    def copy(self) -> None:
        """Copy the selected rows, in place of any that are being copied still."""
        model = rows_model(self.model())
        rows = [model.row(number) for number in self.selected()]
        if not rows:
            return
        if self._copying is not None:
            shiboken6.delete(self._copying)
        self._copying = Copying(model, rows, self)
        self._copying.done.connect(self.copied)
        self._copying.go_on()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say in full what the cell under the pointer has no room for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.indexAt(event.pos())
            if at.isValid() and (words := self._in_full(at)):
                QToolTip.showText(event.globalPos(), words, self.viewport(), self.visualRect(at))
                return True
        return super().viewportEvent(event)

    def _in_full(self, at: QModelIndex) -> str:
        """A cell's words with its hint; empty where it shows all of them."""
        text, hint = str(at.data() or ""), str(at.data(Qt.ItemDataRole.ToolTipRole) or "")
        cell, letters = self.visualRect(at), self.fontMetrics()
        around = self.sizeHintForIndex(at).width() - letters.horizontalAdvance(text)
        wraps = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        room = QRect(0, 0, cell.width() - around, cell.height())
        if text in hint or room.contains(letters.boundingRect(room, wraps, text)):
            return ""
        return f"{text}\n{hint}".strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the current row, Ctrl+C copies as a table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() and self.current() >= 0:
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self.model() is not None:
            rows_model(self.model()).retranslate()
        super().changeEvent(event)
        if event.type() in _OTHER_LETTERS:
            self._needed = {}
            self._fit_first()


def _shared(needed: Mapping[int, int], room: int) -> dict[int, int]:
    """The widths of columns in this room; where it is too little, the widest give way."""
    left, most = room, 0
    for place, width in enumerate(sorted(needed.values())):
        most = max(left // (len(needed) - place), COLUMN_PIXELS_LEAST)
        if width > most:
            break
        most, left = width, left - width
    return {at: min(width, most) for at, width in needed.items()}
