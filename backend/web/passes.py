"""Passes: asked for by residents, drawn for their phones, and the keys by which all verify them."""

from typing import Any, Final

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.passes import NewPass, PassKeys, PassView
from backend.core.permissions import Permission
from backend.services.draw_pass import draw_pass
from backend.services.issue_pass import issue_pass
from backend.web.answers import ReadyAnswer
from backend.web.conditional import PUBLIC_READ, content_tag, tagged
from backend.web.office import API, asked, desk_of, now_of

JWK_SET: Final = "application/jwk-set+json"
SVG: Final = "image/svg+xml"
PNG: Final = "image/png"

_TAGS = ["Perks"]
_PASS: Final = f"{API}/me/passes/{{pass_id:str}}"
# Whoever picks up the phone later finds no pass in it.
_UNKEPT: Final = ("cache-control", "no-store")


@get(
    f"{API}/cities/{{city:str}}/keys",
    opt={"public": True, "etag": True, "problems": (404,)},
    tags=["Cities"],
    media_type=JWK_SET,
)
async def show_keys(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[PassKeys | None]:
    """The keys by which a city's passes are verified, as a JWK set (RFC 7517).

    Those of last month, of this one and of the next: whoever fetches them once a month can verify
    passes without a network.
    """
    desk = desk_of(request)
    keys = desk.pass_keys.published(desk.city(city).code, now_of(request))
    headers = {"content-type": JWK_SET}
    return tagged(request, keys, content_tag(keys), cache=PUBLIC_READ, headers=headers)


@post(f"{API}/me/passes", opt={"permission": Permission.OWN_PERKS}, tags=_TAGS)
async def ask_for_pass(
    request: Request[Any, Any, Any], data: JSONBody[NewPass]
) -> Response[PassView]:
    """Ask for a pass for one perk. It holds for five minutes and does not say whose it is.

    `tells_en` says what a counter learns from it beside the perk; a smaller `amount` tells less.
    """
    desk, identity, now = asked(request)
    return ReadyAnswer(await issue_pass(desk, identity, data, now), 201, (_UNKEPT,))


@get(
    f"{_PASS}/qr.svg",
    opt={"permission": Permission.OWN_PERKS, "gives": (SVG,)},
    tags=_TAGS,
)
async def draw_as_svg(request: Request[Any, Any, Any], pass_id: FromPath[str]) -> Response[bytes]:
    """Draw a pass of one's own as a QR code in SVG, while it holds and is not booked."""
    desk, identity, now = asked(request)
    return _drawn(await draw_pass(desk, identity, pass_id, "svg", now), SVG)


@get(
    f"{_PASS}/qr.png",
    opt={"permission": Permission.OWN_PERKS, "gives": (PNG,)},
    tags=_TAGS,
)
async def draw_as_png(request: Request[Any, Any, Any], pass_id: FromPath[str]) -> Response[bytes]:
    """Draw a pass of one's own as a QR code in PNG, while it holds and is not booked."""
    desk, identity, now = asked(request)
    return _drawn(await draw_pass(desk, identity, pass_id, "png", now), PNG)


def _drawn(content: bytes, media_type: str) -> Response[bytes]:
    return ReadyAnswer(content, 200, (("content-type", media_type), _UNKEPT))


ROUTES: list[HTTPRouteHandler] = [show_keys, ask_for_pass, draw_as_svg, draw_as_png]
