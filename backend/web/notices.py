"""A resident's inbox, and where else they want to be told."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.notices import Channel, ContactView, NoticeView, PutContact
from backend.contracts.pages import Page
from backend.core.permissions import Permission
from backend.services.keep_contacts import forget_contact, keep_contact, list_contacts
from backend.services.list_notices import list_notices, read_inbox, read_notice
from backend.web.conditional import content_tag, is_unchanged, tagged
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, language_asked

_TAGS = ["Notices"]
# How many notices of the inbox were not read yet.
UNREAD: Final = "unread-notices"
# After any id.
_NEWEST: Final = ("~",)


@get(f"{API}/me/notices", opt={"permission": Permission.OWN_FILE, "etag": True}, tags=_TAGS)
async def read_own_notices(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Response[Page[NoticeView] | None]:
    """Read the own notices, newest first; the header `unread-notices` counts those not read yet.

    Made to be polled with If-None-Match. One who is leaving reads what concerns that alone.
    """
    desk, identity, now = asked(request)
    cursors, language = cursors_of(request), language_asked(request)
    before = cursors.read("notices", cursor, tuple[str]) or _NEWEST
    inbox = await read_inbox(desk, identity, now)
    tag = content_tag(inbox.state, inbox.total, inbox.unread, language, before[0], limit)
    headers = {UNREAD: str(inbox.unread)}
    page = None
    if not is_unchanged(request, tag):
        views = await list_notices(desk, identity, inbox, before[0], limit + 1, language)
        page = cursors.page("notices", views, limit, lambda view: (view.id,), lambda view: view)
    return tagged(request, page, tag, headers=headers)


@put(
    f"{API}/me/notices/{{notice:uuid}}/read",
    opt={"permission": Permission.OWN_FILE},
    tags=_TAGS,
    status_code=204,
)
async def mark_own_notice(request: Request[Any, Any, Any], notice: FromPath[UUID]) -> None:
    """Say that a notice was read; said again, it changes nothing."""
    desk, identity, now = asked(request)
    await read_notice(desk, identity, str(notice), now)


@get(f"{API}/me/contacts", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_contacts(request: Request[Any, Any, Any]) -> list[ContactView]:
    """Read where notices go, too, and whether they arrive."""
    desk, identity, _ = asked(request)
    return await list_contacts(desk, identity)


@put(
    f"{API}/me/contacts/{{channel:str}}",
    opt={"permission": Permission.OWN_FILE},
    tags=_TAGS,
    status_code=200,
)
async def put_own_contact(
    request: Request[Any, Any, Any], channel: FromPath[Channel], data: JSONBody[PutContact]
) -> ContactView:
    """Be told at an e-mail address or a telephone number, too: that there is a notice, no more."""
    desk, identity, now = asked(request)
    return await keep_contact(desk, identity, channel, data, now)


@delete(
    f"{API}/me/contacts/{{channel:str}}",
    opt={"permission": Permission.OWN_FILE},
    tags=_TAGS,
    status_code=204,
)
async def delete_own_contact(request: Request[Any, Any, Any], channel: FromPath[Channel]) -> None:
    """Be told there no more; what waits to go out is dropped."""
    desk, identity, now = asked(request)
    await forget_contact(desk, identity, channel, now)


ROUTES: list[HTTPRouteHandler] = [
    read_own_notices,
    mark_own_notice,
    read_own_contacts,
    put_own_contact,
    delete_own_contact,
]
