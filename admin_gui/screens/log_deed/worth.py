"""The card that says what the deed in the form will be worth, and until when."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from admin_gui.screens.log_deed.model import Judged, begins, second_person
from admin_gui.theme import ICON_PIXELS, Theme
from admin_gui.widgets.deed_form.words import lifetime_of, price_of
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.words import day, label, signed, word


class WorthCard(QFrame):
    """The card."""

    def __init__(self, theme: Theme) -> None:
        """Of no deed yet."""
        super().__init__()
        self._theme = theme
        self._judged = Judged(deed_type=None)
        self.setProperty("card", True)
        self._title = Label()
        self._title.setProperty("muted", True)
        self._points = Heading(1.9)
        self._points.setWordWrap(True)
        self._sign = Label()
        self._state = Label(wordWrap=True)
        self._facts = Facts(("from", "until", "price", "lifetime"))
        self._note = Label(wordWrap=True)
        self._note.setProperty("muted", True)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._points)
        layout.addLayout(state)
        layout.addWidget(self._facts)
        layout.addWidget(self._note)
        layout.addStretch(1)
        theme.changed.connect(self._draw)

    def show_worth(self, judged: Judged) -> None:
        """Say what is known of a deed's worth."""
        self._judged = judged
        self._draw()

    def words(self) -> str:
        """All that it says, to be read aloud."""
        parts = (self._points.text(), self._state.text(), self._facts.words(), self._note.text())
        return "; ".join(part for part in parts if part)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("What it will be worth"))
        self._facts.call("until", self.tr("Counts until"))
        self._facts.call("from", self.tr("Counts from"))
        self._facts.call("price", self.tr("Price"))
        self._facts.call("lifetime", self.tr("Counts for"))
        self._draw()

    def _draw(self) -> None:
        judged = self._judged
        deed_type, worth = judged.deed_type, judged.worth
        sign, state = second_person(judged)
        colour = getattr(self._theme.colours, sign)
        self._sign.setPixmap(self._theme.icon(sign, colour).pixmap(ICON_PIXELS, ICON_PIXELS))
        self._sign.setVisible(bool(state))
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._facts.setVisible(deed_type is not None)
        if deed_type is None:
            self._points.setText(self.tr("—"))
            self._say_note(self.tr("Pick a deed: its points and how long they count stand here."))
            return
        is_merit = deed_type.direction == "merit"
        if worth is None:
            self._points.setText(f"{'▲' if is_merit else '▼'} {word(deed_type.direction)}")
            self._facts.say("price", price_of(deed_type))
            self._facts.say("lifetime", lifetime_of(deed_type))
            self._facts.say("until", "")
        else:
            self._points.setText(self.tr("{points} points").format(points=signed(worth.points)))
            self._facts.say("price", label(worth.price_en, worth.price_zh))
            self._facts.say("lifetime", "")
            is_open = worth.counts_until is None
            until = self.tr("while it lasts") if is_open else day(worth.counts_until)
            self._facts.say("until", until)
        self._facts.say("from", begins(judged))
        self._say_note(judged.why if worth is None else worth.note)

    def _say_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self.setAccessibleName(self.words())
