"""The accounts' and departments' columns, and the words for roles and states."""

from collections.abc import Mapping
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import NOTHING, day, label, moment, word
from admin_gui.workplace import Workplace
from backend.contracts.cities import ProviderView
from backend.contracts.staff import DepartmentView, StaffView

translate = QCoreApplication.translate

ROLES: Final = ("collector", "officer", "administrator", "auditor", "counter")
COLLECTOR: Final = "collector"
# A counter is the desk of a provider; nobody else has one.
COUNTER: Final = "counter"
# A collector has a department; an officer may have one; nobody else has.
WITH_DEPARTMENT: Final = frozenset({COLLECTOR, "officer"})
CAN_SIGN_IN: Final = "can-sign-in"
DISABLED: Final = "disabled"
_MAY: Final = {
    "collector": QT_TRANSLATE_NOOP(
        "People",
        "Enters deeds of the own department, and sees what became of them. Finds no residents and "
        "reads no files.",
    ),
    "officer": QT_TRANSLATE_NOOP(
        "People",
        "Enrols and finds residents, reads their files for a reason, confirms or refuses what "
        "others entered, and grants perks. With a department, enters its deeds, too.",
    ),
    "administrator": QT_TRANSLATE_NOOP(
        "People",
        "Makes and changes accounts, and proposes schemes; another administrator approves them. "
        "Reads no resident's file.",
    ),
    "auditor": QT_TRANSLATE_NOOP(
        "People", "Reads the log, schemes, accounts and the overview. Changes nothing."
    ),
    "counter": QT_TRANSLATE_NOOP(
        "People",
        "Works at the desk of a provider of perks: books its perks, and sees what was booked. Sees "
        "no residents, scores or deeds.",
    ),
}
_MACHINE: Final = QT_TRANSLATE_NOOP(
    "People", "A department's system: enters deeds by itself, and may do nothing else."
)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which accounts are wanted; none for all."""

    search: str | None = None
    role: str | None = None
    department: str | None = None
    state: str | None = None

    @property
    def is_all(self) -> bool:
        """True where nothing is left out."""
        return self == Wish()

    @property
    def disabled(self) -> bool | None:
        """As the server asks it."""
        return None if self.state is None else self.state == DISABLED


class Departments(msgspec.Struct, frozen=True, kw_only=True):
    """Departments, by their codes."""

    views: Mapping[str, DepartmentView] = {}

    def name(self, code: str | None) -> str:
        """A department's name; a dash for none."""
        if code is None:
            return NOTHING
        view = self.views.get(code)
        return label(view.label_en, view.label_zh) if view is not None else word(code)

    def choices(self) -> list[tuple[str, str]]:
        """Codes with names, by name."""
        return sorted(((code, self.name(code)) for code in self.views), key=lambda each: each[1])


class Providers(msgspec.Struct, frozen=True, kw_only=True):
    """Who gives perks under the scheme in force, by their names."""

    views: Mapping[str, ProviderView] = {}

    def name(self, name: str | None) -> str:
        """What a provider is called; a dash for none."""
        if name is None:
            return NOTHING
        view = self.views.get(name)
        return label(view.label_en, view.label_zh) if view is not None else word(name)

    def choices(self) -> list[tuple[str, str]]:
        """Names with what they are called, by that."""
        return sorted(((name, self.name(name)) for name in self.views), key=lambda each: each[1])


class DepartmentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A department in the table.

    Attributes:
        accounts: how many belong to it; none where that is not known.
    """

    code: str
    label_en: str
    label_zh: str
    accounts: int | None


def may_words(role: str, *, is_machine: bool = False) -> str:
    """What a role may do."""
    return translate("People", _MACHINE if is_machine else _MAY.get(role, ""))


def role_words(account: StaffView) -> str:
    """A role, and whether a system has it."""
    if not account.is_machine:
        return word(account.role)
    return translate("People", "{role} (system)").format(role=word(account.role))


def number_words(account: StaffView) -> str:
    """Whether the person's own number is kept; empty for a system, which has none."""
    if account.is_machine:
        return ""
    if account.is_linked:
        return translate("People", "kept: their own file is closed to this account")
    return translate("People", "not kept")


def state_words(place: Workplace, account: StaffView) -> str:
    """Whether somebody can sign in with an account."""
    if account.disabled_at is None:
        return translate("People", "can sign in")
    words = translate("People", "disabled since {moment}")
    return words.format(moment=moment(place.shown(account.disabled_at)))


def short_state(account: StaffView) -> str:
    """The same in a word or two; and what another administrator is to do."""
    if account.disabled_at is not None:
        return translate("PeopleView", "Disabled")
    if account.handed_by is not None:
        return translate("People", "To be confirmed")
    return translate("PeopleView", "Can sign in")


def confirmed_words(account: StaffView) -> str:
    """Whether an account counts as a person of its own where two are needed."""
    if account.handed_by is None:
        return translate("People", "yes")
    return translate(
        "People", "not yet: where two are needed, it counts as the person who handed it out"
    )


def account_columns(place: Workplace, departments: "Held") -> list[Column[StaffView]]:
    """The accounts' columns."""
    return [
        Column(
            name="full_name",
            title=lambda: translate("People", "Full name"),
            text=lambda row: row.full_name,
            order="full_name",
        ),
        Column(
            name="name",
            title=lambda: translate("People", "Signs in as"),
            text=lambda row: row.name,
            order="name",
            hint=lambda row: row.name,
            gives_way=True,
        ),
        Column(
            name="role",
            title=lambda: translate("People", "Role"),
            text=role_words,
            hint=lambda row: may_words(row.role, is_machine=row.is_machine),
            order="role",
        ),
        Column(
            name="department",
            title=lambda: translate("People", "Works for"),
            text=departments.place_of,
            order="department",
            hint=departments.place_of,
            fills=True,
            gives_way=True,
        ),
        Column(
            name="state",
            title=lambda: translate("People", "State"),
            text=short_state,
            hint=lambda row: state_words(place, row),
            icon=lambda row: place.theme.icon("lock") if row.disabled_at is not None else None,
        ),
        Column(
            name="made_at",
            title=lambda: translate("People", "Made"),
            text=lambda row: day(place.shown(row.made_at).date()),
            order="made_at",
        ),
    ]


def department_columns() -> list[Column[DepartmentRow]]:
    """The departments' columns."""
    return [
        Column(
            name="label",
            title=lambda: translate("People", "Department"),
            text=lambda row: label(row.label_en, row.label_zh),
        ),
        Column(name="code", title=lambda: translate("People", "Code"), text=lambda row: row.code),
        Column(
            name="accounts",
            title=lambda: translate("People", "Accounts"),
            text=lambda row: NOTHING if row.accounts is None else str(row.accounts),
            key=lambda row: row.accounts or 0,
            is_number=True,
        ),
    ]


class Held:
    """The departments and providers as they are known now.

    Attributes:
        now: these departments.
        providers: and these providers.
    """

    def __init__(self) -> None:
        """None are known yet."""
        self.now = Departments()
        self.providers = Providers()

    def place_of(self, account: StaffView) -> str:
        """The department or the provider that an account belongs to; a dash for neither."""
        if account.provider is not None:
            return self.providers.name(account.provider)
        return self.now.name(account.department)
