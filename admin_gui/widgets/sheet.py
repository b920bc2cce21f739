"""A file that is looked at: a picture with zoom, text as it is, and of others what they are."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import heading_font
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.paper import Paper, size_words
from admin_gui.widgets.picture import STEP, Picture
from admin_gui.widgets.words import listed, word

BUTTON_PIXELS: Final = 38
WIDTH_LEAST: Final = 220


class Sheet(QFrame):
    """The file, under its name.

    Attributes:
        program_wanted: let the machine's program for such files open it.
        closed: look at it no more.
    """

    program_wanted = Signal()
    closed = Signal()

    def __init__(self, *, is_lent: bool, parent: QWidget | None = None) -> None:
        """Without a file.

        Args:
            is_lent: it is the server's: it can be closed, and another program gets a copy.
            parent: of the widget.
        """
        super().__init__(parent)
        self.setProperty("card", True)
        self.paper: Paper | None = None
        self.picture, self.text = Picture(), QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.larger, self.smaller, self.fitting = QPushButton("+"), QPushButton("−"), QPushButton()
        self.close_sheet = QPushButton("✕")
        self._is_lent = is_lent
        self._lay_out()
        self.larger.clicked.connect(lambda: self.picture.enlarge(STEP))
        self.smaller.clicked.connect(lambda: self.picture.enlarge(1 / STEP))
        self.fitting.clicked.connect(self.picture.fit)
        self.picture.zoomed.connect(self._show_zoom)
        self.close_sheet.clicked.connect(self.closed)
        self.retranslate()

    def _lay_out(self) -> None:
        self._name, self._facts, self._zoom = Label(), Label(), Label()
        self._name.setFont(heading_font(self.font(), 1.0))
        # A long name must not widen the window.
        for label in (self._name, self._facts):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label in (self._facts, self._zoom):
            label.setProperty("muted", True)
        head, below = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.close_sheet)
        below.addWidget(self._facts, 1)
        for widget in (self._zoom, self.smaller, self.larger, self.fitting):
            below.addWidget(widget)
        for button in (self.smaller, self.larger, self.fitting, self.close_sheet):
            button.setProperty("flat", True)
        for button in (self.smaller, self.larger, self.close_sheet):
            button.setFixedWidth(BUTTON_PIXELS)
        self.setMinimumWidth(WIDTH_LEAST)
        self._kinds = QStackedWidget()
        self._kinds.addWidget(self.picture)
        self._kinds.addWidget(self.text)
        self.panels = Panels(self._kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(below)
        layout.addWidget(self.panels, 1)
        self.close_sheet.setVisible(self._is_lent)

    def begin(self, name: str, media_type: str, size: int, again: Callable[[], None]) -> None:
        """Show that a file is on its way.

        Args:
            name: as its sender called it.
            media_type: what it is.
            size: in bytes.
            again: asks for it once more, where that fails.
        """
        self.forget()
        self._call(name, media_type, size)
        self.panels.follow_reading(again)
        self.panels.show_state("loading")

    def show_paper(self, paper: Paper) -> None:
        """Show a file."""
        self.paper = paper
        self._call(paper.name, paper.media_type, len(paper.content))
        self.picture.show_picture(paper.picture)
        self.text.setPlainText(paper.text or "")
        self._kinds.setCurrentWidget(self.text if paper.text is not None else self.picture)
        self._show_zoom()
        if paper.picture or paper.text is not None:
            self.panels.show_content()
        else:
            self._say_what()

    def fail(self, sentence: str) -> None:
        """Say why it cannot be shown."""
        self.panels.show_state("failed", sentence)

    def forget(self) -> None:
        """Keep nothing of the file."""
        self.paper = None
        self.picture.show_picture(())
        self.text.clear()
        for label in (self._name, self._facts):
            label.clear()
        self._show_zoom()

    def take_keyboard(self) -> None:
        """Give the keyboard to what is shown."""
        if self.paper is not None and self.panels.state() == "ready":
            shown = self.text if self.paper.text is not None else self.picture
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.larger.setAccessibleName(self.tr("Larger"))
        self.larger.setToolTip(self.tr("Larger (+)"))
        self.smaller.setAccessibleName(self.tr("Smaller"))
        self.smaller.setToolTip(self.tr("Smaller (−)"))
        self.fitting.setText(self.tr("&Fit"))
        self.fitting.setToolTip(self.tr("As large as its place (0)"))
        self.close_sheet.setAccessibleName(self.tr("Close this file"))
        self.close_sheet.setToolTip(self.tr("Close this file"))
        self.panels.retranslate()
        if self.paper is not None:
            self.show_paper(self.paper)

    def _call(self, name: str, media_type: str, size: int) -> None:
        self._name.setText(name)
        self._name.setToolTip(name)
        self._facts.setText(listed((word(media_type), size_words(size))))
        self.picture.setAccessibleName(self.tr("Picture: {name}").format(name=name))
        self.text.setAccessibleName(self.tr("Text: {name}").format(name=name))

    def _show_zoom(self) -> None:
        is_picture = self.paper is not None and bool(self.paper.picture)
        for widget in (self._zoom, self.smaller, self.larger, self.fitting):
            widget.setVisible(is_picture)
        percent = self.picture.percent()
        self._zoom.setText(f"{percent} %")

    def _say_what(self) -> None:
        is_broken = self.paper is not None and self.paper.media_type.startswith("image/")
        opens = self.tr("It opens in this machine's program for such files.")
        copied = self.tr(
            "For that a plain copy lies in a folder that only you can read; it is removed when you "
            "sign out."
        )
        self.panels.say(
            self.tr("This picture is damaged")
            if is_broken
            else self.tr("Another program shows this file"),
            f"{opens} {copied}" if self._is_lent else opens,
            self.tr("&Open it there"),
            self.program_wanted.emit,
        )
