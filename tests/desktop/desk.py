"""The desktop as its users work with it: real windows, the keyboard, and the real server."""

from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

import httpx
from desktop.keyboard import Hands, application, complaints, text
from furnished import CITY, PASSWORD, Furnished
from installation import run
from PySide6.QtCore import QAbstractItemModel, QEvent
from PySide6.QtTest import QAbstractItemModelTester

from admin_gui.app import Desktop, Doors
from admin_gui.settings import Options
from backend.core.permissions import Role
from backend.storage.accounts import Account, add_account

__all__ = ["ADDRESS", "Bench", "Cable", "Hands", "application", "checked", "complaints", "text"]

ADDRESS = "https://points.test"


class Cable(httpx.BaseTransport):
    """The network between desktop and server, which can be pulled out.

    Attributes:
        is_out: nothing gets through.
        is_cut: requests get through, and their answers do not.
        asked: method and path of all that was sent, in order.
    """

    def __init__(self, client: httpx.Client, now: Callable[[], datetime]) -> None:
        """Lead to a server, which tells its time as real ones do."""
        self._client = client
        self._now = now
        self.is_out = self.is_cut = False
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
        if self.is_cut:
            message = "the cable was pulled out"
            raise httpx.ReadError(message, request=request)
        answer.headers["date"] = format_datetime(self._now(), usegmt=True)
        return answer


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

    def sign_in(self, name: str, password: str = PASSWORD, screen: str = "") -> None:
        """Sign in by the keyboard, such as `officer-one`, on the screen used last or this one."""
        super().sign_in(name, password, screen)

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
        # At once: a window that is left follows every change of theme and language.
        application().sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.pause(0.01)

    def person(
        self,
        role: Role,
        name: str = "two",
        department: str | None = None,
        provider: str | None = None,
    ) -> str:
        """Another account of staff; returns what it signs in with."""
        desk, now = self.home.town.desk, self.home.town.clock.now()
        account = Account(
            city=CITY,
            id=f"{role.value}-{name}",
            role=role,
            name=f"{role.value}-{name}",
            full_name="Zhou Li",
            department=department,
            provider=provider,
            subject=None,
            is_machine=False,
            password_hash=run(desk.passwords.hash(PASSWORD)),
            made_at=now,
        )
        desk.database.write_now(lambda tx: add_account(tx, account))
        return f"{role.value}-{name}"


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    """Watch that a model keeps Qt's rules, from now on; a breach is a warning, which fails."""
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
