"""What the screen shows beside the form: what a deed is worth, and the deeds saved last."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from admin_gui.outbox.items import Item
from admin_gui.widgets.deed_form.numbers import masked
from admin_gui.widgets.deed_form.words import name_of
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import day, word
from backend.contracts.cities import DeedTypes, DeedTypeView
from backend.contracts.deeds import Worth

translate = QCoreApplication.translate
RECENT: Final = 10
# The sign that stands beside each state's word.
SIGNS: Final = {
    "waiting": "info",
    "sent": "good",
    "refused": "bad",
    "withdrawn": "warn",
    "corrected": "warn",
}


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the worth of the deed in the form.

    Attributes:
        deed_type: none where none is picked.
        worth: what the server says; none where it was not asked or did not answer.
        has_document: true where the deed rests on one.
        notice_days: of the city.
        why: why only the rules are shown.
    """

    deed_type: DeedTypeView | None
    worth: Worth | None = None
    has_document: bool = False
    notice_days: int = 0
    why: str = ""


def second_person(judged: Judged) -> tuple[str, str]:
    """A sign, and whether the deed awaits a second person."""
    deed_type, worth = judged.deed_type, judged.worth
    if deed_type is None:
        return "info", ""
    is_merit = deed_type.direction == "merit"
    if is_merit and (judged.has_document or deed_type.document == "optional"):
        return "good", translate("LogDeed", "Counts at once; no second person is needed")
    if is_merit and worth is None:
        return "info", translate(
            "LogDeed", "Awaits a second person if it is worth 30 points or more"
        )
    if worth is not None and worth.state == "counts":
        return "good", translate("LogDeed", "Counts at once; no second person is needed")
    if is_merit:
        return "warn", translate("LogDeed", "Awaits a second person, unless it rests on a document")
    return "warn", translate("LogDeed", "Awaits a second person")


def begins(judged: Judged) -> str:
    """From when it counts."""
    deed_type, worth = judged.deed_type, judged.worth
    if deed_type is None:
        return ""
    if deed_type.direction == "demerit":
        text = translate("LogDeed", "{days} days after it is confirmed").format(
            days=judged.notice_days
        )
        if worth is None:
            return text
        return translate("LogDeed", "{day} at the earliest; {text}").format(
            day=day(worth.counts_from), text=text
        )
    if worth is None:
        return translate("LogDeed", "the day it reaches the server, or is confirmed")
    return day(worth.counts_from)


def recent_columns(
    deed_types: Callable[[], DeedTypes | None],
    shown: Callable[[datetime], datetime],
    icon: Callable[[str], QIcon],
) -> list[Column[Item]]:
    """The deeds saved last: what became of each."""

    def name(item: Item) -> str:
        known = deed_types()
        for each in known.deed_types if known else ():
            if each.code == item.content.deed_type:
                return name_of(each)
        return word(item.content.deed_type)

    return [
        Column(
            name="state",
            title=lambda: translate("LogDeed", "State"),
            text=lambda item: word(item.state),
            icon=lambda item: icon(SIGNS[item.state]),
            hint=lambda item: item.sentence,
        ),
        Column(
            name="resident",
            title=lambda: translate("LogDeed", "Resident"),
            text=lambda item: masked(item.content.number),
            hint=lambda item: translate("LogDeed", "Saved at {time}").format(
                time=shown(item.saved_at).strftime("%H:%M")
            ),
        ),
        Column(
            name="deed",
            title=lambda: translate("LogDeed", "Deed"),
            text=name,
            hint=name,
        ),
    ]
