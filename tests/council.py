"""Two administrators of a city who switch its schemes over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import CityTree
from httpx import Response
from installation import Town, open_town
from litestar.testing import TestClient

from backend.cities.digest import digest_of
from backend.cities.load import load_catalogue, load_city
from backend.core.permissions import Role
from backend.storage.logs import LogEntry, entries

CITY = "/api/v1/cities/weihai"
FIRST = "weihai/schemes/2020-01-01.toml"
SECOND = "weihai/schemes/2021-01-01.toml"
WHY = "The council decided so."


class Council:
    """Weihai, whose second scheme is only a proposal, with its administrators."""

    def __init__(self, town: Town, client: TestClient[Any], tree: CityTree) -> None:
        """Begin with the first scheme in force."""
        self.town = town
        self.client = client
        self.tree = tree
        catalogue = load_catalogue(tree.root)
        texts = load_city(tree.root, "weihai", with_scenarios=False).schemes.values()
        self.first, self.second = (digest_of(text, catalogue) for text in texts)

    def ask(self, method: str, path: str, by: str = "one", **facts: Any) -> Response:
        """A request by an administrator of this name; `city` is the city they belong to."""
        version = facts.pop("version", None)
        role = facts.pop("role", Role.ADMINISTRATOR)
        headers = self.town.token(self.town.staff(role, by, city=facts.pop("city", "")))
        if version is not None:
            headers["if-match"] = f'"v{version}"'
        headers |= facts.pop("headers", {})
        return self.client.request(method, path, headers=headers, **facts)

    def read(self, path: str, by: str = "one") -> Any:
        """What an administrator reads."""
        answer = self.ask("GET", path, by)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def propose(self, by: str = "one", **facts: Any) -> Response:
        """Propose the second scheme, if nothing else is said."""
        stated = {"reason": WHY, **facts}
        if not {"text", "scheme", "digest"} & stated.keys():
            stated["digest"] = self.second
        return self.ask("POST", f"{CITY}/proposals", by, json=stated)

    def decide(
        self, proposal: str, how: str = "approve", by: str = "two", **facts: Any
    ) -> Response:
        """Decide a proposal as it was first made."""
        path = f"/api/v1/proposals/{proposal}/{how}"
        return self.ask("POST", path, by, **{"version": 1, **facts})

    def switch(self, **facts: Any) -> None:
        """Propose and approve."""
        made = self.propose(**facts)
        assert made.status_code == 201, made.text
        done = self.decide(made.json()["id"])
        assert done.status_code == 200, done.text

    def in_force(self) -> str:
        """The digest that everybody is told."""
        return str(self.client.get(CITY).json()["scheme"])

    def text(self, name: str = SECOND) -> str:
        """A scheme file's text."""
        return (self.tree.root / name).read_text("utf-8")

    def log(self) -> list[LogEntry]:
        """The city's log, oldest first."""
        found = self.town.desk.database.read_now(lambda tx: entries(tx, "weihai", None, 1000))
        return list(reversed(found))

    def actions(self) -> list[str]:
        """What the log says was done, oldest first."""
        return [entry.action for entry in self.log()]


@pytest.fixture
def council(tmp_path: Path, database_url: str) -> Iterator[Council]:
    """Weihai on either database, with files of its own."""
    tree = CityTree(tmp_path, "weihai")
    town = open_town(tmp_path / "data", database_url, city="weihai", configs=tree.root)
    try:
        with town.client() as client:
            yield Council(town, client, tree)
    finally:
        town.installation.close()


def kinds(answer: Response) -> list[str]:
    """What is wrong, as programs tell it apart."""
    return [problem["kind"] for problem in answer.json()["problems"]]


def refused(answer: Response) -> tuple[int, str]:
    """The status of a refusal and its first problem."""
    return answer.status_code, kinds(answer)[0]
