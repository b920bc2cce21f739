"""`/health`: whether the service can do its work, for whatever watches over it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from litestar import Request, Response, get

from backend.contracts.health import Health
from backend.log import log_failure

CHECK_SECONDS_MAX: Final = 2.0
ROUTE: Final = "/health"
WELL: Final = "ok"

# Each part of the service with `ok`, or with what is wrong in a few words.
Check = Callable[[], Awaitable[Mapping[str, str]]]


@get(ROUTE, opt={"public": True, "throttle": "none"}, include_in_schema=False)
async def read_health(request: Request[Any, Any, Any]) -> Response[Health]:
    """Each part of the service, with `ok` or what is wrong with it.

    The answer is 200 if all is well, else 503.
    """
    parts = await _parts(request.app.state.check)
    is_well = all(state == WELL for state in parts.values())
    content = Health(status="ok" if is_well else "failing", parts=parts)
    return Response(content, status_code=200 if is_well else 503)


async def _parts(check: Check) -> dict[str, str]:
    try:
        async with asyncio.timeout(CHECK_SECONDS_MAX):
            return dict(await check())
    except TimeoutError:
        return {"check": "took too long"}
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is that something is
        log_failure("health", error, ROUTE)
        return {"check": "failed; see the log"}
