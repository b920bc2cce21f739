"""The table of the city's perks, and one of them in full beside it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.perks.columns import perk_column, provider_column
from admin_gui.screens.perks.shelf import Shelf
from admin_gui.screens.perks.terms import (
    amount_words,
    hours_words,
    kind_words,
    left_of,
    left_words,
    limit_words,
    opens_words,
    perk_words,
    valid_words,
    values_words,
)
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import Column, WholeModel
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import NOTHING, label
from backend.contracts.cities import CataloguePerk

translate = QCoreApplication.translate
WIDTHS: Final = (230, 170, 110, 110)
CARD_WIDTH_LEAST: Final = 310
SHARES: Final = (600, 320)
SEARCH_MOST: Final = 64
_FACTS: Final = (
    "provider",
    "kind",
    "opens",
    "values",
    "limits",
    "hours",
    "stock",
    "lent",
    "valid",
    "conditions",
    "tells",
    "source",
)


def perk_columns(shelf: Shelf) -> list[Column[CataloguePerk]]:
    """The perks' columns."""
    return [
        perk_column(perk_words),
        provider_column(shelf, lambda perk: perk.provider),
        Column(
            name="amount",
            title=lambda: translate("Perks", "Gives"),
            text=lambda perk: amount_words(shelf, perk),
            key=lambda perk: max((value.amount for value in perk.values), default=0),
        ),
        Column(
            name="opens",
            title=lambda: translate("Perks", "Opens from"),
            text=lambda perk: opens_words(shelf, perk),
        ),
        Column(
            name="left",
            title=lambda: translate("Perks", "Left"),
            text=lambda perk: _left_text(shelf, perk),
            key=lambda perk: _left_key(shelf, perk),
            is_number=True,
        ),
    ]


def _left_text(shelf: Shelf, perk: CataloguePerk) -> str:
    stock = shelf.stock.get(perk.name)
    return NOTHING if stock is None else str(left_of(stock))


def _left_key(shelf: Shelf, perk: CataloguePerk) -> int:
    stock = shelf.stock.get(perk.name)
    return -1 if stock is None else left_of(stock)


def matching(shelf: Shelf, perks: Sequence[CataloguePerk], typed: str) -> list[CataloguePerk]:
    """The perks that have all typed words somewhere, in either language."""
    parts = typed.casefold().split()

    def words(perk: CataloguePerk) -> str:
        held = (perk.label_en, perk.label_zh, shelf.provider(perk.provider), kind_words(perk))
        return " ".join(held).casefold()

    return [perk for perk in perks if all(part in words(perk) for part in parts)]


class PerkCard(QFrame):
    """One perk in full."""

    def __init__(self, shelf: Shelf) -> None:
        """Show none yet."""
        super().__init__()
        self.setProperty("card", True)
        self._shelf = shelf
        self._perk: CataloguePerk | None = None
        self._title, self.facts = Heading(1.2), Facts(_FACTS)
        self._title.setWordWrap(True)
        inside = QFrame()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 14, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.facts)
        column.addStretch(1)
        self.area = Scrolled(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.area)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.area.setAccessibleName(self.tr("The perk in detail"))
        for name, words in (
            ("provider", self.tr("Given by")),
            ("kind", self.tr("What it is")),
            ("opens", self.tr("Opens from")),
            ("values", self.tr("Gives")),
            ("limits", self.tr("How often")),
            ("hours", self.tr("When")),
            ("stock", self.tr("Places")),
            ("lent", self.tr("In hand for")),
            ("valid", self.tr("Valid")),
            ("conditions", self.tr("Conditions")),
            ("tells", self.tr("At the counter")),
            ("source", self.tr("Rests on")),
        ):
            self.facts.call(name, words)
        self.draw()

    def show_perk(self, perk: CataloguePerk | None) -> None:
        """Show a perk, or none."""
        self._perk = perk
        self.draw()

    def draw(self) -> None:
        """Show it as it is known now."""
        perk, shelf = self._perk, self._shelf
        if perk is None:
            return
        stock = shelf.stock.get(perk.name)
        self._title.setText(perk_words(perk))
        for name, words in (
            ("provider", shelf.provider(perk.provider)),
            ("kind", kind_words(perk)),
            ("opens", opens_words(shelf, perk)),
            ("values", values_words(shelf, perk)),
            ("limits", limit_words(perk) or self.tr("any number of times")),
            ("hours", hours_words(perk.hours) or self.tr("at any time")),
            (
                "stock",
                left_words(shelf, stock) if stock is not None else self.tr("as many as come"),
            ),
            ("lent", self._lent(perk)),
            ("valid", valid_words(perk)),
            ("conditions", label(perk.conditions_en or "", perk.conditions_zh or "")),
            (
                "tells",
                label(perk.tells_en or "", perk.tells_zh or "")
                or self.tr("It learns nothing but the perk."),
            ),
            ("source", self._source(perk)),
        ):
            self.facts.say(name, words)
        self.area.setAccessibleDescription(f"{perk_words(perk)}. {self.facts.words()}")

    def _lent(self, perk: CataloguePerk) -> str:
        if perk.lent_days is None:
            return ""
        return self.tr("%n day(s) at most", "", perk.lent_days)

    def _source(self, perk: CataloguePerk) -> str:
        if not perk.illustrative:
            return perk.source
        return self.tr("{source} (figures are examples)").format(source=perk.source)


class CatalogueView(QWidget):
    """The page: a search, the table, and the card beside it."""

    def __init__(self, shelf: Shelf) -> None:
        """Without perks yet."""
        super().__init__()
        self.search = QLineEdit(maxLength=SEARCH_MOST, clearButtonEnabled=True)
        self.model: WholeModel[CataloguePerk] = WholeModel(perk_columns(shelf), self)
        self.table = Table(self.model, "perk-catalogue")
        set_widths(self.table, WIDTHS)
        self.table.wrap()
        self.panels = Panels(self.table)
        self.card = PerkCard(shelf)
        self.card.setMinimumWidth(CARD_WIDTH_LEAST)
        self.card.hide()
        self._note = Label(wordWrap=True)
        self._note.setProperty("muted", True)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.setHandleWidth(10)
        split.setProperty("bare", True)
        split.addWidget(self.panels)
        split.addWidget(self.card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes(list(SHARES))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.search, 2)
        head.addWidget(self._note, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(split, 1)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.search.setPlaceholderText(self.tr("Search perks and providers (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search perks and providers"))
        self._note.setText(
            self.tr("Perks stand in the scheme in force; who changes them proposes a scheme.")
        )
        self.table.setAccessibleName(self.tr("Perks of the city"))
        self.card.retranslate()
        self.panels.retranslate()
