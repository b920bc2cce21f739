"""The queue's columns, what narrows it, and the words for what a deed says."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.widgets.deeds import quantity_text
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import NOTHING, day, label, moment, word
from admin_gui.workplace import Workplace
from backend.contracts.cities import DeedTypes, DeedTypeView
from backend.contracts.deeds import AwaitingItem, AwaitingView, Document
from backend.contracts.staff import DepartmentView

MERIT: Final = "merit"
# What refuses most often, as the resident and the collector read it.
COMMON_REASONS: Final = (
    QT_TRANSLATE_NOOP("Confirm", "The document does not prove this deed."),
    QT_TRANSLATE_NOOP("Confirm", "The document could not be found at the authority."),
    QT_TRANSLATE_NOOP("Confirm", "Day, grade or quantity differ from the document."),
    QT_TRANSLATE_NOOP("Confirm", "The document speaks of another person."),
    QT_TRANSLATE_NOOP("Confirm", "This deed was entered already."),
    QT_TRANSLATE_NOOP("Confirm", "The deed type is not the right one."),
)

_WHY: Final = {
    "demerit": QT_TRANSLATE_NOOP("Confirm", "It is a demerit."),
    "thirty-points": QT_TRANSLATE_NOOP(
        "Confirm", "It is worth 30 points or more, and comes without a document."
    ),
    "collector-cap": QT_TRANSLATE_NOOP(
        "Confirm",
        "With it, one collector would give this resident more than one alone may in a year.",
    ),
    "second-look": QT_TRANSLATE_NOOP(
        "Confirm", "It counts already, and was drawn for a second look."
    ),
}


class Narrowed(msgspec.Struct, frozen=True, kw_only=True):
    """What the queue is narrowed to; none for all."""

    direction: str | None = None
    department: str | None = None
    deed_type: str | None = None

    @property
    def is_all(self) -> bool:
        """True where nothing is left out."""
        return self == Narrowed()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the words for a deed are found in: types, units and departments, by their codes."""

    deed_types: Mapping[str, DeedTypeView] = {}
    units: Mapping[str, tuple[str, str]] = {}
    departments: Mapping[str, tuple[str, str]] = {}

    def department(self, code: str) -> str:
        """A department's name."""
        return label(*self.departments[code]) if code in self.departments else word(code)

    def quantity(self, quantity: Decimal | None, unit: str | None) -> str:
        """A quantity with its unit; empty where there is none."""
        if quantity is None:
            return ""
        words = label(*self.units[unit]) if unit and unit in self.units else unit or ""
        return quantity_text(quantity, words)


def known_of(types: DeedTypes, departments: Sequence[DepartmentView]) -> Known:
    """What two answers of the server tell."""
    return Known(
        deed_types={each.code: each for each in types.deed_types},
        units={each.code: (each.label_en, each.label_zh) for each in types.units},
        departments={each.code: (each.label_en, each.label_zh) for each in departments},
    )


def department_choices(known: Known) -> list[tuple[str, str]]:
    """Departments with their names, by name."""
    named = [(code, known.department(code)) for code in known.departments]
    return sorted(named, key=lambda entry: entry[1])


def deed_type_choices(known: Known, narrowed: Narrowed) -> list[tuple[str, str]]:
    """Deed types that the other two choices leave, by name."""
    named = [
        (each.code, label(each.label_en, each.label_zh))
        for each in known.deed_types.values()
        if narrowed.direction in {None, each.direction}
        and (narrowed.department is None or narrowed.department in each.departments)
    ]
    return sorted(named, key=lambda entry: entry[1])


def direction_words(direction: str) -> str:
    """A direction with its sign."""
    return f"{'+' if direction == MERIT else '−'} {word(direction)}"


def document_words(document: Document | None) -> str:
    """Authority, number and day of a document; a dash where there is none."""
    if document is None:
        return NOTHING
    words = QCoreApplication.translate("Confirm", "{authority}, no. {number}, of {day}")
    return words.format(
        authority=document.authority, number=document.number, day=day(document.issued_on)
    )


def own_words() -> str:
    """Why an own entry is locked."""
    return QCoreApplication.translate(
        "Confirm",
        "You entered this deed yourself, or it is about you, so another person must decide on it.",
    )


def why_words(why: str | None) -> str:
    """Why a deed needs a second person; empty where the server does not say."""
    return "" if why is None else QCoreApplication.translate("Confirm", _WHY[why])


def item_of(view: AwaitingView) -> AwaitingItem:
    """The row of a deed that was looked at."""
    return AwaitingItem(
        **{name: getattr(view, name) for name in AwaitingItem.__struct_fields__},
    )


def columns(place: Workplace, known: Callable[[], Known]) -> list[Column[AwaitingItem]]:
    """The queue's columns.

    Args:
        place: whose city's clocks and icons are shown.
        known: what names are found in.
    """

    def said(text: str) -> str:
        return QCoreApplication.translate("Confirm", text)

    return [
        Column(
            name="direction",
            title=lambda: said(QT_TRANSLATE_NOOP("Confirm", "Direction")),
            text=lambda row: direction_words(row.direction),
            icon=lambda row: place.theme.icon("lock") if row.is_own else None,
            hint=lambda row: own_words() if row.is_own else "",
        ),
        Column(
            name="deed_type",
            title=lambda: said(QT_TRANSLATE_NOOP("Confirm", "Deed")),
            text=lambda row: label(row.label_en, row.label_zh),
            hint=lambda row: label(row.label_en, row.label_zh),
            order="deed_type",
            fills=True,
            gives_way=True,
        ),
        Column(
            name="department",
            title=lambda: said(QT_TRANSLATE_NOOP("Confirm", "Department")),
            text=lambda row: known().department(row.department),
            hint=lambda row: known().department(row.department),
            order="department",
            gives_way=True,
        ),
        Column(
            name="occurred_on",
            title=lambda: said(QT_TRANSLATE_NOOP("Confirm", "Happened")),
            text=lambda row: day(row.occurred_on),
            order="occurred_on",
        ),
        Column(
            name="recorded_at",
            title=lambda: said(QT_TRANSLATE_NOOP("Confirm", "Entered")),
            text=lambda row: moment(place.shown(row.recorded_at)),
            order="recorded_at",
        ),
    ]
