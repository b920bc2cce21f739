"""Papers that residents signed, as officers send them."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from consenting import CITY, Asking
from httpx import Response
from installation import deed_id, number

PDF = b"%PDF-1.4\nCANARY-scan\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\xff\xd9"
MOST = 10_000_000


def scan(content: bytes = PDF, media_type: str = "application/pdf", **facts: Any) -> dict[str, Any]:
    """A scan as the desktop sends it."""
    encoded = b64encode(content).decode()
    return {"name": "CANARY-paper.pdf", "media_type": media_type, "content": encoded, **facts}


def consent(asking: Asking, place: int = 1, word: str = "paper", **facts: Any) -> Response:
    """An officer sends a signed consent."""
    by = facts.pop("by", None) or asking.town.officer()
    paper = {
        "id": str(deed_id(word)),
        "number": number(place),
        "name": f"Resident {place}",
        "version": asking.version(),
        "language": "zh",
        "scan": scan(),
        **facts,
    }
    return asking.ask("POST", f"{CITY}/paper-consents", by, paper)


def leaving(asking: Asking, subject: str, **facts: Any) -> Response:
    """An officer sends a signed leaving."""
    by = facts.pop("by", None) or asking.town.officer()
    word = facts.pop("word", f"leaving of {subject}")
    paper = {"id": str(deed_id(word)), "reason": "CANARY-reason", "scan": scan(), **facts}
    return asking.ask("POST", f"{CITY}/residents/{subject}/paper-leaving", by, paper)


def subject_of(asking: Asking, place: int = 1) -> str:
    found = asking.town.desk.keys.subject_of("fuzhou", number(place))
    assert found is not None
    return found


def stored(asking: Asking, table: str) -> str:
    rows = asking.town.desk.database.read_now(lambda tx: tx.rows(f"select * from {table}"))
    return repr(rows)


def files(asking: Asking) -> list[Path]:
    folder = asking.town.installation.settings.evidence
    return [path for path in folder.rglob("*") if path.is_file()]


# Joining on paper
