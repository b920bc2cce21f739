"""A desktop without windows: saves deeds in its outbox, and sends them through the real client.

    python tests/desktop/deed_sender.py ERRAND.json

It can be killed at any moment and started again. Each deed that was saved is acknowledged by a line
in a file, as a window would acknowledge it to its user; it ends with 0 when all have their receipt.
"""

import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec

from admin_gui.client.api import ApiClient
from admin_gui.client.errors import (
    AwayError,
    BusyError,
    ClientError,
    FailedError,
    RefusedError,
    SignedOutError,
    StrangeError,
)
from admin_gui.outbox.courier import Away, Courier, Refused, SignedOut, Verdict
from admin_gui.outbox.errors import BoxMissingError
from admin_gui.outbox.vault import Vault, box_folder
from backend.contracts.deeds import DeedIn

BEAT_SECONDS = 0.05
# A pause that the server asked for is kept; a mere loss of the network is not waited out.
PATIENCE_SECONDS = 1.5


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What a desktop has to do.

    Attributes:
        address: of the server, through the network that there is.
        name: of the collector whose box it is.
        sign_in_as: collectors to sign in as, one after the other, since the server lets each of
            them write so much a minute; the first is `name`.
        folder: of all boxes.
        deeds: a file with a deed on each line, in the order in which they are to be saved.
        acknowledged: a file for the id of each deed once it was saved.
    """

    address: str
    city: str
    name: str
    sign_in_as: tuple[str, ...]
    password: str
    folder: str
    deeds: str
    acknowledged: str


def now() -> datetime:
    """This machine's time."""
    return datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - a program of its own


def judge(error: Exception) -> Verdict | None:
    """What the client's errors mean for a deed."""
    if isinstance(error, SignedOutError):
        return SignedOut(sentence=error.sentence)
    if isinstance(error, RefusedError):
        return Refused(sentence=error.sentence, fields=error.field_problems())
    if isinstance(error, BusyError):
        return Away(sentence=error.sentence, retry_seconds=error.retry_seconds)
    if isinstance(error, FailedError):
        return Away(sentence=error.sentence, is_of_its_own=True)
    if isinstance(error, AwayError | StrangeError):
        return Away(sentence=error.sentence)
    return None


def complain(text: str) -> None:
    """Say something to whoever started this."""
    sys.stderr.write(f"{text}\n")


class Sender:
    """One life of the desktop, from its start to its end or its death."""

    def __init__(self, errand: Errand) -> None:
        """Open the box, offline."""
        self.errand = errand
        folder = box_folder(Path(errand.folder), errand.address, errand.city, errand.name)
        try:
            self.box = Vault.unlock(folder, errand.password)
        except BoxMissingError:
            self.box = Vault.create(folder, errand.password)
        self.client = ApiClient(httpx.Client(base_url=errand.address, timeout=5), now=now)
        self.courier = Courier(
            self.box.outbox,
            lambda deed: self.client.deeds.enter(errand.city, deed),
            self.judge,
            now=now,
            random=random.Random(),  # noqa: S311 - spreads tries
            on_crash=lambda error: complain(repr(error)),
        )
        self.deeds = msgspec.json.Decoder(DeedIn).decode_lines(Path(errand.deeds).read_bytes())
        self.is_away_until = 0.0
        self.is_busy = False

    def judge(self, error: Exception) -> Verdict | None:
        """What an error means, noting when a collector has written enough for a minute."""
        self.is_busy = isinstance(error, BusyError)
        return judge(error)

    def run(self) -> int:
        """Save what is not saved yet, while what is saved is sent."""
        self.courier.start()
        left = [deed for deed in self.deeds if self.box.outbox.find(deed.id) is None]
        while True:
            if left:
                many = random.choice((1, 1, 1, 4))  # noqa: S311 - how people work
                self.save(left[:many])
                left = left[many:]
            else:
                time.sleep(BEAT_SECONDS)
            self.mind_the_courier()
            counts = self.box.outbox.counts()
            if counts.get("refused"):
                refused = self.box.outbox.items(states=["refused"])
                complain(" ".join(item.sentence for item in refused))
                return 1
            if counts == {"sent": len(self.deeds)}:
                return 0

    def save(self, deeds: list[DeedIn]) -> None:
        """Save a list, all of it or none, and acknowledge it."""
        self.box.outbox.add(deeds, now())
        lines = "".join(f"{deed.id}\n" for deed in deeds)
        with Path(self.errand.acknowledged).open("ab", buffering=0) as file:
            file.write(lines.encode())
        time.sleep(random.uniform(0, BEAT_SECONDS))  # noqa: S311 - how people work

    def mind_the_courier(self) -> None:
        """Sign in where that is needed, and do not wait long for a network that comes back."""
        standing = self.courier.standing
        is_enough = self.is_busy and len(self.errand.sign_in_as) > 1
        if standing.kind == "signed-out" or is_enough:
            if time.monotonic() > self.is_away_until:
                self.sign_in()
            return
        if standing.kind != "away" or standing.next_try_at is None:
            return
        if (standing.next_try_at - now()).total_seconds() < PATIENCE_SECONDS:
            self.courier.poke()
            time.sleep(BEAT_SECONDS)

    def sign_in(self) -> None:
        """Sign in as one of the collectors; if that fails, another time."""
        name = random.choice(self.errand.sign_in_as)  # noqa: S311 - anybody will do
        try:
            self.client.sign_in(self.errand.city, name, self.errand.password)
        except BusyError as error:
            self.is_away_until = time.monotonic() + min(error.retry_seconds, 1)
        except ClientError as error:
            if not isinstance(error, AwayError | StrangeError):
                raise
        else:
            self.is_busy = False
            self.courier.resume()


def main() -> int:
    """Do the errand of the first argument."""
    errand = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Errand)
    return Sender(errand).run()


if __name__ == "__main__":
    # At once, without the courtesies of an ending: everything is stored.
    os._exit(main())
