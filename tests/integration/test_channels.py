"""The ways out, against real servers: mail by SMTP, messages by a signed webhook."""

import ssl
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from installation import run
from receiving import (
    ELSEWHERE,
    SECRET,
    SENDER,
    Gateway,
    Mailbox,
    asking_for_sign_in,
    certificate,
    gateway_server,
    mail_server,
)
from serving import free_port
from telling import mailer

from backend.channels import mail, webhook
from backend.channels.sending import Parcel, SendError, WayOut
from backend.channels.webhook import Webhook, signature
from backend.settings import WebhookSettings

PARCEL = Parcel(
    id="01a3ff3e-c200-7f7f-878a-2a7e0d6fee05",
    city="fuzhou",
    to="li.na@example.cn",
    sender="抚州市民积分 · Citizen points, Fuzhou",
    subject="您有新的通知 · A new notice for you",
    text="您有新的通知。\n\nThere is a new notice.\n",
    at=datetime(2027, 3, 1, 4, tzinfo=UTC),
)


async def _send(way_out: WayOut, *parcels: Parcel) -> list[str]:
    """What became of each message, over one connection."""
    told = []
    async with way_out.open() as send:
        for parcel in parcels:
            try:
                await send(parcel)
                told.append("sent")
            except SendError as error:
                told.append(error.problem + (" for good" if error.is_final else ""))
    return told


def sent(way_out: WayOut, *parcels: Parcel) -> list[str]:
    return run(_send(way_out, *(parcels or (PARCEL,))))


# ---- Mail ------------------------------------------------------------------


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


def test_a_mail_says_who_writes_to_whom_and_that_a_machine_does(mailbox: Mailbox) -> None:
    with mail_server(mailbox) as port:
        assert sent(mailer(port)) == ["sent"]
    (found,) = mailbox.mails
    (writer,) = found["from"].addresses
    assert (writer.display_name, writer.addr_spec) == (PARCEL.sender, SENDER)
    assert found["to"] == PARCEL.to
    assert found["subject"] == PARCEL.subject
    assert found["message-id"] == f"<{PARCEL.id}@fuzhou.example>"
    assert found["date"].datetime == PARCEL.at
    assert found["auto-submitted"] == "auto-generated"
    assert found.get_content().replace("\r\n", "\n") == PARCEL.text
    # Every server takes seven bits and lines of that length.
    assert mailbox.raw[0].isascii()
    assert max(map(len, mailbox.raw[0].splitlines())) < 100


def test_several_mails_go_over_one_connection(mailbox: Mailbox) -> None:
    others = [msgspec.structs.replace(PARCEL, id=f"id-{place}") for place in range(3)]
    with mail_server(mailbox) as port:
        assert sent(mailer(port), *others) == ["sent"] * 3
    assert [found["message-id"] for found in mailbox.mails] == [
        f"<id-{place}@fuzhou.example>" for place in range(3)
    ]


def test_who_has_no_mailbox_is_not_written_to_again_and_the_next_one_is(mailbox: Mailbox) -> None:
    mailbox.refusals = ["550 5.1.1 nobody of that name"]
    with mail_server(mailbox) as port:
        assert sent(mailer(port), PARCEL, PARCEL) == ["address-refused for good", "sent"]


@pytest.mark.parametrize(
    "answer",
    ["450 4.2.0 come again later", "554 5.7.1 relay access denied", "550 no", "552 5.2.2 full"],
)
def test_another_refusal_may_pass(mailbox: Mailbox, answer: str) -> None:
    """A server that is set up wrong says the same of everybody; nobody is given up for that."""
    mailbox.refusals = [answer]
    with mail_server(mailbox) as port:
        assert sent(mailer(port), PARCEL, PARCEL) == ["host-refuses", "sent"]


def test_a_server_that_closes_the_connection_is_called_again(mailbox: Mailbox) -> None:
    mailbox.refusals = ["250 OK", "421 4.3.2 closing"]
    with mail_server(mailbox) as port:
        told = sent(mailer(port), PARCEL, PARCEL, PARCEL)
    assert told[-1] == "sent"


def test_a_server_that_is_away_is_told_from_one_that_is_slow(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent(mailer(free_port())) == ["host-unreachable"]
    assert sent(mailer(25, host="nowhere.invalid")) == ["host-unreachable"]
    monkeypatch.setattr(mail, "STEP_SECONDS", 0.2)
    mailbox.patience = 0.6
    with mail_server(mailbox) as port:
        assert sent(mailer(port)) == ["timed-out"]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_who_must_sign_in_does(mailbox: Mailbox) -> None:
    with mail_server(mailbox, **asking_for_sign_in()) as port:
        assert sent(mailer(port, user="li@x", password="p:w/d")) == ["sent"]  # noqa: S106 - of a test
        assert sent(mailer(port, user="li@x", password="wrong")) == ["host-refuses"]  # noqa: S106 - as above
        assert sent(mailer(port)) == ["host-refuses"]
    assert len(mailbox.raw) == 1


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate that this machine trusts."""
    path, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return context


def test_mail_is_encrypted_from_the_beginning_or_before_anything_is_said(
    mailbox: Mailbox, known: ssl.SSLContext
) -> None:
    with mail_server(mailbox, ssl_context=known) as port:
        assert sent(mailer(port, is_encrypted=True)) == ["sent"]
    with mail_server(mailbox, tls_context=known, require_starttls=True) as port:
        assert sent(mailer(port, host=ELSEWHERE)) == ["sent"]
    assert mailbox.secured == [True, True]


def test_nothing_is_said_to_a_server_that_cannot_keep_it_to_itself(
    mailbox: Mailbox, tmp_path: Path
) -> None:
    with mail_server(mailbox) as port:
        assert sent(mailer(port, host=ELSEWHERE)) == ["host-insecure"]
    _, unknown = certificate(tmp_path)
    with mail_server(mailbox, tls_context=unknown) as port:
        assert sent(mailer(port, host=ELSEWHERE)) == ["host-insecure"]
    with mail_server(mailbox, ssl_context=unknown) as port:
        assert sent(mailer(port, is_encrypted=True)) == ["host-insecure"]
    assert mailbox.recipients == []


# ---- Messages --------------------------------------------------------------


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def address(gateway: Gateway) -> Iterator[str]:
    with gateway_server(gateway) as url:
        yield url


def hook(url: str, secret: bytes = SECRET) -> Webhook:
    return Webhook(WebhookSettings(url=url, secret=secret))


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of their own libraries."""
    secret = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_gateway_is_handed_a_signed_message(gateway: Gateway, address: str) -> None:
    assert sent(hook(address)) == ["sent"]
    (handed,) = gateway.handed
    assert handed.id == PARCEL.id
    assert handed.data == {
        "id": PARCEL.id,
        "city": "fuzhou",
        "to": PARCEL.to,
        "text": PARCEL.text,
    }


def test_a_gateway_that_knows_another_secret_refuses(gateway: Gateway, address: str) -> None:
    assert sent(hook(address, secret=SECRET[::-1])) == ["host-refuses"]
    assert gateway.handed == []


def test_a_gateway_that_fails_once_takes_the_same_message_again(
    gateway: Gateway, address: str
) -> None:
    gateway.answers = [500, 200]
    assert sent(hook(address), PARCEL, PARCEL) == ["host-refuses", "sent"]
    assert gateway.handed[0] == gateway.handed[1]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_message_is_not_carried_elsewhere(gateway: Gateway, address: str, status: int) -> None:
    gateway.answers = [status]
    assert sent(hook(address)) == ["host-redirects"]
    assert gateway.paths == ["/send"]


def test_a_gateway_that_is_away_is_told_from_one_that_is_slow(
    gateway: Gateway, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent(hook(f"http://127.0.0.1:{free_port()}/send")) == ["host-unreachable"]
    monkeypatch.setattr(webhook, "STEP_SECONDS", 0.2)
    gateway.patience = 0.6
    assert sent(hook(address)) == ["timed-out"]


def test_no_gateway_keeps_us_waiting_by_answering_slowly(
    gateway: Gateway, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "WHOLE_SECONDS", 0.2)
    gateway.patience = 0.6
    assert sent(hook(address)) == ["timed-out"]
