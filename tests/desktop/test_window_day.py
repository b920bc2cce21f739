"""A day at the desktop on a real screen, before a real server: merits, demerits, perks, schemes."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx
import msgspec
import pytest
from desktop.cutting_proxy import CuttingProxy
from desktop.day import ADMINISTRATORS, COLLECTOR, COUNTER, OFFICER, OWN, PERK, Errand
from desktop.stage import Play, private_screen
from installation import Town, deed_id, document, number, run
from serving import ROOT, serving, surroundings, town_of_today

from admin_gui.__main__ import obstacle
from backend.core.instant import instant_in
from backend.core.permissions import Role
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction

CITY: Final = "fuzhou"
DEPARTMENT: Final = "civil-affairs"
PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a test
SCRIPT: Final = Path(__file__).with_name("day.py")
NOTICE_DAYS: Final = 10
PROVIDER: Final = "public-car-parks"
PARKING: Final = "public-parking-discount"


class Server:
    """What the test sees of the server beside the window.

    Attributes:
        path: of its database, and `url` for the server.
        today: the city's day.
        resident: whom the day is about, as a phone signs its requests.
    """

    def __init__(self, folder: Path) -> None:
        """Prepare an installation in which somebody has worked before."""
        self.path = folder / "data" / "citypoints.db"
        self.url = f"sqlite:///{self.path}"
        town = town_of_today(folder / "data", self.url)
        self.today = instant_in(town.desk.city(CITY).time_zone, town.clock.now()).day
        self.resident = town.token(town.resident(town.join(1)))
        town.join(2)
        for name in (COLLECTOR, OFFICER, "officer-two", COUNTER, *ADMINISTRATORS):
            add_person(town, name)
        town.log(
            2,
            "donation-misuse",
            "own",
            by=town.staff(Role.OFFICER, department=DEPARTMENT),
            document=document(str(self.today)),
            occurred_on=self.today - timedelta(days=1),
        )
        town.installation.close()

    def deeds(self) -> list[str]:
        """The types of the deeds that the collector logged, in the order of recording."""
        return self._read("select deed_type from deed where id <> :own order by recorded_at")

    def awaiting(self) -> list[str]:
        """The types of those that await a second person."""
        return self._read("select deed_type from awaiting where id <> :own")

    def grants(self) -> int:
        """How many perks are granted and not revoked."""
        return len(self._read("select id from perk_grant where revoked_at is null"))

    def _read(self, query: str) -> list[str]:
        # Without its lock, which the server holds.
        own = {"own": str(deed_id("own"))} if ":own" in query else {}
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
            return [text for (text,) in database.execute(query, own)]


class Phone:
    """The resident's, which asks the server for passes, and what was used."""

    def __init__(self, port: str, headers: dict[str, str]) -> None:
        """Ask at this port."""
        self._own, self._headers = f"http://127.0.0.1:{port}/api/v1/me", headers

    def ask_for_pass(self) -> dict[str, str]:
        """A new pass."""
        answer = httpx.post(f"{self._own}/passes", json={"perk": PARKING}, headers=self._headers)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        found: dict[str, str] = answer.json()
        return found

    def redemptions(self) -> list[dict[str, str]]:
        """What the resident used."""
        answer = httpx.get(f"{self._own}/redemptions", headers=self._headers)
        assert answer.status_code == httpx.codes.OK, answer.text
        found: list[dict[str, str]] = answer.json()["items"]
        return found


def add_person(town: Town, name: str) -> None:
    role = Role(name.partition("-")[0])
    account = Account(
        city=CITY,
        id=name,
        role=role,
        name=name,
        full_name="Chen Jing",
        department=DEPARTMENT if role is Role.COLLECTOR else None,
        provider=PROVIDER if role is Role.COUNTER else None,
        is_machine=False,
        password_hash=run(town.desk.passwords.hash(PASSWORD)),
        made_at=town.clock.now(),
    )

    def add(tx: Transaction) -> None:
        add_account(tx, account)

    town.desk.database.write_now(add)


@pytest.fixture
def display() -> Iterator[str]:
    with private_screen() as name:
        if missing := obstacle({"DISPLAY": name}):
            pytest.skip(missing.splitlines()[0])
        yield name


def test_a_day_of_the_whole_pilot_by_the_keyboard(tmp_path: Path, display: str) -> None:
    server = Server(tmp_path)
    home = surroundings(tmp_path / "data", server.url)
    at_the_desk = {
        **home,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
    }
    proxy = CuttingProxy(int(home["CITYPOINTS_PORT"]), random.Random(), None)  # noqa: S311 - cuts by hand
    with serving(home), proxy:
        errand = Errand(
            address=f"http://127.0.0.1:{proxy.port}",
            city=CITY,
            folder=str(tmp_path / "desktop"),
            password=PASSWORD,
            number=number(1),
            today=server.today,
        )
        path = tmp_path / "errand.json"
        path.write_bytes(msgspec.json.encode(errand))
        with Play(SCRIPT, path, tmp_path, at_the_desk) as play:
            log_deeds(play, server, proxy)
            look_after_resident(play, server)
            phone = Phone(home["CITYPOINTS_PORT"], server.resident)
            serve_at_counter(play, phone, proxy)
            switch_schemes(play, server)
            assert play.step("done")["heard"] == [], play.told()


def log_deeds(play: Play, server: Server, proxy: CuttingProxy) -> None:
    """A merit, a demerit, and a merit without a network."""
    play.step("merit logged")
    assert server.deeds() == ["volunteering"]
    play.step("demerit logged")
    assert server.awaiting() == ["donation-misuse"]
    play.step("before the network is lost")
    proxy.cut()
    waiting = play.step("saved without a network")["waiting"]
    assert "does not answer" in waiting
    assert "1 deed" in waiting
    assert len(server.deeds()) == 2
    proxy.mend()
    assert play.step("sent")["waiting"] == ""
    assert server.deeds() == ["volunteering", "donation-misuse", "charity-donation"]


def look_after_resident(play: Play, server: Server) -> None:
    """Confirm, read the file and grant a perk."""
    assert OWN in play.step("own entry locked")["words"]
    assert server.awaiting() == ["donation-misuse"]
    play.step("demerit confirmed")
    assert server.awaiting() == []
    score = play.step("score")["words"]
    assert is_total(score, 650)
    # Good from 650 on; the demerit does not count before its resident has had time to object.
    assert "Good" in score
    begins = server.today + timedelta(days=NOTICE_DAYS)
    assert f"notified; may count from {begins}" in play.step("deeds")["words"]
    assert PERK in play.step("perk granted")["told"]
    assert server.grants() == 1


def serve_at_counter(play: Play, phone: "Phone", proxy: CuttingProxy) -> None:
    """A pass with a network, the same once more, and another one without a network."""
    play.step("counter ready")
    shown = phone.ask_for_pass()
    booked = play.step("pass booked", shown["token"])["words"]
    assert PERK in booked
    assert shown["code"] in booked
    assert "NO" in play.step("replay refused", shown["code"])["words"].splitlines()
    another = phone.ask_for_pass()["token"]
    proxy.cut()
    waiting = play.step("booked without a network", another)["waiting"]
    assert "1 booking" in waiting
    assert len(phone.redemptions()) == 1
    proxy.mend()
    assert play.step("settled")["waiting"] == ""
    assert [(used["perk"], used["state"]) for used in phone.redemptions()] == [
        (PARKING, "used"),
        (PARKING, "used"),
    ]


def switch_schemes(play: Play, server: Server) -> None:
    """Another price, and the way back; each time another administrator approves."""
    play.step("another scheme proposed")
    play.step("another scheme in force")
    assert is_total(play.step("score moved")["words"], 665)
    assert server.grants() == 1
    assert PERK in play.step("perk revoked")["told"]
    assert server.grants() == 0
    play.step("the way back proposed")
    play.step("the scheme back in force")
    assert is_total(play.step("score as before")["words"], 650)


def is_total(words: str, points: int) -> bool:
    """Whether a score that can be read ends with these points."""
    return any(line.startswith(f"Total | {points} |") for line in words.splitlines())
