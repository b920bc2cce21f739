"""Four pages: the catalogue, the places, how perks are used, and counters beside each other."""

from datetime import date

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from admin_gui.screens.perks.catalogue import CatalogueView
from admin_gui.screens.perks.counters import CountersPage
from admin_gui.screens.perks.shelf import Shelf
from admin_gui.screens.perks.stock import StockPage
from admin_gui.screens.perks.take_up import TakeUpPage
from admin_gui.theme import Theme
from admin_gui.widgets.rows import PagedModel
from admin_gui.widgets.table import Table
from backend.contracts.redemptions import SecondUse


class PerksView(QWidget):
    """The screen."""

    def __init__(
        self,
        theme: Theme,
        shelf: Shelf,
        today: date,
        uses: PagedModel[SecondUse],
        *,
        may_edit: bool,
    ) -> None:
        """Around the four pages.

        Args:
            theme: of the window.
            shelf: whose words are shown.
            today: the city's civil day.
            uses: passes that were shown twice.
            may_edit: places can be set.
        """
        super().__init__()
        self.catalogue = CatalogueView(shelf)
        self.stock = StockPage(shelf, may_edit=may_edit)
        self.take_up = TakeUpPage(today)
        self.counters = CountersPage(theme, shelf, today, uses)
        self.tabs = QTabWidget()
        for page in (self.catalogue, self.stock, self.take_up, self.counters):
            self.tabs.addTab(page, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        for number, words in enumerate(
            (self.tr("Catalogue"), self.tr("Places"), self.tr("Take-up"), self.tr("Counters"))
        ):
            self.tabs.setTabText(number, words)
        self.tabs.setAccessibleName(self.tr("Perks"))
        for page in (self.catalogue, self.stock, self.take_up, self.counters):
            page.retranslate()

    def tables(self) -> tuple[Table, ...]:
        """Every table, to remember its widths."""
        return (
            self.catalogue.table,
            self.stock.table,
            self.take_up.table,
            self.counters.shares,
            self.counters.uses,
            *(section.table for section in self.take_up.sections),
        )

    def is_catalogue(self) -> bool:
        """True where the catalogue is in view."""
        return self.tabs.currentWidget() is self.catalogue

    def is_stock(self) -> bool:
        """True where the places are in view."""
        return self.tabs.currentWidget() is self.stock
