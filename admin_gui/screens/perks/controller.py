"""Shows the city's perks, sets their places, and shows how they are used."""

from collections.abc import Mapping
from typing import Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout

from admin_gui.client.errors import ClientError
from admin_gui.screens.perks.catalogue import matching
from admin_gui.screens.perks.counters import second_use_columns
from admin_gui.screens.perks.setting import Setting
from admin_gui.screens.perks.shelf import Shelf
from admin_gui.screens.perks.view import PerksView
from admin_gui.widgets.rows import PagedModel, Wanted
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.section import add_charts
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace
from backend.contracts.cities import PerkCatalogue
from backend.contracts.pages import Page
from backend.contracts.redemptions import CounterShares, SecondUse, StockView, TakeUp

SEARCH_AFTER_MS: Final = 150


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What is read together."""

    catalogue: PerkCatalogue
    stock: list[StockView]


class Perks(Screen):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Begin without perks; `arrive` reads."""
        super().__init__()
        self._place = place
        self._shelf = Shelf()
        # What is asked first may be answered last.
        self._year_question = self._month_question = 0
        self._uses: PagedModel[SecondUse] = PagedModel(
            second_use_columns(self._shelf, place.shown), place.paged(self, self._read_uses), self
        )
        may_edit = place.may("edit-stock")
        self.view = PerksView(
            place.theme, self._shelf, place.today(), self._uses, may_edit=may_edit
        )
        self.setting = Setting(place, self)
        self._searching = QTimer(self, interval=SEARCH_AFTER_MS, singleShot=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        for table in self.view.tables():
            place.keep_widths(table)
        self._connect()
        self.retranslate()
        self._load_charts()

    def _connect(self) -> None:
        view, place = self.view, self._place
        catalogue, stock, counters = view.catalogue, view.stock, view.counters
        catalogue.panels.follow(catalogue.model, self._no_perks, self.refresh)
        stock.panels.follow(stock.model, self._no_stock, self.refresh)
        view.take_up.panels.follow(view.take_up.model, self._no_use, self._read_take_up)
        counters.share_panels.follow(counters.model, self._no_counters, self._read_counters)
        counters.use_panels.follow(self._uses, self._no_second_uses, self._uses.refresh)
        self._searching.timeout.connect(self._narrow)
        catalogue.search.textChanged.connect(lambda _: self._searching.start())
        catalogue.search.returnPressed.connect(self._search_now)
        catalogue.table.picked.connect(self._pick)
        stock.table.picked.connect(lambda _: place.actions_changed.emit())
        stock.table.opened.connect(lambda _: self._set_places())
        stock.edit.clicked.connect(self._set_places)
        stock.back.clicked.connect(self.setting.go_back)
        self.setting.changed.connect(self._read_perks)
        view.take_up.year.currentIndexChanged.connect(lambda _: self._read_take_up())
        counters.month.currentIndexChanged.connect(lambda _: self._read_counters())
        view.tabs.currentChanged.connect(lambda _: place.actions_changed.emit())

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()

    def handlers(self) -> Mapping[str, Handler]:
        """What it does for actions."""
        return {
            "set-places": self._set_places,
            "places-back": self.setting.go_back,
            "find-perk": self._search,
        }

    def disabled_actions(self) -> frozenset[str]:
        """Places are set of a row; there is a way back only after that."""
        found = set()
        if not self.view.is_stock() or self.view.stock.picked() is None:
            found.add("set-places")
        if self.setting.before() is None:
            found.add("places-back")
        return frozenset(found)

    def table(self) -> Table:
        """The table that has the keyboard, else the first of the page in view."""
        view, focused = self.view, QApplication.focusWidget()
        for section in view.take_up.sections:
            if focused is not None and section.isAncestorOf(focused):
                return section.table
        if view.counters.uses.hasFocus():
            return view.counters.uses
        of_pages = (view.catalogue, view.stock, view.take_up)
        return next(
            (page.table for page in of_pages if page is view.tabs.currentWidget()),
            view.counters.shares,
        )

    def arrive(self) -> None:
        """Read everything, and give the keyboard to the perks."""
        self.refresh()
        if self.view.is_catalogue():
            self.view.catalogue.panels.give_keyboard()
        else:
            self.view.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read everything again."""
        self._read_perks()
        self._read_take_up()
        self._read_counters()
        self._uses.refresh()

    # Perks and places

    def _read_perks(self) -> None:
        client, city = self._place.client, self._place.city.code
        pages = (self.view.catalogue.panels, self.view.stock.panels)
        if not self._shelf.perks:
            for panels in pages:
                panels.show_state("loading")

        def read() -> Reading:
            return Reading(catalogue=client.perks.catalogue(city), stock=client.perks.stock(city))

        def failed(error: ClientError) -> None:
            for panels in pages:
                panels.show_state("failed", error.sentence)

        self._place.ask(self, read, self._know, failed)

    def _know(self, reading: Reading) -> None:
        self._shelf.know(reading.catalogue, reading.stock)
        stock = self.view.stock
        picked = stock.picked()
        held = picked.perk if picked is not None else None
        stock.model.fill(reading.stock)
        _go_to(stock.table, [row.perk for row in stock.model.rows()], held)
        before = self.setting.before()
        stock.offer_back(before.places if before is not None else None)
        self._narrow()
        self._uses.retranslate()
        self.view.counters.model.retranslate()
        self._place.actions_changed.emit()

    def _narrow(self) -> None:
        """Show the perks that have what is typed."""
        self._searching.stop()
        catalogue = self.view.catalogue
        number = catalogue.table.current()
        held = catalogue.model.row(number).name if number >= 0 else None
        catalogue.model.fill(matching(self._shelf, self._shelf.perks, catalogue.search.text()))
        _go_to(catalogue.table, [perk.name for perk in catalogue.model.rows()], held)
        catalogue.card.setVisible(bool(catalogue.model.rows()))

    def _pick(self, number: int) -> None:
        if number >= 0:
            self.view.catalogue.card.show_perk(self.view.catalogue.model.row(number))

    def _search(self) -> None:
        self.view.tabs.setCurrentWidget(self.view.catalogue)
        self.view.catalogue.search.setFocus()
        self.view.catalogue.search.selectAll()

    def _search_now(self) -> None:
        self._narrow()
        self.view.catalogue.panels.give_keyboard()

    def _set_places(self) -> None:
        stock = self.view.stock.picked()
        if stock is not None and self._place.may("edit-stock"):
            self.setting.set_places(stock)

    # Use

    def _read_take_up(self) -> None:
        self._year_question += 1
        question, page = self._year_question, self.view.take_up
        client, city, year = self._place.client, self._place.city.code, page.chosen_year()
        if not page.model.rows():
            page.panels.show_state("loading")

        def done(found: TakeUp) -> None:
            if question == self._year_question:
                page.show_rows(found.rows)

        def failed(error: ClientError) -> None:
            if question == self._year_question:
                page.fail(error.sentence)

        self._place.ask(self, lambda: client.perks.take_up(city, year), done, failed)

    def _read_counters(self) -> None:
        self._month_question += 1
        question, page = self._month_question, self.view.counters
        client, city, month = self._place.client, self._place.city.code, page.chosen_month()
        if not page.model.rows():
            page.share_panels.show_state("loading")

        def done(found: CounterShares) -> None:
            if question == self._month_question:
                page.show_shares(found.rows)

        def failed(error: ClientError) -> None:
            if question == self._month_question:
                page.show_shares(())
                page.share_panels.show_state("failed", error.sentence)

        self._place.ask(self, lambda: client.perks.counters(city, month), done, failed)

    def _read_uses(self, wanted: Wanted) -> Page[SecondUse]:
        return self._place.client.perks.second_uses(self._place.city.code, wanted.cursor)

    def _load_charts(self) -> None:
        def failed(error: Exception) -> None:
            raise error

        place = self._place
        add_charts(
            place.theme,
            lambda work, done: place.tasks.run(self, work, done, failed),
            self.view.take_up.sections,
        )

    # Where there is nothing

    def _no_perks(self) -> tuple[str, str]:
        if self._shelf.perks:
            return self.tr("Nothing found"), self.tr("No perk has these words. Clear the search.")
        return self.tr("The city has no perks"), self.tr("The scheme in force lists none.")

    def _no_stock(self) -> tuple[str, str]:
        return self.tr("No perk has a limited number of places"), self.tr(
            "Where the scheme states places for everybody together, they are set here."
        )

    def _no_use(self) -> tuple[str, str]:
        return self.tr("Nothing was used yet"), self.tr(
            "Each booking at a counter is counted here, by perk and month."
        )

    def _no_counters(self) -> tuple[str, str]:
        return self.tr("No counter booked anything in this month"), self.tr(
            "Choose another month, or wait for the first booking."
        )

    def _no_second_uses(self) -> tuple[str, str]:
        return self.tr("No pass was shown twice"), ""


def _go_to(table: Table, names: list[str], held: str | None) -> None:
    """Go to the row that was picked before, else to the first one."""
    table.go_to(names.index(held) if held in names else 0)


def open_screen(place: Workplace) -> Screen:
    """The screen."""
    return Perks(place)
