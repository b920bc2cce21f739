"""Messages to telephones: handed to the city's gateway by a signed webhook.

Signed after Standard Webhooks, so that gateways verify it with a library they have.
"""

import asyncio
import hmac
import logging
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Final

import httpx
import msgspec

from backend.channels.sending import STEP_SECONDS, Parcel, Send, SendError
from backend.settings import WebhookSettings

TYPE: Final = "notice.waiting"
# For a whole message: a server may not trickle its answer for ever.
WHOLE_SECONDS: Final = 15.0
AT_ONCE: Final = 8

# Its lines hold the gateway's address, which may be half a secret.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Webhook:
    """The city's gateway."""

    at_once = AT_ONCE

    def __init__(self, settings: WebhookSettings) -> None:
        """Connect to nothing yet."""
        self._settings = settings

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        """A function that hands over a message."""
        async with httpx.AsyncClient(timeout=STEP_SECONDS, follow_redirects=False) as client:

            async def send(parcel: Parcel) -> None:
                body = body_of(parcel)
                headers = self._headers(parcel, body)
                try:
                    async with asyncio.timeout(WHOLE_SECONDS):
                        status = await _status(client, self._settings.url, headers, body)
                except (TimeoutError, httpx.TimeoutException) as error:
                    problem = "timed-out"
                    raise SendError(problem) from error
                except httpx.HTTPError as error:
                    problem = "host-unreachable"
                    raise SendError(problem) from error
                _check(status)

            yield send

    def _headers(self, parcel: Parcel, body: bytes) -> dict[str, str]:
        seconds = str(int(parcel.at.timestamp()))
        return {
            "content-type": "application/json",
            "webhook-id": parcel.id,
            "webhook-timestamp": seconds,
            "webhook-signature": signature(self._settings.secret, parcel.id, seconds, body),
        }


def body_of(parcel: Parcel) -> bytes:
    """The content of a webhook; the same at every try."""
    data = {"id": parcel.id, "city": parcel.city, "to": parcel.to, "text": parcel.text}
    return msgspec.json.encode({"type": TYPE, "data": data})


def signature(secret: bytes, message: str, seconds: str, body: bytes) -> str:
    """The header `webhook-signature`."""
    content = b".".join((message.encode(), seconds.encode(), body))
    return f"v1,{b64encode(hmac.new(secret, content, sha256).digest()).decode()}"


async def _status(
    client: httpx.AsyncClient, url: str, headers: dict[str, str], body: bytes
) -> httpx.codes | int:
    """The status alone; what else the gateway says is not read."""
    async with client.stream("POST", url, headers=headers, content=body) as answer:
        return answer.status_code


def _check(status: int) -> None:
    """Take 2xx for success alone; a redirection would carry the message to somebody else.

    Raises:
        SendError: host-redirects, host-refuses.
    """
    if not httpx.codes.is_success(status):
        is_elsewhere = httpx.codes.is_redirect(status)
        raise SendError("host-redirects" if is_elsewhere else "host-refuses")
