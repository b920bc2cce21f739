"""Perks: which ones a resident's band opens, and those granted to a resident."""

from uuid import UUID

from admin_gui.client.connection import Connection, path_to
from backend.contracts.pages import Page
from backend.contracts.perks import GrantView, NewGrant, OpenPerks, RevokeGrant


class PerkCalls:
    """Calls about perks. Every look at a file is logged with its reason."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

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
