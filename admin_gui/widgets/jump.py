"""Ctrl+K: type a few letters of a screen or an action, and go there."""

from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

SHOWN_WIDTH: Final = 560
SHOWN_HEIGHT: Final = 420
_MOVES: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """Where one can jump to.

    Attributes:
        name: of the screen or action.
        words: what is shown and searched.
        keys: its shortcut.
    """

    name: str
    words: str
    keys: str


def matching(goals: Sequence[Goal], typed: str) -> list[Goal]:
    """The goals that have all typed words somewhere; those that begin with them come first."""
    parts = typed.casefold().split()
    found = [goal for goal in goals if all(part in goal.words.casefold() for part in parts)]
    return sorted(found, key=lambda goal: not goal.words.casefold().startswith(typed.casefold()))


class Jump(QDialog):
    """The dialog.

    Attributes:
        chosen: the name of the goal.
    """

    chosen = Signal(str)

    def __init__(self, goals: Sequence[Goal], parent: QWidget | None = None) -> None:
        """Offer goals."""
        super().__init__(parent)
        self._goals = goals
        self.setWindowTitle(self.tr("Jump"))
        self.resize(SHOWN_WIDTH, SHOWN_HEIGHT)
        self._typed = QLineEdit(placeholderText=self.tr("A few letters of a screen or action"))
        self._typed.setAccessibleName(self.tr("Screen or action"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Screens and actions"))
        layout = QVBoxLayout(self)
        layout.addWidget(self._typed)
        layout.addWidget(self._list)
        self._typed.textChanged.connect(self._show)
        self._typed.installEventFilter(self)
        self._typed.returnPressed.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._show("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move in the list while the letters are typed."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _MOVES
        ):
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show(self, typed: str) -> None:
        self._list.clear()
        for goal in matching(self._goals, typed):
            item = QListWidgetItem(f"{goal.words}    {goal.keys}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, goal.name)
            self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(self.tr("Nothing is called that"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)

    def _choose(self) -> None:
        if self._list.currentRow() < 0:
            return
        name = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        if name:
            self.accept()
            self.chosen.emit(name)
