"""The dialog in which a city's first administrator makes an account, with the server's code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.widgets.forms import Field
from admin_gui.widgets.label import Label

_SECRET = ("password", "again")


class SetUpView(QDialog):
    """The dialog.

    Attributes:
        wanted: code, name, full name and password.
    """

    wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without anything typed."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("First administrator"))
        self.setMinimumWidth(440)
        words = Label(
            self.tr(
                "Whoever starts the server sees a set-up code for each city that has no "
                "administrator yet. It works once."
            ),
            wordWrap=True,
        )
        words.setProperty("muted", True)
        names = ("code", "name", "full_name", "password", "again")
        self._editors = {name: QLineEdit() for name in names}
        for name in _SECRET:
            self._editors[name].setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = {name: Field(editor) for name, editor in self._editors.items()}
        self.fields["code"].name(self.tr("Set-up &code"))
        self.fields["name"].name(self.tr("&Name"), self.tr("What you will sign in with."))
        self.fields["full_name"].name(self.tr("&Full name"), self.tr("As colleagues write it."))
        self.fields["password"].name(
            self.tr("&Password"), self.tr("10 to 200 characters; four words do well.")
        )
        self.fields["again"].name(self.tr("Password, &again"))
        self.make = QPushButton(self.tr("Make the account"))
        self.make.setProperty("main", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(buttons)

    def _check(self) -> None:
        code, name, full_name, password, again = (e.text() for e in self._editors.values())
        is_same = password == again
        self.fields["again"].set_problem(
            "" if is_same else self.tr("The two are not the same. Type the password again.")
        )
        if is_same:
            self.wanted.emit(code.strip(), name.strip(), full_name.strip(), password)
