"""The list, or the files in its place; beside it the case, and below that the decision."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from admin_gui.screens.cases.deciding import Deciding
from admin_gui.screens.cases.looking import Looking
from admin_gui.screens.cases.model import OBJECTION, REPAIR
from admin_gui.screens.cases.page import CasePage
from admin_gui.theme import heading_font
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import NOTHING
from admin_gui.workplace import Workplace

# Of the width, for the left and the right, by how many files are looked at.
SHARES: Final = ((450, 480), (500, 430), (600, 330))
HEIGHTS: Final = (310, 330)
# As wide as its longest words.
LETTERS: Final = 17
WIDTHS: Final = (96, 116, 84)


class CasesView(QWidget):
    """The screen."""

    def __init__(self, place: Workplace, table: Table) -> None:
        """Around the list's table."""
        super().__init__()
        self.table = table
        self.page, self.deciding = CasePage(place), Deciding(place)
        self.looking = Looking(place)
        self.kind = Choice()
        self.panels = Panels(table)
        self._counts: tuple[int, int] | None = None
        self._lay_out()
        self.looking.changed.connect(self.share)

    def _lay_out(self) -> None:
        set_widths(self.table, WIDTHS)
        self.table.wrap()
        self.kind.setMinimumContentsLength(LETTERS)
        self._count, self._overdue, self._said = Label(), Label(), Label()
        self._count.setFont(heading_font(self._count.font(), 1.0))
        self._overdue.setProperty("sign", "bad")
        self._said.setProperty("muted", True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._count)
        head.addWidget(self._overdue)
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(self._said)
        self.left, self.right = QStackedWidget(), QSplitter(Qt.Orientation.Vertical)
        self.left.addWidget(self.panels)
        self.left.addWidget(self.looking)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for splitter, parts in (
            (self.right, (self.page, self.deciding)),
            (self.splitter, (self.left, self.right)),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(10)
            splitter.setProperty("bare", True)
            for part in parts:
                splitter.addWidget(part)
        self.splitter.setSizes(list(SHARES[0]))
        self.right.setSizes(list(HEIGHTS))
        self.right.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.splitter, 1)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.table.setAccessibleName(self.tr("Open objections and repairs"))
        self.kind.setAccessibleName(self.tr("Only of this kind"))
        self.kind.fill(
            self.tr("Objections and repairs"),
            [(OBJECTION, self.tr("Objections")), (REPAIR, self.tr("Repairs"))],
        )
        self.count(self._counts)
        self._said.setText("")
        for part in (self.panels, self.page, self.deciding, self.looking):
            part.retranslate()

    def share(self) -> None:
        """Share the width between the list, or the files in its place, and the case."""
        count = self.looking.count()
        self.left.setCurrentWidget(self.looking if count else self.panels)
        width = sum(self.splitter.sizes())
        whole = sum(SHARES[count])
        self.splitter.setSizes([width * share // whole for share in SHARES[count]])

    def empty_words(self) -> tuple[str, str]:
        """What is said where no case is open."""
        if self.kind.chosen() is None:
            return (
                self.tr("No case is open"),
                self.tr("Every objection and every repair has its answer."),
            )
        return (
            self.tr("No case of this kind is open"),
            self.tr("Cases of the other kind may be: choose objections and repairs."),
        )

    def count(self, counts: tuple[int, int] | None) -> None:
        """Say how many are open in the whole city, and how many of them overdue."""
        self._counts = counts
        if counts is None:
            self._count.setText(NOTHING)
            self._overdue.setText("")
            return
        cases, overdue = counts
        self._count.setText(self.tr("%n case(s) wait for an answer", "", cases))
        self._overdue.setText(self.tr("⚠ %n overdue", "", overdue) if overdue else "")

    def say(self, sentence: str) -> None:
        """Say what was done, where it disturbs nobody."""
        self._said.setText(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._said, sentence))
