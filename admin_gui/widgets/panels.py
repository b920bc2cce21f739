"""What stands in a place while it is loaded, where it is empty, and where reading failed."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from admin_gui.theme import heading_font
from admin_gui.widgets.label import Label
from admin_gui.widgets.rows import RowsModel

# Sooner, a short wait would only flicker.
LOADING_AFTER_MS: Final = 200
WORDS_WIDTH: Final = 460


class Words(QWidget):
    """A sentence in the middle of a place, with what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without words yet."""
        super().__init__(parent)
        self.title = Label()
        self.title.setFont(heading_font(self.font(), 1.2))
        self.sentence = Label()
        self.sentence.setProperty("muted", True)
        self.button = QPushButton()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for label in (self.title, self.sentence):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, title: str, sentence: str, button: str) -> None:
        """Set all three; an empty one is not shown."""
        for widget, text in ((self.title, title), (self.sentence, sentence), (self.button, button)):
            widget.setText(text)
            widget.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep lines short in a wide place; a label that wraps must fill its layout's width."""
        side = max((event.size().width() - WORDS_WIDTH) // 2, 12)
        self.setContentsMargins(side, 0, side, 0)
        super().resizeEvent(event)


class Panels(QStackedWidget):
    """A place that shows its content, or why there is none."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Show the content."""
        super().__init__(parent)
        self._content = content
        self._words = Words()
        self._handler: Callable[[], None] | None = None
        self._words.button.clicked.connect(self._act)
        self._empty: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._retry: Callable[[], None] | None = None
        self._state = ("ready", "")
        self._has_keyboard_to_give = False
        self._loading = QTimer(self, interval=LOADING_AFTER_MS, singleShot=True)
        self._loading.timeout.connect(lambda: self._say(self.tr("Reading…"), "", "", None))
        self.addWidget(content)
        self.addWidget(self._words)

    def follow(
        self,
        model: RowsModel[Any],
        empty: Callable[[], tuple[str, str]],
        retry: Callable[[], None],
    ) -> None:
        """Follow a model's states.

        Args:
            model: whose rows are the content.
            empty: title and sentence where there are no rows.
            retry: reads again after a failure.
        """
        self._empty, self._retry = empty, retry
        model.state_changed.connect(self.show_state)

    def follow_reading(self, retry: Callable[[], None]) -> None:
        """Say how to read again, where the content is no model's."""
        self._retry = retry

    def state(self) -> str:
        """`loading`, `ready`, `empty` or `failed`."""
        return self._state[0]

    def show_state(self, state: str, sentence: str = "") -> None:
        """Show one of a model's states."""
        self._state = (state, sentence)
        self._loading.stop()
        if state == "loading":
            self._loading.start()
        elif state == "empty":
            self._say(*self._empty(), "", None)
        elif state == "failed":
            self._say(
                self.tr("This could not be read"), sentence, self.tr("Try again"), self._retry
            )
        else:
            self.setCurrentWidget(self._content)
            if self._has_keyboard_to_give:
                self.give_keyboard()

    def give_keyboard(self) -> None:
        """Give the content the keyboard, now or as soon as it is shown."""
        is_shown = self.currentWidget() is self._content
        self._has_keyboard_to_give = not is_shown
        if is_shown:
            self._content.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(
        self,
        title: str,
        sentence: str = "",
        button: str = "",
        handler: Callable[[], None] | None = None,
    ) -> None:
        """Show words of one's own in the content's place."""
        self._loading.stop()
        self._state = ("words", "")
        self._say(title, sentence, button, handler)

    def show_content(self) -> None:
        """Show the content."""
        self.show_state("ready")

    def retranslate(self) -> None:
        """Say it again in another language."""
        if self._state[0] in {"empty", "failed"}:
            self.show_state(*self._state)

    def _say(
        self, title: str, sentence: str, button: str, handler: Callable[[], None] | None
    ) -> None:
        self._handler = handler
        self._words.say(title, sentence, button if handler is not None else "")
        self.setCurrentWidget(self._words)

    def _act(self) -> None:
        if self._handler is not None:
            self._handler()
