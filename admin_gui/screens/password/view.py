"""The dialog in which one changes one's own password."""

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


class PasswordView(QDialog):
    """The dialog.

    Attributes:
        wanted: the old and the new password.
    """

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without anything typed."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change my password"))
        self.setMinimumWidth(420)
        self._editors = {
            name: QLineEdit(echoMode=QLineEdit.EchoMode.Password)
            for name in ("old_password", "password", "again")
        }
        self.fields = {name: Field(editor) for name, editor in self._editors.items()}
        self.fields["old_password"].name(self.tr("&Present password"))
        self.fields["password"].name(
            self.tr("&New password"), self.tr("10 to 200 characters; four words do well.")
        )
        self.fields["again"].name(self.tr("New password, &again"))
        self.save = QPushButton(self.tr("Change it"))
        self.save.setProperty("main", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(buttons)

    def _check(self) -> None:
        old, new, again = (editor.text() for editor in self._editors.values())
        is_same = new == again
        self.fields["again"].set_problem(
            "" if is_same else self.tr("The two are not the same. Type the new one again.")
        )
        if is_same:
            self.wanted.emit(old, new)
