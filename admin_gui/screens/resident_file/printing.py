"""Pages on paper and as PDF: numbered, no heading alone at a page's end, no short table torn."""

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
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from admin_gui.screens.resident_file.paging import in_pages, margin_on

PRINTER_MARGIN_MM: Final = 5.0
STYLE: Final = """
body { font-family: "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 16pt; }
h2 { font-size: 12pt; }
h3 { font-size: 10pt; }
p, li, td, th { font-size: 10pt; }
p.small { font-size: 9pt; }
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
    try:
        path.touch()
    except OSError:
        return False
    made = printer(name)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    print_pages(page, made)
    return made.printerState() != QPrinter.PrinterState.Error


def print_pages(page: QTextDocument, on: QPrinter) -> None:
    """Print a document, each page with its number."""
    size = QSizeF(on.width(), on.height())
    margin = margin_on(on)
    painter = QPainter(on)
    if not painter.isActive():
        return
    set_out = in_pages(page, on)
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


def _draw(made: QTextDocument, painter: QPainter, part: QRectF) -> None:
    how = QAbstractTextDocumentLayout.PaintContext()
    how.clip = part
    # Black on paper, whatever the window's colours are.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    how.palette = palette
    painter.setClipRect(part)
    made.documentLayout().draw(painter, how)
