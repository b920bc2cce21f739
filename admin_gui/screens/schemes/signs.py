"""Signs beside words: drawn as letters in the theme's colours, so that colour is never alone."""

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from admin_gui.theme import ICON_PIXELS, SCALES, Theme

# What stands for a state or a change, and the theme's colour for it.
SIGNS: Final = {
    "in-force": ("✓", "good"),
    "scheduled": ("→", "info"),
    "ended": ("○", "muted"),
    "called-off": ("✕", "bad"),
    "open": ("?", "warn"),
    "approved": ("✓", "good"),
    "refused": ("✕", "bad"),
    "withdrawn": ("○", "muted"),
    "added": ("+", "good"),
    "removed": ("−", "bad"),
    "changed": ("≠", "info"),
    "merit": ("+", "good"),
    "demerit": ("−", "bad"),
    "excluded": ("○", "muted"),
    "fault": ("✕", "bad"),
}


class Signs(QObject):
    """Makes signs, each once for a theme."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Without signs yet."""
        super().__init__(parent)
        self._theme = theme
        self._made: dict[str, QIcon] = {}
        theme.changed.connect(self._made.clear)

    def icon(self, name: str) -> QIcon | None:
        """The sign of a state or change; none where there is none."""
        if name not in SIGNS:
            return None
        if name not in self._made:
            sign, colour = SIGNS[name]
            colours = self._theme.colours
            icon = QIcon()
            for scale in SCALES:
                icon.addPixmap(_drawn(sign, getattr(colours, colour), scale))
                icon.addPixmap(_drawn(sign, colours.on_accent, scale), QIcon.Mode.Selected)
            self._made[name] = icon
        return self._made[name]


def _drawn(sign: str, colour: str, scale: int) -> QPixmap:
    picture = QPixmap(ICON_PIXELS * scale, ICON_PIXELS * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    font = painter.font()
    font.setPixelSize(round(ICON_PIXELS * scale * 0.8))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, sign)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
