"""How perks were used: by month and by perk as charts, and every figure as a table."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_gui.screens.perks.columns import perk_column
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import Column, WholeModel
from admin_gui.widgets.section import Bar, Bars, Section
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import NOTHING, label
from backend.contracts.redemptions import TakeUpRow

translate = QCoreApplication.translate
WIDTHS: Final = (230, 84, 76, 76, 84, 84, 100, 100)
# How many years can be looked at: this one, and those before.
YEARS: Final = 3
MONTHS: Final = 12
CHARTS_HEIGHT: Final = 270


def row_words(row: TakeUpRow) -> str:
    """What the perk is called."""
    return label(row.label_en, row.label_zh)


def by_month(rows: Sequence[TakeUpRow], year: int) -> Bars:
    """How often perks were used in each month of a year, with and without a network."""
    found = []
    for number in range(1, MONTHS + 1):
        month = f"{year:04}-{number:02}"
        of_month = [row for row in rows if row.month == month]
        offline = sum(row.offline for row in of_month)
        booked = sum(row.booked for row in of_month)
        name = QLocale().standaloneMonthName(number, QLocale.FormatType.ShortFormat)
        found.append(Bar(label=name, values=(booked - offline, offline)))
    series = (
        translate("Perks", "With a network"),
        translate("Perks", "Without a network"),
    )
    return Bars(rows=tuple(found), series=series, counted=translate("Perks", "Used"))


def by_perk(rows: Sequence[TakeUpRow]) -> Bars:
    """How often each perk was used; the most first."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in rows:
        counts[row.perk] = counts.get(row.perk, 0) + row.booked
        names.setdefault(row.perk, row_words(row))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Bars(
        rows=tuple(Bar(label=names[perk], values=(count,)) for perk, count in ordered),
        series=(translate("Perks", "Used"),),
    )


def take_up_columns() -> list[Column[TakeUpRow]]:
    """Every figure of a perk in a month."""
    return [
        perk_column(row_words),
        Column(
            name="month",
            title=lambda: translate("Perks", "Month"),
            text=lambda row: row.month,
        ),
        _figure("granted", lambda: translate("Perks", "Granted"), lambda row: row.granted),
        _figure("booked", lambda: translate("Perks", "Used"), lambda row: row.booked),
        _figure("returned", lambda: translate("Perks", "Returned"), lambda row: row.returned),
        _figure("reversed", lambda: translate("Perks", "Reversed"), lambda row: row.reversed),
        _figure("offline", lambda: translate("Perks", "Offline"), lambda row: row.offline),
        _figure("beyond", lambda: translate("Perks", "Over limit"), lambda row: row.beyond or 0),
        _figure("twice", lambda: translate("Perks", "Twice"), lambda row: row.twice),
    ]


def _figure(
    name: str, title: Callable[[], str], count: Callable[[TakeUpRow], int | None]
) -> Column[TakeUpRow]:
    def text(row: TakeUpRow) -> str:
        held = count(row)
        return NOTHING if held is None else str(held)

    return Column(
        name=name, title=title, text=text, key=lambda row: count(row) or 0, is_number=True
    )


class TakeUpPage(QWidget):
    """The page: two charts, and the table below."""

    def __init__(self, today: date) -> None:
        """Without figures yet.

        Args:
            today: the city's civil day, whose year is shown first.
        """
        super().__init__()
        self.year, self.perk = Choice(), Choice()
        self._rows: Sequence[TakeUpRow] = ()
        self._years = tuple(today.year - back for back in range(YEARS))
        self.months = Section("take-up-months", 2)
        self.perks = Section("take-up-perks", is_lying=True)
        self.sections = (self.months, self.perks)
        self.model: WholeModel[TakeUpRow] = WholeModel(take_up_columns(), self)
        self.table = Table(self.model, "take-up")
        set_widths(self.table, WIDTHS)
        self.table.wrap()
        self.panels = Panels(self.table)
        self._lay_out()
        self.perk.currentIndexChanged.connect(lambda _: self.draw())

    def _lay_out(self) -> None:
        self._title, self._note = Heading(1.1), Label(wordWrap=True)
        self._note.setProperty("muted", True)
        head, charts = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.year)
        head.addWidget(self.perk)
        head.addWidget(self._note, 1)
        charts.setSpacing(10)
        for section in self.sections:
            section.setMinimumHeight(CHARTS_HEIGHT)
            charts.addWidget(section, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(charts, 3)
        layout.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.panels, 2)

    def chosen_year(self) -> int:
        """The year to look at."""
        return int(self.year.chosen() or self._years[0])

    def show_rows(self, rows: Sequence[TakeUpRow]) -> None:
        """Show what was read of the year."""
        self._rows = rows
        self._call_charts()
        names = {row.perk: row_words(row) for row in rows}
        choices = sorted(names.items(), key=lambda pair: pair[1])
        self.perk.fill(self.tr("All perks"), choices)
        self.draw()
        for section in self.sections:
            section.show()

    def fail(self, sentence: str) -> None:
        """Say why it could not be read; no chart stands beside that."""
        self._rows = ()
        self.draw()
        for section in self.sections:
            section.hide()
        self.panels.show_state("failed", sentence)

    def draw(self) -> None:
        """Show the figures of the perk that is chosen, or of all."""
        perk = self.perk.chosen()
        rows = [row for row in self._rows if perk in {None, row.perk}]
        self.model.fill(rows)
        self.months.show_bars(by_month(rows, self.chosen_year()))
        self.perks.show_bars(by_perk(rows))

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        this, *before = (str(year) for year in self._years)
        self.year.fill(this, [(year, year) for year in before])
        self.year.setAccessibleName(self.tr("Year"))
        self.perk.setAccessibleName(self.tr("Only this perk"))
        self._note.setText(self.tr("Counts of use; nobody is named."))
        self._call_charts()
        self._title.setText(self.tr("All figures"))
        self.table.setAccessibleName(self.tr("All figures by perk and month"))
        self.panels.retranslate()
        self.show_rows(self._rows)

    def _call_charts(self) -> None:
        year = self.chosen_year()
        self.months.call(
            self.tr("Used a month"),
            self.tr("Bookings of {year} that were not reversed, by how they were made").format(
                year=year
            ),
            self.tr("Month"),
            self.tr("Nothing was used in this year."),
        )
        self.perks.call(
            self.tr("Used by perk"),
            self.tr("Bookings of {year} that were not reversed").format(year=year),
            self.tr("Perk"),
            self.tr("Nothing was used in this year."),
        )
