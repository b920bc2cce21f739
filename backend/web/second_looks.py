"""Second looks: merits that count already, and that a second person looks at all the same."""

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.cases import SecondLook
from backend.contracts.deeds import AwaitingItem, AwaitingView
from backend.contracts.pages import Page
from backend.core.permissions import Permission
from backend.services.second_looks import list_second_looks, read_second_look, take_look
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.deeds import Order, keys_of
from backend.web.office import API, asked, cursors_of

_TAGS = ["Deeds"]
_LIST = f"{API}/cities/{{city:str}}/second-looks"
_ONE = f"{_LIST}/{{deed:uuid}}"


@get(_LIST, opt={"permission": Permission.CONFIRM_DEED}, tags=_TAGS)
async def second_looks(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    order: Order = "recorded_at",
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[AwaitingItem]:
    """List merits that count already and are to be looked at by a second person, sorted.

    They are a share of the merits that one person may give, drawn so that nobody can foresee it.
    """
    desk, identity, now = asked(request)
    cursors = cursors_of(request)
    listing = f"second looks {order}"
    after = cursors.read(listing, cursor, tuple[str | int, str])
    rows = await list_second_looks(desk, identity, order, after, limit + 1, now)
    return cursors.page(listing, rows, limit, lambda row: keys_of(row, order), lambda row: row)


@get(_ONE, opt={"permission": Permission.CONFIRM_DEED}, tags=_TAGS)
async def second_look(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    deed: FromPath[UUID],
) -> AwaitingView:
    """Read a merit that is to be looked at, with what it rests on.

    Answered after the look is in the log.
    """
    desk, identity, now = asked(request)
    return await read_second_look(desk, identity, str(deed), now)


@post(_ONE, opt={"permission": Permission.CONFIRM_DEED}, tags=_TAGS, status_code=204)
async def look(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    deed: FromPath[UUID],
    data: JSONBody[SecondLook],
) -> None:
    """Let a merit stand that another person entered, or annul it for a reason."""
    desk, identity, now = asked(request)
    await take_look(desk, identity, str(deed), data, now)


ROUTES: list[HTTPRouteHandler] = [second_looks, second_look, look]
