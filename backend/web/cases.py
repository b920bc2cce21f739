"""Objections and repairs: asked by residents, decided by officers, with files that prove them."""

from typing import Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.contracts.cases import (
    CaseFile,
    CaseItem,
    CaseView,
    DecideCase,
    EvidenceView,
    NewObjection,
    NewRepair,
)
from backend.contracts.deeds import CaseKind
from backend.contracts.pages import Page
from backend.core.evidence import ENDINGS, NAME_LENGTH_MAX
from backend.core.permissions import Permission
from backend.services.ask_repair import ask_repair
from backend.services.decide_case import decide_case
from backend.services.list_cases import list_open_cases, list_own_cases
from backend.services.object_to_deed import object_to_deed
from backend.services.put_evidence import FILE_BYTES_MAX, NewFile, put_evidence
from backend.services.read_case import read_case_file, read_own_case
from backend.services.read_evidence import EvidenceFile, read_case_evidence, read_own_evidence
from backend.services.taking_part import own_subject
from backend.services.withdraw_case import withdraw_case
from backend.storage.cases import CaseOrder
from backend.storage.values import micros
from backend.web.answers import ReadyAnswer
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of

_TAGS = ["Cases"]
_OWN = {"permission": Permission.OWN_CASES}
_DECIDING = {"permission": Permission.DECIDE_CASE}
_MINE = f"{API}/me/cases/{{case:uuid}}"
_CASES = f"{API}/cities/{{city:str}}/cases"
_CASE = f"{_CASES}/{{case:uuid}}"
_FILE = "evidence/{evidence:uuid}"
_TYPES: Final = tuple(ENDINGS)
# Later than any moment, and after any id.
_NEWEST = (2**62, "~")

Kind = Annotated[CaseKind | None, QueryParameter(description="Only `objection` or only `repair`.")]
Order = Annotated[
    CaseOrder,
    QueryParameter(
        description="By the last day for the answer, ties by id; with a minus sign the latest "
        "first."
    ),
]
Reason = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=500,
        pattern=r"\S",
        description="Why a case is read that is closed; its resident can see it.",
    ),
]
FileName = Annotated[
    str,
    QueryParameter(
        min_length=1,
        max_length=NAME_LENGTH_MAX,
        description="What the file is called; folders and odd signs are left out of it.",
    ),
]


@post(f"{API}/me/deeds/{{deed:uuid}}/objections", opt={**_OWN, "also": (200,)}, tags=_TAGS)
async def object_to(
    request: Request[Any, Any, Any], deed: FromPath[UUID], data: JSONBody[NewObjection]
) -> Response[CaseView]:
    """Object to a deed of one's own. It is suspended at once, until a person has answered.

    Unanswered at the end of its last day, the objection is upheld. There is one for each deed,
    withdrawn or not, until the deed is proven anew or its end is recorded. Sent again, it is
    answered with 200.
    """
    desk, identity, now = asked(request)
    view, is_new = await object_to_deed(desk, identity, str(deed), data, now)
    return ReadyAnswer(view, 201 if is_new else 200, ())


@post(f"{API}/me/deeds/{{deed:uuid}}/repairs", opt={**_OWN, "also": (200,)}, tags=_TAGS)
async def repair(
    request: Request[Any, Any, Any], deed: FromPath[UUID], data: JSONBody[NewRepair]
) -> Response[CaseView]:
    """Say that a demerit of one's own was made good, as the scheme in force allows.

    A person decides; the deed then becomes what the scheme says. Sent again, it is answered with
    200.
    """
    desk, identity, now = asked(request)
    view, is_new = await ask_repair(desk, identity, str(deed), data, now)
    return ReadyAnswer(view, 201 if is_new else 200, ())


@get(f"{API}/me/cases", opt=_OWN, tags=_TAGS)
async def list_cases_of_own(
    request: Request[Any, Any, Any], limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
) -> Page[CaseView]:
    """List one's own objections and repairs, newest first."""
    desk, identity, now = asked(request)
    cursors = cursors_of(request)
    before = cursors.read("own cases", cursor, tuple[int, str]) or _NEWEST
    subject = own_subject(identity)
    views = await list_own_cases(desk, identity.city, subject, before, limit + 1, now)
    return cursors.page(
        "own cases", views, limit, lambda view: (micros(view.made_at), view.id), lambda view: view
    )


@get(_MINE, opt=_OWN, tags=_TAGS)
async def read_own(request: Request[Any, Any, Any], case: FromPath[UUID]) -> CaseView:
    """Read an objection or a repair of one's own, and how it ended."""
    desk, identity, now = asked(request)
    return await read_own_case(desk, identity, str(case), now)


@post(f"{_MINE}/withdraw", opt=_OWN, tags=_TAGS, status_code=200)
async def withdraw_own_case(request: Request[Any, Any, Any], case: FromPath[UUID]) -> CaseView:
    """Take back an open objection or repair; a deed that was suspended counts again."""
    desk, identity, now = asked(request)
    return await withdraw_case(desk, identity, str(case), now)


@put(
    f"{_MINE}/{_FILE}",
    opt={**_OWN, "also": (201,), "takes": _TYPES},
    tags=_TAGS,
    status_code=200,
    request_max_body_size=FILE_BYTES_MAX,
)
async def put_file(
    request: Request[Any, Any, Any],
    case: FromPath[UUID],
    evidence: FromPath[UUID],
    name: FileName,
) -> Response[EvidenceView]:
    """Add a file to an open case of one's own: 201 where it is new, 200 where it was there.

    Its content must be what its type says. It is sealed with the resident's key; a case holds ten
    files at most, of 10,000,000 bytes each.
    """
    desk, identity, now = asked(request)
    stated = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    new = NewFile(case=str(case), id=str(evidence), name=name, media_type=stated)
    view, is_new = await put_evidence(desk, identity, new, request.body, now)
    return ReadyAnswer(view, 201 if is_new else 200, ())


@get(f"{_MINE}/{_FILE}", opt={**_OWN, "gives": _TYPES}, tags=_TAGS)
async def read_own_file(
    request: Request[Any, Any, Any], case: FromPath[UUID], evidence: FromPath[UUID]
) -> Response[bytes]:
    """Read a file of a case of one's own, as it was sent."""
    desk, identity, now = asked(request)
    return _sent(await read_own_evidence(desk, identity, str(case), str(evidence), now))


@get(_CASES, opt=_DECIDING, tags=_TAGS)
async def list_open(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    order: Order = "due_on",
    kind: Kind = None,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[CaseItem]:
    """List the objections and repairs that await a decision, those due first.

    Of their residents it tells nothing.
    """
    desk, identity, now = asked(request)
    cursors = cursors_of(request)
    listing = f"cases {order} {kind}"
    after = cursors.read(listing, cursor, tuple[str, str])
    rows = await list_open_cases(
        desk, identity, kind=kind, order=order, after=after, limit=limit + 1, now=now
    )
    return cursors.page(
        listing, rows, limit, lambda row: (str(row.due_on), row.id), lambda row: row
    )


@get(_CASE, opt={**_DECIDING, "problems": (409,)}, tags=_TAGS)
async def read_file(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    case: FromPath[UUID],
    reason: Reason = None,
) -> CaseFile:
    """Read all that is needed to decide a case, and what its resident would read.

    Answered after the look is in the log. A case that is closed is read for a stated reason.
    """
    desk, identity, now = asked(request)
    return await read_case_file(desk, identity, str(case), reason, now)


@get(f"{_CASE}/{_FILE}", opt={**_DECIDING, "gives": _TYPES, "problems": (409,)}, tags=_TAGS)
async def read_evidence(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    case: FromPath[UUID],
    evidence: FromPath[UUID],
    reason: Reason = None,
) -> Response[bytes]:
    """Read a file of a case. Answered after the look is in the log.

    Of a case that is closed it is read for a stated reason.
    """
    desk, identity, now = asked(request)
    found = await read_case_evidence(desk, identity, str(case), str(evidence), reason, now)
    return _sent(found)


@post(f"{_CASE}/decide", opt=_DECIDING, tags=_TAGS, status_code=200)
async def decide(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    case: FromPath[UUID],
    data: JSONBody[DecideCase],
) -> CaseView:
    """Decide a case with reasons that its resident reads.

    Whoever entered, confirmed or proved the deed may not, nor who took in the paper that asks, nor
    the resident. An upheld objection annuls the deed, an accepted repair makes it what the scheme
    says.
    """
    desk, identity, now = asked(request)
    return await decide_case(desk, identity, str(case), data, now)


def _sent(file: EvidenceFile) -> Response[bytes]:
    """A file for keeping: no browser shows what somebody else sent."""
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = (("content-type", file.media_type), ("content-disposition", disposition))
    return ReadyAnswer(file.content, 200, headers)


ROUTES: list[HTTPRouteHandler] = [
    object_to,
    repair,
    list_cases_of_own,
    read_own,
    withdraw_own_case,
    put_file,
    read_own_file,
    list_open,
    read_file,
    read_evidence,
    decide,
]
