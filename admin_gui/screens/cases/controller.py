"""Reads cases one after the other, and sends what is decided."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import msgspec
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.client.errors import AwayError, ClientError, StrangeError
from admin_gui.screens.cases.model import Draft, columns, named
from admin_gui.screens.cases.view import CasesView
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.rows import Wanted
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.widgets.work_list import WorkList
from admin_gui.workplace import Workplace
from backend.contracts.cases import CaseFile, CaseItem, CaseView, DecideCase
from backend.contracts.pages import Page
from backend.contracts.residents import OverviewView

FORBIDDEN: Final = 403
# What a server says of a case that waits for nobody any more.
GONE: Final = frozenset({404, 409})


class Cases(WorkList[CaseItem, CaseFile]):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Begin with an empty list."""
        super().__init__(columns(place), "cases")
        self._place = place
        self._sending: set[str] = set()
        self._drafts: dict[str, Draft] = {}
        self._load = place.paged(self, self._read)
        self.view = CasesView(place, self.queue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        view, place = self.view, self._place
        view.panels.follow(self._model, view.empty_words, self.refresh)
        self._model.state_changed.connect(self._follow)
        view.kind.currentIndexChanged.connect(lambda _: self._model.refresh())
        view.page.again.clicked.connect(self._look)
        view.page.evidence_wanted.connect(lambda beside: self._show_evidence(beside=beside))
        view.looking.changed.connect(self._follow_files)
        view.deciding.changed.connect(self._keep_draft)
        view.deciding.wanted.connect(self._decide)
        for table in (view.table, view.page.steps, view.page.evidence):
            place.keep_widths(table)
        view.right.restoreState(place.memory.shape("cases/right"))
        view.right.splitterMoved.connect(
            lambda *_: place.memory.keep_shape("cases/right", view.right.saveState())
        )

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()

    def handlers(self) -> Mapping[str, Handler]:
        """What it does for actions."""
        return {
            "grant-case": partial(self._choose, is_granted=True),
            "reject-case": partial(self._choose, is_granted=False),
            "decide-case": self.view.deciding.check,
            "next-case": lambda: self._step(1),
            "previous-case": lambda: self._step(-1),
            "show-evidence": lambda: self._show_evidence(beside=False),
            "show-beside": lambda: self._show_evidence(beside=True),
            "close-evidence": self.view.looking.forget,
        }

    def disabled_actions(self) -> frozenset[str]:
        """Deciding needs a case that was looked at, and is not the own one."""
        disabled = set()
        if not self._may_decide():
            disabled |= {"grant-case", "reject-case", "decide-case"}
        if not self._has(1):
            disabled.add("next-case")
        if not self._has(-1):
            disabled.add("previous-case")
        if self.file() is None or self.view.page.marked() is None:
            disabled |= {"show-evidence", "show-beside"}
        if not self.view.looking.count():
            disabled.add("close-evidence")
        return frozenset(disabled)

    def table(self) -> Table:
        """The list, or the table of the case that has the keyboard."""
        for table in (self.view.page.steps, self.view.page.evidence):
            if table.hasFocus():
                return table
        return super().table()

    def file(self) -> CaseFile | None:
        """The case in view, once it was looked at."""
        return self._looked.get(self._item.id) if self._item is not None else None

    def refresh(self) -> None:
        """Read the list, how many wait, and the words for codes."""
        client, city = self._place.client, self._place.city.code
        super().refresh()
        self._read_count()
        self._place.ask(
            self,
            lambda: client.cities.deed_types(city),
            self.view.page.know,
            # The list, which is asked at the same time, says that the server is away.
            lambda _: None,
        )

    def _read_count(self) -> None:
        client, city = self._place.client, self._place.city.code

        def read(overview: OverviewView) -> None:
            self.view.count((overview.cases_open, overview.cases_overdue))

        if self._place.may("read-overview"):
            self._place.ask(self, lambda: client.residents.overview(city), read, lambda _: None)

    def _read(self, wanted: Wanted) -> Page[CaseItem]:
        return self._place.client.cases.all(
            self._place.city.code, wanted.cursor, wanted.order or None, kind=self.view.kind.chosen()
        )

    def _follow(self, state: str) -> None:
        """Show a case only beside a list, and go back to where one was."""
        has_rows = self._model.rowCount() > 0 and state != "failed"
        self.view.right.setVisible(has_rows)
        if not has_rows:
            self.view.looking.forget()
        if state == "ready":
            self._go_back()
        self._place.actions_changed.emit()

    def _pick(self, number: int) -> None:
        if number >= 0 and not self._is_in_view(self._model.row(number).id):
            self.view.looking.forget()
        super()._pick(number)

    def _show_item(self) -> None:
        """Show what is known of the case in view."""
        item, file, view = self._item, self.file(), self.view
        if item is None or file is None:
            view.looking.forget()
            view.deciding.forget()
        if item is not None and file is not None:
            draft = self._drafts.get(item.id, Draft())
            view.page.show_file(item, file)
            view.deciding.show_case(file, draft, may_decide=not item.is_own)
            view.deciding.wait(is_waiting=item.id in self._sending)
        elif item is not None:
            view.page.show_item(item)
        view.deciding.setVisible(file is not None and item is not None and not item.is_own)
        self._place.actions_changed.emit()

    def _follow_files(self) -> None:
        """With the last file gone, go on in the list."""
        self._place.actions_changed.emit()
        if not self.view.looking.count() and self.isVisible():
            self.view.table.setFocus()

    def _may_decide(self) -> bool:
        item = self._item
        if item is None or item.id not in self._looked:
            return False
        return not item.is_own and item.id not in self._sending

    def _choose(self, *, is_granted: bool) -> None:
        if self._may_decide():
            self.view.deciding.choose(is_granted=is_granted)

    def _keep_draft(self) -> None:
        # Before a case was looked at, the form is empty because nothing is known.
        if self._item is not None and self.file() is not None:
            self._drafts[self._item.id] = self.view.deciding.draft()

    def _show_evidence(self, *, beside: bool) -> None:
        item, evidence = self._item, self.view.page.marked()
        if item is not None and self.file() is not None and evidence is not None:
            self.view.looking.look(item.id, evidence, beside=beside)

    def _ask_for(self, item: CaseItem) -> None:
        """Read a case; the look is logged."""
        self.view.page.show_item(item)
        client, city = self._place.client, self._place.city.code
        self._place.ask(
            self,
            lambda: client.cases.one(city, item.id),
            self._saw,
            lambda error: self._saw_not(item, error),
        )

    def _saw(self, file: CaseFile) -> None:
        if self._item is not None and self._is_in_view(file.case.id):
            self._item = msgspec.structs.replace(
                self._item, is_own=file.is_own, is_overdue=file.is_overdue
            )
        self._keep_look(file.case.id, file)

    def _saw_not(self, item: CaseItem, error: ClientError) -> None:
        self._asked.discard(item.id)
        if error.status in GONE:
            self._tell_gone(item, error)
        elif self._is_in_view(item.id):
            self.view.page.fail(error.sentence)

    def _decide(self, decision: DecideCase) -> None:
        """Send a decision; meanwhile other cases can be read."""
        item = self._item
        if item is None or not self._may_decide():
            return
        self._sending.add(item.id)
        self._show_item()
        client, city = self._place.client, self._place.city.code
        self._place.ask(
            self,
            lambda: client.cases.decide(city, item.id, decision),
            partial(self._is_decided, item, decision),
            partial(self._not_decided, item),
        )

    def _is_decided(self, item: CaseItem, decision: DecideCase, _: CaseView) -> None:
        """Take a case out of the list, and look at the next one."""
        self._sending.discard(item.id)
        self._drafts.pop(item.id, None)
        self._decided.add(item.id)
        is_in_view = self._is_in_view(item.id)
        self._take_out(item)
        self._read_count()
        if is_in_view:
            self.view.table.setFocus()
            self._look()
        sentence = (
            self.tr("✓ Granted, and the resident is told: {case}")
            if decision.is_granted
            else self.tr("✕ Rejected, and the resident is told: {case}")
        )
        self.view.say(sentence.format(case=named(item)))

    def _take_out(self, item: CaseItem) -> None:
        self._remove(item)
        self._looked.pop(item.id, None)
        self._show_item()

    def _not_decided(self, item: CaseItem, error: ClientError) -> None:
        """Say why a decision was not taken; what was typed stays."""
        self._sending.discard(item.id)
        if error.status in GONE:
            self._tell_gone(item, error)
            return
        if error.status == FORBIDDEN and self._is_in_view(item.id):
            self._item = msgspec.structs.replace(item, is_own=True)
        is_unknown = isinstance(error, AwayError | StrangeError)
        sentence = (
            self.tr(
                "It is not known whether the server has decided “{case}”. Send it again once the "
                "server answers: it is decided once. {why}"
            )
            if is_unknown
            else self.tr("“{case}” is not decided. {why}")
        ).format(case=named(item), why=error.sentence)
        kind = "warn" if is_unknown else "bad"
        if self._is_in_view(item.id):
            self._show_item()
            self.view.deciding.notices.tell(Notice(kind=kind, sentence=sentence))
        else:
            self._place.tell(kind, sentence, self.tr("Go to it"), lambda: self._go_to(item))

    def _tell_gone(self, item: CaseItem, error: ClientError) -> None:
        """Somebody else, the resident or the clock was first; the server says what is open."""
        sentence = self.tr("“{case}” was not decided by you: the list is read again. {why}")
        self._place.tell("info", sentence.format(case=named(item), why=error.sentence))
        self._take_out(item)
        self.refresh()


def open_screen(place: Workplace) -> Screen:
    """The screen."""
    return Cases(place)
