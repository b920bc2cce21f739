"""Large figures on cards: a sign, what is counted, the number, and a word on it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from admin_gui.theme import ICON_PIXELS, Theme, heading_font
from admin_gui.widgets.label import Label

FIGURE = 2.1


class Face(QWidget):
    """What a card says."""

    def __init__(self, theme: Theme, icon: str, *, leads: bool) -> None:
        """Without a figure yet."""
        super().__init__()
        self._theme, self._icon = theme, icon
        self._sign, self._title = Label(), Label()
        self._figure, self._note = Label(), Label(wordWrap=True)
        self._title.setProperty("muted", True)
        self._note.setProperty("muted", True)
        self._figure.setFont(heading_font(self.font(), FIGURE))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        if leads:
            arrow = Label("→")
            arrow.setProperty("muted", True)
            head.addWidget(arrow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._figure)
        layout.addWidget(self._note)
        layout.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._draw)
        self._draw()

    def call(self, title: str) -> None:
        """Say what is counted."""
        self._title.setText(title)

    def say(self, figure: str, note: str, sign: str = "") -> None:
        """Set the number and a word on it; `warn` or `bad` stands with a mark before the word."""
        self._figure.setText(figure)
        self._note.setText(f"⚠ {note}" if sign else note)
        self._note.setProperty("sign", sign)
        self._note.setProperty("muted", not sign)
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)

    def words(self) -> str:
        """All of it, to be read aloud."""
        return f"{self._title.text()}: {self._figure.text()}. {self._note.text()}"

    def _draw(self) -> None:
        icon = self._theme.icon(self._icon, self._theme.colours.muted)
        self._sign.setPixmap(icon.pixmap(ICON_PIXELS, ICON_PIXELS))


class Tile(QFrame):
    """A card to be read."""

    def __init__(self, theme: Theme, icon: str) -> None:
        """Without a figure yet."""
        super().__init__()
        self.setProperty("card", True)
        self.face = _placed(self, theme, icon, leads=False)

    def retell(self) -> None:
        """Let what is read aloud follow the face."""
        self.setAccessibleName(self.face.words())


class LeadingTile(QPushButton):
    """A card that leads to where the work is done."""

    def __init__(self, theme: Theme, icon: str) -> None:
        """Without a figure yet."""
        super().__init__()
        self.setProperty("tile", True)
        # As high as the others in its row.
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.face = _placed(self, theme, icon, leads=True)

    def retell(self) -> None:
        """Let what is read aloud follow the face."""
        self.setAccessibleName(self.face.words())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as its face; a button's own hint only knows its text."""
        return self.face.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No smaller than its face can be."""
        return self.face.minimumSizeHint()


def _placed(card: QWidget, theme: Theme, icon: str, *, leads: bool) -> Face:
    face = Face(theme, icon, leads=leads)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(face)
    return face
