"""What all charts have: a drawing, the words of what is current in it, keys, and a table."""

from collections import deque
from collections.abc import Sequence
from typing import Any, Final

import pyqtgraph
import shiboken6
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from admin_gui.theme import Theme
from admin_gui.widgets.charts.ticks import Tick, value_ticks
from admin_gui.widgets.label import Label

SMALLEST: Final = QSize(220, 150)
USUAL: Final = QSize(480, 180)
MARGIN: Final = 8
GRID: Final = 90
_BACK: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON: Final = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


# Screen readers call a label with a picture a graphic, and a plain widget nothing.
class Chart(Label):
    """A chart; its items, events or bars, are gone through with the arrow keys.

    Drawing takes tens of milliseconds: each chart is drawn in a turn of its own of the event loop,
    and only while it can be seen.

    Attributes:
        lines: of words below, for which room is kept.
    """

    lines = 1

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without data."""
        super().__init__(parent=parent)
        self.setPixmap(QPixmap(1, 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._theme = theme
        self._current = -1
        self._when_empty = ""
        self._titles = {"bottom": "", "left": ""}
        self._is_drawn = False
        self._plot = _bare_plot()
        self._nothing = Label(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._nothing.setProperty("muted", True)
        self._words = Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        self._keep_room()
        self._places = QStackedWidget()
        self._places.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._places.addWidget(self._nothing)
        self._places.addWidget(self._plot)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._places, 1)
        self._layout.addWidget(self._words)
        for child in (self._plot, self._nothing, self._words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._draw_all)
        self._plot.getViewBox().sigResized.connect(lambda *_: self._refit())

    def count(self) -> int:
        """How many items there are to go through."""
        raise NotImplementedError

    def words_of(self, number: int) -> str:
        """An item in words."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """True where there is nothing to draw."""
        return self.count() == 0

    def _hint(self) -> str:
        raise NotImplementedError

    def _draw(self) -> None:
        """Draw the data in the colours of the theme."""
        raise NotImplementedError

    def _fit(self) -> None:
        """Mark the axes, and whatever else depends on the size."""
        raise NotImplementedError

    def _mark(self) -> None:
        """Show which item is current."""
        raise NotImplementedError

    def _nearest(self, at: QPointF) -> int:
        """The item next to a place of the drawing; -1 for none."""
        raise NotImplementedError

    @property
    def current(self) -> int:
        """The number of the current item; -1 for none."""
        return self._current

    def words(self) -> str:
        """What is said below the drawing."""
        return self._words.text() if not self.is_empty() else self._nothing.text()

    def say_when_empty(self, sentence: str) -> None:
        """Say this where there is nothing to draw."""
        self._when_empty = sentence
        self._say()

    def name_axes(self, below: str, beside: str) -> None:
        """Write at the axes what stands on them; nothing at one that says so itself."""
        titles = {"bottom": below, "left": beside}
        if titles != self._titles:
            self._titles = titles
            self._draw_all()

    def go_to(self, number: int) -> None:
        """Make an item the current one, and say it; -1 for none."""
        if not -1 <= number < self.count() or number == self._current:
            return
        self._current = number
        self._remark()
        self._say()
        if number >= 0:
            said = QAccessibleAnnouncementEvent(self, self._words.text())
            QAccessible.updateAccessibility(said)

    def retranslate(self) -> None:
        """Write and draw everything in the language in use."""
        self._say()
        self._draw_all()

    def _keep_room(self) -> None:
        """Keep room for the words, so that the drawing keeps its size."""
        self._words.setMinimumHeight(self.lines * self.fontMetrics().lineSpacing())

    def _changed(self) -> None:
        """Show other data."""
        self._current = -1
        self._say()
        self._draw_all()

    def _say(self) -> None:
        is_empty = self.is_empty()
        self._places.setCurrentWidget(self._nothing if is_empty else self._plot)
        self._nothing.setText(self._when_empty or self.tr("There is nothing to show yet."))
        if is_empty:
            self._words.setText("")
        else:
            is_any = 0 <= self._current < self.count()
            hint = self._hint() if self.hasFocus() else ""
            self._words.setText(self.words_of(self._current) if is_any else hint)
            self._set_muted(not is_any)
        self.setAccessibleDescription(self.words() or self._hint())

    def _set_muted(self, is_muted: bool) -> None:  # noqa: FBT001 - one truth
        if self._words.property("muted") != is_muted:
            self._words.setProperty("muted", is_muted)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)

    def _draw_all(self) -> None:
        """See that it is drawn anew: other data, colours, letters or words."""
        self._is_drawn = False
        # What was drawn is not shown beside other words or on another ground.
        self._plot.setUpdatesEnabled(False)
        if self.isVisible():
            _draw_in_turn(self)

    def draw_anew(self) -> None:
        """Draw, where that is due."""
        if self._is_drawn or not self.isVisible():
            return
        self._is_drawn = True
        self._plot.setUpdatesEnabled(True)
        self._plot.clear()
        colours = self._theme.colours
        for name in ("left", "bottom", "right"):
            axis = self._plot.getAxis(name)
            axis.setPen(pyqtgraph.mkPen(None if name == "right" else colours.line))
            axis.setTextPen(pyqtgraph.mkPen(colours.muted))
            axis.setTickFont(self.font())
        for name, title in self._titles.items():
            axis = self._plot.getAxis(name)
            axis.setLabel(title, color=colours.muted)
            axis.label.setFont(self.font())
        if not self.is_empty():
            self._draw()
            self._mark()
            self._fit()
        self.update()

    def _refit(self) -> None:
        if self._is_drawn and not self.is_empty():
            self._fit()

    def _remark(self) -> None:
        if self._is_drawn:
            self._mark()

    def _measure(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def _values(self, low: float, high: float, length: float, each: float) -> list[Tick]:
        """Round numbers along so many pixels, each with its room, and none beyond the ends."""
        half = self._measure().height() / 2 / max(length, 1) * (high - low)
        ticks = value_ticks(low, high, max(int(length / each), 2))
        return [tick for tick in ticks if tick[0] + half <= high]

    def _set_axis(
        self, name: str, ticks: Sequence[Tick], size: float, *, has_grid: bool = False
    ) -> None:
        """Mark an axis, as wide or high as this, so that the drawing stays where it is.

        Args:
            name: of the axis.
            ticks: its marks.
            size: what they take, without the axis' title.
            has_grid: each mark has a line across the drawing.
        """
        axis = self._plot.getAxis(name)
        axis.setTicks([list(ticks)])
        axis.setGrid(GRID if has_grid else False)
        room = round(size + bool(self._titles.get(name)) * self._measure().height())
        if name == "bottom":
            axis.setHeight(room)
        else:
            axis.setWidth(room)
        # Its title stands in the middle, also of another length.
        axis.resizeEvent()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as charts are read well; the picture of one dot does not count."""
        return USUAL

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Smaller it could not be read."""
        return SMALLEST

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """As high as it is given; the words below would ask for more."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows go from item to item, Home and End to the ends, Escape to none."""
        last, key = self.count() - 1, event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or last < 0:
            super().keyPressEvent(event)
        elif key in _BACK:
            self.go_to(max(self._current - 1, 0) if self._current >= 0 else last)
        elif key in _ON:
            self.go_to(min(self._current + 1, last))
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(last)
        elif key == Qt.Key.Key_Escape and self._current >= 0:
            self.go_to(-1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The item under the pointer is the current one."""
        self._point(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pressing takes the keyboard."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Without the pointer only the keyboard keeps an item current."""
        if not self.hasFocus():
            self.go_to(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the frame of the keyboard, and what its keys do."""
        self._say()
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take it away, and the current item with it."""
        self._current = -1
        self._remark()
        self._say()
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the axes for another width."""
        super().resizeEvent(event)
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what came, or changed, while nobody could see it."""
        super().showEvent(event)
        if not self._is_drawn:
            _draw_in_turn(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language and the letters."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._keep_room()
            self._draw_all()
        super().changeEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Only the frame of the keyboard; the drawing is a child's."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.colours.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
            painter.end()

    def _point(self, at: QPointF) -> None:
        if not self.is_empty():
            inside = self._plot.mapFrom(self, at.toPoint())
            self.go_to(self._nearest(QPointF(inside)))


def _draw_in_turn(chart: Chart) -> None:
    """Draw when all that waited before is drawn, each in a turn of its own."""
    if chart not in _WAITING:
        _WAITING.append(chart)
        if len(_WAITING) == 1:
            QTimer.singleShot(0, _draw_next)


def _draw_next() -> None:
    chart = _WAITING[0]
    try:
        if shiboken6.isValid(chart):
            chart.draw_anew()
    finally:
        _WAITING.popleft()
        if _WAITING:
            QTimer.singleShot(0, _draw_next)


_WAITING: Final[deque[Chart]] = deque()


def _bare_plot() -> Any:  # noqa: ANN401 - pyqtgraph has no types
    """A plot without menus, buttons and zooming: nothing moves by chance."""
    plot = pyqtgraph.PlotWidget(background=None)
    plot.setStyleSheet("background: transparent")
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setAntialiasing(True)
    plot.setFrameShape(plot.Shape.NoFrame)
    plot.getViewBox().setDefaultPadding(0)
    for name in ("left", "bottom", "right"):
        axis = plot.getAxis(name)
        axis.enableAutoSIPrefix(False)
        axis.setStyle(tickLength=4, hideOverlappingLabels=False)
        # Lines of the grid lie behind what is drawn.
        axis.setZValue(-1)
    return plot
