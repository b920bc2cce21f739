"""Schemes in the hands of administrators: checked, proposed, decided, called off, compared."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from backend.contracts.pages import Page
from backend.contracts.schemes import (
    DraftCheck,
    PeriodList,
    PeriodView,
    ProposalView,
    ProposeScheme,
    SchemeDifference,
    SchemeDraft,
    VersionDetail,
    VersionView,
    WhyOnly,
)
from backend.core.permissions import Permission
from backend.services.cancel_switch import cancel_switch, propose_back
from backend.services.check_scheme import check_scheme, compare_draft
from backend.services.decide_proposal import (
    approve_proposal,
    refuse_proposal,
    withdraw_proposal,
)
from backend.services.propose_scheme import propose_scheme
from backend.services.read_proposals import list_proposals, read_proposal
from backend.services.read_schemes import (
    compare_schemes,
    list_periods,
    list_versions,
    read_version,
)
from backend.storage.proposals import ProposalState
from backend.storage.values import micros
from backend.web.answers import Answer
from backend.web.conditional import required_version, tagged, version_tag
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, language_asked

_TAGS = ["Schemes"]
_CITY: Final = f"{API}/cities/{{city:str}}"
_PROPOSAL: Final = f"{API}/proposals/{{proposal:uuid}}"
_READ: Final = {"permission": Permission.READ_SCHEMES}
_READ_ONE: Final = {**_READ, "problems": (404,)}
_PROPOSE: Final = {"permission": Permission.PROPOSE_SCHEME}
_APPROVE: Final = {"permission": Permission.APPROVE_SCHEME, "if_match": True}
_WITHDRAW: Final = {**_PROPOSE, "if_match": True}
_PROPOSE_ONCE: Final = {**_PROPOSE, "also": (200,)}

State = Annotated[
    ProposalState | None,
    QueryParameter(name="state", description="Only proposals of this state."),
]
Number = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Of a period.")]


@post(f"{_CITY}/schemes/check", opt=_PROPOSE, tags=_TAGS, status_code=200)
async def check(
    request: Request[Any, Any, Any], city: FromPath[str], data: JSONBody[SchemeDraft]
) -> DraftCheck:
    """Check a scheme that is being written, and propose nothing."""
    desk, _, _ = asked(request)
    return await check_scheme(desk, city, data, language_asked(request))


@get(f"{_CITY}/proposals", opt=_READ, tags=_TAGS)
async def proposals(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    proposal_state: State = None,
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[ProposalView]:
    """List proposals, newest first."""
    desk, _, _ = asked(request)
    cursors = cursors_of(request)
    listing = f"proposals {city} {proposal_state or ''}"
    after = cursors.read(listing, cursor, tuple[str])
    before = after[0] if after else None
    rows = await list_proposals(desk, city, proposal_state, before, limit + 1)
    return cursors.page(listing, rows, limit, lambda row: (row.id,), lambda row: row)


@post(f"{_CITY}/proposals", opt=_PROPOSE_ONCE, tags=_TAGS)
async def propose(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[ProposeScheme],
) -> Response[ProposalView]:
    """Propose a scheme. The same proposal sent again while it is open is answered with 200."""
    desk, identity, now = asked(request)
    made, is_new = await propose_scheme(desk, identity, data, now)
    return _proposal(made, 201 if is_new else 200)


@post(f"{_CITY}/schemes/back", opt=_PROPOSE_ONCE, tags=_TAGS)
async def go_back(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[WhyOnly],
) -> Response[ProposalView]:
    """Propose the scheme that was in force before; another administrator approves it."""
    desk, identity, now = asked(request)
    made, is_new = await propose_back(desk, identity, data.reason, now)
    return _proposal(made, 201 if is_new else 200)


@get(_PROPOSAL, opt={**_READ_ONE, "etag": True}, tags=_TAGS)
async def proposal_of(
    request: Request[Any, Any, Any], proposal: FromPath[UUID]
) -> Response[ProposalView | None]:
    """A proposal of one's own city; its ETag is what a decision names in If-Match."""
    desk, identity, _ = asked(request)
    found = await read_proposal(desk, identity.city, str(proposal))
    return tagged(request, found, version_tag(found.version))


@post(f"{_PROPOSAL}/approve", opt=_APPROVE, tags=_TAGS, status_code=200)
async def approve(
    request: Request[Any, Any, Any], proposal: FromPath[UUID]
) -> Response[ProposalView]:
    """Put a scheme that another administrator proposed in force, at once or from its day."""
    desk, identity, now = asked(request)
    version = required_version(request)
    return _proposal(await approve_proposal(desk, identity, str(proposal), version, now), 200)


@post(f"{_PROPOSAL}/refuse", opt=_APPROVE, tags=_TAGS, status_code=200)
async def refuse_it(
    request: Request[Any, Any, Any], proposal: FromPath[UUID], data: JSONBody[WhyOnly]
) -> Response[ProposalView]:
    """Refuse a scheme that another administrator proposed, with the reason."""
    desk, identity, now = asked(request)
    version = required_version(request)
    return _proposal(
        await refuse_proposal(desk, identity, str(proposal), data.reason, version, now), 200
    )


@post(f"{_PROPOSAL}/withdraw", opt=_WITHDRAW, tags=_TAGS, status_code=200)
async def withdraw(
    request: Request[Any, Any, Any], proposal: FromPath[UUID]
) -> Response[ProposalView]:
    """Withdraw one's own proposal."""
    desk, identity, now = asked(request)
    version = required_version(request)
    return _proposal(await withdraw_proposal(desk, identity, str(proposal), version, now), 200)


@get(f"{_CITY}/versions", opt=_READ, tags=_TAGS)
async def versions(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[VersionView]:
    """List the schemes that the city keeps and that can be proposed, those added last first."""
    desk, _, now = asked(request)
    cursors = cursors_of(request)
    listing = f"versions {city}"
    before = cursors.read(listing, cursor, tuple[int, str])
    rows = await list_versions(desk, city, before, limit + 1, now)
    return cursors.page(
        listing, rows, limit, lambda row: (micros(row.added_at), row.digest), lambda row: row
    )


@get(f"{_CITY}/versions/{{digest:str}}", opt=_READ_ONE, tags=_TAGS)
async def version(
    request: Request[Any, Any, Any], city: FromPath[str], digest: FromPath[str]
) -> VersionDetail:
    """A scheme in full, also one that is only proposed."""
    desk, _, now = asked(request)
    return await read_version(desk, city, digest, language_asked(request), now)


@get(f"{_CITY}/schemes/{{digest:str}}/difference/{{other:str}}", opt=_READ_ONE, tags=_TAGS)
async def compare(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    digest: FromPath[str],
    other: FromPath[str],
) -> SchemeDifference:
    """What differs between two schemes, field by field, from the first to the second."""
    desk, _, _ = asked(request)
    return await compare_schemes(desk, city, digest, other)


@post(
    f"{_CITY}/schemes/{{digest:str}}/difference",
    opt={**_PROPOSE, "is_read": True, "problems": (404,)},
    tags=_TAGS,
    status_code=200,
)
async def compare_with_draft(
    request: Request[Any, Any, Any],
    city: FromPath[str],
    digest: FromPath[str],
    data: JSONBody[SchemeDraft],
) -> SchemeDifference:
    """What a scheme that is being written would change in one that the city keeps."""
    desk, _, _ = asked(request)
    return await compare_draft(desk, city, digest, data)


@get(f"{_CITY}/periods", opt=_READ, tags=_TAGS)
async def periods(request: Request[Any, Any, Any], city: FromPath[str]) -> PeriodList:
    """List from when each scheme is or was in force, with what is scheduled or called off."""
    desk, _, now = asked(request)
    return await list_periods(desk, city, now)


@delete(f"{_CITY}/periods/{{number:int}}", opt=_PROPOSE, tags=_TAGS, status_code=200)
async def call_off(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    number: Number,
) -> PeriodView:
    """Call off an approved switch that has not begun; everything stays as it is."""
    desk, identity, now = asked(request)
    return await cancel_switch(desk, identity, number, now)


def _proposal(made: ProposalView, status: int) -> Response[ProposalView]:
    return Answer(made, status_code=status, headers={"etag": version_tag(made.version)})


ROUTES: list[HTTPRouteHandler] = [
    check,
    proposals,
    propose,
    go_back,
    proposal_of,
    approve,
    refuse_it,
    withdraw,
    versions,
    version,
    compare,
    compare_with_draft,
    periods,
    call_off,
]
