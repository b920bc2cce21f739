"""Forms: a label over each field, and below it what is wrong with it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import heading_font
from admin_gui.widgets.label import Label


class Field(QWidget):
    """A field with its label, a hint, and the problem it has."""

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        """Wrap an editor."""
        super().__init__(parent)
        self.editor = editor
        self._label = Label()
        self._label.setBuddy(editor)
        self._hint = Label(wordWrap=True)
        self._hint.setProperty("muted", True)
        self._problem = Label(wordWrap=True)
        self._problem.setProperty("fault", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for widget in (self._label, editor, self._hint, self._problem):
            layout.addWidget(widget)
        self._hint.hide()
        self._problem.hide()
        self.setFocusProxy(editor)

    def name(self, label: str, hint: str = "") -> None:
        """Set label and hint; `&` marks the letter for Alt."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.editor.setAccessibleName(label.replace("&", ""))
        self._describe()

    def problem(self) -> str:
        """What is wrong with it; empty for nothing."""
        return self._problem.text()

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with it, or that nothing is any more."""
        self._problem.setText(f"⚠ {sentence}" if sentence else "")
        self._problem.setVisible(bool(sentence))
        self.editor.setProperty("faulty", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self._describe()

    def _describe(self) -> None:
        parts = (self._problem.text(), self._hint.text())
        self.editor.setAccessibleDescription(" ".join(part for part in parts if part))


def day_of(editor: QDateEdit) -> date:
    """The day that is chosen."""
    chosen = editor.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def on_edit(editor: QWidget, handler: Callable[[], Any]) -> None:
    """Call a handler whenever what an editor holds changes."""
    if isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda _: handler())
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(handler)
    elif isinstance(editor, QComboBox):
        editor.currentIndexChanged.connect(lambda _: handler())
    elif isinstance(editor, QDateEdit):
        editor.dateChanged.connect(lambda _: handler())


def show_problems(fields: Mapping[str, Field], problems: Mapping[str, str]) -> list[str]:
    """Show each problem at its field, give the first faulty field the keyboard.

    Args:
        fields: by the wire's names.
        problems: sentences by the wire's names; `document.number` may stand at `document`.

    Returns:
        The sentences that belong to none of the fields.
    """
    left = dict(problems)
    first: Field | None = None
    for name, field in fields.items():
        sentence = left.pop(name, "")
        field.set_problem(sentence)
        if sentence and first is None:
            first = field
    if first is not None:
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
    return list(left.values())


class Heading(Label):
    """A heading."""

    def __init__(self, factor: float = 1.4, parent: QWidget | None = None) -> None:
        """Without words yet."""
        super().__init__(parent=parent)
        self.setFont(heading_font(self.font(), factor))
