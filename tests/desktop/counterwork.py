"""Perks with places, and counters at which residents of a furnished town use them."""

from itertools import count
from pathlib import Path
from typing import Any, Final

import msgspec
from builders import CityTree
from furnished import CITY, Furnished
from httpx import Response
from installation import deed_id
from msgspec import structs

from backend.contracts.redemptions import NewRedemption
from backend.core.permissions import Identity
from backend.storage.accounts import Account, add_account

PARKING: Final = "public-parking-discount"
PLACES: Final = 40
_SHOWN: Final = count()
_SCHEME: Final = f"{CITY}/schemes/2019-01-01.toml"


def cities_with_places(folder: Path) -> Path:
    """City files in which a perk gives more to a better band, and has places for a month."""
    tree = CityTree(folder, "fuzhou", "suzhou", "suqian")
    tree.replace(
        _SCHEME,
        'values = [{ from = "good", amount = 20 }]\nstock = { places = 300, per = "day" }',
        'values = [{ from = "excellent", amount = 30 }, { from = "good", amount = 20 }]\n'
        f'stock = {{ places = {PLACES}, per = "month" }}',
    )
    return tree.root


class Counterwork:
    """Residents with passes, and counters that book them."""

    def __init__(self, home: Furnished) -> None:
        """Begin with the town's one counter."""
        self._home = home

    def counter(self, name: str, full_name: str) -> Identity:
        """Another counter of the same provider."""
        made = structs.replace(self._home.identity("counter"), account=f"counter-{name}")
        account = Account(
            city=CITY,
            id=made.account,
            role=made.role,
            name=made.account,
            full_name=full_name,
            department=None,
            provider=made.provider,
            subject=None,
            is_machine=False,
            password_hash="none",  # noqa: S106 - nobody signs in with it
            made_at=self._home.town.clock.now(),
        )
        self._home.town.desk.database.write_now(lambda tx: add_account(tx, account))
        return made

    def token(self, perk: str = PARKING) -> str:
        """A pass that the resident asks for now."""
        me = self._home.identity("resident")
        answer = self._ask("/api/v1/me/passes", me, {"perk": perk})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def show(self, token: str, counter: Identity | None = None) -> Response:
        """Show a pass at a counter."""
        asked = NewRedemption(id=deed_id(f"shown-{next(_SHOWN)}"), token=token)
        who = counter or self._home.identity("counter")
        return self._ask(f"/api/v1/cities/{CITY}/redemptions", who, asked)

    def use(self, times: int = 1, counter: Identity | None = None) -> None:
        """Use a perk so often."""
        for _ in range(times):
            answer = self.show(self.token(), counter)
            assert answer.status_code == 201, answer.text

    def _ask(self, path: str, who: Identity, body: Any) -> Response:
        return self._home.ask("POST", path, who, body=msgspec.json.encode(body))
