"""What every handler asks for: the desk, the moment, who asks, and the pages' cursors."""

from datetime import datetime
from typing import Any, Final

from litestar import Request
from litestar.connection import ASGIConnection

from backend.core.permissions import Identity
from backend.core.problems import Language
from backend.services.desk import Desk
from backend.web.cursors import Cursors
from backend.web.guard import identity_of
from backend.web.problems import language_of
from backend.web.throttle import Throttle

API: Final = "/api/v1"

Asked = Request[Any, Any, Any]


def desk_of(request: ASGIConnection[Any, Any, Any, Any]) -> Desk:
    """What services work with."""
    desk: Desk = request.app.state.desk
    return desk


def now_of(request: ASGIConnection[Any, Any, Any, Any]) -> datetime:
    """The moment of the request, read once."""
    now: datetime = request.app.state.clock.now()
    return now


def cursors_of(request: ASGIConnection[Any, Any, Any, Any]) -> Cursors:
    """The cursors of this installation."""
    cursors: Cursors = request.app.state.cursors
    return cursors


def throttle_of(request: ASGIConnection[Any, Any, Any, Any]) -> Throttle:
    """How much each caller may still ask for."""
    throttle: Throttle = request.app.state.throttle
    return throttle


def asked(request: ASGIConnection[Any, Any, Any, Any]) -> tuple[Desk, Identity, datetime]:
    """Desk, identity and moment."""
    return desk_of(request), identity_of(request), now_of(request)


def language_asked(request: ASGIConnection[Any, Any, Any, Any]) -> Language:
    """The caller's language."""
    return language_of(request.headers.get("accept-language", ""))
