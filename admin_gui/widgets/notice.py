"""Notices: what went well or wrong, in a frame with a sign and words, and what to do."""

from collections.abc import Callable
from typing import Final

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from admin_gui.theme import ICON_PIXELS, Theme
from admin_gui.widgets.label import Label

GOOD_SHOWN_MS: Final = 6000


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something to tell.

    Attributes:
        kind: `good`, `bad`, `warn` or `info`; a good one goes by itself.
        sentence: what happened, and what to do.
        button: what can be done at once; empty for nothing.
        act: does it.
    """

    kind: str
    sentence: str
    button: str = ""
    act: Callable[[], None] | None = None


class NoticeBar(QFrame):
    """The place for one notice.

    Attributes:
        closed: the notice was put away.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without a notice."""
        super().__init__(parent)
        self._theme = theme
        self._notice: Notice | None = None
        self._sign = Label()
        self._words = Label(wordWrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = QPushButton()
        self._close = QPushButton("✕", flat=True)
        self._close.setProperty("flat", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        self._act.clicked.connect(self._do)
        self._close.clicked.connect(self.put_away)
        self._leaving = QTimer(self, interval=GOOD_SHOWN_MS, singleShot=True)
        self._leaving.timeout.connect(self.put_away)
        theme.changed.connect(self._draw)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is told now."""
        return self._notice

    def tell(self, notice: Notice, *, stays: bool | None = None) -> None:
        """Tell something, in place of what was told before."""
        self._notice = notice
        self._words.setText(notice.sentence)
        self._act.setText(notice.button)
        self._act.setVisible(bool(notice.button))
        self._close.setAccessibleName(self.tr("Put this notice away"))
        self._close.setToolTip(self.tr("Put this notice away"))
        self.setAccessibleName(notice.sentence)
        self._draw()
        self.show()
        self._leaving.stop()
        if not (notice.kind != "good" if stays is None else stays):
            self._leaving.start()
        event = QAccessibleAnnouncementEvent(self, notice.sentence)
        QAccessible.updateAccessibility(event)

    def put_away(self) -> None:
        """Tell nothing."""
        if self._notice is not None:
            self._notice = None
            self._leaving.stop()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def _do(self) -> None:
        notice = self._notice
        self.put_away()
        if notice is not None and notice.act is not None:
            notice.act()

    def _draw(self) -> None:
        if self._notice is None:
            return
        kind = self._notice.kind
        self.setProperty("notice", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        colour = getattr(self._theme.colours, kind)
        self._sign.setPixmap(self._theme.icon(kind, colour).pixmap(ICON_PIXELS, ICON_PIXELS))
