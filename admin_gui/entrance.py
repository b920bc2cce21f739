"""The entrance: signs in at the server, and opens what this machine keeps for whoever enters."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import httpx
import msgspec

from admin_gui.client.addresses import address_of, is_plain
from admin_gui.client.api import ApiClient
from admin_gui.client.errors import AwayError, ClientError
from admin_gui.client.sentences import Language
from admin_gui.gate import FormerPasswordError, Found, Post, SignInForm
from admin_gui.outbox.errors import BoxMissingError, OutboxError, WrongPasswordError
from admin_gui.outbox.vault import Vault, box_folder, is_there, set_aside
from admin_gui.workplace import KEEPING, may
from backend.contracts.cities import CityView
from backend.contracts.sessions import OwnAccount, Setup

T = TypeVar("T")
# What is kept, sealed, to open without the server.
KEPT_ACCOUNT: Final = "account"
KEPT_CITY: Final = "city"

OpenHttp = Callable[[str, Language], httpx.Client]


class Entrance:
    """Where everybody comes in."""

    def __init__(self, folder: Path, open_http: OpenHttp, now: Callable[[], datetime]) -> None:
        """Know where outboxes lie, how servers are reached, and the time.

        Args:
            folder: of the desktop; outboxes lie in a folder of it.
            open_http: opens the way to an address.
            now: this machine's time.
        """
        self._boxes = folder / "outboxes"
        self._open_http = open_http
        self._now = now
        self.language: Language = "en"

    def look(self, address: str) -> Found:
        """Ask a server for its cities.

        Raises:
            ClientError: where it does not answer, or the address is none.
        """
        reached = address_of(address, self.language)
        client = self._client(reached)
        listed = client.cities.all()
        return Found(
            address=reached,
            cities=listed.cities,
            is_plain=is_plain(reached),
            skew_seconds=client.connection.skew_seconds or 0.0,
        )

    def set_up(self, address: str, setup: Setup) -> None:
        """Make a city's first administrator.

        Raises:
            ClientError: where the server refuses or is away.
        """
        self._client(address_of(address, self.language)).set_up(setup)

    def enter(self, form: SignInForm) -> Post:
        """Sign in, or open what this machine keeps where the server is away.

        Raises:
            ClientError: where the server refuses, or is away and nothing is kept here.
            FormerPasswordError: where the outbox here is sealed with a former password.
            OutboxError: where the outbox cannot be opened.
        """
        address = address_of(form.address, self.language)
        client = self._client(address)
        folder = box_folder(self._boxes, address, form.city, form.name)
        try:
            account = client.sign_in(form.city, form.name, form.password)
            city = client.cities.city(form.city)
        except AwayError as error:
            return self._without_server(client, form, folder, error)
        if not any(may(account, permission) for permission in KEEPING):
            return Post(client=client, account=account, city=city, vault=None, sign_in=None)
        try:
            vault = self._vault(folder, form)
        except FormerPasswordError:
            with suppress(ClientError):
                client.sign_out()
            raise
        try:
            vault.cabinet.remember(KEPT_ACCOUNT, msgspec.json.encode(account))
            vault.cabinet.remember(KEPT_CITY, msgspec.json.encode(city))
        except BaseException:
            vault.close()
            raise
        return Post(client=client, account=account, city=city, vault=vault, sign_in=None)

    def _client(self, address: str) -> ApiClient:
        client = ApiClient(self._open_http(address, self.language), now=self._now)
        client.connection.language = self.language
        return client

    def _vault(self, folder: Path, form: SignInForm) -> Vault:
        try:
            if form.former:
                return Vault.unlock_with_former(folder, form.former, form.password)
            return Vault.unlock(folder, form.password)
        except BoxMissingError:
            return Vault.create(folder, form.password)
        except WrongPasswordError as error:
            if not form.sets_aside:
                raise FormerPasswordError from error
        set_aside(folder, self._now())
        return Vault.create(folder, form.password)

    def _without_server(
        self, client: ApiClient, form: SignInForm, folder: Path, error: ClientError
    ) -> Post:
        """Open the box of somebody who was here before; the password proves itself at the box."""
        if not is_there(folder):
            raise error
        vault = Vault.unlock(folder, form.password)
        try:
            account = _kept(vault, KEPT_ACCOUNT, OwnAccount)
            city = _kept(vault, KEPT_CITY, CityView)
        except (OutboxError, msgspec.MsgspecError, LookupError):
            # Nothing was kept yet, or by another version of the program.
            vault.close()
            raise error from None

        def sign_in() -> OwnAccount:
            return client.sign_in(form.city, form.name, form.password)

        return Post(
            client=client,
            account=account,
            city=city,
            vault=vault,
            sign_in=sign_in,
        )


def _kept(vault: Vault, name: str, kind: type[T]) -> T:
    """What was kept under a name.

    Raises:
        LookupError: where nothing was.
        OutboxError: where it cannot be read.
        msgspec.MsgspecError: where it is another version's.
    """
    held = vault.cabinet.recall(name)
    if held is None:
        raise LookupError(name)
    return msgspec.json.decode(held, type=kind)
