"""Hands on the keyboard of the desktop's real window; they need nothing of the server's."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import TracebackType
from typing import Any, TypeVar

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget

from admin_gui.app import Desktop
from admin_gui.screens.sign_in.view import SignInView
from admin_gui.widgets.screen import Screen
from admin_gui.workplace import Workplace

W = TypeVar("W", bound=QWidget)
# A machine that does much else at the same time is slow.
SECONDS_MOST = 60.0
# What the platform without a screen cannot do, and says of every window.
_OF_THE_PLATFORM = ("This plugin does not support",)


@cache
def application() -> QApplication:
    """The one application of this process."""
    return QApplication(["citypoints"])


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Whatever Qt warns of, and every exception that nobody caught."""
    heard: list[str] = []

    def message(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_OF_THE_PLATFORM):
            heard.append(text)

    def uncaught(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        heard.append(f"{kind.__name__}: {error}")

    application()
    former, hook = qInstallMessageHandler(message), sys.excepthook
    sys.excepthook = uncaught
    try:
        yield heard
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(former)


class Hands:
    """Hands on the keyboard of a desktop.

    Attributes:
        desktop: the program.
    """

    desktop: Desktop

    @property
    def window(self) -> QWidget:
        """The window."""
        return self.desktop.window

    @property
    def place(self) -> Workplace:
        """The workplace of whoever is signed in."""
        assert self.desktop.place is not None
        return self.desktop.place

    @staticmethod
    def pause(seconds: float) -> None:
        """Let the window live for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            application().processEvents()
            application().sendPostedEvents(None, 0)
            time.sleep(0.001)

    def wait(self, is_so: Callable[[], object], what: str = "") -> None:
        """Let the window live until something is so."""
        until = time.monotonic() + SECONDS_MOST
        while not is_so():
            assert time.monotonic() < until, f"waited in vain: {what or is_so}"
            self.pause(0.005)

    def settle(self) -> None:
        """Let the window live until nothing is under way."""
        self.pause(0.02)
        self.wait(lambda: not self.desktop.tasks.is_busy, "tasks")
        self.pause(0.02)

    def sign_in(self, name: str, password: str, screen: str = "") -> None:
        """Sign in by the keyboard, such as `officer-one`, on the screen used last or this one."""
        if screen:
            self.desktop.memory.keep(f"home/{name.partition('-')[0]}", screen)
        self.settle()
        view = self.found(SignInView)
        view.name.setFocus()
        view.name.selectAll()
        self.type(name, view.name)
        view.password.setFocus()
        self.type(password, view.password)
        self.key(Qt.Key.Key_Return, view.password)
        self.settle()

    def found(self, kind: type[W], name: str = "") -> W:
        """The one visible widget of a kind, or the one with this accessible name."""
        seen = [
            widget
            for top in application().topLevelWidgets()
            for widget in [top, *top.findChildren(QWidget)]
            if isinstance(widget, kind) and widget.isVisible()
        ]
        seen = [
            # A dialog is a window of its own, and a child of another.
            widget
            for widget in dict.fromkeys(seen)
            if not name or name in {widget.accessibleName(), text(widget)}
        ]
        assert len(seen) == 1, f"{len(seen)} of {kind.__name__} {name}: {[text(w) for w in seen]}"
        return seen[0]

    def screen(self, name: str) -> Screen:
        """Open a screen, and wait for what it reads."""
        self.desktop.window.open_screen(name)
        self.settle()
        shown = self.desktop.window.shown_screen()
        assert shown is not None
        return shown

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press keys such as `Ctrl+K`, where the keyboard is or at a widget."""
        if QApplication.activeWindow() is None:
            # A platform without a screen does not give the keyboard back after a dialog.
            self.window.activateWindow()
            self.pause(0.01)
        QTest.keySequence(widget or self._listening(), QKeySequence(keys))
        self.pause(0.01)

    def jump(self, letters: str) -> None:
        """Jump to a screen or action, by some letters of it."""
        self.press("Ctrl+K", self.window)
        typed = self.found(QLineEdit, "Screen or action")
        self.type(letters, typed)
        self.key(Qt.Key.Key_Return, typed)
        self.settle()

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press one key."""
        QTest.keyClick(widget or self._listening(), key)
        self.pause(0.01)

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type letters; those that no keyboard has come as an input method sends them."""
        target = widget or self._listening()
        for run in re.findall(r"[ -~]+|[^ -~]+", text):
            if run.isascii():
                QTest.keyClicks(target, run)
            else:
                typed = QInputMethodEvent()
                typed.setCommitString(run)
                QApplication.sendEvent(target, typed)
        self.pause(0.01)

    def replace(self, text: str, widget: QWidget | None = None) -> None:
        """Type in place of what stands where the keyboard is."""
        self.press("Ctrl+A", widget)
        self.type(text, widget)

    def words(self) -> str:
        """All that can be read at the moment: labels, and the cells of tables."""
        shown = [
            widget
            for top in application().topLevelWidgets()
            for widget in top.findChildren(QWidget)
            if widget.isVisible() and isinstance(widget, QLabel | QTableView)
        ]
        return "\n".join(line for each in dict.fromkeys(shown) for line in _lines(each))

    def told(self) -> str:
        """The notice above the screen."""
        notice = self.desktop.window.notice()
        return notice.sentence if notice is not None else ""

    def _listening(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window


def text(widget: Any) -> str:
    """What a widget shows, without the mark of its letter."""
    return str(widget.text()).replace("&", "") if hasattr(widget, "text") else ""


def _lines(widget: QLabel | QTableView) -> list[str]:
    if isinstance(widget, QLabel):
        return [widget.text()] if widget.text() else []
    model = widget.model()
    return [
        " | ".join(
            str(model.index(row, column).data() or "") for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]
