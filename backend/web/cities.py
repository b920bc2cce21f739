"""Cities and the schemes that are or were in force, for everybody; phones ask for them often."""

from functools import lru_cache
from typing import Annotated, Any, Final, TypeVar, cast

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from backend.contracts.cities import CityList, CityView, DeedTypes, SchemePeriods, SchemeView
from backend.core.problems import Language
from backend.services.present_schemes import deed_types_of, scheme_view
from backend.services.read_cities import (
    check_public,
    digest_in_force,
    read_cities,
    read_city,
    read_scheme_periods,
)
from backend.services.read_schemes import held_scheme
from backend.services.scheme_shelf import HeldScheme
from backend.web.conditional import PUBLIC_READ, content_tag, is_unchanged, tagged
from backend.web.office import API, desk_of, language_asked, now_of

T = TypeVar("T", bound=msgspec.Struct)

# Bodies of schemes take some hundred kilobytes, and what a digest names never changes.
BODIES_KEPT: Final = 32

_TAGS = ["Cities"]
_CITY: Final = f"{API}/cities/{{city:str}}"
_OPEN: Final = {"public": True, "etag": True}
_MISSED: Final = {**_OPEN, "problems": (404,)}
_BY_LANGUAGE: Final = {"vary": "accept-language"}
_encoder: Final = msgspec.json.Encoder(decimal_format="number")

Department = Annotated[
    str | None,
    QueryParameter(max_length=100, description="Only what this department may submit."),
]


@get(f"{API}/cities", opt=_OPEN, tags=_TAGS)
async def list_cities(request: Request[Any, Any, Any]) -> Response[CityList | None]:
    """List the cities, each with the scheme in force."""
    return _told(request, await read_cities(desk_of(request), now_of(request)))


@get(_CITY, opt=_MISSED, tags=_TAGS)
async def show_city(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[CityView | None]:
    """A city, and what it asks residents to consent to."""
    return _told(request, await read_city(desk_of(request), city, now_of(request)))


@get(f"{_CITY}/schemes", opt=_MISSED, tags=_TAGS)
async def list_schemes(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[SchemePeriods | None]:
    """List every scheme that is or was in force, the present one first."""
    return _told(request, await read_scheme_periods(desk_of(request), city, now_of(request)))


@get(f"{_CITY}/scheme", opt=_MISSED, tags=_TAGS)
async def show_scheme_in_force(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[SchemeView | None]:
    """The scheme in force, in full."""
    digest = await digest_in_force(desk_of(request), city, now_of(request))
    return await _scheme(request, city, digest)


@get(f"{_CITY}/schemes/{{digest:str}}", opt=_MISSED, tags=_TAGS)
async def show_scheme(
    request: Request[Any, Any, Any], city: FromPath[str], digest: FromPath[str]
) -> Response[SchemeView | None]:
    """A scheme that is or was in force, in full.

    Its digest is the SHA-256 of the bytes of `canonical`, which holds all that it counts by.
    """
    await check_public(desk_of(request), city, digest, now_of(request))
    return await _scheme(request, city, digest)


@get(f"{_CITY}/deed-types", opt=_MISSED, tags=_TAGS)
async def list_deed_types(
    request: Request[Any, Any, Any], city: FromPath[str], department: Department = None
) -> Response[DeedTypes | None]:
    """List what can be entered under the scheme in force."""
    desk = desk_of(request)
    digest = await digest_in_force(desk, city, now_of(request))
    tag = content_tag("deed-types", digest, department)
    body = b""
    if not is_unchanged(request, tag):
        body = _deed_types_body(await held_scheme(desk, city, digest), department)
    return tagged(request, cast("DeedTypes", body), tag, cache=PUBLIC_READ)


async def _scheme(
    request: Request[Any, Any, Any], city: str, digest: str
) -> Response[SchemeView | None]:
    language = language_asked(request)
    tag = content_tag("scheme", digest, language)
    body = b""
    if not is_unchanged(request, tag):
        body = _scheme_body(await held_scheme(desk_of(request), city, digest), language)
    return tagged(request, cast("SchemeView", body), tag, cache=PUBLIC_READ, headers=_BY_LANGUAGE)


@lru_cache(maxsize=BODIES_KEPT)
def _scheme_body(held: HeldScheme, language: Language) -> bytes:
    return _encoder.encode(scheme_view(held, language))


@lru_cache(maxsize=BODIES_KEPT)
def _deed_types_body(held: HeldScheme, department: str | None) -> bytes:
    return _encoder.encode(deed_types_of(held, department))


def _told(request: Request[Any, Any, Any], content: T) -> Response[T | None]:
    """A small answer, whose content is its own tag."""
    body = _encoder.encode(content)
    return tagged(request, cast("T", body), content_tag(body.decode()), cache=PUBLIC_READ)


ROUTES: list[HTTPRouteHandler] = [
    list_cities,
    show_city,
    list_schemes,
    show_scheme_in_force,
    show_scheme,
    list_deed_types,
]
