"""Residents: they join and leave, are found, their files are read; and the pilot at large."""

from typing import Final

from admin_gui.client.connection import Connection, path_to
from backend.contracts.cases import PaperCaseReceipt, PaperObjection, PaperRepair
from backend.contracts.deeds import DeedView
from backend.contracts.pages import Page
from backend.contracts.residents import (
    Enrolment,
    FindResident,
    InvitationView,
    LeavingView,
    OverviewView,
    PaperConsent,
    PaperConsentReceipt,
    PaperLeaving,
    ResidentView,
)
from backend.contracts.rights import StatementView
from backend.contracts.scoring import HistoryView, ScoreView

CODE_SIGNS: Final = 10


def wanted(typed: str, reason: str) -> FindResident:
    """Whom somebody looks for who typed a number, scanned a pass or typed its code.

    A pass has dots, and a code ten signs; a number has neither.
    """
    is_pass = "." in typed or sum(map(str.isalnum, typed)) == CODE_SIGNS
    if is_pass:
        return FindResident(token=typed, reason=reason)
    return FindResident(number=typed, reason=reason)


class ResidentCalls:
    """Calls about residents. Every look at a file is logged with its reason."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def enrol(self, city: str, enrolment: Enrolment) -> InvitationView:
        """Enrol a resident, or make a new invitation for one."""
        path = path_to("cities", city, "enrolments")
        return self._connection.send("POST", path, InvitationView, enrolment)

    def consent_on_paper(self, city: str, consent: PaperConsent) -> PaperConsentReceipt:
        """Store a consent that was signed. Sent again with its id, it is answered as before."""
        path = path_to("cities", city, "paper-consents")
        return self._connection.send("POST", path, PaperConsentReceipt, consent)

    def leave_on_paper(self, city: str, resident: str, leaving: PaperLeaving) -> LeavingView:
        """Let a resident leave who signed that."""
        path = path_to("cities", city, "residents", resident, "paper-leaving")
        return self._connection.send("POST", path, LeavingView, leaving)

    def object_on_paper(
        self, city: str, resident: str, deed: str, objection: PaperObjection
    ) -> PaperCaseReceipt:
        """Take in a signed objection. Sent again with its id, it is answered as before."""
        path = path_to("cities", city, "residents", resident, "deeds", deed, "objections")
        return self._connection.send("POST", path, PaperCaseReceipt, objection)

    def repair_on_paper(
        self, city: str, resident: str, deed: str, repair: PaperRepair
    ) -> PaperCaseReceipt:
        """Take in a signed repair. Sent again with its id, it is answered as before."""
        path = path_to("cities", city, "residents", resident, "deeds", deed, "repairs")
        return self._connection.send("POST", path, PaperCaseReceipt, repair)

    def find(self, city: str, typed: str, reason: str) -> ResidentView:
        """The cover of the file of the resident with this number, or who shows this pass."""
        path = path_to("cities", city, "residents", "find")
        return self._connection.send("POST", path, ResidentView, wanted(typed, reason))

    def score(self, city: str, resident: str, reason: str) -> ScoreView:
        """A resident's score with every line."""
        path = path_to("cities", city, "residents", resident, "score")
        return self._connection.get(path, ScoreView, reason=reason)

    def deeds(
        self, city: str, resident: str, reason: str, cursor: str | None = None, limit: int = 100
    ) -> Page[DeedView]:
        """A page of a resident's deeds with every step, the latest recorded first."""
        path = path_to("cities", city, "residents", resident, "deeds")
        return self._connection.get(path, Page[DeedView], reason=reason, cursor=cursor, limit=limit)

    def history(
        self, city: str, resident: str, reason: str, cursor: str | None = None, limit: int = 100
    ) -> Page[HistoryView]:
        """A page of how a resident's score came about, newest first."""
        path = path_to("cities", city, "residents", resident, "history")
        return self._connection.get(
            path, Page[HistoryView], reason=reason, cursor=cursor, limit=limit
        )

    def statement(self, city: str, resident: str, reason: str, language: str) -> StatementView:
        """A resident's statement, to be printed."""
        path = path_to("cities", city, "residents", resident, "statement")
        return self._connection.get(path, StatementView, reason=reason, language=language)

    def overview(self, city: str) -> OverviewView:
        """How the pilot stands."""
        return self._connection.get(path_to("cities", city, "overview"), OverviewView)
