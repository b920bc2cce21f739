"""Rows of both halves: deeds on this machine, and entries at the server."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from admin_gui.outbox.courier import Standing
from admin_gui.outbox.items import Item, State
from admin_gui.widgets.deed_form.numbers import masked
from admin_gui.widgets.deed_form.words import name_of
from admin_gui.widgets.deeds import quantity_text
from admin_gui.widgets.rows import Column, Load, PagedModel
from admin_gui.widgets.words import day, grade_word, label, moment, word
from backend.contracts.cities import DeedTypes
from backend.contracts.deeds import EntryView

translate = QCoreApplication.translate
STATES: Final[tuple[State, ...]] = ("waiting", "refused", "sent", "withdrawn", "corrected")
ENTRY_STATES: Final = ("awaiting-confirmation", "confirmed", "counts", "suspended", "annulled")
# The sign beside each state's word.
SIGNS: Final = {
    "waiting": "info",
    "refused": "bad",
    "sent": "good",
    "withdrawn": "warn",
    "corrected": "warn",
    "awaiting-confirmation": "info",
    "confirmed": "good",
    "counts": "good",
    "suspended": "warn",
    "annulled": "bad",
}
STANDING_SIGNS: Final = {
    "resting": "good",
    "sending": "info",
    "away": "warn",
    "signed-out": "bad",
    "troubled": "bad",
    "stopped": "warn",
}


class Shows(msgspec.Struct, frozen=True, kw_only=True):
    """How what is stored becomes what is read.

    Attributes:
        deed: the name of a deed type's code.
        time: a moment in the city's time.
        icon: a sign by its name.
        number: a resident's number, masked unless it is shown.
    """

    deed: Callable[[str], str]
    time: Callable[[datetime | None], str]
    icon: Callable[[str], QIcon]
    number: Callable[[Item], str]


class ItemsModel(PagedModel[Item]):
    """Deeds on this machine, newest first; what becomes of one changes its row alone."""

    def __init__(self, columns: Sequence[Column[Item]], load: Load[Item]) -> None:
        """Begin without rows."""
        super().__init__(columns, load)

    def update(self, items: Sequence[Item]) -> bool:
        """Take the same deeds as they are now; false where they are others."""
        if [item.id for item in items] != [item.id for item in self._rows]:
            return False
        for number, item in enumerate(items):
            if item != self._rows[number]:
                self.replace(number, item)
        return True

    def place_of(self, deed: UUID | None) -> int:
        """In which row a deed stands; -1 for none."""
        return next((place for place, item in enumerate(self._rows) if item.id == deed), -1)


def item_columns(shows: Shows) -> list[Column[Item]]:
    """What stands in the table of this machine."""
    return [
        Column(
            name="state",
            title=lambda: translate("Outbox", "State"),
            text=lambda item: word(item.state),
            icon=lambda item: shows.icon(SIGNS[item.state]),
            hint=lambda item: item.sentence,
        ),
        Column(
            name="resident",
            title=lambda: translate("Outbox", "Resident"),
            text=shows.number,
        ),
        Column(
            name="deed",
            title=lambda: translate("Outbox", "Deed"),
            text=lambda item: shows.deed(item.content.deed_type),
            hint=lambda item: shows.deed(item.content.deed_type),
        ),
        Column(
            name="saved",
            title=lambda: translate("Outbox", "Saved"),
            text=lambda item: shows.time(item.saved_at),
        ),
        Column(
            name="day",
            title=lambda: translate("Outbox", "Day"),
            text=lambda item: day(item.content.occurred_on),
        ),
        Column(
            name="attempts",
            title=lambda: translate("Outbox", "Tries"),
            text=lambda item: str(item.attempts),
            is_number=True,
        ),
        Column(
            name="next",
            title=lambda: translate("Outbox", "Next try"),
            text=lambda item: shows.time(item.next_try_at),
        ),
        Column(
            name="problem",
            title=lambda: translate("Outbox", "Last problem"),
            text=lambda item: item.sentence,
            hint=lambda item: item.sentence,
        ),
    ]


def entry_columns(shows: Shows) -> list[Column[EntryView]]:
    """What stands in the table of entries; the server sorts by what it can."""
    return [
        Column(
            name="state",
            title=lambda: translate("Outbox", "State"),
            text=lambda entry: word(entry.state),
            icon=lambda entry: shows.icon(SIGNS[entry.state]),
            hint=lambda entry: entry.reason or "",
        ),
        Column(
            name="deed",
            title=lambda: translate("Outbox", "Deed"),
            text=lambda entry: shows.deed(entry.deed_type),
            order="deed_type",
            hint=lambda entry: shows.deed(entry.deed_type),
        ),
        Column(
            name="day",
            title=lambda: translate("Outbox", "Day"),
            text=lambda entry: day(entry.occurred_on),
            order="occurred_on",
        ),
        Column(
            name="recorded",
            title=lambda: translate("Outbox", "Recorded"),
            text=lambda entry: shows.time(entry.recorded_at),
            order="recorded_at",
        ),
        Column(
            name="reason",
            title=lambda: translate("Outbox", "Why it was refused"),
            text=lambda entry: entry.reason or "",
            hint=lambda entry: entry.reason or "",
        ),
    ]


def deed_name(deed_types: DeedTypes | None, code: str) -> str:
    """A deed type's name, also of one that cannot be entered any more."""
    for each in deed_types.deed_types if deed_types else ():
        if each.code == code:
            return name_of(each)
    return word(code)


def amount_of(item: Item, deed_types: DeedTypes | None) -> str:
    """Grade, or quantity with its unit."""
    deed = item.content
    if deed.grade:
        return grade_word(deed.grade)
    if deed.quantity is None:
        return ""
    units = {unit.code: unit for unit in deed_types.units} if deed_types else {}
    code = deed.unit or _first_unit(deed_types, deed.deed_type)
    unit = units.get(code)
    words = label(unit.label_en, unit.label_zh) if unit else code
    return quantity_text(Decimal(str(deed.quantity)), words)


def may_retry(item: Item) -> bool:
    """Whether it is sent only once somebody says so again."""
    return item.state in {"refused", "withdrawn"}


def may_withdraw(item: Item) -> bool:
    """Whether it is certain that the server does not have it."""
    return item.state == "refused" or (item.state == "waiting" and item.attempts == 0)


def shown_number(item: Item, *, is_whole: bool) -> str:
    """A resident's number, whole or masked."""
    return item.content.number if is_whole else masked(item.content.number)


def standing_words(standing: Standing, time: Callable[[datetime | None], str]) -> str:
    """How sending stands."""
    words = {
        "resting": translate("Outbox", "Nothing is left to send now."),
        "sending": translate("Outbox", "Sending…"),
        "away": translate("Outbox", "The server is away."),
        "signed-out": translate("Outbox", "Sign in again to send."),
        "troubled": translate("Outbox", "Sending has failed."),
        "stopped": translate("Outbox", "Sending has stopped."),
    }
    parts = [words[standing.kind]]
    if standing.sentence:
        parts = [standing.sentence]
    if standing.next_try_at is not None:
        parts.append(
            translate("Outbox", "Next try at {time}.").format(time=time(standing.next_try_at))
        )
    return " ".join(parts)


def _first_unit(deed_types: DeedTypes | None, code: str) -> str:
    for each in deed_types.deed_types if deed_types else ():
        if each.code == code and each.units:
            return each.units[0]
    return ""


def time_words(value: datetime | None, shown: Callable[[datetime], datetime]) -> str:
    """A moment in the city's time."""
    return moment(shown(value)) if value is not None else ""
