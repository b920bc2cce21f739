"""A counter without a window, which books passes as they are shown, over whatever network there is.

    python tests/desktop/booker.py ERRAND.json

It can be killed at any moment and started again. Each pass that it says yes to is acknowledged by a
line in a file, as a window would show it; it ends with 0 when the server has all.
"""

import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import msgspec

from admin_gui.client.api import ApiClient
from admin_gui.client.errors import (
    AwayError,
    BusyError,
    ClientError,
    RefusedError,
    SignedOutError,
    StrangeError,
    UnreachableError,
)
from admin_gui.counter import Answer, Counter
from admin_gui.outbox.courier import Away, Courier, Refused, SignedOut, Verdict
from admin_gui.outbox.errors import BoxMissingError
from admin_gui.outbox.vault import Vault, box_folder
from backend.contracts.cities import CityView

BEAT_SECONDS = 0.02
CITY_KEPT = "city"


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What a counter has to do.

    Attributes:
        address: of the server, through the network that there is.
        folder: of all boxes.
        passes: in the order in which they are shown.
        acknowledged: a file for a line of each yes: the pass's place and the booking's id.
    """

    address: str
    city: str
    name: str
    password: str
    folder: str
    passes: tuple[str, ...]
    acknowledged: str


def now() -> datetime:
    """This machine's time."""
    return datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - a program of its own


def complain(text: str) -> None:
    """Say something to whoever started this."""
    sys.stderr.write(f"{text}\n")


def judge(error: Exception) -> Verdict | None:
    """What the client's errors mean for a booking."""
    if isinstance(error, SignedOutError):
        return SignedOut(sentence=error.sentence)
    if isinstance(error, RefusedError):
        return Refused(sentence=error.sentence)
    if isinstance(error, BusyError):
        return Away(sentence=error.sentence, retry_seconds=error.retry_seconds)
    if isinstance(error, AwayError | StrangeError):
        return Away(sentence=error.sentence, never_left=isinstance(error, UnreachableError))
    return None


class Booker:
    """One life of the counter, from its start to its end or its death."""

    def __init__(self, errand: Errand) -> None:
        """Open the box, and sign in if the network lets one."""
        self.errand = errand
        folder = box_folder(Path(errand.folder), errand.address, errand.city, errand.name)
        try:
            self.box = Vault.unlock(folder, errand.password)
        except BoxMissingError:
            self.box = Vault.create(folder, errand.password)
        self.client = ApiClient(httpx.Client(base_url=errand.address, timeout=5), now=now)
        self.is_signed_in = self.sign_in()
        while (city := self.city()) is None:
            self.is_signed_in = self.sign_in()
        self.counter = Counter(self.client, city, self.box.cabinet, self.box.bookings, uuid4)
        while self.counter.desk is None:
            self.read()
        self.courier = Courier(
            self.box.bookings,
            lambda booking: self.client.redemptions.settle(errand.city, booking),
            judge,
            now=now,
            random=random.Random(),  # noqa: S311 - spreads tries
            on_crash=lambda error: complain(repr(error)),
        )

    def sign_in(self) -> bool:
        """Whether the network let this one in."""
        errand = self.errand
        try:
            self.client.sign_in(errand.city, errand.name, errand.password)
            city = self.client.cities.city(errand.city)
        except (AwayError, BusyError, StrangeError):
            time.sleep(BEAT_SECONDS)
            return False
        self.box.cabinet.remember(CITY_KEPT, msgspec.json.encode(city))
        return True

    def city(self) -> CityView | None:
        """The city, as it was read once."""
        kept = self.box.cabinet.recall(CITY_KEPT)
        return None if kept is None else msgspec.json.decode(kept, type=CityView)

    def read(self) -> None:
        """Read perks and keys, if the network lets one."""
        try:
            if not self.client.connection.is_signed_in:
                self.sign_in()
            self.counter.read()
        except (AwayError, BusyError, StrangeError):
            time.sleep(BEAT_SECONDS)

    def run(self) -> int:
        """Show what was not acknowledged yet; settle what waits."""
        done = Path(self.errand.acknowledged).read_text("ascii").splitlines()
        known = {int(line.split()[0]) for line in done}
        self.courier.start()
        for place, token in enumerate(self.errand.passes):
            if place not in known:
                self.acknowledge(place, self.shown(token))
        while (counts := self.box.bookings.counts()).get("waiting"):
            # A session may be there though what was read after signing in was cut off.
            if self.client.connection.is_signed_in or self.sign_in():
                self.courier.resume()
            time.sleep(BEAT_SECONDS * 5)
        refused = self.box.bookings.items(states=["refused"])
        complain(" ".join(item.sentence for item in refused))
        return int(bool(counts.get("refused")))

    def shown(self, token: str) -> UUID | None:
        """Book a pass; none where this desk booked it before it could say so."""
        is_online = self.client.connection.is_signed_in and bool(random.getrandbits(2))
        answer: Answer = self.counter.book(token, is_online=is_online)
        assert answer.is_yes or answer.kind in {"shown-here", "pass-used"}, answer
        return answer.taken.id if answer.taken is not None else None

    def acknowledge(self, place: int, booking: UUID | None) -> None:
        """Tell the world; what was refused as shown before is told without an id."""
        with Path(self.errand.acknowledged).open("ab", buffering=0) as file:
            file.write(f"{place} {booking or '-'}\n".encode())
        time.sleep(random.uniform(0, BEAT_SECONDS))  # noqa: S311 - how people work


def main() -> int:
    """Do the errand of the first argument."""
    errand = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Errand)
    try:
        return Booker(errand).run()
    except ClientError as error:
        complain(repr(error))
        return 1


if __name__ == "__main__":
    # At once, without the courtesies of an ending: everything is stored.
    os._exit(main())
