"""`citypoints keys` as an operator runs it, beside a server that eight clients ask meanwhile."""

import threading
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders import CityTree
from installation import MASTER_KEY, Town, deed_id, number
from serving import Service, serving, surroundings, town_of_today

from backend.__main__ import main
from backend.storage.crypto import MasterKey, new_master_key, read_master_keys

CLIENTS = 8
TOO_OFTEN = 429
ROTATIONS = 3
# More keys than one transaction of a rotation wraps.
ENROLLED = 1200
CITY = "/api/v1/cities/fuzhou"
# Others than those who are enrolled beforehand.
NEWCOMERS = count(50_000)

Keys = Callable[..., str]


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    return CityTree(tmp_path, "fuzhou").root


@pytest.fixture
def environment(tmp_path: Path, configs: Path, database_url: str) -> dict[str, str]:
    """The surroundings of an installation whose master key is in a file, on either database."""
    found = surroundings(tmp_path / "data", database_url, configs=configs)
    found.pop("CITYPOINTS_MASTER_KEY", None)
    path = tmp_path / "safe" / "city.key"
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text(f"{MASTER_KEY}\n")
    return {**found, "CITYPOINTS_MASTER_KEY_FILE": str(path)}


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Keys:
    """What `citypoints keys` says; in this process, which is sooner done."""

    def run_it(environment: dict[str, str], *arguments: str, status: int = 0) -> str:
        for name in ("CITYPOINTS_MASTER_KEY", "CITYPOINTS_MASTER_KEY_FILE"):
            monkeypatch.delenv(name, raising=False)
        for name, text in environment.items():
            monkeypatch.setenv(name, text)
        assert main(["keys", *arguments]) == status
        said = capsys.readouterr()
        assert (said.err == "") == (status == 0)
        return said.out + said.err

    return run_it


class Client(threading.Thread):
    """Asks for everything that needs a resident's key or a secret of the installation."""

    def __init__(
        self, url: str, people: dict[str, Any], place: int, is_over: threading.Event
    ) -> None:
        """Not begun yet."""
        super().__init__()
        self._url = url
        self._people = people
        self._place = place
        self._is_over = is_over
        self.answers: Counter[tuple[str, int]] = Counter()
        self.failure: Exception | None = None

    def run(self) -> None:
        """Ask for one thing after the other."""
        try:
            with httpx.Client(base_url=self._url, timeout=30) as client:
                while not self._is_over.wait(0.05):
                    self._ask(client)
        except Exception as error:  # noqa: BLE001 - told at the end
            self.failure = error

    def _ask(self, client: httpx.Client) -> None:
        people, mine = self._people, number(self._place)
        asked = {"number": mine, "reason": "At the desk"}
        self._note("find", client.post(f"{CITY}/residents/find", json=asked, **people["officer"]))
        new = {"number": number(next(NEWCOMERS)), "name": "Newcomer"}
        self._note("enrol", client.post(f"{CITY}/enrolments", json=new, **people["officer"]))
        again = deed(f"first {self._place}", self._place)
        self._note("again", client.post(f"{CITY}/deeds", json=again, **people["collector"]))
        self._note("own", client.get("/api/v1/me/deeds", **people["residents"][self._place]))

    def _note(self, what: str, answer: httpx.Response) -> None:
        self.answers[what, answer.status_code] += 1


def deed(word: str, place: int) -> dict[str, Any]:
    return {
        "id": str(deed_id(word)),
        "number": number(place),
        "deed_type": "volunteering",
        "occurred_on": "2026-01-10",
        "quantity": 10,
    }


@pytest.fixture
def people(environment: dict[str, str], configs: Path, database_url: str) -> dict[str, Any]:
    """Tokens of people in an installation that was made before, and is closed again."""
    town = open_with_file(environment, configs, database_url)
    for place in range(CLIENTS):
        town.join(place)
        town.log(
            place, "volunteering", f"first {place}", quantity=10, occurred_on=date(2026, 1, 10)
        )
    town.desk.keys.enrol_many("fuzhou", [number(place) for place in range(1000, 1000 + ENROLLED)])
    department = town.desk.deed_type("volunteering").departments[0]
    subjects = [town.desk.keys.subject_of("fuzhou", number(place)) for place in range(CLIENTS)]
    found = {
        "officer": {"headers": town.token(town.officer())},
        "collector": {"headers": town.token(town.collector(department))},
        "residents": [{"headers": town.token(town.resident(each or ""))} for each in subjects],
    }
    town.installation.close()
    return found


def open_with_file(environment: dict[str, str], configs: Path, database_url: str) -> Town:
    """The installation; its key store is made with the key that is in the file, too."""
    folder = Path(environment["CITYPOINTS_DATA_DIR"])
    folder.mkdir()
    if database_url.startswith("sqlite"):
        (folder / "master.key").touch(mode=0o600)
        (folder / "master.key").write_text(f"{MASTER_KEY}\n")
    town = town_of_today(folder, database_url, configs)
    (folder / "master.key").unlink(missing_ok=True)
    return town


@pytest.fixture
def service(environment: dict[str, str], people: dict[str, Any]) -> Iterator[Service]:
    with serving(environment) as running:
        yield running


def test_keys_are_rotated_while_eight_clients_are_served(
    environment: dict[str, str], people: dict[str, Any], keys: Keys, service: Service
) -> None:
    is_over = threading.Event()
    clients = [Client(service.url, people, place, is_over) for place in range(CLIENTS)]
    before = read_master_keys(Path(environment["CITYPOINTS_MASTER_KEY_FILE"]), None)
    for client in clients:
        client.start()
    for _ in range(ROTATIONS):
        time.sleep(0.2)
        assert "destroy every copy of the former master key" in keys(environment, "rotate")
    time.sleep(0.2)
    is_over.set()
    for client in clients:
        client.join()
    assert [client.failure for client in clients] == [None] * CLIENTS
    answers = sum((client.answers for client in clients), Counter[tuple[str, int]]())
    # A fast machine may ask more often than an account may.
    answered = {each for each in answers if each[1] != TOO_OFTEN}
    assert answered == {("find", 200), ("enrol", 201), ("again", 200), ("own", 200)}
    (now_used,) = read_master_keys(Path(environment["CITYPOINTS_MASTER_KEY_FILE"]), None)
    assert now_used.id != before[0].id
    enrolled = CLIENTS + ENROLLED + answers["enrol", 201]
    said = keys(environment)
    assert f"Master key {now_used.id} is in use" in said
    assert f"Residents' keys under it: {enrolled}." in said
    assert "still" not in said


def test_tokens_and_deeds_sent_again_outlive_a_rotation_and_a_restart(
    environment: dict[str, str], people: dict[str, Any], keys: Keys
) -> None:
    with serving(environment) as service:
        keys(environment, "rotate")
        assert service.end() == 0
    with serving(environment) as service, httpx.Client(base_url=service.url) as client:
        again = client.post(f"{CITY}/deeds", json=deed("first 1", 1), **people["collector"])
        assert again.status_code == 200
        other = deed("first 1", 1) | {"quantity": 11}
        answer = client.post(f"{CITY}/deeds", json=other, **people["collector"])
        assert answer.status_code == 409
        assert client.get("/api/v1/me/deeds", **people["residents"][1]).status_code == 200


def test_a_key_in_the_environment_is_rotated_as_the_command_says(
    environment: dict[str, str], people: dict[str, Any], keys: Keys
) -> None:
    del environment["CITYPOINTS_MASTER_KEY_FILE"]
    said = keys({**environment, "CITYPOINTS_MASTER_KEY": MASTER_KEY}, "rotate", status=2)
    assert "head -c 32 /dev/urandom | base64" in said
    new = new_master_key()
    both = f"{base64_of(new)} {MASTER_KEY}"
    with serving({**environment, "CITYPOINTS_MASTER_KEY": both}) as service:
        said = keys({**environment, "CITYPOINTS_MASTER_KEY": both}, "rotate")
        assert "out of CITYPOINTS_MASTER_KEY, restart" in said
        with httpx.Client(base_url=service.url) as client:
            assert client.get("/api/v1/me/deeds", **people["residents"][1]).status_code == 200
    said = keys({**environment, "CITYPOINTS_MASTER_KEY": base64_of(new)}, "--language", "zh")
    assert f"正在使用主密钥 {new.id}，来自 CITYPOINTS_MASTER_KEY。" in said
    said = keys({**environment, "CITYPOINTS_MASTER_KEY": MASTER_KEY}, status=2)
    assert new.id in said


def base64_of(key: MasterKey) -> str:
    return b64encode(key.content).decode()


def test_where_there_is_no_key_store_none_is_made(
    environment: dict[str, str], keys: Keys, tmp_path: Path
) -> None:
    for arguments in ((), ("rotate",)):
        said = keys(environment, *arguments, status=2)
        assert "There is no key store here" in said
    assert not (tmp_path / "data" / "keys.db").exists()
