"""Residents who ask for passes over HTTP, counters that are shown them, and what a pass says."""

import json
from typing import Any, Final

from forging import read
from granting import good
from httpx import Response
from installation import Town, deed_id
from litestar.testing import TestClient

from backend.core.permissions import Identity

Client = TestClient[Any]
Json = dict[str, Any]
PARKING: Final = "public-parking-discount"
KEYS: Final = "/api/v1/cities/fuzhou/keys"
PASSES: Final = "/api/v1/me/passes"


def ask(town: Town, client: Client, subject: str, perk: str = PARKING, **facts: Any) -> Response:
    """What is answered to a resident who asks for a pass."""
    body = {"perk": perk, **facts}
    return client.post(PASSES, json=body, headers=town.token(town.resident(subject)))


def given(town: Town, client: Client, subject: str, perk: str = PARKING, **facts: Any) -> Json:
    """The pass that a resident is given."""
    answer = ask(town, client, subject, perk, **facts)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def show(
    town: Town, client: Client, token: str, word: str = "booking", by: Identity | None = None
) -> Response:
    """What a counter is answered that is shown a pass, or told its code."""
    headers = town.token(by or town.counter("public-car-parks"))
    body = {"id": str(deed_id(word)), "token": token}
    return client.post("/api/v1/cities/fuzhou/redemptions", json=body, headers=headers)


def drawn(town: Town, client: Client, subject: str, number: str, form: str = "png") -> Response:
    """A resident's pass as a QR code."""
    headers = town.token(town.resident(subject))
    return client.get(f"{PASSES}/{number}/qr.{form}", headers=headers)


def said(token: str) -> tuple[Json, Json]:
    """Header and claims of a pass, as anybody can read them."""
    head, claims, _ = token.split(".")
    return json.loads(read(head)), json.loads(read(claims))


def kinds(answer: Response) -> tuple[int, str]:
    """Status and kind of a refusal."""
    return answer.status_code, str(answer.json()["problems"][0]["kind"])


def two_good(town: Town) -> tuple[str, str]:
    """Two residents of the band that opens what is asked for here."""
    return good(town, 1), good(town, 2)
