"""A delivery: a desktop that is killed, a network that cuts, a server that is killed, too.

The desktop is a command: `deed_sender.py` by default, or any other that takes an `Errand`, saves
its deeds in its outbox, acknowledges each, and ends with 0 when the server has all.
"""

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import msgspec
from builders import CityTree
from desktop.cutting_proxy import CuttingProxy
from desktop.deed_sender import Errand
from installation import Town, deed_id, number, run
from serving import Service, surroundings, town_of_today

from admin_gui.outbox.items import Item
from admin_gui.outbox.vault import Vault, box_folder
from backend.contracts.deeds import DeedIn
from backend.core.permissions import Role
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction, open_database

CITY: Final = "fuzhou"
PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a test
RESIDENTS: Final = 7
# In thousandths: each deed has another quantity, of as many digits.
QUANTITIES_FROM: Final = 1001
SENDER: Final = Path(__file__).with_name("deed_sender.py")
LIFE_SECONDS: Final = (0.3, 4.5)
LAST_LIFE_SECONDS: Final = 900.0
# Every so many deaths of the desktop, the server dies, too; and the network is down for a while.
DEATHS_TO_A_SERVERS: Final = 4
DOWN_SECONDS: Final = 0.5

Command = Callable[[Path], list[str]]


def sender(errand: Path) -> list[str]:
    """The command of the desktop without windows."""
    return [sys.executable, str(SENDER), str(errand)]


class Delivery:
    """Deeds of some residents on their way into a real server's database."""

    def __init__(
        self,
        folder: Path,
        url: str,
        deeds: int,
        chosen: Random,
        collectors: int = 1,
        *,
        command: Command = sender,
        life_seconds: tuple[float, float] = LIFE_SECONDS,
    ) -> None:
        """Let residents take part and collectors have accounts, before the server is started.

        Args:
            folder: for everything.
            url: of the database.
            deeds: how many.
            chosen: the chance of it all.
            collectors: among whom the server's allowance is shared.
            command: of the desktop.
            life_seconds: the shortest and the longest life of a desktop that is killed.
        """
        self.deeds = [_deed(place, chosen.randrange(RESIDENTS)) for place in range(deeds)]
        self.deaths = 0
        self._folder = folder
        self._url = url
        self._chosen = chosen
        self._command, self._life_seconds = command, life_seconds
        self._boxes = folder / "outboxes"
        self._names = tuple(f"collector-{place}" for place in range(collectors))
        configs = CityTree(folder, CITY).root
        town = town_of_today(folder / "data", url, configs=configs)
        self._subjects = [town.join(place) for place in range(RESIDENTS)]
        _add_collectors(town, self._names)
        town.installation.close()
        self._home = surroundings(folder / "data", url, configs=configs)
        self._acknowledged = folder / "acknowledged"
        self._acknowledged.touch()

    def run(self, deaths: int) -> CuttingProxy:
        """Start and kill the desktop so often, and let its last life come to its end."""
        server_port = int(self._home["CITYPOINTS_PORT"])
        with CuttingProxy(server_port, self._chosen) as proxy:
            errand = self._errand(proxy.port)
            service = Service(self._home, "serve").wait()
            try:
                for turn in range(deaths):
                    if not self._live_and_die(errand, proxy):
                        break
                    if turn % DEATHS_TO_A_SERVERS == 1:
                        service.process.kill()
                        service.process.wait()
                        service = Service(self._home, "serve")
                service.wait()
                self._live(errand)
                assert service.end() == 0
            finally:
                service.process.kill()
                service.process.wait()
        return proxy

    def check(self) -> None:
        """Nothing lost, nothing twice, each resident's deeds in the order of saving."""
        assert set(self._acknowledgements()) <= {deed.id for deed in self.deeds}
        self._check_server([(deed.id, deed.number) for deed in self.deeds])

    def check_typed(self, items: list[Item]) -> None:
        """The same of a window, which gives deeds its own ids: their quantities tell them apart.

        Args:
            items: of the window's outbox, in the order of saving.
        """
        typed = [(item.content.number, item.content.quantity) for item in items]
        assert typed == [(deed.number, deed.quantity) for deed in self.deeds]
        acknowledged = self._acknowledgements()
        assert [item.id for item in items if item.id in set(acknowledged)] == acknowledged
        self._check_server([(item.id, item.content.number) for item in items])

    def _acknowledgements(self) -> list[UUID]:
        found = [UUID(line) for line in self._acknowledged.read_text("ascii").split()]
        assert len(found) == len(set(found))
        return found

    def _check_server(self, saved: list[tuple[UUID, str]]) -> None:
        """The server has just these deeds, each resident's in this order."""
        recorded = _recorded(self._url)
        assert len(recorded) == len(saved)
        assert {deed for deed, _ in recorded} == {deed for deed, _ in saved}
        order: dict[str, list[UUID]] = defaultdict(list)
        for deed, subject in recorded:
            order[subject].append(deed)
        for place, subject in enumerate(self._subjects):
            mine = [deed for deed, whose in saved if whose == number(place)]
            assert order[subject] == mine, f"the order of resident {place}"

    def items(self, proxy: CuttingProxy) -> list[Item]:
        """What the outbox holds in the end, in the order of saving."""
        folder = box_folder(self._boxes, _address(proxy.port), CITY, self._names[0])
        with Vault.unlock(folder, PASSWORD) as box:
            assert box.outbox.damaged() == []
            return box.outbox.items(limit=10**6)[::-1]

    def _errand(self, port: int) -> Path:
        path = self._folder / "errand.json"
        deeds = self._folder / "deeds"
        deeds.write_bytes(msgspec.json.Encoder().encode_lines(self.deeds))
        errand = Errand(
            address=_address(port),
            city=CITY,
            name=self._names[0],
            sign_in_as=self._names,
            password=PASSWORD,
            folder=str(self._boxes),
            deeds=str(deeds),
            acknowledged=str(self._acknowledged),
        )
        path.write_bytes(msgspec.json.encode(errand))
        return path

    def _live_and_die(self, errand: Path, proxy: CuttingProxy) -> bool:
        """A life of random length; false where the desktop came to its end before."""
        proxy.is_away = False
        with subprocess.Popen(self._command(errand), env=self._home) as desktop:
            ends = time.monotonic() + self._chosen.uniform(*self._life_seconds)
            while time.monotonic() < ends and desktop.poll() is None:
                time.sleep(0.01)
                # The network is down for the last part of every other life.
                left = ends - time.monotonic()
                proxy.is_away = bool(self.deaths % 2) and left < DOWN_SECONDS
            if desktop.poll() is None:
                desktop.kill()
                self.deaths += 1
                proxy.is_away = False
                return True
        assert desktop.returncode == 0
        return False

    def _live(self, errand: Path) -> None:
        done = subprocess.run(
            self._command(errand), env=self._home, check=False, timeout=LAST_LIFE_SECONDS
        )
        assert done.returncode == 0


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _deed(place: int, resident: int) -> DeedIn:
    return DeedIn(
        id=deed_id(f"delivered {place}"),
        number=number(resident),
        deed_type="volunteering",
        occurred_on=date(2026, 1, 10),
        quantity=(QUANTITIES_FROM + place) / 1000,
        account=f"Deed {place} of the delivery",
    )


def _add_collectors(town: Town, names: tuple[str, ...]) -> None:
    kept = run(town.desk.passwords.hash(PASSWORD))
    for name in names:
        account = Account(
            city=CITY,
            id=name,
            role=Role.COLLECTOR,
            name=name,
            full_name="Chen Jing",
            department="civility-office",
            is_machine=False,
            password_hash=kept,
            made_at=town.clock.now(),
        )

        def add(tx: Transaction, account: Account = account) -> None:
            add_account(tx, account)

        town.desk.database.write_now(add)


def _recorded(url: str) -> list[tuple[UUID, str]]:
    """Each deed that the log notes, and its resident, in the order of recording."""
    database = open_database(url)
    noted = database.read_now(
        lambda tx: tx.rows(
            "select object, subject from log where action = 'deed.entered' order by at, id"
        )
    )
    stored = database.read_now(lambda tx: tx.rows("select id from deed"))
    database.close()
    assert sorted(deed for (deed,) in stored) == sorted(deed for deed, _ in noted)
    return [(UUID(deed), subject) for deed, subject in noted]
