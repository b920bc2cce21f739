"""Take-up, for officers: how perks are used, which counters stand out, and the stock."""

from typing import Annotated, Any

from litestar import Request, Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.pages import Page
from backend.contracts.redemptions import CounterShares, SecondUse, SetStock, StockView, TakeUp
from backend.core.permissions import Permission
from backend.services.list_second_uses import list_second_uses
from backend.services.read_counter_shares import read_counter_shares
from backend.services.read_stock import read_stock
from backend.services.read_take_up import read_take_up
from backend.services.set_stock import set_stock
from backend.web.conditional import required_version, version_tag
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of

_TAGS = ["Take-up"]
_CITY = f"{API}/cities/{{city:str}}"
_READS: dict[str, Any] = {"permission": Permission.READ_TAKE_UP}
# Later than any moment, and after any id.
_NEWEST = (2**62, "~")


@get(f"{_CITY}/take-up", opt=_READS, tags=_TAGS)
async def take_up(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    year: Annotated[
        int | None, QueryParameter(ge=2000, le=2200, description="The present one if left out.")
    ] = None,
) -> TakeUp:
    """Read how often each perk was granted and used, by month, the latest month first."""
    desk, identity, now = asked(request)
    return await read_take_up(desk, identity, year, now)


@get(f"{_CITY}/take-up/counters", opt=_READS, tags=_TAGS)
async def counter_shares(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    month: Annotated[
        str | None,
        QueryParameter(max_length=7, description="Such as 2027-03; the present one if left out."),
    ] = None,
) -> CounterShares:
    """Read how much each counter booked, beside its peers; those far above them first."""
    desk, identity, now = asked(request)
    return await read_counter_shares(desk, identity, month, now)


@get(f"{_CITY}/second-uses", opt=_READS, tags=_TAGS)
async def second_uses(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[SecondUse]:
    """Read which passes were shown again after they were booked; never whose they are."""
    desk, identity, _ = asked(request)
    cursors = cursors_of(request)
    listing = f"second uses {city}"
    before = cursors.read(listing, cursor, tuple[int, str]) or _NEWEST
    rows = await list_second_uses(desk, identity, before, limit + 1)
    return cursors.page(listing, rows, limit, lambda row: row[0], lambda row: row[1])


@get(f"{_CITY}/stock", opt=_READS, tags=_TAGS)
async def stock(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
) -> list[StockView]:
    """Read the places of every perk that has a stock; a version is what an edit is to name."""
    return await read_stock(*asked(request))


@put(
    f"{_CITY}/stock/{{perk:str}}",
    opt={"permission": Permission.EDIT_STOCK, "if_match": True, "problems": (404,)},
    tags=_TAGS,
)
async def change_stock(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    perk: FromPath[str],
    data: JSONBody[SetStock],
) -> Response[StockView]:
    """Set how many places a perk has from now on, for a reason. What is taken stays taken."""
    desk, identity, now = asked(request)
    view = await set_stock(desk, identity, perk, required_version(request), data, now)
    return Response(view, headers={"etag": version_tag(view.version)})


ROUTES: list[HTTPRouteHandler] = [take_up, counter_shares, second_uses, stock, change_stock]
