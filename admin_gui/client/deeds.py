"""Deeds: entered, listed, confirmed or refused by a second person, and followed."""

from uuid import UUID

from admin_gui.client.connection import Connection, path_to
from backend.contracts.cases import SecondLook
from backend.contracts.deeds import (
    AwaitingItem,
    AwaitingView,
    DeedIn,
    DeedReceipt,
    EntryView,
    FollowDeed,
    Refuse,
    Worth,
    WorthAsked,
)
from backend.contracts.pages import Page


class DeedCalls:
    """Calls about deeds."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def enter(self, city: str, deed: DeedIn) -> DeedReceipt:
        """Enter a deed. Sent again with its id, it is answered as before and counts once."""
        return self._connection.send("POST", path_to("cities", city, "deeds"), DeedReceipt, deed)

    def worth(self, city: str, asked: WorthAsked) -> Worth:
        """What a deed alone would be worth under the scheme in force, before it is entered."""
        path = path_to("cities", city, "deeds", "worth")
        return self._connection.send("POST", path, Worth, asked)

    def entries(
        self,
        city: str,
        cursor: str | None = None,
        order: str | None = None,
        limit: int = 100,
        *,
        state: str | None = None,
    ) -> Page[EntryView]:
        """A page of what the caller entered; newest first unless another order is named."""
        return self._connection.get(
            path_to("cities", city, "entries"),
            Page[EntryView],
            cursor=cursor,
            order=order,
            limit=limit,
            state=state,
        )

    def queue(
        self,
        city: str,
        cursor: str | None = None,
        order: str | None = None,
        *,
        direction: str | None = None,
        department: str | None = None,
        deed_type: str | None = None,
        limit: int = 100,
    ) -> Page[AwaitingItem]:
        """A page of the deeds that await a second person; oldest first, unless ordered."""
        return self._connection.get(
            path_to("cities", city, "confirmations"),
            Page[AwaitingItem],
            cursor=cursor,
            order=order,
            direction=direction,
            department=department,
            deed_type=deed_type,
            limit=limit,
        )

    def waiting(self, city: str, deed: UUID | str) -> AwaitingView:
        """A deed of the queue with all that it rests on. The look is logged."""
        path = path_to("cities", city, "confirmations", str(deed))
        return self._connection.get(path, AwaitingView)

    def confirm(self, city: str, deed: UUID | str) -> None:
        """Confirm a deed that another person entered."""
        self._connection.tell("POST", path_to("cities", city, "deeds", str(deed), "confirm"))

    def refuse(self, city: str, deed: UUID | str, reason: str) -> None:
        """Refuse a deed that another person entered; it never counts."""
        path = path_to("cities", city, "deeds", str(deed), "refuse")
        self._connection.tell("POST", path, Refuse(reason=reason))

    def second_looks(
        self, city: str, cursor: str | None = None, order: str | None = None, limit: int = 100
    ) -> Page[AwaitingItem]:
        """A page of merits that count already and that a second person looks at all the same."""
        return self._connection.get(
            path_to("cities", city, "second-looks"),
            Page[AwaitingItem],
            cursor=cursor,
            order=order,
            limit=limit,
        )

    def second_look(self, city: str, deed: UUID | str) -> AwaitingView:
        """Such a merit with all that it rests on. The look is logged."""
        return self._connection.get(
            path_to("cities", city, "second-looks", str(deed)), AwaitingView
        )

    def take_second_look(self, city: str, deed: UUID | str, reason: str | None) -> None:
        """Let a merit stand; with a reason, annul it."""
        look = SecondLook(stands=reason is None, reason=reason)
        self._connection.tell("POST", path_to("cities", city, "second-looks", str(deed)), look)

    def follow(self, city: str, deed: UUID | str, step: FollowDeed) -> None:
        """Record that an ongoing deed ended, or was proven anew."""
        self._connection.tell("POST", path_to("cities", city, "deeds", str(deed), "steps"), step)
