"""Perks: the catalogue, places set for a reason, how perks are used, counters that stand out."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from desktop.counterwork import PARKING, PLACES, Counterwork, cities_with_places
from desktop.desk import Bench, checked
from furnished import CITY
from installation import number, run
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from admin_gui.saving import write_table
from admin_gui.screens.perks.controller import Perks
from admin_gui.screens.perks.setting import PlacesView
from admin_gui.widgets.charts import BarChart
from backend.contracts.redemptions import SetStock, StockView
from backend.services.set_stock import set_stock

if TYPE_CHECKING:
    from admin_gui.widgets.rows import RowsModel

CATALOGUE, STOCK, TAKE_UP, COUNTERS = range(4)


@pytest.fixture(scope="session")
def few_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cities in which a perk has places."""
    return cities_with_places(tmp_path_factory.mktemp("cities-with-places"))


def opened(bench: Bench, who: str = "officer-one", tab: int = CATALOGUE) -> Perks:
    bench.sign_in(who, screen="perks")
    screen = cast("Perks", bench.screen("perks"))
    bench.wait(lambda: all(each.chart for each in screen.view.take_up.sections), "charts")
    bench.settle()
    for table in screen.view.tables():
        checked(table.model())
    screen.view.tabs.setCurrentIndex(tab)
    bench.settle()
    return screen


def said(screen: Perks) -> str:
    return " | ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def cells(screen: Perks, tab: int) -> list[list[str]]:
    """What the first table of a page shows."""
    models: dict[int, RowsModel[Any]] = {
        CATALOGUE: screen.view.catalogue.model,
        STOCK: screen.view.stock.model,
        TAKE_UP: screen.view.take_up.model,
        COUNTERS: screen.view.counters.model,
    }
    model = models[tab]
    return [model.texts(row) for row in model.rows()]


def shown(screen: Perks, name: str) -> str:
    """A perk in full beside the table."""
    catalogue = screen.view.catalogue
    names = [perk.name for perk in catalogue.model.rows()]
    catalogue.table.go_to(names.index(name))
    return catalogue.card.area.accessibleDescription()


def elsewhere(bench: Bench, version: int, places: int) -> None:
    """Let another officer set the places meanwhile."""
    other = structs.replace(bench.home.identity("officer"), account="officer-two")
    asked, now = SetStock(places=places, reason="Rebuilding"), bench.home.town.clock.now()
    run(set_stock(bench.home.town.desk, other, PARKING, version, asked, now))


def stock(screen: Perks) -> StockView:
    (found,) = screen.view.stock.model.rows()
    return found


def setting(bench: Bench, screen: Perks, places: str, reason: str) -> PlacesView:
    """The dialog, with places and a reason typed."""
    screen.view.stock.table.setFocus()
    screen.view.stock.table.go_to(0)
    bench.press("Ctrl+E")
    dialog = bench.found(PlacesView)
    bench.replace(places, dialog.places)
    bench.type(reason, dialog.reason.line())
    return dialog


def test_a_perk_is_shown_with_its_terms_in_words(bench: Bench) -> None:
    Counterwork(bench.home).use(2)
    screen = opened(bench)
    assert len(cells(screen, CATALOGUE)) == 4
    text = shown(screen, PARKING)
    assert "Given by: Public car parks" in text
    assert "from Excellent on: 30 %" in text
    assert "from Good on: 20 %" in text
    assert "37 of 40 left, anew each month" in text
    assert "At the counter: The counter learns" in text
    text = shown(screen, "simplified-applications")
    assert "Mon–Fri 08:30–12:00" in text
    assert "requirements stay the same" in text
    assert "It learns nothing but the perk" in text
    assert "How often: 2 a year" in shown(screen, "vehicle-inspection-desk")


def test_perks_are_searched_by_their_words_and_those_of_their_provider(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+F")
    bench.type("car parks")
    bench.wait(lambda: len(cells(screen, CATALOGUE)) == 1, "the one found")
    assert cells(screen, CATALOGUE)[0][0] == "Discount on public parking"
    bench.replace("停车")
    bench.wait(lambda: len(cells(screen, CATALOGUE)) == 1, "the same in Chinese")
    bench.replace("hospital")
    bench.wait(lambda: not cells(screen, CATALOGUE), "none")
    assert "No perk has these words" in said(screen)
    assert not screen.view.catalogue.card.isVisible()
    bench.replace(" ")
    bench.key(Qt.Key.Key_Return)
    assert len(cells(screen, CATALOGUE)) == 4
    assert screen.view.catalogue.table.hasFocus()


def test_perks_are_sorted_by_what_they_give_and_what_is_left(bench: Bench) -> None:
    screen = opened(bench)
    table = screen.view.catalogue.table
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert cells(screen, CATALOGUE)[0][2] == "20–30 %"
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert [row[4] for row in cells(screen, CATALOGUE)] == ["39", "—", "—", "—"]


def test_places_are_set_for_a_reason_and_there_is_a_way_back(bench: Bench) -> None:
    Counterwork(bench.home).use(1)
    screen = opened(bench, tab=STOCK)
    assert cells(screen, STOCK)[0][2:5] == ["40", "2", "38"]
    assert "as the scheme states" in cells(screen, STOCK)[0]
    assert "places-back" in screen.disabled_actions()
    dialog = setting(bench, screen, "55", "The new car park is open")
    assert "Now 40 places; then 55, of which 2 are taken and 53 left" in dialog.summary.text()
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert cells(screen, STOCK)[0][2:5] == ["55", "2", "53"]
    assert "The new car park is open" in cells(screen, STOCK)[0]
    assert bench.told() == "Discount on public parking has 55 places now."
    assert bench.found(QPushButton, "Back to 40 places").isVisible()
    bench.press("Ctrl+T")
    bench.settle()
    assert cells(screen, STOCK)[0][2:5] == ["40", "2", "38"]
    assert stock(screen).reason == "Taken back: The new car park is open"
    assert not screen.view.stock.back.isVisible()


def test_fewer_places_than_are_taken_leave_none_and_say_so(bench: Bench) -> None:
    Counterwork(bench.home).use(2)
    screen = opened(bench, tab=STOCK)
    dialog = setting(bench, screen, "1", "Rebuilding")
    assert "3 are taken already and stay so" in dialog.summary.text()
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert cells(screen, STOCK)[0][2:5] == ["1", "3", "✕ none"]


def test_places_need_a_number_and_a_reason(bench: Bench) -> None:
    screen = opened(bench, tab=STOCK)
    dialog = setting(bench, screen, "10", "")
    dialog.save.click()
    assert "Say why" in dialog.fields["reason"].problem()
    bench.type("Rebuilding", dialog.reason.line())
    bench.replace("x", dialog.places)
    bench.key(Qt.Key.Key_Backspace, dialog.places)
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    assert "Type how many" in dialog.fields["places"].problem()
    dialog.reject()
    assert stock(screen).places == PLACES


def test_places_that_somebody_set_meanwhile_are_told_and_what_was_typed_is_kept(
    bench: Bench,
) -> None:
    screen = opened(bench, tab=STOCK)
    dialog = setting(bench, screen, "55", "The new car park is open")
    elsewhere(bench, 0, 12)
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    notice = dialog.notices.notice
    assert notice is not None
    assert "12, because: Rebuilding" in notice.sentence
    assert dialog.places.text() == "55"
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert stock(screen).places == 55
    assert bench.found(QPushButton, "Back to 12 places").isVisible()


def test_the_way_back_is_closed_by_what_somebody_set_since(bench: Bench) -> None:
    screen = opened(bench, tab=STOCK)
    dialog = setting(bench, screen, "55", "The new car park is open")
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    elsewhere(bench, stock(screen).version, 12)
    bench.key(Qt.Key.Key_Space, screen.view.stock.back)
    bench.settle()
    assert "nothing was taken back" in bench.told()
    assert stock(screen).places == 12
    assert not screen.view.stock.back.isVisible()


def test_an_administrator_reads_places_and_is_told_who_sets_them(bench: Bench) -> None:
    screen = opened(bench, "administrator-one", STOCK)
    assert not screen.view.stock.edit.isVisible()
    assert "officers set them" in said(screen)
    screen.view.stock.table.setFocus()
    screen.view.stock.table.go_to(0)
    bench.key(Qt.Key.Key_Return, screen.view.stock.table)
    with pytest.raises(AssertionError):
        bench.found(PlacesView)


def test_take_up_is_drawn_and_is_the_same_as_a_table(bench: Bench) -> None:
    work = Counterwork(bench.home)
    work.use(3)
    bench.home.town.clock.advance(days=31)
    work.use(2)
    screen = opened(bench, tab=TAKE_UP)
    page = screen.view.take_up
    page.perk.choose(PARKING)
    found = [row[:2] + row[3:4] for row in cells(screen, TAKE_UP)]
    assert found == [
        ["Discount on public parking", "2027-04", "2"],
        ["Discount on public parking", "2027-03", "4"],
    ]
    chart = page.months.chart
    assert isinstance(chart, BarChart)
    chart.setFocus()
    for _ in range(3):
        bench.key(Qt.Key.Key_Right, chart)
    assert chart.words() == "Mar: With a network 4, Without a network 0"
    assert screen.table() is page.months.table
    page.perks.toggle.setFocus()
    bench.key(Qt.Key.Key_Space, page.perks.toggle)
    assert page.perks.panels.currentWidget() is page.perks.table
    assert page.perks.model.texts(page.perks.model.row(0)) == ["Discount on public parking", "6"]


def test_take_up_is_copied_and_saved(bench: Bench, tmp_path: Path) -> None:
    Counterwork(bench.home).use(1)
    screen = opened(bench, tab=TAKE_UP)
    page = screen.view.take_up
    page.perk.choose(PARKING)
    page.table.setFocus()
    assert screen.table() is page.table
    page.table.selectAll()
    bench.press("Ctrl+Shift+C")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    path = tmp_path / "take-up.csv"
    write_table(bench.place, page.table, path, "csv")
    bench.settle()
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles, *rows = csv.reader(file)
    assert titles[:4] == ["Perk", "Month", "Granted", "Used"]
    assert [row[3] for row in rows] == ["2"]


def test_take_up_of_one_perk_and_of_another_year(bench: Bench) -> None:
    Counterwork(bench.home).use(1)
    screen = opened(bench, tab=TAKE_UP)
    page = screen.view.take_up
    page.perk.choose(PARKING)
    assert {row[0] for row in cells(screen, TAKE_UP)} == {"Discount on public parking"}
    page.year.choose("2026")
    bench.settle()
    assert cells(screen, TAKE_UP) == []
    assert "Nothing was used yet" in said(screen)


def test_a_counter_far_above_its_peers_is_marked_and_said(bench: Bench) -> None:
    work = Counterwork(bench.home)
    work.use(2, work.counter("east", "Li Na"))
    work.use(3, work.counter("west", "Zhou Li"))
    work.use(20)
    screen = opened(bench, tab=COUNTERS)
    assert [(row[0], row[1], row[4]) for row in cells(screen, COUNTERS)] == [
        ("▲ far above", "Wang Fang", "21"),
        ("· usual", "Zhou Li", "3"),
        ("· usual", "Li Na", "2"),
    ]
    assert cells(screen, COUNTERS)[0][-1] == "8.4 times as many"
    assert screen.view.counters.far.isVisible()
    assert "Wang Fang (Discount on public parking: 21, others 2.5)" in said(screen)
    screen.view.counters.month.choose("2027-02")
    bench.settle()
    assert cells(screen, COUNTERS) == []
    assert not screen.view.counters.far.isVisible()
    assert "No counter booked anything" in said(screen)


def test_a_pass_that_is_shown_twice_is_told_without_whose_it_is(bench: Bench) -> None:
    work = Counterwork(bench.home)
    token, east = work.token(), work.counter("east", "Li Na")
    assert work.show(token).status_code == 201
    assert work.show(token, east).status_code == 409
    screen = opened(bench, tab=COUNTERS)
    uses = screen.view.counters.uses
    assert uses.model().rowCount() == 1
    row = [uses.model().index(0, column).data() for column in range(7)]
    assert (row[1], row[3], row[6]) == ("Discount on public parking", "Li Na", "Wang Fang")
    uses.setFocus()
    assert screen.table() is uses
    words = f"{said(screen)} {row} {[cells(screen, tab) for tab in range(4)]}"
    assert number(1) not in words
    assert "Resident 1" not in words


def test_what_cannot_be_read_says_so_and_is_read_again(bench: Bench) -> None:
    screen = opened(bench, tab=TAKE_UP)
    bench.cable.is_out = True
    bench.press("F5")
    bench.settle()
    view = screen.view
    places = (view.catalogue.panels, view.stock.panels, view.take_up.panels)
    assert [each.state() for each in places] == ["failed"] * 3
    assert not view.take_up.months.isVisible()
    assert view.counters.share_panels.state() == view.counters.use_panels.state() == "failed"
    bench.cable.is_out = False
    bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Try again"))
    bench.settle()
    assert view.take_up.panels.state() == "ready"
    assert view.take_up.months.isVisible()
    bench.press("F5")
    bench.settle()
    assert view.catalogue.panels.state() == view.stock.panels.state() == "ready"


def test_everything_follows_the_language(bench: Bench) -> None:
    Counterwork(bench.home).use(1)
    screen = opened(bench)
    bench.press("Ctrl+Shift+H")
    bench.settle()
    assert "好" in shown(screen, PARKING)
    assert cells(screen, STOCK)[0][0] == "公共停车优惠"
    assert "每月重新开放" in cells(screen, STOCK)[0]
    assert "周一" in shown(screen, "simplified-applications")
    screen.view.tabs.setCurrentIndex(TAKE_UP)
    bench.settle()
    assert screen.view.take_up.months.model.titles() == ["月份", "有网络", "无网络"]
    bench.press("Ctrl+Shift+E")
    bench.settle()
    assert f"/api/v1/cities/{CITY}/take-up" in [path for _, path in bench.cable.asked]
