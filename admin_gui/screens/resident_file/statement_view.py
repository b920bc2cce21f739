"""The dialog that shows a resident's statement, to be printed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.resident_file.paper_consent_view import LANGUAGES, language_box
from admin_gui.screens.resident_file.signed_page import Language
from admin_gui.theme import Theme
from admin_gui.widgets.finder import ReasonBox
from admin_gui.widgets.forms import Field, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.panels import Panels

WIDTH: Final = 720
HEIGHT: Final = 640


class StatementDialog(QDialog):
    """The dialog.

    Attributes:
        wanted: the statement, for a reason, in a language.
        print_wanted: the pages, on paper.
        save_wanted: the pages, as a file.
    """

    wanted = Signal(str, str)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, reason: str, parent: QWidget | None = None) -> None:
        """Ask for the language and the reason.

        Args:
            theme: of the window.
            reason: for which the file is open.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("The resident's statement"))
        self.resize(WIDTH, HEIGHT)
        self.notices = NoticeBar(theme)
        self.language, self.reason = language_box(), ReasonBox()
        self.fields = {"language": Field(self.language), "reason": Field(self.reason)}
        self.read, self.print_pages, self.save_pages = QPushButton(), QPushButton(), QPushButton()
        self.page = QTextBrowser(openLinks=False)
        self.page.setTabChangesFocus(True)
        self.panels = Panels(self.page)
        for button in (self.read, self.print_pages, self.save_pages):
            button.setAutoDefault(False)
        self._lay_out()
        self._write(reason)
        self.read.clicked.connect(self._ask)
        self.reason.line().returnPressed.connect(self._ask)
        self.print_pages.clicked.connect(self.print_wanted)
        self.save_pages.clicked.connect(self.save_wanted)
        self.show_page(None)
        self.reason.line().selectAll()
        self.reason.setFocus()

    def _lay_out(self) -> None:
        self._logged = Label(wordWrap=True)
        self._logged.setProperty("muted", True)
        head = QHBoxLayout()
        head.addWidget(self.fields["language"], 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.fields["reason"], 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.read, 0, Qt.AlignmentFlag.AlignBottom)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.print_pages, self.save_pages):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.notices)
        layout.addWidget(self._logged)
        layout.addLayout(head)
        layout.addWidget(self.panels, 1)
        layout.addWidget(buttons)

    def _write(self, reason: str) -> None:
        self._logged.setText(
            self.tr("A statement is a look at the file: it is recorded with your reason.")
        )
        self.fields["language"].name(self.tr("&Language"))
        self.fields["reason"].name(self.tr("R&eason"))
        self.reason.offer(
            (
                self.tr("The resident asked for a statement at the desk"),
                self.tr("The resident asked for a statement in writing"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self.reason.setEditText(reason)
        self.read.setText(self.tr("&Read it"))
        self.print_pages.setText(self.tr("&Print it…"))
        self.save_pages.setText(self.tr("&Save as PDF…"))
        self.page.setAccessibleName(self.tr("The statement"))
        self.panels.say(
            self.tr("Nothing is read yet"),
            self.tr("Choose the language that the resident reads, and say why."),
        )

    def spoken(self) -> Language:
        """The language that is chosen."""
        return LANGUAGES[self.language.currentIndex()]

    def wait(self) -> None:
        """Show that the server is asked."""
        self.show_page(None)
        self.read.setEnabled(False)
        self.panels.show_state("loading")

    def show_page(self, page: QTextDocument | None) -> None:
        """Show a statement, or none."""
        self.read.setEnabled(True)
        for button in (self.print_pages, self.save_pages):
            button.setEnabled(page is not None)
        if page is not None:
            self.page.setDocument(page)
            self.panels.show_content()
            self.print_pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, sentence: str) -> None:
        """Say why it could not be read."""
        self.show_page(None)
        self.panels.show_state("failed", sentence)

    def _ask(self) -> None:
        reason = self.reason.reason()
        missing = "" if reason else self.tr("Say why; the resident can read it.")
        show_problems(self.fields, {"reason": missing})
        if not missing and self.read.isEnabled():
            self.wanted.emit(reason, self.spoken())
