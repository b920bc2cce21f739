"""Perks: which are open to a resident, and how they are granted, revoked and listed."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.pages import Page
from backend.contracts.perks import GrantView, NewGrant, OpenPerks, RevokeGrant
from backend.core.permissions import Permission
from backend.services.find_resident import look_at_file
from backend.services.grant_perk import grant_perk
from backend.services.list_grants import list_grants
from backend.services.read_perks import read_perks
from backend.services.revoke_grant import revoke_grant
from backend.services.taking_part import own_subject
from backend.storage.values import micros
from backend.web.answers import ReadyAnswer
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of
from backend.web.residents import ReasonAsked

_TAGS = ["Perks"]
_FILE = f"{API}/cities/{{city:str}}/residents/{{resident:str}}"
# Later than any moment, and after any id.
_NEWEST = (2**62, "~")


@get(f"{API}/me/grants", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_grants(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Page[GrantView]:
    """Read the perks granted to oneself, newest first, with the reason of each."""
    _, identity, _ = asked(request)
    return await _page(request, identity.city, own_subject(identity), limit, cursor)


@get(f"{_FILE}/perks", opt={"permission": Permission.READ_FILE}, tags=_TAGS)
async def read_file_perks(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    resident: FromPath[str],
    reason: ReasonAsked,
) -> OpenPerks:
    """Read which perks a resident's band opens. Answered after the look is in the log."""
    desk, identity, now = asked(request)
    await look_at_file(desk, identity, resident, "perks", reason, now)
    return await read_perks(desk, city, resident, now)


@get(f"{_FILE}/grants", opt={"permission": Permission.READ_FILE}, tags=_TAGS)
async def read_file_grants(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    resident: FromPath[str],
    reason: ReasonAsked,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[GrantView]:
    """Read the perks granted to a resident, newest first. Answered after the look is in the log."""
    desk, identity, now = asked(request)
    await look_at_file(desk, identity, resident, "grants", reason, now)
    return await _page(request, city, resident, limit, cursor)


@post(f"{_FILE}/grants", opt={"permission": Permission.GRANT_PERK, "also": (200,)}, tags=_TAGS)
async def grant(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    resident: FromPath[str],
    data: JSONBody[NewGrant],
) -> Response[GrantView]:
    """Grant a perk that the resident's band opens now. The same grant is answered as before.

    Then with 200 instead of 201. A perk in hand lasts to the end of its days, whatever becomes of
    the band.
    """
    desk, identity, now = asked(request)
    view, is_new = await grant_perk(desk, identity, resident, data, now)
    return ReadyAnswer(view, 201 if is_new else 200, ())


@post(
    f"{_FILE}/grants/{{grant:uuid}}/revoke",
    opt={"permission": Permission.GRANT_PERK},
    tags=_TAGS,
    status_code=200,
)
async def revoke(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    resident: FromPath[str],
    grant: FromPath[UUID],
    data: JSONBody[RevokeGrant],
) -> GrantView:
    """Revoke a grant, for a reason that the resident can read; the score is not touched."""
    desk, identity, now = asked(request)
    return await revoke_grant(desk, identity, resident, str(grant), data.reason, now)


async def _page(
    request: Request[Any, Any, Any], city: str, subject: str, limit: int, cursor: str | None
) -> Page[GrantView]:
    desk, _, now = asked(request)
    cursors = cursors_of(request)
    before = cursors.read("grants", cursor, tuple[int, str]) or _NEWEST
    views = await list_grants(desk, city, subject, before, limit + 1, now)
    return cursors.page(
        "grants", views, limit, lambda view: (micros(view.granted_at), view.id), lambda view: view
    )


ROUTES: list[HTTPRouteHandler] = [
    read_own_grants,
    read_file_perks,
    read_file_grants,
    grant,
    revoke,
]
