"""Perks for whoever uses them: the city's catalogue, the own perks, what was used."""

from functools import lru_cache
from typing import Any, Final, cast

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.contracts.cities import PerkCatalogue
from backend.contracts.own_perks import OwnPerks, OwnRedemption
from backend.contracts.pages import Page
from backend.core.permissions import Permission
from backend.services.list_own_redemptions import list_own_redemptions
from backend.services.present_schemes import perk_catalogue
from backend.services.read_cities import digest_in_force
from backend.services.read_own_perks import read_own_perks
from backend.services.read_schemes import held_scheme
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import own_subject
from backend.storage.values import micros
from backend.web.conditional import PUBLIC_READ, content_tag, is_unchanged, tagged
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, desk_of, language_asked, now_of

BODIES_KEPT: Final = 32

_TAGS = ["Perks"]
_OWN: Final = {"permission": Permission.OWN_PERKS}
# Later than any moment, and after any id.
_NEWEST: Final = (2**62, "~")
_encoder: Final = msgspec.json.Encoder(decimal_format="number")


@get(
    f"{API}/cities/{{city:str}}/perks",
    opt={"public": True, "etag": True, "problems": (404,)},
    tags=_TAGS,
)
async def list_perks(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[PerkCatalogue | None]:
    """List the perks of the scheme in force: what each gives, from which band on, where and when.

    `tells_en` says what a counter may learn of whoever uses it, beside the perk.
    """
    desk = desk_of(request)
    digest = await digest_in_force(desk, city, now_of(request))
    tag = content_tag("perks", digest)
    body = b""
    if not is_unchanged(request, tag):
        body = _catalogue_body(await held_scheme(desk, city, digest))
    return tagged(request, cast("PerkCatalogue", body), tag, cache=PUBLIC_READ)


@get(f"{API}/me/perks", opt=_OWN, tags=_TAGS)
async def list_own_perks(request: Request[Any, Any, Any]) -> Response[OwnPerks | None]:
    """Read the own perks: what is left, why not now, what the next band opens, what ends soon.

    Of what officers grant: what begins later, and what one can ask for.
    """
    desk, identity, now = asked(request)
    language = language_asked(request)
    view = await read_own_perks(desk, identity, language, now)
    return tagged(request, view, content_tag(view, language))


@get(f"{API}/me/redemptions", opt=_OWN, tags=_TAGS)
async def read_own_redemptions(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Page[OwnRedemption]:
    """Read which perks one used, newest first; what is lent names the day it is due."""
    desk, identity, now = asked(request)
    cursors = cursors_of(request)
    before = cursors.read("redemptions", cursor, tuple[int, str]) or _NEWEST
    city, subject = identity.city, own_subject(identity)
    views = await list_own_redemptions(desk, city, subject, before, limit + 1, now)
    return cursors.page(
        "redemptions",
        views,
        limit,
        lambda view: (micros(view.taken_at), view.id),
        lambda view: view,
    )


@lru_cache(maxsize=BODIES_KEPT)
def _catalogue_body(held: HeldScheme) -> bytes:
    return _encoder.encode(perk_catalogue(held))


ROUTES: list[HTTPRouteHandler] = [list_perks, list_own_perks, read_own_redemptions]
