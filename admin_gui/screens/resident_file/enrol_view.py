"""The dialog that makes an invitation, and shows its code until it is closed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.forms import Field, Heading, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar

WIDTH: Final = 520
NUMBER_LENGTH_MAX: Final = 40
NAME_LENGTH_MAX: Final = 100
CODE_POINTS: Final = 26


class EnrolView(QDialog):
    """The dialog.

    Attributes:
        wanted: number and name of whom to invite.
        print_wanted: the page, on paper.
        save_wanted: the page, as a file.
    """

    wanted = Signal(str, str)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, number: str, parent: QWidget | None = None) -> None:
        """Ask whom to invite.

        Args:
            theme: of the window.
            number: that was looked for; empty for none.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Enrol a resident"))
        self.setMinimumWidth(WIDTH)
        self.notices = NoticeBar(theme)
        self.number = QLineEdit(number, maxLength=NUMBER_LENGTH_MAX)
        self.name = QLineEdit(maxLength=NAME_LENGTH_MAX)
        self.fields = {"number": Field(self.number), "name": Field(self.name)}
        self.invite, self.print_page, self.save_page = QPushButton(), QPushButton(), QPushButton()
        for button in (self.invite, self.print_page):
            button.setProperty("main", True)
        self._code = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._until = Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._form())
        self._pages.addWidget(self._answer())
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addWidget(self._pages)
        self._write()
        (self.name if number else self.number).setFocus()

    def _form(self) -> QWidget:
        form = QWidget()
        self._explanation = Label(wordWrap=True)
        self._explanation.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.invite, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._explanation)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(buttons)
        return form

    def _answer(self) -> QWidget:
        answer = QWidget()
        self._title = Heading(1.3)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(CODE_POINTS)
        font.setWeight(QFont.Weight.Bold)
        self._code.setFont(font)
        # It is for paper alone: no copy of it stays on the clipboard.
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.addWidget(self._code)
        inside.addWidget(self._until)
        self._once = Label(wordWrap=True)
        self._once.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.print_page, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save_page, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.accept)
        self.print_page.clicked.connect(self.print_wanted)
        self.save_page.clicked.connect(self.save_wanted)
        layout = QVBoxLayout(answer)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self._title, card, self._once, buttons):
            layout.addWidget(widget)
        return answer

    def _write(self) -> None:
        self._explanation.setText(
            self.tr(
                "This only makes an invitation. It is no consent: that is given, or not, by the "
                "resident at the first sign-in. For somebody who was invited before, a new code "
                "takes the place of the last one."
            )
        )
        self.fields["number"].name(self.tr("Identity card &number"))
        self.fields["name"].name(
            self.tr("N&ame"), self.tr("As the resident writes it, in either language or both.")
        )
        self.invite.setText(self.tr("Make the invitation"))
        self._title.setText(self.tr("The invitation is made"))
        self._once.setText(
            self.tr(
                "Hand it to the resident and to nobody else. The code is shown this once and kept "
                "nowhere; if it is lost, make a new invitation."
            )
        )
        self.print_page.setText(self.tr("&Print it…"))
        self.save_page.setText(self.tr("&Save as PDF…"))

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.invite.setEnabled(not is_waiting)

    def show_code(self, code: str, until: str) -> None:
        """Show the answer."""
        self._code.setText(code)
        self._code.setAccessibleName(self.tr("Code: {code}").format(code=code))
        self._until.setText(self.tr("It can be used once, until {moment}.").format(moment=until))
        self.notices.put_away()
        self._pages.setCurrentIndex(1)
        self.print_page.setDefault(True)
        self.print_page.setFocus(Qt.FocusReason.OtherFocusReason)

    def code(self) -> str:
        """The code that is shown; empty before."""
        return self._code.text()

    def _check(self) -> None:
        number, name = self.number.text().strip(), self.name.text().strip()
        missing = {
            "number": "" if number else self.tr("Type the number."),
            "name": "" if name else self.tr("Type the name."),
        }
        show_problems(self.fields, missing)
        if not any(missing.values()):
            self.wanted.emit(number, name)
