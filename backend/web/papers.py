"""What residents sign on paper: an officer sends the scan. And the text that they sign."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.cases import PaperCaseReceipt, PaperObjection, PaperRepair
from backend.contracts.residents import (
    ConsentTerms,
    LeavingView,
    PaperConsent,
    PaperConsentReceipt,
    PaperLeaving,
)
from backend.core.permissions import Permission
from backend.services.consent_text import read_consent_text
from backend.services.record_paper_case import record_paper_objection, record_paper_repair
from backend.services.record_paper_consent import record_paper_consent
from backend.services.record_paper_leaving import record_paper_leaving
from backend.web.answers import ReadyAnswer
from backend.web.conditional import PUBLIC_READ, content_tag, tagged
from backend.web.office import API, asked, desk_of

# A scan of 10 MB in Base64, and what is said beside it.
PAPER_BYTES_MAX: Final = 14_000_000

_TAGS = ["Consent on paper"]
_CITY: Final = f"{API}/cities/{{city:str}}"
_DEED: Final = f"{_CITY}/residents/{{resident:str}}/deeds/{{deed:uuid}}"


@get(
    f"{_CITY}/consent-text",
    opt={"public": True, "etag": True, "problems": (404,)},
    tags=_TAGS,
)
async def show_consent_text(
    request: Request[Any, Any, Any], city: FromPath[str]
) -> Response[ConsentTerms | None]:
    """The text that residents of a city are asked to consent to, in English and Chinese."""
    terms = await read_consent_text(desk_of(request), city)
    return tagged(request, terms, content_tag(terms), cache=PUBLIC_READ)


@post(
    f"{_CITY}/paper-consents",
    opt={"permission": Permission.ENROL, "also": (200,)},
    tags=_TAGS,
    request_max_body_size=PAPER_BYTES_MAX,
)
async def consent_on_paper(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[PaperConsent],
) -> Response[PaperConsentReceipt]:
    """Record a consent that was signed on paper. The same paper is answered as before.

    Then with 200 instead of 201. It does not tell who took part already.
    """
    desk, identity, now = asked(request)
    receipt, is_new = await record_paper_consent(desk, identity, data, now)
    return ReadyAnswer(receipt, 201 if is_new else 200, ())


@post(
    f"{_CITY}/residents/{{resident:str}}/paper-leaving",
    opt={"permission": Permission.ENROL},
    tags=_TAGS,
    status_code=200,
    request_max_body_size=PAPER_BYTES_MAX,
)
async def leave_on_paper(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    resident: FromPath[str],
    data: JSONBody[PaperLeaving],
) -> LeavingView:
    """Record that a resident signed on paper to leave: hidden from now on, erased later or now."""
    desk, identity, now = asked(request)
    return await record_paper_leaving(desk, identity, resident, data, now)


@post(
    f"{_DEED}/objections",
    opt={"permission": Permission.ENROL, "also": (200,)},
    tags=["Cases"],
    request_max_body_size=PAPER_BYTES_MAX,
)
async def object_on_paper(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    resident: FromPath[str],
    deed: FromPath[UUID],
    data: JSONBody[PaperObjection],
) -> Response[PaperCaseReceipt]:
    """Take in an objection that a resident signed on paper: the deed is suspended at once.

    All is as for an objection with the app, and the scan is a file of the case; whoever took it in
    does not decide. Sent again, it is answered with 200.
    """
    desk, identity, now = asked(request)
    receipt, is_new = await record_paper_objection(desk, identity, resident, str(deed), data, now)
    return ReadyAnswer(receipt, 201 if is_new else 200, ())


@post(
    f"{_DEED}/repairs",
    opt={"permission": Permission.ENROL, "also": (200,)},
    tags=["Cases"],
    request_max_body_size=PAPER_BYTES_MAX,
)
async def repair_on_paper(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    resident: FromPath[str],
    deed: FromPath[UUID],
    data: JSONBody[PaperRepair],
) -> Response[PaperCaseReceipt]:
    """Take in on paper that a resident made a demerit good, as the scheme in force allows.

    All is as for a repair with the app, and the scan is a file of the case; whoever took it in does
    not decide. Sent again, it is answered with 200.
    """
    desk, identity, now = asked(request)
    receipt, is_new = await record_paper_repair(desk, identity, resident, str(deed), data, now)
    return ReadyAnswer(receipt, 201 if is_new else 200, ())


ROUTES: list[HTTPRouteHandler] = [
    show_consent_text,
    consent_on_paper,
    leave_on_paper,
    object_on_paper,
    repair_on_paper,
]
