"""The way to the server: sends, decodes, and keeps the session going.

Threads share one connection. It repeats a request in two cases only, in both of which the server
has done nothing yet: after renewing an expired token, and a read whose kept connection turned out
to be closed.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Any, Final, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from admin_gui.client.answers import failure_of, problem_of, strange
from admin_gui.client.errors import ClientError, SignedOutError
from admin_gui.client.sentences import Language, sentence
from backend.contracts.sessions import AccessToken, RefreshSession, SignedIn

T = TypeVar("T")
Query = str | int | bool | None
# Of a closed connection's request nothing was answered.
CLOSED: Final = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
CACHED_MOST: Final = 32
UNAUTHORIZED: Final = 401
NOT_MODIFIED: Final = 304
API: Final = "/api/v1"

_LANGUAGES: Final[dict[Language, str]] = {"en": "en", "zh": "zh-CN"}
_REFRESH: Final = f"{API}/session/refresh"


@dataclass(frozen=True, slots=True, repr=False)
class _Tokens:
    """The session's two tokens; never shown."""

    access: str
    refresh: str


class Connection:
    """A connection to one server.

    Attributes:
        language: in which the server and the errors speak.
        skew_seconds: how far the server's clock is ahead of this machine's; none before any answer.
    """

    def __init__(self, http: httpx.Client, *, now: Callable[[], datetime]) -> None:
        """Begin without a session.

        Args:
            http: goes to the server; only this connection uses it.
            now: this machine's time.
        """
        self.language: Language = "en"
        self.skew_seconds: float | None = None
        self._http = http
        self._now = now
        self._tokens: _Tokens | None = None
        self._renewing = Lock()
        self._cache = _Cache()

    @property
    def address(self) -> str:
        """The server's address, as users know it."""
        return str(self._http.base_url).rstrip("/")

    @property
    def is_signed_in(self) -> bool:
        """True while there is a session that the server has not ended, as far as it is known."""
        return self._tokens is not None

    def server_now(self) -> datetime:
        """The server's time, or this machine's while nothing else is known."""
        return self._now() + timedelta(seconds=self.skew_seconds or 0.0)

    def begin(self, signed_in: SignedIn) -> None:
        """Go on in this session."""
        with self._renewing:
            self._tokens = _Tokens(signed_in.access_token, signed_in.refresh_token)
        self._cache.clear()

    def end(self) -> None:
        """Forget the session and all that was read in it."""
        with self._renewing:
            self._tokens = None
        self._cache.clear()

    def get(self, path: str, kind: type[T], /, **query: Query) -> T:
        """Read something; what carries an ETag is not sent again while it holds.

        Args:
            path: from `path_to`.
            kind: the struct of the answer.
            query: parameters; those that are none are left out.
        """
        given = {name: value for name, value in query.items() if value is not None}
        tokens, language = self._tokens, self.language
        key = (tokens.refresh if tokens else "", language, path, tuple(sorted(given.items())))
        cached = self._cache.get(key)
        headers = {"if-none-match": cached[0]} if cached else {}
        response = self._send(self._request("GET", path, headers, params=given), tokens)
        if response.status_code == NOT_MODIFIED and cached is not None:
            kept: T = cached[1]
            return kept
        value = self._decode(response, kind)
        if tag := response.headers.get("etag"):
            self._cache.put(key, (tag, value))
        return value

    def fetch(self, path: str) -> bytes:
        """Read a file; it is kept nowhere here."""
        request = self._request("GET", path, {"accept": "*/*"})
        return self._send(request, self._tokens).content

    def send(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: msgspec.Struct | None = None,
        *,
        version: int | None = None,
        seconds_most: float | None = None,
    ) -> T:
        """Ask for a change, which is answered by a struct.

        Args:
            method: of HTTP.
            path: from `path_to`.
            kind: the struct of the answer.
            body: what is sent, if anything.
            version: of what is changed, as it was read.
            seconds_most: how long each step of it may take; as long as the client says, else.
        """
        return self._decode(self._changed(method, path, body, version, seconds_most), kind)

    def tell(self, method: str, path: str, body: msgspec.Struct | None = None) -> None:
        """Ask for a change that is answered by nothing."""
        self._changed(method, path, body, None)

    def send_unsigned(self, path: str, kind: type[T], body: msgspec.Struct) -> T:
        """Post something before there is a session; 401 is a refusal like any other then."""
        request = self._request("POST", path, {}, body=body)
        return self._decode(self._checked(self._exchange(request)), kind)

    def _changed(
        self,
        method: str,
        path: str,
        body: msgspec.Struct | None,
        version: int | None,
        seconds_most: float | None = None,
    ) -> httpx.Response:
        headers = {} if version is None else {"if-match": f'"v{version}"'}
        request = self._request(method, path, headers, body=body)
        if seconds_most is not None:
            request.extensions = {
                **request.extensions,
                "timeout": httpx.Timeout(seconds_most).as_dict(),
            }
        return self._send(request, self._tokens)

    def _request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        *,
        params: Mapping[str, str | int | bool] | None = None,
        body: msgspec.Struct | None = None,
    ) -> httpx.Request:
        stated = {"accept-language": _LANGUAGES[self.language], **headers}
        content = None
        if body is not None:
            content = msgspec.json.encode(body)
            stated["content-type"] = "application/json"
        return self._http.build_request(
            method, path, headers=stated, params=params or None, content=content
        )

    def _send(self, request: httpx.Request, tokens: _Tokens | None) -> httpx.Response:
        """Exchange a request in a session, renewing the session's token once if it has expired."""
        response = self._exchange(request, tokens)
        if response.status_code == UNAUTHORIZED:
            renewed = self._renewed(response, tokens)
            response = self._exchange(request, renewed)
            if response.status_code == UNAUTHORIZED:
                self._lose(renewed)
                raise self._signed_out(response)
        return self._checked(response)

    def _renewed(self, response: httpx.Response, tokens: _Tokens | None) -> _Tokens:
        """The session's next token, which one thread gets for all.

        Raises:
            SignedOutError: where the session has ended, or is not the one that was asked in: what
                one person asked is never sent again as another.
        """
        with self._renewing:
            current = self._tokens
            if tokens is None or current is None or current.refresh != tokens.refresh:
                raise self._signed_out(response)
            if current.access != tokens.access:
                return current
            body = RefreshSession(refresh_token=tokens.refresh)
            answer = self._exchange(self._request("POST", _REFRESH, {}, body=body))
            if answer.status_code == UNAUTHORIZED:
                self._tokens = None
                raise self._signed_out(answer)
            issued = self._decode(self._checked(answer), AccessToken)
            self._tokens = _Tokens(issued.access_token, tokens.refresh)
            return self._tokens

    def _lose(self, tokens: _Tokens) -> None:
        with self._renewing:
            if self._tokens == tokens:
                self._tokens = None

    def _exchange(self, request: httpx.Request, tokens: _Tokens | None = None) -> httpx.Response:
        """Send a request and receive its answer, whatever it is.

        Raises:
            AwayError: where none came.
            StrangeError: where it cannot be read.
        """
        if tokens is not None:
            request.headers["authorization"] = f"Bearer {tokens.access}"
        trace = _Trace()
        request.extensions = {**request.extensions, "trace": trace}
        try:
            try:
                response = self._http.send(request)
            except CLOSED:
                if request.method != "GET" or not trace.was_closed_before:
                    raise
                response = self._http.send(request)
        except (httpx.RequestError, httpx.InvalidURL) as error:
            raise failure_of(error, self.address, self.language) from error
        self._note_time(response)
        return response

    def _note_time(self, response: httpx.Response) -> None:
        try:
            told = parsedate_to_datetime(response.headers["date"])
        except (KeyError, ValueError):
            return
        if told.tzinfo is None:
            told = told.replace(tzinfo=UTC)
        self.skew_seconds = (told - self._now()).total_seconds()

    def _checked(self, response: httpx.Response) -> httpx.Response:
        """The answer, unless it says that nothing was done."""
        if response.is_success or response.status_code == NOT_MODIFIED:
            return response
        raise problem_of(response, self.address, self.language)

    def _decode(self, response: httpx.Response, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(response.content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise strange(self.address, self.language) from error

    def _signed_out(self, response: httpx.Response) -> ClientError:
        """That the session has ended, said without the words of the protocol."""
        error = problem_of(response, self.address, self.language)
        document = getattr(error, "document", None)
        if document is None:
            return error
        said = sentence("signed-out", self.language)
        return SignedOutError(msgspec.structs.replace(document, detail=said))


class _Cache:
    """What carried an ETag, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, tuple[str, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> tuple[str, Any] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: object, entry: tuple[str, Any]) -> None:
        with self._lock:
            self._kept[key] = entry
            self._kept.move_to_end(key)
            if len(self._kept) > CACHED_MOST:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


class _Trace:
    """What became of a request on its way, as the transport reports it."""

    def __init__(self) -> None:
        self._is_connected_anew = False
        self._is_answered = False
        self._is_sent = False

    def __call__(self, event: str, info: object) -> None:  # noqa: ARG002 - the transport's interface
        """Note an event."""
        self._is_connected_anew |= event.startswith("connection.connect_")
        self._is_sent |= event.endswith("send_request_headers.started")
        self._is_answered |= event.endswith("receive_response_headers.complete")

    @property
    def was_closed_before(self) -> bool:
        """True if it went into a kept connection from which no answer began."""
        return self._is_sent and not self._is_connected_anew and not self._is_answered


def path_to(*parts: str | int) -> str:
    """A path of the API; parts may hold any sign."""
    return "/".join((API, *(_quoted(str(part)) for part in parts)))


def _quoted(part: str) -> str:
    # Points alone would be taken for a step up, or none.
    return part.replace(".", "%2E") if part in {".", ".."} else quote(part, safe="")
