"""What stands around the whole application: headers, counting, the log, and HEAD.

It is outside the framework's own layers, so that an unknown address or a failure is counted, logged
and given the same headers as anything else.
"""

import secrets
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, Final, cast

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import (
    LifeSpanReceive,
    LifeSpanScope,
    LifeSpanSend,
    Message,
    Receive,
    Scope,
    Send,
)

from backend.clock import stopwatch
from backend.log import log_failure, log_request
from backend.web.guard import Gate
from backend.web.metrics import Requests

UNMATCHED: Final = "unmatched"
GONE: Final = 499
METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})

# Strict-Transport-Security is the proxy's to send: only it knows whether callers come by TLS, and a
# wrong promise locks people out for months.
_ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# What an answer may state otherwise. Answers are personal unless they say that they are not.
_UNLESS_STATED: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
_BROKEN: Final = (
    b'{"type":"urn:citypoints:problem:failure","title":"The service failed","status":500,'
    b'"detail":"The service failed.","problems":[]}'
)


class Service(Litestar):
    """The application in its envelope."""

    gate: Gate
    requests: Requests
    numbers: Callable[[], str]

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        """Answer a request, and count and log that it was answered."""
        if scope["type"] != ScopeType.HTTP:
            await super().__call__(scope, receive, send)
            return
        started = stopwatch()
        number = self.numbers()
        inner = cast("dict[str, Any]", scope)
        asked = inner["method"]
        if asked == "HEAD":
            # As GET in everything, the token included; only the body is left out.
            inner = {**inner, "method": "GET", "asked_method": asked}
        inner["request_id"] = number
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with_ours(message["headers"], number)
            elif asked == "HEAD" and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)  # type: ignore[arg-type]

        try:
            await super().__call__(inner, receive, sending)  # type: ignore[arg-type]
        except Exception as error:
            log_failure(number, error, inner.get("path_template", UNMATCHED))
            if status:
                raise
            await _send_broken(sending)
        finally:
            route = inner.get("path_template", UNMATCHED)
            self._note(asked, route, status or GONE, stopwatch() - started, number)

    def _note(self, asked: str, route: str, status: int, seconds: float, number: str) -> None:
        method = asked if asked in METHODS else "OTHER"
        self.requests.observe(method, route, status, seconds)
        log_request(
            {
                "request": number,
                "method": method,
                "route": route,
                "status": status,
                "milliseconds": round(seconds * 1000, 2),
            }
        )


def numbers() -> Callable[[], str]:
    """A function that gives each request its own number, also among several processes."""
    process = secrets.token_hex(4)
    following = count(1).__next__
    return lambda: f"{process}-{following():x}"


def _with_ours(headers: Iterable[tuple[bytes, bytes]], number: str) -> list[tuple[bytes, bytes]]:
    """An answer's headers, with those that every answer has."""
    stated = [*headers, *_ALWAYS, (b"x-request-id", number.encode())]
    names = [name for name, _ in stated]
    for header in _UNLESS_STATED:
        if header[0] not in names:
            stated.append(header)  # noqa: PERF401 - a list for each would cost more than two looks
    return stated


async def _send_broken(send: Send) -> None:
    """The last resort, where even the answer to a failure failed."""
    length = str(len(_BROKEN)).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": _BROKEN, "more_body": False})
