"""Redemptions: what a counter books, sees of its provider's bookings, and takes back."""

from typing import Final

from admin_gui.client.connection import Connection, path_to
from backend.contracts.pages import Page
from backend.contracts.passes import PassKeys
from backend.contracts.redemptions import (
    CounterDesk,
    NewRedemption,
    RedemptionView,
    ReverseRedemption,
    SettledRedemption,
    TakeUp,
)

# Somebody stands before the counter: what takes longer is booked without a network.
SECONDS_MOST: Final = 4.0


class RedemptionCalls:
    """Calls of a counter. None of them tells whose a pass is."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def desk(self, city: str) -> CounterDesk:
        """What the own counter needs to work, also without a network."""
        return self._connection.get(path_to("cities", city, "counter"), CounterDesk)

    def keys(self, city: str) -> PassKeys:
        """The keys by which a city's passes are verified."""
        return self._connection.get(path_to("cities", city, "keys"), PassKeys)

    def book(self, city: str, redemption: NewRedemption) -> RedemptionView:
        """Book a pass that is shown now. Sent again with its id, it is answered as before."""
        path = path_to("cities", city, "redemptions")
        return self._connection.send(
            "POST", path, RedemptionView, redemption, seconds_most=SECONDS_MOST
        )

    def settle(self, city: str, redemption: SettledRedemption) -> RedemptionView:
        """Hand in a pass that was booked without a network; as often as need be, by its id."""
        path = path_to("cities", city, "settled-redemptions")
        return self._connection.send("POST", path, RedemptionView, redemption)

    def bookings(
        self,
        city: str,
        *,
        state: str | None = None,
        perk: str | None = None,
        code: str | None = None,
        cursor: str | None = None,
        limit: int = 100,
    ) -> Page[RedemptionView]:
        """A page of the own provider's bookings, newest first.

        Args:
            city: where.
            state: `used`, `lent`, `overdue`, `returned` or `reversed`; none for all.
            perk: its name; none for all.
            code: of a receipt; none for all.
            cursor: of the page; none for the first.
            limit: how many at most.
        """
        return self._connection.get(
            path_to("cities", city, "redemptions"),
            Page[RedemptionView],
            state=state,
            perk=perk,
            code=code,
            cursor=cursor,
            limit=limit,
        )

    def bring_back(self, city: str, redemption: str) -> RedemptionView:
        """Note that what was lent is back."""
        path = path_to("cities", city, "redemptions", redemption, "return")
        return self._connection.send("POST", path, RedemptionView)

    def reverse(self, city: str, redemption: str, reason: str) -> RedemptionView:
        """Reverse a mistake, within the city's minutes."""
        path = path_to("cities", city, "redemptions", redemption, "reverse")
        body = ReverseRedemption(reason=reason)
        return self._connection.send("POST", path, RedemptionView, body)

    def totals(self, city: str) -> TakeUp:
        """How often the own provider's perks were used, by perk and month."""
        return self._connection.get(path_to("cities", city, "redemptions", "totals"), TakeUp)
