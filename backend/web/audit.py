"""The log, for auditors; and the checkpoints of its tree, for everybody to keep."""

from datetime import date
from typing import Annotated, Any, Final

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.log import CheckLog, CheckpointView, LogEntryView, LogFinding
from backend.contracts.pages import Page
from backend.core.permissions import Permission
from backend.services.check_log import check_log
from backend.services.read_log import LogWish, read_checkpoints, read_log
from backend.storage.log_places import ANY_SIZE
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, desk_of, language_asked

_TAGS: Final = ["Audit"]
_CITY: Final = f"{API}/cities/{{city:str}}"
_READ: Final[dict[str, Any]] = {"permission": Permission.READ_LOG}
_ID: Final = 100


@get(f"{_CITY}/log", opt=_READ, tags=_TAGS)
async def read_entries(  # noqa: PLR0913, PLR0917 - parameters of the request
    request: Request[Any, Any, Any],
    city: FromPath[str],
    account: Annotated[
        str | None, QueryParameter(max_length=_ID, description="The id of who did it, or `clock`.")
    ] = None,
    action: Annotated[
        str | None,
        QueryParameter(max_length=_ID, description="Such as `deed.entered`, or only `deed`."),
    ] = None,
    subject: Annotated[
        str | None, QueryParameter(max_length=_ID, description="Whose file: a resident's id.")
    ] = None,
    about: Annotated[
        str | None, QueryParameter(max_length=_ID, description="What it was done to, by its id.")
    ] = None,
    first: Annotated[date | None, QueryParameter(description="The first day.")] = None,
    last: Annotated[date | None, QueryParameter(description="The last day.")] = None,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[LogEntryView]:
    """Read the log, newest first. That it was read is in the log as well."""
    desk, identity, now = asked(request)
    wish = LogWish(
        account=account, action=action, subject=subject, about=about, first=first, last=last
    )
    cursors, listing = cursors_of(request), f"log {city} {wish}"
    before = cursors.read(listing, cursor, tuple[str])
    found = await read_log(desk, identity, wish, before[0] if before else None, limit + 1, now)
    return cursors.page(listing, found, limit, lambda each: (each.id,), lambda each: each)


@post(f"{_CITY}/log/check", opt=_READ, tags=_TAGS, status_code=200)
async def check_whole_log(
    request: Request[Any, Any, Any], city: FromPath[str], data: JSONBody[CheckLog]
) -> LogFinding:
    """Look at every entry of the log, and compare it with its checkpoints and with one you kept."""
    return await check_log(desk_of(request), city, data.note, language_asked(request))


@get(f"{_CITY}/checkpoints", opt={"public": True, "problems": (404,)}, tags=_TAGS)
async def checkpoints(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[CheckpointView]:
    """Read what the log's tree has come to, the latest first. Keep one: its note says all of it."""
    cursors, listing = cursors_of(request), f"checkpoints {city}"
    before = cursors.read(listing, cursor, tuple[int])
    size = before[0] if before else ANY_SIZE
    found = await read_checkpoints(desk_of(request), city, size, limit + 1)
    return cursors.page(listing, found, limit, lambda each: (each.size,), lambda each: each)


ROUTES: list[HTTPRouteHandler] = [read_entries, check_whole_log, checkpoints]
