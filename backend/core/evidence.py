"""Files that residents put forward: what they may be, and what they may be called.

A file's content must be what its type says, so that whoever opens it gets what was announced. The
kinds are few, and each has its own beginning and end; a program cannot be sent as one of them.
"""

import re
from typing import Final

# The types, with the endings of names that go with each; the first is added to any other name.
ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "text/plain": (".txt",),
}
NAME_LENGTH_MAX: Final = 200
_PDF_TAIL: Final = 2048
_WEBP_HEAD: Final = 12
_PNG: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_PNG_END: Final = b"IEND\xaeB`\x82"
_FOLDERS: Final = re.compile(r".*[/\\]", re.DOTALL)
# What some systems refuse in a name, or take for more than a name.
_ODD: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
# Everything but letters and the signs that lay out a text.
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def is_of_type(media_type: str, content: bytes) -> bool:
    """True where a file's content is what its type says."""
    match media_type:
        case "application/pdf":
            return content.startswith(b"%PDF-") and b"%%EOF" in content[-_PDF_TAIL:]
        case "image/jpeg":
            # Telephones add to what stands behind the picture's end.
            return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content
        case "image/png":
            return content.startswith(_PNG) and content.endswith(_PNG_END)
        case "image/webp":
            return _is_webp(content)
        case "text/plain":
            return _is_text(content)
    return False


def _is_webp(content: bytes) -> bool:
    if len(content) < _WEBP_HEAD or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return False
    return int.from_bytes(content[4:8], "little") + 8 == len(content)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return bool(content.strip()) and _CONTROLS.search(content) is None


def cleaned_name(name: str, media_type: str) -> str:
    """A file's name without folders and odd signs, and with an ending that goes with its type.

    Returns:
        An empty text where nothing of the name is left, or it becomes too long.
    """
    plain = _ODD.sub("-", _FOLDERS.sub("", name)).strip().strip(".").strip()
    if not plain:
        return ""
    endings = ENDINGS[media_type]
    found = plain if plain.lower().endswith(endings) else plain + endings[0]
    return found if len(found) <= NAME_LENGTH_MAX else ""
