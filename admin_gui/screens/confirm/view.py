"""The queue with what narrows it, and the deed in detail beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from admin_gui.screens.confirm.detail import Detail
from admin_gui.screens.confirm.model import Known, Narrowed, deed_type_choices, department_choices
from admin_gui.theme import heading_font
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import NOTHING
from admin_gui.workplace import Workplace

SHARES = (590, 346)
LOOKS = "second-looks"
LIST_LETTERS = 20
# Until somebody drags them: direction, deed, department, happened.
WIDTHS = (94, 154, 92, 96)


class ConfirmView(QWidget):
    """The screen."""

    def __init__(self, place: Workplace, table: Table) -> None:
        """Around the queue's table."""
        super().__init__()
        self.table = table
        set_widths(table, WIDTHS)
        table.wrap()
        self.detail = Detail(place)
        self.list = Choice()
        self.list.setMinimumContentsLength(LIST_LETTERS)
        self.direction, self.department, self.deed_type = Choice(), Choice(), Choice()
        self.clear = QPushButton()
        self.clear.setProperty("flat", True)
        self.panels = Panels(table)
        self._known = Known()
        self._counts: dict[str, int] | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self._count = Label()
        self._count.setFont(heading_font(self._count.font(), 1.0))
        self._said = Label()
        self._said.setProperty("muted", True)
        head = QHBoxLayout()
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._said)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.list)
        for choice in (self.direction, self.department, self.deed_type):
            filters.addWidget(choice)
        filters.addWidget(self.clear)
        filters.addStretch(1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.splitter.setHandleWidth(10)
        self.splitter.setProperty("bare", True)
        self.splitter.addWidget(self.panels)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes(list(SHARES))
        self.detail.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(self.splitter, 1)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.table.setAccessibleName(self.tr("Deeds that await a second person"))
        for choice, name in (
            (self.list, self.tr("Which list")),
            (self.direction, self.tr("Only of this direction")),
            (self.department, self.tr("Only of this department")),
            (self.deed_type, self.tr("Only of this deed type")),
        ):
            choice.setAccessibleName(name)
        self.clear.setText(self.tr("Show &all"))
        self.know(self._known)
        self.count(self._counts)
        self.panels.retranslate()
        self.detail.retranslate()
        self._said.setText("")

    def know(self, known: Known) -> None:
        """Take the words for codes."""
        self._known = known
        self.detail.know(known)
        self.offer()

    def offer(self) -> None:
        """Offer the two lists, and what the queue can be narrowed to; second looks are few."""
        self.list.fill(self.tr("Awaiting a second person"), [(LOOKS, self.tr("Second looks"))])
        is_queue = not self.is_second_looks()
        for choice in (self.direction, self.department, self.deed_type):
            choice.setVisible(is_queue)
        self.detail.show_as(is_second_look=not is_queue)
        self.direction.fill(
            self.tr("Merits and demerits"),
            [("merit", self.tr("Merits")), ("demerit", self.tr("Demerits"))],
        )
        self.department.fill(self.tr("All departments"), department_choices(self._known))
        self.deed_type.fill(
            self.tr("All deed types"), deed_type_choices(self._known, self.narrowed())
        )
        self.clear.setVisible(is_queue and not self.narrowed().is_all)

    def is_second_looks(self) -> bool:
        """True while second looks are shown."""
        return self.list.chosen() == LOOKS

    def narrowed(self) -> Narrowed:
        """What is chosen."""
        return Narrowed(
            direction=self.direction.chosen(),
            department=self.department.chosen(),
            deed_type=self.deed_type.chosen(),
        )

    def empty_words(self) -> tuple[str, str]:
        """What is said where the queue is empty."""
        if self.is_second_looks():
            return (
                self.tr("Nothing to look at"),
                self.tr("Every merit that was drawn for a second look has been looked at."),
            )
        if self.narrowed().is_all:
            return (
                self.tr("Nothing waits"),
                self.tr("Every deed that needs a second person has been decided."),
            )
        return (
            self.tr("Nothing waits here"),
            self.tr("Deeds of other directions, departments or types may wait: show all of them."),
        )

    def count(self, counts: dict[str, int] | None) -> None:
        """Say how many wait in the whole city; none where it is not known."""
        self._counts = counts
        if counts is None:
            self._count.setText(NOTHING)
            return
        merits, demerits = counts.get("merit", 0), counts.get("demerit", 0)
        self._count.setText(
            " · ".join(
                (
                    self.tr("%n deed(s) wait for a second person", "", merits + demerits),
                    self.tr("+ %n merit(s)", "", merits),
                    self.tr("− %n demerit(s)", "", demerits),
                )
            )
        )

    def say(self, sentence: str) -> None:
        """Say what was done, where it disturbs nobody."""
        self._said.setText(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._said, sentence))
