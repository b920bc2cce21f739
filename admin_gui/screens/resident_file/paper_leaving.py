"""Lets a resident leave who signed that on paper."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import AwayError, ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.resident_file.paper_consent import again_words, officer_of
from admin_gui.screens.resident_file.paper_leaving_view import PaperLeavingView
from admin_gui.screens.resident_file.printing import preview
from admin_gui.screens.resident_file.signed_page import LEAVING, leaving_page
from admin_gui.widgets.words import moment
from admin_gui.workplace import NO_PARTICIPANT, Case, Workplace
from backend.contracts.residents import LeavingView, PaperLeaving


def take_paper_leaving(
    place: Workplace, case: Case, parent: QWidget, done: Callable[[], None]
) -> PaperLeavingView:
    """Open the dialog.

    Args:
        place: of the officer.
        case: the file of who leaves.
        parent: of the dialog.
        done: the resident has left.
    """
    view = PaperLeavingView(place, case.resident.name, parent)
    city, resident = place.city.code, case.resident.resident
    is_unsure = False

    def leave(asked: PaperLeaving) -> None:
        view.wait(is_waiting=True)
        place.ask(
            view,
            lambda: place.client.residents.leave_on_paper(city, resident, asked),
            lambda answer: end(
                "good" if answer.state == "leaving" else "info", _told(place, answer)
            ),
            failed,
        )

    def end(kind: str, sentence: str) -> None:
        view.accept()
        done()
        place.tell(kind, sentence)

    def failed(error: ClientError) -> None:
        nonlocal is_unsure
        if is_unsure and error.kind == NO_PARTICIPANT:
            # Of whom it has erased the server knows nothing any more.
            end("info", _arrived_words())
            return
        is_unsure = is_unsure or isinstance(error, AwayError)
        _failed(view, error)

    view.print_wanted.connect(
        lambda: preview(leaving_page(place.city, officer_of(place), view.spoken()), LEAVING, view)
    )
    view.wanted.connect(leave)
    view.finished.connect(view.deleteLater)
    view.open()
    return view


def _told(place: Workplace, answer: LeavingView) -> str:
    if answer.erase_at is None:
        return QCoreApplication.translate(
            "PaperLeavingView", "The resident has left, and everything is erased."
        )
    sentence = QCoreApplication.translate(
        "PaperLeavingView",
        "The resident is leaving, and may return until {moment}. Then everything is erased.",
    )
    return sentence.format(moment=moment(place.shown(answer.erase_at)))


def _arrived_words() -> str:
    return QCoreApplication.translate(
        "PaperLeavingView", "The resident takes part no more: what you sent before has arrived."
    )


def _failed(view: PaperLeavingView, error: ClientError) -> None:
    view.wait(is_waiting=False)
    if error.field_problems():
        view.mend()
    show_refusal(view, error, again_words())
