"""The interface's description (OpenAPI 3.1), and pages to read it that need no other server.

The framework's pages load from elsewhere, so the files come with a package and are served here. Its
description of errors says `application/json` and knows none of ours: it is completed here from what
each route's `opt` says (see `_statuses_of`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.enums import MediaType, OpenAPIMediaType
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme, Server
from litestar.params import FromPath
from litestar.routes import HTTPRoute
from litestar.types import ControllerRouterHandler, Method
from litestar.types.internal_types import PathParameterDefinition

from backend.contracts.problems import ProblemDocument
from backend.core.permissions import OF_RESIDENTS, REQUEST
from backend.core.problems import ProblemsError
from backend.web.conditional import content_tag, tagged
from backend.web.problems import PROBLEM_JSON, document
from backend.web.schemas import (
    REF,
    answer_type,
    body_type,
    example_of,
    schemas_of,
    without_refs,
)

ROOT: Final = "/api/v1"
DOCS: Final = f"{ROOT}/docs"
ASSETS: Final = f"{DOCS}/assets"
DOCUMENT: Final = f"{ROOT}/openapi.json"
BEARER: Final = "bearer"
ASSETS_KEPT: Final = "public, max-age=86400"
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

# What stands for a status in the examples: the kind, and the values of its sentence.
_EXAMPLES: Final[dict[int, tuple[str, str, dict[str, str]]]] = {
    400: ("body-not-json", "", {"line": "1", "column": "12"}),
    401: ("token-missing", "authorization", {}),
    403: ("role-not-allowed", "authorization", {"role": "collector"}),
    404: ("not-found", "", {}),
    409: ("id-taken", "id", {}),
    412: ("version-stale", "if-match", {}),
    413: ("body-too-large", "", {"most": "1000000"}),
    415: ("body-not-accepted", "", {}),
    422: ("field-missing", "occurred_on", {"name": "occurred_on"}),
    428: ("if-match-missing", "if-match", {}),
    429: ("too-many-requests", "", {"seconds": "12"}),
    500: ("failure", "", {"id": "5f1c-2a"}),
    503: ("storage-away", "", {}),
}
# What a route may answer instead of its usual success; it says so by `also` in its `opt`.
_ALSO: Final[dict[int, str]] = {
    200: "It was there already; nothing was changed.",
    201: "It is new.",
    202: "It is being done; read it again until it is.",
}
_VERSION: Final = {"type": "string", "pattern": '^"v[0-9]{1,18}"$', "examples": ['"v3"']}
_TEXTS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
}
_SECTION: Final = re.compile(r"\n\s*(?:Args|Returns|Raises):\n")
_PAGE: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>citypoints: the HTTP interface</title>
<link rel="icon" type="image/png" href="{ASSETS}/favicon-32x32.png">
<link rel="stylesheet" href="{ASSETS}/swagger-ui.css">
</head>
<body>
<div id="pages"></div>
<noscript>These pages need JavaScript. The same is told by <a href="{DOCUMENT}">{DOCUMENT}</a>.
</noscript>
<script src="{ASSETS}/swagger-ui-bundle.js"></script>
<script src="{ASSETS}/start.js"></script>
</body>
</html>
"""
# Without a validator, which would be asked elsewhere.
_START: Final = f"""SwaggerUIBundle({{
  url: "{DOCUMENT}", dom_id: "#pages", deepLinking: true, validatorUrl: null
}});
"""


class _Page(OpenAPIRenderPlugin):
    """The page itself; everything else that it loads is an asset."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - the framework's interface
        return _PAGE.encode()


class _Document(OpenAPIRenderPlugin):
    """The description, completed once."""

    _rendered: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - the framework's interface
        if self._rendered is None:
            self._rendered = msgspec.json.encode(describe_interface(request.app))
        return self._rendered


class _Pages(Router):
    """The routes of the pages, without the framework's own answer to what is not found."""

    def register(self, value: ControllerRouterHandler) -> list[Any]:
        if isinstance(value, HTTPRouteHandler) and "/{path:str}" in value.paths:
            return []
        return super().register(value)


def documentation(version: str) -> OpenAPIConfig:
    """How the interface is described, and where.

    Args:
        version: the program's.
    """
    return OpenAPIConfig(
        title="citypoints",
        version=version,
        description="A municipal citizen-points pilot: consent first, perks never penalties.",
        license=License(name="EUPL-1.2", identifier="EUPL-1.2"),
        servers=[Server(url="/")],
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
        components=Components(
            security_schemes={BEARER: SecurityScheme(type="http", scheme="bearer")}
        ),
        render_plugins=[
            _Page(path="/docs", media_type=MediaType.HTML),
            _Document(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON),
        ],
        openapi_router=_Pages(
            ROOT,
            route_handlers=[_assets_route()],
            include_in_schema=False,
            opt={"public": True},
            response_headers={"content-security-policy": PAGE_POLICY},
        ),
    )


def _assets_route() -> HTTPRouteHandler:
    assets = _assets()

    @get("/docs/assets/{name:str}", sync_to_thread=False)
    def read_asset(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes | None]:
        """A file that the pages load."""
        if name not in assets:
            raise ProblemsError(REQUEST.problem("path-unknown"))
        content, media_type, tag = assets[name]
        headers = {"content-type": media_type}
        return tagged(request, content, tag, cache=ASSETS_KEPT, headers=headers)

    return read_asset


@cache
def _assets() -> dict[str, tuple[bytes, str, str]]:
    """The pages' files by name: content, media type, ETag."""
    # Looked up without importing it: of the package only the files are needed.
    found = find_spec("swagger_ui")
    folders = found.submodule_search_locations if found else None
    folder = Path(next(iter(folders or [""]))) / "static"
    names = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
    contents = {name: (folder / name).read_bytes() for name in names}
    contents["start.js"] = _START.encode()
    return {
        name: (content, _TEXTS[Path(name).suffix], content_tag(content.hex()))
        for name, content in contents.items()
    }


def describe_interface(app: Litestar) -> dict[str, Any]:
    """The whole interface in OpenAPI 3.1, with every problem that a request can meet.

    Args:
        app: with all its routes.
    """
    described: dict[str, Any] = app.openapi_schema.to_schema()
    found = list(_operations(app, described["paths"]))
    types = [kind for _, _, handler, _ in found for kind in _types_of(handler)]
    schemas, components = schemas_of([ProblemDocument, *types])
    of_parameters = described["components"].get("schemas", {})
    described["components"]["schemas"] = components
    for operation, route, handler, method in found:
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = without_refs(parameter["schema"], of_parameters)
        _shape(operation, handler, schemas, components)
        _complete(operation, route, handler, method)
    return described


def _operations(
    app: Litestar, paths: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], HTTPRoute, HTTPRouteHandler, Method]]:
    """Every operation that is described, with what answers it."""
    for route in (each for each in app.routes if isinstance(each, HTTPRoute)):
        for handler in route.route_handlers:
            for method in handler.http_methods:
                operation = paths.get(route.path_format, {}).get(method.lower())
                if operation is not None:
                    yield operation, route, handler, method


def _types_of(handler: HTTPRouteHandler) -> list[object]:
    kinds = (body_type(handler), answer_type(handler))
    return [kind for kind in kinds if kind is not None]


def _shape(
    operation: dict[str, Any],
    handler: HTTPRouteHandler,
    schemas: dict[object, dict[str, Any]],
    components: dict[str, Any],
) -> None:
    """Put our schemas in the place of the framework's; examples stay."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        examples = content["schema"].get("examples", [])
        content["schema"] = schemas[body_type(handler)]
        values = examples or [example_of(content["schema"], components)]
        if msgspec.UNSET not in values:
            content["examples"] = {
                str(number): {"value": value} for number, value in enumerate(values, 1)
            }
    answered = operation["responses"].get(str(handler.status_code), {})
    for content in answered.get("content", {}).values():
        kind = answer_type(handler)
        content["schema"] = {} if kind is None else schemas[kind]
    _shape_files(operation, answered, handler)
    for status in handler.opt.get("also", ()):
        operation["responses"][str(status)] = {**answered, "description": _ALSO[status]}


def _shape_files(
    operation: dict[str, Any], answered: dict[str, Any], handler: HTTPRouteHandler
) -> None:
    """Bodies and answers that are files of the types which the route names in its `opt`."""
    if taken := handler.opt.get("takes"):
        operation["requestBody"] = {"required": True, "content": _files(taken)}
    if given := handler.opt.get("gives"):
        answered["content"] = _files(given)


def _files(types: Iterable[str]) -> dict[str, Any]:
    # Of what is no JSON, a schema says nothing (OpenAPI 3.1).
    return {media_type: {} for media_type in types}


def _complete(
    operation: dict[str, Any], route: HTTPRoute, handler: BaseRouteHandler, method: Method
) -> None:
    words = _SECTION.split(operation.get("description") or operation["summary"], maxsplit=1)[0]
    first, _, rest = words.strip().partition("\n")
    summary, _, more = first.partition(". ")
    operation["summary"] = summary.rstrip(".")
    operation["description"] = f"{more}\n{rest}".strip() or first
    operation.setdefault("tags", [route.path_format.removeprefix(ROOT).split("/")[1]])
    is_guarded = "permission" in handler.opt
    operation["security"] = [{BEARER: []}] if is_guarded else []
    if is_guarded:
        operation["x-permission"] = handler.opt["permission"].value
    if handler.opt.get("if_match"):
        _add_header(
            operation, "If-Match", "The ETag of what is edited.", _VERSION, is_required=True
        )
    if handler.opt.get("etag"):
        words = "The ETag that was last read."
        _add_header(operation, "If-None-Match", words, {"type": "string"}, is_required=False)
        operation["responses"]["304"] = {"description": "Not changed since."}
    for status in sorted(_statuses_of(operation, handler, method)):
        operation["responses"][str(status)] = _problem_response(status)


def _statuses_of(operation: dict[str, Any], handler: BaseRouteHandler, method: Method) -> set[int]:
    """The statuses of problems that this operation can answer.

    A route says by its `opt` what cannot be seen from its signature: `permission`, `if_match`, and
    `problems`, further statuses.
    """
    found = {400, 429, 500, 503, *handler.opt.get("problems", ())}
    if "permission" in handler.opt:
        found |= {401, 403}
    if handler.opt.get("permission") in OF_RESIDENTS:
        found.add(409)
    if handler.opt.get("if_match"):
        found |= {412, 428}
    if operation.get("requestBody"):
        found |= {413, 415, 422}
    if operation.get("parameters"):
        found |= {404, 422}
    if method != "GET":
        found |= {404, 409, 422}
    return found


def _problem_response(status: int) -> dict[str, Any]:
    kind, field, values = _EXAMPLES[status]
    problem = REQUEST.problem(kind, field, None, **values)
    example = msgspec.to_builtins(document((problem,), "en"))
    schema = {"$ref": REF.format(name=ProblemDocument.__name__)}
    described: dict[str, Any] = {
        "description": example["title"],
        "content": {PROBLEM_JSON: {"schema": schema, "example": example}},
    }
    if status == 401:  # noqa: PLR2004 - HTTP
        described["headers"] = {"WWW-Authenticate": _text("Bearer.")}
    if status in {429, 503}:
        described["headers"] = {"Retry-After": _text("Seconds until it is worth another try.")}
    return described


def _text(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _add_header(
    operation: dict[str, Any], name: str, words: str, schema: dict[str, Any], *, is_required: bool
) -> None:
    operation.setdefault("parameters", []).append(
        {
            "name": name,
            "in": "header",
            "required": is_required,
            "description": words,
            "schema": schema,
        }
    )


def _operation_id(
    handler: HTTPRouteHandler,
    method: Method,
    path: list[str | PathParameterDefinition],  # noqa: ARG001 - the framework's interface
) -> str:
    """The handler's name; with the method where one handler serves several."""
    is_single = len(handler.http_methods) == 1
    return handler.handler_name if is_single else f"{handler.handler_name}_{method.lower()}"
