"""A collector of civil affairs who sends sheets of deeds over HTTP."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from httpx import Response
from installation import Town, deed_id, number
from litestar.testing import TestClient

from backend.core.permissions import Identity
from backend.storage.logs import LogEntry, entries

CITY = "/api/v1/cities/fuzhou"
BATCHES = f"{CITY}/batches"
DEPARTMENT = "civil-affairs"
DOCUMENT = {"authority": "Civil Affairs Court", "number": "2027-17", "issued_on": "2027-02-01"}
FORGED = "Bought a forged certificate at the market."


def hours(word: str, place: int = 1, **facts: Any) -> dict[str, Any]:
    """Sixty hours of volunteering: 20 points, at once."""
    return {
        "id": str(deed_id(word)),
        "number": number(place),
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 60,
        **facts,
    }


def fraud(word: str, place: int = 1, **facts: Any) -> dict[str, Any]:
    """Fraud with aid: a demerit of 50 points."""
    return {
        "id": str(deed_id(word)),
        "number": number(place),
        "deed_type": "aid-fraud",
        "occurred_on": "2027-02-20",
        "document": DOCUMENT,
        **facts,
    }


class Clerk:
    """Somebody who sends sheets."""

    def __init__(self, town: Town, client: TestClient[Any], identity: Identity) -> None:
        """Speak for an identity."""
        self.town = town
        self.client = client
        self.identity = identity

    @property
    def headers(self) -> dict[str, str]:
        """What the identity sends."""
        return self.town.token(self.identity)

    def open(self, word: str = "march", title: str = "Hours, March") -> UUID:
        """A new batch."""
        answer = self.post("", {"id": str(deed_id(word)), "title": title})
        assert answer.status_code in {200, 201}, answer.text
        return UUID(answer.json()["id"])

    def send(
        self, batch: UUID, deeds: Sequence[Mapping[str, Any]], part: int = 1, first: int = 2
    ) -> Response:
        """Send a part, whose first row has this number."""
        rows = [{"row": row, "deed": deed} for row, deed in enumerate(deeds, first)]
        return self.put(batch, part, {"rows": rows})

    def put(self, batch: UUID, part: int, body: Mapping[str, Any]) -> Response:
        """Send a part as it is."""
        return self.client.put(
            f"{BATCHES}/{batch}/parts/{part}", json=dict(body), headers=self.headers
        )

    def filled(self, *deeds: Mapping[str, Any], word: str = "march") -> UUID:
        """A new batch with these rows."""
        batch = self.open(word)
        answer = self.send(batch, deeds)
        assert answer.status_code == 200, answer.text
        return batch

    def post(self, path: str, body: Mapping[str, Any]) -> Response:
        """Ask for something below the batches."""
        return self.client.post(f"{BATCHES}{path}", json=dict(body), headers=self.headers)

    def commit(self, batch: UUID, **asked: Any) -> Response:
        """Commit."""
        return self.post(f"/{batch}/commit", asked)

    def undo(self, batch: UUID, reason: str = "The wrong sheet.") -> Response:
        """Undo."""
        return self.post(f"/{batch}/undo", {"reason": reason})

    def discard(self, batch: UUID) -> Response:
        """Discard."""
        return self.client.delete(f"{BATCHES}/{batch}", headers=self.headers)

    def read(self, batch: UUID) -> dict[str, Any]:
        """The batch as it stands."""
        answer = self.client.get(f"{BATCHES}/{batch}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def counts(self, batch: UUID) -> tuple[int, int, int]:
        """Rows, those ready and those faulty."""
        found = self.read(batch)
        return found["rows"], found["ready"], found["faulty"]

    def problems(self, batch: UUID, **headers: str) -> list[dict[str, Any]]:
        """What was noted about rows."""
        answer = self.client.get(f"{BATCHES}/{batch}/problems", headers={**self.headers, **headers})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    def kinds(self, batch: UUID) -> list[tuple[int, str, str]]:
        """Row, outcome and kind of everything noted."""
        return [
            (note["row"], note["outcome"], problem["kind"])
            for note in self.problems(batch)
            for problem in note["problems"]
        ]


def kind_of(answer: Response) -> tuple[int, str]:
    """Status and kind of a refusal."""
    return answer.status_code, answer.json()["problems"][0]["kind"]


def total(town: Town, client: TestClient[Any], subject: str) -> int:
    """A resident's score, as the resident's phone shows it."""
    answer = client.get("/api/v1/me/score", headers=town.token(town.resident(subject)))
    return int(answer.json()["total"])


def logged(town: Town, action: str) -> list[LogEntry]:
    """The log's entries of an action."""
    found = town.desk.database.read_now(lambda tx: entries(tx, town.city, None, 10_000))
    return [entry for entry in found if entry.action == action]


def count(town: Town, table: str) -> int:
    """How many rows a table has."""
    sql = f"select count(*) from {table}"
    row = town.desk.database.read_now(lambda tx: tx.row(sql))
    assert row is not None
    return int(row[0])
