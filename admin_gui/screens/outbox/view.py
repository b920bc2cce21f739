"""Two tabs: what lies on this machine, and what was entered at the server."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.outbox.detail import Detail
from admin_gui.screens.outbox.model import ENTRY_STATES, STATES
from admin_gui.theme import ICON_PIXELS, Theme
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import RowsModel
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import word

DETAIL_HEIGHT = 216


class OutboxView(QWidget):
    """The page."""

    def __init__(self, theme: Theme, items: RowsModel[Any], entries: RowsModel[Any]) -> None:
        """Without rows yet."""
        super().__init__()
        self._theme = theme
        self._sign, self._words = "good", ""
        self.damage = NoticeBar(theme)
        self.items = Table(items, "outbox")
        # What lies here stands in the order of its sending; there is no other.
        self.items.setSortingEnabled(False)
        self.items.horizontalHeader().setSectionsClickable(False)
        self.items.horizontalHeader().setSortIndicatorShown(False)
        self.entries = Table(entries, "entries")
        self.items_panels, self.entries_panels = Panels(self.items), Panels(self.entries)
        self.state, self.entry_state = Choice(), Choice()
        self.send = QPushButton()
        self.clear = QPushButton()
        self.clear.setProperty("flat", True)
        self.detail = Detail()
        self.reason = Label(wordWrap=True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(False)
        self.tabs.addTab(self._here(), "")
        self.tabs.addTab(self._there(), "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        theme.changed.connect(self._draw_standing)

    def _here(self) -> QWidget:
        self._standing_sign = Label()
        self._standing = Label(wordWrap=True)
        self._standing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._state_label = Label()
        self._state_label.setBuddy(self.state)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self._state_label, self.state):
            line.addWidget(widget)
        line.addSpacing(10)
        line.addWidget(self._standing_sign)
        line.addWidget(self._standing, 1)
        line.addWidget(self.clear)
        line.addWidget(self.send)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(8)
        self.split.addWidget(self.items_panels)
        self.detail.setMinimumHeight(DETAIL_HEIGHT)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        here = QWidget()
        layout = QVBoxLayout(here)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(line)
        layout.addWidget(self.damage)
        layout.addWidget(self.split, 1)
        return here

    def _there(self) -> QWidget:
        self._entry_label = Label()
        self._entry_label.setBuddy(self.entry_state)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._entry_label)
        line.addWidget(self.entry_state)
        line.addStretch(1)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.addWidget(self.reason)
        self._reason_card = card
        card.hide()
        there = QWidget()
        layout = QVBoxLayout(there)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(line)
        layout.addWidget(self.entries_panels, 1)
        layout.addWidget(card)
        return there

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.tabs.setTabText(0, self.tr("&On this machine"))
        self.tabs.setTabText(1, self.tr("&What I entered"))
        self.tabs.setAccessibleName(self.tr("Outbox and entries"))
        self.items.setAccessibleName(self.tr("Deeds on this machine"))
        self.entries.setAccessibleName(self.tr("What I entered"))
        for text, choice in (
            (self._state_label, self.state),
            (self._entry_label, self.entry_state),
        ):
            text.setText(self.tr("Stat&e"))
            choice.setAccessibleName(self.tr("State"))
        self.state.fill(self.tr("all"), [(state, word(state)) for state in STATES])
        self.entry_state.fill(self.tr("all"), [(state, word(state)) for state in ENTRY_STATES])
        self.send.setText(self.tr("Try to &send now"))
        self.clear.setText(self.tr("Remove o&ld ones…"))
        self.detail.retranslate()
        self.items_panels.retranslate()
        self.entries_panels.retranslate()

    def show_standing(self, sign: str, words: str) -> None:
        """Say how sending stands."""
        self._sign, self._words = sign, words
        self._draw_standing()

    def standing(self) -> str:
        """How sending stands, in words."""
        return self._words

    def show_reason(self, text: str) -> None:
        """Say in full why an entry was refused; nothing for one that was not."""
        self.reason.setText(text)
        self._reason_card.setVisible(bool(text))

    def _draw_standing(self) -> None:
        colour = getattr(self._theme.colours, self._sign)
        icon = self._theme.icon(self._sign, colour)
        self._standing_sign.setPixmap(icon.pixmap(ICON_PIXELS, ICON_PIXELS))
        self._standing.setText(self._words)
