"""Rows: bookings at the server, passes on this machine, and how often each perk was used."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from admin_gui.counter import Counter
from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.outbox.items import Booking, State
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import NOTHING, amount_words, day, label, moment
from backend.contracts.redemptions import RedemptionView, TakeUpRow

translate = QCoreApplication.translate
OVERDUE: Final = "overdue"
# What is to be brought back comes first.
STATES: Final = (OVERDUE, "lent", "used", "returned", "reversed")
# What needs somebody, where no state is chosen.
OPEN: Final[tuple[State, ...]] = ("waiting", "refused")
QUEUE_STATES: Final[tuple[State, ...]] = ("waiting", "refused", "sent", "withdrawn")
_WORDS: Final = {
    OVERDUE: QT_TRANSLATE_NOOP("Bookings", "overdue"),
    "lent": QT_TRANSLATE_NOOP("Bookings", "lent"),
    "used": QT_TRANSLATE_NOOP("Bookings", "used"),
    "returned": QT_TRANSLATE_NOOP("Bookings", "brought back"),
    "reversed": QT_TRANSLATE_NOOP("Bookings", "reversed"),
    "waiting": QT_TRANSLATE_NOOP("Bookings", "waits to be settled"),
    "refused": QT_TRANSLATE_NOOP("Bookings", "refused"),
    "sent": QT_TRANSLATE_NOOP("Bookings", "settled"),
    "withdrawn": QT_TRANSLATE_NOOP("Bookings", "put away"),
    "stock": QT_TRANSLATE_NOOP("Bookings", "beyond the places there were"),
    "offline": QT_TRANSLATE_NOOP("Bookings", "without a network"),
}
_SIGNS: Final = {
    OVERDUE: "warn",
    "lent": "info",
    "used": "good",
    "returned": "good",
    "reversed": "bad",
    "waiting": "info",
    "refused": "bad",
    "sent": "good",
    "withdrawn": "warn",
}


class Shows(msgspec.Struct, frozen=True, kw_only=True):
    """How what is stored becomes what is read.

    Attributes:
        counter: reads what a pass says.
        time: a moment in the city's time.
        today: the city's civil day.
        icon: a sign by its name.
    """

    counter: Counter
    time: Callable[[datetime], datetime]
    today: Callable[[], date]
    icon: Callable[[str], QIcon]


def booking_word(code: str) -> str:
    """A state in words."""
    return translate("Bookings", _WORDS[code])


def is_overdue(view: RedemptionView, today: date) -> bool:
    """Whether it should have been brought back by now."""
    return view.state == "lent" and view.due_on is not None and view.due_on < today


def state_of(view: RedemptionView, today: date) -> str:
    """Its state, where overdue is one."""
    return OVERDUE if is_overdue(view, today) else view.state


def note_of(view: RedemptionView) -> str:
    """What is special about it."""
    said = [booking_word("offline")] if view.is_offline else []
    if view.is_beyond_stock:
        said.append(booking_word("stock"))
    return translate("Words", ", ").join(said)


def perk_of(view: RedemptionView | TakeUpRow) -> str:
    """What the perk is called."""
    return label(view.label_en, view.label_zh)


def booking_columns(shows: Shows) -> list[Column[RedemptionView]]:
    """Bookings at the server."""
    return [
        Column(
            name="state",
            title=lambda: translate("Bookings", "State"),
            text=lambda view: booking_word(state_of(view, shows.today())),
            icon=lambda view: shows.icon(_SIGNS[state_of(view, shows.today())]),
        ),
        Column(
            name="perk",
            title=lambda: translate("Bookings", "Perk"),
            text=perk_of,
            hint=perk_of,
            fills=True,
        ),
        Column(
            name="amount",
            title=lambda: translate("Bookings", "Amount"),
            text=lambda view: amount_words(view.value) or NOTHING,
        ),
        Column(
            name="code",
            title=lambda: translate("Bookings", "Receipt code"),
            text=lambda view: view.code,
        ),
        Column(
            name="taken",
            title=lambda: translate("Bookings", "Booked"),
            text=lambda view: moment(shows.time(view.taken_at)),
        ),
        Column(
            name="due",
            title=lambda: translate("Bookings", "To be back by"),
            text=lambda view: day(view.due_on),
        ),
        Column(
            name="counter",
            title=lambda: translate("Bookings", "Counter"),
            text=lambda view: view.counter_name or NOTHING,
            hint=lambda view: view.counter_name or "",
            gives_way=True,
        ),
        Column(
            name="note",
            title=lambda: translate("Bookings", "Note"),
            text=note_of,
            hint=note_of,
            gives_way=True,
        ),
    ]


def queue_columns(shows: Shows) -> list[Column[Booking]]:
    """Passes on this machine."""
    return [
        Column(
            name="state",
            title=lambda: translate("Bookings", "State"),
            text=lambda item: booking_word(item.state),
            icon=lambda item: shows.icon(_SIGNS[item.state]),
            hint=lambda item: item.sentence,
        ),
        Column(
            name="perk",
            title=lambda: translate("Bookings", "Perk"),
            text=lambda item: _queued(shows.counter, item)[0],
            hint=lambda item: _queued(shows.counter, item)[0],
        ),
        Column(
            name="amount",
            title=lambda: translate("Bookings", "Amount"),
            text=lambda item: _queued(shows.counter, item)[1],
        ),
        Column(
            name="taken",
            title=lambda: translate("Bookings", "Booked"),
            text=lambda item: moment(shows.time(item.content.taken_at)),
        ),
        Column(
            name="next",
            title=lambda: translate("Bookings", "Next try"),
            text=lambda item: moment(item.next_try_at and shows.time(item.next_try_at)),
        ),
        Column(
            name="problem",
            title=lambda: translate("Bookings", "Last problem"),
            text=lambda item: item.sentence,
            hint=lambda item: item.sentence,
            fills=True,
            gives_way=True,
        ),
    ]


def total_columns() -> list[Column[TakeUpRow]]:
    """How often each perk was used in a month."""
    return [
        Column(
            name="month",
            title=lambda: translate("Bookings", "Month"),
            text=lambda row: row.month,
        ),
        Column(
            name="perk",
            title=lambda: translate("Bookings", "Perk"),
            text=perk_of,
            hint=perk_of,
            fills=True,
        ),
        _count("booked", lambda: translate("Bookings", "Times used"), lambda row: row.booked),
        _count("returned", lambda: translate("Bookings", "Brought back"), lambda row: row.returned),
        _count("reversed", lambda: translate("Bookings", "Reversed"), lambda row: row.reversed),
        _count("offline", lambda: translate("Bookings", "No network"), lambda row: row.offline),
        _count("twice", lambda: translate("Bookings", "Shown twice"), lambda row: row.twice),
    ]


def longest_overdue_first(views: Sequence[RedemptionView]) -> list[RedemptionView]:
    """What should be back by now, the longest overdue first."""
    return sorted(views, key=lambda view: (view.due_on or date.max, view.id))


def _queued(counter: Counter, item: Booking) -> tuple[str, str]:
    """Perk and amount of a pass on this machine, as far as they can be read."""
    claims = counter.claims(item)
    if item.receipt is not None:
        return perk_of(item.receipt), amount_words(item.receipt.value) or NOTHING
    if claims is None or counter.desk is None:
        return NOTHING, NOTHING
    perk = counter.desk.perk(claims.perk)
    if perk is None:
        return claims.perk, claims.amount or NOTHING
    amount = amount_words(counter.desk.amount(perk, claims.amount))
    return label(perk.label_en, perk.label_zh), amount or NOTHING


def _count(
    name: str, title: Callable[[], str], count: Callable[[TakeUpRow], int]
) -> Column[TakeUpRow]:
    return Column(
        name=name, title=title, text=lambda row: str(count(row)), key=count, is_number=True
    )
