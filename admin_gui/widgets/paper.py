"""Files as they can be looked at: pictures and plain text; of others, what they are."""

from typing import Final

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, Qt
from PySide6.QtGui import QImage, QImageReader

# What a picture may be is named by the type that the server checked; Qt does not guess.
_FORMATS: Final = {"image/png": b"png", "image/jpeg": b"jpeg", "image/webp": b"webp"}
_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "text/plain": ".txt",
}
# A picture smaller than this needs no smaller one.
PIXELS_LEAST: Final = 512


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A file.

    Attributes:
        name: as its sender called it.
        picture: at full size and then halved, time and again; empty where it is none, or broken.
        text: of a text; none of anything else.
    """

    name: str
    media_type: str
    content: bytes
    picture: tuple[QImage, ...] = ()
    text: str | None = None


def paper_of(name: str, media_type: str, content: bytes) -> Paper:
    """A file, read as what it is; this takes a while, and needs no window."""
    return Paper(
        name=name,
        media_type=media_type,
        content=content,
        picture=_picture(content, _FORMATS[media_type]) if media_type in _FORMATS else (),
        text=content.decode("utf-8", "replace") if media_type == "text/plain" else None,
    )


def own_name(key: str, media_type: str) -> str:
    """A name for a file that another program opens: by what it is, not as its sender called it."""
    return f"{key}{_ENDINGS.get(media_type, '.bin')}"


def size_words(size: int) -> str:
    """How large a file is."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _picture(content: bytes, form: bytes) -> tuple[QImage, ...]:
    """Sizes to draw from: a large picture drawn small at one go is hardly readable."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    # As the camera was held.
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return ()
    found = [image]
    while max(found[-1].width(), found[-1].height()) > PIXELS_LEAST:
        last = found[-1]
        width, height = max(last.width() // 2, 1), max(last.height() // 2, 1)
        found.append(
            last.scaled(
                width,
                height,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return tuple(found)
