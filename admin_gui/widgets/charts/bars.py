"""Numbers beside each other: bars, told apart by their pattern and by the legend's words."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import pyqtgraph
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from admin_gui.theme import SCALES, Colours, Theme
from admin_gui.widgets.charts.chart import Chart
from admin_gui.widgets.charts.ticks import GAP, Tick, plain
from admin_gui.widgets.label import Label
from admin_gui.widgets.words import listed

PATTERNS: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.DiagCrossPattern,
)
# More labels than these are days or the like: some are left out, and zeros are not written.
MANY: Final = 12
# Of a label's room, that its bars take.
FILLED: Final = 0.72
# Where there are so few that they would be blocks.
FEW: Final = 3
FILLED_BY_FEW: Final = 0.45
SWATCH: Final = QSize(22, 13)
# Of the chart's width, that the names of lying bars may take.
NAMES: Final = 0.4


class BarChart(Chart):
    """The chart.

    Attributes:
        is_lying: bars lie, for names that are long.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, is_lying: bool = False
    ) -> None:
        """Without data."""
        self.is_lying = is_lying
        self._labels: list[str] = []
        self._series: list[tuple[str, list[float]]] = []
        self._is_stacked = False
        self._written: Callable[[float], str] = plain
        self._bars: list[Any] = []
        self._tops: list[QRectF] = []
        self._numbers: list[Any] = []
        self._ground: Any = None
        self._legend = QHBoxLayout()
        super().__init__(theme, parent)
        self._layout.insertLayout(0, self._legend)
        self._plot.getViewBox().invertY(is_lying)
        self.retranslate()

    def show_bars(
        self,
        labels: Sequence[str],
        series: Sequence[tuple[str, Sequence[float]]],
        *,
        is_stacked: bool = False,
        written: Callable[[float], str] = plain,
    ) -> None:
        """Show numbers.

        Args:
            labels: what the numbers are of.
            series: names, each with a number for every label; none below zero.
            is_stacked: upon each other, where their sum means something.
            written: how a number is shown.
        """
        self._labels = list(labels)
        self._series = [(name, [float(value) for value in values]) for name, values in series]
        self._is_stacked, self._written = is_stacked, written
        self._changed()

    def name_bars(self, of: str, counted: str) -> None:
        """Write at the axes what the labels are, and what the numbers count."""
        self.name_axes(*((counted, of) if self.is_lying else (of, counted)))

    def count(self) -> int:
        """How many labels there are."""
        return len(self._labels)

    def is_empty(self) -> bool:
        """True where no number is above zero."""
        return not any(any(values) for _, values in self._series)

    def words_of(self, number: int) -> str:
        """A label with its numbers."""
        values = [(name, self._written(values[number])) for name, values in self._series]
        if len(values) == 1:
            said = values[0][1]
        else:
            said = listed(f"{name} {value}" for name, value in values)
        return self.tr("{label}: {values}").format(label=self._labels[number], values=said)

    def retranslate(self) -> None:
        """Follow the language."""
        if not self.accessibleName():
            self.setAccessibleName(self.tr("Bar chart"))
        super().retranslate()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say the numbers beside the pointer too."""
        super().mouseMoveEvent(event)
        if self.current >= 0 and not self.is_empty():
            at = event.globalPosition().toPoint() + QPoint(12, 12)
            QToolTip.showText(at, self.words_of(self.current), self)

    def _hint(self) -> str:
        return self.tr("Arrow keys go from bar to bar; the pointer shows them too.")

    def _highest(self) -> float:
        columns = list(zip(*(values for _, values in self._series), strict=True))
        return max(math.fsum(each) if self._is_stacked else max(each) for each in columns)

    def _rectangles(self) -> list[list[QRectF]]:
        """The bars of each series, standing; the first label's room is from 0 to 1."""
        under = [0.0] * self.count()
        across = 1 if self._is_stacked else len(self._series)
        filled = FILLED_BY_FEW if self.count() <= FEW else FILLED
        wide = filled / across
        found = []
        for place, (_, values) in enumerate(self._series):
            left = (1 - filled) / 2 + (0 if self._is_stacked else place * wide)
            found.append(
                [QRectF(n + left, under[n], wide, value) for n, value in enumerate(values)]
            )
            if self._is_stacked:
                under = [low + value for low, value in zip(under, values, strict=True)]
        return found

    def _draw(self) -> None:
        self._show_legend()
        self._plot.showAxis("right", False)
        self._ground = self._item([QRectF(0, 0, 1, 2 * self._highest())])
        self._ground.setOpts(pen=pyqtgraph.mkPen(None), brush=QColor(self._theme.colours.raised))
        self._ground.hide()
        rectangles = self._rectangles()
        # Of nothing, not even a frame is drawn.
        self._bars = [self._item([bar for bar in bars if bar.height()]) for bars in rectangles]
        self._tops, self._numbers = [], []
        for bars in rectangles[-1:] if self._is_stacked else rectangles:
            self._tops += bars

    def _item(self, bars: Sequence[QRectF]) -> Any:  # noqa: ANN401 - pyqtgraph has no types
        sides = {
            "x0": [bar.left() for bar in bars],
            "width": [bar.width() for bar in bars],
            "y0": [bar.top() for bar in bars],
            "height": [bar.height() for bar in bars],
        }
        if self.is_lying:
            names = {"x0": "y0", "width": "height", "y0": "x0", "height": "width"}
            sides = {names[name]: values for name, values in sides.items()}
        item = pyqtgraph.BarGraphItem(**sides)
        self._plot.addItem(item)
        return item

    def _value(self, bar: QRectF) -> Any:  # noqa: ANN401 - pyqtgraph has no types
        """The number at a bar's end."""
        top = bar.bottom()
        item = pyqtgraph.TextItem(
            self._written(top), anchor=(0, 0.5) if self.is_lying else (0.5, 1)
        )
        item.setFont(self.font())
        item.setColor(QColor(self._theme.colours.text))
        middle = bar.center().x()
        item.setPos(*((top, middle) if self.is_lying else (middle, top)))
        self._plot.addItem(item)
        return item

    def _fit(self) -> None:
        if self.is_empty() or not self._bars:
            return
        measure = self._measure()
        box = self._plot.getViewBox()
        line = measure.height()
        if self.is_lying:
            room = self.width() * NAMES
            wide = min(max(map(measure.horizontalAdvance, self._labels)), room)
            self._set_axis("left", self._names(wide), wide + 12)
            self._set_axis("bottom", self._stretch(box.width()), line + 10, has_grid=True)
        else:
            values = self._stretch(box.height())
            wide = max(measure.horizontalAdvance(text) for _, text in values)
            self._set_axis("left", values, wide + 12, has_grid=True)
            self._set_axis("bottom", self._names(box.width() / self.count()), line + 10)
        self._show_numbers()
        self._paint_bars()

    def _stretch(self, length: float) -> list[Tick]:
        """Let the longest bar leave room for its number, and mark round numbers."""
        measure = self._measure()
        number = measure.horizontalAdvance(self._written(self._highest())) + 12
        room = number if self.is_lying else measure.height() + 8
        high = self._highest() * length / max(length - room, length / 2)
        spans = {"xRange": (0, self.count()), "yRange": (0, high)}
        if self.is_lying:
            spans = {"xRange": (0, high), "yRange": (0, self.count())}
        self._plot.setRange(**spans, padding=0)
        ticks = self._values(0, high, length, 70 if self.is_lying else 2.2 * measure.height())
        return [tick for tick in ticks if tick[0].is_integer()]

    def _names(self, room: float) -> list[Tick]:
        """The labels at their places: every one cut to its room, or each so many-th whole."""
        measure = self._measure()
        widest = max(map(measure.horizontalAdvance, self._labels))
        every = 1
        if not self.is_lying and self.count() > MANY and widest + GAP > room:
            every = int((widest + GAP) / max(room, 1)) + 1
            room = widest
        room = room - 4 if not self.is_lying and every == 1 else room
        cut = Qt.TextElideMode.ElideRight
        return [
            (number + 0.5, measure.elidedText(self._labels[number], cut, room + 1))
            for number in range(self.count())
            if (self.count() - 1 - every // 2 - number) % every == 0
        ]

    def _show_numbers(self) -> None:
        """Write the numbers where there is room for all; making them takes most of the time."""
        measure, box = self._measure(), self._plot.getViewBox()
        if self.is_lying:
            has_room = box.height() * FILLED >= len(self._tops) * measure.height()
        else:
            texts = (self._written(bar.bottom()) for bar in self._tops)
            widest = max(map(measure.horizontalAdvance, texts))
            has_room = box.width() * FILLED >= len(self._tops) * (widest + 4)
        if has_room and not self._numbers:
            has_zeros = self.count() <= MANY
            self._numbers = [self._value(bar) for bar in self._tops if bar.bottom() or has_zeros]
        for item in self._numbers:
            item.setVisible(has_room)

    def _paint_bars(self) -> None:
        """Fill the bars; a pattern is scaled back, since pyqtgraph stretches it with the axes."""
        x, y = self._plot.getViewBox().viewPixelSize()
        for number, item in enumerate(self._bars):
            brush = _brush(self._theme.colours, number)
            brush.setTransform(QTransform.fromScale(x, y))
            colour = _colour(self._theme.colours, number)
            item.setOpts(pen=pyqtgraph.mkPen(colour, width=1), brush=brush)

    def _mark(self) -> None:
        if self._ground is None:
            return
        self._ground.setVisible(self._current >= 0)
        side = "y0" if self.is_lying else "x0"
        self._ground.setOpts(**{side: [max(self._current, 0)]})

    def _nearest(self, at: QPointF) -> int:
        box = self._plot.getViewBox()
        place = box.mapSceneToView(self._plot.mapToScene(at.toPoint()))
        number = int(place.y() if self.is_lying else place.x())
        return number if 0 <= number < self.count() else -1

    def _show_legend(self) -> None:
        while (held := self._legend.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        if len(self._series) > 1:
            for number, (name, _) in enumerate(self._series):
                swatch = Label()
                swatch.setPixmap(_swatch(self._theme.colours, number))
                words = Label(name)
                for label in (swatch, words):
                    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                    self._legend.addWidget(label)
                self._legend.addSpacing(12)
            self._legend.addStretch(1)


def _colour(colours: Colours, series: int) -> QColor:
    return QColor((colours.accent, colours.warn, colours.good, colours.bad)[series % 4])


def _brush(colours: Colours, series: int) -> QBrush:
    return QBrush(_colour(colours, series), PATTERNS[series % len(PATTERNS)])


def _swatch(colours: Colours, series: int) -> QPixmap:
    """A piece of a bar for the legend."""
    scale = SCALES[-1]
    picture = QPixmap(SWATCH * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(QPen(_colour(colours, series), 1))
    painter.setBrush(_brush(colours, series))
    painter.drawRect(QRectF(0.5, 0.5, SWATCH.width() - 1, SWATCH.height() - 1))
    painter.end()
    return picture
