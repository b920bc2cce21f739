"""Long lists over a real server: page after page, sorted and narrowed by it, under the watchdog."""

from typing import Final

from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from admin_gui.widgets.rows import PagedModel
from admin_gui.widgets.table import Table

# Of every order and every choice so many pages are scrolled through; of the first, all.
PAGES: Final = 10
CHOICES: Final = 3


def work_lists(hands: Hands, pages: int) -> dict[str, int]:
    """Each screen with a table of whoever is signed in; returns how many rows each came to show."""
    found = {}
    for name in hands.screens():
        with hands.doing(f"open {name}"):
            hands.open(name)
        for table in hands.tables():
            if isinstance(table.model(), PagedModel):
                found[table.objectName()] = work_list(hands, table, name, pages)
    return found


def work_list(hands: Hands, table: Table, name: str, pages: int) -> int:
    """Scroll, select, sort and narrow; returns how many rows came."""
    with hands.doing(f"scroll {name} to its end"):
        rows = hands.scroll_to_end(table, pages)
    _work_when_long(hands, table, name)
    model = table.model()
    assert isinstance(model, PagedModel)
    for number, column in enumerate(model.columns):
        if column.order:
            for order in Qt.SortOrder:
                with hands.doing(f"sort {name} by {column.name}"):
                    table.sortByColumn(number, order)
                    hands.settle()
                    hands.scroll_to_end(table, PAGES)
    _narrow(hands, table, name)
    return rows


def _work_when_long(hands: Hands, table: Table, name: str) -> None:
    """What is done with all those rows here."""
    of = f"of {name}, {table.model().rowCount():,} rows"
    with hands.timed(f"select all rows {of}"):
        table.selectAll()
    with hands.timed(f"to the first row {of}"):
        table.go_to(0)
    with hands.timed(f"another language {of}"):
        hands.act("language-zh")
    hands.settle()
    with hands.timed(f"other colours {of}"):
        hands.act("theme-dark")
    hands.settle()
    hands.act("language-en")
    hands.settle()
    hands.act("theme-light")
    hands.settle()


def _narrow(hands: Hands, table: Table, name: str) -> None:
    for choice in hands.screen().findChildren(QComboBox):
        if choice.isVisible():
            for number in range(1, min(choice.count(), CHOICES + 1)):
                with hands.doing(f"narrow {name} by {choice.accessibleName()}"):
                    choice.setCurrentIndex(number)
                    hands.settle()
                    hands.scroll_to_end(table, PAGES)
            choice.setCurrentIndex(0)
            hands.settle()
