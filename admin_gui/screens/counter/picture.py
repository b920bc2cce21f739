"""Reads a pass from a picture: a file that was sent, or a screen that was photographed."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

# Of each side: what is larger is no picture of a pass, and takes long to look through.
PIXELS_MOST: Final = 8_000
UNREADABLE: Final = "picture-unreadable"
EMPTY: Final = "picture-empty"
MANY: Final = "picture-many"
NO_READER: Final = "picture-reader"


class PictureError(Exception):
    """No pass can be read from a picture.

    Attributes:
        kind: why: one of the words above.
    """

    def __init__(self, kind: str) -> None:
        """Say why."""
        super().__init__(kind)
        self.kind = kind


def read_pass(path: Path) -> str:
    """What the one QR code in a picture says; takes a while, so it runs beside the window.

    Raises:
        PictureError: where it is no picture, has no code or several, or nothing can read codes.
    """
    image = QImage(str(path))
    if image.isNull() or max(image.width(), image.height()) > PIXELS_MOST:
        raise PictureError(UNREADABLE)
    return read_image(image)


def read_image(image: QImage) -> str:
    """What the one QR code in an image says.

    Raises:
        PictureError: as `read_pass`.
    """
    try:
        # Large, and used by few: it is loaded by whoever reads a picture.
        import zxingcpp  # noqa: PLC0415
    except ImportError:
        raise PictureError(NO_READER) from None
    found = zxingcpp.read_barcodes(
        _on_white(image),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
    )
    said = {barcode.text for barcode in found}
    if len(said) != 1:
        raise PictureError(MANY if said else EMPTY)
    return said.pop()


def _on_white(image: QImage) -> QImage:
    """The image on a white ground: what is transparent would be as black as the code."""
    whole = QImage(image.size(), QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    painter.drawImage(0, 0, image)
    painter.end()
    return whole
