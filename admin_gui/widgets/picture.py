"""A picture that is made larger and smaller, by keys, buttons or the wheel."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

STEP: Final = 1.25
LEAST: Final = 0.02
MOST: Final = 8.0


class Canvas(QWidget):
    """What the picture is drawn on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a picture."""
        super().__init__(parent)
        self.sizes: Sequence[QImage] = ()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and event
        """Draw from the smallest size that is large enough."""
        if not self.sizes:
            return
        wanted = self.width() * self.devicePixelRatioF()
        enough = [size for size in self.sizes if size.width() >= wanted]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # As on paper, where something is transparent.
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        painter.drawImage(self.rect(), (enough or self.sizes[:1])[-1])
        painter.end()


class Picture(QScrollArea):
    """The picture; at first it fits its place.

    Attributes:
        zoomed: it is drawn larger or smaller now.
    """

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a picture."""
        super().__init__(parent)
        self._canvas = Canvas()
        self._factor: float | None = None
        self.setWidget(self._canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, sizes: Sequence[QImage]) -> None:
        """Show a picture, or none; it fits its place.

        Args:
            sizes: the whole one, then smaller ones.
        """
        self._canvas.sizes = sizes
        self.fit()

    def percent(self) -> int:
        """How large it is drawn; 100 is a pixel for a pixel."""
        return round(self._shown() * 100)

    def fit(self) -> None:
        """Draw it as large as its place, and no larger than it is."""
        self._factor = None
        self._draw()

    def enlarge(self, times: float = STEP) -> None:
        """Draw it larger, or smaller; what is in the middle stays there."""
        before = self._shown()
        self._factor = min(max(before * times, LEAST), MOST)
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [bar.value() + bar.pageStep() / 2 for bar in bars]
        self._draw()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * self._factor / before - bar.pageStep() / 2))

    def _shown(self) -> float:
        if self._factor is not None or not self._canvas.sizes:
            return self._factor or 1.0
        whole, place = self._canvas.sizes[0], self.maximumViewportSize()
        across, down = place.width() / whole.width(), place.height() / whole.height()
        return max(min(across, down, 1.0), LEAST)

    def _draw(self) -> None:
        if self._canvas.sizes:
            whole, factor = self._canvas.sizes[0], self._shown()
            width, height = round(whole.width() * factor), round(whole.height() * factor)
            self._canvas.resize(QSize(max(width, 1), max(height, 1)))
        self._canvas.update()
        self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the picture to its place, unless another size was chosen."""
        super().resizeEvent(event)
        if self._factor is None:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Plus and minus enlarge and shrink, 0 fits; arrows move."""
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.enlarge()
        elif event.key() == Qt.Key.Key_Minus:
            self.enlarge(1 / STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl, enlarge and shrink."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return
        super().wheelEvent(event)
