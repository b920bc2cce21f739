"""The screen: who is looked for, or the file that is open, in three tabs."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.resident_file.cover import Cover
from admin_gui.screens.resident_file.deeds_view import DeedsPage
from admin_gui.screens.resident_file.facts import CityFacts
from admin_gui.screens.resident_file.history_view import HistoryPage
from admin_gui.screens.resident_file.score_view import ScorePage
from admin_gui.theme import Theme
from admin_gui.widgets.finder import Finder
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.table import Table

TABS: Final = ("score", "history", "deeds")


class FileView(QStackedWidget):
    """The screen.

    Attributes:
        tab_shown: the name of the tab that is in view now.
        enrol_wanted: make an invitation.
        consent_wanted: take a consent that is signed on paper.
    """

    tab_shown = Signal(str)
    enrol_wanted = Signal()
    consent_wanted = Signal()

    def __init__(self, theme: Theme, facts: Callable[[], CityFacts]) -> None:
        """Ask for a resident."""
        super().__init__()
        self.finder = Finder(theme)
        self.cover = Cover()
        self.score, self.history, self.deeds = ScorePage(), HistoryPage(), DeedsPage(facts)
        self.tabs = QTabWidget(documentMode=False)
        self._enrol, self._consent = QPushButton(), QPushButton()
        for button, wanted in (
            (self._enrol, self.enrol_wanted),
            (self._consent, self.consent_wanted),
        ):
            button.setProperty("flat", True)
            button.clicked.connect(wanted)
        self._asking, self._file = QWidget(), QWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda number: self.tab_shown.emit(TABS[number]))

    def _lay_out(self) -> None:
        asking = QVBoxLayout(self._asking)
        asking.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.finder, 4)
        across.addStretch(1)
        asking.addLayout(across)
        asking.addSpacing(8)
        for button in (self._enrol, self._consent):
            asking.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        asking.addStretch(2)
        file = QVBoxLayout(self._file)
        file.setContentsMargins(0, 0, 0, 0)
        file.setSpacing(10)
        file.addWidget(self.cover)
        file.addWidget(self.tabs, 1)
        for page in (self.score, self.history, self.deeds):
            self.tabs.addTab(page, "")
        self.addWidget(self._asking)
        self.addWidget(self._file)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.cover.retranslate()
        for page in (self.score, self.history, self.deeds):
            page.retranslate()
        for number, words in enumerate((self.tr("&Score"), self.tr("H&istory"), self.tr("D&eeds"))):
            self.tabs.setTabText(number, words)
        self.tabs.tabBar().setAccessibleName(self.tr("Parts of the file"))
        self._enrol.setText(self.tr("Enrol a resident, or &make a new invitation…"))
        self._consent.setText(self.tr("Take a &consent that is signed on paper…"))

    def tab(self) -> str:
        """The name of the tab in view."""
        return TABS[self.tabs.currentIndex()]

    def panels(self, tab: str) -> Panels:
        """The place of a tab's content."""
        return {
            "score": self.score.panels,
            "history": self.history.panels,
            "deeds": self.deeds.panels,
        }[tab]

    def table(self) -> Table | None:
        """The table that is in view; the one with the keyboard where there are two."""
        if not self.is_file():
            return None
        if self.tab() == "deeds" and self.deeds.detail.steps.hasFocus():
            return self.deeds.detail.steps
        tables = {
            "score": self.score.table,
            "history": self.history.table,
            "deeds": self.deeds.table,
        }
        return tables[self.tab()]

    def is_file(self) -> bool:
        """True where a file is in view."""
        return self.currentWidget() is self._file

    def show_file(self) -> None:
        """Show the file."""
        self.setCurrentWidget(self._file)

    def ask(self) -> None:
        """Ask for a resident."""
        self.setCurrentWidget(self._asking)
