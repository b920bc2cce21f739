"""The dialog that takes in an objection or a repair on paper: its words, the proof, the scan."""

from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.resident_file.paper_consent_view import LANGUAGES, language_box
from admin_gui.screens.resident_file.scan import ScanPicker
from admin_gui.screens.resident_file.signed_page import Language
from admin_gui.widgets.forms import Field, Heading, day_of, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.words import word
from admin_gui.workplace import Workplace
from backend.contracts.cases import PaperObjection, PaperRepair, ProofKind
from backend.contracts.residents import PaperScan

WIDTH: Final = 620
HEIGHT: Final = 620
TEXT_PIXELS: Final = 96
TEXT_LENGTH_MAX: Final = 4000
DAY_FORMAT: Final = "yyyy-MM-dd"

PaperCase = PaperObjection | PaperRepair


class PaperCaseView(QDialog):
    """The dialog.

    Attributes:
        print_wanted: a page to sign, in the language that was chosen.
        wanted: what was filled in, to be sent.
    """

    print_wanted = Signal()
    wanted = Signal(object)

    def __init__(
        self,
        place: Workplace,
        deed: str,
        occurred_on: date,
        proofs: tuple[ProofKind, ...] | None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the signed paper.

        Args:
            place: of the officer.
            deed: what it is called.
            occurred_on: its day, before which nothing is made good.
            proofs: of a repair, those that the scheme takes; none for an objection.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.resize(WIDTH, HEIGHT)
        self._place, self._deed, self._proofs = place, deed, proofs
        self._sent: PaperCase | None = None
        self.notices = NoticeBar(place.theme)
        self.language = language_box()
        self.text = QPlainTextEdit(tabChangesFocus=True)
        self.text.setFixedHeight(TEXT_PIXELS)
        self.proof, self.on = QComboBox(), _day_edit(occurred_on, place.today())
        self.picker = ScanPicker(place)
        self.fields = {"text": Field(self.text)}
        if proofs is not None:
            self.proof.addItems([word(each) for each in proofs])
            self.fields |= {"proof": Field(self.proof), "on": Field(self.on)}
        self.print_page, self.send = QPushButton(), QPushButton()
        self.send.setProperty("main", True)
        for button in (self.print_page, self.send):
            button.setAutoDefault(False)
        self._lay_out()
        self.print_page.clicked.connect(self.print_wanted)
        self.send.clicked.connect(self._check)
        self.picker.changed.connect(self.send.setFocus)
        self._write()
        self.text.setFocus()

    def _lay_out(self) -> None:
        self._title, self._explanation = Heading(1.2), Label(wordWrap=True)
        self._title.setWordWrap(True)
        self._explanation.setProperty("muted", True)
        self._language = Field(self.language)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.print_page, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.send, QDialogButtonBox.ButtonRole.YesRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        above = (self.notices, self._title, self._explanation, self._language)
        for widget in (*above, *self.fields.values()):
            layout.addWidget(widget)
        layout.addWidget(self.picker, 1)
        layout.addWidget(buttons)

    def _write(self) -> None:
        self._title.setText(self._deed)
        self._language.name(self.tr("The resident &reads"))
        if self._proofs is None:
            self._write_objection()
        else:
            self._write_repair()
        self.print_page.setText(self.tr("&Print a page to sign…"))
        self.send.setText(self.tr("&Take it in"))

    def _write_objection(self) -> None:
        self.setWindowTitle(self.tr("Objection on paper"))
        self._explanation.setText(
            self.tr(
                "The deed is suspended at once. A colleague decides who neither entered nor "
                "confirmed it; you, who take the paper in, do not."
            )
        )
        self.fields["text"].name(
            self.tr("What is &wrong, as the paper says"), self.tr("In the resident's own words.")
        )

    def _write_repair(self) -> None:
        self.setWindowTitle(self.tr("Repair on paper"))
        self._explanation.setText(
            self.tr(
                "A colleague decides who neither entered nor confirmed the deed; you, who take the "
                "paper in, do not. Until then the deed stays as it is."
            )
        )
        self.fields["text"].name(
            self.tr("Ho&w it was made good, as the paper says"),
            self.tr("In the resident's own words."),
        )
        self.fields["proof"].name(
            self.tr("What &shows it"), self.tr("What the scheme takes for this deed.")
        )
        self.fields["on"].name(self.tr("&Made good on"))

    def spoken(self) -> Language:
        """The language that the resident reads."""
        return LANGUAGES[self.language.currentIndex()]

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.send.setEnabled(not is_waiting)

    def _check(self) -> None:
        text, scan = self.text.toPlainText().strip(), self.picker.signed()
        missing = ""
        if not text:
            missing = self.tr("Write down what the paper says.")
        elif len(text) > TEXT_LENGTH_MAX:
            missing = self.tr("At most {most} characters; the scan has the rest.").format(
                most=TEXT_LENGTH_MAX
            )
        show_problems(self.fields, {"text": missing})
        if missing:
            return
        if scan is None:
            self.picker.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notices.put_away()
        self._sent = self._case(text, scan)
        self.wanted.emit(self._sent)

    def _case(self, text: str, scan: PaperScan) -> PaperCase:
        """Sent again as it is, it is the same case; changed, it is another one."""
        key = self._place.new_id() if self._sent is None else self._sent.id
        case = self._filled(key, text, scan)
        if self._sent is None or case == self._sent:
            return case
        return msgspec.structs.replace(case, id=self._place.new_id())

    def _filled(self, key: UUID, text: str, scan: PaperScan) -> PaperCase:
        if self._proofs is None:
            return PaperObjection(id=key, text=text, scan=scan)
        proof = self._proofs[self.proof.currentIndex()]
        return PaperRepair(id=key, text=text, proof=proof, on=day_of(self.on), scan=scan)


def _day_edit(first: date, last: date) -> QDateEdit:
    edit = QDateEdit()
    edit.setCalendarPopup(True)
    edit.setDisplayFormat(DAY_FORMAT)
    days = [QDate(day.year, day.month, day.day) for day in (first, last)]
    edit.setDateRange(*days)
    edit.setDate(days[1])
    return edit
