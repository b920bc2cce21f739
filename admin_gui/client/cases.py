"""Objections and repairs: listed, read with what proves them, and decided."""

from admin_gui.client.connection import Connection, path_to
from backend.contracts.cases import CaseFile, CaseItem, CaseView, DecideCase
from backend.contracts.pages import Page


class CaseCalls:
    """Calls about cases. Every look at a case and at its evidence is logged."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def all(
        self,
        city: str,
        cursor: str | None = None,
        order: str | None = None,
        *,
        kind: str | None = None,
        limit: int = 100,
    ) -> Page[CaseItem]:
        """A page of the open cases; those due first, unless another order is named."""
        return self._connection.get(
            path_to("cities", city, "cases"),
            Page[CaseItem],
            cursor=cursor,
            order=order,
            kind=kind,
            limit=limit,
        )

    def one(self, city: str, case: str) -> CaseFile:
        """A case with all that is needed to decide it."""
        return self._connection.get(path_to("cities", city, "cases", case), CaseFile)

    def evidence(self, city: str, case: str, evidence: str) -> bytes:
        """A file that belongs to a case, as its resident sent it."""
        path = path_to("cities", city, "cases", case, "evidence", evidence)
        return self._connection.fetch(path)

    def decide(self, city: str, case: str, decision: DecideCase) -> CaseView:
        """Decide a case; the resident reads the reasons."""
        path = path_to("cities", city, "cases", case, "decide")
        return self._connection.send("POST", path, CaseView, decision)
