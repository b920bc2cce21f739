"""Labels that show words as they are: what a server or a person wrote is never taken for markup."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Label(QLabel):
    """A label of plain words."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **properties: Any) -> None:  # noqa: ANN401 - Qt's
        """Show words.

        Args:
            text: the words.
            parent: of the widget.
            **properties: of Qt, such as `wordWrap`.
        """
        super().__init__(text, parent, **properties)
        self.setTextFormat(Qt.TextFormat.PlainText)
