"""The dialog that takes a consent on paper: the text to print, then the signed paper's scan."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.resident_file.scan import ScanPicker
from admin_gui.screens.resident_file.signed_page import Language, consent_text
from admin_gui.widgets.forms import Field, Heading, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.words import language_in_use
from admin_gui.workplace import Workplace
from backend.contracts.residents import ConsentTerms, PaperScan

WIDTH: Final = 640
HEIGHT: Final = 600
NUMBER_LENGTH_MAX: Final = 40
NAME_LENGTH_MAX: Final = 100
LANGUAGES: Final[tuple[Language, Language]] = ("en", "zh")


def language_box() -> QComboBox:
    """A choice of the language that a resident reads; at first the one in use."""
    made = QComboBox()
    made.addItems(["English", "中文"])
    made.setCurrentIndex(1 if language_in_use() == "zh" else 0)
    return made


class PaperConsentView(QDialog):
    """The dialog.

    Attributes:
        print_wanted: the text, on paper.
        save_wanted: the text, as a file.
        wanted: number and name of who signed, and the scan.
    """

    print_wanted = Signal()
    save_wanted = Signal()
    wanted = Signal(str, str, object)

    def __init__(self, place: Workplace, number: str, parent: QWidget | None = None) -> None:
        """Show that the text is read.

        Args:
            place: of the officer.
            number: that was looked for; empty for none.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Consent on paper"))
        self.resize(WIDTH, HEIGHT)
        self._terms: ConsentTerms | None = None
        self.notices = NoticeBar(place.theme)
        self.language = language_box()
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.panels = Panels(self.text)
        self.number = QLineEdit(number, maxLength=NUMBER_LENGTH_MAX)
        self.name = QLineEdit(maxLength=NAME_LENGTH_MAX)
        self.picker = ScanPicker(place)
        self.fields = {"number": Field(self.number), "name": Field(self.name)}
        self.print_page, self.save_page, self.go_on, self.back, self.send = (
            QPushButton() for _ in range(5)
        )
        for button in (self.go_on, self.send):
            button.setProperty("main", True)
            button.setAutoDefault(False)
        self._pages = QStackedWidget()
        for page in (self._reading(), self._signed(), self._answer()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addWidget(self._pages)
        self._connect()
        self._write()
        self.show_terms(None)

    def _connect(self) -> None:
        self.language.currentIndexChanged.connect(lambda _: self.show_terms(self._terms))
        self.print_page.clicked.connect(self.print_wanted)
        self.save_page.clicked.connect(self.save_wanted)
        self.go_on.clicked.connect(lambda: self._turn(1))
        self.back.clicked.connect(lambda: self._turn(0))
        self.send.clicked.connect(self._check)
        self.picker.changed.connect(self.send.setFocus)

    def _reading(self) -> QWidget:
        made = QWidget()
        self._read_first = Label(wordWrap=True)
        self._read_first.setProperty("muted", True)
        self._language_name = Label()
        self._language_name.setBuddy(self.language)
        head = QHBoxLayout()
        head.addWidget(self._language_name)
        head.addWidget(self.language)
        head.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        for button in (self.print_page, self.save_page):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.YesRole)
        buttons.rejected.connect(self.reject)
        layout = _column(made)
        layout.addWidget(self._read_first)
        layout.addLayout(head)
        layout.addWidget(self.panels, 1)
        layout.addWidget(buttons)
        return made

    def _signed(self) -> QWidget:
        made = QWidget()
        self._sign_first = Label(wordWrap=True)
        self._sign_first.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        self.back.setAutoDefault(False)
        buttons.addButton(self.send, QDialogButtonBox.ButtonRole.YesRole)
        buttons.rejected.connect(self.reject)
        layout = _column(made)
        layout.addWidget(self._sign_first)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(self.picker, 1)
        layout.addWidget(buttons)
        return made

    def _answer(self) -> QWidget:
        made = QWidget()
        self._title, self._stored = Heading(1.3), Label(wordWrap=True)
        self._same = Label(wordWrap=True)
        self._same.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        layout = _column(made)
        for widget in (self._title, self._stored, self._same):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(buttons)
        return made

    def _write(self) -> None:
        self._read_first.setText(
            self.tr(
                "Let the resident read the text, or read it aloud. Print it; the resident and you "
                "sign the paper. Nothing is stored before its scan is sent."
            )
        )
        self._language_name.setText(self.tr("The resident &reads"))
        self.language.setAccessibleName(self.tr("The language that the resident reads"))
        self.text.setAccessibleName(self.tr("The consent text"))
        self.print_page.setText(self.tr("&Print it…"))
        self.save_page.setText(self.tr("Save as P&DF…"))
        self.go_on.setText(self.tr("It is &signed…"))
        self.back.setText(self.tr("&Back to the text"))
        self.send.setText(self.tr("Sen&d the consent"))
        self._sign_first.setText(
            self.tr("As it is written on the paper. The consent names you as the officer.")
        )
        self.fields["number"].name(self.tr("Identity card &number"))
        self.fields["name"].name(
            self.tr("N&ame"), self.tr("As the resident writes it, in either language or both.")
        )
        self._title.setText(self.tr("The consent is stored"))
        self._same.setText(
            self.tr(
                "Who signed takes part, and needs no account for that. The answer is the same for "
                "everybody who is old enough: it tells nothing about anybody."
            )
        )

    def spoken(self) -> Language:
        """The language that the resident reads."""
        return LANGUAGES[self.language.currentIndex()]

    def show_terms(self, terms: ConsentTerms | None) -> None:
        """Show the text, once it is read."""
        self._terms = terms
        for button in (self.print_page, self.save_page, self.go_on):
            button.setEnabled(terms is not None)
        if terms is None:
            self.panels.show_state("loading")
            return
        self.text.setPlainText(consent_text(terms, self.spoken()))
        self.panels.show_content()

    def show_stored(self, officer: str, until: str) -> None:
        """Show the answer.

        Args:
            officer: whom the consent names.
            until: the moment at which it was stored.
        """
        self.notices.put_away()
        self._stored.setText(
            self.tr("It names {officer} as the officer, on {moment}.").format(
                officer=officer, moment=until
            )
        )
        self._pages.setCurrentIndex(2)

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.send.setEnabled(not is_waiting)

    def _turn(self, page: int) -> None:
        self.notices.put_away()
        self._pages.setCurrentIndex(page)
        first = self.text if page == 0 else (self.name if self.number.text() else self.number)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self) -> None:
        number, name = self.number.text().strip(), self.name.text().strip()
        scan: PaperScan | None = self.picker.signed()
        missing = {
            "number": "" if number else self.tr("Type the number."),
            "name": "" if name else self.tr("Type the name."),
        }
        show_problems(self.fields, missing)
        if any(missing.values()):
            return
        if scan is None:
            self.picker.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wanted.emit(number, name, scan)


def _column(page: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(page)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(10)
    return made
