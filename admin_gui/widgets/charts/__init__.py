"""Charts: values over time and bars, read with the eyes, the keyboard or a screen reader.

Importing them loads pyqtgraph, which takes half a second: screens load them in a task.
"""

from admin_gui.widgets.charts.bars import BarChart
from admin_gui.widgets.charts.steps import StepChart

__all__ = ["BarChart", "StepChart"]
