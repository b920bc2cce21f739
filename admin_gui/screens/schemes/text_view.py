"""The tab where a scheme's text is written: editor, search, and what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.schemes.editor import Editor
from admin_gui.theme import Theme
from admin_gui.widgets.label import Label
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.table import Table
from backend.contracts.schemes import DraftProblem


class FindBar(QWidget):
    """Searches the text.

    Attributes:
        closed: one is done with searching.
    """

    closed = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        """Search an editor's text."""
        super().__init__(parent)
        self._editor = editor
        self.typed = QLineEdit(clearButtonEnabled=True)
        self.next, self.previous = QPushButton(), QPushButton()
        self.close_ = QPushButton("✕", flat=True)
        self.close_.setProperty("flat", True)
        self.state = Label()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.typed, 1)
        for widget in (self.state, self.previous, self.next, self.close_):
            row.addWidget(widget)
        self.typed.textEdited.connect(lambda _: self._search_anew())
        self.next.clicked.connect(lambda: self.search(is_back=False))
        self.previous.clicked.connect(lambda: self.search(is_back=True))
        self.close_.clicked.connect(self.put_away)
        self.hide()

    def begin(self) -> None:
        """Show it, with what is selected in the text."""
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.typed.setText(selected)
        self.show()
        self.typed.setFocus()
        self.typed.selectAll()

    def search(self, *, is_back: bool) -> None:
        """Go to the next or the previous place."""
        is_found = self._editor.search(self.typed.text(), is_back=is_back)
        is_missing = bool(self.typed.text()) and not is_found
        self.state.setText(self.tr("⚠ Not in the text") if is_missing else "")

    def put_away(self) -> None:
        """Go back to the text."""
        self.hide()
        self._editor.setFocus()
        self.closed.emit()

    def _search_anew(self) -> None:
        """While one types, the first place from where the search began stays the one found."""
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        self.search(is_back=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on, Shift+Enter back; Escape leads back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.search(is_back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text in the language in use."""
        self.typed.setPlaceholderText(self.tr("Find in the text"))
        self.typed.setAccessibleName(self.tr("Find in the text"))
        self.next.setText(self.tr("Next"))
        self.previous.setText(self.tr("Previous"))
        self.close_.setAccessibleName(self.tr("Close the search"))
        self.close_.setToolTip(self.tr("Close the search"))
        self.state.setText("")


class TextView(QWidget):
    """The tab."""

    def __init__(
        self, theme: Theme, problems: WholeModel[DraftProblem], parent: QWidget | None = None
    ) -> None:
        """Without a text yet."""
        super().__init__(parent)
        self.editor = Editor(theme)
        self.find_bar = FindBar(self.editor)
        self.begin = QPushButton()
        self.from_force, self.from_file, self.from_template = QAction(), QAction(), QAction()
        menu = QMenu(self.begin)
        menu.addActions([self.from_force, self.from_template, self.from_file])
        self.begin.setMenu(menu)
        self.save, self.compare = QPushButton(), QPushButton()
        self.check, self.propose = QPushButton(), QPushButton()
        self.propose.setProperty("main", True)
        self.sign, self.state = Label(), Label(wordWrap=True)
        self.place = Label()
        self.place.setProperty("muted", True)
        self.table = Table(problems, "schemes-problems")
        self._lay_out()
        self.editor.cursorPositionChanged.connect(self._show_place)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addWidget(self.save)
        row.addStretch(1)
        for button in (self.compare, self.check, self.propose):
            row.addWidget(button)
        written = QWidget()
        above = QVBoxLayout(written)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.editor, 1)
        above.addWidget(self.find_bar)
        self.split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self.split.addWidget(written)
        self.split.addWidget(self.table)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([420, 150])
        self.table.hide()
        below = QHBoxLayout()
        below.addWidget(self.sign)
        below.addWidget(self.state, 1)
        below.addWidget(self.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(row)
        layout.addLayout(below)
        layout.addWidget(self.split, 1)

    def say(self, kind: str, sign: str, sentence: str) -> None:
        """Say how the text stands: a sign with the role of its colour, and words."""
        self.sign.setText(sign)
        self.state.setText(sentence)
        for label in (self.sign, self.state):
            label.setProperty("sign", kind)
            label.setProperty("muted", kind == "muted")
            label.style().unpolish(label)
            label.style().polish(label)
        self.sign.setAccessibleName(sentence)

    def retranslate(self) -> None:
        """Set every text in the language in use."""
        self.begin.setText(self.tr("&Begin with"))
        self.from_force.setText(self.tr("The scheme in force"))
        self.from_template.setText(self.tr("The template, with every key explained"))
        self.from_file.setText(self.tr("A file…"))
        self.save.setText(self.tr("&Save as a file…"))
        self.compare.setText(self.tr("Compare &with the one in force"))
        self.check.setText(self.tr("&Check"))
        self.propose.setText(self.tr("&Propose…"))
        self.editor.setAccessibleName(self.tr("The scheme's text"))
        self.editor.setPlaceholderText(
            self.tr(
                "Begin with the scheme in force, with the template, or with a file; or edit a "
                "version from the first tab. What you write is kept on this machine."
            )
        )
        self.table.setAccessibleName(self.tr("What is wrong with the text"))
        self.find_bar.retranslate()
        self._show_place()

    def _show_place(self) -> None:
        cursor = self.editor.textCursor()
        self.place.setText(
            self.tr("Line {line}, column {column}").format(
                line=cursor.blockNumber() + 1, column=cursor.positionInBlock() + 1
            )
        )
