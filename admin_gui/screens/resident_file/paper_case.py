"""Takes in an objection or a repair that a resident without a phone signed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.resident_file.facts import CityFacts, Names
from admin_gui.screens.resident_file.paper_case_view import PaperCase, PaperCaseView
from admin_gui.screens.resident_file.paper_consent import again_words, officer_of
from admin_gui.screens.resident_file.printing import preview
from admin_gui.screens.resident_file.signed_page import case_page
from admin_gui.widgets.words import day
from admin_gui.workplace import Case, Workplace
from backend.contracts.cases import PaperCaseReceipt, PaperRepair
from backend.contracts.deeds import CaseKind, DeedView


def take_paper_case(
    place: Workplace,
    file: tuple[Case, CityFacts],
    asked: tuple[CaseKind, DeedView],
    parent: QWidget,
    done: Callable[[], None],
) -> PaperCaseView:
    """Open the dialog.

    Args:
        place: of the officer.
        file: of the resident, with what names and offers things.
        asked: an objection or a repair, and of which deed.
        parent: of the dialog.
        done: it is stored.
    """
    (case, facts), (kind, deed) = file, asked
    name = Names(deed.label_en, deed.label_zh)
    proofs = facts.proofs(deed) if kind == "repair" else None
    title = f"{name}, {day(deed.occurred_on)}"
    view = PaperCaseView(place, title, deed.occurred_on, proofs, parent)
    city, resident = place.city.code, case.resident.resident

    def send(paper: PaperCase) -> None:
        view.wait(is_waiting=True)
        place.ask(view, lambda: _stored(place, (city, resident, deed.id), paper), stored, failed)

    def stored(receipt: PaperCaseReceipt) -> None:
        view.accept()
        place.tell("good", _told(receipt))
        done()

    def failed(error: ClientError) -> None:
        view.wait(is_waiting=False)
        show_refusal(view, error, again_words())

    def print_page() -> None:
        spoken = view.spoken()
        label = name.chinese if spoken == "zh" else name.english
        about = f"{label}, {day(deed.occurred_on)}"
        preview(case_page(kind, about, place.city, officer_of(place), spoken), kind, view)

    view.print_wanted.connect(print_page)
    view.wanted.connect(send)
    view.finished.connect(view.deleteLater)
    view.open()
    return view


def _stored(place: Workplace, where: tuple[str, str, str], paper: PaperCase) -> PaperCaseReceipt:
    calls = place.client.residents
    if isinstance(paper, PaperRepair):
        return calls.repair_on_paper(*where, paper)
    return calls.object_on_paper(*where, paper)


def _told(receipt: PaperCaseReceipt) -> str:
    sentence = (
        QCoreApplication.translate(
            "PaperCaseView",
            "The objection is stored and the deed suspended. A colleague answers by {day}; "
            "otherwise it is upheld.",
        )
        if receipt.kind == "objection"
        else QCoreApplication.translate(
            "PaperCaseView", "The repair is stored. A colleague answers by {day}."
        )
    )
    return sentence.format(day=day(receipt.due_on))
