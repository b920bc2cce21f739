"""Hands on the desktop for its bench: the real window over a real socket, with a stopwatch."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from crowd import PASSWORD
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from watchdog import Moment, Taken, Watchdog, since

from admin_gui.actions.table import ACTIONS, words_of
from admin_gui.app import Desktop, Doors, calm_collector
from admin_gui.screen_list import SCREENS
from admin_gui.screens.sign_in.view import SignInView
from admin_gui.settings import Options
from admin_gui.widgets.rows import PagedModel
from admin_gui.widgets.screen import Screen
from admin_gui.widgets.table import Table

SECONDS_MOST: Final = 60.0
LOOK_MS: Final = 2
# So often the loop comes round until what an action brought about is drawn.
ROUNDS: Final = 4


class Hands:
    """A desktop at work, in the event loop that it has in real life.

    Attributes:
        watchdog: sees every stall while this is open.
        taken: what each timed action took.
    """

    def __init__(self, application: QApplication, server: str, folder: Path) -> None:
        """Open the window where one signs in."""
        self.application = application
        self.watchdog = Watchdog()
        self.taken: dict[str, list[Taken]] = defaultdict(list)
        calm_collector()
        options = Options(folder=folder, server=server, city="fuzhou", language="en")
        self.desktop = Desktop(application, options, Doors())
        self.desktop.open()
        self.desktop.window.activateWindow()
        self.settle()

    def close(self) -> None:
        """Close the program."""
        self.settle()
        self.watchdog.close()
        self.desktop.close()
        self.desktop.window.hide()
        self.desktop.window.deleteLater()
        self.desktop.deleteLater()
        self.application.processEvents()

    def wait(self, is_so: Callable[[], object], what: str) -> None:
        """Let the event loop run until something is so."""
        loop, looking, late = QEventLoop(), QTimer(interval=LOOK_MS), QTimer(singleShot=True)
        looking.timeout.connect(lambda: loop.quit() if is_so() else None)
        late.timeout.connect(lambda: loop.exit(1))
        looking.start()
        late.start(int(SECONDS_MOST * 1000))
        if loop.exec():
            message = f"waited in vain: {what}"
            raise SystemExit(message)

    def settle(self) -> None:
        """Let it run until nothing is under way, and what came of it is drawn."""
        self.rest(0.02)
        self.wait(lambda: not self.desktop.tasks.is_busy, "tasks")
        self.rest(0.02)

    def rest(self, seconds: float) -> None:
        """Let it run for a while."""
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Take the time of an action until what it changed is drawn."""
        self.watchdog.during = name
        begun = Moment.now()
        yield
        for _ in range(ROUNDS):
            self.application.processEvents()
        self.taken[name].append(since(begun))

    @contextmanager
    def doing(self, name: str) -> Iterator[None]:
        """Name what is done, for whoever reads of a stall in it."""
        self.watchdog.during = name
        yield
        self.settle()
        self.watchdog.during = ""

    def sign_in(self, name: str) -> None:
        """Sign in by the keyboard."""
        with self.doing(f"sign in as {name}"):
            self.desktop.window.activateWindow()
            view = self.desktop.window.findChildren(SignInView)[-1]
            assert isinstance(view, SignInView)
            view.name.setText(name)
            QTest.keyClicks(view.password, PASSWORD)
            QTest.keyClick(view.password, Qt.Key.Key_Return)
            self.wait(lambda: self.desktop.place is not None, "signing in")

    def sign_out(self) -> None:
        """Sign out."""
        with self.doing("sign out"):
            self.act("sign-out")

    def screens(self) -> list[str]:
        """The screens that whoever is signed in may open."""
        place = self.desktop.place
        assert place is not None
        return [entry.name for entry in SCREENS if place.may(entry.permission)]

    def tables(self) -> Iterator[Table]:
        """Each table of the screen in view, in each of its tabs."""
        screen = self.screen()
        yield from self._tables_in_view(screen)
        for tabs in screen.findChildren(QTabWidget):
            for number in range(1, tabs.count()) if tabs.isVisible() else ():
                with self.doing(f"open the part {tabs.tabText(number)}"):
                    tabs.setCurrentIndex(number)
                yield from self._tables_in_view(screen)

    @staticmethod
    def _tables_in_view(screen: Screen) -> list[Table]:
        return [table for table in screen.findChildren(Table) if table.isVisible()]

    def open(self, name: str) -> Screen:
        """Open a screen."""
        self.desktop.window.open_screen(name)
        return self.screen()

    def screen(self) -> Screen:
        """The screen in view."""
        shown = self.desktop.window.shown_screen()
        assert shown is not None
        return shown

    def press(self, keys: str) -> None:
        """Press keys where the keyboard is."""
        QTest.keySequence(self._listening(), QKeySequence(keys))

    def type(self, text: str) -> None:
        """Type letters where the keyboard is."""
        QTest.keyClicks(self._listening(), text)

    def _listening(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.desktop.window

    def act(self, name: str) -> None:
        """Do an action of the table, as its menu does."""
        words = next(words_of(action.text) for action in ACTIONS if action.name == name)
        held = (each for each in self.desktop.window.actions() if each.text() == words)
        action: QAction = next(held)
        action.trigger()

    def scroll_to_end(self, table: Table, pages: int) -> int:
        """Scroll down until no more comes or that many pages have; returns the rows then here."""
        model = table.model()
        for _ in range(pages):
            if not isinstance(model, PagedModel) or model.is_whole:
                break
            before = model.rowCount()
            table.scrollToBottom()
            self.wait(partial(_has_come, model, before), "a page")
        return model.rowCount()

    def summary(self) -> dict[str, dict[str, float]]:
        """Median and 95th percentile in milliseconds, as waited for and of the program's own."""
        return {name: _summed(times) for name, times in self.taken.items()}


def _has_come(model: PagedModel[Any], before: int) -> bool:
    return model.rowCount() != before or model.is_whole


def _summed(times: list[Taken]) -> dict[str, float]:
    def p95(seconds: list[float]) -> float:
        return sorted(seconds)[int(len(seconds) * 0.95)]

    wall, own = [each.wall for each in times], [each.own for each in times]
    found = {
        "median": statistics.median(wall),
        "p95": p95(wall),
        "own_median": statistics.median(own),
        "own_p95": p95(own),
    }
    return {name: round(seconds * 1000, 1) for name, seconds in found.items()}
