"""A new password, shown this once: to be copied, or printed and handed over."""

from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.forms import Field, Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.standing import Standing
from backend.contracts.staff import StaffPassword

WIDTH: Final = 460
# Whatever is copied later stays in the clipboard.
CLIPBOARD_MS: Final = 60_000


class PasswordSheet(QDialog):
    """The dialog. It closes only when the password was noted, for nobody can read it again."""

    def __init__(
        self, theme: Theme, made: StaffPassword, city: str, parent: QWidget | None = None
    ) -> None:
        """Show a password.

        Args:
            theme: of its notice.
            made: the account and its password.
            city: its name, for the sheet.
            parent: of the dialog.
        """
        super().__init__(parent)
        self._made, self._city = made, city
        self.setWindowTitle(self.tr("New password"))
        self.setMinimumWidth(WIDTH)
        self._heading = Heading(1.2)
        self._heading.setText(made.account.full_name)
        self._warning = Standing(theme, "warn", "warn")
        self._warning.say(
            self.tr(
                "This password is shown this once and kept nowhere. Hand it over now; if it is "
                "lost, make another one."
            )
        )
        self.name = _shown(made.account.name)
        self.password = _shown(made.password, factor=1.5)
        self.copy, self.print = QPushButton(self.tr("&Copy")), QPushButton(self.tr("&Print…"))
        self.noted = QCheckBox(self.tr("I have &noted it or handed it over"))
        self.done_button = QPushButton(self.tr("Close"))
        self.done_button.setProperty("main", True)
        self.done_button.setEnabled(False)
        self._said = Label()
        self._said.setProperty("muted", True)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.noted.toggled.connect(self.done_button.setEnabled)
        self.done_button.clicked.connect(self.accept)
        self.copy.setFocus()

    def _lay_out(self) -> None:
        name, password = Field(self.name), Field(self.password)
        name.name(self.tr("Signs in as"))
        password.name(self.tr("Password"), self._advice())
        across = QHBoxLayout()
        across.addWidget(self.copy)
        across.addWidget(self.print)
        across.addWidget(self._said, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.noted)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (self._heading, self._warning, name, password):
            layout.addWidget(widget)
        layout.addLayout(across)
        layout.addLayout(foot)

    def _advice(self) -> str:
        if self._made.account.is_machine:
            return self.tr(
                "Whoever runs the system changes it (PUT /api/v1/account/password) and puts the "
                "new one where the system reads it. Then another administrator confirms the "
                "account: till then every merit that it enters gets a second look."
            )
        return self.tr(
            "Whoever has it changes it at the first sign-in, in the menu File. Then another "
            "administrator confirms the account: till then it counts as the person who handed it "
            "out, where two persons are needed."
        )

    def html(self) -> str:
        """The sheet that is printed."""
        account = self._made.account
        lines = (
            (self.tr("City"), self._city),
            (self.tr("Signs in as"), account.name),
            (self.tr("Password"), self._made.password),
        )
        rows = "".join(
            f"<tr><td>{escape(title)}</td><td><b><tt>{escape(text)}</tt></b></td></tr>"
            for title, text in lines
        )
        advice, after = self._advice(), self.tr("Destroy this sheet afterwards.")
        return (
            f"<h2>{escape(account.full_name)}</h2><table cellpadding='8'>{rows}</table>"
            f"<p>{escape(advice)}</p><p>{escape(after)}</p>"
        )

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet."""
        document = QTextDocument()
        document.setHtml(self.html())
        document.print_(printer)
        self._said.setText(self.tr("Printed."))

    def reject(self) -> None:
        """Escape and the window's own button close it only once the password was noted."""
        if not self.noted.isChecked():
            self._said.setText(self.tr("Note it first."))
            return
        super().reject()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._made.password)
        self._said.setText(self.tr("Copied; the clipboard forgets it in a minute."))
        # It lasts longer than the dialog, but no longer than the screen or the program.
        program = QCoreApplication.instance()
        timer = QTimer(program, interval=CLIPBOARD_MS, singleShot=True)
        timer.timeout.connect(partial(_forget, self._made.password))
        timer.timeout.connect(timer.deleteLater)
        if program is not None:
            program.aboutToQuit.connect(timer.timeout)
        parent = self.parentWidget()
        if parent is not None:
            parent.destroyed.connect(timer.timeout)
        timer.start()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.print_on(printer))
        # Its own `open` wants a slot by its name.
        QDialog.open(dialog)


def _forget(password: str) -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == password:
        clipboard.clear()


def _shown(text: str, factor: float = 1.0) -> QLineEdit:
    made = QLineEdit(text, readOnly=True)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(font.pointSizeF() * factor)
    made.setFont(font)
    return made
