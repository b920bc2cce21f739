"""Shows accounts and departments; administrators make, change, disable and enable accounts."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.screens.people.edits import Edits
from admin_gui.screens.people.model import (
    DepartmentRow,
    Departments,
    Held,
    Providers,
    Wish,
    account_columns,
    department_columns,
)
from admin_gui.screens.people.view import PeopleView
from admin_gui.widgets.held_row import HeldRow
from admin_gui.widgets.rows import PagedModel, Wanted, WholeModel
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace
from backend.contracts.cities import ProviderView
from backend.contracts.pages import Page
from backend.contracts.staff import DepartmentView, StaffView

SEARCH_AFTER_MS: Final = 250
# So many accounts are counted by department; of more, a page alone would tell nothing.
COUNTED_MOST: Final = 200


class People(Screen):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Begin without accounts."""
        super().__init__()
        self._place = place
        self._wish = Wish()
        self._held = Held()
        self._row = HeldRow()
        self._model: PagedModel[StaffView] = PagedModel(
            account_columns(place, self._held), place.paged(self, self._read), self
        )
        self._departments: WholeModel[DepartmentRow] = WholeModel(department_columns(), self)
        self.view = PeopleView(
            place,
            Table(self._model, "accounts"),
            Table(self._departments, "departments"),
            self._held,
        )
        self.edits = Edits(place, self._held, self)
        self._searching = QTimer(self, interval=SEARCH_AFTER_MS, singleShot=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        view, place = self.view, self._place
        view.accounts_panels.follow(self._model, view.empty_words, self._model.refresh)
        view.departments_panels.follow(self._departments, view.empty_words, self.refresh)
        self._model.state_changed.connect(self._follow)
        view.accounts.picked.connect(self._pick)
        view.accounts.opened.connect(lambda _: self._change())
        view.departments.opened.connect(self._show_department)
        self._searching.timeout.connect(self._narrow)
        view.search.textEdited.connect(lambda _: self._searching.start())
        view.search.textChanged.connect(lambda text: text or self._searching.start())
        view.search.returnPressed.connect(self._search_now)
        for choice in (view.role, view.department, view.state):
            choice.currentIndexChanged.connect(lambda _: self._narrow())
        view.clear.clicked.connect(self._show_all)
        view.new.clicked.connect(self._new)
        view.card.change.clicked.connect(self._change)
        view.card.password.clicked.connect(self._reset_password)
        view.card.confirm.clicked.connect(self._confirm)
        view.card.disable.clicked.connect(self._disable)
        view.card.enable.clicked.connect(self._enable)
        view.tabs.currentChanged.connect(lambda _: place.actions_changed.emit())
        self.edits.made.connect(self._made)
        self.edits.changed.connect(self._changed)
        place.keep_widths(view.accounts)
        place.keep_widths(view.departments)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()

    def handlers(self) -> Mapping[str, Handler]:
        """What it does for actions."""
        return {
            "new-person": self._new,
            "edit-person": self._change,
            "confirm-person": self._confirm,
            "disable-person": self._disable,
            "enable-person": self._enable,
            "reset-password": self._reset_password,
            "search-people": self._search,
        }

    def disabled_actions(self) -> frozenset[str]:
        """Changes need an account, and most of them one that is not the own."""
        account = self._current()
        of_others = {"confirm-person", "disable-person", "enable-person", "reset-password"}
        if account is None:
            return frozenset({"edit-person", *of_others})
        own = self._place.account.id
        if account.id == own:
            return frozenset(of_others)
        is_disabled = account.disabled_at is not None
        off = {"disable-person" if is_disabled else "enable-person"}
        if account.handed_by in {None, own}:
            off.add("confirm-person")
        return frozenset(off)

    def table(self) -> Table | None:
        """The table of the page in view."""
        return (self.view.accounts, self.view.departments, None)[self.view.tabs.currentIndex()]

    def arrive(self) -> None:
        """Read accounts and departments."""
        self.refresh()
        self.view.accounts.setFocus()

    def refresh(self) -> None:
        """Read both again."""
        self._model.refresh()
        client, city = self._place.client, self._place.city.code
        if not self._departments.rows():
            self.view.departments_panels.show_state("loading")
        self._place.ask(
            self,
            lambda: (client.cities.departments(city), client.perks.catalogue(city).providers),
            lambda found: self._know(*found),
            lambda error: self.view.departments_panels.show_state("failed", error.sentence),
        )

    def _know(self, departments: list[DepartmentView], providers: tuple[ProviderView, ...]) -> None:
        self._held.now = Departments(views={each.code: each for each in departments})
        self._held.providers = Providers(views={each.name: each for each in providers})
        self.view.offer()
        self.view.card.draw()
        self._model.retranslate()
        self._list_departments({})
        self._count()

    def _count(self) -> None:
        """Count accounts by department, where all of them fit in one page."""
        client, city = self._place.client, self._place.city.code

        def counted(page: Page[StaffView]) -> None:
            if page.next is None:
                counts = dict.fromkeys(self._held.now.views, 0)
                for account in page.items:
                    if account.department in counts:
                        counts[account.department] += 1
                self._list_departments(counts)

        self._place.ask(
            self, lambda: client.staff.all(city, limit=COUNTED_MOST), counted, lambda _: None
        )

    def _list_departments(self, counts: Mapping[str, int]) -> None:
        self._departments.fill(
            [
                DepartmentRow(
                    code=each.code,
                    label_en=each.label_en,
                    label_zh=each.label_zh,
                    accounts=counts.get(each.code),
                )
                for each in self._held.now.views.values()
            ]
        )

    def _read(self, wanted: Wanted) -> Page[StaffView]:
        wish = self._wish
        return self._place.client.staff.all(
            self._place.city.code,
            wanted.cursor,
            search=wish.search,
            role=wish.role,
            department=wish.department,
            disabled=wish.disabled,
            order=wanted.order or None,
        )

    def _narrow(self) -> None:
        self._searching.stop()
        self.view.offer()
        if self.view.wish() != self._wish:
            self._wish = self.view.wish()
            self._model.refresh()

    def _search(self) -> None:
        self.view.tabs.setCurrentIndex(0)
        self.view.search.setFocus()
        self.view.search.selectAll()

    def _search_now(self) -> None:
        self._narrow()
        self.view.accounts.setFocus()

    def _show_all(self) -> None:
        view = self.view
        view.search.clear()
        for choice in (view.role, view.department, view.state):
            choice.choose(None)
        self._narrow()
        view.accounts.setFocus()

    def _show_department(self, number: int) -> None:
        self._show_all()
        self.view.department.choose(self._departments.row(number).code)
        self.view.tabs.setCurrentIndex(0)
        self.view.accounts.setFocus()

    def _follow(self, state: str) -> None:
        """Show an account only beside the table, and go back to where one was."""
        table = self.view.accounts
        self.view.card.setVisible(self._model.rowCount() > 0 and state != "failed")
        if state == "ready":
            self._row.go_back(table, [row.id for row in self._model.rows()])
        self._place.actions_changed.emit()

    def _pick(self, number: int) -> None:
        if number >= 0:
            account = self._model.row(number)
            self._row.take(account.id, number)
            self.view.card.show_account(account)
        self._place.actions_changed.emit()

    def _current(self) -> StaffView | None:
        number = self.view.accounts.current()
        is_here = self.view.tabs.currentIndex() == 0 and number >= 0
        return self._model.row(number) if is_here else None

    def _new(self) -> None:
        self.edits.new()

    def _change(self) -> None:
        account = self._current()
        if account is not None and self._place.may("edit-staff"):
            self.edits.change(account)

    def _confirm(self) -> None:
        if (account := self._current()) is not None:
            self.edits.confirm(account)

    def _disable(self) -> None:
        if (account := self._current()) is not None:
            self.edits.disable(account)

    def _enable(self) -> None:
        if (account := self._current()) is not None:
            self.edits.enable(account)

    def _reset_password(self) -> None:
        if (account := self._current()) is not None:
            self.edits.reset_password(account)

    def _made(self, account: StaffView) -> None:
        """Show a new account among the others."""
        self._row.id = account.id
        self.view.tabs.setCurrentIndex(0)
        self._model.refresh()
        self._count()

    def _changed(self, account: StaffView) -> None:
        """Show an account as it is now, in its row."""
        for number, row in enumerate(self._model.rows()):
            if row.id == account.id:
                self._model.replace(number, account)
        if account.id == self._row.id:
            self.view.card.show_account(account)
        self._place.actions_changed.emit()


def open_screen(place: Workplace) -> Screen:
    """The screen."""
    return People(place)
