"""An editor for a scheme's text: numbered lines, signs where something is wrong, and a search."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from admin_gui.screens.schemes.highlighter import Highlighter
from admin_gui.theme import Theme

# The system's own first; then fonts whose Chinese signs are two Latin ones wide.
CHINESE_FONTS: Final = (
    *("Noto Sans Mono CJK SC", "Sarasa Mono SC", "WenQuanYi Zen Hei Mono", "NSimSun"),
    *("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"),
)
FAULT_SIGN: Final = "✕"
TAB_SIGNS: Final = 4
_MARGIN: Final = 8
# So many signs of a text that is put are written at once.
SLICE_SIGNS: Final = 8000


class Editor(QPlainTextEdit):
    """The editor.

    Attributes:
        written: the last part of a text that was put stands there.
    """

    written = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without a text."""
        super().__init__(parent)
        self._theme = theme
        self._faults: list[QTextCursor] = []
        self._coming: list[str] = []
        self._place = 0
        # Whole texts around what the document itself can undo and redo.
        self._formers: list[str] = []
        self._latters: list[str] = []
        self._slices = QTimer(self, interval=0, singleShot=True)
        self._slices.timeout.connect(self._go_on)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies([*font.families(), *CHINESE_FONTS])
        self.setFont(font)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * TAB_SIGNS)
        # Tab leads on, as everywhere; files are indented by nothing.
        self.setTabChangesFocus(True)
        self.margin = _Margin(self)
        self.highlighter = Highlighter(self.document(), theme)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scroll_margin)
        self.cursorPositionChanged.connect(self._mark_line)
        theme.changed.connect(self._mark_line)
        self._make_room()
        self._mark_line()

    def put(self, text: str, place: int = 0) -> None:
        """Take another text in the former one's place; undo brings that back.

        A large one comes in slices, between which the window lives.

        Args:
            text: the whole text.
            place: where the cursor stands then.
        """
        self._formers.append(self.toPlainText())
        self._latters.clear()
        self._write(text, place)

    def begin(self, text: str) -> None:
        """Take the text that one begins with; there is nothing before it."""
        self._write(text)

    def undo(self) -> None:
        """Undo what was typed last; before that, bring back the text that stood there."""
        if self.document().isUndoAvailable():
            super().undo()
        elif self._formers and self.is_written():
            self._latters.append(self.toPlainText())
            self._write(self._formers.pop())

    def redo(self) -> None:
        """Do again what was undone."""
        if self.document().isRedoAvailable():
            super().redo()
        elif self._latters and self.is_written():
            self._formers.append(self.toPlainText())
            self._write(self._latters.pop())

    def is_written(self) -> bool:
        """True where no part of a text that was put is still to come."""
        return not self._coming

    def _write(self, text: str, place: int = 0) -> None:
        """Write a text in slices; what was typed before can only be undone as a whole."""
        self._coming = [text[at : at + SLICE_SIGNS] for at in range(0, len(text), SLICE_SIGNS)]
        self._place = place
        self.document().setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.clear()
        self._slices.start()

    def _go_on(self) -> None:
        """Write the next slice."""
        if self._coming:
            end = QTextCursor(self.document())
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertText(self._coming.pop(0))
        if self._coming:
            self._slices.start()
            return
        cursor = self.textCursor()
        cursor.setPosition(min(self._place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.document().setUndoRedoEnabled(True)
        self.setReadOnly(False)
        self.written.emit()

    def mark(self, lines: Sequence[int]) -> None:
        """Mark lines, counted from 1; the marks move with their lines while one types."""
        self._faults = [
            QTextCursor(self.document().findBlockByNumber(line - 1))
            for line in lines
            if 0 < line <= self.blockCount()
        ]
        self._make_room()
        self.margin.update()

    def marked(self) -> set[int]:
        """The lines that are marked."""
        return {cursor.blockNumber() + 1 for cursor in self._faults}

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line, in the middle of what is seen."""
        block = self.document().findBlockByNumber(min(line, self.blockCount()) - 1)
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, typed: str, *, is_back: bool = False) -> bool:
        """Select the next place where something stands, from the top again after the last."""
        flags = QTextDocument.FindFlag(0)
        if is_back:
            flags |= QTextDocument.FindFlag.FindBackward
        if not typed or self.find(typed, flags):
            return bool(typed)
        cursor = self.textCursor()
        start = QTextCursor.MoveOperation.End if is_back else QTextCursor.MoveOperation.Start
        whole = QTextCursor(self.document())
        whole.movePosition(start)
        self.setTextCursor(whole)
        if self.find(typed, flags):
            return True
        self.setTextCursor(cursor)
        return False

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste words without what a web page or letter adds to them."""
        if not source.hasText():
            return
        pasted = source.text().replace("\u00a0", " ").replace("\r\n", "\n")
        cursor = self.textCursor()
        if len(pasted) <= SLICE_SIGNS:
            cursor.insertText(pasted)
            self.ensureCursorVisible()
            return
        # Positions count what UTF-16 counts.
        whole = self.toPlainText().encode("utf-16-le")
        before = whole[: 2 * cursor.selectionStart()] + pasted.encode("utf-16-le")
        after = whole[2 * cursor.selectionEnd() :]
        self.put((before + after).decode("utf-16-le"), len(before) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Undo and redo reach whole texts; Ctrl+Y redoes, as in most editors, too."""
        is_y = event.key() == Qt.Key.Key_Y
        if event.matches(QKeySequence.StandardKey.Redo) or (
            is_y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.redo()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the margin beside the text."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        width = self.margin.sizeHint().width()
        self.margin.setGeometry(QRect(inside.left(), inside.top(), width, inside.height()))

    def paint_margin(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are seen, and a sign at those that are faulty."""
        painter = QPainter(self.margin)
        colours, marked = self._theme.colours, self.marked()
        painter.fillRect(event.rect(), QColor(colours.raised))
        painter.setFont(self.font())
        height = self.fontMetrics().height()
        here = self.textCursor().blockNumber()
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            line = block.blockNumber() + 1
            is_bold = line - 1 == here
            painter.setPen(QColor(colours.text if is_bold else colours.muted))
            across = QRect(0, round(top), self.margin.width() - _MARGIN, height)
            painter.drawText(across, Qt.AlignmentFlag.AlignRight, str(line))
            if line in marked:
                painter.setPen(QColor(colours.bad))
                painter.drawText(
                    across.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, FAULT_SIGN
                )
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()

    def margin_width(self) -> int:
        """How wide the margin is: a sign, and the last line's number."""
        digits = max(len(str(self.blockCount())), 3)
        return self.fontMetrics().horizontalAdvance("0") * (digits + 2) + _MARGIN

    def _make_room(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)
        inside = self.contentsRect()
        self.margin.setGeometry(
            QRect(inside.left(), inside.top(), self.margin_width(), inside.height())
        )

    def _scroll_margin(self, seen: QRect, moved: int) -> None:
        if moved:
            self.margin.scroll(0, moved)
        else:
            self.margin.update(0, seen.y(), self.margin.width(), seen.height())

    def _mark_line(self) -> None:
        """Show the line where the cursor is."""
        mark = QTextEdit.ExtraSelection()
        mark.format.setBackground(QColor(self._theme.colours.window))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.cursor = self.textCursor()
        mark.cursor.clearSelection()
        self.setExtraSelections([mark])
        self.margin.update()


class _Margin(QWidget):
    """Beside the text; the editor draws it."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._editor.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._editor.paint_margin(event)
