"""How one comes in: what is asked for, and what one has then."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from admin_gui.client.api import ApiClient
from admin_gui.outbox.vault import Vault
from backend.contracts.cities import CityHeading, CityView
from backend.contracts.sessions import OwnAccount, Setup


class SignInForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs in, and where.

    Attributes:
        former: the password that was used here before, where that one seals the outbox still.
        sets_aside: put an outbox aside that this password does not open; it is kept.
    """

    address: str
    city: str
    name: str
    password: str
    former: str = ""
    sets_aside: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a server says before anybody signs in.

    Attributes:
        is_plain: true where what is sent can be read on the way.
        skew_seconds: the server's clock minus this machine's.
    """

    address: str
    cities: tuple[CityHeading, ...]
    is_plain: bool
    skew_seconds: float


class FormerPasswordError(Exception):
    """The server took the password, but deeds on this machine are sealed with a former one."""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody works, after signing in.

    Attributes:
        vault: what this machine keeps for counters and those who enter deeds; none for others.
        sign_in: signs in at the server; none where that is done. While the server is away, only
            what this machine keeps is open.
    """

    client: ApiClient
    account: OwnAccount
    city: CityView
    vault: Vault | None
    sign_in: Callable[[], OwnAccount] | None


class Gate(Protocol):
    """How one comes in; all of it asks the server, and runs beside the window."""

    def look(self, address: str) -> Found:
        """Ask a server for its cities."""

    def set_up(self, address: str, setup: Setup) -> None:
        """Make a city's first administrator."""

    def enter(self, form: SignInForm) -> Post:
        """Sign in, or open what this machine keeps where the server is away."""
