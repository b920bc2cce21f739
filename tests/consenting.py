"""A city that changes its consent text, and residents who are asked again, over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import CityTree
from httpx import Response
from installation import Town, load_once, open_town
from litestar.testing import TestClient

from backend.core.permissions import Identity
from backend.services.ask_consent import ask_consent
from backend.services.erase_leavers import erase_leavers
from backend.services.install_cities import install_cities
from backend.storage.residents import Consent, Resident, consents_of, resident_of

API = "/api/v1"
CITY = f"{API}/cities/fuzhou"
CONSENT = f"{API}/me/consent"
FILE = "fuzhou/city.toml"


class Asking:
    """Fuzhou, whose file can be changed, and its residents."""

    def __init__(self, town: Town, client: TestClient[Any], tree: CityTree) -> None:
        """Begin with the first text."""
        self.town = town
        self.client = client
        self.tree = tree

    def change(self, old: str, new: str) -> None:
        """Change the city's file, and start anew."""
        self.tree.replace(FILE, old, new)
        install_cities(self.town.desk, load_once(self.tree.root), self.town.clock.now())

    def shorten_notice(self) -> None:
        """A newer text: demerits count after 7 days of notice instead of 10."""
        self.change("notice_days = 10", "notice_days = 7")

    def ask(
        self, method: str, path: str, who: Identity, json: object = None, **headers: str
    ) -> Response:
        """A request of somebody."""
        allowed = {**self.town.token(who), **headers}
        return self.client.request(method, path, json=json, headers=allowed)

    def me(self, subject: str, path: str = "consent") -> Response:
        """What a resident reads of the own things."""
        return self.ask("GET", f"{API}/me/{path}", self.town.resident(subject))

    def version(self) -> str:
        """The present text's."""
        return str(self.client.get(f"{CITY}/consent-text").json()["version"])

    def agree(self, subject: str, version: str = "") -> Response:
        """Consent to a text, the present one if no other is named."""
        given = {"version": version or self.version(), "language": "zh"}
        return self.ask("PUT", CONSENT, self.town.resident(subject), given)

    def leave(self, subject: str, query: str = "") -> Response:
        """Leave."""
        return self.ask("DELETE", f"{CONSENT}{query}", self.town.resident(subject))

    def come_back(self, subject: str) -> Response:
        """Return without consenting anew."""
        return self.ask("POST", f"{API}/me/return", self.town.resident(subject))

    def find(self, number: str) -> Response:
        """What an officer is told of a number."""
        asked = {"number": number, "reason": "At the desk"}
        return self.ask("POST", f"{CITY}/residents/find", self.town.officer(), asked)

    def run_job(self) -> int:
        """Let the clock ask."""
        return self.town.run(ask_consent(self.town.desk, self.town.clock.now()))

    def erase(self) -> int:
        """Let the clock erase."""
        return self.town.run(erase_leavers(self.town.desk, self.town.clock.now()))

    def row(self, subject: str) -> Resident | None:
        """What the database says of a resident."""
        return self.town.desk.database.read_now(lambda tx: resident_of(tx, "fuzhou", subject))

    def consents(self, subject: str) -> list[Consent]:
        """Every event of a resident's consent."""
        return self.town.desk.database.read_now(lambda tx: consents_of(tx, "fuzhou", subject))

    def notices(self, subject: str) -> list[tuple[str, str | None, str | None]]:
        """What a resident was told, oldest first: kind, what about, and of which day."""
        sql = "select kind, about, on_day from notice where subject = :subject order by at, kind"
        found = self.town.desk.database.read_now(lambda tx: tx.rows(sql, subject=subject))
        return [(kind, about, day) for kind, about, day in found]

    def told(self, subject: str) -> list[str]:
        """The kinds of it."""
        return [kind for kind, _, _ in self.notices(subject)]


@pytest.fixture
def asking(tmp_path: Path, database_url: str) -> Iterator[Asking]:
    """Fuzhou on either database, with files of its own."""
    tree = CityTree(tmp_path, "fuzhou")
    town = open_town(tmp_path / "data", database_url, configs=tree.root)
    try:
        with town.client() as client:
            yield Asking(town, client, tree)
    finally:
        town.installation.close()


def refused(answer: Response) -> tuple[int, str]:
    """The status of a refusal and its first problem."""
    return answer.status_code, str(answer.json()["problems"][0]["kind"])
