"""Perks: which there are, those granted to residents, their places, and how they are used."""

from uuid import UUID

from admin_gui.client.connection import Connection, path_to
from backend.contracts.cities import PerkCatalogue
from backend.contracts.pages import Page
from backend.contracts.perks import (
    GrantList,
    GrantListView,
    GrantView,
    NewGrant,
    OpenPerks,
    RevokedList,
    RevokeGrant,
)
from backend.contracts.redemptions import CounterShares, SecondUse, SetStock, StockView, TakeUp


class PerkCalls:
    """Calls about perks. Every look at a file is logged with its reason."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def catalogue(self, city: str) -> PerkCatalogue:
        """The perks of the scheme in force, in full; for everybody."""
        return self._connection.get(path_to("cities", city, "perks"), PerkCatalogue)

    # Grants to one

    def open(self, city: str, resident: str, reason: str) -> OpenPerks:
        """The city's perks, and which of them the resident's band opens now."""
        path = path_to("cities", city, "residents", resident, "perks")
        return self._connection.get(path, OpenPerks, reason=reason)

    def grants(
        self, city: str, resident: str, reason: str, cursor: str | None = None, limit: int = 100
    ) -> Page[GrantView]:
        """A page of what was granted to a resident, newest first."""
        path = path_to("cities", city, "residents", resident, "grants")
        return self._connection.get(
            path, Page[GrantView], reason=reason, cursor=cursor, limit=limit
        )

    def grant(self, city: str, resident: str, grant: NewGrant) -> GrantView:
        """Grant a perk for some days. Sent again with its id, it is answered as before."""
        path = path_to("cities", city, "residents", resident, "grants")
        return self._connection.send("POST", path, GrantView, grant)

    def revoke(self, city: str, resident: str, grant: UUID | str, reason: str) -> GrantView:
        """Revoke a grant."""
        path = path_to("cities", city, "residents", resident, "grants", str(grant), "revoke")
        return self._connection.send("POST", path, GrantView, RevokeGrant(reason=reason))

    # Grants to a list

    def preview_list(self, city: str, asked: GrantList) -> GrantListView:
        """What a list would do, number by number; nothing is granted."""
        path = path_to("cities", city, "grants", "preview")
        return self._connection.send("POST", path, GrantListView, asked)

    def grant_list(self, city: str, asked: GrantList) -> GrantListView:
        """Grant a perk to a list. Sent again with its id, it is answered as before."""
        path = path_to("cities", city, "grants")
        return self._connection.send("POST", path, GrantListView, asked)

    def revoke_list(self, city: str, list_id: UUID | str, reason: str) -> RevokedList:
        """Revoke what a list granted."""
        path = path_to("cities", city, "grants", str(list_id), "revoke")
        return self._connection.send("POST", path, RevokedList, RevokeGrant(reason=reason))

    # Places and take-up

    def stock(self, city: str) -> list[StockView]:
        """The places of every perk that has a stock."""
        return self._connection.get(path_to("cities", city, "stock"), list[StockView])

    def set_stock(self, city: str, stock: StockView, wanted: SetStock) -> StockView:
        """Set how many places a perk has, which it had as they were read."""
        path = path_to("cities", city, "stock", stock.perk)
        return self._connection.send("PUT", path, StockView, wanted, version=stock.version)

    def take_up(self, city: str, year: int) -> TakeUp:
        """How perks were used in a year, by perk and month."""
        return self._connection.get(path_to("cities", city, "take-up"), TakeUp, year=year)

    def counters(self, city: str, month: str) -> CounterShares:
        """How much each counter booked in a month, such as 2027-03, beside its peers."""
        path = path_to("cities", city, "take-up", "counters")
        return self._connection.get(path, CounterShares, month=month)

    def second_uses(
        self, city: str, cursor: str | None = None, *, limit: int = 100
    ) -> Page[SecondUse]:
        """A page of the passes that were shown a second time, the latest first."""
        path = path_to("cities", city, "second-uses")
        return self._connection.get(path, Page[SecondUse], cursor=cursor, limit=limit)
