"""Who may pass: every route names a permission, or stands on the list of public ones here.

The check is one ASGI function around every route and not a guard of the framework, which copies the
whole route handler for each call of a guard. It runs before parameters and body are read, for HEAD
and OPTIONS as well: HEAD is answered as GET without its body, and OPTIONS of a path needs a valid
token unless some method of the path is public.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol, cast
from urllib.parse import unquote_to_bytes

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import BaseRouteHandler
from litestar.routes import ASGIRoute, BaseRoute, HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send

from backend.cities.decode import UNSEEN
from backend.clock import Clock
from backend.core.permissions import REQUEST, Identity, Permission, refusal
from backend.core.problems import ProblemsError
from backend.web.throttle import Throttle, address_of

Route = tuple[str, str]

# The service's own routes: how it is, how it is used.
OF_ITSELF: Final[frozenset[Route]] = frozenset(
    {
        ("GET", "/health"),
        ("GET", "/metrics"),
        ("GET", "/api/v1"),
        ("GET", "/api/v1/docs"),
        ("GET", "/api/v1/docs/assets/{name}"),
        ("GET", "/api/v1/openapi.json"),
    }
)
# Every route that answers without a token. A route is public only if it says so itself, too.
PUBLIC: Final[frozenset[Route]] = OF_ITSELF | {
    ("GET", "/api/v1/cities"),
    ("GET", "/api/v1/cities/{city}"),
    ("GET", "/api/v1/cities/{city}/consent-text"),
    ("GET", "/api/v1/cities/{city}/deed-types"),
    ("GET", "/api/v1/cities/{city}/checkpoints"),
    ("GET", "/api/v1/cities/{city}/keys"),
    ("GET", "/api/v1/cities/{city}/perks"),
    ("GET", "/api/v1/cities/{city}/scheme"),
    ("GET", "/api/v1/cities/{city}/schemes"),
    ("GET", "/api/v1/cities/{city}/schemes/{digest}"),
    ("GET", "/api/v1/cities/{city}/statistics"),
    ("POST", "/api/v1/setup"),
    ("POST", "/api/v1/sign-in/staff"),
    ("POST", "/api/v1/sign-in/resident"),
    ("POST", "/api/v1/sign-in/invitation"),
    ("POST", "/api/v1/session/refresh"),
}

_BEARER: Final = b"bearer "
_READS: Final = frozenset({"GET", "OPTIONS"})
_MADE_BY_LITESTAR: Final = "litestar.routes.http"


class Tokens(Protocol):
    """Tells whose a token is."""

    def identity_of(self, token: str, now: datetime) -> Identity:
        """Who presents this token.

        Raises:
            ProblemsError: token-invalid, token-expired, token-revoked.
        """
        ...


def identity_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Identity:
    """Who asks; only for routes that name a permission."""
    identity: Identity = connection.scope["identity"]  # type: ignore[typeddict-item]
    return identity


class Gate:
    """Stands around every route."""

    __slots__ = ("_clock", "_open_paths", "_seconds", "_throttle", "_tokens")

    def __init__(self, public: frozenset[Route]) -> None:
        """Stand where the routes are; who may pass is said by `furnish`.

        Args:
            public: the routes that answer without a token.
        """
        self._open_paths = frozenset(path for _, path in public)

    def furnish(
        self, tokens: Tokens, throttle: Throttle, clock: Clock, seconds: Callable[[], float]
    ) -> None:
        """Keep what is asked for each request.

        Args:
            tokens: tells whose a token is.
            throttle: how many requests a caller may make.
            clock: for the tokens' expiry.
            seconds: for the throttle; from an arbitrary start.
        """
        self._tokens = tokens
        self._throttle = throttle
        self._clock = clock
        self._seconds = seconds

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """A route's application, reached only by those who may."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            self._admit(cast("dict[str, Any]", scope))
            await app(scope, receive, send)

        return guarded

    def _admit(self, scope: dict[str, Any]) -> None:
        _check_address(scope)
        opt = scope["route_handler"].opt
        permission = opt.get("permission")
        if scope["method"] == "OPTIONS":
            if scope["path_template"] in self._open_paths:
                self._throttle.reads.take(address_of(scope), self._seconds())
            else:
                self._identify(scope)
        elif permission is not None:
            scope["identity"] = identity = self._identify(scope)
            refused = refusal(identity, permission, scope["path_params"].get("city"))
            if refused is not None:
                raise ProblemsError(refused)
        elif opt.get("public") is True:
            self._throttle_public(scope, opt.get("throttle"))
        else:
            # Added after the start, when routes are checked: treated as not there.
            raise ProblemsError(REQUEST.problem("path-unknown"))

    def _identify(self, scope: dict[str, Any]) -> Identity:
        try:
            identity = self._tokens.identity_of(bearer_of(scope), self._clock.now())
        except ProblemsError:
            self._throttle.reads.take(address_of(scope), self._seconds())
            raise
        # What needs a body to be asked for is sent as a POST, though it changes nothing.
        is_read = scope["method"] in _READS or scope["route_handler"].opt.get("is_read") is True
        bucket = self._throttle.reads if is_read else self._throttle.writes
        bucket.take(identity.account, self._seconds())
        return identity

    def _throttle_public(self, scope: dict[str, Any], named: object) -> None:
        if named == "none":
            return
        if named == "sign-in":
            bucket = self._throttle.sign_in_addresses
        else:
            is_read = scope["method"] in _READS
            bucket = self._throttle.reads if is_read else self._throttle.writes
        bucket.take(address_of(scope), self._seconds())


def _check_address(scope: Mapping[str, Any]) -> None:
    """Refuse what nobody can see: no id or word of ours holds it, and no database keeps NUL.

    Raises:
        ProblemsError: address-unreadable.
    """
    query = scope["query_string"]
    asked = unquote_to_bytes(query).decode(errors="replace") if query else ""
    if unseen := UNSEEN.search(scope["path"]) or UNSEEN.search(asked):
        sign = f"U+{ord(unseen[0]):04X}"
        raise ProblemsError(REQUEST.problem("address-unreadable", "", None, sign=sign))


def bearer_of(scope: Mapping[str, Any]) -> str:
    """The token that a request carries.

    Raises:
        ProblemsError: token-missing, or token-invalid for anything else than `Bearer …`.
    """
    for name, value in scope["headers"]:
        if name == b"authorization":
            if value[:7].lower() != _BEARER:
                raise ProblemsError(REQUEST.problem("token-invalid", "authorization"))
            return str(value[7:].strip(), "latin-1")
    raise ProblemsError(REQUEST.problem("token-missing", "authorization"))


def check_routes(app: Litestar, public: frozenset[Route] = PUBLIC) -> None:
    """Refuse to start unless each route is either guarded or public, and each public one listed.

    Args:
        app: with all its routes.
        public: the list.

    Raises:
        ImproperlyConfiguredException: naming the route and what is wrong with it.
    """
    faults: list[str] = []
    found: set[Route] = set()
    for route in app.routes:
        for method, handler in _methods_of(route):
            path = route.path_format or "/"
            found.add((method, path))
            if fault := _fault_of(method, handler, (method, path) in public):
                faults.append(f"{method} {path} {fault}")
    faults += [f"{method} {path} is listed but not there" for method, path in public - found]
    if faults:
        message = "; ".join(sorted(faults))
        raise ImproperlyConfiguredException(message)


def _fault_of(method: str, handler: BaseRouteHandler, is_listed: bool) -> str | None:  # noqa: FBT001 - a fact
    permission, says_public = handler.opt.get("permission"), handler.opt.get("public")
    is_guarded = permission is not None
    faults = {
        "has a handler of its own, but must not": method in {"HEAD", "OPTIONS", "WEBSOCKET"},
        # The framework keys its cache by the address: one caller would get another's answer.
        "is cached, but must not": bool(getattr(handler, "cache", False)),
        "is both guarded and public": is_guarded and (says_public or is_listed),
        "is neither guarded nor public": not is_guarded and not says_public,
        "names a permission that is none": is_guarded and not isinstance(permission, Permission),
        "is public but not on the list": says_public and not is_listed,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def _methods_of(route: BaseRoute) -> list[tuple[str, BaseRouteHandler]]:
    """The methods of a route, without the OPTIONS that the framework adds to each."""
    if isinstance(route, HTTPRoute):
        return [
            (method, handler)
            for handler in route.route_handlers
            for method in handler.http_methods
            if handler.fn.__module__ != _MADE_BY_LITESTAR
        ]
    if isinstance(route, ASGIRoute):
        return [("ASGI", route.route_handler)]
    return [("WEBSOCKET", route.route_handler)]  # type: ignore[attr-defined]
