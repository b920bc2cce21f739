"""Files that prove something, looked at beside the case: one, or two beside each other."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from admin_gui.client.errors import ClientError
from admin_gui.widgets.label import Label
from admin_gui.widgets.paper import Paper, own_name, paper_of
from admin_gui.widgets.sheet import Sheet
from admin_gui.workplace import Workplace
from backend.contracts.cases import EvidenceView

FIRST: Final = 0
SECOND: Final = 1


class Looking(QWidget):
    """The place for two files; each is read once, when it is asked for.

    Attributes:
        changed: another number of files is looked at.
    """

    changed = Signal()

    def __init__(self, place: Workplace) -> None:
        """Without files."""
        super().__init__()
        self._place = place
        self._papers: dict[str, Paper] = {}
        self._shown: list[EvidenceView | None] = [None, None]
        self._case = ""
        self.sheets = (Sheet(is_lent=True), Sheet(is_lent=True))
        self.back = QPushButton()
        self._note = Label(wordWrap=True)
        self._note.setProperty("muted", True)
        self._lay_out()
        self.back.clicked.connect(self.forget)
        for at, sheet in enumerate(self.sheets):
            sheet.closed.connect(partial(self._put_away, at))
            sheet.program_wanted.connect(partial(self._open_program, at))
            sheet.hide()

    def _lay_out(self) -> None:
        beside = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        beside.setHandleWidth(10)
        beside.setProperty("bare", True)
        for sheet in self.sheets:
            beside.addWidget(sheet)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self._note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(beside, 1)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.back.setText(self.tr("← &Back to the list"))
        self.back.setToolTip("Ctrl+W")
        self._note.setText(self.tr("Plus and minus: larger and smaller. 0: the whole page."))
        for sheet in self.sheets:
            sheet.retranslate()

    def count(self) -> int:
        """How many files are looked at."""
        return sum(evidence is not None for evidence in self._shown)

    def look(self, case: str, evidence: EvidenceView, *, beside: bool) -> None:
        """Look at a file.

        Args:
            case: which it belongs to.
            evidence: which file.
            beside: beside the one that is looked at already, not in its place.
        """
        self._case = case
        for at, shown in enumerate(self._shown):
            if shown is not None and shown.id == evidence.id:
                self.sheets[at].take_keyboard()
                return
        at = SECOND if beside and self._shown[FIRST] is not None else FIRST
        self._shown[at] = evidence
        self.sheets[at].show()
        self._read(at, evidence)
        self.changed.emit()

    def forget(self) -> None:
        """Keep nothing of any file."""
        self._papers.clear()
        for at in (FIRST, SECOND):
            self._put_away(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
            return
        super().keyPressEvent(event)

    def _put_away(self, at: int) -> None:
        if self._shown[at] is not None:
            self._shown[at] = None
            self.sheets[at].forget()
            self.sheets[at].hide()
            self.changed.emit()

    def _read(self, at: int, evidence: EvidenceView) -> None:
        """Show a file that was read already, or read it: that look is logged."""
        sheet = self.sheets[at]
        held = self._papers.get(evidence.id)
        if held is not None:
            sheet.show_paper(held)
            sheet.take_keyboard()
            return
        sheet.begin(
            evidence.name, evidence.media_type, evidence.size, lambda: self._read(at, evidence)
        )
        client, city, case = self._place.client, self._place.city.code, self._case

        def work() -> Paper:
            content = client.cases.evidence(city, case, evidence.id)
            return paper_of(evidence.name, evidence.media_type, content)

        def is_wanted() -> bool:
            return self._shown[at] is evidence

        def done(paper: Paper) -> None:
            if is_wanted():
                self._papers[evidence.id] = paper
                sheet.show_paper(paper)
                sheet.take_keyboard()

        def failed(error: ClientError) -> None:
            if is_wanted():
                sheet.fail(error.sentence)

        self._place.ask(self, work, done, failed)

    def _open_program(self, at: int) -> None:
        """Lend a file to the program of this machine that shows such files."""
        paper, evidence, papers = self.sheets[at].paper, self._shown[at], self._place.papers
        if paper is None or evidence is None:
            return
        name = own_name(evidence.id, evidence.media_type)
        content = paper.content
        self._place.tasks.run(
            self, lambda: papers.lend(name, content), self._opened, self._not_opened
        )

    def _opened(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._place.tell(
                "bad", self.tr("No program of this machine opens such files. Install one first.")
            )

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        sentence = self.tr("The file could not be written for another program: {reason}.")
        self._place.tell("bad", sentence.format(reason=error.strerror or error))
