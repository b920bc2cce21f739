"""Sets a document in pages: no heading stands alone at a page's end, no short table is torn."""

from collections.abc import Collection, Iterator
from typing import Final

import msgspec
from PySide6.QtCore import QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtPrintSupport import QPrinter

MARGIN_MM: Final = 18.0
MM_IN_AN_INCH: Final = 25.4
# Tables of so many rows are not torn.
ROWS_KEPT: Final = 8


class Part(msgspec.Struct, kw_only=True):
    """A block or a table, as it stands in one endless page.

    Attributes:
        block: the number of its first block.
        top: where it begins.
        least: how far it must reach on the page where it begins.
        bottom: where it ends.
        leads: it is no part to end a page with: a heading, or what stands right above a table.
    """

    block: int
    top: float
    least: float
    bottom: float
    leads: bool


def margin_on(printer: QPrinter) -> float:
    """The width of a page's empty sides, in the printer's pixels."""
    return MARGIN_MM / MM_IN_AN_INCH * printer.logicalDpiY()


def in_pages(page: QTextDocument, on: QPrinter) -> QTextDocument:
    """A copy of a document, set in pages of a printer.

    Where pages begin is reckoned on an endless page first: Qt loses lines of a document that is
    changed once it is set, and setting it once for each page takes long.
    """
    endless = _set_out(page, on, (), is_endless=True)
    usable = on.height() - 2 * margin_on(on)
    breaks = _breaks(list(_parts(endless)), usable)
    return _set_out(page, on, breaks, is_endless=False)


def _set_out(
    page: QTextDocument, on: QPrinter, breaks: Collection[int], *, is_endless: bool
) -> QTextDocument:
    made = page.clone()
    for number in breaks:
        cursor = QTextCursor(made.findBlockByNumber(number))
        form = cursor.blockFormat()
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.setBlockFormat(form)
    made.documentLayout().setPaintDevice(on)
    around = made.rootFrame().frameFormat()
    # Margins are of the screen, whose pixels Qt makes the printer's.
    screen = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    around.setMargin(MARGIN_MM / MM_IN_AN_INCH * screen)
    made.rootFrame().setFrameFormat(around)
    made.setPageSize(QSizeF(on.width(), -1 if is_endless else on.height()))
    return made


def _parts(endless: QTextDocument) -> Iterator[Part]:
    """Blocks and tables from top to bottom."""
    layout = endless.documentLayout()
    block = endless.begin()
    while block.isValid():
        table: QTextTable | None = QTextCursor(block).currentTable()
        if table is None:
            yield _block_part(endless, block)
            block = block.next()
            continue
        around, number = layout.frameBoundingRect(table), block.blockNumber()
        first_row = layout.blockBoundingRect(table.cellAt(0, 0).lastCursorPosition().block())
        is_kept = table.rows() <= ROWS_KEPT
        yield Part(
            block=number,
            top=around.top(),
            least=around.bottom() if is_kept else first_row.bottom(),
            bottom=around.bottom(),
            leads=False,
        )
        block = table.lastCursorPosition().block().next()


def _block_part(endless: QTextDocument, block: QTextBlock) -> Part:
    around, lines = endless.documentLayout().blockBoundingRect(block), block.layout()
    least = around.bottom()
    # What stands empty before a table has no line, and Qt does not survive asking for it.
    if lines.lineCount():
        least = around.top() + lines.lineAt(0).y() + lines.lineAt(0).height()
    following = block.next()
    table: QTextTable | None = QTextCursor(following).currentTable()
    is_above = following.isValid() and table is not None
    return Part(
        block=block.blockNumber(),
        top=around.top(),
        least=around.bottom() if is_above else least,
        bottom=around.bottom(),
        leads=is_above or block.blockFormat().headingLevel() > 0,
    )


def _breaks(parts: list[Part], usable: float) -> set[int]:
    """The blocks with which pages begin, where that is not left to the text itself."""
    found: set[int] = set()
    begins, place = parts[0].top if parts else 0.0, 0
    while place < len(parts):
        last = place
        while parts[last].leads and last + 1 < len(parts):
            last += 1
        first, needed = parts[place], parts[last].least
        is_first = first.top <= begins
        if needed - begins > usable and not is_first and needed - first.top <= usable:
            found.add(first.block)
            begins = first.top
        # Text flows on.
        while parts[last].bottom - begins > usable:
            begins += usable
        place = last + 1
    return found
