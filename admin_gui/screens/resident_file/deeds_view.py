"""The deeds: a list, and below it one deed with all that it rests on and every step."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.resident_file.asking import Hindrances, asked_text
from admin_gui.screens.resident_file.facts import CityFacts, Names
from admin_gui.screens.resident_file.model import deed_columns
from admin_gui.widgets.deeds import (
    StepRow,
    counts_text,
    direction_text,
    document_text,
    step_columns,
)
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import day
from backend.contracts.deeds import DeedView

LIST_PIXELS: Final = 220
DETAIL_PIXELS: Final = 300
WIDTHS: Final = (96, 270, 92, 136, 130)
STEP_WIDTHS: Final = (128, 270, 76)
REASON_COLUMN: Final = 3


class DeedDetail(QFrame):
    """One deed.

    Attributes:
        follow_wanted: record what became of it.
        asked_wanted: take in on paper an objection or a repair.
    """

    follow_wanted = Signal()
    asked_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Of no deed."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.model: WholeModel[StepRow] = WholeModel(step_columns(), self)
        self.steps = Table(self.model, "deed-steps")
        set_widths(self.steps, STEP_WIDTHS)
        self._title = Heading(1.2)
        self._title.setWordWrap(True)
        self._counts = Label()
        self._facts = Facts(
            ("kind", "occurred", "amount", "department", "document", "account", "asked"), self
        )
        self.follow = QPushButton()
        self.follow.clicked.connect(self.follow_wanted)
        self.objection, self.repair = QPushButton(), QPushButton()
        self.objection.clicked.connect(lambda: self.asked_wanted.emit("objection"))
        self.repair.clicked.connect(lambda: self.asked_wanted.emit("repair"))
        self._hindrances = Label(wordWrap=True)
        self._hindrances.setProperty("muted", True)
        self._steps_title = Label()
        self._steps_title.setProperty("muted", True)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        self.panels = Panels(content)
        self._steps_title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        right = QVBoxLayout()
        right.addWidget(self._steps_title)
        right.addWidget(self.steps, 1)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(18)
        above.addWidget(self._said(), 2)
        above.addLayout(right, 3)
        for button in (self.follow, self.objection, self.repair):
            below.addWidget(button)
        below.addWidget(self._hindrances, 1)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(above, 1)
        inside.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self.panels)

    def _said(self) -> Scrolled:
        """What a deed says; none of it is cut where the window is low."""
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for widget in (self._title, self._counts, self._facts):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = Scrolled(said)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        return self.area

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        for name, words in {
            "kind": self.tr("Kind"),
            "occurred": self.tr("Occurred"),
            "amount": self.tr("Grade or amount"),
            "department": self.tr("Department"),
            "document": self.tr("Rests on"),
            "account": self.tr("What happened"),
            "asked": self.tr("Asked"),
        }.items():
            self._facts.call(name, words)
        self._steps_title.setText(self.tr("Every step"))
        self.steps.setAccessibleName(self.tr("Every step of the deed"))
        self.area.setAccessibleName(self.tr("The deed in detail"))
        self.follow.setText(self.tr("Record its end or a &new proof…"))
        self.follow.setToolTip("Ctrl+E")
        self.objection.setText(self.tr("Ob&jection on paper…"))
        self.repair.setText(self.tr("Repair on paper…"))

    def clear(self) -> None:
        """Show that no deed is picked."""
        self.model.fill([])
        self.panels.say(
            self.tr("No deed is picked"), self.tr("Pick one in the list to see its steps.")
        )

    def show_deed(
        self,
        deed: DeedView,
        facts: CityFacts,
        shown: Callable[[datetime], datetime],
        *,
        may_follow: bool,
        hindered: Hindrances | None,
    ) -> None:
        """Show a deed.

        Args:
            deed: the deed.
            facts: names things.
            shown: tells a moment in the city's time.
            may_follow: its end or a new proof may be recorded.
            hindered: why nothing can be asked of it on paper; none where one may not do that.
        """
        self._title.setText(str(Names(deed.label_en, deed.label_zh)))
        self._counts.setText(counts_text(deed))
        self._counts.setProperty("sign", "good" if deed.counts else "warn")
        self._counts.style().unpolish(self._counts)
        self._counts.style().polish(self._counts)
        values = {
            "kind": direction_text(deed.direction),
            "occurred": day(deed.occurred_on),
            "amount": facts.amount(deed),
            "department": facts.department(deed.department),
            "document": document_text(deed.document),
            "account": deed.account or "",
            "asked": asked_text(deed, shown),
        }
        for name, value in values.items():
            self._facts.say(name, value)
        self.model.fill([StepRow(step=step, at=shown(step.at)) for step in deed.steps])
        has_reasons = any(step.reason for step in deed.steps)
        self.steps.setColumnHidden(REASON_COLUMN, not has_reasons)
        self.follow.setVisible(may_follow)
        self._offer_papers(hindered)
        self.panels.show_content()

    def _offer_papers(self, hindered: Hindrances | None) -> None:
        """What can be asked on paper; of the rest it is said why it cannot."""
        for button, reason, keys in (
            (self.objection, hindered and hindered.objection, "Ctrl+J"),
            (self.repair, hindered and hindered.repair, "Ctrl+Shift+J"),
        ):
            button.setVisible(hindered is not None)
            button.setEnabled(not reason)
            button.setToolTip(reason or keys)
            button.setAccessibleDescription(reason or "")
        reasons = () if hindered is None else (hindered.objection, hindered.repair)
        self._hindrances.setText(" ".join(dict.fromkeys(filter(None, reasons))))


class DeedsPage(QWidget):
    """The page.

    Attributes:
        picked: another deed is the current one, or none.
    """

    picked = Signal()

    def __init__(self, facts: Callable[[], CityFacts], parent: QWidget | None = None) -> None:
        """Without deeds."""
        super().__init__(parent)
        self.model: WholeModel[DeedView] = WholeModel(deed_columns(facts), self)
        self.table = Table(self.model, "deeds")
        set_widths(self.table, WIDTHS)
        self.detail = DeedDetail()
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setSizes([LIST_PIXELS, DETAIL_PIXELS])
        self.panels = Panels(split)
        layout = QVBoxLayout(self)
        layout.addWidget(self.panels)
        self.table.picked.connect(lambda _: self.picked.emit())
        self.retranslate()
        self.detail.clear()

    def current(self) -> DeedView | None:
        """The deed that is picked."""
        number = self.table.current()
        return self.model.row(number) if number >= 0 else None

    def show_deeds(self, deeds: Sequence[DeedView], picked: str) -> None:
        """Show deeds, and pick the one with this id, else the first."""
        self.model.fill(deeds)
        numbers = [n for n, deed in enumerate(self.model.rows()) if deed.id == picked]
        self.table.go_to(numbers[0] if numbers else 0)
        if deeds:
            self.panels.show_content()
        else:
            self.panels.say(
                self.tr("No deeds yet"),
                self.tr("The score is the base that everybody begins with."),
            )

    def forget(self) -> None:
        """Keep nothing of them."""
        self.model.fill([])
        self.detail.clear()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.table.setAccessibleName(self.tr("Deeds"))
        self.detail.retranslate()
        self.panels.retranslate()
