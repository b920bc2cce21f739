"""Enrols a resident: asks for an invitation, and puts its code on paper."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.resident_file.enrol_view import EnrolView
from admin_gui.screens.resident_file.invitation import NAME, Invitation, invitation_page
from admin_gui.screens.resident_file.printing import ask_path, preview, write_pdf
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.words import moment
from admin_gui.workplace import Workplace
from backend.contracts.residents import Enrolment, InvitationView


def enrol_resident(place: Workplace, number: str, parent: QWidget) -> EnrolView:
    """Open the dialog.

    Args:
        place: of the officer.
        number: that was looked for; empty for none.
        parent: of the dialog.
    """
    view = EnrolView(place.theme, number, parent)

    def invite(number: str, name: str) -> None:
        view.wait(is_waiting=True)
        asked = Enrolment(number=number, name=name)
        city = place.city.code
        place.ask(view, lambda: place.client.residents.enrol(city, asked), done, failed)

    def done(invitation: InvitationView) -> None:
        until = moment(place.shown(invitation.expires_at))
        page = invitation_page(_on_paper(place, invitation.code, until))
        view.show_code(invitation.code, until)
        view.print_wanted.connect(lambda: preview(page, NAME, view))
        title = QCoreApplication.translate("EnrolView", "Save the invitation")
        view.save_wanted.connect(
            lambda: ask_path(title, NAME, lambda path: write(page, path, view), view)
        )

    def failed(error: ClientError) -> None:
        view.wait(is_waiting=False)
        show_refusal(view, error)

    view.wanted.connect(invite)
    # With the dialog goes the code.
    view.finished.connect(view.deleteLater)
    view.open()
    return view


def _on_paper(place: Workplace, code: str, until: str) -> Invitation:
    city = place.city
    return Invitation(
        city_en=city.name_en,
        city_zh=city.name_zh,
        code=code,
        until=until,
        contact=city.contact,
        cooling_off_days=city.cooling_off_days,
    )


def write(page: QTextDocument, path: Path, view: EnrolView) -> None:
    """Write the page to a file, and say what that means."""
    if write_pdf(page, NAME, path):
        sentence = QCoreApplication.translate(
            "EnrolView",
            "Saved in {path}. Whoever has the file can sign in as the resident: delete it once it "
            "is printed.",
        )
        view.notices.tell(Notice(kind="warn", sentence=sentence.format(path=path)))
    else:
        sentence = QCoreApplication.translate(
            "EnrolView", "{path} could not be written. Choose another place."
        )
        view.notices.tell(Notice(kind="bad", sentence=sentence.format(path=path)))
