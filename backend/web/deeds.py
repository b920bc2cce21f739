"""Deeds: entered, confirmed by a second person or refused, followed, and listed."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.deeds import (
    AwaitingItem,
    AwaitingView,
    DeedIn,
    DeedReceipt,
    EntryState,
    EntryView,
    FollowDeed,
    Refuse,
    Worth,
    WorthAsked,
)
from backend.contracts.pages import Page
from backend.core.permissions import Permission
from backend.services.confirm_deed import confirm_deed, follow_deed, refuse_deed
from backend.services.enter_deed import enter_deed
from backend.services.list_deeds import list_awaiting, list_entries, read_awaiting
from backend.services.read_worth import read_worth
from backend.storage.awaiting import Order as QueueOrder
from backend.storage.deeds import EntryOrder
from backend.storage.values import micros
from backend.web.answers import ReadyAnswer
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, language_asked

_TAGS = ["Deeds"]
_CITY = f"{API}/cities/{{city:str}}"

_SORTED = "The column to sort by, ties by id; a minus sign puts the greatest first."
Order = Annotated[QueueOrder, QueryParameter(description=_SORTED)]
OrderOfEntries = Annotated[EntryOrder, QueryParameter(description=_SORTED)]
State = Annotated[
    EntryState | None,
    QueryParameter(name="state", description="Only deeds that have come to this."),
]
Direction = Annotated[
    str | None, QueryParameter(max_length=100, description="Only `merit` or only `demerit`.")
]
Department = Annotated[
    str | None, QueryParameter(max_length=100, description="Only what this department submitted.")
]
DeedTypeCode = Annotated[
    str | None, QueryParameter(max_length=100, description="Only deeds of this type.")
]


@post(f"{_CITY}/deeds", opt={"permission": Permission.ENTER_DEED, "also": (200,)}, tags=_TAGS)
async def enter(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[DeedIn],
) -> Response[DeedReceipt]:
    """Enter a deed. The same deed sent again is answered as before, with 200 instead of 201.

    An id is known for as long as its deed is kept. Of an erased deed nothing is left, nor its id:
    that is a new one again.

    The answer leaves after the deed is durable. A demerit awaits a second person; so does a merit
    of 30 points or more without a document, or with which its collector would give the resident
    more than the city lets one give alone in a year.
    """
    desk, identity, now = asked(request)
    receipt, is_new = await enter_deed(desk, identity, data, now)
    return ReadyAnswer(receipt, 201 if is_new else 200, ())


@post(
    f"{_CITY}/deeds/worth",
    opt={"permission": Permission.ENTER_DEED, "is_read": True},
    tags=_TAGS,
    status_code=200,
)
async def worth(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[WorthAsked],
) -> Worth:
    """Read what a deed alone would be worth under the scheme in force, before it is entered.

    It speaks of no resident. What is wrong with the deed is answered as when it is entered.
    """
    desk, identity, now = asked(request)
    return await read_worth(desk, identity, data, language_asked(request), now)


@get(f"{_CITY}/entries", opt={"permission": Permission.READ_OWN_ENTRIES}, tags=_TAGS)
async def entries(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    order: OrderOfEntries = "-recorded_at",
    in_state: State = None,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[EntryView]:
    """List what the caller entered, newest first if nothing is said, and what became of it."""
    desk, identity, now = asked(request)
    cursors = cursors_of(request)
    listing = f"entries {order} {in_state}"
    after = cursors.read(listing, cursor, tuple[str | int, str])
    rows = await list_entries(
        desk, identity, order=order, state=in_state, after=after, limit=limit + 1, now=now
    )
    return cursors.page(listing, rows, limit, lambda row: keys_of(row, order), lambda row: row)


@get(f"{_CITY}/confirmations", opt={"permission": Permission.CONFIRM_DEED}, tags=_TAGS)
async def queue(  # noqa: PLR0913, PLR0917 - filters of the request
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    order: Order = "recorded_at",
    direction: Direction = None,
    department: Department = None,
    deed_type: DeedTypeCode = None,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[AwaitingItem]:
    """List the deeds that await a second person, filtered and sorted."""
    desk, identity, now = asked(request)
    cursors = cursors_of(request)
    given = {"direction": direction, "department": department, "deed_type": deed_type}
    filters = {name: value for name, value in given.items() if value is not None}
    listing = f"queue {order} {sorted(filters.items())}"
    after = cursors.read(listing, cursor, tuple[str | int, str])
    rows = await list_awaiting(
        desk, identity, filters=filters, order=order, after=after, limit=limit + 1, now=now
    )
    return cursors.page(listing, rows, limit, lambda row: keys_of(row, order), lambda row: row)


@get(
    f"{_CITY}/confirmations/{{deed:uuid}}",
    opt={"permission": Permission.CONFIRM_DEED},
    tags=_TAGS,
)
async def read_waiting(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    deed: FromPath[UUID],
) -> AwaitingView:
    """Read a deed that awaits a second person, with what it rests on.

    Answered after the look is in the log.
    """
    desk, identity, now = asked(request)
    return await read_awaiting(desk, identity, str(deed), now)


def keys_of(row: AwaitingItem | EntryView, order: str) -> tuple[str | int, str]:
    """The value of the column that a list is sorted by, as it is stored, and the id."""
    value = getattr(row, order.lstrip("-"))
    return micros(value) if isinstance(value, datetime) else str(value), row.id


@post(
    f"{_CITY}/deeds/{{deed:uuid}}/confirm",
    opt={"permission": Permission.CONFIRM_DEED},
    tags=_TAGS,
    status_code=204,
)
async def confirm(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    deed: FromPath[UUID],
) -> None:
    """Confirm a deed that another person entered; a demerit counts after the notice period."""
    desk, identity, now = asked(request)
    await confirm_deed(desk, identity, str(deed), now)


@post(
    f"{_CITY}/deeds/{{deed:uuid}}/refuse",
    opt={"permission": Permission.CONFIRM_DEED},
    tags=_TAGS,
    status_code=204,
)
async def refuse(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    deed: FromPath[UUID],
    data: JSONBody[Refuse],
) -> None:
    """Refuse a deed that another person entered, with the reason; it never counts."""
    desk, identity, now = asked(request)
    await refuse_deed(desk, identity, str(deed), data.reason, now)


@post(
    f"{_CITY}/deeds/{{deed:uuid}}/steps",
    opt={"permission": Permission.FOLLOW_DEED},
    tags=_TAGS,
    status_code=204,
)
async def follow(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    deed: FromPath[UUID],
    data: JSONBody[FollowDeed],
) -> None:
    """Record that an ongoing deed ended, or was proven anew.

    Either needs a document, and another person than who entered the deed.
    """
    desk, identity, now = asked(request)
    await follow_deed(desk, identity, str(deed), data, now)


ROUTES: list[HTTPRouteHandler] = [
    enter,
    worth,
    entries,
    queue,
    read_waiting,
    confirm,
    refuse,
    follow,
]
