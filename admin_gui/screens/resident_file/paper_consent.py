"""Takes a consent that a resident signs on paper: the text, the scan, and what the server says."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.resident_file.paper_consent_view import PaperConsentView
from admin_gui.screens.resident_file.printing import ask_path, preview, write_pdf
from admin_gui.screens.resident_file.signed_page import CONSENT, consent_page
from admin_gui.widgets.notice import Notice, NoticeBar
from admin_gui.widgets.words import moment
from admin_gui.workplace import Workplace
from backend.contracts.residents import (
    ConsentTerms,
    PaperConsent,
    PaperConsentReceipt,
    PaperScan,
)


class Consenting:
    """What is between the dialog and the server; the dialog keeps it."""

    def __init__(self, place: Workplace, view: PaperConsentView) -> None:
        """Read the text."""
        self._place, self._view = place, view
        self._terms: ConsentTerms | None = None
        self._sent: PaperConsent | None = None
        view.print_wanted.connect(self._print)
        view.save_wanted.connect(self._save)
        view.wanted.connect(self._send)
        self._read()

    def _read(self) -> None:
        place, view = self._place, self._view
        view.show_terms(None)
        view.panels.follow_reading(self._read)
        place.ask(
            view,
            lambda: place.client.cities.consent_text(place.city.code),
            self._take,
            lambda error: view.panels.show_state("failed", error.sentence),
        )

    def _take(self, terms: ConsentTerms) -> None:
        self._terms = terms
        self._view.show_terms(terms)

    def _print(self) -> None:
        if self._terms is not None:
            place, view = self._place, self._view
            page = consent_page(self._terms, place.city, officer_of(place), view.spoken())
            preview(page, CONSENT, view)

    def _save(self) -> None:
        title = QCoreApplication.translate("PaperConsentView", "Save the consent text")
        ask_path(title, CONSENT, self.write, self._view)

    def write(self, path: Path) -> None:
        """Write the page to a file."""
        if self._terms is not None:
            place, view = self._place, self._view
            page = consent_page(self._terms, place.city, officer_of(place), view.spoken())
            tell_saved(view.notices, path, is_saved=write_pdf(page, CONSENT, path))

    def _send(self, number: str, name: str, scan: PaperScan) -> None:
        terms, place, view = self._terms, self._place, self._view
        if terms is None:
            return
        # Sent again as it is, it is the same consent; changed, it is another one.
        held = self._sent.id if self._sent is not None else place.new_id()
        asked = self._consent(held, terms, number, name, scan)
        if self._sent is not None and asked != self._sent:
            asked = self._consent(place.new_id(), terms, number, name, scan)
        self._sent = asked
        view.wait(is_waiting=True)
        place.ask(
            view,
            lambda: place.client.residents.consent_on_paper(place.city.code, asked),
            self._stored,
            self._failed,
        )

    def _consent(
        self, key: UUID, terms: ConsentTerms, number: str, name: str, scan: PaperScan
    ) -> PaperConsent:
        return PaperConsent(
            id=key,
            number=number,
            name=name,
            version=terms.version,
            language=self._view.spoken(),
            scan=scan,
        )

    def _stored(self, receipt: PaperConsentReceipt) -> None:
        self._view.wait(is_waiting=False)
        self._view.show_stored(receipt.officer, moment(self._place.shown(receipt.at)))

    def _failed(self, error: ClientError) -> None:
        self._view.wait(is_waiting=False)
        if "version" in error.field_problems():
            # The city shows another text by now, which must be read and signed.
            self._read()
        show_refusal(self._view, error, again_words())


def take_paper_consent(place: Workplace, number: str, parent: QWidget) -> PaperConsentView:
    """Open the dialog.

    Args:
        place: of the officer.
        number: that was looked for; empty for none.
        parent: of the dialog.
    """
    view = PaperConsentView(place, number, parent)
    consenting = Consenting(place, view)
    # It lives as long as the dialog, and so does what was chosen.
    view.finished.connect(lambda _, held=consenting: view.deleteLater() if held else None)
    view.open()
    return view


def officer_of(place: Workplace) -> str:
    """What the officer is called."""
    return place.account.full_name or place.account.name or ""


def again_words() -> str:
    """That sending again does no harm."""
    return QCoreApplication.translate(
        "PaperConsentView", "Send it again once the server answers: it is stored once."
    )


def tell_saved(notices: NoticeBar, path: Path, *, is_saved: bool) -> None:
    """Say whether a page was written to a file."""
    sentence = (
        QCoreApplication.translate("PaperConsentView", "Saved in {path}.")
        if is_saved
        else QCoreApplication.translate(
            "PaperConsentView", "{path} could not be written. Choose another place."
        )
    )
    kind = "good" if is_saved else "bad"
    notices.tell(Notice(kind=kind, sentence=sentence.format(path=path)))
