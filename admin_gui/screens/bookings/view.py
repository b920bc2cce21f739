"""Three pages: bookings at the server, passes on this machine, and totals."""

from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from admin_gui.screens.bookings.model import QUEUE_STATES, STATES, booking_word
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import RowsModel
from admin_gui.widgets.table import Table

CODE_MOST: Final = 40
CODE_WIDTH: Final = 190


class BookingsView(QWidget):
    """The pages."""

    def __init__(
        self, bookings: RowsModel[Any], queue: RowsModel[Any], totals: RowsModel[Any]
    ) -> None:
        """Without rows yet."""
        super().__init__()
        self.bookings, self.queue = Table(bookings, "bookings"), Table(queue, "booking-queue")
        self.totals = Table(totals, "booking-totals")
        for table in (self.bookings, self.queue):
            # Newest first; the server knows no other order.
            table.setSortingEnabled(False)
            table.horizontalHeader().setSectionsClickable(False)
            table.horizontalHeader().setSortIndicatorShown(False)
        self.bookings_panels, self.queue_panels = Panels(self.bookings), Panels(self.queue)
        self.totals_panels = Panels(self.totals)
        self.state, self.queue_state = Choice(), Choice()
        self.code = QLineEdit(maxLength=CODE_MOST, clearButtonEnabled=True)
        self.code.setFixedWidth(CODE_WIDTH)
        self.bring_back, self.reverse = QPushButton(), QPushButton()
        self.bring_back.setProperty("main", True)
        self.settle, self.again, self.away = QPushButton(), QPushButton(), QPushButton()
        self._state_label, self._code_label, self._queue_label = Label(), Label(), Label()
        self._state_label.setBuddy(self.state)
        self._code_label.setBuddy(self.code)
        self._queue_label.setBuddy(self.queue_state)
        self._why = Label(wordWrap=True)
        self._why.setProperty("muted", True)
        self.tabs = QTabWidget()
        self._lay_out()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _lay_out(self) -> None:
        asked = (self._state_label, self.state, self._code_label, self.code)
        self.tabs.addTab(_page(asked, (self.reverse, self.bring_back), self.bookings_panels), "")
        here = _page(
            (self._queue_label, self.queue_state),
            (self.away, self.again, self.settle),
            self.queue_panels,
            self._why,
        )
        self.tabs.addTab(here, "")
        self.tabs.addTab(_page((), (), self.totals_panels), "")

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.tabs.setTabText(0, self.tr("&Bookings"))
        self.tabs.setTabText(1, self.tr("&On this machine"))
        self.tabs.setTabText(2, self.tr("Tot&als"))
        self.tabs.setAccessibleName(self.tr("Bookings"))
        self.bookings.setAccessibleName(self.tr("Bookings of the provider"))
        self.queue.setAccessibleName(self.tr("Passes on this machine"))
        self.totals.setAccessibleName(self.tr("Totals by perk and month"))
        for text, choice in (
            (self._state_label, self.state),
            (self._queue_label, self.queue_state),
        ):
            text.setText(self.tr("Stat&e"))
            choice.setAccessibleName(self.tr("State"))
        self.state.fill(self.tr("all"), [(state, booking_word(state)) for state in STATES])
        self.queue_state.fill(
            self.tr("waiting or refused"), [(state, booking_word(state)) for state in QUEUE_STATES]
        )
        self._code_label.setText(self.tr("Receipt &code"))
        self.code.setAccessibleName(self.tr("Receipt code"))
        self.code.setPlaceholderText(self.tr("Scan or type, then Enter"))
        self.bring_back.setText(self.tr("Brought bac&k"))
        self.bring_back.setToolTip("Ctrl+Enter")
        self.reverse.setText(self.tr("&Reverse…"))
        self.reverse.setToolTip("Del")
        self.settle.setText(self.tr("&Settle now"))
        self.settle.setToolTip("Ctrl+R")
        self.again.setText(self.tr("Settle aga&in"))
        self.away.setText(self.tr("&Put away"))
        self._why.setText(
            self.tr(
                "A pass that was booked without a network stays here, sealed, until the server has "
                "it. One that the server refused was used elsewhere, or came too late: nothing is "
                "taken from the resident, and nothing is counted for it."
            )
        )
        for panels in (self.bookings_panels, self.queue_panels, self.totals_panels):
            panels.retranslate()

    def table(self) -> Table:
        """The table of the page in view."""
        return (self.bookings, self.queue, self.totals)[self.tabs.currentIndex()]


def _page(
    left: tuple[QWidget, ...],
    right: tuple[QWidget, ...],
    panels: Panels,
    words: Label | None = None,
) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(12, 12, 12, 12)
    layout.setSpacing(10)
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in left:
        line.addWidget(widget)
    line.addStretch(1)
    for widget in right:
        line.addWidget(widget)
    if left or right:
        layout.addLayout(line)
    if words is not None:
        layout.addWidget(words)
    layout.addWidget(panels, 1)
    return page
