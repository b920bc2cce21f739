"""Perks that are granted to a list of residents: looked at before, granted, revoked."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.perks import GrantList, GrantListView, RevokedList, RevokeGrant
from backend.core.permissions import Identity, Permission
from backend.services.grant_list import grant_list, preview_list, revoke_list
from backend.web.answers import ReadyAnswer
from backend.web.office import API, Asked, asked, language_asked, throttle_of

_TAGS = ["Perks"]
_LISTS = f"{API}/cities/{{city:str}}/grants"


@post(
    f"{_LISTS}/preview",
    opt={"permission": Permission.GRANT_PERK, "problems": (409,)},
    tags=_TAGS,
    status_code=200,
)
async def preview_grants(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[GrantList],
) -> GrantListView:
    """Read what a list of grants would do, number by number. Nothing is granted.

    Each number is a look at a file, and answered after it is in the log. Whoever does not take part
    is answered as a number that nobody has.
    """
    desk, identity, now = asked(request)
    _take_numbers(request, identity, data)
    return await preview_list(desk, identity, data, language_asked(request), now)


@post(
    _LISTS,
    opt={"permission": Permission.GRANT_PERK, "also": (200,), "problems": (409,)},
    tags=_TAGS,
)
async def grant_to_list(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[GrantList],
) -> Response[GrantListView]:
    """Grant a perk to everybody on a list whose band opens it now; say why to whom it is not.

    Sent again, it is answered with 200: what was granted stands as it is, and the rest is tried
    once more.
    """
    desk, identity, now = asked(request)
    _take_numbers(request, identity, data)
    view, is_new = await grant_list(desk, identity, data, language_asked(request), now)
    return ReadyAnswer(view, 201 if is_new else 200, ())


@post(
    f"{_LISTS}/{{list_id:uuid}}/revoke",
    opt={"permission": Permission.GRANT_PERK},
    tags=_TAGS,
    status_code=200,
)
async def revoke_grants(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    list_id: FromPath[UUID],
    data: JSONBody[RevokeGrant],
) -> RevokedList:
    """Revoke whatever a list granted and still holds, with the city's notice."""
    desk, identity, now = asked(request)
    return await revoke_list(desk, identity, list_id, data.reason, now)


def _take_numbers(request: Asked, identity: Identity, data: GrantList) -> None:
    """Each number is a request of its own, or a list would be a way to find out who takes part.

    Raises:
        ProblemsError: too-many-requests.
    """
    seconds = request.app.state.seconds()
    throttle_of(request).listed_numbers.take(identity.account, seconds, len(data.numbers))


ROUTES: list[HTTPRouteHandler] = [preview_grants, grant_to_list, revoke_grants]
