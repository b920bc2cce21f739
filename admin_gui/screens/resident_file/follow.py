"""Records what became of an ongoing deed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.resident_file.facts import Names
from admin_gui.screens.resident_file.follow_view import FollowView
from admin_gui.workplace import Workplace
from backend.contracts.deeds import DeedView, FollowDeed


def follow_deed(
    place: Workplace, deed: DeedView, parent: QWidget, done: Callable[[], None]
) -> FollowView:
    """Open the dialog.

    Args:
        place: of the officer.
        deed: an ongoing one.
        parent: of the dialog.
        done: the step is recorded.
    """
    name = str(Names(deed.label_en, deed.label_zh))
    view = FollowView(place.theme, name, (deed.occurred_on, place.today()), parent)

    def record(step: FollowDeed) -> None:
        view.wait(is_waiting=True)
        city = place.city.code
        place.ask(view, lambda: place.client.deeds.follow(city, deed.id, step), recorded, failed)

    def recorded(_: None) -> None:
        view.accept()
        place.tell(
            "good", QCoreApplication.translate("FollowView", "Recorded: {deed}.").format(deed=name)
        )
        done()

    def failed(error: ClientError) -> None:
        view.wait(is_waiting=False)
        show_refusal(view, error)

    view.wanted.connect(record)
    view.finished.connect(view.deleteLater)
    view.open()
    return view
