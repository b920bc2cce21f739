"""A part of the overview: bars, or the same as a table."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from admin_gui.screens.overview.model import Bar, Bars, columns, whole
from admin_gui.theme import heading_font
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.table import Table

if TYPE_CHECKING:
    from admin_gui.widgets.charts import BarChart

HEIGHT = 165
LABEL_WIDTH = 220


class Section(QFrame):
    """A card with a title, a chart, and a button that shows a table instead.

    Attributes:
        turned: to, where it shows a table or a chart now, or its table got the keyboard.
        chart: once it is loaded.
    """

    turned = Signal()

    def __init__(self, name: str, series: int = 1, written: Callable[[float], str] = whole) -> None:
        """Without numbers yet.

        Args:
            name: of its table.
            series: how many numbers each label has.
            written: how a number is shown.
        """
        super().__init__()
        self.setProperty("card", True)
        self.chart: BarChart | None = None
        self._written, self._is_filled = written, False
        self._bars = Bars(rows=(), series=("",) * series)
        self._label_title, self._empty = "", ""
        self.model: WholeModel[Bar] = WholeModel(
            columns(name, lambda: self._label_title, lambda: self._bars, written), self
        )
        self.table = Table(self.model, f"overview-{name}")
        self.table.setColumnWidth(0, LABEL_WIDTH)
        self._waiting = QWidget()
        self.panels = Panels(self._waiting)
        self.panels.addWidget(self.table)
        self.panels.setMinimumHeight(HEIGHT)
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
