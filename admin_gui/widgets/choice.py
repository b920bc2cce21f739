"""A choice that narrows a list: all, or one of several."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

SHOWN_MOST = 20
LETTERS_LEAST = 14
EDGE_PIXELS = 4


class ShortBox(QComboBox):
    """A box that may be narrower than what is chosen: it ends in an ellipsis then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without anything to choose from."""
        super().__init__(parent)
        self.setMaxVisibleItems(SHOWN_MOST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LETTERS_LEAST)
        self.currentTextChanged.connect(self.setToolTip)

    def shown_text(self) -> str:
        """What is chosen, or asked for, as far as there is room for it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._shortened(option)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it; Qt's own would cut the words."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        option.currentText = self._shortened(option)
        if self.currentIndex() < 0:
            muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
            option.palette.setColor(QPalette.ColorRole.ButtonText, muted)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _shortened(self, option: QStyleOptionComboBox) -> str:
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        text = self.currentText() or self.placeholderText()
        return self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width() - EDGE_PIXELS
        )


class Choice(ShortBox):
    """A choice among codes that are shown as words; the first entry stands for all."""

    def fill(self, everything: str, entries: Sequence[tuple[str, str]]) -> None:
        """Offer codes with their words; what was chosen stays chosen, if it is among them.

        Nobody is told of a change by this, unless what was chosen is gone.
        """
        held = self.chosen()
        self.blockSignals(True)
        self.clear()
        self.addItem(everything, None)
        for code, words in entries:
            self.addItem(words, code)
        found = self.findData(held) if held is not None else 0
        self.setCurrentIndex(max(found, 0))
        self.setToolTip(self.currentText())
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 40)
        self.blockSignals(False)
        if found < 0:
            self.currentIndexChanged.emit(0)

    def chosen(self) -> str | None:
        """The code that is chosen; none for all."""
        held = self.currentData()
        return str(held) if held is not None else None

    def choose(self, code: str | None) -> None:
        """Choose a code, or all."""
        self.setCurrentIndex(max(self.findData(code), 0) if code is not None else 0)
