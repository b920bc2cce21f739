"""Redemptions: a counter books passes, settles what it booked offline, takes back and reverses."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.pages import Page
from backend.contracts.redemptions import (
    CounterDesk,
    NewRedemption,
    RedemptionView,
    ReverseRedemption,
    SettledRedemption,
    TakeUp,
    WantedState,
)
from backend.core.permissions import Permission
from backend.services.list_redemptions import list_redemptions
from backend.services.pass_codes import read_code
from backend.services.read_counter import read_counter
from backend.services.read_take_up import read_own_take_up
from backend.services.redeem_pass import redeem_pass
from backend.services.return_redemption import return_lent
from backend.services.reverse_redemption import reverse_booking
from backend.services.settle_redemption import settle_redemption
from backend.services.shown_pass import DOT
from backend.storage.redemptions import Wanted
from backend.storage.values import micros
from backend.web.answers import ReadyAnswer
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, throttle_of

_TAGS = ["Redemptions"]
_CITY = f"{API}/cities/{{city:str}}"
_ALL = f"{_CITY}/redemptions"
_ONE = f"{_ALL}/{{redemption:uuid}}"
_BOOKS: dict[str, Any] = {"permission": Permission.REDEEM, "also": (200,), "problems": (403, 409)}
_ENDS: dict[str, Any] = {"permission": Permission.REDEEM, "problems": (403, 404, 409)}
_READS: dict[str, Any] = {"permission": Permission.REDEEM, "problems": (403,)}
# Later than any moment, and after any id.
_NEWEST = (2**62, "~")


@get(f"{_CITY}/counter", opt=_READS, tags=_TAGS)
async def read_own_counter(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
) -> CounterDesk:
    """Read what a counter needs to work, also without a network."""
    return await read_counter(*asked(request))


@post(_ALL, opt=_BOOKS, tags=_TAGS)
async def redeem(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[NewRedemption],
) -> Response[RedemptionView]:
    """Book a pass that is shown now, or the code of one. The same request is answered as before.

    Then with 200 instead of 201. Hours, limits and stock are looked at as it is booked.
    """
    desk, identity, now = asked(request)
    if DOT not in data.token:
        throttle_of(request).typed_codes.take(identity.account, request.app.state.seconds())
    return _booked(*await redeem_pass(desk, identity, data, now))


@post(f"{_CITY}/settled-redemptions", opt=_BOOKS, tags=_TAGS)
async def settle(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[SettledRedemption],
) -> Response[RedemptionView]:
    """Record a pass that was verified and booked without a network. It is recorded but once."""
    desk, identity, now = asked(request)
    return _booked(*await settle_redemption(desk, identity, data, now))


@get(_ALL, opt=_READS, tags=_TAGS)
async def redemptions(  # noqa: PLR0917 - parameters of the request
    request: Request[Any, Any, Any],
    city: FromPath[str],
    wanted_state: Annotated[
        WantedState | None, QueryParameter(name="state", description="In this state only.")
    ] = None,
    perk: Annotated[
        str | None, QueryParameter(max_length=100, description="Of the perk of this name only.")
    ] = None,
    code: Annotated[
        str | None, QueryParameter(max_length=40, description="The one with this code.")
    ] = None,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[RedemptionView]:
    """Read what the own provider's counters booked, newest first; never whose it is."""
    desk, identity, now = asked(request)
    typed = None if code is None else read_code(code, "code")
    wanted = Wanted(state=wanted_state, perk=perk, code=typed)
    cursors = cursors_of(request)
    listing = f"redemptions {city} {identity.provider} {wanted}"
    before = cursors.read(listing, cursor, tuple[int, str]) or _NEWEST
    views = await list_redemptions(desk, identity, wanted, before, limit + 1, now)
    return cursors.page(
        listing, views, limit, lambda view: (micros(view.taken_at), view.id), lambda view: view
    )


@get(f"{_ALL}/totals", opt=_READS, tags=_TAGS)
async def read_totals(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    year: Annotated[
        int | None, QueryParameter(ge=2000, le=2200, description="All of them if left out.")
    ] = None,
) -> TakeUp:
    """Read how often the own provider's perks were used, by perk and month."""
    desk, identity, now = asked(request)
    return await read_own_take_up(desk, identity, year, now)


@post(f"{_ONE}/return", opt=_ENDS, tags=_TAGS, status_code=200)
async def take_back(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    redemption: FromPath[UUID],
) -> RedemptionView:
    """Take back what was lent: its place is free again. Lateness has no consequence."""
    desk, identity, now = asked(request)
    return await return_lent(desk, identity, str(redemption), now)


@post(f"{_ONE}/reverse", opt=_ENDS, tags=_TAGS, status_code=200)
async def reverse(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    redemption: FromPath[UUID],
    data: JSONBody[ReverseRedemption],
) -> RedemptionView:
    """Reverse a booking that was a mistake, within the city's minutes; the pass stays used up."""
    desk, identity, now = asked(request)
    return await reverse_booking(desk, identity, str(redemption), data, now)


def _booked(view: RedemptionView, is_new: bool) -> Response[RedemptionView]:  # noqa: FBT001 - as the service answers
    return ReadyAnswer(view, 201 if is_new else 200, ())


ROUTES: list[HTTPRouteHandler] = [
    read_own_counter,
    redeem,
    settle,
    redemptions,
    read_totals,
    take_back,
    reverse,
]
