"""Facts, one below the other: what each is called, and what it says."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from admin_gui.widgets.label import Label

# So that several blocks of facts, one below the other, stand in line.
TITLES_WIDTH: Final = 96


class Facts(QWidget):
    """Facts in two columns; those that say nothing are not shown."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        """Make room for facts, in this order.

        Args:
            names: by which they are set.
            parent: of the widget.
        """
        super().__init__(parent)
        self._pairs: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, TITLES_WIDTH)
        grid.setColumnStretch(1, 1)
        for number, name in enumerate(names):
            title, value = Label(), Label(wordWrap=True)
            title.setProperty("muted", True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Long words without spaces must not widen the window.
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
            self._pairs[name] = (title, value)
            self.say(name, "")

    def call(self, name: str, words: str) -> None:
        """Set what a fact is called, in the language in use."""
        self._pairs[name][0].setText(words)

    def say(self, name: str, text: str) -> None:
        """Set what a fact says; it is hidden while that is nothing."""
        title, value = self._pairs[name]
        value.setText(text)
        value.setAccessibleName(f"{title.text()}: {text}")
        title.setVisible(bool(text))
        value.setVisible(bool(text))

    def said(self, name: str) -> str:
        """What a fact says."""
        return self._pairs[name][1].text()

    def words(self) -> str:
        """All that is shown, to be read aloud."""
        shown = (pair for pair in self._pairs.values() if pair[1].text())
        return "; ".join(f"{title.text()}: {value.text()}" for title, value in shown)
