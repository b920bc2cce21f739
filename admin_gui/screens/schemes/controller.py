"""The screen of schemes: leads from one tab to another, and does the actions of the table."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from admin_gui.screens.schemes.comparing import Comparing
from admin_gui.screens.schemes.deciding import Deciding
from admin_gui.screens.schemes.dialogs import DRAFT
from admin_gui.screens.schemes.drafts import Draft
from admin_gui.screens.schemes.shelf import Shelf
from admin_gui.screens.schemes.signs import Signs
from admin_gui.screens.schemes.text import Text
from admin_gui.screens.schemes.versions import Versions
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace

_OF_THE_TEXT: Final = frozenset({"check-scheme", "save-scheme"})


class SchemesScreen(Screen):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Put the tabs together; `arrive` reads."""
        super().__init__()
        self._place = place
        self.shelf = Shelf(place, Signs(place.theme, self), self)
        draft = Draft(place.memory.folder, place.city.code, place.account.id)
        self.versions = Versions(self.shelf, self)
        self.text = Text(self.shelf, draft, self)
        self.comparing = Comparing(self.shelf, self.text, self)
        self.deciding = Deciding(self.shelf, self.text, self)
        self.tabs = QTabWidget()
        for part in (self.versions, self.text, self.comparing, self.deciding):
            self.tabs.addTab(part.view, "")
        self.tabs.setTabVisible(self._place_of(self.text.view), self.shelf.may_propose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.shelf.edit_wanted.connect(self._edit)
        self.shelf.compare_wanted.connect(self._compare)
        self.shelf.propose_wanted.connect(self.deciding.propose)
        self.shelf.look_wanted.connect(self._look)
        self.shelf.proposed.connect(self._show_proposal)
        self.versions.view.back.clicked.connect(self.versions.ask_back)
        self.tabs.currentChanged.connect(lambda _: self._tab_changed())

    def retranslate(self) -> None:
        """Set every text in the language in use."""
        for part, words in (
            (self.versions, self.tr("Versions and periods")),
            (self.text, self.tr("Text")),
            (self.comparing, self.tr("Difference")),
            (self.deciding, self.tr("Proposals")),
        ):
            self.tabs.setTabText(self._place_of(part.view), words)
            part.retranslate()

    def handlers(self) -> Mapping[str, Handler]:
        """What is done for actions of the table."""
        return {
            "check-scheme": self.text.check,
            "propose-scheme": self._propose,
            "compare-schemes": self._compare_shown,
            "scheme-back": self.versions.ask_back,
            "call-off-scheme": self.versions.ask_call_off,
            "open-scheme": self._open_file,
            "save-scheme": self.text.save_as,
            "find-in-schemes": self._find,
            "approve-proposal": self.deciding.ask_approve,
            "refuse-proposal": self.deciding.ask_refuse,
            "withdraw-proposal": self.deciding.ask_withdraw,
        }

    def disabled_actions(self) -> frozenset[str]:
        """What has nothing to act on."""
        is_deciding = self.tabs.currentWidget() is self.deciding.view
        is_first = self.tabs.currentWidget() is self.versions.view
        can = {
            **dict.fromkeys(_OF_THE_TEXT, self.tabs.currentWidget() is self.text.view),
            "scheme-back": self.shelf.has_former(),
            "call-off-scheme": is_first and self.versions.view.call_off.isEnabled(),
            "approve-proposal": is_deciding and self.deciding.may_decide(),
            "refuse-proposal": is_deciding and self.deciding.may_decide(),
            "withdraw-proposal": is_deciding and self.deciding.may_withdraw(),
        }
        return frozenset(name for name, is_possible in can.items() if not is_possible)

    def table(self) -> Table | None:
        """The table of the tab in view."""
        shown = self.tabs.currentWidget()
        if shown is self.versions.view:
            return self.versions.table()
        if shown is self.comparing.view:
            return self.comparing.view.table
        return self.deciding.view.table if shown is self.deciding.view else self.text.view.table

    def arrive(self) -> None:
        """Read what may have changed."""
        self.refresh()
        self._tab_changed()

    def refresh(self) -> None:
        """Read again what is shown; what is written stays as it is."""
        self.shelf.refresh()
        self.deciding.refresh()
        if self.tabs.currentWidget() is self.comparing.view:
            self.comparing.compare()

    def may_leave(self) -> bool:
        """What is written is kept, and is there again; only where that fails is one asked."""
        return self.text.leave()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what is written also where nobody asked, as when the session has ended."""
        self.text.leave()
        super().hideEvent(event)

    def _place_of(self, view: QWidget) -> int:
        return self.tabs.indexOf(view)

    def _open(self, view: QWidget) -> None:
        self.tabs.setCurrentWidget(view)

    def _tab_changed(self) -> None:
        """Give the keyboard to where one works in this tab."""
        shown = self.tabs.currentWidget()
        if self.shelf.may_propose:
            self.text.begin()
        if shown is self.versions.view:
            self.versions.view.tables["versions"].setFocus()
        elif shown is self.text.view:
            self.text.view.editor.setFocus()
        elif shown is self.comparing.view:
            self.comparing.begin()
            self.comparing.view.before.setFocus()
        else:
            self.deciding.view.table.setFocus()
        self._place.actions_changed.emit()

    def _edit(self, digest: str) -> None:
        self._open(self.text.view)
        if digest != DRAFT:
            self.text.edit(digest)

    def _look(self, digest: str) -> None:
        self._open(self.versions.view)
        self.versions.look(digest)

    def _show_proposal(self, proposal: str) -> None:
        self.deciding.show(proposal)
        self._open(self.deciding.view)

    def _compare(self, before: str, after: str) -> None:
        self.comparing.show(before, after)
        self._open(self.comparing.view)

    def _compare_shown(self) -> None:
        """Compare what is in view with the scheme in force."""
        shown, in_force = self.tabs.currentWidget(), self.shelf.digest_in_force()
        held = self.deciding.current()
        if shown is self.text.view and self.text.text().strip():
            self._compare(in_force, DRAFT)
        elif shown is self.versions.view and self.versions.picked() not in {"", in_force}:
            self._compare(in_force, self.versions.picked())
        elif shown is self.deciding.view and held is not None:
            self._compare(in_force, held.digest)
        else:
            self._open(self.comparing.view)

    def _propose(self) -> None:
        is_text = self.tabs.currentWidget() is self.text.view
        self.deciding.propose(DRAFT if is_text else self.versions.picked())

    def _open_file(self) -> None:
        self._open(self.text.view)
        self.text.open_file()

    def _find(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.text.view:
            self.text.view.find_bar.begin()
        elif shown is self.versions.view:
            self.versions.view.parts.setCurrentIndex(0)
            self.versions.view.search.setFocus()
        elif shown is self.comparing.view:
            self.comparing.view.filter.setFocus()
        else:
            self.deciding.view.state.setFocus()


def open_screen(place: Workplace) -> Screen:
    """The screen."""
    return SchemesScreen(place)
