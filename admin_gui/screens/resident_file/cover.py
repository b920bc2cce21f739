"""The file's cover: whose it is, since when they take part, and why it is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label


class Cover(QFrame):
    """The cover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Of nobody yet."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._name = Heading(1.4)
        self._facts = Label(wordWrap=True)
        self._reason = Label(wordWrap=True)
        self._reason.setProperty("muted", True)
        for each in (self._name, self._facts, self._reason):
            each.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.grant, self.another, self.close_file = QPushButton(), QPushButton(), QPushButton()
        self.statement, self.leave = QPushButton(), QPushButton()
        for button in (self.statement, self.leave, self.close_file):
            button.setProperty("flat", True)
        words = QVBoxLayout()
        words.setSpacing(3)
        for each in (self._name, self._facts, self._reason):
            words.addWidget(each)
        above, below = QHBoxLayout(), QHBoxLayout()
        for button in (self.grant, self.another, self.close_file):
            above.addWidget(button)
        below.addStretch(1)
        for button in (self.statement, self.leave):
            below.addWidget(button)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        for row in (above, below):
            buttons.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 14, 12)
        layout.addLayout(words, 1)
        layout.addLayout(buttons)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.grant.setText(self.tr("Grant a &perk"))
        self.another.setText(self.tr("&Another file"))
        self.another.setToolTip("Ctrl+F")
        self.statement.setText(self.tr("P&rint a statement…"))
        self.statement.setToolTip("Ctrl+P")
        self.leave.setText(self.tr("Leaving, &on paper…"))
        self.close_file.setText(self.tr("C&lose"))
        self.close_file.setToolTip("Ctrl+W")

    def show_case(self, name: str, number: str, since: str, reason: str) -> None:
        """Show whose file it is.

        Args:
            name: of the resident.
            number: of the resident, exact.
            since: the day on which taking part began.
            reason: why the file is open.
        """
        self._name.setText(name)
        self._facts.setText(
            self.tr("{number} · takes part since {day}").format(number=number, day=since)
        )
        self._reason.setText(self.tr("Open because: {reason}").format(reason=reason))
