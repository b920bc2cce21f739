"""What an answer means that is not what was asked for, or that never came."""

import ssl
from collections.abc import Mapping
from typing import Final

import httpx
import msgspec

from admin_gui.client.errors import (
    AwayError,
    BusyError,
    ClientError,
    FailedError,
    RefusedError,
    StrangeError,
    UnreachableError,
)
from admin_gui.client.sentences import Language, sentence
from backend.contracts.problems import ProblemDocument

RETRY_SECONDS: Final = 5
RETRY_SECONDS_MOST: Final = 3600
DIGITS_MOST: Final = 9
SHOWN_MOST: Final = 200
BUSY: Final = frozenset({429, 503})
# What stands between says that the server itself is not there.
SILENT: Final = frozenset({408, 502, 504})
PROBLEM_JSON: Final = "application/problem+json"


def failure_of(error: Exception, address: str, language: Language) -> ClientError:
    """What it means that no whole answer came."""
    if isinstance(error, httpx.DecodingError | httpx.InvalidURL):
        return strange(address, language)
    if isinstance(error, httpx.ConnectError) and (detail := _insecurity(error)):
        return AwayError(sentence("insecure", language, address=address, detail=detail))
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return UnreachableError(sentence("unreachable", language, address=address))
        case httpx.ProxyError():
            kind = "unreachable"
        case httpx.TimeoutException():
            kind = "slow"
        case _:
            kind = "cut"
    return AwayError(sentence(kind, language, address=address))


def problem_of(response: httpx.Response, address: str, language: Language) -> ClientError:
    """What an answer from 300 on means."""
    status, document = response.status_code, _document(response)
    if status in BUSY:
        seconds = _retry_seconds(response.headers)
        own = sentence("busy", language, address=address, seconds=str(seconds))
        return BusyError(document.detail if document else own, seconds)
    if document is not None:
        refused = 400 <= status < 500  # noqa: PLR2004 - what the caller can mend
        return RefusedError(document) if refused else FailedError(document.detail)
    if status in SILENT or status >= 500:  # noqa: PLR2004 - where the server is at fault
        return AwayError(sentence("silent", language, address=address, status=str(status)))
    if response.has_redirect_location:
        place = response.headers["location"][:SHOWN_MOST]
        return StrangeError(sentence("moved", language, address=address, place=place))
    return strange(address, language)


def strange(address: str, language: Language) -> StrangeError:
    """That an answer is not of this wire."""
    return StrangeError(sentence("strange", language, address=address))


def _document(response: httpx.Response) -> ProblemDocument | None:
    if response.headers.get("content-type", "").partition(";")[0].strip() != PROBLEM_JSON:
        return None
    try:
        return msgspec.json.decode(response.content, type=ProblemDocument)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _retry_seconds(headers: Mapping[str, str]) -> int:
    text = headers.get("retry-after", "")
    # A proxy may state a moment instead, which is not worth a clock.
    is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS_MOST
    seconds = int(text) if is_number else RETRY_SECONDS
    return max(1, min(seconds, RETRY_SECONDS_MOST))


def _insecurity(error: BaseException) -> str:
    """Why no secure connection came about, if that is what failed."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        if isinstance(cause, ssl.SSLError):
            return (cause.reason or "TLS").replace("_", " ").lower()
        cause = cause.__cause__ or cause.__context__
    return ""
