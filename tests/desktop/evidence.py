"""Files that prove something, at the desktop."""

from desktop import disputes
from desktop.desk import Bench
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from admin_gui.screens.cases.controller import Cases


def photo(width: int = 1600, height: int = 1200, form: str = "JPEG") -> bytes:
    """A white picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form.encode())).write(image)
    return bytes(buffer.data().data())


def with_files(bench: Bench) -> str:
    """An objection with a picture, a text and a PDF."""
    case = disputes.objection(bench.home, "told")
    for name, media_type, content in (
        ("receipt.jpg", "image/jpeg", photo()),
        ("letter.txt", "text/plain", disputes.LETTER.encode()),
        ("statement.pdf", "application/pdf", disputes.PDF),
    ):
        disputes.evidence(bench.home, case, name, media_type, content)
    return case


def mark(screen: Cases, name: str) -> None:
    """Mark a file in the list of files."""
    model = screen.view.page.evidence_model
    screen.view.page.evidence.go_to([row.name for row in model.rows()].index(name))
