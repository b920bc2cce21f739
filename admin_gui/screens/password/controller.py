"""Changes the own password, at the server and of what this machine keeps sealed with it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from admin_gui.client.errors import ClientError
from admin_gui.refusals import refuse_fields
from admin_gui.screens.password.view import PasswordView
from admin_gui.workplace import Workplace


def change_password(place: Workplace, parent: QWidget) -> PasswordView:
    """Open the dialog."""
    view = PasswordView(parent)

    def change(old: str, new: str) -> None:
        view.save.setEnabled(False)
        # It is told even if the dialog was closed meanwhile.
        place.ask(place, lambda: place.change_password(old, new), done, failed)

    def done(_: None) -> None:
        if isValid(view):
            view.accept()
        place.tell(
            "good",
            QCoreApplication.translate(
                "PasswordView", "Your password is changed; other sessions have ended."
            ),
        )

    def failed(error: ClientError) -> None:
        if not isValid(view):
            place.tell("bad", error.sentence)
            return
        view.save.setEnabled(True)
        if sentence := refuse_fields(view.fields, error):
            view.fields["old_password"].set_problem(sentence)

    view.wanted.connect(change)
    view.finished.connect(view.deleteLater)
    view.open()
    return view
