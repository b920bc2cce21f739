"""`/metrics` for Prometheus: how many requests, how long they took.

Labels are method, route template and status, never an address, so that no number or token gets into
them. Whatever is about consent is counted together, for everybody may read the numbers: in a small
city one more request to leave, or one more score that is refused, would tell that somebody has
left. Counting happens in plain integers, because the library's own histogram takes a lock for each.
"""

import asyncio
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from itertools import accumulate
from typing import Any, Final

from litestar import Request, Response, get
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from backend.storage.errors import AwayError

BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
NAME: Final = "citypoints_request_seconds"

# Routes that begin, end or show a consent, those of residents, and what is counted instead.
OF_CONSENT: Final = ("/me/consent", "/me/return", "/paper-consents", "/paper-leaving")
OWN: Final = "/me/"
CONSENT: Final = ("ANY", "consent")

MEASURE_SECONDS_MAX: Final = 2.0

# Brings up to date what is looked for only when somebody reads the numbers.
Measure = Callable[[], Awaitable[None]]

_LABELS: Final = ("method", "route", "status")


class Requests(Collector):
    """Counts answered requests; used by the event loop alone."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._counts: dict[tuple[str, str, int], list[int]] = {}
        self._sums: dict[tuple[str, str, int], float] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request.

        Args:
            method: a known one.
            route: its template.
            status: of the answer.
            seconds: how long it took.
        """
        counted = CONSENT if _is_of_consent(route, status) else (method, route)
        key = (*counted, status)
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = [0] * (len(BOUNDS) + 1)
            self._sums[key] = 0.0
        counts[bisect_left(BOUNDS, seconds)] += 1
        self._sums[key] += seconds

    def collect(self) -> Iterable[HistogramMetricFamily]:
        """What was counted, in the library's terms."""
        family = HistogramMetricFamily(NAME, "Answered requests.", labels=_LABELS)
        bounds = [*map(str, BOUNDS), "+Inf"]
        for key, counts in sorted(self._counts.items()):
            method, route, status = key
            buckets = list(zip(bounds, accumulate(counts), strict=True))
            family.add_metric([method, route, str(status)], buckets, self._sums[key])
        yield family


def _is_of_consent(route: str, status: int) -> bool:
    """True also where a resident may have been refused because they are leaving."""
    return route.endswith(OF_CONSENT) or (status == HTTPStatus.CONFLICT and OWN in route)


async def nothing() -> None:
    """There is nothing to look for."""


def requests_in(registry: CollectorRegistry) -> Requests:
    """What counts requests, shown beside what else is registered, and the process itself."""
    requests = Requests()
    registry.register(requests)
    ProcessCollector(registry=registry)
    return requests


@get("/metrics", opt={"public": True, "throttle": "none"}, include_in_schema=False)
async def read_metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Everything that was counted, as Prometheus reads it.

    Where the database is away, what was known before is told.
    """
    state = request.app.state
    with suppress(AwayError, TimeoutError):
        async with asyncio.timeout(MEASURE_SECONDS_MAX):
            await state.measure()
    return Response(generate_latest(state.registry), media_type=CONTENT_TYPE_LATEST)
