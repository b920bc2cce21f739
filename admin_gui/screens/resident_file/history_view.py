"""How the score came about: a chart with its events, and the same as a table."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from admin_gui.screens.resident_file.facts import CityFacts
from admin_gui.screens.resident_file.model import HistoryRow, history_columns
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.table import Table, set_widths

CHART_PIXELS: Final = 260
WIDTHS: Final = (140, 70, 80, 110)


class Chart(Protocol):
    """A chart of values over time, which is a widget."""

    def show_points(
        self,
        points: Sequence[tuple[datetime, float, str]],
        until: datetime,
        bands: Sequence[tuple[str, float]],
        *,
        shows_values: bool = True,
    ) -> None:
        """Show values from moments on, with the words of their events."""

    def name_axes(self, below: str, beside: str) -> None:
        """Write at the axes what stands on them."""

    def retranslate(self) -> None:
        """Write everything in the language in use."""


class HistoryPage(QWidget):
    """The page.

    Attributes:
        chart_wanted: whether the chart is shown beside the table.
        is_chart_coming: its library is being loaded, or is there.
    """

    chart_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a history, and without a chart until one is brought."""
        super().__init__(parent)
        self._shown: tuple[Sequence[HistoryRow], CityFacts, datetime] | None = None
        self.model: WholeModel[HistoryRow] = WholeModel(history_columns(self._shows_points), self)
        self.table = Table(self.model, "history")
        set_widths(self.table, WIDTHS)
        self._chart: Chart | None = None
        self.is_chart_coming = False
        self._place = QWidget()
        self._place.setMinimumHeight(220)
        QVBoxLayout(self._place).setContentsMargins(0, 0, 0, 0)
        self._coming = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._coming.setProperty("muted", True)
        self.with_chart = QCheckBox()
        self.with_chart.setChecked(True)
        self.with_chart.toggled.connect(self._place.setVisible)
        self.with_chart.toggled.connect(self.chart_wanted)
        self._explanation = Label()
        self._explanation.setProperty("muted", True)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        room = self._place.layout()
        assert room is not None  # noqa: S101 - it was set
        room.addWidget(self._coming)
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(self._place)
        split.addWidget(self.table)
        split.setSizes([CHART_PIXELS, CHART_PIXELS])
        above = QHBoxLayout()
        above.addWidget(self._explanation, 1)
        above.addWidget(self.with_chart)
        content = QWidget()
        self.panels = Panels(content)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(above)
        inside.addWidget(split, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.panels)

    def _shows_points(self) -> bool:
        return self._shown is None or self._shown[1].shows_points

    def forget(self) -> None:
        """Keep nothing of it."""
        held, self._shown = self._shown, None
        self.model.fill([])
        if self._chart is not None and held is not None:
            self._chart.show_points([], held[2], [])

    def bring_chart(self, chart: Chart, widget: QWidget) -> None:
        """Show this chart from now on; `widget` is the chart, too."""
        self._chart = chart
        room = self._place.layout()
        assert room is not None  # noqa: S101 - it was set
        self._coming.hide()
        room.addWidget(widget)
        self._draw()

    def show_history(self, rows: Sequence[HistoryRow], facts: CityFacts, until: datetime) -> None:
        """Show a history, newest first, up to a moment of the city's time."""
        self._shown = (rows, facts, until)
        for column in (1, 2):
            self.table.setColumnHidden(column, not facts.shows_points)
        self.model.fill(rows)
        self._draw()
        self.panels.show_content()

    def _draw(self) -> None:
        if self._chart is None or self._shown is None:
            return
        rows, facts, until = self._shown
        heights = _heights(facts)
        self._chart.name_axes(self.tr("Day"), self.tr("Points") if facts.shows_points else "")
        self._chart.show_points(
            [(row.at, _height(row, heights, facts), row.words()) for row in reversed(rows)],
            until,
            [(str(facts.band(name)), height) for name, height in heights.items()],
            shows_values=facts.shows_points,
        )

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        if self._chart is not None:
            self._chart.retranslate()
            self._draw()
        self._coming.setText(self.tr("The chart is coming…"))
        self.with_chart.setText(self.tr("Show the &chart"))
        self._explanation.setText(
            self.tr("Each step is what was known then, under the scheme in force then.")
        )
        self.table.setAccessibleName(self.tr("History of the score"))
        self.panels.retranslate()


def _heights(facts: CityFacts) -> dict[str, float]:
    """Where bands begin; of a city that shows levels, their ranks, the lowest at 0."""
    if facts.shows_points:
        return {band.name: float(band.from_) for band in facts.scheme.bands}
    ranks = reversed(range(len(facts.scheme.bands)))
    return {band.name: float(rank) for band, rank in zip(facts.scheme.bands, ranks, strict=True)}


def _height(row: HistoryRow, heights: dict[str, float], facts: CityFacts) -> float:
    return float(row.total) if facts.shows_points else heights.get(row.band_name, 0.0)
