"""E-mail by SMTP, encrypted unless the server is on this machine."""

import asyncio
import smtplib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from backend.channels.sending import STEP_SECONDS, Parcel, Send, SendError
from backend.settings import MailSettings, is_this_machine

# Servers before ours may not take eight bits.
_POLICY: Final = SMTP.clone(cte_type="7bit")
# Enhanced codes of a mailbox that is not there, or not any more (RFC 3463).
_NO_MAILBOX: Final = (b"5.1.1", b"5.1.2", b"5.1.3", b"5.1.6", b"5.1.10", b"5.2.1")


class Mailer:
    """The mail server that the city named."""

    at_once = 1

    def __init__(self, settings: MailSettings) -> None:
        """Connect to nothing yet."""
        self._settings = settings

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        """A function that sends mail over one connection, one message after another."""
        conversation = _Conversation(self._settings)

        async def send(parcel: Parcel) -> None:
            mail = mail_of(parcel, self._settings.sender)
            await asyncio.to_thread(conversation.send, mail)

        try:
            yield send
        finally:
            await asyncio.to_thread(conversation.end)


def mail_of(parcel: Parcel, sender: str) -> EmailMessage:
    """A message as it is sent."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(parcel.sender, addr_spec=sender)
    mail["To"] = parcel.to
    mail["Subject"] = parcel.subject
    mail["Date"] = format_datetime(parcel.at)
    mail["Message-ID"] = f"<{parcel.id}@{_domain(sender)}>"
    # No answering machine answers a machine.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.text)
    return mail


class _Conversation:
    """One connection, opened when it is needed; used by one thread at a time."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage) -> None:
        """Send, once more over a new connection where the server has closed the one at hand.

        Raises:
            SendError: saying why not.
        """
        was_open = self._server is not None
        try:
            self._deliver(mail)
        except smtplib.SMTPServerDisconnected as error:
            self.end()
            is_slow = isinstance(error.__context__, TimeoutError)
            if is_slow or not was_open:
                raise SendError("timed-out" if is_slow else "host-unreachable") from error
            self.send(mail)

    def end(self) -> None:
        """Say goodbye, if there is somebody."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _deliver(self, mail: EmailMessage) -> None:
        try:
            if self._server is None:
                self._server = self._connected()
            self._server.send_message(mail)
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPRecipientsRefused as error:
            # It names the address; nobody may log it.
            raise _refused(error) from None
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            self.end()
            problem = "host-insecure"
            raise SendError(problem) from error
        except TimeoutError as error:
            self.end()
            problem = "timed-out"
            raise SendError(problem) from error
        except smtplib.SMTPException:
            # Its text may quote the address, too.
            self.end()
            problem = "host-refuses"
            raise SendError(problem) from None
        except OSError as error:
            self.end()
            problem = "host-unreachable"
            raise SendError(problem) from error

    def _connected(self) -> smtplib.SMTP:
        to = self._settings
        name = _domain(to.sender)
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if to.is_encrypted:
            server = smtplib.SMTP_SSL(to.host, to.port, name, timeout=STEP_SECONDS, context=context)
        else:
            server = smtplib.SMTP(to.host, to.port, name, timeout=STEP_SECONDS)
        try:
            server.ehlo()
            if not to.is_encrypted and not is_this_machine(to.host):
                server.starttls(context=context)
            if to.user is not None:
                _sign_in(server, to.user, to.password or "")
        except BaseException:
            server.close()
            raise
        return server


def _sign_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Sign in; some servers hang up on whoever cannot.

    Raises:
        SendError: host-refuses.
    """
    try:
        server.login(user, password)
    except smtplib.SMTPException as error:
        problem = "host-refuses"
        raise SendError(problem) from error


def _refused(error: smtplib.SMTPRecipientsRefused) -> SendError:
    """Why a recipient was refused: only where there is no such mailbox, for good."""
    (code, said), *_ = error.recipients.values()
    is_nobody = code >= 500 and said.startswith(_NO_MAILBOX)  # noqa: PLR2004 - as SMTP has it
    return SendError("address-refused" if is_nobody else "host-refuses", is_final=is_nobody)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
