"""Asks for a resident's exact number or pass, and why the file is read; there is no browsing."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.forms import Field, Heading, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import Notice, NoticeBar
from backend.contracts.passes import TOKEN_MOST

CARD_WIDTH: Final = 520
REASON_LENGTH_MAX: Final = 500


class ReasonBox(QComboBox):
    """A reason: one of the usual ones, or in one's own words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a reason."""
        super().__init__(parent, editable=True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.line().setMaxLength(REASON_LENGTH_MAX)

    def line(self) -> QLineEdit:
        """Where it is typed."""
        line = self.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        return line

    def offer(self, reasons: tuple[str, ...], placeholder: str) -> None:
        """Offer the usual reasons; what was typed stays."""
        typed, chosen = self.reason(), self.currentIndex()
        was_offered = 0 <= chosen < self.count() and self.itemText(chosen) == typed
        self.blockSignals(True)
        self.clear()
        self.addItems(reasons)
        self.setCurrentIndex(chosen if was_offered else -1)
        if not was_offered:
            self.setEditText(typed)
        self.blockSignals(False)
        self.line().setPlaceholderText(placeholder)

    def reason(self) -> str:
        """What was chosen or typed."""
        return self.currentText().strip()


class Finder(QFrame):
    """The form.

    Attributes:
        wanted: a number or pass, and a reason, both given.
        enrol_wanted: enrol the resident with this number, which was not found.
        back_wanted: back to the file that is open.
    """

    wanted = Signal(str, str)
    enrol_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without anything typed."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.setMaximumWidth(CARD_WIDTH)
        self.notices = NoticeBar(theme)
        self.number = QLineEdit(maxLength=TOKEN_MOST, clearButtonEnabled=True)
        self.reason = ReasonBox()
        self.fields: Mapping[str, Field] = {
            "number": Field(self.number),
            "reason": Field(self.reason),
        }
        self.look, self.enrol, self.back = QPushButton(), QPushButton(), QPushButton()
        self.look.setProperty("main", True)
        self.back.setProperty("flat", True)
        self.waiting = QProgressBar(textVisible=False, maximum=0)
        self.waiting.setFixedHeight(6)
        self._may_enrol = False
        self._lay_out()
        self.number.returnPressed.connect(self._ask)
        self.reason.line().returnPressed.connect(self._ask)
        self.look.clicked.connect(self._ask)
        self.enrol.clicked.connect(lambda: self.enrol_wanted.emit(self.number.text().strip()))
        self.back.clicked.connect(self.back_wanted)
        self.number.textChanged.connect(lambda _: self._forget("number"))
        self.reason.editTextChanged.connect(lambda _: self._forget("reason"))
        self.retranslate()

    def _lay_out(self) -> None:
        self._heading = Heading(1.25)
        self._explanation = Label(wordWrap=True)
        self._explanation.setProperty("muted", True)
        self._unknown = Label(wordWrap=True)
        self._unknown.setProperty("muted", True)
        buttons = QHBoxLayout()
        for button in (self.look, self.enrol, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(12)
        for widget in (
            self._heading,
            self._explanation,
            self.notices,
            *self.fields.values(),
            self._unknown,
        ):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addWidget(self.waiting)
        for widget in (self._unknown, self.enrol, self.back, self.waiting):
            widget.hide()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._heading.setText(self.tr("Open a resident's file"))
        self._explanation.setText(
            self.tr(
                "Every look at a file is recorded with your name and your reason, and the "
                "resident can read both."
            )
        )
        self.fields["number"].name(
            self.tr("Identity card &number, or pass"),
            self.tr("The whole number, or a pass that the resident shows; there is no list."),
        )
        self.fields["reason"].name(self.tr("&Reason"))
        self.reason.offer(
            (
                self.tr("The resident asked at the desk"),
                self.tr("The resident asked by telephone"),
                self.tr("The resident asked for a perk"),
                self.tr("A deed of the resident is being checked"),
                self.tr("The resident objects to a deed"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self._unknown.setText(
            self.tr(
                "There is no file to open. The answer is the same for a number that is mistyped, "
                "that was never or only invited, or whose bearer has left: it tells nothing about "
                "anybody."
            )
        )
        self.look.setText(self.tr("&Open the file"))
        self.enrol.setText(self.tr("&Enrol this resident…"))
        self.back.setText(self.tr("&Back to the open file"))

    def begin(self, *, has_file: bool, may_enrol: bool) -> None:
        """Ask for another resident."""
        self._may_enrol = may_enrol
        self.number.clear()
        self.back.setVisible(has_file)
        self.wait(is_waiting=False)
        self.notices.put_away()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.waiting.setVisible(is_waiting)
        self.look.setEnabled(not is_waiting)

    def done(self) -> None:
        """Keep nothing of what was typed: the file is open."""
        self.wait(is_waiting=False)
        self.number.clear()
        self.reason.setCurrentIndex(-1)
        self.reason.clearEditText()

    def refuse(self, problems: Mapping[str, str], sentence: str, *, is_unknown: bool) -> None:
        """Say why no file opens: at the fields, or above them.

        Args:
            problems: by field.
            sentence: where no field has one.
            is_unknown: nobody with this number takes part.
        """
        self.wait(is_waiting=False)
        # A pass is typed where the number is.
        at = {"number" if name == "token" else name: why for name, why in problems.items()}
        left = show_problems(self.fields, at)
        self._unknown.setVisible(is_unknown)
        self.enrol.setVisible(is_unknown and self._may_enrol)
        if left or not problems:
            self.notices.tell(Notice(kind="bad", sentence=" ".join(left) or sentence))

    def _forget(self, name: str) -> None:
        """What was wrong with a field is being mended."""
        self.fields[name].set_problem("")
        if name == "number":
            self._unknown.hide()
            self.enrol.hide()

    def _ask(self) -> None:
        if not self.look.isEnabled():
            return
        number, reason = self.number.text().strip(), self.reason.reason()
        missing = {
            "number": "" if number else self.tr("Type the number, or scan a pass."),
            "reason": "" if reason else self.tr("Say why; the resident can read it."),
        }
        show_problems(self.fields, missing)
        if not any(missing.values()):
            self.notices.put_away()
            self.wait(is_waiting=True)
            self.wanted.emit(number, reason)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
