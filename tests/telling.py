"""Residents' contacts and notices in tests: put, read, and delivered by the courier."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from httpx import Response
from installation import Town, run
from litestar.testing import TestClient
from receiving import SECRET, SENDER, Gateway, Mailbox, gateway_server, mail_server

from backend.channels.mail import Mailer
from backend.channels.webhook import Webhook
from backend.contracts.notices import Channel, PutContact
from backend.services.keep_contacts import keep_contact, list_contacts
from backend.services.send_notices import send_notices
from backend.settings import MailSettings, WebhookSettings

NOTICES = "/api/v1/me/notices"
CONTACTS = "/api/v1/me/contacts"
EMAIL = "li.na@example.cn"
NUMBER = "+8613800001234"


def mailer(port: int, host: str = "127.0.0.1", **facts: Any) -> Mailer:
    """A way out to a mail server."""
    usual = {"is_encrypted": False, "user": None, "password": None, "sender": SENDER}
    return Mailer(MailSettings(host=host, port=port, **{**usual, **facts}))


def hook(url: str, secret: bytes = SECRET) -> Webhook:
    """A way out to a gateway."""
    return Webhook(WebhookSettings(url=url, secret=secret))


@contextmanager
def ways_out(town: Town, mailbox: Mailbox, gateway: Gateway) -> Iterator[None]:
    """A town whose notices go out to both."""
    with mail_server(mailbox) as port, gateway_server(gateway) as url:
        town.desk.ways_out = {"email": mailer(port), "message": hook(url)}
        yield


class Phone:
    """What a resident asks for."""

    def __init__(self, town: Town, client: TestClient[Any], subject: str) -> None:
        """In the hands of a resident."""
        self.town, self.client, self.subject = town, client, subject

    def ask(self, path: str = NOTICES, method: str = "GET", **facts: Any) -> Response:
        """A request."""
        headers = {
            **self.town.token(self.town.resident(self.subject)),
            **facts.pop("headers", {}),
        }
        return self.client.request(method, path, headers=headers, **facts)

    def items(self, **headers: str) -> list[dict[str, Any]]:
        """The first page of the inbox."""
        items: list[dict[str, Any]] = self.ask(headers=headers).json()["items"]
        return items

    def kinds(self) -> list[str]:
        """What it tells of, newest first."""
        return [item["kind"] for item in self.items()]

    def read(self, notice: str) -> int:
        """Say that a notice was read; the answer's status."""
        return self.ask(f"{NOTICES}/{notice}/read", "PUT").status_code


def give(town: Town, subject: str, channel: Channel = "email", address: str = "") -> None:
    """A contact of a resident."""
    put = PutContact(address=address or {"email": EMAIL, "message": NUMBER}[channel])
    run(keep_contact(town.desk, town.resident(subject), channel, put, town.clock.now()))


def problems(town: Town, subject: str) -> dict[str, str | None]:
    """What is wrong with each contact of a resident."""
    found = run(list_contacts(town.desk, town.resident(subject)))
    return {view.channel: view.problem for view in found}


def deliver(town: Town, **later: float) -> int:
    """How many messages the courier sends, some time later."""
    if later:
        town.clock.advance(**later)
    return run(send_notices(town.desk, town.clock.now()))
