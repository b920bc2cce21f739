"""Who receives what goes out: a mail server and a gateway of our own, on real sockets."""

import asyncio
import hmac
import json
import ssl
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import msgspec
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from serving import free_port

SECRET = b"a secret of thirty-two bytes, no"
SECRET_TEXT = "whsec_" + b64encode(SECRET).decode()
SENDER = "notices@fuzhou.example"
# The loopback, written so that it is not known to be one: STARTTLS is asked of it.
ELSEWHERE = "127.1"
OK = "250 OK"


class Mailbox:
    """A mail server's hands: what it took, and what it answers first.

    Attributes:
        raw: each message as it came.
        secured: whether each came over TLS.
        recipients: whom each was for, tried ones included.
        refusals: answered to the next recipients, one each.
        patience: seconds it thinks before it takes a message.
    """

    def __init__(self) -> None:
        """Take everything."""
        self.raw: list[bytes] = []
        self.secured: list[bool] = []
        self.recipients: list[str] = []
        self.refusals: list[str] = []
        self.patience = 0.0

    async def handle_RCPT(  # noqa: N802 - the library's interface
        self, *asked: Any
    ) -> str:
        """Answer to a recipient."""
        _, _, envelope, address, _ = asked
        self.recipients.append(address)
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        """Take a message."""
        await asyncio.sleep(self.patience)
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        assert server.transport is not None
        self.secured.append(server.transport.get_extra_info("sslcontext") is not None)
        return OK

    @property
    def mails(self) -> list[EmailMessage]:
        """What came, read."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]


def _signs_in(server: SMTP, session: Session, envelope: Envelope, how: str, who: Any) -> AuthResult:
    is_known = isinstance(who, LoginPassword) and (who.login, who.password) == (b"li@x", b"p:w/d")
    # What is not handled is answered by the library: a refusal, rather than silence.
    return AuthResult(success=is_known, handled=False)


@contextmanager
def mail_server(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    """A mail server's port.

    Args:
        mailbox: takes what comes.
        options: of the library, such as `ssl_context`.
    """
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)


def asking_for_sign_in() -> dict[str, Any]:
    """Options of a server that takes nothing from strangers."""
    return {"authenticator": _signs_in, "auth_required": True, "auth_require_tls": False}


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate that nobody knows yet, and a server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    names = [x509.DNSName(ELSEWHERE), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, kept = folder / "certificate.pem", folder / "key.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kept.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, kept)
    return path, context


class Handed(msgspec.Struct, frozen=True):
    """What a gateway was handed, its signature verified."""

    id: str
    data: dict[str, str]


class Gateway:
    """A city's gateway for messages, which verifies what it is handed.

    Attributes:
        handed: in the order in which they came, refused ones included.
        answers: statuses of the next answers; 200 when there are none left.
        patience: seconds it thinks before it answers.
        paths: that were asked for.
        asked: set by the first request.
    """

    def __init__(self, secret: bytes = SECRET) -> None:
        """Take everything that is signed with a secret."""
        self.handed: list[Handed] = []
        self.answers: list[int] = []
        self.paths: list[str] = []
        self.patience = 0.0
        self.asked = threading.Event()
        self._secret = secret

    def take(self, path: str, headers: Any, body: bytes) -> int:
        """The status of an answer."""
        self.paths.append(path)
        self.asked.set()
        time.sleep(self.patience)
        if not self._is_signed(headers, body):
            return 401
        told = json.loads(body)
        assert told["type"] == "notice.waiting"
        self.handed.append(Handed(headers["webhook-id"], told["data"]))
        return self.answers.pop(0) if self.answers else 200

    def _is_signed(self, headers: Any, body: bytes) -> bool:
        """As Standard Webhooks has it, written a second time."""
        assert int(headers["webhook-timestamp"]) > 1_700_000_000
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        version, _, sent = headers["webhook-signature"].partition(",")
        wanted = hmac.new(self._secret, signed, sha256).digest()
        return version == "v1" and hmac.compare_digest(b64decode(sent), wanted)


@contextmanager
def gateway_server(gateway: Gateway) -> Iterator[str]:
    """A gateway's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status = gateway.take(self.path, self.headers, body)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/send"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
