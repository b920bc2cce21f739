"""What residents do from their phones: consent, score, history, deeds, leaving."""

from typing import Annotated, Any

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter

from backend.contracts.deeds import DeedView
from backend.contracts.pages import Page
from backend.contracts.residents import ConsentText, GiveConsent, LeavingView
from backend.contracts.scoring import HeadlineView, HistoryView, ScoreView
from backend.core.permissions import Permission
from backend.services.give_consent import give_consent, read_consent
from backend.services.leave import come_back, leave
from backend.services.list_deeds import list_deeds
from backend.services.present import score_view
from backend.services.read_history import read_history
from backend.services.read_score import read_headline, read_score
from backend.services.taking_part import own_subject
from backend.web.conditional import content_tag, tagged
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, Asked, asked, cursors_of, language_asked

_TAGS = ["Residents"]

AtOnce = Annotated[
    bool, QueryParameter(description="Erase everything now, with no way back, and not later.")
]


@get(f"{API}/me/score", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_headline(request: Request[Any, Any, Any]) -> Response[HeadlineView | None]:
    """Read the own score at a glance: total, band and the next change.

    One indexed row; made to be polled with If-None-Match.
    """
    desk, identity, now = asked(request)
    view, tag = await read_headline(desk, identity.city, own_subject(identity), now)
    return tagged(request, view, tag)


@get(f"{API}/me/score/lines", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_lines(request: Request[Any, Any, Any]) -> Response[ScoreView | None]:
    """Read the own score with every line that explains it, so that it can be recomputed by hand."""
    desk, identity, now = asked(request)
    _, made = await read_score(desk, identity.city, own_subject(identity), now)
    language = language_asked(request)
    view = score_view(made, language)
    return tagged(request, view, content_tag(view, language))


@get(f"{API}/me/history", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_history(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Page[HistoryView]:
    """Read how the own score became what it is, newest first, and why it changed each time."""
    desk, identity, now = asked(request)
    views = await read_history(desk, identity.city, own_subject(identity), now)
    return page_of_history(request, views, limit, cursor)


@get(f"{API}/me/deeds", opt={"permission": Permission.OWN_FILE}, tags=_TAGS)
async def read_own_deeds(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Page[DeedView]:
    """Read the own deeds with every step, the latest recorded first."""
    desk, identity, now = asked(request)
    views = await list_deeds(desk, identity.city, own_subject(identity), now)
    return page_of_deeds(request, views, limit, cursor)


@get(f"{API}/me/consent", opt={"permission": Permission.OWN_CONSENT}, tags=_TAGS)
async def read_own_consent(request: Request[Any, Any, Any]) -> ConsentText:
    """Read what is asked to be consented to, and whether consent was given."""
    desk, identity, now = asked(request)
    return await read_consent(desk, identity, now)


@put(f"{API}/me/consent", opt={"permission": Permission.OWN_CONSENT}, tags=_TAGS, status_code=200)
async def give_own_consent(
    request: Request[Any, Any, Any], data: JSONBody[GiveConsent]
) -> ConsentText:
    """Consent to the text that was shown; only then can there be deeds, a score and perks."""
    desk, identity, now = asked(request)
    await give_consent(desk, identity, data, now)
    return await read_consent(desk, identity, now)


@delete(
    f"{API}/me/consent", opt={"permission": Permission.OWN_LEAVING}, tags=_TAGS, status_code=200
)
async def leave_now(
    request: Request[Any, Any, Any],
    at_once: AtOnce = False,  # noqa: FBT002 - a query parameter
) -> LeavingView:
    """Leave: hidden from this moment on, erased after the cooling-off period, or at once."""
    desk, identity, now = asked(request)
    return await leave(desk, identity, now, at_once=at_once)


@post(f"{API}/me/return", opt={"permission": Permission.OWN_LEAVING}, tags=_TAGS, status_code=200)
async def return_now(request: Request[Any, Any, Any]) -> ConsentText:
    """Come back within the cooling-off period. Perks that leaving has ended stay ended.

    Where the text has changed since, consent to it instead: that brings back, too.
    """
    desk, identity, now = asked(request)
    await come_back(desk, identity, now)
    return await read_consent(desk, identity, now)


def page_of_history(
    request: Asked, views: list[HistoryView], limit: int, cursor: str | None
) -> Page[HistoryView]:
    """A page of moments, newest first."""
    cursors = cursors_of(request)
    after = cursors.read("history", cursor, tuple[str])
    left = [view for view in views if after is None or view.at.isoformat() < after[0]]
    return cursors.page(
        "history", left[: limit + 1], limit, lambda view: (view.at.isoformat(),), lambda view: view
    )


def page_of_deeds(
    request: Asked, views: list[DeedView], limit: int, cursor: str | None
) -> Page[DeedView]:
    """A page of deeds, the latest recorded first."""
    cursors = cursors_of(request)
    after = cursors.read("deeds", cursor, tuple[str])
    ids = [view.id for view in views]
    first = ids.index(after[0]) + 1 if after and after[0] in ids else 0
    return cursors.page(
        "deeds", views[first : first + limit + 1], limit, lambda view: (view.id,), lambda view: view
    )


ROUTES: list[HTTPRouteHandler] = [
    read_own_headline,
    read_own_lines,
    read_own_history,
    read_own_deeds,
    read_own_consent,
    give_own_consent,
    leave_now,
    return_now,
]
