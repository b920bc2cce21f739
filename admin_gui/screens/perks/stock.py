"""The places of the perks that have a stock: the table, and what can be done with its row."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from admin_gui.screens.perks.columns import perk_column, provider_column
from admin_gui.screens.perks.shelf import Shelf
from admin_gui.screens.perks.terms import every_words, left_of
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import Column, WholeModel
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import label
from backend.contracts.redemptions import StockView

translate = QCoreApplication.translate
WIDTHS: Final = (220, 170, 80, 80, 100, 110, 80)


def stock_words(stock: StockView) -> str:
    """What the perk is called."""
    return label(stock.label_en, stock.label_zh)


def left_text(stock: StockView) -> str:
    """How many places are left, with a sign where there are none."""
    left = left_of(stock)
    return str(left) if left else translate("Perks", "✕ none")


def why_text(stock: StockView) -> str:
    """Why there are so many places."""
    if stock.reason is None:
        return translate("Perks", "as the scheme states")
    return stock.reason


def stock_columns(shelf: Shelf) -> list[Column[StockView]]:
    """The places' columns."""
    return [
        perk_column(stock_words),
        provider_column(shelf, lambda stock: stock.provider),
        _number("places", lambda: translate("Perks", "Places"), lambda stock: stock.places),
        _number("taken", lambda: translate("Perks", "Taken"), lambda stock: stock.taken),
        Column(
            name="left",
            title=lambda: translate("Perks", "Left"),
            text=left_text,
            key=left_of,
            is_number=True,
        ),
        Column(
            name="per",
            title=lambda: translate("Perks", "Anew"),
            text=lambda stock: every_words(shelf, stock),
            gives_way=True,
        ),
        _number("listed", lambda: translate("Perks", "In scheme"), lambda stock: stock.listed),
        Column(
            name="why",
            title=lambda: translate("Perks", "Because"),
            text=why_text,
            hint=why_text,
            gives_way=True,
        ),
    ]


def _number(
    name: str, title: Callable[[], str], count: Callable[[StockView], int]
) -> Column[StockView]:
    return Column(
        name=name,
        title=title,
        text=lambda stock: str(count(stock)),
        key=count,
        is_number=True,
    )


class StockPage(QWidget):
    """The page."""

    def __init__(self, shelf: Shelf, *, may_edit: bool) -> None:
        """Without places yet.

        Args:
            shelf: whose words are shown.
            may_edit: places can be set.
        """
        super().__init__()
        self._may_edit = may_edit
        self.model: WholeModel[StockView] = WholeModel(stock_columns(shelf), self)
        self.table = Table(self.model, "perk-stock")
        set_widths(self.table, WIDTHS)
        self.table.wrap()
        self.panels = Panels(self.table)
        self.edit, self.back = QPushButton(), QPushButton()
        self.edit.setProperty("main", True)
        # Shown before it stands in a window, it would be one.
        if not may_edit:
            self.edit.hide()
        self.back.hide()
        self.model.modelReset.connect(self._offer_edit)
        self._note = Label(wordWrap=True)
        self._note.setProperty("muted", True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._note, 1)
        for button in (self.back, self.edit):
            head.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.panels, 1)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        words = self.tr(
            "Places are for everybody together; a counter cannot book more. What is taken stays "
            "taken."
        )
        if not self._may_edit:
            more = self.tr("You may read them; officers set them, with a reason.")
            words = f"{words} {more}"
        self._note.setText(words)
        self.edit.setText(self.tr("&Set the places…"))
        self._offer_edit()
        self.table.setAccessibleName(self.tr("Places of the perks"))
        self.panels.retranslate()

    def _offer_edit(self) -> None:
        """Offer to set places where a perk has some; else say why not."""
        has_places = bool(self.model.rows())
        self.edit.setEnabled(has_places)
        why = self.tr("No perk has a limited number of places.")
        self.edit.setToolTip("Ctrl+E" if has_places else why)
        self.edit.setAccessibleDescription("" if has_places else why)

    def offer_back(self, places: int | None) -> None:
        """Offer to go back to so many places, or no more."""
        self.back.setVisible(places is not None)
        if places is not None:
            self.back.setText(self.tr("&Back to {places} places").format(places=places))
            self.back.setToolTip("Ctrl+T")

    def picked(self) -> StockView | None:
        """The row that is picked."""
        number = self.table.current()
        return self.model.row(number) if number >= 0 else None
