"""Reads the counts, and again each minute while they are looked at."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout

from admin_gui.client.errors import ClientError
from admin_gui.screens.overview.model import Reading
from admin_gui.screens.overview.view import OverviewView
from admin_gui.widgets.screen import Screen
from admin_gui.widgets.section import add_charts
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace

AGAIN_MS: Final = 60_000


class Overview(Screen):
    """The controller."""

    def __init__(self, place: Workplace) -> None:
        """Make the view; `arrive` reads."""
        super().__init__()
        self._place = place
        self._is_reading = False
        self._has_read = False
        self.view = OverviewView(
            place.theme,
            may_confirm=place.may("confirm-deed"),
            may_decide=place.may("decide-case"),
            has_outbox=place.outbox is not None,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        for section in self.view.sections:
            place.keep_widths(section.table)
        if self.view.confirm is not None:
            self.view.confirm.clicked.connect(lambda: place.wanted.emit("confirm"))
        if self.view.decide is not None:
            self.view.decide.clicked.connect(lambda: place.wanted.emit("cases"))
        if self.view.outbox is not None:
            self.view.outbox.clicked.connect(lambda: place.wanted.emit("outbox"))
        self.view.panels.follow_reading(self.refresh)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.refresh)
        place.outbox_changed.connect(self._count_outbox)
        place.online_changed.connect(self._follow_server)
        self._load_charts()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()

    def table(self) -> Table:
        """The table of the section that has the keyboard, else of the first shown as one."""
        focused = QApplication.focusWidget()
        for section in self.view.sections:
            if focused is not None and section.isAncestorOf(focused):
                return section.table
        shown = [section for section in self.view.sections if section.toggle.isChecked()]
        return (shown or self.view.sections)[0].table

    def arrive(self) -> None:
        """Read, and give the keyboard to the first card that leads on, or to the first chart."""
        self._count_outbox()
        self.refresh()
        (self.view.confirm or self.view.by_day.toggle).setFocus()

    def refresh(self) -> None:
        """Read again."""
        if self._is_reading:
            return
        self._is_reading = True
        if not self._has_read:
            self.view.panels.show_state("loading")
        client, city = self._place.client, self._place.city.code

        def work() -> Reading:
            return Reading(
                overview=client.residents.overview(city),
                bands=client.cities.scheme(city).bands,
                departments=tuple(client.cities.departments(city)),
            )

        self._place.ask(self, work, self._done, self._failed)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read each minute from now on."""
        self._again.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody looks: read no more."""
        self._again.stop()
        super().hideEvent(event)

    def _done(self, reading: Reading) -> None:
        self._is_reading = False
        self._has_read = True
        self.view.show_reading(reading, self._place.now().strftime("%H:%M:%S"))

    def _failed(self, error: ClientError) -> None:
        self._is_reading = False
        self.view.show_failure(error.sentence)

    def _follow_server(self, is_online: bool) -> None:  # noqa: FBT001 - a signal's truth
        if is_online and self.isVisible():
            self.refresh()

    def _count_outbox(self) -> None:
        counts = self._place.outbox.counts() if self._place.outbox is not None else {}
        self.view.show_outbox(counts.get("waiting", 0), counts.get("refused", 0))

    def _load_charts(self) -> None:
        def failed(error: Exception) -> None:
            raise error

        place = self._place
        add_charts(
            place.theme,
            lambda work, done: place.tasks.run(self, work, done, failed),
            self.view.sections,
        )


def open_screen(place: Workplace) -> Screen:
    """The screen."""
    return Overview(place)
