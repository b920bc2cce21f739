"""The dialog that lets a resident leave who signed that: why, the scan, and whether really."""

from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.resident_file.paper_consent_view import LANGUAGES, language_box
from admin_gui.screens.resident_file.scan import ScanPicker
from admin_gui.screens.resident_file.signed_page import Language
from admin_gui.widgets.forms import Field, Heading, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.standing import Standing
from admin_gui.workplace import Workplace
from backend.contracts.residents import PAPER_HELD_DAYS, PaperLeaving, PaperScan

WIDTH: Final = 600
HEIGHT: Final = 560
REASON_LENGTH_MAX: Final = 500


class PaperLeavingView(QDialog):
    """The dialog.

    Attributes:
        print_wanted: a page to sign, in the language that was chosen.
        wanted: that the resident leaves, confirmed.
    """

    print_wanted = Signal()
    wanted = Signal(object)

    def __init__(self, place: Workplace, name: str, parent: QWidget | None = None) -> None:
        """Ask for the signed paper.

        Args:
            place: of the officer.
            name: of the resident.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Leaving, on paper"))
        self.resize(WIDTH, HEIGHT)
        self._place, self._name = place, name
        self._asked: PaperLeaving | None = None
        self.notices = NoticeBar(place.theme)
        self.language = language_box()
        self.reason = QLineEdit(maxLength=REASON_LENGTH_MAX)
        self.picker = ScanPicker(place)
        self.at_once = QCheckBox()
        self.fields = {"reason": Field(self.reason)}
        self.print_page, self.go_on, self.back, self.leave = (QPushButton() for _ in range(4))
        for button in (self.go_on, self.leave):
            button.setProperty("main", True)
        for button in (self.print_page, self.go_on, self.back, self.leave):
            button.setAutoDefault(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._form())
        self._pages.addWidget(self._question())
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addWidget(self._pages)
        self._connect()
        self._write()
        self.reason.setFocus()

    def _connect(self) -> None:
        self.print_page.clicked.connect(self.print_wanted)
        self.go_on.clicked.connect(self._check)
        self.back.clicked.connect(lambda: self._pages.setCurrentIndex(0))
        self.leave.clicked.connect(lambda: self.wanted.emit(self._asked))
        self.reason.returnPressed.connect(self._check)
        self.picker.changed.connect(self.go_on.setFocus)

    def _form(self) -> QWidget:
        form = QWidget()
        self._title, self._explanation = Heading(1.2), Label(wordWrap=True)
        self._explanation.setProperty("muted", True)
        self._language = Field(self.language)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.print_page, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.YesRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self._title, self._explanation, self._language, self.fields["reason"]):
            layout.addWidget(widget)
        layout.addWidget(self.picker, 1)
        layout.addWidget(self.at_once)
        layout.addWidget(buttons)
        return form

    def _question(self) -> QWidget:
        question = QWidget()
        self._really, self._what = Heading(1.2), Label(wordWrap=True)
        self._really.setWordWrap(True)
        self._final = Standing(self._place.theme, "bad", "warn")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.YesRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(question)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self._really, self._what, self._final):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(buttons)
        return question

    def _write(self) -> None:
        self._title.setText(self._name)
        self._explanation.setText(
            self.tr(
                "Leaving is as easy as joining: whatever the resident wrote and signed will do. "
                "You can print a page for it."
            )
        )
        self._language.name(self.tr("The resident &reads"))
        self.fields["reason"].name(
            self.tr("R&eason"), self.tr("Why you do this for the resident, who can read it.")
        )
        self.at_once.setText(
            self.tr("Erase everything s&oon, as the resident wrote: after {days} days").format(
                days=PAPER_HELD_DAYS
            )
        )
        self.print_page.setText(self.tr("&Print a page to sign…"))
        self.go_on.setText(self.tr("&Go on…"))
        self.back.setText(self.tr("&Back"))
        self.leave.setText(self.tr("&Yes, let them leave"))
        self._really.setText(self.tr("Let {name} leave?").format(name=self._name))

    def spoken(self) -> Language:
        """The language that the resident reads."""
        return LANGUAGES[self.language.currentIndex()]

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.leave.setEnabled(not is_waiting)

    def mend(self) -> None:
        """Go back to the form, where something is wrong with it."""
        self._pages.setCurrentIndex(0)

    def _check(self) -> None:
        reason, scan = self.reason.text().strip(), self.picker.signed()
        missing = "" if reason else self.tr("Say why; the resident can read it.")
        show_problems(self.fields, {"reason": missing})
        if missing:
            return
        if scan is None:
            self.picker.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notices.put_away()
        self._asked = self._leaving(reason, scan)
        self._ask_really(at_once=self._asked.at_once)

    def _leaving(self, reason: str, scan: PaperScan) -> PaperLeaving:
        """Sent again as it is, it is the same leaving; changed, it is another one."""
        key = self._place.new_id() if self._asked is None else self._asked.id
        at_once = self.at_once.isChecked()
        leaving = PaperLeaving(id=key, reason=reason, scan=scan, at_once=at_once)
        if self._asked is None or leaving == self._asked:
            return leaving
        return msgspec.structs.replace(leaving, id=self._place.new_id())

    def _ask_really(self, *, at_once: bool) -> None:
        days = self._place.city.cooling_off_days
        days = PAPER_HELD_DAYS if at_once else max(days, PAPER_HELD_DAYS)
        self._what.setText(
            self.tr("From now on there is no score and there are no perks; running ones end.")
        )
        self._final.say(
            self.tr(
                "The resident may return within %n day(s). Then everything is erased.", "", days
            )
        )
        self._pages.setCurrentIndex(1)
        # Nobody erases a file by pressing Enter once too often.
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
