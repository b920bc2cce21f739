"""The overview: counts that are right, charts and tables of them, and nobody's name."""

import csv
from pathlib import Path

import pytest
from desktop import disputes
from desktop.desk import Bench, checked
from installation import number
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from admin_gui.saving import write_table
from admin_gui.screens.overview import controller
from admin_gui.screens.overview.controller import Overview
from admin_gui.screens.overview.tiles import LeadingTile, Tile
from admin_gui.widgets.charts import BarChart
from backend.core.permissions import Role


def overview(bench: Bench, name: str = "officer-one") -> Overview:
    bench.sign_in(name, screen="overview")
    screen = bench.screen("overview")
    assert isinstance(screen, Overview)
    bench.wait(lambda: all(section.chart for section in screen.view.sections), "charts")
    bench.wait(lambda: "Read at" in screen.view.state(), "a reading")
    bench.settle()
    return screen


def tiles(bench: Bench) -> str:
    seen = bench.window.findChildren(Tile) + bench.window.findChildren(LeadingTile)
    return "\n".join(tile.accessibleName() for tile in seen)


def everything(screen: Overview) -> str:
    labels = " ".join(label.text() for label in screen.findChildren(QLabel))
    rows = " ".join(
        " ".join(section.model.texts(row))
        for section in screen.view.sections
        for row in section.model.rows()
    )
    return f"{labels} {rows}"


def collecting(bench: Bench) -> Overview:
    """What an officer sees who also enters deeds."""
    return overview(bench, bench.person(Role.OFFICER, department="civility-office"))


def test_figures_are_those_of_the_town(bench: Bench) -> None:
    collecting(bench)
    said = tiles(bench)
    assert "Awaiting confirmation: 1. 0 merits, 1 demerit" in said
    assert "Residents taking part: < 10. too few to be shown" in said
    assert "In the outbox: 0" in said


@pytest.mark.parametrize("name", ["officer-one", "administrator-one", "auditor-one"])
def test_nobody_is_named(bench: Bench, name: str) -> None:
    screen = overview(bench, name)
    words = everything(screen)
    assert "Counts of the whole city" in words
    for resident in (1, 2):
        assert f"Resident {resident}" not in words
        assert number(resident) not in words


def test_the_card_of_what_waits_leads_to_confirming(bench: Bench) -> None:
    screen = overview(bench)
    tile = screen.view.confirm
    assert tile is not None
    tile.setFocus()
    wanted: list[str] = []
    bench.place.wanted.connect(wanted.append)
    bench.key(Qt.Key.Key_Return, tile)
    assert wanted == ["confirm"]


def test_the_card_of_open_cases_says_what_is_overdue_and_leads_to_them(bench: Bench) -> None:
    disputes.repair(bench.home, "performed")
    bench.home.town.clock.advance(days=16)
    disputes.objection(bench.home, "new")
    screen = overview(bench)
    assert "Objections and repairs: 2. ⚠ 1 overdue" in tiles(bench)
    tile = screen.view.decide
    assert tile is not None
    tile.setFocus()
    wanted: list[str] = []
    bench.place.wanted.connect(wanted.append)
    bench.key(Qt.Key.Key_Return, tile)
    assert wanted == ["cases"]


@pytest.mark.parametrize("name", ["administrator-one", "auditor-one"])
def test_who_may_not_confirm_or_decide_is_led_nowhere(bench: Bench, name: str) -> None:
    screen = overview(bench, name)
    assert screen.view.confirm is None
    assert screen.view.decide is None
    assert screen.view.outbox is None
    assert not screen.findChildren(LeadingTile)


def test_a_chart_is_turned_into_a_table_by_the_keyboard(bench: Bench) -> None:
    screen = overview(bench)
    section = screen.view.by_day
    checked(section.model)
    assert section.panels.currentWidget() is section.chart
    section.toggle.setFocus()
    bench.key(Qt.Key.Key_Space, section.toggle)
    assert section.panels.currentWidget() is section.table
    assert section.model.titles() == ["Day", "Merits", "Demerits"]
    assert section.model.rowCount() == 30
    assert screen.table() is section.table
    section.table.selectAll()
    bench.press("Ctrl+Shift+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 31
    assert sum(int(line.split("\t")[1]) for line in lines[1:]) >= 3
    bench.key(Qt.Key.Key_Space, section.toggle)
    assert section.panels.currentWidget() is section.chart


def test_its_tables_are_saved(bench: Bench, tmp_path: Path) -> None:
    screen = overview(bench)
    screen.view.bands.toggle.click()
    screen.view.bands.table.setFocus()
    assert screen.table() is screen.view.bands.table
    path = tmp_path / "bands.csv"
    write_table(bench.place, screen.table(), path, "csv")
    bench.settle()
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles, *rows = csv.reader(file)
    assert titles == ["Band", "Residents"]
    assert rows
    assert {row[1] for row in rows} == {"< 10"}


def test_bars_are_read_by_the_keyboard(bench: Bench) -> None:
    screen = overview(bench)
    chart = screen.view.by_day.chart
    assert isinstance(chart, BarChart)
    chart.setFocus()
    bench.key(Qt.Key.Key_End, chart)
    today = bench.place.today().isoformat()
    assert chart.words().startswith(f"{today}: Merits ")


def test_bands_of_few_say_why_they_are_not_shown(bench: Bench) -> None:
    screen = overview(bench)
    chart = screen.view.bands.chart
    assert isinstance(chart, BarChart)
    assert chart.words() == "Fewer than ten residents are in each band, so none is shown."


def test_it_reads_again_by_key_and_by_itself(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller, "AGAIN_MS", 80)
    screen = overview(bench)
    town = bench.home.town
    town.log(1, "volunteering", "extra-hours", quantity=5)
    before = readings(bench)
    bench.press("F5")
    bench.settle()
    assert readings(bench) > before
    before = readings(bench)
    bench.wait(lambda: readings(bench) > before + 1, "reading by itself")
    bench.window.hide()
    bench.settle()
    before = readings(bench)
    bench.pause(0.3)
    assert readings(bench) == before
    assert screen.view.state().startswith("Read at")


def readings(bench: Bench) -> int:
    return sum(path.endswith("/overview") for _, path in bench.cable.asked)


def test_what_was_read_stays_when_the_server_is_away(bench: Bench) -> None:
    screen = overview(bench)
    before = tiles(bench)
    bench.cable.is_out = True
    bench.press("F5")
    bench.settle()
    assert "could not be read again" in screen.view.state()
    assert tiles(bench) == before
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: "could not" not in screen.view.state(), "the server")


def test_a_first_reading_that_fails_can_be_tried_again(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="confirm")
    bench.cable.is_out = True
    bench.desktop.window.open_screen("overview")
    bench.settle()
    again = bench.found(QPushButton, "Try again")
    bench.cable.is_out = False
    again.setFocus()
    bench.key(Qt.Key.Key_Space, again)
    bench.settle()
    assert "Awaiting confirmation: 1" in tiles(bench)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_drawn_in_both_languages_and_themes(bench: Bench, language: str, theme: str) -> None:
    screen = overview(bench)
    bench.desktop.theme.choose(theme)
    bench.desktop.speak(language)
    for width in (560, 1180, 1800):
        bench.window.resize(width, 700)
        bench.settle()
        assert not bench.window.grab().isNull()
    bands = [screen.view.bands.model.texts(row)[0] for row in screen.view.bands.model.rows()]
    has_chinese = any("\u4e00" <= letter <= "\u9fff" for name in bands for letter in name)
    assert has_chinese == (language == "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_of_it_is_seen_at_once_in_a_usual_window(bench: Bench, language: str) -> None:
    screen = overview(bench)
    bench.desktop.speak(language)
    bench.window.resize(1280, 760)
    bench.settle()
    (area,) = screen.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    for section in screen.view.sections:
        assert section.chart is not None
        assert section.chart.height() >= section.chart.minimumSizeHint().height()


def test_every_control_is_reached_by_tab(bench: Bench) -> None:
    screen = collecting(bench)
    reached = set()
    for _ in range(40):
        widget = QGuiApplication.focusObject()
        reached.add(widget)
        QTest.keyClick(bench.window, Qt.Key.Key_Tab)
        bench.pause(0.005)
    for section in screen.view.sections:
        assert section.toggle in reached
        assert section.chart in reached
    assert screen.view.confirm in reached
    assert screen.view.outbox in reached
