"""The server as the desktop calls it: one small typed method for each call."""

from collections.abc import Callable
from datetime import datetime

import httpx

from admin_gui.client.cases import CaseCalls
from admin_gui.client.cities import CityCalls
from admin_gui.client.connection import Connection, path_to
from admin_gui.client.deeds import DeedCalls
from admin_gui.client.errors import ClientError, SignedOutError
from admin_gui.client.perks import PerkCalls
from admin_gui.client.redemptions import RedemptionCalls
from admin_gui.client.residents import ResidentCalls
from admin_gui.client.schemes import SchemeCalls
from admin_gui.client.staff import StaffCalls
from backend.contracts.sessions import OwnAccount, PasswordChange, Setup, SignedIn, StaffSignIn
from backend.contracts.staff import StaffView


class ApiClient:
    """Every call of the desktop, for one person at a time. Threads may share it.

    Every call may raise a `ClientError`.

    Attributes:
        connection: the language, the server's clock and the session.
    """

    def __init__(self, http: httpx.Client, *, now: Callable[[], datetime]) -> None:
        """Begin signed out.

        Args:
            http: goes to the server; only this client uses it.
            now: this machine's time.
        """
        self.connection = Connection(http, now=now)
        self.cities = CityCalls(self.connection)
        self.deeds = DeedCalls(self.connection)
        self.residents = ResidentCalls(self.connection)
        self.perks = PerkCalls(self.connection)
        self.redemptions = RedemptionCalls(self.connection)
        self.cases = CaseCalls(self.connection)
        self.schemes = SchemeCalls(self.connection)
        self.staff = StaffCalls(self.connection)

    def sign_in(self, city: str, name: str, password: str) -> OwnAccount:
        """Begin a session as staff; what was read before is forgotten."""
        body = StaffSignIn(city=city, name=name, password=password)
        path = path_to("sign-in", "staff")
        self.connection.begin(self.connection.send_unsigned(path, SignedIn, body))
        try:
            return self.account()
        except ClientError:
            # Nobody is left half signed in.
            self.connection.end()
            raise

    def set_up(self, setup: Setup) -> StaffView:
        """Make a city's first administrator, with the code that the server's operator sees."""
        return self.connection.send_unsigned(path_to("setup"), StaffView, setup)

    def sign_out(self) -> None:
        """End the session. It is forgotten here even where the server cannot be told."""
        try:
            self.connection.tell("DELETE", path_to("session"))
        except SignedOutError:
            pass  # It has ended already.
        finally:
            self.connection.end()

    def account(self) -> OwnAccount:
        """Who is signed in, and what they may do."""
        return self.connection.get(path_to("account"), OwnAccount)

    def change_password(self, old: str, new: str) -> None:
        """Change one's own password; one's other sessions end."""
        body = PasswordChange(old_password=old, password=new)
        self.connection.tell("PUT", path_to("account", "password"), body)
