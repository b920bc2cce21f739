"""Batches: many deeds at once, checked, committed and undone."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from backend.contracts.batches import (
    PARTS_MOST,
    BatchView,
    CommitBatch,
    OpenBatch,
    PartView,
    RowView,
    SheetPart,
    UndoBatch,
)
from backend.contracts.pages import Page
from backend.core.permissions import REQUEST, Permission
from backend.core.problems import ProblemsError
from backend.services.commit_batch import commit_batch
from backend.services.open_batch import discard_batch, open_batch
from backend.services.read_batch import list_batches, list_notes, read_batch
from backend.services.settle_batches import BatchRunner
from backend.services.stage_rows import stage_rows
from backend.services.undo_batch import undo_batch
from backend.storage.batch_rows import BEFORE_ALL
from backend.storage.values import micros
from backend.web.conditional import tagged, version_tag
from backend.web.cursors import LIMIT_DEFAULT, Cursor, Limit
from backend.web.office import API, asked, cursors_of, language_asked

PART_BYTES_MAX: Final = 8_000_000
# A batch that is settled by then is answered as settled, a larger one as work in progress.
WAIT_SECONDS: Final = 1.0

_TAGS = ["Batches"]
_BATCHES = f"{API}/cities/{{city:str}}/batches"
_BATCH = f"{_BATCHES}/{{batch:uuid}}"
_OPT = {"permission": Permission.ENTER_DEED}
# Later than any moment, and after any id.
_NEWEST = (2**62, "~")


def runner_of(request: Request[Any, Any, Any]) -> BatchRunner:
    """What works on batches in this process."""
    runner: BatchRunner = request.app.state.batches
    return runner


@post(_BATCHES, opt={**_OPT, "also": (200,)}, tags=_TAGS)
async def open_one(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    data: JSONBody[OpenBatch],
) -> Response[BatchView]:
    """Open a batch of the caller's department. Sent again, it is answered with 200.

    A batch takes parts of up to 10,000 rows, says what is wrong with each row, and is then
    committed as a whole. Until then nothing of it counts.
    """
    desk, identity, now = asked(request)
    view, is_new = await open_batch(desk, identity, data, now)
    return Response(view, status_code=201 if is_new else 200)


@get(_BATCHES, opt=_OPT, tags=_TAGS)
async def list_own(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[BatchView]:
    """List the caller's batches, the latest made first."""
    desk, identity, _ = asked(request)
    cursors = cursors_of(request)
    before = cursors.read("batches", cursor, tuple[int, str]) or _NEWEST
    rows = await list_batches(desk, identity, before, limit + 1)
    return cursors.page(
        "batches", rows, limit, lambda row: (micros(row.made_at), str(row.id)), lambda row: row
    )


@get(_BATCH, opt={**_OPT, "etag": True}, tags=_TAGS)
async def read_one(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    batch: FromPath[UUID],
) -> Response[BatchView | None]:
    """Read a batch and how far it has come; poll it while it is being committed or undone."""
    desk, identity, _ = asked(request)
    view, version = await read_batch(desk, identity, str(batch))
    return tagged(request, view, version_tag(version))


@put(
    f"{_BATCH}/parts/{{part:int}}",
    opt=_OPT,
    tags=_TAGS,
    request_max_body_size=PART_BYTES_MAX,
)
async def send_part(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    batch: FromPath[UUID],
    part: FromPath[int],
    data: JSONBody[SheetPart],
) -> PartView:
    """Send a part of the sheet, in place of what was sent as this part before.

    Every row is checked as a single deed is. The answer counts; `problems` says what is wrong.
    """
    if not 1 <= part <= PARTS_MOST:
        kind = "number-too-small" if part < 1 else "number-too-large"
        values = {"least": "1", "most": str(PARTS_MOST)}
        raise ProblemsError(REQUEST.problem(kind, "part", None, **values))
    desk, identity, now = asked(request)
    async with runner_of(request).staging:
        return await stage_rows(desk, identity, str(batch), part, data.rows, now)


@get(f"{_BATCH}/problems", opt=_OPT, tags=_TAGS)
async def list_problems(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    batch: FromPath[UUID],
    limit: Limit = LIMIT_DEFAULT,
    cursor: Cursor = None,
) -> Page[RowView]:
    """List the rows that are refused, stored already or doubtful, by part and row."""
    desk, identity, _ = asked(request)
    cursors = cursors_of(request)
    listing = f"batch {batch}"
    after = cursors.read(listing, cursor, tuple[int, int]) or BEFORE_ALL
    rows = await list_notes(desk, identity, str(batch), after, limit + 1, language_asked(request))
    return cursors.page(listing, rows, limit, lambda row: (row.part, row.row), lambda row: row)


@post(f"{_BATCH}/commit", opt={**_OPT, "also": (202,)}, tags=_TAGS, status_code=200)
async def commit(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    batch: FromPath[UUID],
    data: JSONBody[CommitBatch],
) -> Response[BatchView]:
    """Store the rows of a batch: 200 where all are stored, 202 where that goes on; then poll it.

    It is finished whatever happens to the caller or the service. A row whose resident has left
    meanwhile is refused, and the others are stored.
    """
    desk, identity, now = asked(request)
    await commit_batch(desk, identity, str(batch), data, now)
    return await _settled(request, str(batch))


@post(f"{_BATCH}/undo", opt={**_OPT, "also": (202,)}, tags=_TAGS, status_code=200)
async def undo(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    batch: FromPath[UUID],
    data: JSONBody[UndoBatch],
) -> Response[BatchView]:
    """Annul the deeds of a batch, by who made it or an officer; 202 where that goes on.

    Deeds of the caller's own file stand. A commit in progress is stopped.
    """
    desk, identity, now = asked(request)
    await undo_batch(desk, identity, str(batch), data.reason, now)
    return await _settled(request, str(batch))


@delete(_BATCH, opt=_OPT, tags=_TAGS, status_code=204)
async def discard(
    request: Request[Any, Any, Any],
    city: FromPath[str],  # noqa: ARG001 - the gate has checked it
    batch: FromPath[UUID],
) -> None:
    """Discard a batch that was not committed, with all its rows."""
    desk, identity, now = asked(request)
    await discard_batch(desk, identity, str(batch), now)
    await runner_of(request).wait(WAIT_SECONDS)


async def _settled(request: Request[Any, Any, Any], batch: str) -> Response[BatchView]:
    """The batch, after what was ordered is done, or after a while."""
    await runner_of(request).wait(WAIT_SECONDS)
    desk, identity, _ = asked(request)
    view, _ = await read_batch(desk, identity, batch)
    return Response(view, status_code=202 if view.state.endswith("ing") else 200)


ROUTES: list[HTTPRouteHandler] = [
    open_one,
    list_own,
    read_one,
    send_part,
    list_problems,
    commit,
    undo,
    discard,
]
