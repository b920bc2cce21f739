"""Pages on paper and as PDF: numbered, and with no heading alone at a page's end."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget

PRINTER_MARGIN_MM: Final = 5.0
MARGIN_MM: Final = 18.0
MM_IN_AN_INCH: Final = 25.4
STYLE: Final = """
body { font-family: "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #000; }
h1 { font-size: 16pt; }
h2 { font-size: 12pt; }
h3 { font-size: 10pt; }
p, li, td, th { font-size: 10pt; }
p.code { font-size: 22pt; font-weight: 700; font-family: monospace; }
"""


def page_of(html: str) -> QTextDocument:
    """A page of HTML, for paper."""
    page = QTextDocument()
    page.setDefaultStyleSheet(STYLE)
    page.setHtml(html)
    return page


def printer(name: str) -> QPrinter:
    """A printer for sheets of A4.

    Args:
        name: of what is printed.
    """
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    around = QMarginsF(*[PRINTER_MARGIN_MM] * 4)
    made.setPageMargins(around, QPageLayout.Unit.Millimeter)
    made.setDocName(name)
    return made


def preview(page: QTextDocument, name: str, parent: QWidget) -> QPrintPreviewDialog:
    """Show pages as they will be printed, and print them from there."""
    made = printer(name)
    shown = QPrintPreviewDialog(made, parent)
    shown.paintRequested.connect(lambda on: print_pages(page, on))
    # The printer must live as long as the dialog that draws on it.
    shown.finished.connect(lambda _, held=made: shown.deleteLater() if held else None)
    shown.open()
    return shown


def ask_path(title: str, name: str, write: Callable[[Path], None], parent: QWidget) -> QFileDialog:
    """Ask where a PDF shall lie, and write it there.

    Args:
        title: of the dialog.
        name: that is proposed, without its ending.
        write: takes the path.
        parent: of the dialog.
    """
    asked = QFileDialog(parent, title, f"{name}.pdf", "PDF (*.pdf)")
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix("pdf")
    asked.fileSelected.connect(lambda path: write(Path(path)))
    asked.finished.connect(asked.deleteLater)
    asked.open()
    return asked


def write_pdf(page: QTextDocument, name: str, path: Path) -> bool:
    """Write pages to a file; false where that did not work."""
    made = printer(name)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    print_pages(page, made)
    return made.printerState() != QPrinter.PrinterState.Error and path.is_file()


def print_pages(page: QTextDocument, on: QPrinter) -> None:
    """Print a document, each page with its number."""
    size = QSizeF(on.width(), on.height())
    margin = MARGIN_MM / MM_IN_AN_INCH * on.logicalDpiY()
    painter = QPainter(on)
    if not painter.isActive():
        return
    set_out = in_pages(page, on, size, margin)
    count = set_out.pageCount()
    for number in range(count):
        if number:
            on.newPage()
        top = number * size.height()
        painter.save()
        painter.translate(0, -top)
        _draw(set_out, painter, QRectF(0, top, size.width(), size.height()))
        painter.restore()
        if count > 1:
            foot = QRectF(margin, size.height() - margin, size.width() - 2 * margin, margin)
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"{number + 1} / {count}")
    painter.end()


def in_pages(page: QTextDocument, on: QPrinter, size: QSizeF, margin: float) -> QTextDocument:
    """A copy of a document, set in pages."""
    made = page.clone()
    made.documentLayout().setPaintDevice(on)
    around = made.rootFrame().frameFormat()
    around.setMargin(margin)
    made.rootFrame().setFrameFormat(around)
    made.setPageSize(size)
    _keep_headings(made, size.height())
    return made


def _keep_headings(made: QTextDocument, height: float) -> None:
    """Let each heading stand on the page of what follows it."""
    block = made.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() and following.isValid():
            first = _page(made, block, height)
            if first != _page(made, following, height):
                form = block.blockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(form)
        block = following


def _page(made: QTextDocument, block: QTextBlock, height: float) -> int:
    """The page on which a block's first line ends."""
    around = made.documentLayout().blockBoundingRect(block)
    line = block.layout().lineAt(0)
    return int((around.top() + line.y() + line.height()) // height)


def _draw(made: QTextDocument, painter: QPainter, part: QRectF) -> None:
    how = QAbstractTextDocumentLayout.PaintContext()
    how.clip = part
    # Black on paper, whatever the window's colours are.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    how.palette = palette
    painter.setClipRect(part)
    made.documentLayout().draw(painter, how)
