"""Perks: what has little room is still whole, and what cannot be done says why."""

from pathlib import Path
from typing import cast

import pytest
from builders import CityTree
from desktop.counters import LibraryDesk
from desktop.counterwork import Counterwork
from desktop.cutoff import SIZE, cut_off
from desktop.desk import Bench
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from redeeming import BOOKS, cities_with_library

from admin_gui.screens.grant_perk.controller import GrantPerk
from admin_gui.screens.perks.controller import Perks
from admin_gui.widgets.choice import ShortBox
from admin_gui.widgets.navigation import Navigation

AMOUNT = "amount = 300"


@pytest.fixture(scope="session")
def library_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """City files of a library whose deposit is large."""
    root = cities_with_library(tmp_path_factory.mktemp("large"))
    scheme = root / "fuzhou/schemes/2019-01-01.toml"
    words = scheme.read_text(encoding="utf-8")
    assert AMOUNT in words
    scheme.write_text(words.replace(AMOUNT, "amount = 50000"), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def few_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """City files in which no perk of Fuzhou has a limited number of places."""
    tree = CityTree(tmp_path_factory.mktemp("without"), "fuzhou", "suzhou", "suqian")
    tree.replace("fuzhou/schemes/2019-01-01.toml", 'stock = { places = 300, per = "day" }\n', "")
    return tree.root


def opened(bench: Bench, language: str = "Ctrl+Shift+E") -> Perks:
    bench.sign_in("officer-one", screen="perks")
    bench.window.resize(*SIZE)
    bench.press(language)
    screen = cast("Perks", bench.screen("perks"))
    bench.settle()
    return screen


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_the_names_of_perks_are_whole(bench: Bench, language: str) -> None:
    Counterwork(bench.home).use(2)
    screen = opened(bench, language)
    assert cut_off(screen.view.catalogue.table, "perk", "amount", "opens", "left") == []
    screen.view.tabs.setCurrentWidget(screen.view.take_up)
    bench.settle()
    assert cut_off(screen.view.take_up.table) == []
    screen.view.tabs.setCurrentWidget(screen.view.counters)
    bench.settle()
    assert cut_off(screen.view.counters.shares, "perk", "counter", "booked", "peers") == []


def press(bench: Bench, widget: QWidget, at: QPoint, to: QPoint | None = None) -> None:
    """Press the pointer's button in a widget, perhaps move it, and let go: as a window is told."""
    handle = bench.window.windowHandle()
    first, last = (widget.mapTo(bench.window, point) for point in (at, to or at))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=first)
    if to is not None:
        QTest.mouseMove(handle, last)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=last)
    bench.settle()


def test_a_screen_that_is_opened_by_the_pointer_fits_its_tables(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="confirm")
    bench.window.resize(*SIZE)
    bench.settle()
    (bar,) = bench.window.findChildren(Navigation)
    (place,) = [
        row for row in range(bar.count()) if bar.item(row).data(Qt.ItemDataRole.UserRole) == "perks"
    ]
    press(bench, bar.viewport(), bar.visualItemRect(bar.item(place)).center())
    screen = cast("Perks", bench.screen("perks"))
    table = screen.view.catalogue.table
    assert cut_off(table, "perk", "amount", "opens", "left") == []
    assert bench.place.memory.shape("table/perk-catalogue").isEmpty()
    # What somebody does give another width keeps it, and is remembered.
    header, widths = table.horizontalHeader(), [table.columnWidth(0)]
    edge = QPoint(header.sectionPosition(1) - 1, header.height() // 2)
    press(bench, header.viewport(), edge, edge - QPoint(40, 0))
    widths.append(table.columnWidth(0))
    assert widths[1] == widths[0] - 40
    bench.window.resize(SIZE[0] + 100, SIZE[1])
    bench.settle()
    assert table.columnWidth(0) == widths[1]
    assert not bench.place.memory.shape("table/perk-catalogue").isEmpty()


def test_places_cannot_be_set_where_no_perk_has_some(bench: Bench) -> None:
    screen = opened(bench)
    screen.view.tabs.setCurrentWidget(screen.view.stock)
    bench.settle()
    assert not screen.view.stock.edit.isEnabled()
    assert screen.view.stock.edit.toolTip() == "No perk has a limited number of places."


def test_what_is_lent_says_that_its_places_come_back(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk.bench)
    catalogue, stock = screen.view.catalogue, screen.view.stock
    screen.view.tabs.setCurrentWidget(stock)
    library_desk.bench.settle()
    assert cut_off(stock.table) == []
    screen.view.tabs.setCurrentWidget(catalogue)
    (texts,) = [stock.model.texts(row) for row in stock.model.rows() if row.perk == BOOKS]
    assert texts[5] == "free again with each return"
    assert stock.edit.isEnabled()
    names = [perk.name for perk in catalogue.model.rows()]
    catalogue.table.go_to(names.index(BOOKS))
    assert "left, free again with each return" in catalogue.card.area.accessibleDescription()
    (deposit,) = [
        catalogue.model.texts(row)
        for row in catalogue.model.rows()
        if row.name == "library-deposit"
    ]
    assert deposit[2] == "100–50,000 yuan"


def test_a_perk_that_is_too_long_for_its_box_ends_in_an_ellipsis(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="grant_perk")
    screen = bench.screen("grant_perk")
    assert isinstance(screen, GrantPerk)
    bench.press("Ctrl+L")
    bench.settle()
    box = screen.view.list.perk
    assert isinstance(box, ShortBox)
    assert box.shown_text() == "Pick a perk"
    longest = max(range(box.count()), key=lambda number: len(box.itemText(number)))
    box.setCurrentIndex(longest)
    assert box.shown_text().endswith("…")
    assert box.toolTip() == box.itemText(longest)
