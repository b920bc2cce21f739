"""Grants a perk and revokes a grant: whatever is pressed or cut off, once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.grant_perk.grant_view import GrantView, RevokeView
from admin_gui.screens.grant_perk.model import perk_label, provider_label
from admin_gui.widgets.ask import Ask
from admin_gui.widgets.words import day
from admin_gui.workplace import Case, Workplace
from backend.contracts import perks
from backend.contracts.perks import NewGrant, OpenPerk

T = TypeVar("T")


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
    summary = _summary(place, grant).format(
        resident=case.resident.name,
        perk=label,
        last=day(_last_day(place, grant.until_day)),
        until=day(grant.until_day),
    )
    view = RevokeView(place.theme, label, summary, parent)
    city, resident = place.city.code, case.resident.resident

    def revoked(made: perks.GrantView) -> None:
        place.tell("good", _revoked_words(label, made))
        done()

    _ask_to_revoke(
        place,
        view,
        lambda reason: place.client.perks.revoke(city, resident, grant.id, reason),
        revoked,
    )
    return view


def revoke_list(
    place: Workplace, list_id: str, label: str, parent: QWidget, done: Callable[[], None]
) -> RevokeView:
    """Open the dialog that revokes what a list granted; `done` is called once it is revoked."""
    summary = QCoreApplication.translate(
        "RevokeView",
        "“{perk}” is revoked for everybody on the list, and each is told at once. Where it was "
        "granted today and not used yet it ends at once; else it still holds through the notice, "
        "until {last} at the latest.",
    ).format(perk=label, last=day(_last_day(place, None)))
    view = RevokeView(place.theme, label, summary, parent)
    city = place.city.code

    def revoked(made: perks.RevokedList) -> None:
        place.tell("good", view.list_words(made))
        done()

    _ask_to_revoke(
        place, view, lambda reason: place.client.perks.revoke_list(city, list_id, reason), revoked
    )
    return view


def _ask_to_revoke(
    place: Workplace, view: RevokeView, work: Callable[[str], T], done: Callable[[T], None]
) -> None:
    """Open a dialog that revokes, and let it do so once a reason is given."""

    def revoke(reason: str) -> None:
        view.wait(is_waiting=True)
        place.ask(view, lambda: work(reason), revoked, lambda error: _refused(view, error))

    def revoked(made: T) -> None:
        view.accept()
        done(made)

    view.wanted.connect(revoke)
    view.finished.connect(view.deleteLater)
    view.open()


def _last_day(place: Workplace, until: date | None) -> date:
    """Until when a grant holds that is revoked today."""
    noticed = place.today() + timedelta(days=place.city.notice_days)
    return noticed if until is None else min(until, noticed)


def _summary(place: Workplace, grant: perks.GrantView) -> str:
    """What revoking a grant does, and when."""
    translate = QCoreApplication.translate
    if place.shown(grant.granted_at).date() == place.today():
        return translate(
            "RevokeView",
            "{resident} is told at once. “{perk}” was granted today and ends at once; if it was "
            "used already, it still holds until {last}, instead of {until}. It can be granted "
            "again.",
        )
    if _last_day(place, grant.until_day) < grant.from_day:
        return translate(
            "RevokeView",
            "{resident} is told at once. “{perk}” has not begun, and never will. It can be granted "
            "again.",
        )
    return translate(
        "RevokeView",
        "{resident} is told at once. “{perk}” still holds until {last}. It can be granted again.",
    )


def _revoked_words(label: str, made: perks.GrantView) -> str:
    if made.ends_on is None:
        text = QCoreApplication.translate("RevokeView", "Revoked: {perk}. It has ended.")
        return text.format(perk=label)
    text = QCoreApplication.translate("RevokeView", "Revoked: {perk}. It still holds until {last}.")
    return text.format(perk=label, last=day(made.ends_on))


def _refused(view: Ask, error: ClientError) -> None:
    """Say why it was not done, or that it is not known."""
    view.wait(is_waiting=False)
    again = QCoreApplication.translate(
        "Ask", "Press again once the server answers: it is booked once."
    )
    show_refusal(view, error, again)
