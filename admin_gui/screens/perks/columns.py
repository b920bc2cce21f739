"""Columns that the tables of perks, places, take-up and counters have in common."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from admin_gui.screens.perks.shelf import Shelf
from admin_gui.widgets.rows import Column

Row = TypeVar("Row")
translate = QCoreApplication.translate


def perk_column(words: Callable[[Row], str]) -> Column[Row]:
    """What the perk is called."""
    return Column(
        name="perk",
        title=lambda: translate("Perks", "Perk"),
        text=words,
        hint=words,
        fills=True,
    )


def provider_column(shelf: Shelf, provider: Callable[[Row], str]) -> Column[Row]:
    """Who gives it, in words."""

    def words(row: Row) -> str:
        return shelf.provider(provider(row))

    return Column(
        name="provider",
        title=lambda: translate("Perks", "Given by"),
        text=words,
        hint=words,
        gives_way=True,
    )
