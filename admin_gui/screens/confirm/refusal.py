"""The dialog in which a refusal is given its reason."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.confirm.model import COMMON_REASONS
from admin_gui.widgets.forms import Field, Heading
from admin_gui.widgets.label import Label

WIDTH: Final = 520
LETTERS_MOST: Final = 500
LINES: Final = 4


class Refusal(QDialog):
    """The dialog.

    Attributes:
        wanted: the reason that was given.
    """

    wanted = Signal(str)

    def __init__(
        self, deed: str, reason: str, parent: QWidget | None = None, *, is_annulling: bool = False
    ) -> None:
        """Ask why a deed is refused.

        Args:
            deed: which one, in words.
            reason: given before, where the server could not take it.
            parent: of the dialog.
            is_annulling: true where the deed counts already.
        """
        super().__init__(parent)
        named = self.tr("Annul the deed") if is_annulling else self.tr("Refuse the deed")
        self.setWindowTitle(named)
        self.setMinimumWidth(WIDTH)
        self._common = [QCoreApplication.translate("Confirm", words) for words in COMMON_REASONS]
        self.reasons = self._list()
        self.reason = QPlainTextEdit(tabChangesFocus=True)
        self.reason.setPlainText(reason)
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * LINES + 20)
        self.field = Field(self.reason)
        self.field.name(
            self.tr("R&eason"),
            self.tr(
                "The resident and whoever entered the deed read these words. Say what is "
                "missing or wrong, and name nobody else."
            ),
        )
        self.refuse = QPushButton(named)
        self.refuse.setProperty("main", True)
        self._lay_out(deed)
        self.reason.textChanged.connect(lambda: self.field.set_problem(""))
        self.reason.installEventFilter(self)
        (self.reason if reason else self.reasons).setFocus()

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(self.tr("Common reasons"))
        made.setStyleSheet("QListWidget::item { padding: 4px 6px; }")
        for number, words in enumerate(self._common, start=1):
            made.addItem(QListWidgetItem(f"{number}   {words}"))
        made.ensurePolished()
        made.setFixedHeight(made.sizeHintForRow(0) * made.count() + 2 * made.frameWidth() + 6)
        made.itemSelectionChanged.connect(self._pick)
        made.installEventFilter(self)
        return made

    def _lay_out(self, deed: str) -> None:
        heading = Heading(1.2)
        heading.setText(deed)
        heading.setWordWrap(True)
        common = Label(self.tr("&Common reasons: press a digit, then Enter; or Tab, to change it"))
        common.setBuddy(self.reasons)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.refuse, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (heading, common, self.reasons, self.field, buttons):
            layout.addWidget(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Ctrl+Enter refuses; in the list, a digit picks, and the first arrow the first entry."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._check()
                return True
            if watched is self.reasons and self._picked_by(event):
                return True
        return super().eventFilter(watched, event)

    def _picked_by(self, event: QKeyEvent) -> bool:
        digit = int(event.text()) if event.text().isdecimal() else 0
        if not digit and event.key() == Qt.Key.Key_Down and not self.reasons.selectedItems():
            digit = 1
        if 1 <= digit <= self.reasons.count():
            self.reasons.setCurrentRow(digit - 1)
            return True
        return False

    def _pick(self) -> None:
        """Take a common reason; what was typed by hand is kept before it."""
        if not self.reasons.selectedItems():
            return
        typed = self.reason.toPlainText().strip()
        for common in self._common:
            typed = typed.removesuffix(common).strip()
        self.reason.setPlainText(f"{typed} {self._common[self.reasons.currentRow()]}".strip())
        self.reason.moveCursor(QTextCursor.MoveOperation.End)

    def _check(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.field.set_problem(self.tr("Give a reason: the resident has a right to know it."))
        elif len(reason) > LETTERS_MOST:
            self.field.set_problem(
                self.tr("%n letter(s) too many: 500 are the most.", "", len(reason) - LETTERS_MOST)
            )
        else:
            self.accept()
            self.wanted.emit(reason)
            return
        self.reason.setFocus()
