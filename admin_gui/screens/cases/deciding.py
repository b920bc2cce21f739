"""The decision: what it is, the reasons, and the letter that the resident will read."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from admin_gui.screens.cases.model import OBJECTION, Draft, letter_text
from admin_gui.widgets.forms import Field
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.workplace import Workplace
from backend.contracts.cases import CaseFile, DecideCase

LETTERS_MOST: Final = 4000
LINES: Final = 3


class Deciding(QFrame):
    """The form.

    Attributes:
        changed: something was chosen or typed.
        wanted: a whole decision.
    """

    changed = Signal()
    wanted = Signal(object)

    def __init__(self, place: Workplace) -> None:
        """Without a case."""
        super().__init__()
        self.setProperty("card", True)
        self._file: CaseFile | None = None
        self._may_decide = False
        self.notices = NoticeBar(place.theme)
        self.grant, self.reject = QRadioButton(), QRadioButton()
        self._choices = QButtonGroup(self)
        for button in (self.grant, self.reject):
            self._choices.addButton(button)
        self.reasons = QPlainTextEdit(tabChangesFocus=True)
        self.reasons.setFixedHeight(self.reasons.fontMetrics().lineSpacing() * LINES + 20)
        self.field = Field(self.reasons)
        self.letters = {
            name: QPlainTextEdit(readOnly=True, tabChangesFocus=True) for name in ("en", "zh")
        }
        self.send = QPushButton()
        self.send.setProperty("main", True)
        self._lay_out()
        self._choices.buttonToggled.connect(lambda *_: self._follow())
        self.reasons.textChanged.connect(self._follow)
        self.send.clicked.connect(self.check)

    def _lay_out(self) -> None:
        self._titles = {name: Label() for name in self.letters}
        self._choose, self._status = Label(), Label(wordWrap=True)
        for label in (*self._titles.values(), self._status):
            label.setProperty("muted", True)
        letters = QGridLayout()
        letters.setSpacing(4)
        letters.setHorizontalSpacing(10)
        for column, (name, letter) in enumerate(self.letters.items()):
            self._titles[name].setBuddy(letter)
            letters.addWidget(self._titles[name], 0, column)
            letters.addWidget(letter, 1, column)
            letters.setColumnStretch(column, 1)
        choices, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.grant, self.reject):
            choices.addWidget(widget)
        choices.addStretch(1)
        foot.addWidget(self.send)
        foot.addWidget(self._status, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(self.notices)
        layout.addLayout(choices)
        layout.addWidget(self._choose)
        layout.addWidget(self.field)
        layout.addLayout(letters, 1)
        layout.addLayout(foot)
        self._choose.setProperty("fault", True)
        self._choose.hide()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.field.name(self.tr("Rea&sons, as they will stand in the letter; name nobody else"))
        for name, words in (
            ("en", self.tr("The letter in &English")),
            ("zh", self.tr("The letter in Ch&inese")),
        ):
            self._titles[name].setText(words)
            self.letters[name].setAccessibleName(words.replace("&", ""))
        self.send.setText(self.tr("Se&nd the decision (Ctrl+Enter)"))
        self.send.setAccessibleName(self.tr("Send the decision"))
        self._name_choices()
        self._draw()

    def _name_choices(self) -> None:
        is_objection = self._file is None or self._file.case.kind == OBJECTION
        grant = self.tr("&Uphold it (A)") if is_objection else self.tr("&Accept it (A)")
        self.grant.setText(grant)
        self.reject.setText(self.tr("&Reject it (R)"))
        self.grant.setAccessibleName(
            self.tr("Uphold the objection: the deed is annulled")
            if is_objection
            else self.tr("Accept the repair")
        )
        self.reject.setAccessibleName(
            self.tr("Reject the objection: the deed stands")
            if is_objection
            else self.tr("Reject the repair: the deed stays as it is")
        )
        for button in (self.grant, self.reject):
            button.setToolTip(button.accessibleName())

    def show_case(self, file: CaseFile, draft: Draft, *, may_decide: bool) -> None:
        """Show what is being decided.

        Args:
            file: the case.
            draft: what was chosen and typed before.
            may_decide: another person need not.
        """
        self._file, self._may_decide = file, may_decide
        self.notices.put_away()
        self.field.set_problem("")
        self._choose.hide()
        # Both off: a group of two lets none of them be switched off alone.
        self._choices.setExclusive(False)
        self.grant.setChecked(draft.is_granted is True)
        self.reject.setChecked(draft.is_granted is False)
        self._choices.setExclusive(True)
        self.reasons.setPlainText(draft.reasons)
        self._name_choices()
        self.wait(is_waiting=False)
        self._draw()

    def forget(self) -> None:
        """Keep nothing of the case."""
        self._file = None
        self.reasons.clear()
        for letter in self.letters.values():
            letter.clear()

    def draft(self) -> Draft:
        """What is chosen and typed."""
        is_granted = self.grant.isChecked() or (False if self.reject.isChecked() else None)
        return Draft(is_granted=is_granted, reasons=self.reasons.toPlainText())

    def choose(self, *, is_granted: bool) -> None:
        """Choose, and go on with the reasons."""
        (self.grant if is_granted else self.reject).setChecked(True)
        self.reasons.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the decision is on its way."""
        for widget in (self.grant, self.reject, self.reasons, self.send):
            widget.setEnabled(self._may_decide and not is_waiting)
        self._status.setText(self.tr("Sending…") if is_waiting else "")

    def check(self) -> None:
        """Ask for the decision to be sent, if it is whole."""
        draft = self.draft()
        reasons = draft.reasons.strip()
        self._choose.setText(self.tr("⚠ Choose first: press A or R in the list, or Tab to here."))
        self._choose.setVisible(draft.is_granted is None)
        self.field.set_problem(self._problem(reasons))
        if draft.is_granted is None:
            self.grant.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.field.problem():
            self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wanted.emit(DecideCase(is_granted=draft.is_granted, reasons=reasons))

    def _problem(self, reasons: str) -> str:
        if not reasons:
            return self.tr("Give the reasons: the resident has a right to know them.")
        if len(reasons) > LETTERS_MOST:
            return self.tr(
                "%n letter(s) too many: 4000 are the most.", "", len(reasons) - LETTERS_MOST
            )
        return ""

    def _follow(self) -> None:
        self._choose.hide()
        self.field.set_problem("")
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        file, draft = self._file, self.draft()
        for name, shown in self.letters.items():
            if file is None or draft.is_granted is None:
                shown.setPlainText(self.tr("Choose first what you decide."))
                continue
            letter = file.letter_if_granted if draft.is_granted else file.letter_if_rejected
            shown.setPlainText(letter_text(letter, name, draft.reasons))
