"""Residents who object to deeds and ask for repairs over HTTP, and officers who decide."""

import struct
import zlib
from typing import Any, Final

from httpx import Response
from installation import Town, deed_id, document, run
from litestar.testing import TestClient

from backend.core.permissions import Identity
from backend.jobs.schedule import JOBS
from backend.storage.logs import LogEntry, entries

Client = TestClient[Any]
Facts = dict[str, Any]
API: Final = "/api/v1"
NOBODY: Final = "018f0000-0000-7000-8000-00000000dead"
PDF: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"
WEBP: Final = b"RIFF" + (16).to_bytes(4, "little") + b"WEBPVP8 " + bytes(8)
TEXT: Final = "Paid on 3 March. 已于 3 月 3 日付款。\n".encode()
_JOBS: Final = {job.name: job for job in JOBS}


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


PNG: Final = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
FILES: Final = {
    "application/pdf": PDF,
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/webp": WEBP,
    "text/plain": TEXT,
}


class Court:
    """A town where deeds are disputed. Officer one confirms, officer two decides."""

    def __init__(self, town: Town, client: Client) -> None:
        """Begin with nobody."""
        self.town, self.client = town, client

    # What there is to dispute

    def award(self, place: int = 1, word: str = "award") -> str:
        """A merit of 50 points, of a collector of its own; returns its id."""
        department = self.town.desk.deed_type("labour-award").departments[0]
        facts: Facts = {"grade": "national", "document": document()}
        by = self.town.collector(department, word)
        self.town.log(place, "labour-award", word, by=by, **facts)
        return str(deed_id(word))

    def fine(self, place: int = 1, word: str = "fine", **facts: Any) -> str:
        """A demerit that officer one has confirmed, of 30 points unless told otherwise."""
        wanted = {"deed_type": "public-order-penalty", "document": document(), **facts}
        self.town.log(place, wanted.pop("deed_type"), word, **wanted)
        deed = str(deed_id(word))
        path = f"{API}/cities/{self.town.city}/deeds/{deed}/confirm"
        assert self.ask(self.town.officer(), "POST", path).status_code == 204
        return deed

    # Requests

    def ask(self, who: Identity, method: str, path: str, **facts: Any) -> Response:
        """A request of somebody's."""
        headers = {**self.town.token(who), **facts.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **facts)

    def me(self, subject: str, path: str, method: str = "GET", **facts: Any) -> Response:
        """A resident's own request."""
        return self.ask(self.town.resident(subject), method, f"{API}/me/{path}", **facts)

    def object(
        self, subject: str, deed: str, word: str = "objection", text: str = "This was not me."
    ) -> Response:
        """Object to a deed."""
        body = {"id": str(deed_id(word)), "text": text}
        return self.me(subject, f"deeds/{deed}/objections", "POST", json=body)

    def repair(self, subject: str, deed: str, word: str = "repair", **facts: Any) -> Response:
        """Say that a deed was made good."""
        body = {
            "id": str(deed_id(word)),
            "proof": "apology",
            "on": str(self.town.clock.now().date()),
            "text": "I said that I am sorry.",
            **facts,
        }
        return self.me(subject, f"deeds/{deed}/repairs", "POST", json=body)

    def withdraw(self, subject: str, word: str = "objection") -> Response:
        """Take it back."""
        return self.me(subject, f"cases/{deed_id(word)}/withdraw", "POST")

    def mine(self, subject: str, word: str = "objection") -> Facts:
        """A case as its resident sees it."""
        answer = self.me(subject, f"cases/{deed_id(word)}")
        assert answer.status_code == 200, answer.text
        found: Facts = answer.json()
        return found

    def office(self, path: str = "", by: Identity | None = None, **facts: Any) -> Response:
        """An officer's request about cases; of officer two, unless another is named."""
        method = facts.pop("method", "GET")
        full = f"{API}/cities/{self.town.city}/cases{path}"
        return self.ask(by or self.town.officer("two"), method, full, **facts)

    def file(self, word: str = "objection") -> Facts:
        """A case as officer two sees it."""
        answer = self.office(f"/{deed_id(word)}")
        assert answer.status_code == 200, answer.text
        found: Facts = answer.json()
        return found

    def open(self, query: str = "") -> list[str]:
        """The ids in the officers' list."""
        answer = self.office(query)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    def decide(
        self,
        word: str = "objection",
        *,
        is_granted: bool,
        by: Identity | None = None,
        reasons: str = "The papers show it.",
    ) -> Response:
        """Decide a case."""
        body = {"is_granted": is_granted, "reasons": reasons}
        return self.office(f"/{deed_id(word)}/decide", by, method="POST", json=body)

    def send(
        self,
        subject: str,
        content: bytes = PDF,
        *,
        case: str = "objection",
        word: str = "file",
        name: str = "receipt.pdf",
        media_type: str = "application/pdf",
    ) -> Response:
        """Add a file to a case."""
        path = f"cases/{deed_id(case)}/evidence/{deed_id(word)}"
        return self.me(
            subject,
            path,
            "PUT",
            params={"name": name},
            content=content,
            headers={"content-type": media_type},
        )

    # What is seen

    def score(self, subject: str) -> int:
        """The total at a glance, which is that of the lines, too."""
        total = self.me(subject, "score").json()["total"]
        assert self.me(subject, "score/lines").json()["total"] == total
        return int(total)

    def steps(self, subject: str, deed: str) -> list[str]:
        """What happened to a deed, as its resident sees it."""
        found = self.me(subject, "deeds").json()["items"]
        return [step["kind"] for each in found if each["id"] == deed for step in each["steps"]]

    def told(self, subject: str) -> list[tuple[str, str | None]]:
        """Kind and day of what the resident was told, oldest first, then by the alphabet."""
        sql = (
            "select kind, on_day from notice where city = :city and subject = :subject "
            "order by at, kind"
        )
        return [
            (kind, day)
            for kind, day in self.town.desk.database.read_now(
                lambda tx: tx.rows(sql, city=self.town.city, subject=subject)
            )
        ]

    def noted(self, subject: str, *actions: str) -> list[LogEntry]:
        """What the log says of a resident, oldest first."""
        found = self.town.desk.database.read_now(
            lambda tx: entries(tx, self.town.city, None, 1000, subject)
        )
        return [entry for entry in reversed(found) if entry.action in actions]

    def run_job(self, name: str = "uphold-objections") -> int:
        """What a job does now."""
        return run(_JOBS[name].run(self.town.desk, self.town.clock.now()))


def refused(answer: Response) -> tuple[int, str]:
    """Status and kind of a refusal."""
    return answer.status_code, str(answer.json()["problems"][0]["kind"])
