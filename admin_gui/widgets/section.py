"""A card with figures: bars, or the same as a table."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme, heading_font
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import Column, WholeModel
from admin_gui.widgets.table import Table

if TYPE_CHECKING:
    from admin_gui.widgets.charts import BarChart

HEIGHT = 165
LABEL_WIDTH = 220
# Does work beside the window, and hands over its result in the window's thread.
Run = Callable[[Callable[[], Any], Callable[[Any], None]], None]


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table, and the bars of one label."""

    label: str
    values: tuple[int, ...]


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """What a section shows.

    Attributes:
        rows: one for each label.
        series: what the numbers of each row count.
        counted: what they count together, where they are several.
    """

    rows: tuple[Bar, ...]
    series: tuple[str, ...]
    counted: str = ""

    def counted_in_all(self) -> str:
        """What all numbers count."""
        return self.series[0] if len(self.series) == 1 else self.counted


def whole(count: float) -> str:
    """A count, with marks between thousands."""
    return f"{count:,.0f}"


def columns(
    name: str, title: Callable[[], str], bars: Callable[[], Bars], written: Callable[[float], str]
) -> list[Column[Bar]]:
    """A section's columns: the label, then a number of each series.

    Args:
        name: of the section.
        title: what the labels are.
        bars: what is shown now.
        written: how a number is shown.
    """
    first = Column[Bar](name=f"{name}-label", title=title, text=lambda bar: bar.label)
    return [
        first,
        *(_number(f"{name}-{place}", place, bars, written) for place in range(len(bars().series))),
    ]


def _number(
    name: str, place: int, bars: Callable[[], Bars], written: Callable[[float], str]
) -> Column[Bar]:
    return Column[Bar](
        name=name,
        title=lambda: bars().series[place],
        # As a sheet reads it: without marks between thousands.
        text=lambda bar: written(bar.values[place]).replace(",", ""),
        key=lambda bar: bar.values[place],
        is_number=True,
    )


class Section(QFrame):
    """A card with a title, a chart, and a button that shows a table instead.

    Attributes:
        turned: to, where it shows a table or a chart now, or its table got the keyboard.
        chart: once it is loaded.
    """

    turned = Signal()

    def __init__(
        self,
        name: str,
        series: int = 1,
        written: Callable[[float], str] = whole,
        *,
        is_lying: bool = False,
    ) -> None:
        """Without numbers yet.

        Args:
            name: of its table.
            series: how many numbers each label has.
            written: how a number is shown.
            is_lying: the bars lie, for labels that are long.
        """
        super().__init__()
        self.is_lying = is_lying
        self.setProperty("card", True)
        self.chart: BarChart | None = None
        self._written, self._is_filled = written, False
        self._bars = Bars(rows=(), series=("",) * series)
        self._label_title, self._empty = "", ""
        self.model: WholeModel[Bar] = WholeModel(
            columns(name, lambda: self._label_title, lambda: self._bars, written), self
        )
        self.table = Table(self.model, name)
        self.table.setColumnWidth(0, LABEL_WIDTH)
        self._waiting = QWidget()
        self.panels = Panels(self._waiting)
        self.panels.addWidget(self.table)
        self.panels.setMinimumHeight(HEIGHT)
        # It takes what is left, and asks for no more: a page scrolls only where it must.
        self.panels.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._title, self._note = Label(), Label(wordWrap=True)
        self._title.setFont(heading_font(self.font(), 1.1))
        self._note.setProperty("muted", True)
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.setProperty("flat", True)
        self.toggle.toggled.connect(lambda _: self._turn())
        self._lay_out()
        self.panels.show_state("loading")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._note)
        layout.addWidget(self.panels, 1)

    def call(self, title: str, note: str, label_title: str, empty: str) -> None:
        """Set its words.

        Args:
            title: of the section.
            note: what is counted, and how.
            label_title: of the table's first column.
            empty: where all numbers are zero.
        """
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._label_title, self._empty = label_title, empty
        self.table.setAccessibleName(title)
        self._name_toggle()
        self._name_chart()

    def show_bars(self, bars: Bars) -> None:
        """Show these numbers."""
        if self._is_filled and bars == self._bars:
            return
        self._bars, self._is_filled = bars, True
        self.model.fill(bars.rows)
        self._fill_chart()
        self._turn()

    def add_chart(self, chart: "BarChart") -> None:
        """Draw the numbers, now that charts can be drawn."""
        self.chart = chart
        self.panels.addWidget(chart)
        self._name_chart()
        self._fill_chart()
        self._turn()

    def _fill_chart(self) -> None:
        if self.chart is not None:
            series = [
                (name, [float(bar.values[number]) for bar in self._bars.rows])
                for number, name in enumerate(self._bars.series)
            ]
            labels = [bar.label for bar in self._bars.rows]
            self.chart.name_bars(self._label_title, self._bars.counted_in_all())
            self.chart.show_bars(labels, series, is_stacked=True, written=self._written)

    def _name_chart(self) -> None:
        if self.chart is not None:
            self.chart.setAccessibleName(self._title.text())
            self.chart.say_when_empty(self._empty)

    def _name_toggle(self) -> None:
        is_table = self.toggle.isChecked()
        self.toggle.setText(self.tr("As a chart") if is_table else self.tr("As a table"))
        self.toggle.setAccessibleName(f"{self._title.text()}: {self.toggle.text()}")

    def _turn(self) -> None:
        """Show the table or the chart."""
        self._name_toggle()
        if not self._is_filled:
            return
        if self.toggle.isChecked():
            self.panels.show_content()
            self.panels.setCurrentWidget(self.table)
        elif self.chart is not None:
            self.panels.show_content()
            self.panels.setCurrentWidget(self.chart)
        self.turned.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.panels.retranslate()
        super().changeEvent(event)


def add_charts(theme: Theme, run: Run, sections: Sequence[Section]) -> None:
    """Draw the numbers of sections: loading what draws takes half a second, beside the window."""
    run(
        lambda: importlib.import_module("admin_gui.widgets.charts"),
        lambda module: _add_chart(theme, module, iter(sections)),
    )


def _add_chart(theme: Theme, module: ModuleType, sections: Iterator[Section]) -> None:
    """Make one chart after the other, so that the window is drawn between them."""
    section = next(sections, None)
    if section is not None:
        section.add_chart(module.BarChart(theme, is_lying=section.is_lying))
        QTimer.singleShot(0, section, lambda: _add_chart(theme, module, sections))
