"""From when until when a perk is granted."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from admin_gui.widgets.forms import Field, day_of

DAY_FORMAT: Final = "yyyy-MM-dd"
# As far ahead as the server lets a grant reach.
DAYS_MOST: Final = 366
MONTHS: Final = (1, 3, 12)


class Days(QWidget):
    """The first day and the last one, with buttons for the usual lengths.

    Attributes:
        changed: either day is another one.
        fields: by the wire's names.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """From today, for the shortest of the usual lengths.

        Args:
            today: the city's civil day.
            parent: of the widget.
        """
        super().__init__(parent)
        self.from_day, self.until_day = QDateEdit(), QDateEdit()
        for edit in (self.from_day, self.until_day):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat(DAY_FORMAT)
        self.fields = {"from_day": Field(self.from_day), "until_day": Field(self.until_day)}
        self.presets = [QPushButton() for _ in MONTHS]
        self._months = MONTHS[0]
        self._lay_out()
        self.begin(today)
        self.from_day.dateChanged.connect(self._begin_later)
        self.until_day.dateChanged.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        across, below = QHBoxLayout(), QHBoxLayout()
        for field in self.fields.values():
            across.addWidget(field)
        for button, months in zip(self.presets, MONTHS, strict=True):
            button.clicked.connect(lambda _, months=months: self.reach(months))
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(across)
        layout.addLayout(below)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.fields["from_day"].name(self.tr("F&irst day"))
        self.fields["until_day"].name(self.tr("&Last day"))
        for button, words in zip(
            self.presets,
            (self.tr("&1 month"), self.tr("&3 months"), self.tr("1 &year")),
            strict=True,
        ):
            button.setText(words)

    def begin(self, today: date) -> None:
        """Offer the days from a civil day on, and begin with it."""
        first = QDate(today.year, today.month, today.day)
        for edit in (self.from_day, self.until_day):
            edit.setDateRange(first, first.addDays(DAYS_MOST))
        self.from_day.setDate(first)
        self.reach(self._months)

    def reach(self, months: int) -> None:
        """Grant it for so many calendar months."""
        self._months = months
        last = self.from_day.date().addMonths(months).addDays(-1)
        self.until_day.setDate(min(last, self.until_day.maximumDate()))

    def first(self) -> date:
        """The first day."""
        return day_of(self.from_day)

    def last(self) -> date:
        """The last day."""
        return day_of(self.until_day)

    def _begin_later(self) -> None:
        self.until_day.setMinimumDate(self.from_day.date())
        self.reach(self._months)
        self.changed.emit()
