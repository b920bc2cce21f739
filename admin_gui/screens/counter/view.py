"""Counter mode: one field, and below it a yes or no as large as the screen lets it be."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.counter.words import Said
from admin_gui.theme import ICON_PIXELS, Theme
from admin_gui.widgets.label import Label
from backend.contracts.passes import TOKEN_MOST

# Heights of letters, in thousandths of the view's height; none is smaller than can be read.
SIGN, WORD, PERK, AMOUNT, SENTENCE, FACT, FIELD, DESK = 170, 150, 52, 60, 38, 38, 38, 26
PIXELS_LEAST: Final = 15


class CounterView(QWidget):
    """The page.

    Attributes:
        entered: something was scanned or typed.
        dropped: a file was dropped here.
        began: the first sign of the next pass was typed.
    """

    entered = Signal(str)
    dropped = Signal(object)
    began = Signal()

    def __init__(self, theme: Theme) -> None:
        """Ready for the first pass."""
        super().__init__()
        self._theme = theme
        self._said: Said | None = None
        self._is_good: bool | None = None
        self.setAcceptDrops(True)
        self.field = QLineEdit(maxLength=TOKEN_MOST)
        # A scanner's letters must not be taken for pinyin, and passes have no others.
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        # What is dropped on it is the page's.
        self.field.setAcceptDrops(False)
        self.alone, self.open, self.undo = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(lambda _: self.began.emit())
        theme.changed.connect(self._draw)

    def _lay_out(self) -> None:
        self._desk, self._network_sign, self._network = Label(), Label(), Label()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._desk, 1)
        head.addWidget(self._network_sign)
        head.addWidget(self._network)
        below = QHBoxLayout()
        for button in (self.open, self.undo, self.alone):
            # The field keeps the keyboard; these have keys of their own.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            below.addWidget(button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self._card(), 1)
        layout.addLayout(below)

    def _card(self) -> QFrame:
        self.card = QFrame()
        self._sign, self._word = Label(), Label()
        self._sentence, self._perk, self._amount, self._facts = (
            Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter) for _ in range(4)
        )
        above = QHBoxLayout()
        above.setSpacing(24)
        above.addStretch(1)
        above.addWidget(self._sign)
        above.addWidget(self._word)
        above.addStretch(1)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(24, 12, 24, 12)
        inside.addStretch(1)
        inside.addLayout(above)
        for label in (self._sentence, self._perk, self._amount, self._facts):
            # Long words must not widen the window.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            inside.addWidget(label)
        inside.addStretch(1)
        return self.card

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.field.setPlaceholderText(self.tr("Scan or type a pass, then Enter"))
        self.field.setAccessibleName(self.tr("Pass or code"))
        self.open.setText(self.tr("From a picture… (Ctrl+O)"))
        self.undo.setText(self.tr("Reverse the last booking… (Ctrl+T)"))
        self.alone.setText(self.tr("Whole screen (F11)"))

    def show_desk(self, desk: str) -> None:
        """Say whose counter this is."""
        self._desk.setText(desk)

    def show_network(self, *, is_online: bool) -> None:
        """Say, by sign and words, whether the server answers."""
        self._is_good = is_online
        self._network.setText(
            self.tr("Connected")
            if is_online
            else self.tr("No network: passes are verified on this machine")
        )
        self._draw()

    def show_said(self, said: Said, *, is_new: bool) -> None:
        """Show an answer, or what is awaited; a new one is read aloud, too."""
        self._said = said
        self._word.setText(said.word)
        self._word.setVisible(bool(said.word))
        for label, text in (
            (self._sentence, said.sentence),
            (self._perk, said.perk),
            (self._amount, said.amount),
            (self._facts, "\n".join(said.facts)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.card.setAccessibleName(said.word or said.sentence)
        self.card.setAccessibleDescription(said.aloud())
        self.field.setAccessibleDescription(said.aloud())
        self._draw()
        if is_new:
            event = QAccessibleAnnouncementEvent(self.card, said.aloud())
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    def said(self) -> Said | None:
        """What is shown now."""
        return self._said

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let everything grow with the screen."""
        super().resizeEvent(event)
        for widget, share, is_bold in (
            (self._word, WORD, True),
            (self._perk, PERK, True),
            (self._amount, AMOUNT, True),
            (self._sentence, SENTENCE, False),
            (self._facts, FACT, False),
            (self.field, FIELD, False),
            (self._desk, DESK, True),
            (self._network, DESK, False),
        ):
            widget.setFont(self._font(share, is_bold=is_bold))
        self._draw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first file."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.dropped.emit(Path(url.toLocalFile()))
                return

    def _enter(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        if text:
            self.entered.emit(text)

    def _pixels(self, share: int) -> int:
        return max(self.height() * share // 1000, PIXELS_LEAST)

    def _font(self, share: int, *, is_bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._pixels(share))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def _draw(self) -> None:
        """Draw signs and grounds in the theme's colours."""
        kind = self._said.kind if self._said is not None else "info"
        self.card.setProperty("notice", kind)
        # The words in it take their colour from it.
        for part in (self.card, *self.card.findChildren(QLabel)):
            part.style().unpolish(part)
            part.style().polish(part)
        self._draw_sign(self._sign, kind, self._pixels(SIGN))
        self._sign.setVisible(kind != "info")
        self._draw_sign(self._network_sign, "good" if self._is_good else "warn", ICON_PIXELS)

    def _draw_sign(self, label: QLabel, kind: str, pixels: int) -> None:
        icon = self._theme.icon(kind, getattr(self._theme.colours, kind), pixels)
        label.setPixmap(icon.pixmap(QSize(pixels, pixels)))
