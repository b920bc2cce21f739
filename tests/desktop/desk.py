"""The desktop as its users work with it: real windows, the keyboard, and the real server."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import httpx
from furnished import CITY, PASSWORD, Furnished
from installation import run
from PySide6.QtCore import (
    QAbstractItemModel,
    QMessageLogContext,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from admin_gui.app import Desktop, Doors
from admin_gui.screens.sign_in.view import SignInView
from admin_gui.settings import Options
from admin_gui.widgets.screen import Screen
from admin_gui.workplace import Workplace
from backend.core.permissions import Role
from backend.storage.accounts import Account, add_account

W = TypeVar("W", bound=QWidget)
ADDRESS = "https://points.test"
SECONDS_MOST = 20.0
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


class Cable(httpx.BaseTransport):
    """The network between desktop and server, which can be pulled out.

    Attributes:
        is_out: nothing gets through.
        asked: method and path of all that was sent, in order.
    """

    def __init__(self, client: httpx.Client, now: Callable[[], datetime]) -> None:
        """Lead to a server, which tells its time as real ones do."""
        self._client = client
        self._now = now
        self.is_out = False
        self.asked: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Let a request through, or not."""
        if self.is_out:
            message = "the cable is out"
            raise httpx.ConnectError(message, request=request)
        self.asked.append((request.method, request.url.path))
        url = self._client.base_url.join(request.url.raw_path.decode())
        answer = self._client.request(
            request.method,
            url,
            headers=[(name, value) for name, value in request.headers.raw if name != b"Host"],
            content=request.read(),
        )
        answer.headers["date"] = format_datetime(self._now(), usegmt=True)
        return answer


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

    def sign_in(self, name: str, password: str = PASSWORD, screen: str = "") -> None:
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
        QTest.keySequence(widget or self._listening(), QKeySequence(keys))
        self.pause(0.01)

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press one key."""
        QTest.keyClick(widget or self._listening(), key)
        self.pause(0.01)

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type letters; those that no keyboard has come as an input method sends them."""
        QTest.keyClicks(widget or self._listening(), text)
        self.pause(0.01)

    def told(self) -> str:
        """The notice above the screen."""
        notice = self.desktop.window.notice()
        return notice.sentence if notice is not None else ""

    def _listening(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window


class Bench(Hands):
    """A desktop, and hands on its keyboard.

    Attributes:
        home: the town with its people.
        cable: to its server.
    """

    def __init__(self, home: Furnished, folder: Path) -> None:
        """Open the window where one signs in."""
        self.home = home
        self.folder = folder
        self.cable = Cable(home.client, home.town.clock.now)
        self.desktop = self._started()

    def _started(self) -> Desktop:
        doors = Doors(
            open_http=lambda address, _: httpx.Client(transport=self.cable, base_url=address),
            now=self.home.town.clock.now,
        )
        options = Options(folder=self.folder, server=ADDRESS, city=CITY, language="en")
        started = Desktop(application(), options, doors)
        started.open()
        started.window.activateWindow()
        return started

    def restart(self) -> None:
        """Close the program and start it again."""
        self.close()
        self.desktop = self._started()

    def close(self) -> None:
        """Close the program."""
        self.settle()
        self.desktop.close()
        self.desktop.window.hide()
        self.desktop.window.deleteLater()
        self.desktop.deleteLater()
        self.pause(0.01)

    def person(self, role: Role, name: str = "two", department: str | None = None) -> str:
        """Another account of staff; returns what it signs in with."""
        desk, now = self.home.town.desk, self.home.town.clock.now()
        account = Account(
            city=CITY,
            id=f"{role.value}-{name}",
            role=role,
            name=f"{role.value}-{name}",
            full_name="Zhou Li",
            department=department,
            subject=None,
            is_machine=False,
            password_hash=run(desk.passwords.hash(PASSWORD)),
            made_at=now,
        )
        desk.database.write_now(lambda tx: add_account(tx, account))
        return f"{role.value}-{name}"


def text(widget: Any) -> str:
    """What a widget shows, without the mark of its letter."""
    return str(widget.text()).replace("&", "") if hasattr(widget, "text") else ""


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    """Watch that a model keeps Qt's rules, from now on; a breach is a warning, which fails."""
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
