"""What is higher than its card scrolls in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Around what scrolls, up and down only; the card stays its ground."""

    def __init__(self, inside: QWidget, *, takes_keyboard: bool = True) -> None:
        """Around a widget.

        Args:
            inside: what scrolls.
            takes_keyboard: the arrows scroll it; else the keyboard only goes to what is inside.
        """
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if takes_keyboard else Qt.FocusPolicy.NoFocus
        )
        self.setWidget(inside)
        # Qt fills what scrolls.
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
