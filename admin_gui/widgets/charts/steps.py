"""A value over time: a line with steps, numbered events, and the thresholds of the bands."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from admin_gui.theme import Theme
from admin_gui.widgets.charts.chart import Chart
from admin_gui.widgets.charts.ticks import (
    DAY_FORM,
    Tick,
    place_of,
    plain,
    time_ticks,
)

MARK_PIXELS: Final = 19
DOT_PIXELS: Final = 7
# Of the height, that stays free above and below the line.
ROOM: Final = 0.12
# Of the chart's width, that the bands' names may take.
NAMES: Final = 0.32


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that set the value.

    Attributes:
        at: in the city's time.
        value: from then on.
        words: what happened.
    """

    at: datetime
    value: float
    words: str


class StepChart(Chart):
    """The chart."""

    lines = 2

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without data."""
        self._events: list[Event] = []
        self._until: datetime | None = None
        self._bands: list[tuple[str, float]] = []
        self._shows_values = True
        self._numbers: list[Any] = []
        self._marks: Any = None
        self._here: Any = None
        super().__init__(theme, parent)
        self.retranslate()

    def show_points(
        self,
        points: Sequence[tuple[datetime, float, str]],
        until: datetime,
        bands: Sequence[tuple[str, float]] = (),
        *,
        shows_values: bool = True,
    ) -> None:
        """Show a value over time.

        Args:
            points: moments in the city's time, the value from then on, and what happened.
            until: where the line ends, such as now.
            bands: their names, and the value from which each begins.
            shows_values: false where only the bands are told, and no number.
        """
        self._shows_values = shows_values
        events = [Event(at=at, value=float(value), words=words) for at, value, words in points]
        self._events = sorted(events, key=lambda event: event.at)
        self._until = max([until, *(event.at for event in events)])
        self._bands = sorted(((name, float(floor)) for name, floor in bands), key=lambda b: b[1])
        self._changed()

    def count(self) -> int:
        """How many events there are."""
        return len(self._events)

    def words_of(self, number: int) -> str:
        """An event in words."""
        event = self._events[number]
        return self.tr("{number}. {day}: {words} ({value} from then on)").format(
            number=number + 1,
            day=event.at.strftime(DAY_FORM),
            words=event.words,
            value=self._told(event.value),
        )

    def _told(self, value: float) -> str:
        """A value, or the band that it is in."""
        if self._shows_values:
            return plain(value)
        return next((name for name, floor in reversed(self._bands) if floor <= value), "")

    def retranslate(self) -> None:
        """Follow the language."""
        if not self.accessibleName():
            self.setAccessibleName(self.tr("Chart over time"))
        super().retranslate()

    def _hint(self) -> str:
        return self.tr("Arrow keys go from event to event; the pointer shows them too.")

    def _span(self) -> tuple[datetime, datetime]:
        """From the first event to the end; never less than a day."""
        first, last = self._events[0].at, self._until or self._events[-1].at
        room = max(timedelta(days=1) - (last - first), timedelta())
        return first - room, last

    def _shown_bands(self) -> list[tuple[str, float]]:
        """The bands that the line is in, and the next ones above and below."""
        values = [event.value for event in self._events]
        low, high = min(values), max(values)
        under = [floor for _, floor in self._bands if floor <= low]
        over = [floor for _, floor in self._bands if floor > high]
        least, most = max(under, default=low), min(over, default=high)
        return [band for band in self._bands if least <= band[1] <= most]

    def _heights(self) -> tuple[float, float]:
        values = [event.value for event in self._events]
        values += [floor for _, floor in self._shown_bands()]
        low, high = min(values), max(values)
        room = (high - low) * ROOM or 1.0
        return low - room, high + room

    def _draw(self) -> None:
        colours, plot = self._theme.colours, self._plot
        plot.setYRange(*self._heights(), padding=0)
        for _, floor in self._shown_bands():
            pen = pyqtgraph.mkPen(colours.line, style=Qt.PenStyle.DashLine)
            plot.addItem(pyqtgraph.InfiniteLine(floor, angle=0, pen=pen))
        self._here = pyqtgraph.InfiniteLine(pen=pyqtgraph.mkPen(colours.accent, width=1))
        self._here.hide()
        plot.addItem(self._here)
        places = [place_of(event.at) for event in self._events]
        plot.addItem(
            pyqtgraph.PlotDataItem(
                [*places, place_of(self._span()[1])],
                [event.value for event in self._events],
                stepMode="center",
                pen=pyqtgraph.mkPen(colours.accent, width=2),
            )
        )
        self._marks = pyqtgraph.ScatterPlotItem(places, [event.value for event in self._events])
        plot.addItem(self._marks)
        self._numbers = [self._number(number) for number in range(self.count())]

    def _number(self, number: int) -> Any:  # noqa: ANN401 - pyqtgraph has no types
        event = self._events[number]
        item = pyqtgraph.TextItem(str(number + 1), anchor=(0.5, 0.5))
        item.setPos(place_of(event.at), event.value)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        item.setFont(font)
        item.setZValue(10)
        self._plot.addItem(item)
        return item

    def _fit(self) -> None:
        if self.is_empty() or self._marks is None:
            return
        measure = self._measure()
        low, high = self._heights()
        box = self._plot.getViewBox()
        values = self._values(low, high, box.height(), 2.2 * measure.height())
        if not self._shows_values:
            values = []
        wide = max((measure.horizontalAdvance(text) for _, text in values), default=0)
        self._set_axis("left", values, wide + 12)
        self._fit_bands()
        label = measure.horizontalAdvance("0000-00-00")
        self._spread(box.width())
        times = time_ticks(*self._span(), box.width(), label)
        self._set_axis("bottom", times, measure.height() + 10)
        self._mark()

    def _spread(self, pixels: float) -> None:
        """Spread the time over the width, with room for the marks at both ends."""
        first, last = (place_of(end) for end in self._span())
        side = (last - first) * MARK_PIXELS / max(pixels - 2 * MARK_PIXELS, MARK_PIXELS)
        self._plot.setXRange(first - side, last + side, padding=0)

    def _fit_bands(self) -> None:
        measure, bands = self._measure(), self._shown_bands()
        self._plot.showAxis("right", bool(bands))
        most = self.width() * NAMES
        low, high = self._heights()
        dots = self._plot.getViewBox().height() / (high - low)
        kept: list[Tick] = []
        for name, floor in bands:
            if not kept or (floor - kept[-1][0]) * dots >= measure.height():
                kept.append((floor, self._band(name, floor, most)))
        widest = max((measure.horizontalAdvance(text) for _, text in kept), default=0)
        self._set_axis("right", kept, widest + 14)

    def _band(self, name: str, floor: float, room: float) -> str:
        """A band with its threshold, which stays when the name is cut."""
        measure = self._measure()
        start = self.tr(" ≥ {points}").format(points=plain(floor)) if self._shows_values else ""
        left = max(room - measure.horizontalAdvance(start), 0)
        return measure.elidedText(name, Qt.TextElideMode.ElideRight, left) + start

    def _mark(self) -> None:
        if self._marks is None or self._here is None:
            return
        numbered = self._numbered()
        colours, count = self._theme.colours, range(self.count())
        is_current = [number == self._current for number in count]
        self._marks.setSize([MARK_PIXELS if number in numbered else DOT_PIXELS for number in count])
        grounds = [colours.accent if current else colours.base for current in is_current]
        self._marks.setBrush([pyqtgraph.mkBrush(ground) for ground in grounds])
        self._marks.setPen(pyqtgraph.mkPen(colours.accent, width=1.5))
        for number, item in enumerate(self._numbers):
            item.setVisible(number in numbered)
            item.setColor(QColor(colours.on_accent if is_current[number] else colours.text))
            item.setZValue(20 if is_current[number] else 10)
        self._here.setVisible(self._current >= 0)
        if self._current >= 0:
            self._here.setPos(place_of(self._events[self._current].at))

    def _numbered(self) -> set[int]:
        """The events whose numbers have room; the others are dots, the current one has it."""
        kept = {self._current} if self._current >= 0 else set()
        at = [self._dot(number) for number in range(self.count())]
        for number, place in enumerate(at):
            if all((at[other] - place).manhattanLength() >= MARK_PIXELS + 2 for other in kept):
                kept.add(number)
        return kept

    def _dot(self, number: int) -> QPointF:
        """Where an event is drawn."""
        event = self._events[number]
        box = self._plot.getViewBox()
        scene = box.mapViewToScene(QPointF(place_of(event.at), event.value))
        return QPointF(self._plot.mapFromScene(scene))

    def _nearest(self, at: QPointF) -> int:
        return min(range(self.count()), key=lambda number: abs(self._dot(number).x() - at.x()))
