"""Grants a perk and revokes a grant: whatever is pressed or cut off, once."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import AwayError, ClientError, RefusedError
from admin_gui.screens.grant_perk.grant_view import Ask, GrantView, RevokeView
from admin_gui.screens.grant_perk.model import perk_label, provider_label
from admin_gui.widgets.forms import show_problems
from admin_gui.widgets.notice import Notice
from admin_gui.workplace import Case, Workplace
from backend.contracts import perks
from backend.contracts.perks import NewGrant, OpenPerk


def grant_perk(
    place: Workplace, case: Case, perk: OpenPerk, parent: QWidget, done: Callable[[], None]
) -> GrantView:
    """Open the dialog that grants; `done` is called once it is granted."""
    label = perk_label(perk)
    named = f"{label} ({provider_label(perk)})"
    view = GrantView(place.theme, case.resident.name, named, place.today(), parent)
    # One dialog books one grant, however often it is sent.
    grant_id = place.new_id()

    def grant(first: date, last: date, reason: str) -> None:
        asked = NewGrant(id=grant_id, perk=perk.name, from_day=first, until_day=last, reason=reason)
        city, resident = place.city.code, case.resident.resident
        view.wait(is_waiting=True)
        place.ask(
            view,
            lambda: place.client.perks.grant(city, resident, asked),
            granted,
            lambda error: _refused(view, error),
        )

    def granted(made: perks.GrantView) -> None:
        view.accept()
        place.tell(
            "good",
            QCoreApplication.translate("GrantView", "Granted: {perk}, until {last}.").format(
                perk=label, last=made.until_day
            ),
        )
        done()

    view.wanted.connect(grant)
    view.finished.connect(view.deleteLater)
    view.open()
    return view


def revoke_grant(
    place: Workplace, case: Case, grant: perks.GrantView, parent: QWidget, done: Callable[[], None]
) -> RevokeView:
    """Open the dialog that revokes; `done` is called once it is revoked."""
    label = perk_label(grant)
    view = RevokeView(place.theme, case.resident.name, label, grant.until_day, parent)

    def revoke(reason: str) -> None:
        city, resident = place.city.code, case.resident.resident
        view.wait(is_waiting=True)
        place.ask(
            view,
            lambda: place.client.perks.revoke(city, resident, grant.id, reason),
            revoked,
            lambda error: _refused(view, error),
        )

    def revoked(_: perks.GrantView) -> None:
        view.accept()
        place.tell(
            "good", QCoreApplication.translate("RevokeView", "Revoked: {perk}.").format(perk=label)
        )
        done()

    view.wanted.connect(revoke)
    view.finished.connect(view.deleteLater)
    view.open()
    return view


def _refused(view: Ask, error: ClientError) -> None:
    """Say why it was not done, or that it is not known."""
    view.wait(is_waiting=False)
    problems = error.field_problems() if isinstance(error, RefusedError) else {}
    left = show_problems(view.fields, problems)
    if problems and not left:
        return
    sentence = " ".join(left) or error.sentence
    if isinstance(error, AwayError):
        again = QCoreApplication.translate(
            "Ask", "Press again once the server answers: it is booked once."
        )
        sentence = f"{sentence} {again}"
    view.notices.tell(Notice(kind="bad", sentence=sentence))
