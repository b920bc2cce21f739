"""The form to the left; to the right what the deed will be worth, and the deeds saved last."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.log_deed.worth import WorthCard
from admin_gui.theme import ICON_PIXELS, Theme
from admin_gui.widgets.deed_form.form import DeedForm
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import RowsModel
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.table import Table

SIDE_WIDTH = 400


class LogDeedView(QWidget):
    """The page.

    Attributes:
        list_wanted: the deed is for a list of residents, or for one.
    """

    list_wanted = Signal(bool)

    def __init__(self, theme: Theme, recent: RowsModel[Any]) -> None:
        """Empty."""
        super().__init__()
        self._theme = theme
        self.form = DeedForm()
        self.notices = NoticeBar(theme)
        self.worth = WorthCard(theme)
        self.keeps = QCheckBox()
        self.save, self.undo, self.list_button = QPushButton(), QPushButton(), QPushButton()
        self.save.setProperty("main", True)
        for button in (self.undo, self.list_button):
            button.setProperty("flat", True)
        self.undo.hide()
        self.recent = Table(recent, "recent-deeds")
        self.recent_panels = Panels(self.recent)
        self.panels = Panels(self._left())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.panels, 3)
        layout.addLayout(self._right(), 2)
        self.list_button.clicked.connect(lambda: self.list_wanted.emit(not self.form.is_list))
        theme.changed.connect(self._draw_confirmation)
        self._sign = ""

    def _left(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        self._title = Heading(1.15)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.list_button)
        inside = QWidget()
        padded = QVBoxLayout(inside)
        padded.setContentsMargins(0, 0, 6, 0)
        padded.addWidget(self.form)
        padded.addStretch(1)
        scroll = Scrolled(inside, takes_keyboard=False)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(18, 12, 14, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.notices)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._confirmation())
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.save)
        below.addWidget(self.keeps)
        below.addStretch(1)
        layout.addLayout(below)
        return card

    def _confirmation(self) -> QHBoxLayout:
        """A line of one height, so that nothing moves when it speaks."""
        self._confirmed_sign = Label()
        self._confirmed_sign.setFixedSize(ICON_PIXELS, ICON_PIXELS)
        self._confirmed = Label()
        self._confirmed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._confirmed.setMinimumHeight(self.undo.sizeHint().height())
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._confirmed_sign)
        line.addWidget(self._confirmed, 1)
        line.addWidget(self.undo)
        return line

    def _right(self) -> QVBoxLayout:
        self._recent_title = Heading(1.15)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.worth.setMinimumWidth(SIDE_WIDTH)
        right.addWidget(self.worth)
        right.addSpacing(6)
        right.addWidget(self._recent_title)
        right.addWidget(self.recent_panels, 1)
        return right

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.worth.retranslate()
        self.recent.setAccessibleName(self.tr("Deeds saved last"))
        self._recent_title.setText(self.tr("Saved last"))
        self.keeps.setText(self.tr("&Keep the deed for the next one"))
        self.keeps.setToolTip(self.tr("The day is kept anyway."))
        self.undo.setText(self.tr("Undo (Ctrl+T)"))
        self.recent_panels.retranslate()
        self.panels.retranslate()
        self.show_amount()

    def show_amount(self) -> None:
        """Say how many deeds will be saved."""
        is_list, amount = self.form.is_list, self.form.amount()
        self._title.setText(
            self.tr("The same deed for several residents") if is_list else self.tr("A new deed")
        )
        self.list_button.setText(
            self.tr("For one resident (Ctrl+L)")
            if is_list
            else self.tr("For a list of numbers (Ctrl+L)")
        )
        self.save.setText(
            self.tr("&Save %n deed(s)", "", amount)
            if is_list and amount
            else self.tr("&Save the deed")
        )
        self.save.setToolTip("Ctrl+Enter")

    def confirm(self, sign: str, sentence: str) -> None:
        """Say what was just done; `good` or `info`, or nothing."""
        self._sign = sign
        self._confirmed.setText(sentence)
        self._confirmed.setToolTip(sentence)
        self._draw_confirmation()
        if sentence:
            event = QAccessibleAnnouncementEvent(self._confirmed, sentence)
            QAccessible.updateAccessibility(event)

    def confirmed(self) -> str:
        """What was just done."""
        return self._confirmed.text()

    def _draw_confirmation(self) -> None:
        if not self._sign:
            self._confirmed_sign.clear()
            return
        colour = getattr(self._theme.colours, self._sign)
        icon = self._theme.icon(self._sign, colour)
        self._confirmed_sign.setPixmap(icon.pixmap(ICON_PIXELS, ICON_PIXELS))
        self._confirmed.setProperty("sign", self._sign)
        self._confirmed.style().unpolish(self._confirmed)
        self._confirmed.style().polish(self._confirmed)
