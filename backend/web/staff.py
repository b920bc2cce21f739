"""Staff and departments of a city: listed, made, changed, disabled, given another password."""

from datetime import datetime
from typing import Annotated, Any

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.pages import Page
from backend.contracts.staff import (
    DepartmentView,
    NewMachine,
    NewStaff,
    StaffChange,
    StaffPassword,
    StaffRole,
    StaffView,
)
from backend.core.permissions import Permission, Role
from backend.services.change_staff import change_staff
from backend.services.confirm_staff import confirm_staff
from backend.services.create_staff import create_machine, create_staff
from backend.services.disable_staff import disable_staff, enable_staff
from backend.services.list_staff import list_departments, list_staff
from backend.services.read_staff import read_staff
from backend.services.reset_password import reset_password
from backend.storage.accounts import StaffFilter, StaffOrder
from backend.storage.values import micros
from backend.web.conditional import required_version, tagged, version_tag
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, desk_of

_TAGS = ["Staff"]
_CITY = f"{API}/cities/{{city:str}}"
_STAFF = f"{_CITY}/staff"
_ACCOUNT = f"{_STAFF}/{{account:str}}"
_EDIT: dict[str, Any] = {"permission": Permission.EDIT_STAFF, "if_match": True}


@get(f"{_CITY}/departments", opt={"permission": Permission.OWN_SESSION}, tags=_TAGS)
async def read_departments(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
) -> list[DepartmentView]:
    """Read the departments that may submit deeds."""
    return list_departments(desk_of(request))


@get(_STAFF, opt={"permission": Permission.READ_STAFF}, tags=_TAGS)
async def read_all_staff(  # noqa: PLR0913, PLR0917 - parameters of the request
    request: Request[Any, Any, Any],
    city: FromPath[str],
    search: Annotated[
        str | None,
        QueryParameter(min_length=1, max_length=64, description="A part of either name."),
    ] = None,
    role: Annotated[StaffRole | None, QueryParameter(description="Of this role only.")] = None,
    department: Annotated[
        str | None, QueryParameter(max_length=60, description="A department's code.")
    ] = None,
    disabled: Annotated[
        bool | None, QueryParameter(description="Only those disabled, or only those who are not.")
    ] = None,
    order: Annotated[
        StaffOrder,
        QueryParameter(
            description="The column to sort by, ties by id; a minus sign puts the greatest first. "
            "Who has no department stands before those who have one."
        ),
    ] = "name",
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[StaffView]:
    """Read the staff, people and machines, by their sign-in names if nothing is said."""
    desk, identity, _ = asked(request)
    wanted = StaffFilter(
        search=search,
        role=Role(role) if role else None,
        department=department,
        is_disabled=disabled,
    )
    cursors = cursors_of(request)
    listing = f"staff {city} {order} {wanted}"
    after = cursors.read(listing, cursor, tuple[str | int, str])
    views = await list_staff(desk, identity, wanted, order=order, after=after, limit=limit + 1)
    return cursors.page(listing, views, limit, lambda view: _keys(view, order), lambda view: view)


def _keys(view: StaffView, order: str) -> tuple[str | int, str]:
    """The value of the column that the list is sorted by, as it is stored, and the id."""
    value = getattr(view, order.lstrip("-"))
    return micros(value) if isinstance(value, datetime) else value or "", view.id


@post(_STAFF, opt={"permission": Permission.EDIT_STAFF}, tags=_TAGS)
async def make_staff(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    data: JSONBody[NewStaff],
) -> Response[StaffPassword]:
    """Make an account for a person. Its generated password is shown this once.

    Until another administrator confirms it, maker and holder count as one person.
    """
    desk, identity, now = asked(request)
    return _made(city, await create_staff(desk, identity, data, now))


@post(f"{_CITY}/machines", opt={"permission": Permission.EDIT_STAFF}, tags=_TAGS)
async def make_machine(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    data: JSONBody[NewMachine],
) -> Response[StaffPassword]:
    """Make an account for a department's system. Its generated password is shown this once."""
    desk, identity, now = asked(request)
    return _made(city, await create_machine(desk, identity, data, now))


@get(_ACCOUNT, opt={"permission": Permission.READ_STAFF, "etag": True}, tags=_TAGS)
async def read_one_staff(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    account: FromPath[str],
) -> Response[StaffView | None]:
    """Read an account; its ETag is what edits are to name in If-Match."""
    desk, identity, _ = asked(request)
    view = await read_staff(desk, identity, account)
    return tagged(request, view, version_tag(view.version))


@put(_ACCOUNT, opt=_EDIT, tags=_TAGS)
async def change_one_staff(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    account: FromPath[str],
    data: JSONBody[StaffChange],
) -> Response[StaffView]:
    """Change full name, role, department or provider. All but a name ends the sessions."""
    desk, identity, now = asked(request)
    version = required_version(request)
    return _edited(await change_staff(desk, identity, account, version, data, now))


@put(f"{_ACCOUNT}/disabled", opt=_EDIT, tags=_TAGS)
async def disable_one_staff(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    account: FromPath[str],
) -> Response[StaffView]:
    """Disable an account: its sessions end, and nobody can sign in with it."""
    desk, identity, now = asked(request)
    version = required_version(request)
    return _edited(await disable_staff(desk, identity, account, version, now))


@delete(f"{_ACCOUNT}/disabled", opt=_EDIT, tags=_TAGS, status_code=200)
async def enable_one_staff(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    account: FromPath[str],
) -> Response[StaffView]:
    """Enable an account again, with the password it had."""
    desk, identity, now = asked(request)
    version = required_version(request)
    return _edited(await enable_staff(desk, identity, account, version, now))


@put(f"{_ACCOUNT}/confirmed", opt=_EDIT, tags=_TAGS)
async def confirm_one_staff(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    account: FromPath[str],
) -> Response[StaffView]:
    """Confirm that an account is somebody else's than the administrator's who handed it out.

    Another administrator does so who knows the person, once that person has changed the password.
    Until then the two count as one person where two are needed.
    """
    desk, identity, now = asked(request)
    version = required_version(request)
    return _edited(await confirm_staff(desk, identity, account, version, now))


@post(f"{_ACCOUNT}/password", opt=_EDIT, tags=_TAGS, status_code=200)
async def reset_one_password(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    account: FromPath[str],
) -> Response[StaffPassword]:
    """Give an account another password, shown this once. Its sessions end.

    Until another administrator confirms it again, giver and holder count as one person.
    """
    desk, identity, now = asked(request)
    version = required_version(request)
    reset = await reset_password(desk, identity, account, version, now)
    return Response(reset, headers={"etag": version_tag(reset.account.version)})


def _made(city: str, made: StaffPassword) -> Response[StaffPassword]:
    place = f"{API}/cities/{city}/staff/{made.account.id}"
    return Response(
        made,
        status_code=201,
        headers={"location": place, "etag": version_tag(made.account.version)},
    )


def _edited(view: StaffView) -> Response[StaffView]:
    return Response(view, headers={"etag": version_tag(view.version)})


ROUTES: list[HTTPRouteHandler] = [
    read_departments,
    read_all_staff,
    make_staff,
    make_machine,
    read_one_staff,
    change_one_staff,
    disable_one_staff,
    enable_one_staff,
    confirm_one_staff,
    reset_one_password,
]
