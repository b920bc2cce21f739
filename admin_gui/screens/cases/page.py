"""A case on one page: the deed with every step, the resident's words, and what proves them."""

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.cases.model import (
    after_text,
    evidence_columns,
    kind_text,
    made_text,
    overdue_text,
    own_text,
    points_text,
)
from admin_gui.theme import heading_font
from admin_gui.widgets.deeds import (
    StepRow,
    amount_text,
    counts_text,
    department_text,
    direction_text,
    document_text,
    step_columns,
)
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.standing import Standing
from admin_gui.widgets.table import ROW_PIXELS, Table, set_widths
from admin_gui.widgets.words import day, label, word
from admin_gui.workplace import Workplace
from backend.contracts.cases import CaseFile, CaseItem, EvidenceView
from backend.contracts.cities import DeedTypes

T = TypeVar("T")
WIDTH_LEAST: Final = 330
ROWS_MOST: Final = 8
STEP_WIDTHS: Final = (128, 190, 76)
EVIDENCE_WIDTHS: Final = (190, 110, 76)
_CASE: Final = ("made_at", "due_on", "proof", "on", "earliest_on")
_POINTS: Final = ("points_now", "points_after")
_DEED: Final = ("occurred_on", "amount", "department", "document", "account", "counts")


class CasePage(QFrame):
    """The page.

    Attributes:
        evidence_wanted: look at the marked file; true for beside another one.
    """

    evidence_wanted = Signal(bool)

    def __init__(self, place: Workplace) -> None:
        """Without a case."""
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumWidth(WIDTH_LEAST)
        self._place = place
        self._types: DeedTypes | None = None
        self._item: CaseItem | None = None
        self._file: CaseFile | None = None
        self._problem: str | None = None
        self.steps_model: WholeModel[StepRow] = WholeModel(step_columns(), self)
        self.steps = Table(self.steps_model, "case-steps")
        self.evidence_model: WholeModel[EvidenceView] = WholeModel(evidence_columns(place), self)
        self.evidence = Table(self.evidence_model, "case-evidence")
        self.again, self.show_evidence, self.show_beside = (QPushButton() for _ in range(3))
        self._lay_out()
        self.evidence.opened.connect(lambda _: self.evidence_wanted.emit(False))
        self.show_evidence.clicked.connect(lambda: self.evidence_wanted.emit(False))
        self.show_beside.clicked.connect(lambda: self.evidence_wanted.emit(True))

    def _lay_out(self) -> None:
        theme = self._place.theme
        self._title, self._kind = Heading(1.25), Label()
        self._title.setWordWrap(True)
        self._kind.setFont(heading_font(self._kind.font(), 1.0))
        self._locked = Standing(theme, "warn", "lock")
        self._overdue = Standing(theme, "bad", "warn")
        self._unread, self._words = Label(wordWrap=True), Label(wordWrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setContentsMargins(10, 2, 0, 2)
        self._no_evidence, self._logged = Label(wordWrap=True), Label(wordWrap=True)
        self._logged.setProperty("muted", True)
        self._case, self._points, self._deed = Facts(_CASE), Facts(_POINTS), Facts(_DEED)
        self._heads = {name: Label() for name in ("words", "evidence", "points", "deed", "steps")}
        for head in self._heads.values():
            head.setFont(heading_font(head.font(), 1.0))
            head.setContentsMargins(0, 8, 0, 0)
        for table, widths in ((self.steps, STEP_WIDTHS), (self.evidence, EVIDENCE_WIDTHS)):
            set_widths(table, widths)
        self.area = Scrolled(self._inside())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.area)

    def _inside(self) -> QWidget:
        buttons = QWidget()
        across = QHBoxLayout(buttons)
        across.setContentsMargins(0, 0, 0, 0)
        for button in (self.show_evidence, self.show_beside):
            across.addWidget(button)
        across.addStretch(1)
        self._read: list[QWidget] = [
            self._heads["words"],
            self._words,
            self._case,
            self._heads["evidence"],
            self._no_evidence,
            self.evidence,
            buttons,
            self._logged,
            self._heads["points"],
            self._points,
            self._heads["deed"],
            self._deed,
            self._heads["steps"],
            self.steps,
        ]
        self._of_evidence = (self.evidence, buttons, self._logged)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(6)
        for above in (self._title, self._kind, self._locked, self._overdue, self._unread):
            column.addWidget(above)
        column.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in self._read:
            column.addWidget(widget)
        column.addStretch(1)
        return inside

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.area.setAccessibleName(self.tr("The case in detail"))
        self.steps.setAccessibleName(self.tr("Every step of the deed"))
        self.evidence.setAccessibleName(self.tr("Files that the resident sent"))
        self.again.setText(self.tr("Try again"))
        self.show_evidence.setText(self.tr("&Look at it (Ctrl+O)"))
        self.show_beside.setText(self.tr("&Beside (Ctrl+B)"))
        self.show_beside.setToolTip(self.tr("Beside the file that is open already"))
        self._logged.setText(self.tr("A file is read only when you ask; each look is logged."))
        self._no_evidence.setText(self.tr("The resident sent no files."))
        for name, words in {
            "words": self.tr("What the resident says"),
            "evidence": self.tr("What is to prove it"),
            "points": self.tr("Points"),
            "deed": self.tr("The deed"),
            "steps": self.tr("Every step of the deed"),
        }.items():
            self._heads[name].setText(words)
        self._name_facts()
        self._draw()

    def _name_facts(self) -> None:
        for name, words in {
            "made_at": self.tr("Made"),
            "due_on": self.tr("Answer by"),
            "proof": self.tr("Proof"),
            "on": self.tr("Made good on"),
            "earliest_on": self.tr("Possible from"),
        }.items():
            self._case.call(name, words)
        for name, words in {
            "points_now": self.tr("Alone, while it counts"),
            "points_after": self.tr("Once accepted"),
        }.items():
            self._points.call(name, words)
        for name, words in {
            "occurred_on": self.tr("Happened"),
            "amount": self.tr("Grade or amount"),
            "department": self.tr("Department"),
            "document": self.tr("Rests on"),
            "account": self.tr("Account"),
            "counts": self.tr("Today"),
        }.items():
            self._deed.call(name, words)

    def know(self, types: DeedTypes) -> None:
        """Take the words for what a deed says."""
        self._types = types
        self._draw()

    def show_item(self, item: CaseItem) -> None:
        """Show what the list tells of a case, before it is looked at; keep nothing more of it."""
        self._item, self._file, self._problem = item, None, None
        self._words.clear()
        for facts, names in ((self._case, _CASE), (self._points, _POINTS), (self._deed, _DEED)):
            for name in names:
                facts.say(name, "")
        self.steps_model.fill([])
        self.evidence_model.fill([])
        self._draw()
        self.area.verticalScrollBar().setValue(0)

    def show_file(self, item: CaseItem, file: CaseFile) -> None:
        """Show all of a case."""
        self._item, self._file, self._problem = item, file, None
        self._draw()
        self.evidence.go_to(0)

    def fail(self, sentence: str) -> None:
        """Say why it could not be read."""
        self._problem = sentence
        self._draw()

    def marked(self) -> EvidenceView | None:
        """The file that is marked in the list of files."""
        number = self.evidence.current()
        return self.evidence_model.row(number) if number >= 0 else None

    def words(self) -> str:
        """All that is shown, to be read aloud."""
        item, file = self._item, self._file
        if item is None:
            return ""
        parts = [self._title.text(), self._kind.text()]
        parts += [own_text()] if item.is_own else []
        parts += [overdue_text(item)] if item.is_overdue else []
        if file is None:
            parts.append(self._unread.text())
        else:
            parts += [self._words.text(), self._case.words(), self._points.words()]
            parts.append(self._deed.words())
        return ". ".join(part for part in parts if part)

    def _draw(self) -> None:
        item, file = self._item, self._file
        if item is None:
            return
        self._title.setText(label(item.label_en, item.label_zh))
        self._kind.setText(f"{kind_text(item.kind)} · {direction_text(item.direction)}")
        self._locked.say(own_text())
        self._locked.setVisible(item.is_own)
        self._overdue.say(overdue_text(item))
        self._overdue.setVisible(item.is_overdue)
        self._draw_unread()
        for widget in self._read:
            widget.setVisible(file is not None)
        if file is not None:
            self._draw_case(file)
            self._draw_deed(file)
        self.area.setAccessibleDescription(self.words())

    def _draw_unread(self) -> None:
        problem = self._problem
        self.again.setVisible(problem is not None)
        self._unread.setVisible(self._file is None)
        self._unread.setProperty("sign", "bad" if problem is not None else "")
        self._unread.style().unpolish(self._unread)
        self._unread.style().polish(self._unread)
        self._unread.setText(
            self.tr("⚠ It could not be read. {sentence}").format(sentence=problem)
            if problem is not None
            else self.tr("Stay on this case, or press Enter, to read it. That look is logged.")
        )

    def _draw_case(self, file: CaseFile) -> None:
        case, place = file.case, self._place
        self._words.setText(case.text)
        self._case.say("made_at", made_text(case, place))
        self._case.say("due_on", day(case.due_on))
        self._case.say("proof", word(case.proof) if case.proof is not None else "")
        self._case.say("on", day(case.on) if case.on is not None else "")
        self._case.say("earliest_on", day(file.earliest_on) if file.earliest_on else "")
        self._points.say("points_now", points_text(file.points_now))
        self._points.say("points_after", after_text(file))
        held = self.evidence.current()
        _fill(self.evidence, self.evidence_model, case.evidence)
        self.evidence.go_to(max(held, 0))
        self._no_evidence.setVisible(not case.evidence)
        for widget in self._of_evidence:
            widget.setVisible(bool(case.evidence))
        self.show_beside.setVisible(len(case.evidence) > 1)

    def _draw_deed(self, file: CaseFile) -> None:
        deed, types = file.deed, self._types
        self._deed.say("occurred_on", day(deed.occurred_on))
        self._deed.say("amount", amount_text(types, deed) if types is not None else "")
        self._deed.say(
            "department", department_text(types, deed.department) if types is not None else ""
        )
        self._deed.say("document", document_text(deed.document))
        self._deed.say("account", deed.account or "")
        self._deed.say("counts", counts_text(deed))
        shown = self._place.shown
        rows = [StepRow(step=step, at=shown(step.at)) for step in deed.steps]
        _fill(self.steps, self.steps_model, rows)
        self.steps.setColumnHidden(len(STEP_WIDTHS), not any(s.reason for s in deed.steps))


def _fill(table: Table, model: WholeModel[T], rows: Sequence[T]) -> None:
    """Show rows in a table that is as high as they are, until there are many."""
    model.fill(rows)
    lines = min(max(len(rows), 1), ROWS_MOST)
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(head + lines * ROW_PIXELS + 2 * table.frameWidth() + 2)
