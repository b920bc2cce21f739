"""Sessions: signing in and out, the own account, and the first administrator of a city."""

from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from backend.contracts.sessions import (
    AccessToken,
    InvitationSignIn,
    OwnAccount,
    PasswordChange,
    RefreshSession,
    ResidentSignIn,
    Setup,
    SignedIn,
    StaffSignIn,
)
from backend.contracts.staff import StaffView
from backend.core.permissions import Permission
from backend.services.change_own_password import change_own_password
from backend.services.open_invitation import open_invitation
from backend.services.read_staff import read_own_account
from backend.services.refresh_session import refresh_session
from backend.services.set_up_city import set_up_city
from backend.services.sign_in import sign_in_resident, sign_in_staff
from backend.services.sign_out import sign_out, sign_out_everywhere
from backend.services.staff_rules import normal_name
from backend.web.conditional import version_tag
from backend.web.office import API, Asked, asked, desk_of, now_of
from backend.web.throttle import Throttle, address_of

_TAGS = ["Sessions"]
_PUBLIC: dict[str, Any] = {"public": True, "throttle": "sign-in", "problems": (401,)}
_OWN: dict[str, Any] = {"permission": Permission.OWN_SESSION}


@post(f"{API}/sign-in/staff", opt=_PUBLIC, tags=_TAGS, status_code=200)
async def sign_in_as_staff(
    request: Request[Any, Any, Any], data: JSONBody[StaffSignIn]
) -> SignedIn:
    """Sign in as staff, or as a department's system.

    A wrong password, an unknown name and a disabled account are answered alike.
    """
    _take(request, data.city, normal_name(data.name))
    return await sign_in_staff(desk_of(request), data, now_of(request))


@post(f"{API}/sign-in/resident", opt=_PUBLIC, tags=_TAGS, status_code=200)
async def sign_in_as_resident(
    request: Request[Any, Any, Any], data: JSONBody[ResidentSignIn]
) -> SignedIn:
    """Sign in as a resident.

    A wrong password, an unknown number and one who does not take part are answered alike.
    """
    _take(request, data.city, _hash_of(request, data.city, data.number))
    return await sign_in_resident(desk_of(request), data, now_of(request))


@post(f"{API}/sign-in/invitation", opt=_PUBLIC, tags=_TAGS, status_code=200)
async def sign_in_by_invitation(
    request: Request[Any, Any, Any], data: JSONBody[InvitationSignIn]
) -> SignedIn:
    """Sign in for the first time, or after a lost phone, with the code of an invitation.

    The code works once. Consent is asked for afterwards, at /api/v1/me/consent.
    """
    _take(request, data.city, _hash_of(request, data.city, data.number))
    return await open_invitation(desk_of(request), data, now_of(request))


@post(f"{API}/setup", opt=_PUBLIC, tags=_TAGS)
async def set_up(request: Request[Any, Any, Any], data: JSONBody[Setup]) -> Response[StaffView]:
    """Make the first administrator of a city, with the code that the server's operator sees."""
    _take(request, data.city, "setup")
    made = await set_up_city(desk_of(request), data, now_of(request))
    place = f"{API}/cities/{data.city}/staff/{made.id}"
    return Response(
        made, status_code=201, headers={"location": place, "etag": version_tag(made.version)}
    )


@post(
    f"{API}/session/refresh",
    opt={"public": True, "problems": (401,)},
    tags=_TAGS,
    status_code=200,
)
async def refresh(request: Request[Any, Any, Any], data: JSONBody[RefreshSession]) -> AccessToken:
    """Get the next access token. Role and department are those of this moment."""
    return await refresh_session(desk_of(request), data.refresh_token, now_of(request))


@delete(f"{API}/session", opt=_OWN, tags=_TAGS)
async def end_session(request: Request[Any, Any, Any]) -> None:
    """Sign out. The session's tokens are refused here at once, and everywhere within 5 seconds."""
    desk, identity, now = asked(request)
    await sign_out(desk, identity, now)


@delete(f"{API}/sessions", opt=_OWN, tags=_TAGS)
async def end_sessions(request: Request[Any, Any, Any]) -> None:
    """Sign out everywhere."""
    desk, identity, now = asked(request)
    await sign_out_everywhere(desk, identity, now)


@get(f"{API}/account", opt=_OWN, tags=_TAGS)
async def read_account(request: Request[Any, Any, Any]) -> OwnAccount:
    """Read who is signed in, and what they may do."""
    desk, identity, _ = asked(request)
    return await read_own_account(desk, identity)


@put(f"{API}/account/password", opt=_OWN, tags=_TAGS, status_code=204)
async def change_password(request: Request[Any, Any, Any], data: JSONBody[PasswordChange]) -> None:
    """Change the own password. Every other session of the account ends."""
    desk, identity, now = asked(request)
    _take(request, identity.city, identity.account)
    await change_own_password(desk, identity, data, now)


def _take(request: Asked, city: str, name: str) -> None:
    """Count a try against this name, from this address and from all of them together.

    Raises:
        ProblemsError: where there were too many.
    """
    throttle, now = _throttle_of(request), request.app.state.seconds()
    throttle.sign_in_names.take(f"{city} {name} {address_of(request.scope)}", now)
    throttle.sign_in_anywhere.take(f"{city} {name}", now)


def _throttle_of(request: Asked) -> Throttle:
    throttle: Throttle = request.app.state.throttle
    return throttle


def _hash_of(request: Asked, city: str, number: str) -> str:
    """What stands for a number while tries are counted: never the number itself."""
    try:
        return desk_of(request).keys.number_hash(city, number).hex()
    except ValueError:
        # Nothing but signs and spaces.
        return ""


ROUTES: list[HTTPRouteHandler] = [
    sign_in_as_staff,
    sign_in_as_resident,
    sign_in_by_invitation,
    set_up,
    refresh,
    end_session,
    end_sessions,
    read_account,
    change_password,
]
