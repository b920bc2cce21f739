"""F1: every shortcut, by the screen where it works."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

SHOWN_WIDTH: Final = 680
SHOWN_HEIGHT: Final = 520


class Shortcuts(QDialog):
    """The list."""

    def __init__(
        self, lines: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """Show lines of screen, action and keys."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.resize(SHOWN_WIDTH, SHOWN_HEIGHT)
        model = QStandardItemModel(0, 3, self)
        model.setHorizontalHeaderLabels([self.tr("Where"), self.tr("What"), self.tr("Keys")])
        for line in lines:
            model.appendRow([_cell(text) for text in line])
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._found.setFilterKeyColumn(-1)
        search = QLineEdit(placeholderText=self.tr("Search"), clearButtonEnabled=True)
        search.setAccessibleName(self.tr("Search"))
        search.textChanged.connect(self._found.setFilterFixedString)
        table = QTableView()
        table.setAccessibleName(self.tr("Shortcuts"))
        table.setTabKeyNavigation(False)
        table.setModel(self._found)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        # Widths follow the theme's letters, which are there only when it is shown.
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setSortingEnabled(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(search)
        layout.addWidget(table)
        layout.addWidget(buttons)


def _cell(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item
