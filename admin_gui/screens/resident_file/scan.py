"""The scan of a signed paper: chosen on this machine, looked at, and sent."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.widgets.label import Label
from admin_gui.widgets.paper import Paper, paper_of
from admin_gui.widgets.sheet import Sheet
from admin_gui.workplace import Workplace
from backend.contracts.residents import PaperScan

BYTES_MOST: Final = 10_000_000
NAME_LENGTH_MAX: Final = 200
HEIGHT: Final = 230
# How each kind of file begins; a name may say anything.
_BEGINNINGS: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_LARGE: Final = QT_TRANSLATE_NOOP(
    "ScanPicker", "The file is larger than 10 MB. Scan it again with a lower resolution."
)
_STRANGE: Final = QT_TRANSLATE_NOOP(
    "ScanPicker", "This is no PDF, PNG or JPEG file. Save the scan as one of these."
)
_DAMAGED: Final = QT_TRANSLATE_NOOP(
    "ScanPicker", "The picture is damaged and cannot be shown. Scan the paper again."
)
_UNREADABLE: Final = QT_TRANSLATE_NOOP(
    "ScanPicker", "The file cannot be read. Choose it again, or another one."
)


class ScanError(Exception):
    """A file that cannot be sent as a scan; it says why, to be translated."""


def read_scan(path: Path) -> Paper:
    """Read a scan; this takes a while.

    Raises:
        ScanError: where it cannot be sent.
    """
    try:
        with path.open("rb") as file:
            content = file.read(BYTES_MOST + 1)
    except OSError as error:
        raise ScanError(_UNREADABLE) from error
    if len(content) > BYTES_MOST:
        raise ScanError(_LARGE)
    kinds = [kind for start, kind in _BEGINNINGS.items() if content.startswith(start)]
    if not kinds:
        raise ScanError(_STRANGE)
    paper = paper_of(path.name, kinds[0], content)
    if kinds[0] != "application/pdf" and not paper.picture:
        raise ScanError(_DAMAGED)
    return paper


class ScanPicker(QWidget):
    """The place where a scan is chosen.

    Attributes:
        changed: another file was chosen, or what was wrong is known.
    """

    changed = Signal()

    def __init__(self, place: Workplace) -> None:
        """Without a scan."""
        super().__init__()
        self._place = place
        self._path: Path | None = None
        self.choose = QPushButton()
        self.sheet = Sheet(is_lent=False)
        self.sheet.setMinimumHeight(HEIGHT)
        self._problem, self._hint = Label(wordWrap=True), Label(wordWrap=True)
        self._problem.setProperty("fault", True)
        self._hint.setProperty("muted", True)
        head = QHBoxLayout()
        head.addWidget(self.choose)
        head.addWidget(self._hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._problem)
        layout.addWidget(self.sheet, 1)
        self._problem.hide()
        self.sheet.hide()
        self.choose.clicked.connect(self.ask)
        self.sheet.program_wanted.connect(self._open_program)
        self.choose.setText(self.tr("&Choose the scan…"))
        self._hint.setText(self.tr("PDF, PNG or JPEG, at most 10 MB."))

    def scan(self) -> PaperScan | None:
        """What was chosen, to be sent."""
        paper = self.sheet.paper
        if paper is None:
            return None
        return PaperScan(
            name=paper.name[-NAME_LENGTH_MAX:],
            media_type=paper.media_type,  # type: ignore[arg-type]
            content=paper.content,
        )

    def problem(self) -> str:
        """What is wrong with it; empty for nothing."""
        return self._problem.text()

    def signed(self) -> PaperScan | None:
        """What was chosen, to be sent; where there is nothing, it says so."""
        scan = self.scan()
        if scan is None and not self.problem():
            self.set_problem(self.tr("Choose the scan of the signed paper."))
        return scan

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with it, or that nothing is any more."""
        self._problem.setText(f"⚠ {sentence}" if sentence else "")
        self._problem.setVisible(bool(sentence))
        self.choose.setAccessibleDescription(self._problem.text())

    def ask(self) -> QFileDialog:
        """Ask for the file."""
        kinds = self.tr("Scans (*.pdf *.png *.jpg *.jpeg)")
        asked = QFileDialog(self, self.tr("Choose the scan"), "", kinds)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self.take(Path(path)))
        asked.finished.connect(asked.deleteLater)
        asked.open()
        return asked

    def take(self, path: Path) -> None:
        """Read a file and show it."""
        self._path = path

        def failed(error: Exception) -> None:
            if not isinstance(error, ScanError):
                raise error
            self.sheet.forget()
            self.sheet.hide()
            self.set_problem(QCoreApplication.translate("ScanPicker", str(error)))
            self.changed.emit()

        self._place.tasks.run(self, lambda: read_scan(path), self._show, failed)

    def _show(self, paper: Paper) -> None:
        self.set_problem("")
        self.sheet.show_paper(paper)
        self.sheet.show()
        self.changed.emit()

    def _open_program(self) -> None:
        if self._path is None or QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path))):
            return
        self.set_problem(self.tr("No program of this machine opens such files. Install one first."))
