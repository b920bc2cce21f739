"""What residents can see of their own file and take with them; and a city's public statistics."""

from typing import Annotated, Any, cast

from litestar import MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream

from backend.contracts.export import ExportView
from backend.contracts.pages import Page
from backend.contracts.rights import LookView, StatementView, StatisticsView, WhatIf, WhatIfView
from backend.core.permissions import Permission
from backend.core.problems import Language
from backend.services.read_export import read_own_file, write_export
from backend.services.read_looks import read_looks
from backend.services.read_statement import (
    read_everything,
    read_file_statement,
    read_own_statement,
)
from backend.services.read_statistics import read_statistics
from backend.services.read_what_if import read_what_if
from backend.services.taking_part import own_subject
from backend.storage.logs import AFTER_ALL
from backend.web.conditional import PUBLIC_READ, content_tag, tagged
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, desk_of, language_asked
from backend.web.pages import page
from backend.web.residents import ReasonAsked

_TAGS = ["Residents"]

PageLanguage = Annotated[
    Language | None,
    QueryParameter(description="Of the page; otherwise that of the header Accept-Language."),
]


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


@get(f"{API}/me/export", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def export_own_file(request: Request[Any, Any, Any]) -> Response[ExportView]:
    """Take everything that is kept about oneself, as one document with every file in it.

    Whoever was only invited, or is leaving, gets what there is of them, too.
    """
    desk, identity, now = asked(request)
    view = await read_own_file(desk, identity, language_asked(request), now)
    headers = {"content-disposition": f'attachment; filename="{view.format}.json"'}
    pieces = write_export(desk, view)
    return cast("Response[ExportView]", Stream(pieces, media_type=MediaType.JSON, headers=headers))


@get(
    f"{API}/me/export.html",
    opt={"permission": Permission.OWN_FILE},
    tags=_TAGS,
    media_type=MediaType.HTML,
)
async def show_own_file(
    request: Request[Any, Any, Any], language: PageLanguage = None
) -> Response[bytes]:
    """Everything that is kept about oneself, as a page to read and to print.

    Of files it has the names; they themselves are in the document.
    """
    desk, identity, now = asked(request)
    return page(await read_everything(desk, identity, language or language_asked(request), now))


@get(
    f"{API}/me/statement",
    opt={"permission": Permission.OWN_FILE},
    tags=_TAGS,
    media_type=MediaType.HTML,
)
async def show_own_statement(
    request: Request[Any, Any, Any], language: PageLanguage = None
) -> Response[bytes]:
    """The own statement as a page to read and to print: what counts, why, and what one can do."""
    desk, identity, now = asked(request)
    return page(await read_own_statement(desk, identity, language or language_asked(request), now))


@get(
    f"{API}/cities/{{city:str}}/residents/{{resident:str}}/statement",
    opt={"permission": Permission.READ_FILE},
    tags=["Residents' files"],
)
async def print_statement(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    resident: FromPath[str],
    reason: ReasonAsked,
    language: PageLanguage = None,
) -> StatementView:
    """Read the statement that is printed for a resident without a phone.

    Answered after the look is in the log.
    """
    desk, identity, now = asked(request)
    spoken = language or language_asked(request)
    return await read_file_statement(desk, identity, resident, reason, spoken, now)


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


ROUTES: list[HTTPRouteHandler] = [
    suppose,
    read_own_looks,
    export_own_file,
    show_own_file,
    show_own_statement,
    print_statement,
    show_statistics,
]
