"""Puts the parts of this room around the handlers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from litestar.datastructures import State
from litestar.types import ControllerRouterHandler, LifespanHook
from prometheus_client import CollectorRegistry

from backend.clock import Clock, stopwatch
from backend.web.answers import Answer
from backend.web.bodies import ServiceRequest, check_bodies
from backend.web.documentation import documentation
from backend.web.envelope import Service, numbers
from backend.web.guard import PUBLIC, Gate, Route, Tokens, check_routes
from backend.web.health import Check, read_health
from backend.web.metrics import Measure, nothing, read_metrics, requests_in
from backend.web.problems import HANDLERS
from backend.web.throttle import Throttle

BODY_BYTES_MAX: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Front:
    """What stands between callers and handlers.

    Attributes:
        tokens: tells whose a token is.
        clock: for the tokens' expiry.
        check: says for each part of the service `ok`, or what is wrong with it.
        version: the program's, for the documentation.
        throttle: the buckets, with their sizes.
        registry: what `/metrics` shows beside the requests.
        measure: brings up to date what of that has to be looked for.
        public: every route that answers without a token.
        body_bytes_max: the largest body.
        seconds: for the throttle; from an arbitrary start.
    """

    tokens: Tokens
    clock: Clock
    check: Check
    version: str
    throttle: Throttle = field(default_factory=Throttle)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    measure: Measure = nothing
    public: frozenset[Route] = PUBLIC
    body_bytes_max: int = BODY_BYTES_MAX
    seconds: Callable[[], float] = stopwatch


def assemble(
    *,
    route_handlers: Sequence[ControllerRouterHandler],
    front: Front,
    state: Mapping[str, object],
    on_startup: Sequence[LifespanHook] = (),
    on_shutdown: Sequence[LifespanHook] = (),
    service: Service | None = None,
) -> Service:
    """The application.

    Args:
        route_handlers: of all resources.
        front: what stands between callers and handlers.
        state: what handlers use, by name.
        on_startup: run before the first request.
        on_shutdown: run after the last.
        service: assembled of the same routes before, and no longer in use; it is furnished anew.

    Raises:
        ImproperlyConfiguredException: if a route is neither guarded nor public, or both, or a body
            lets nonsense through.
    """
    service = service or _shaped(route_handlers, front)
    service.gate.furnish(front.tokens, front.throttle, front.clock, front.seconds)
    service.requests = requests_in(front.registry)
    service.numbers = numbers()
    # Some count tries by name themselves, from the same buckets and seconds.
    names = ("throttle", "seconds", "check", "measure", "registry")
    service.state = State({**{name: getattr(front, name) for name in names}, **state})
    service.on_startup = list(on_startup)
    service.on_shutdown = list(on_shutdown)
    return service


def _shaped(route_handlers: Sequence[ControllerRouterHandler], front: Front) -> Service:
    """The application without anything that belongs to an installation."""
    gate = Gate(front.public)
    service = Service(
        route_handlers=[*route_handlers, read_health, read_metrics],
        middleware=[gate],
        exception_handlers=HANDLERS,
        request_class=ServiceRequest,
        response_class=Answer,
        request_max_body_size=front.body_bytes_max,
        openapi_config=documentation(front.version),
        # The framework's logging writes what exceptions say.
        logging_config=None,
        debug=False,
    )
    service.gate = gate
    check_routes(service, front.public)
    check_bodies(service)
    return service
