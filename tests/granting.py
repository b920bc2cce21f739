"""Officers who grant perks over HTTP, and residents whose band opens some."""

from datetime import date
from typing import Any

from httpx import Response
from installation import Town, deed_id, document
from litestar.testing import TestClient

from backend.core.permissions import Identity
from backend.storage.logs import LogEntry, entries

Client = TestClient[Any]
Facts = dict[str, Any]
FILE = "/api/v1/cities/{city}/residents/{subject}"
CONSENT = "/api/v1/me/consent"
TODAY = date(2027, 3, 1)
# Two perks that the band “good” opens, and one that takes “excellent”.
PARKING, APPLICATIONS, TOLLS = (
    "public-parking-discount",
    "simplified-applications",
    "road-toll-discount",
)


def good(town: Town, place: int = 1) -> str:
    """A resident whose band is “good”: 600, and 50 for the award; returns the subject id."""
    subject = town.join(place)
    town.log(place, "labour-award", f"award-{place}", grade="national", document=document())
    return subject


def new(word: str = "grant", **facts: Any) -> dict[str, Any]:
    """A grant as an officer asks for it."""
    return {
        "id": str(deed_id(word)),
        "perk": PARKING,
        "from_day": str(TODAY),
        "until_day": "2027-08-31",
        "reason": "Asked at the desk",
        **facts,
    }


def file_of(town: Town, subject: str) -> str:
    return FILE.format(city=town.city, subject=subject)


def grant(
    town: Town, client: Client, subject: str, by: Identity | None = None, **facts: Any
) -> Response:
    path = f"{file_of(town, subject)}/grants"
    return client.post(path, json=new(**facts), headers=town.token(by or town.officer()))


def revoke(
    town: Town,
    client: Client,
    subject: str,
    word: str = "grant",
    reason: str = "Granted by mistake",
    by: Identity | None = None,
) -> Response:
    path = f"{file_of(town, subject)}/grants/{deed_id(word)}/revoke"
    return client.post(path, json={"reason": reason}, headers=town.token(by or town.officer()))


def grants(town: Town, client: Client, subject: str, query: str = "") -> list[dict[str, Any]]:
    """What an officer is shown."""
    path = f"{file_of(town, subject)}/grants?reason=look{query}"
    answer = client.get(path, headers=town.token(town.officer()))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def me(town: Town, client: Client, subject: str, path: str = "grants") -> Response:
    return client.get(f"/api/v1/me/{path}", headers=town.token(town.resident(subject)))


def refused(answer: Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["problems"][0]["kind"])


def leave(town: Town, client: Client, subject: str, query: str = "") -> None:
    answer = client.delete(f"{CONSENT}{query}", headers=town.token(town.resident(subject)))
    assert answer.status_code == 200


def log_of(town: Town, subject: str) -> list[LogEntry]:
    """What the log says of a resident, oldest first."""
    found = town.desk.database.read_now(lambda tx: entries(tx, town.city, None, 1000, subject))
    return list(reversed(found))


def stored(town: Town) -> list[tuple[Any, ...]]:
    return town.desk.database.read_now(lambda tx: tx.rows("select * from perk_grant"))
