"""What residents can see of their own file and take with them; and a city's public statistics."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.pages import Page
from backend.contracts.rights import LookView, StatisticsView, WhatIf, WhatIfView
from backend.core.permissions import Permission
from backend.services.read_looks import read_looks
from backend.services.read_statistics import read_statistics
from backend.services.read_what_if import read_what_if
from backend.services.taking_part import own_subject
from backend.storage.logs import AFTER_ALL
from backend.web.conditional import PUBLIC_READ, content_tag, tagged
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, desk_of, language_asked

_TAGS = ["Residents"]


@post(
    f"{API}/me/what-if",
    opt={"permission": Permission.OWN_FILE, "is_read": True},
    tags=_TAGS,
    status_code=200,
)
async def suppose(request: Request[Any, Any, Any], data: JSONBody[WhatIf]) -> WhatIfView:
    """Read what deeds would change, and what changes by itself and when. Nothing is stored."""
    desk, identity, now = asked(request)
    return await read_what_if(desk, identity, data, language_asked(request), now)


@get(f"{API}/me/looks", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_looks(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Page[LookView]:
    """Read who looked at the own file, newest first: when, in which role, and why."""
    desk, identity, _ = asked(request)
    cursors = cursors_of(request)
    (before,) = cursors.read("looks", cursor, tuple[str]) or (AFTER_ALL,)
    subject, language = own_subject(identity), language_asked(request)
    found = await read_looks(desk, identity.city, subject, before, limit + 1, language)
    return cursors.page("looks", found, limit, lambda view: (view.id,), lambda view: view)


@get(
    f"{API}/cities/{{city:str}}/statistics",
    opt={"public": True, "etag": True, "problems": (404,)},
    tags=["Cities"],
)
async def show_statistics(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[StatisticsView | None]:
    """A city's published numbers of months that are over, rounded to tens, nothing under ten."""
    view = await read_statistics(desk_of(request), city)
    return tagged(request, view, content_tag(view), cache=PUBLIC_READ)


ROUTES: list[HTTPRouteHandler] = [suppose, read_own_looks, show_statistics]
