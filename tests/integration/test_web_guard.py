"""Who gets in: no route without a permission unless it is listed, whatever the method."""

from typing import Any

import msgspec
import pytest
from litestar import WebSocket, asgi, get, head, post, route, websocket
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import BaseRouteHandler
from litestar.params import JSONBody
from litestar.types import Receive, Scope, Send
from web_app import COLLECTOR, HANDLERS, OFFICER, PUBLIC, RESIDENT, App

from backend.core.permissions import Permission
from backend.web.guard import OF_ITSELF

SCORE = "/api/v1/me/score"
THINGS = "/api/v1/cities/fuzhou/things"


@pytest.fixture(scope="module")
def app() -> App:
    return App()


def guarded(app: App) -> list[tuple[str, str]]:
    """Every method and path that is not on the list, with something for each parameter."""
    found = []
    for path, operations in app.client.get("/api/v1/openapi.json").json()["paths"].items():
        for method in operations:
            if (method.upper(), path) not in PUBLIC:
                filled = path.replace("{city}", "fuzhou").replace("{number}", "1")
                found.append((method.upper(), filled.replace("{kind}", "x")))
    return found


def test_every_guarded_route_refuses_a_caller_without_a_token_in_every_method(app: App) -> None:
    routes = guarded(app)
    assert len(routes) >= 8
    for method, path in routes:
        for tried in (method, "OPTIONS", *(["HEAD"] if method == "GET" else [])):
            answer = app.client.request(tried, path)
            assert answer.status_code == 401, (tried, path)
            assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("", "token-invalid"),
        ("Bearer", "token-invalid"),
        ("Bearer ", "token-missing"),
        ("Basic YTpi", "token-invalid"),
        ("Bearer a.b.c", "token-invalid"),
        ("Bearer " + "a" * 5000, "token-invalid"),
        ("Bearer \xe9", "token-invalid"),
    ],
)
def test_what_is_no_token_is_refused(app: App, header: str, kind: str) -> None:
    answer = app.client.get(SCORE, headers=[(b"Authorization", header.encode("latin-1"))])
    assert (answer.status_code, answer.json()["problems"][0]["kind"]) == (401, kind)


def test_a_token_is_refused_once_it_is_expired_or_revoked() -> None:
    app = App()
    headers = app.bearing(RESIDENT)
    assert app.client.get(SCORE, headers=headers).status_code == 200
    app.clock.advance(days=1)
    answer = app.client.get(SCORE, headers=headers)
    assert answer.json()["problems"][0]["kind"] == "token-expired"
    headers = app.bearing(RESIDENT)
    assert app.client.get(SCORE, headers=headers).status_code == 200
    app.tokens.revoke_session(RESIDENT.session)
    answer = app.client.get(SCORE, headers=headers)
    assert answer.json()["problems"][0]["kind"] == "token-revoked"


def test_an_account_sees_its_own_and_nothing_is_kept_for_the_next_caller(app: App) -> None:
    other = RESIDENT.__class__(
        account="r-2", role=RESIDENT.role, city="fuzhou", session="s-9", subject="subject-2"
    )
    for identity in (RESIDENT, other, RESIDENT):
        answer = app.client.get(SCORE, headers=app.bearing(identity))
        assert answer.json()["account"] == identity.account


def test_a_role_and_a_city_are_checked_before_anything_is_read(app: App) -> None:
    answer = app.client.post(THINGS, content=b"{", headers=app.bearing(RESIDENT))
    assert (answer.status_code, answer.json()["problems"][0]["kind"]) == (403, "role-not-allowed")
    elsewhere = THINGS.replace("fuzhou", "suzhou")
    answer = app.client.post(elsewhere, content=b"{", headers=app.bearing(COLLECTOR))
    assert (answer.status_code, answer.json()["problems"][0]["kind"]) == (403, "city-not-yours")


def test_head_is_get_without_the_body(app: App) -> None:
    headers = app.bearing(RESIDENT)
    got, head_only = app.client.get(SCORE, headers=headers), app.client.head(SCORE, headers=headers)
    assert (head_only.status_code, head_only.content) == (200, b"")
    same = ("etag", "content-length", "content-type", "cache-control")
    assert [head_only.headers[name] for name in same] == [got.headers[name] for name in same]
    assert app.client.head("/api/v1/cities").status_code == 200
    assert app.client.head("/api/v1/sign-in").status_code == 405
    assert app.client.head(SCORE, headers=app.bearing(OFFICER)).status_code == 403


def test_options_of_a_path_needs_a_token_unless_some_method_of_it_is_public(app: App) -> None:
    assert app.client.options("/api/v1/cities").headers["allow"] == "GET, OPTIONS"
    assert app.client.options(SCORE).status_code == 401
    answer = app.client.options(SCORE, headers=app.bearing(OFFICER))
    assert (answer.status_code, answer.content) == (204, b"")
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", [f"{SCORE}/", f"/{SCORE}", "/api/v1/me/score/health", "/health/x"])
def test_no_way_of_writing_a_path_opens_it(app: App, path: str) -> None:
    assert app.client.get(path).status_code in {401, 404}


@get("/left-open", sync_to_thread=False)
def left_open() -> None:
    """Neither."""


@get("/api/v1/cities", opt={"public": True, "permission": Permission.OWN_FILE})
async def both() -> None:
    """Both."""


@get("/unlisted", opt={"public": True})
async def unlisted() -> None:
    """Public, but not listed."""


@get("/api/v1/cities", opt={"permission": Permission.OWN_FILE})
async def listed_and_guarded() -> None:
    """Guarded, though listed as public."""


@get("/worded", opt={"permission": "own-file"})
async def worded() -> None:
    """A permission that is a mere word."""


@get("/kept", cache=60, opt={"permission": Permission.OWN_FILE})
async def kept() -> None:
    """Kept by the framework, for whoever asks next."""


@head("/headed", opt={"permission": Permission.OWN_FILE})
async def headed() -> None:
    """A handler for HEAD."""


@route("/optional", http_method=["OPTIONS"], opt={"permission": Permission.OWN_FILE})
async def optional() -> None:
    """A handler for OPTIONS."""


@asgi("/mounted", is_mount=True, copy_scope=True)
async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
    """A mounted application."""


@websocket("/socket")
async def socket(socket: WebSocket[Any, Any, Any]) -> None:
    """A socket."""


@pytest.mark.parametrize(
    ("handler", "listed", "message"),
    [
        (left_open, (), "GET /left-open is neither guarded nor public"),
        (both, (), "GET /api/v1/cities is both guarded and public"),
        (listed_and_guarded, ("GET", "/api/v1/cities"), "is both guarded and public"),
        (unlisted, (), "GET /unlisted is public but not on the list"),
        (worded, (), "GET /worded names a permission that is none"),
        (kept, (), "GET /kept is cached"),
        (headed, (), "HEAD /headed has a handler of its own"),
        (optional, (), "OPTIONS /optional has a handler of its own"),
        (mounted, (), "ASGI /mounted is neither guarded nor public"),
        (socket, (), "WEBSOCKET /socket has a handler of its own"),
    ],
)
def test_the_service_does_not_start_with_a_route_that_nobody_guards(
    handler: Any, listed: tuple[str, str] | tuple[()], message: str
) -> None:
    public = OF_ITSELF | ({listed} if listed else set())
    with pytest.raises(ImproperlyConfiguredException, match=message):
        App(handler, public=public)


def test_the_service_does_not_start_with_a_list_that_names_what_is_not_there() -> None:
    message = "GET /api/v1/gone is listed but not there"
    with pytest.raises(ImproperlyConfiguredException, match=message):
        App(*HANDLERS, public=PUBLIC | {("GET", "/api/v1/gone")})


def test_a_route_added_later_is_not_there_for_anyone() -> None:
    app = App()
    app.service.register(left_open)
    headers = app.bearing(RESIDENT)
    assert app.client.get("/left-open").status_code == 404
    assert app.client.get("/left-open", headers=headers).status_code == 404


class Open(msgspec.Struct):
    """Lets unknown fields pass."""

    name: str


class Unbounded(msgspec.Struct, forbid_unknown_fields=True):
    """Has a number of any size."""

    counts: tuple[int, ...] = ()


@post("/api/v1/loose", opt={"permission": Permission.OWN_FILE})
async def take_open(data: JSONBody[Open]) -> None:
    """Take it."""


@post("/api/v1/unbounded", opt={"permission": Permission.OWN_FILE})
async def take_unbounded(data: JSONBody[list[Unbounded]]) -> None:
    """Take it."""


@pytest.mark.parametrize(
    ("handler", "message"),
    [
        (take_open, "take_open: Open must forbid unknown fields"),
        (take_unbounded, r"take_unbounded: Unbounded\.counts must give its numbers ge and le"),
    ],
)
def test_the_service_does_not_start_with_a_body_that_lets_nonsense_through(
    handler: BaseRouteHandler, message: str
) -> None:
    with pytest.raises(ImproperlyConfiguredException, match=message):
        App(handler, public=OF_ITSELF)  # type: ignore[arg-type]
