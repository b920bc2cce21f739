"""Opens a resident's file for a reason, and shows its parts as they are looked at."""

import importlib
from collections.abc import Mapping
from functools import partial
from types import ModuleType

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.client.errors import ClientError
from admin_gui.screens.resident_file.asking import Hindrances, hindrances
from admin_gui.screens.resident_file.enrol import enrol_resident
from admin_gui.screens.resident_file.facts import CityFacts
from admin_gui.screens.resident_file.follow import follow_deed
from admin_gui.screens.resident_file.model import history_rows
from admin_gui.screens.resident_file.paper_case import take_paper_case
from admin_gui.screens.resident_file.paper_consent import take_paper_consent
from admin_gui.screens.resident_file.paper_leaving import take_paper_leaving
from admin_gui.screens.resident_file.reading import Parts, read_part, together
from admin_gui.screens.resident_file.statement import print_statement
from admin_gui.screens.resident_file.view import TABS, FileView
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import day, label
from admin_gui.workplace import Case, Workplace
from backend.contracts.deeds import CaseKind, DeedView

WITH_CHART = "resident-file/chart"


class ResidentFile(Screen):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Show the file in hand, or ask for one."""
        super().__init__()
        self._place = place
        self._parts: Parts | None = None
        self._reading: set[str] = set()
        # Counted: an answer to what was asked before is dropped.
        self._question = 0
        self.view = FileView(place.theme, self._facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._connect()
        for table in (self.view.score, self.view.history, self.view.deeds):
            place.keep_widths(table.table)
        place.keep_widths(self.view.deeds.detail.steps)
        self.view.history.with_chart.setChecked(place.memory.text(WITH_CHART, "yes") == "yes")
        self.retranslate()
        self._follow_case()

    def _connect(self) -> None:
        view = self.view
        view.finder.wanted.connect(partial(self._place.find_resident, view.finder))
        view.finder.enrol_wanted.connect(self._enrol)
        view.finder.back_wanted.connect(self._show_file)
        view.enrol_wanted.connect(lambda: self._enrol(""))
        view.consent_wanted.connect(self._consent)
        view.cover.another.clicked.connect(self._ask)
        view.cover.close_file.clicked.connect(self._close)
        view.cover.grant.clicked.connect(lambda: self._place.wanted.emit("grant_perk"))
        view.cover.statement.clicked.connect(self._state)
        view.cover.leave.clicked.connect(self._leave)
        view.tab_shown.connect(self._show_tab)
        view.deeds.picked.connect(self._show_deed)
        view.deeds.detail.follow_wanted.connect(self._follow)
        view.deeds.detail.asked_wanted.connect(self._take_in)
        view.history.chart_wanted.connect(
            lambda is_wanted: self._place.memory.keep(WITH_CHART, "yes" if is_wanted else "no")
        )
        self._place.case_changed.connect(self._follow_case)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        view = self.view
        view.retranslate()
        view.cover.grant.setVisible(self._place.may("grant-perk"))
        view.cover.leave.setVisible(self._place.may("enrol"))
        parts = self._parts
        if parts is not None:
            self._write_cover(parts.case)
            for tab in TABS:
                if parts.has(tab):
                    self._fill(parts, tab)

    def handlers(self) -> Mapping[str, Handler]:
        """What it does for actions of the table."""
        return {
            "find-resident": self._ask,
            "close-file": self._close,
            "enrol": lambda: self._enrol(""),
            "paper-consent": self._consent,
            "paper-leaving": self._leave,
            "print-statement": self._state,
            "follow-deed": self._follow,
            "paper-objection": lambda: self._take_in("objection"),
            "paper-repair": lambda: self._take_in("repair"),
        }

    def disabled_actions(self) -> frozenset[str]:
        """Some need a file, others a deed that lasts, or of which something can be asked."""
        found = set()
        if self._parts is None:
            found |= {"close-file", "paper-leaving", "print-statement"}
        if self._followed() is None:
            found.add("follow-deed")
        hindered = self._hindered()
        if hindered is None or hindered.objection:
            found.add("paper-objection")
        if hindered is None or hindered.repair:
            found.add("paper-repair")
        return frozenset(found)

    def table(self) -> Table | None:
        """The table in view."""
        return self.view.table()

    def arrive(self) -> None:
        """Give the keyboard to the form, or to the part of the file in view."""
        if self.view.is_file():
            self._show_tab(self.view.tab())
            self._focus()
        else:
            self.view.finder.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the open file again: what is in view now, the rest when it is looked at."""
        parts = self._parts
        if parts is not None:
            # What is shown until then is drawn with what was known before.
            self._begin(Parts(case=parts.case, facts=parts.facts, is_former=True))
            self._show_tab(self.view.tab())

    def _begin(self, parts: Parts | None) -> None:
        """Hold this from now on; answers that are under way belong to what was held before."""
        self._question += 1
        self._reading.clear()
        self._parts = parts

    def _facts(self) -> CityFacts:
        parts = self._parts
        assert parts is not None  # noqa: S101 - rows are there only when facts are
        assert parts.facts is not None  # noqa: S101
        return parts.facts

    def _follow_case(self) -> None:
        """Show the file that was opened here or on another screen, or none."""
        case = self._place.case
        if case is None:
            self._forget()
            self._ask()
        elif self._parts is None or self._parts.case is not case:
            self._forget()
            self._parts = Parts(case=case)
            self._write_cover(case)
            self._show_file()
        self._place.actions_changed.emit()

    def _forget(self) -> None:
        """Keep nothing of a file that is closed."""
        self._begin(None)
        view = self.view
        view.cover.show_case("", "", "", "")
        view.score.forget()
        view.history.forget()
        view.deeds.forget()

    def _ask(self) -> None:
        self.view.ask()
        self.view.finder.begin(has_file=self._parts is not None, may_enrol=self._place.may("enrol"))

    def _close(self) -> None:
        self._place.open_case(None)

    def _show_file(self) -> None:
        self.view.show_file()
        self._show_tab(self.view.tab())
        self._focus()

    def _focus(self) -> None:
        table = self.view.table()
        if table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_cover(self, case: Case) -> None:
        resident = case.resident
        since = day(self._place.shown(resident.since).date())
        self.view.cover.show_case(resident.name, resident.number, since, case.reason)

    def _show_tab(self, tab: str) -> None:
        """Read what a tab shows, unless that was read; nothing while another screen is in view."""
        parts = self._parts
        self._place.actions_changed.emit()
        if parts is None or not self.view.is_file() or not self.isVisible():
            return
        if tab == "history":
            self._bring_chart()
        if parts.has(tab):
            self._fill(parts, tab)
        elif tab not in self._reading:
            self._read(parts, tab)

    def _read(self, parts: Parts, tab: str) -> None:
        panels = self.view.panels(tab)
        panels.follow_reading(lambda: self._show_tab(tab))
        panels.show_state("loading")
        self._reading.add(tab)
        city, question = self._place.city.code, self._question

        def done(read: Parts) -> None:
            held = self._parts
            if held is None or question != self._question:
                return
            self._reading.discard(tab)
            self._parts = together(held, read)
            self._fill(self._parts, tab)

        def failed(error: ClientError) -> None:
            if question == self._question:
                self._reading.discard(tab)
                panels.show_state("failed", error.sentence)

        self._place.ask(self, lambda: read_part(self._place.client, city, parts, tab), done, failed)

    def _fill(self, parts: Parts, tab: str) -> None:
        facts = parts.facts
        view, place = self.view, self._place
        if facts is None:
            return
        if tab == "score" and parts.score is not None:
            city = label(place.city.name_en, place.city.name_zh)
            view.score.show_score(parts.score, facts, city)
        elif tab == "history" and parts.history is not None and parts.deeds is not None:
            rows = history_rows(parts.history, parts.deeds, facts, place.shown)
            view.history.show_history(rows, facts, place.now())
        elif tab == "deeds" and parts.deeds is not None:
            held = view.deeds.current()
            view.deeds.show_deeds(parts.deeds, held.id if held is not None else "")
            self._show_deed()

    def _bring_chart(self) -> None:
        """Load the charts' library beside the window; it takes a while."""
        history = self.view.history
        if history.is_chart_coming:
            return
        history.is_chart_coming = True

        def loaded(charts: ModuleType) -> None:
            chart = charts.StepChart(self._place.theme)
            history.bring_chart(chart, chart)

        def failed(error: Exception) -> None:
            raise error

        self._place.tasks.run(
            self, lambda: importlib.import_module("admin_gui.widgets.charts"), loaded, failed
        )

    def _show_deed(self) -> None:
        deeds = self.view.deeds
        deed = deeds.current()
        if deed is None:
            deeds.detail.clear()
        else:
            may_follow = self._followed() is not None
            deeds.detail.show_deed(
                deed,
                self._facts(),
                self._place.shown,
                may_follow=may_follow,
                hindered=self._hindered(),
            )
        self._place.actions_changed.emit()

    def _deed_in_view(self) -> DeedView | None:
        parts = self._parts
        if parts is None or parts.facts is None:
            return None
        if not self.view.is_file() or self.view.tab() != "deeds":
            return None
        return self.view.deeds.current()

    def _followed(self) -> DeedView | None:
        """The deed in view, where its end or a new proof may be recorded."""
        deed = self._deed_in_view()
        if deed is None or not self._place.may("follow-deed"):
            return None
        return deed if self._facts().lasts(deed) else None

    def _hindered(self) -> Hindrances | None:
        """Why nothing can be asked on paper of the deed in view; none where there is none."""
        deed = self._deed_in_view()
        if deed is None or not self._place.may("enrol"):
            return None
        return hindrances(deed, self._facts())

    def _take_in(self, kind: CaseKind) -> None:
        parts, deed, hindered = self._parts, self._deed_in_view(), self._hindered()
        if parts is None or deed is None or hindered is None or hindered.of(kind):
            return
        file = (parts.case, self._facts())
        take_paper_case(self._place, file, (kind, deed), self, self._deed_changed)

    def _follow(self) -> None:
        deed = self._followed()
        if deed is not None:
            follow_deed(self._place, deed, self, self._deed_changed)

    def _deed_changed(self) -> None:
        """The score, its history and the deed are others now."""
        parts = self._parts
        if parts is not None:
            self._begin(msgspec.structs.replace(parts, score=None, deeds=None, history=None))
            self._show_tab(self.view.tab())

    def _enrol(self, number: str) -> None:
        if self._place.may("enrol"):
            enrol_resident(self._place, number, self)

    def _consent(self) -> None:
        if self._place.may("enrol"):
            take_paper_consent(self._place, self.view.finder.number.text().strip(), self)

    def _leave(self) -> None:
        parts = self._parts
        if parts is not None and self._place.may("enrol"):
            take_paper_leaving(self._place, parts.case, self, self._close)

    def _state(self) -> None:
        parts = self._parts
        if parts is not None:
            print_statement(self._place, parts.case, self)


def open_screen(place: Workplace) -> ResidentFile:
    """The screen of the resident's file."""
    return ResidentFile(place)
