"""Colours for TOML: block by block, so that a large text never stops the window."""

import re
from typing import Final

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)

from admin_gui.theme import Theme

# So many blocks are coloured at once; the others follow in slices between events.
AT_ONCE: Final = 40
SLICE_MS: Final = 8
# States of a block's end: inside a text of several lines, or not.
_PLAIN: Final = 0
_INSIDE: Final = {'"""': 1, "'''": 2}
_SIGNS: Final = re.compile(
    r"(?P<comment>\#.*)"
    r"|(?P<long>\"\"\"|''')"
    r"|(?P<text>\"(?:\\.|[^\"\\])*\"?|'[^']*'?)"
    r"|(?P<header>^\s*\[\[?[^\]#]*\]\]?)"
    r"|(?P<key>[\w-]+(?:\.[\w-]+)*(?=\s*=))"
    r"|(?P<value>(?<![\w-])(?:true|false|[-+]?\d[\d_.:TZ+-]*)(?![\w-]))"
)


class Highlighter(QSyntaxHighlighter):
    """Colours a document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        """Colour a document in the theme's colours."""
        super().__init__(document)
        self._theme = theme
        self._formats: dict[str, QTextCharFormat] = {}
        self._left = AT_ONCE
        self._from: int | None = None
        self._to = -1
        self._slices = QTimer(self, interval=0, singleShot=True)
        self._slices.timeout.connect(self._go_on)
        theme.changed.connect(self._take_colours)
        self._take_colours()

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Colour one block, or put it off."""
        if self._left <= 0:
            self._put_off(self.currentBlock().blockNumber())
            return
        self._left -= 1
        self._slices.start()
        self._colour(text)

    def is_done(self) -> bool:
        """True where no block waits for its colours."""
        return self._from is None

    def _colour(self, text: str) -> None:
        state, start = max(self.previousBlockState(), _PLAIN), 0
        if state != _PLAIN:
            start = self._colour_long(text, 0, state)
            if start < 0:
                return
        self.setCurrentBlockState(_PLAIN)
        while found := _SIGNS.search(text, start):
            start = found.end()
            if found.lastgroup == "long":
                begun = _INSIDE[found[0]]
                self.setFormat(found.start(), 3, self._formats["text"])
                start = self._colour_long(text, start, begun)
                if start < 0:
                    return
            else:
                kind = found.lastgroup or ""
                self.setFormat(found.start(), start - found.start(), self._formats[kind])

    def _colour_long(self, text: str, start: int, state: int) -> int:
        """Colour a text of several lines; where it ends, or -1 where it goes on below."""
        mark = next(sign for sign, number in _INSIDE.items() if number == state)
        end = text.find(mark, start)
        stop = len(text) if end < 0 else end + len(mark)
        self.setFormat(start, stop - start, self._formats["text"])
        self.setCurrentBlockState(state if end < 0 else _PLAIN)
        return -1 if end < 0 else stop

    def _put_off(self, number: int) -> None:
        self.setCurrentBlockState(_PLAIN)
        self._from = number if self._from is None else min(self._from, number)
        self._to = max(self._to, number)
        self._slices.start()

    def _go_on(self) -> None:
        """Colour the next blocks that were put off."""
        self._left = AT_ONCE
        first, last = self._from, self._to
        if first is None:
            return
        self._from, self._to = None, -1
        spent = QElapsedTimer()
        spent.start()
        block: QTextBlock = self.document().findBlockByNumber(first)
        while block.isValid() and self._left > 0 and block.blockNumber() <= last:
            if spent.elapsed() > SLICE_MS:
                break
            self.rehighlightBlock(block)
            block = block.next()
        if block.isValid() and block.blockNumber() <= last:
            self._from = block.blockNumber()
            self._to = max(self._to, last)
            self._slices.start()

    def _take_colours(self) -> None:
        colours = self._theme.colours
        kinds = {
            "comment": colours.muted,
            "text": colours.good,
            "header": colours.link,
            "key": colours.text,
            "value": colours.warn,
        }
        for kind, colour in kinds.items():
            form = QTextCharFormat()
            form.setForeground(QColor(colour))
            form.setFontItalic(kind == "comment")
            if kind == "header":
                form.setFontWeight(QFont.Weight.DemiBold)
            self._formats[kind] = form
        self._from, self._to = 0, self.document().blockCount()
        self._slices.start()
