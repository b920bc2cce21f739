"""A small application with one handler for each thing that the room `web` does for handlers."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from fakes import FixedClock
from litestar import Request, Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.spec import Example
from litestar.params import Body, FromPath, JSONBody, QueryParameter
from litestar.testing import TestClient

from backend.contracts.pages import Page
from backend.core.permissions import REQUEST, Identity, Permission, Role
from backend.core.problems import ProblemsError
from backend.core.sentences import SENTENCES
from backend.services.desk import check_unedited
from backend.services.tokens import Tokens
from backend.storage.errors import AwayError
from backend.web.assemble import Front, assemble
from backend.web.conditional import (
    PUBLIC_READ,
    content_tag,
    required_version,
    tagged,
    version_tag,
)
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Cursors, Limit
from backend.web.guard import OF_ITSELF, identity_of
from backend.web.throttle import Allowances, Throttle

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
NUMBER = "440524188001010014"
CURSORS = Cursors(b"c" * 32)
PUBLIC = OF_ITSELF | {
    ("GET", "/api/v1/cities"),
    ("POST", "/api/v1/sign-in"),
    ("GET", "/api/v1/broken"),
}
RESIDENT = Identity(
    account="r-1", role=Role.RESIDENT, city="fuzhou", session="s-1", subject="subject-1"
)
COLLECTOR = Identity(
    account="c-1", role=Role.COLLECTOR, city="fuzhou", session="s-2", department="civil"
)
OFFICER = Identity(account="o-1", role=Role.OFFICER, city="fuzhou", session="s-3")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    size: Annotated[int, msgspec.Meta(ge=1, le=10)]


class Thing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=20, pattern="^[a-z]*$")]
    occurred_on: date
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    kind: Literal["merit", "demerit"] = "merit"
    points: Decimal | None = None
    certain: bool = True
    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1, max_length=3)] = (Part(size=1),)
    share: Annotated[float, msgspec.Meta(gt=0, description="More than nothing.")] = 1.0
    deed: UUID | None = None
    note: str = ""
    reason: Annotated[str, msgspec.Meta(pattern=r"\S")] = "none"


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    password: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    total: Decimal


@get("/api/v1/cities", opt={"public": True, "etag": True}, sync_to_thread=False)
def list_cities(request: Request[Any, Any, Any]) -> Response[list[str] | None]:
    """The cities.

    Their codes, in no particular order.
    """
    return tagged(request, ["fuzhou"], content_tag("cities", 1), cache=PUBLIC_READ)


@post("/api/v1/sign-in", opt={"public": True, "throttle": "sign-in", "problems": (401,)})
async def sign_in(request: Request[Any, Any, Any], data: JSONBody[Named]) -> Score:
    """Sign in."""
    throttle: Throttle = request.app.state["throttle"]
    throttle.sign_in_names.take(data.name, request.app.state["seconds"]())
    return Score(account=data.name, total=Decimal(0))


@get(
    "/api/v1/me/score",
    opt={"permission": Permission.OWN_FILE, "etag": True},
    sync_to_thread=False,
)
def read_score(request: Request[Any, Any, Any]) -> Response[Score | None]:
    """The caller's own score."""
    score = Score(account=identity_of(request).account, total=Decimal("612.5"))
    return tagged(request, score, version_tag(7))


@get("/api/v1/me/plain", opt={"permission": Permission.OWN_FILE})
async def read_plain(request: Request[Any, Any, Any]) -> Score:
    """The same without an ETag."""
    return Score(account=identity_of(request).account, total=Decimal("612.5"))


@get("/api/v1/me/failure/{number:str}", opt={"permission": Permission.OWN_FILE})
async def fail(number: FromPath[str]) -> Score:
    """Fail."""
    try:
        return Score(account=number, total=Decimal(int(f"x{number}")))
    except ValueError as error:
        message = f"no row for {number} with {NUMBER}"
        raise LookupError(message) from error


@get("/api/v1/me/refused/{kind:str}", opt={"permission": Permission.OWN_FILE})
async def refuse(kind: FromPath[str]) -> Score:
    """Refuse with a kind of problem."""
    values = {name: "7" for _, name, _, _ in Formatter().parse(SENTENCES[kind][0]) if name}
    raise ProblemsError(REQUEST.problem(kind, "id", 3, **values))


@get("/api/v1/me/away", opt={"permission": Permission.OWN_FILE})
async def lose_storage() -> Score:
    """Find the database gone."""
    message = f"connection for {NUMBER} refused"
    raise AwayError(message)


@get("/api/v1/broken", opt={"public": True}, sync_to_thread=False)
def unserializable() -> dict[str, Any]:
    """Answer something that cannot be written."""
    return {"what": object()}


@get("/api/v1/cities/{city:str}/things", opt={"permission": Permission.READ_OWN_ENTRIES})
async def list_things(
    city: FromPath[str],
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
    since: Annotated[date | None, QueryParameter(name="since_day")] = None,
    role: Annotated[Role | None, QueryParameter(description="Of whom.")] = None,
    step: Annotated[int, QueryParameter(multiple_of=5)] = 5,
) -> Page[Part]:
    """Things in pages."""
    after = CURSORS.read(f"things {city}", cursor, tuple[int])
    first = after[0] + 1 if after else 1
    rows = (
        list(range(first, 10))[: limit + 1] if since is None and role is None and step == 5 else []
    )
    return CURSORS.page(
        f"things {city}", rows, limit, lambda row: (row,), lambda row: Part(size=row)
    )


@get("/api/v1/cities/{city:str}/others", opt={"permission": Permission.READ_OWN_ENTRIES})
async def list_others(
    city: FromPath[str], kind: Annotated[Literal["merit", "demerit"], QueryParameter()]
) -> list[str]:
    """A list with a parameter that must be given."""
    return [city, kind]


@post("/api/v1/cities/{city:str}/things", opt={"permission": Permission.ENTER_DEED})
async def enter_thing(city: FromPath[str], data: JSONBody[Thing]) -> Thing:
    """Enter a thing."""
    assert city
    return data


@put(
    "/api/v1/cities/{city:str}/things/{number:int}",
    opt={"permission": Permission.ENTER_DEED, "if_match": True},
)
async def edit_thing(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    number: FromPath[int],
    data: Annotated[Part, Body(examples=[Example(summary="A small one", value={"size": 2})])],
) -> Part:
    """Edit a thing, which has the version 3."""
    assert city
    assert number
    check_unedited(required_version(request), 3)
    return data


HANDLERS: tuple[HTTPRouteHandler, ...] = (
    list_cities,
    sign_in,
    read_score,
    read_plain,
    fail,
    refuse,
    lose_storage,
    unserializable,
    list_things,
    list_others,
    enter_thing,
    edit_thing,
)


async def well() -> Mapping[str, str]:
    return {"database": "ok", "writer": "ok"}


class App:
    """The application, its clock, its tokens and a client."""

    def __init__(
        self,
        *handlers: HTTPRouteHandler,
        public: frozenset[tuple[str, str]] = PUBLIC,
        allowances: Allowances | None = None,
        check: Callable[[], Any] = well,
    ) -> None:
        """Assemble it from these handlers, or all of this module."""
        self.clock = FixedClock(NOON)
        self.tokens = Tokens(b"t" * 32)
        throttle = Throttle(allowances)
        front = Front(
            tokens=self.tokens,
            clock=self.clock,
            check=check,
            version="1.0.0",
            throttle=throttle,
            public=public,
            body_bytes_max=10_000,
            seconds=self.seconds,
        )
        state = {"throttle": throttle, "seconds": self.seconds}
        self.service = assemble(route_handlers=handlers or HANDLERS, front=front, state=state)
        self.client = TestClient(self.service, raise_server_exceptions=False)

    def seconds(self) -> float:
        """What the throttle counts by."""
        return self.clock.now().timestamp()

    def bearing(self, identity: Identity, **headers: str) -> dict[str, str]:
        """Headers with a token of this identity."""
        token = self.tokens.issue(identity, self.clock.now())
        return {"Authorization": f"Bearer {token}", **headers}
