"""Asks for a reason, and says first what will be done."""

from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.finder import ReasonBox
from admin_gui.widgets.forms import Field, Heading, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar

WIDTH: Final = 520


class Ask(QDialog):
    """A dialog with a reason, a sentence that says what will be done, and a button that does it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        """Ask about what stands in the title."""
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self.notices = NoticeBar(theme)
        self.reason = ReasonBox()
        self.fields: dict[str, Field] = {"reason": Field(self.reason)}
        self.save = QPushButton()
        self.save.setProperty("main", True)
        self.summary = Label(wordWrap=True)
        self._title = Heading(1.2)
        self._title.setText(title)
        self._title.setWordWrap(True)

    def lay_out(self, *parts: QWidget) -> None:
        """Put the parts between the title and the summary."""
        card = QFrame()
        card.setProperty("card", True)
        QVBoxLayout(card).addWidget(self.summary)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.check)
        buttons.rejected.connect(self.reject)
        self.save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        for part in (self._title, self.notices, *parts, self.fields["reason"], card, buttons):
            layout.addWidget(part)

    def check(self) -> None:
        """Ask for the reason where there is none, else do it."""
        reason = self.reason.reason()
        missing = "" if reason else self.why_words()
        show_problems(self.fields, {"reason": missing})
        if reason:
            self.notices.put_away()
            self.decide(reason)

    def why_words(self) -> str:
        """What is said where there is no reason."""
        return self.tr("Say why; the resident can read it.")

    def decide(self, reason: str) -> None:
        """Do it, for a reason."""

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.save.setEnabled(not is_waiting)
