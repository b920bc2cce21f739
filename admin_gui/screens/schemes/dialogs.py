"""Dialogs: what is proposed, from when and why; and what is asked before something is done."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.client.errors import ClientError
from admin_gui.refusals import refuse_fields
from admin_gui.widgets.forms import Field, Heading, day_of
from admin_gui.widgets.label import Label

WIDTH: Final = 620
REASON_LINES: Final = 4
REASON_MOST: Final = 2000
# The text being edited, among digests.
DRAFT: Final = "draft"


class ReasonField(Field):
    """Why something is done, in words that others read."""

    def __init__(self) -> None:
        """Without a reason yet."""
        self.text = QPlainTextEdit(tabChangesFocus=True)
        super().__init__(self.text)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * REASON_LINES + 20)
        self.text.textChanged.connect(lambda: self.set_problem(""))

    def given(self) -> str:
        """The reason; empty, with the problem shown, where there is none or it is too long."""
        reason = self.text.toPlainText().strip()
        if not reason:
            self.set_problem(self.tr("Give a reason: others read it before they decide."))
        elif len(reason) > REASON_MOST:
            over = len(reason) - REASON_MOST
            self.set_problem(self.tr("%n letter(s) too many: 2000 are the most.", "", over))
        else:
            return reason
        self.text.setFocus()
        return ""


class _Dialog(QDialog):
    """A dialog that Ctrl+Enter ends, wherever the keyboard is in it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self.main = QPushButton()
        self.main.setProperty("main", True)
        self.main.setDefault(True)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(20, 18, 20, 16)
        self.layout_.setSpacing(10)

    def finish(self) -> None:
        """Do what the main button says."""

    def fit(self) -> None:
        """Make room for what is said now."""
        self.layout_.activate()
        self.resize(self.width(), self.layout_.totalHeightForWidth(self.width()))

    def add_buttons(self) -> None:
        """Below everything else."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.main, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.finish)
        buttons.rejected.connect(self.reject)
        self.layout_.addWidget(buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent):
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.finish()
                return True
        return super().eventFilter(watched, event)


class Ask(_Dialog):
    """Asks before something is done, and for the reason where others have to know it.

    Attributes:
        agreed: with the reason; empty where none is asked for.
    """

    agreed = Signal(str)

    def __init__(
        self,
        title: str,
        sentence: str,
        button: str,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Ask.

        Args:
            title: of the dialog.
            sentence: what will happen.
            button: does it.
            reason: the label of the reason's field; empty where none is needed.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        heading = Heading(1.2)
        heading.setText(title)
        heading.setWordWrap(True)
        words = Label(sentence, wordWrap=True)
        self.layout_.addWidget(heading)
        self.layout_.addWidget(words)
        self.setAccessibleDescription(sentence)
        self.reason = ReasonField() if reason else None
        if self.reason is not None:
            self.reason.name(reason)
            self.reason.text.installEventFilter(self)
            self.layout_.addWidget(self.reason)
        self.main.setText(button)
        self.add_buttons()
        (self.reason.text if self.reason is not None else self.main).setFocus()

    def finish(self) -> None:
        """Agree, with the reason that is asked for."""
        reason = self.reason.given() if self.reason is not None else ""
        self.fit()
        if self.reason is None or reason:
            self.accept()
            self.agreed.emit(reason)


class Propose(_Dialog):
    """Which scheme is proposed, from when and why.

    Attributes:
        wanted: the digest, or `DRAFT`; the day, or none for at once; and the reason.
    """

    wanted = Signal(str, object, str)

    def __init__(
        self, choices: list[tuple[str, str]], chosen: str, today: date, parent: QWidget | None
    ) -> None:
        """Ask.

        Args:
            choices: digests, or `DRAFT`, with their words.
            chosen: one of them.
            today: the city's civil day.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Propose a scheme"))
        self.what = QComboBox()
        for digest, words in choices:
            self.what.addItem(words, digest)
        self.what.setCurrentIndex(max(self.what.findData(chosen), 0))
        self.at_once = QRadioButton(self.tr("At &once, when it is approved"))
        self.from_day = QRadioButton(self.tr("From the beginning of a &day:"))
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        tomorrow = today + timedelta(days=1)
        self.day.setMinimumDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day))
        self.day.setDate(self.day.minimumDate())
        self.day.setAccessibleName(self.tr("First day in force"))
        self.reason = ReasonField()
        self.summary = Label(wordWrap=True)
        self.fields = {"digest": Field(self.what), "from_day": Field(self._when())}
        self._lay_out()
        self._group = QButtonGroup(self)
        self._group.addButton(self.at_once)
        self._group.addButton(self.from_day)
        self.at_once.setChecked(True)
        self.at_once.toggled.connect(self._show)
        self.what.currentIndexChanged.connect(self._show)
        self.day.dateChanged.connect(self._pick_day)
        self._show()
        self.reason.text.setFocus()

    def _when(self) -> QWidget:
        when = QWidget()
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.at_once, self.from_day, self.day):
            row.addWidget(widget)
        row.addStretch(1)
        when.setFocusProxy(self.at_once)
        return when

    def _lay_out(self) -> None:
        heading = Heading(1.2)
        heading.setText(self.tr("Propose a scheme"))
        self.fields["digest"].name(self.tr("&Scheme"))
        self.fields["from_day"].name(self.tr("In force"))
        self.reason.name(
            self.tr("&Reason"),
            self.tr("The city's other administrators and the auditors read it."),
        )
        self.fields["reason"] = self.reason
        self.summary.setProperty("muted", True)
        self.layout_.addWidget(heading)
        for field in self.fields.values():
            self.layout_.addWidget(field)
        self.layout_.addWidget(self.summary)
        self.main.setText(self.tr("Propose it"))
        self.add_buttons()
        for widget in (self.what, self.at_once, self.from_day, self.day, self.reason.text):
            widget.installEventFilter(self)

    def first_day(self) -> date | None:
        """The day that is chosen; none for at once."""
        if self.at_once.isChecked():
            return None
        return day_of(self.day)

    def finish(self) -> None:
        """Propose, if there is a reason; the dialog stays until the server has taken it."""
        reason = self.reason.given()
        self.fit()
        if reason and self.main.isEnabled():
            self.main.setEnabled(False)
            self.wanted.emit(str(self.what.currentData()), self.first_day(), reason)

    def refuse(self, error: ClientError) -> None:
        """Show why it was refused."""
        self.main.setEnabled(True)
        if sentence := refuse_fields(self.fields, error):
            self.fields["digest"].set_problem(sentence)
        self.fit()

    def _pick_day(self) -> None:
        self.from_day.setChecked(True)
        self._show()

    def _show(self) -> None:
        """Say what will happen, in a sentence."""
        for field in self.fields.values():
            field.set_problem("")
        values = {"scheme": self.what.currentText(), "day": self.first_day()}
        if self.first_day() is None:
            text = self.tr(
                "“{scheme}” is proposed. The moment another administrator approves it, it is in "
                "force, and every score is reckoned by it."
            )
        else:
            text = self.tr(
                "“{scheme}” is proposed. If another administrator approves it, it is in force from "
                "the beginning of {day}; until then it can be called off."
            )
        self.summary.setText(text.format(**values))
        self.fit()
