"""The dialog that removes old deeds which need nobody any more."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSpinBox, QVBoxLayout, QWidget

from admin_gui.widgets.forms import Field
from admin_gui.widgets.label import Label

DAYS: Final = 30
DAYS_MOST: Final = 3650


class Clearing(QDialog):
    """The dialog.

    Attributes:
        wanted: older than how many days.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Propose a month."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Remove old deeds from this machine"))
        self.setMinimumWidth(440)
        self._days = QSpinBox(minimum=0, maximum=DAYS_MOST, value=DAYS)
        field = Field(self._days)
        field.name(self.tr("Settled more than so many &days ago"))
        words = Label(wordWrap=True)
        words.setText(
            self.tr(
                "Removed are deeds that the server has, and those that were taken back or "
                "corrected. What waits, was refused or cannot be opened stays. The server's "
                "records are not touched."
            )
        )
        words.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        remove = buttons.addButton(self.tr("&Remove"), QDialogButtonBox.ButtonRole.AcceptRole)
        remove.setProperty("main", True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(12)
        for widget in (words, field, buttons):
            layout.addWidget(widget)

    def _accept(self) -> None:
        self.wanted.emit(self._days.value())
        self.accept()
