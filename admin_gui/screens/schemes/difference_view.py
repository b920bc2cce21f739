"""The tab of differences between two versions, or between a version and the text being edited."""

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.schemes.changes import FieldRow
from admin_gui.widgets.forms import Field
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.table import Table

LETTERS_LEAST = 18


class DifferenceView(QWidget):
    """The tab."""

    def __init__(self, model: WholeModel[FieldRow], parent: QWidget | None = None) -> None:
        """Compare nothing yet."""
        super().__init__(parent)
        self.before, self.after = QComboBox(), QComboBox()
        for combo in (self.before, self.after):
            combo.setMinimumContentsLength(LETTERS_LEAST)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.fields = {"before": Field(self.before), "after": Field(self.after)}
        self.swap = QPushButton("⇄")
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.summary = Label(wordWrap=True)
        self.table = Table(model, "schemes-difference")
        self.panels = Panels(self.table)
        row = QHBoxLayout()
        row.addWidget(self.fields["before"], 1)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.swap)
        row.addLayout(beside)
        row.addWidget(self.fields["after"], 1)
        below = QHBoxLayout()
        below.addWidget(self.summary, 1)
        below.addWidget(self.filter)
        self.filter.setMinimumWidth(260)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(row)
        layout.addLayout(below)
        layout.addWidget(self.panels, 1)

    def retranslate(self) -> None:
        """Set every text in the language in use."""
        self.fields["before"].name(self.tr("F&rom"))
        self.fields["after"].name(self.tr("T&o"))
        self.swap.setToolTip(self.tr("Compare the other way round"))
        self.swap.setAccessibleName(self.tr("Compare the other way round"))
        self.filter.setPlaceholderText(self.tr("Show only changes with these words"))
        self.filter.setAccessibleName(self.tr("Show only changes with these words"))
        self.table.setAccessibleName(self.tr("What differs"))
        self.panels.retranslate()
