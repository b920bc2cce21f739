"""Charts: gone through by the keyboard, said in words, given as tables, readable at any width."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from desktop.desk import application, complaints
from hypothesis import given
from hypothesis import strategies as st
from pyqtgraph import PlotWidget, TextItem
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest

from admin_gui.theme import Theme
from admin_gui.widgets.charts import BarChart, StepChart
from admin_gui.widgets.charts.chart import Chart
from admin_gui.widgets.charts.ticks import place_of, plain, time_ticks, value_ticks

CITY = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 1, 3, 10, tzinfo=CITY)
BANDS = (("Basic", 0), ("Good", 850), ("优秀", 1000), ("Model", 1300))
EVENTS = (
    (START, 1000, "Joined"),
    (START + timedelta(days=20), 1015, "Blood donation, +15"),
    (START + timedelta(days=60), 965.5, "Red light, -49.5"),
    (START + timedelta(days=200), 1060, "志愿者服务 +94.5"),
)
UNTIL = START + timedelta(days=230)
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1))  # noqa: DTZ001 - made aware below


@pytest.fixture
def theme() -> Iterator[Theme]:
    with complaints() as heard:
        made = Theme(application())
        made.choose("light")
        yield made
        pump()
    assert heard == []


def pump() -> None:
    for _ in range(5):
        application().processEvents()
        application().sendPostedEvents(None, 0)


def shown(chart: Chart, width: int = 600, height: int = 260) -> None:
    chart.resize(width, height)
    chart.show()
    chart.activateWindow()
    chart.setFocus()
    pump()


def put_away(chart: Chart) -> None:
    chart.hide()
    chart.deleteLater()
    pump()


def steps(theme: Theme) -> StepChart:
    chart = StepChart(theme)
    chart.show_points(EVENTS, UNTIL, BANDS)
    shown(chart)
    return chart


def bars(theme: Theme, *, is_lying: bool = False) -> BarChart:
    chart = BarChart(theme, is_lying=is_lying)
    chart.show_bars(["Mon", "周二", "Wed"], [("Merits", [3, 0, 1500]), ("Demerits", [1, 2, 0])])
    shown(chart)
    return chart


def point(chart: Chart, at: QPoint) -> None:
    """Move the pointer there; the platform without a screen moves none twice to one place."""
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(chart.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    application().sendEvent(chart, move)
    pump()


def drawn(chart: Chart) -> QImage:
    pump()
    return chart.grab().toImage()


def test_a_chart_is_no_window_while_it_is_made(theme: Theme) -> None:
    chart = steps(theme)
    other = BarChart(theme, chart)
    pump()
    assert application().activeWindow() is chart
    other.deleteLater()
    put_away(chart)


def test_arrow_keys_go_from_event_to_event(theme: Theme) -> None:
    chart = steps(theme)
    for key, expected in (
        (Qt.Key.Key_Right, "1. 2026-01-03: Joined (1,000 from then on)"),
        (Qt.Key.Key_Right, "2. 2026-01-23: Blood donation, +15 (1,015 from then on)"),
        (Qt.Key.Key_End, "4. 2026-07-22: 志愿者服务 +94.5 (1,060 from then on)"),
        (Qt.Key.Key_Right, "4. 2026-07-22: 志愿者服务 +94.5 (1,060 from then on)"),
        (Qt.Key.Key_Left, "3. 2026-03-04: Red light, -49.5 (965.5 from then on)"),
        (Qt.Key.Key_Home, "1. 2026-01-03: Joined (1,000 from then on)"),
    ):
        QTest.keyClick(chart, key)
        assert chart.words() == expected
        assert chart.accessibleDescription() == expected
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.current == -1
    assert "Arrow keys" in chart.words()
    put_away(chart)


def test_arrow_keys_go_from_bar_to_bar(theme: Theme) -> None:
    for is_lying in (False, True):
        chart = bars(theme, is_lying=is_lying)
        QTest.keyClick(chart, Qt.Key.Key_End)
        assert chart.words() == "Wed: Merits 1,500, Demerits 0"
        QTest.keyClick(chart, Qt.Key.Key_Left)
        assert chart.words() == "周二: Merits 0, Demerits 2"
        put_away(chart)


@pytest.mark.parametrize("is_lying", [False, True])
def test_the_pointer_says_what_is_under_it(theme: Theme, is_lying: bool) -> None:  # noqa: FBT001
    chart = bars(theme, is_lying=is_lying)
    middle = QPoint(chart.width() // 2 + 20, chart.height() // 2)
    point(chart, middle)
    assert chart.words() == "周二: Merits 0, Demerits 2"
    put_away(chart)


def test_the_pointer_says_the_event_next_to_it(theme: Theme) -> None:
    chart = steps(theme)
    point(chart, QPoint(chart.width() // 2, 40))
    assert chart.words().startswith("4. ")
    point(chart, QPoint(70, 60))
    assert chart.words().startswith("1. ")
    put_away(chart)


def test_charts_are_graphics_with_a_name_for_screen_readers(theme: Theme) -> None:
    for chart in (steps(theme), bars(theme)):
        chart.setAccessibleName("Deeds a day")
        reader = QAccessible.queryAccessibleInterface(chart)
        assert reader.role() == QAccessible.Role.Graphic
        assert reader.text(QAccessible.Text.Name) == "Deeds a day"
        assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus
        put_away(chart)


def written_in(chart: Chart) -> list[str]:
    """All words of the drawing, its axes' titles first."""
    plot = chart.findChild(PlotWidget)
    assert plot is not None
    axes = [plot.getAxis(name).label for name in ("bottom", "left")]
    shown = [item for item in plot.items() if isinstance(item, TextItem) and item.isVisible()]
    return [axis.toPlainText().strip() for axis in axes if axis.isVisible()] + [
        item.toPlainText() for item in sorted(shown, key=lambda item: item.pos().x())
    ]


def test_axes_say_what_stands_on_them(theme: Theme) -> None:
    for is_lying, titles in ((False, ["Day", "Deeds"]), (True, ["Deeds", "Day"])):
        chart = bars(theme, is_lying=is_lying)
        chart.name_bars("Day", "Deeds")
        pump()
        assert written_in(chart)[:2] == titles
        put_away(chart)
    line = steps(theme)
    line.name_axes("Day", "")
    pump()
    assert written_in(line)[0] == "Day"
    put_away(line)


def test_every_stack_bears_its_sum_whatever_is_on_top(theme: Theme) -> None:
    chart = BarChart(theme)
    merits, demerits = [3, 0, 0, *[0] * 12], [0, 2, 0, *[0] * 12]
    days = [f"{day:02}" for day in range(len(merits))]
    chart.show_bars(days, [("Merits", merits), ("Demerits", demerits)], is_stacked=True)
    shown(chart, width=900)
    assert written_in(chart) == ["3", "2"]
    put_away(chart)


def test_nothing_to_draw_is_said(theme: Theme) -> None:
    chart = BarChart(theme)
    shown(chart)
    assert chart.words() == "There is nothing to show yet."
    chart.say_when_empty("No deed was recorded.")
    chart.show_bars(["Mon"], [("Deeds", [0])])
    assert chart.words() == chart.accessibleDescription() == "No deed was recorded."
    QTest.keyClick(chart, Qt.Key.Key_Right)
    put_away(chart)
    line = StepChart(theme)
    line.show_points([], UNTIL, BANDS)
    shown(line)
    assert line.words() == "There is nothing to show yet."
    put_away(line)


def test_other_data_forgets_what_was_current(theme: Theme) -> None:
    chart = steps(theme)
    QTest.keyClick(chart, Qt.Key.Key_End)
    chart.show_points(EVENTS[:1], UNTIL)
    assert chart.current == -1
    pump()
    put_away(chart)


def test_one_event_and_no_time_at_all_are_drawn(theme: Theme) -> None:
    chart = StepChart(theme)
    chart.show_points([(START, 0, "Joined")], START)
    shown(chart)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.words().startswith("1. 2026-01-03: Joined")
    put_away(chart)


def test_hundreds_of_events_keep_their_numbers_apart(theme: Theme) -> None:
    chart = StepChart(theme)
    many = [(START + timedelta(hours=n), 1000 + n % 7, f"Event {n}") for n in range(400)]
    chart.show_points(many, UNTIL, BANDS)
    shown(chart)
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.words().startswith("400. ")
    put_away(chart)


def test_charts_follow_the_theme(theme: Theme) -> None:
    for chart in (steps(theme), bars(theme)):
        theme.choose("light")
        light = drawn(chart)
        theme.choose("dark")
        dark = drawn(chart)
        accent = QColor(theme.colours.accent).rgb()
        assert accent in pixels(dark)
        assert accent not in pixels(light)
        put_away(chart)


def pixels(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_the_wheel_and_dragging_move_nothing(theme: Theme) -> None:
    chart = bars(theme)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    before = drawn(chart)
    at = QPoint(120, 100)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(chart, at + QPoint(40, 30))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseClick(chart, Qt.MouseButton.RightButton, pos=at)
    pump()
    assert not application().activePopupWidget()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert drawn(chart) == before
    put_away(chart)


@pytest.mark.parametrize("width", [220, 300, 480, 900, 1600])
def test_charts_are_drawn_at_any_width(theme: Theme, width: int) -> None:
    for chart in (steps(theme), bars(theme), bars(theme, is_lying=True)):
        chart.resize(width, 170)
        image = drawn(chart)
        assert QColor(theme.colours.accent).rgb() in pixels(image)
        put_away(chart)


@given(MOMENTS, st.floats(0.001, 20000), st.integers(60, 3000))
def test_dates_never_overlap_and_there_always_is_one(
    first: datetime, days: float, pixels: int
) -> None:
    begin = first.replace(tzinfo=CITY)
    end = begin + timedelta(days=days)
    label = 70.0
    ticks = time_ticks(begin, end, pixels, label)
    assert ticks
    low, high = place_of(begin), place_of(end)
    assert all(low <= at <= high for at, _ in ticks)
    each = pixels / (high - low)
    gaps = [(b - a) * each for (a, _), (b, _) in pairwise(ticks)]
    assert len(ticks) <= max(pixels / label, 1)
    assert all(gap >= label / 2 for gap in gaps)
    assert len({text for _, text in ticks}) == len(ticks)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6), st.integers(1, 20))
def test_values_are_marked_with_few_round_numbers(low: float, span: float, most: int) -> None:
    ticks = value_ticks(low, low + span, most)
    assert len(ticks) <= most + 1
    room = span * 1e-6
    assert all(low - room <= at <= low + span + room for at, _ in ticks)
    assert len({text for _, text in ticks}) == len(ticks)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.0, "0"), (1000, "1,000"), (-2.5, "-2.5"), (1e-9, "0"), (1500000, "1,500,000")],
)
def test_numbers_are_written_plainly(value: float, written: str) -> None:
    assert plain(value) == written
