"""A counter that is killed at any moment, over a network that cuts anywhere: each pass once."""

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import msgspec
from desktop.booker import Errand
from desktop.cutting_proxy import CuttingProxy
from desktop.soaking import sized
from installation import Town, run
from redeeming import DEPOSIT, LIBRARY, cities_with_library, pass_for
from serving import Service, surroundings, town_of_today

from backend.core.permissions import Role
from backend.storage.accounts import Account, add_account
from backend.storage.database import open_database

CITY: Final = "fuzhou"
PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a test
BOOKER: Final = Path(__file__).with_name("booker.py")
# As many live passes as a resident may have.
PASSES_EACH: Final = 5
# The passes hold for five minutes, and the server lets each account write 120 times in one.
RESIDENTS: Final = sized(6, 12, 36)
DEATHS: Final = sized(4, 8, 24)
LIFE_SECONDS: Final = (0.6, 2.5)
LAST_SECONDS: Final = 240.0
# Every so many deaths of the counter, the network is down for its last part.
DOWN_SECONDS: Final = 0.7


class Evening:
    """A counter's evening, before a real server."""

    def __init__(self, folder: Path) -> None:
        """Let residents ask for passes, before the server is started."""
        self._folder = folder
        self.url = f"sqlite:///{folder / 'data' / 'citypoints.db'}"
        configs = cities_with_library(folder)
        town = town_of_today(folder / "data", self.url, configs=configs)
        add_counter(town)
        people = [town.join(place) for place in range(RESIDENTS)]
        self.passes = [pass_for(town, me, DEPOSIT) for me in people for _ in range(PASSES_EACH)]
        town.installation.close()
        self.home = surroundings(folder / "data", self.url, configs=configs)
        self.acknowledged = folder / "acknowledged"
        self.acknowledged.touch()
        self.deaths = 0

    def live(self, proxy: CuttingProxy, chosen: random.Random) -> None:
        """Start and kill the counter, and let its last life come to its end."""
        path = self._folder / "errand.json"
        errand = Errand(
            address=f"http://127.0.0.1:{proxy.port}",
            city=CITY,
            name="counter-one",
            password=PASSWORD,
            folder=str(self._folder / "outboxes"),
            passes=tuple(each.token for each in self.passes),
            acknowledged=str(self.acknowledged),
        )
        path.write_bytes(msgspec.json.encode(errand))
        command = [sys.executable, str(BOOKER), str(path)]
        for life in range(1, DEATHS + 1):
            # Dead before it is done, however fast the machine.
            enough = len(self.passes) * life // (DEATHS + 1)
            with subprocess.Popen(command, env=self.home) as counter:
                ends = time.monotonic() + chosen.uniform(*LIFE_SECONDS)
                while (left := ends - time.monotonic()) > 0 and counter.poll() is None:
                    proxy.is_away = bool(self.deaths % 2) and left < DOWN_SECONDS
                    time.sleep(0.01)
                    if len(self.told()) > enough:
                        break
                proxy.is_away = False
                if counter.poll() is not None:
                    break
                counter.kill()
                self.deaths += 1
        done = subprocess.run(command, env=self.home, check=False, timeout=LAST_SECONDS)
        assert done.returncode == 0

    def told(self) -> dict[int, str]:
        """What was said to each pass, by its place: the booking's id, or `-`."""
        lines = self.acknowledged.read_text("ascii").splitlines()
        return {int(place): booking for place, booking in map(str.split, lines)}

    def booked(self) -> dict[str, str]:
        """The id of each booking, by its pass."""
        database = open_database(self.url)
        rows = database.read_now(lambda tx: tx.rows("select pass, id from redemption"))
        database.close()
        assert len(rows) == len({shown for shown, _ in rows})
        return {str(shown): str(booking) for shown, booking in rows}


def add_counter(town: Town) -> None:
    account = Account(
        city=CITY,
        id="counter-one",
        role=Role.COUNTER,
        name="counter-one",
        full_name="Chen Jing",
        provider=LIBRARY,
        is_machine=False,
        password_hash=run(town.desk.passwords.hash(PASSWORD)),
        made_at=town.clock.now(),
    )
    town.desk.database.write_now(lambda tx: add_account(tx, account))


def test_no_booking_is_lost_or_there_twice(tmp_path: Path) -> None:
    evening, chosen = Evening(tmp_path), random.Random(6)  # noqa: S311 - repeatable
    port = int(evening.home["CITYPOINTS_PORT"])
    with CuttingProxy(port, chosen) as proxy, Service(evening.home, "serve") as server:
        server.wait()
        evening.live(proxy, chosen)
        assert server.end() == 0
    booked, told = evening.booked(), evening.told()
    # Each pass that was shown is booked, once, and under the id that was told.
    assert set(booked) == {each.id for each in evening.passes}
    assert set(told) == set(range(len(evening.passes)))
    for place, booking in told.items():
        assert booking in {"-", booked[evening.passes[place].id]}
    # Only what a death kept from being told is told to be there already.
    assert sum(booking == "-" for booking in told.values()) <= evening.deaths
    assert evening.deaths >= DEATHS / 2
    assert proxy.cuts["to-server"]
    assert proxy.cuts["to-desktop"]
