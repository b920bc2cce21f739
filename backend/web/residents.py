"""What officers do for residents: enrol, find by number or pass, read a file for a reason."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.deeds import DeedView
from backend.contracts.pages import Page
from backend.contracts.residents import (
    Enrolment,
    FindResident,
    InvitationView,
    OverviewView,
    ResidentView,
)
from backend.contracts.scoring import HistoryView, ScoreView
from backend.core.permissions import Permission
from backend.services.enrol_resident import enrol_resident
from backend.services.find_resident import find_resident, look_at_file
from backend.services.list_deeds import list_deeds
from backend.services.present import score_view
from backend.services.read_history import read_history
from backend.services.read_overview import read_overview
from backend.services.read_score import read_score
from backend.services.shown_pass import DOT
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.me import page_of_deeds, page_of_history
from backend.web.office import API, asked, language_asked, throttle_of

_TAGS = ["Residents' files"]
_CITY = f"{API}/cities/{{city:str}}"
_FILE = f"{_CITY}/residents/{{resident:str}}"

ReasonAsked = Annotated[
    str,
    QueryParameter(
        min_length=1,
        max_length=500,
        pattern=r"\S",
        description="Why the file is read; the resident can see it.",
    ),
]


@post(f"{_CITY}/enrolments", opt={"permission": Permission.ENROL}, tags=_TAGS)
async def enrol(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[Enrolment],
) -> InvitationView:
    """Enrol a resident, or make a new invitation for a lost phone. This is no consent."""
    desk, identity, now = asked(request)
    return await enrol_resident(desk, identity, data, now)


@post(
    f"{_CITY}/residents/find",
    opt={"permission": Permission.FIND_RESIDENT, "problems": (409,)},
    tags=_TAGS,
    status_code=200,
)
async def find(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[FindResident],
) -> ResidentView:
    """Find a participating resident by exact number, or by a pass that the resident shows.

    Answered after the look is in the log. The pass stays as good as it was.
    """
    desk, identity, now = asked(request)
    if data.token is not None and DOT not in data.token:
        throttle_of(request).typed_codes.take(identity.account, request.app.state.seconds())
    return await find_resident(desk, identity, data, now)


@get(f"{_FILE}/score", opt={"permission": Permission.READ_FILE}, tags=_TAGS)
async def read_file_score(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    resident: FromPath[str],
    reason: ReasonAsked,
) -> ScoreView:
    """Read a resident's score with every line. Answered after the look is in the log."""
    desk, identity, now = asked(request)
    await look_at_file(desk, identity, resident, "score", reason, now)
    _, made = await read_score(desk, city, resident, now)
    return score_view(made, language_asked(request))


@get(f"{_FILE}/deeds", opt={"permission": Permission.READ_FILE}, tags=_TAGS)
async def read_file_deeds(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    resident: FromPath[str],
    reason: ReasonAsked,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[DeedView]:
    """Read a resident's deeds with every step. Answered after the look is in the log."""
    desk, identity, now = asked(request)
    await look_at_file(desk, identity, resident, "deeds", reason, now)
    return page_of_deeds(request, await list_deeds(desk, city, resident, now), limit, cursor)


@get(f"{_FILE}/history", opt={"permission": Permission.READ_FILE}, tags=_TAGS)
async def read_file_history(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    resident: FromPath[str],
    reason: ReasonAsked,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[HistoryView]:
    """Read how a resident's score came about. Answered after the look is in the log."""
    desk, identity, now = asked(request)
    await look_at_file(desk, identity, resident, "history", reason, now)
    return page_of_history(request, await read_history(desk, city, resident, now), limit, cursor)


@get(f"{_CITY}/overview", opt={"permission": Permission.READ_OVERVIEW}, tags=_TAGS)
async def overview(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
) -> OverviewView:
    """Read how the pilot stands: waiting work, deeds by day, bands rounded to tens."""
    desk, identity, now = asked(request)
    return await read_overview(desk, identity.city, now)


ROUTES: list[HTTPRouteHandler] = [
    enrol,
    find,
    read_file_score,
    read_file_deeds,
    read_file_history,
    overview,
]
