"""Counters of a library over HTTP, and residents who show them passes.

The library's perks have what perks can have: a stock that comes back, limits by day, week, month
and year, hours, a stock of each day, and an amount that differs by band.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from builders import CityTree
from httpx import Response
from installation import Town, deed_id, opened, run
from litestar.testing import TestClient

from backend.contracts.passes import NewPass, PassView
from backend.contracts.redemptions import NewRedemption, RedemptionView, SettledRedemption
from backend.core.permissions import Identity
from backend.services.issue_pass import issue_pass
from backend.services.redeem_pass import redeem_pass
from backend.services.settle_redemption import settle_redemption

Client = TestClient[Any]
LIBRARY, PARKING = "city-library", "public-car-parks"
CITY = "/api/v1/cities/fuzhou"
REDEMPTIONS = f"{CITY}/redemptions"
# Noon of Monday, 1 March 2027, in the city.
BOOKS, LIMITED, MORNINGS, LOCKERS, DEPOSIT, CONCERT = (
    "library-books",
    "reading-room",
    "morning-tea",
    "lockers",
    "library-deposit",
    "concert-tickets",
)
PERKS = """
[[provider]]
name = "city-library"
label_en = "City library"
label_zh = "市图书馆"

[[perk]]
name = "library-books"
label_en = "Books to borrow"
label_zh = "图书借阅"
kind = "more-of"
service = "library"
provider = "city-library"
opens_from = "standard"
lent_days = 30
limits = { at_once = 2 }
stock = { places = 3 }
source = "a test"
illustrative = true

[[perk]]
name = "reading-room"
label_en = "A seat in the reading room"
label_zh = "阅览室座位"
kind = "free-use"
service = "library"
provider = "city-library"
opens_from = "standard"
limits = { day = 1, week = 2, month = 3, year = 4 }
source = "a test"
illustrative = true

[[perk]]
name = "morning-tea"
label_en = "Tea in the morning"
label_zh = "早茶"
kind = "free-use"
service = "library"
provider = "city-library"
opens_from = "standard"
hours = [{ days = ["mon", "tue", "wed", "thu", "fri"], from = 08:00:00, until = 12:30:00 }]
source = "a test"
illustrative = true

[[perk]]
name = "lockers"
label_en = "A locker for the day"
label_zh = "当日储物柜"
kind = "free-use"
service = "library"
provider = "city-library"
opens_from = "standard"
stock = { places = 2, per = "day" }
source = "a test"
illustrative = true

[[perk]]
name = "library-deposit"
label_en = "The library's deposit waived"
label_zh = "免图书馆押金"
kind = "deposit-waived"
service = "library"
provider = "city-library"
opens_from = "standard"
unit = "CNY"
values = [{ from = "good", amount = 300 }, { from = "standard", amount = 100 }]
source = "a test"
illustrative = true

[[perk]]
name = "concert-tickets"
label_en = "A seat at the library's concert"
label_zh = "图书馆音乐会座位"
kind = "free-use"
service = "library"
provider = "city-library"
opens_from = "standard"
stock = { places = 100 }
source = "a test"
illustrative = true

"""


def cities_with_library(folder: Path) -> Path:
    """City files in which Fuzhou has a library."""
    tree = CityTree(folder, "fuzhou", "suzhou")
    rest = "# ---- Excluded rows"
    tree.replace("fuzhou/schemes/2019-01-01.toml", rest, PERKS + rest)
    return tree.root


class Desk:
    """A desk of the library, or of another provider.

    Attributes:
        identity: its account, as a token tells it.
    """

    def __init__(
        self, town: Town, client: Client, name: str = "one", provider: str = LIBRARY
    ) -> None:
        """Sit down."""
        self.town, self.client = town, client
        self.identity = town.counter(provider, name)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Response:
        """Any request of this counter; the path below the city's."""
        sent = {**self.town.token(self.identity), **headers}
        return self.client.request(method, f"{CITY}{path}", json=body, headers=sent)

    def redeem(self, token: str, word: str = "booking") -> Response:
        """Book what is shown; a word stands for the id."""
        return self.ask("POST", "/redemptions", {"id": str(deed_id(word)), "token": token})

    def settle(self, token: str, taken_at: datetime, word: str = "booking") -> Response:
        """Settle what was booked offline."""
        body = {"id": str(deed_id(word)), "token": token, "taken_at": taken_at.isoformat()}
        return self.ask("POST", "/settled-redemptions", body)

    def give_back(self, word: str = "booking") -> Response:
        """Take back what was lent."""
        return self.ask("POST", f"/redemptions/{deed_id(word)}/return")

    def reverse(self, word: str = "booking", reason: str = "Scanned twice") -> Response:
        """Undo a mistake."""
        path = f"/redemptions/{deed_id(word)}/reverse"
        return self.ask("POST", path, {"reason": reason})

    def bookings(self, query: str = "") -> list[dict[str, Any]]:
        """What the provider's counters booked."""
        answer = self.ask("GET", f"/redemptions{query}")
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items


def pass_for(town: Town, subject: str, perk: str = BOOKS, **facts: Any) -> PassView:
    """A pass of a resident."""
    me, now = town.resident(subject), town.clock.now()
    return run(issue_pass(town.desk, me, NewPass(perk=perk, **facts), now))


def redeemed(
    town: Town, token: str, word: str = "booking", by: Identity | None = None
) -> RedemptionView:
    """A booking straight through the service."""
    asked = NewRedemption(id=deed_id(word), token=token)
    counter = by or town.counter(LIBRARY)
    return run(redeem_pass(town.desk, counter, asked, town.clock.now()))[0]


def settled(
    town: Town, token: str, taken_at: datetime, word: str = "booking", by: Identity | None = None
) -> RedemptionView:
    """The same of a pass that was booked without a network."""
    asked = SettledRedemption(id=deed_id(word), token=token, taken_at=taken_at)
    counter = by or town.counter(LIBRARY)
    return run(settle_redemption(town.desk, counter, asked, town.clock.now()))[0]


def said(answer: Response) -> tuple[int, str]:
    """Status and kind of what was refused; of an answer, its state."""
    body = answer.json()
    if "problems" in body:
        return answer.status_code, str(body["problems"][0]["kind"])
    return answer.status_code, str(body["state"])


def taken(town: Town, perk: str = BOOKS) -> int:
    """How many places of a perk are taken, over all periods."""
    found = town.desk.database.read_now(
        lambda tx: tx.row("select coalesce(sum(taken), 0) from perk_stock where perk = :p", p=perk)
    )
    return int(found[0]) if found else 0


@pytest.fixture(scope="session")
def library_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """City files in which Fuzhou has a library."""
    return cities_with_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def library(tmp_path: Path, database_url: str, library_files: Path) -> Iterator[Town]:
    """Fuzhou with its library, in an installation of its own, on either database."""
    yield from opened(tmp_path / "data", database_url, configs=library_files)


@pytest.fixture
def desk(library: Town) -> Iterator[Desk]:
    """A desk of the library."""
    with library.client() as client:
        yield Desk(library, client)
