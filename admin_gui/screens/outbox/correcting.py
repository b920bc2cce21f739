"""The dialog in which a refused deed is corrected, with the server's problems at their fields."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from admin_gui.outbox.items import Item
from admin_gui.widgets.deed_form.form import DeedForm
from admin_gui.widgets.deed_form.typed import typed_of
from admin_gui.widgets.label import Label
from backend.contracts.cities import DeedTypes

SHOWN = (560, 620)


class Correcting(QDialog):
    """The dialog.

    Attributes:
        corrected: the deed that takes the refused one's place.
    """

    corrected = Signal(object)

    def __init__(
        self,
        item: Item,
        deed_types: DeedTypes | None,
        today: date,
        new_id: Callable[[], UUID],
        parent: QWidget | None = None,
    ) -> None:
        """Show the refused deed, and why it was refused."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._new_id = new_id
        self.form = DeedForm()
        self.save = QPushButton()
        self.save.setProperty("main", True)
        self.save.setAutoDefault(False)
        self._why = Label(wordWrap=True)
        self._why.setProperty("fault", True)
        self.form.set_today(today)
        if deed_types is not None:
            self.form.offer(deed_types)
        self.form.fill(typed_of(item.content))
        self._lay_out()
        self._retranslate()
        left = self.form.tell(item.fields)
        # A sentence that stands at its field is not said twice.
        left += [item.sentence] if item.sentence not in item.fields.values() else []
        self.tell(" ".join(dict.fromkeys(sentence for sentence in left if sentence)))
        if not item.fields:
            self.form.listen()

    def _lay_out(self) -> None:
        self.resize(*SHOWN)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 8, 0)
        within.addWidget(self.form)
        within.addStretch(1)
        scroll.setWidget(inside)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)
        self.save.clicked.connect(self._save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self._why)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._buttons)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Correct a refused deed"))
        self.save.setText(self.tr("&Save and send it"))
        self.save.setToolTip("Ctrl+Enter")

    def tell(self, sentence: str) -> None:
        """Say above the form what is wrong with the whole."""
        self._why.setText(f"⚠ {sentence}" if sentence else "")
        self._why.setVisible(bool(sentence))

    def _save(self) -> None:
        if self.form.check():
            self.corrected.emit(self.form.deeds(self._new_id)[0])
