"""The list of screens at the window's side."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from admin_gui.theme import ICON_PIXELS, Theme

WIDTH: Final = 216


class Navigation(QListWidget):
    """The list.

    Attributes:
        chosen: the name of the screen to open.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without screens."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH)
        self.setIconSize(QSize(ICON_PIXELS, ICON_PIXELS))
        self.currentItemChanged.connect(self._choose)
        theme.changed.connect(self._draw)

    def fill(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Show screens: name, icon, words."""
        self.setAccessibleName(self.tr("Screens"))
        shown = self.current()
        self.blockSignals(True)
        self.clear()
        for number, (name, icon, words) in enumerate(entries, start=1):
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setData(Qt.ItemDataRole.UserRole + 1, icon)
            item.setToolTip(f"{words} (Alt+{number})")
            self.addItem(item)
        self.blockSignals(False)
        self.show_current(shown)
        self._draw()

    def current(self) -> str:
        """The name of the current screen; empty for none."""
        if self.currentRow() < 0:
            return ""
        return str(self.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_current(self, name: str) -> None:
        """Mark a screen as the current one, without choosing it."""
        self.blockSignals(True)
        for number in range(self.count()):
            if self.item(number).data(Qt.ItemDataRole.UserRole) == name:
                self.setCurrentRow(number)
        self.blockSignals(False)
        self._draw()

    def _choose(self) -> None:
        self._draw()
        self.chosen.emit(self.current())

    def _draw(self) -> None:
        for number in range(self.count()):
            item = self.item(number)
            is_current = item is self.currentItem()
            colour = self._theme.colours.on_accent if is_current else None
            item.setIcon(self._theme.icon(str(item.data(Qt.ItemDataRole.UserRole + 1)), colour))
