"""A sentence that stands as long as it is so, in a frame with a sign."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from admin_gui.theme import ICON_PIXELS, Theme
from admin_gui.widgets.label import Label


class Standing(QFrame):
    """The frame; unlike a notice it cannot be put away."""

    def __init__(self, theme: Theme, kind: str, icon: str, parent: QWidget | None = None) -> None:
        """Without words yet.

        Args:
            theme: whose colours it has.
            kind: `good`, `bad`, `warn` or `info`.
            icon: its sign.
            parent: of the widget.
        """
        super().__init__(parent)
        self.setProperty("notice", kind)
        self._theme, self._kind, self._icon = theme, kind, icon
        self._sign, self._words = Label(), Label(wordWrap=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(10, 8, 10, 8)
        across.setSpacing(10)
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._words, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, sentence: str) -> None:
        """Set the words."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)

    def _draw(self) -> None:
        colour = getattr(self._theme.colours, self._kind)
        self._sign.setPixmap(self._theme.icon(self._icon, colour).pixmap(ICON_PIXELS, ICON_PIXELS))
