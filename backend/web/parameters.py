"""Which parameter of a query or path is wrong, and why."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any, Final

from litestar import Request
from litestar.handlers import BaseRouteHandler
from litestar.params import ParameterKwarg
from msgspec import inspect

from backend.cities.decode import problems_of_type
from backend.core.permissions import REQUEST
from backend.core.problems import Problem

DIGITS_MAX: Final = 40


def parameter_problems(request: Request[Any, Any, Any], name: str) -> Iterator[Problem]:
    """What is wrong with a parameter that could not be read.

    Args:
        request: holds the parameter as it was written.
        name: of the handler's argument.
    """
    written = _written_name(request.route_handler, name)
    kind = _types_of(request.route_handler).get(name)
    value = _value_of(request, name, written)
    place = REQUEST.under(written)
    if kind is None or value is None:
        yield place.problem("parameter-unreadable", "", None, name=written)
        return
    problems = list(problems_of_type(_converted(value, kind), kind, place))
    yield from problems or [place.problem("parameter-unreadable", "", None, name=written)]


def _value_of(request: Request[Any, Any, Any], name: str, written: str) -> str | None:
    if name in request.path_params:
        return str(request.path_params[name])
    if written in request.query_params:
        return str(request.query_params[written])
    return request.headers.get(written)


def _written_name(handler: BaseRouteHandler, name: str) -> str:
    """What callers call an argument of a handler."""
    field = handler.parsed_fn_signature.parameters.get(name)
    definition = field.kwarg_definition if field else None
    if isinstance(definition, ParameterKwarg):
        return definition.name or name
    return name


@cache
def _types_of(handler: BaseRouteHandler) -> dict[str, inspect.Type]:
    kind = inspect.type_info(handler.signature_model)
    return {field.name: field.type for field in getattr(kind, "fields", ())}


def _converted(text: str, kind: inspect.Type) -> object:
    """A parameter's text as the number or truth value that it is meant to be, where it is one."""
    wanted = set(_plain_types(kind))
    if text in {"true", "false"} and inspect.BoolType in wanted:
        return text == "true"
    if wanted & {inspect.IntType, inspect.FloatType, inspect.DecimalType}:
        with suppress(ValueError):
            if len(text) <= DIGITS_MAX:
                return int(text) if inspect.IntType in wanted else float(text)
    return text


def _plain_types(kind: inspect.Type) -> Iterator[type[inspect.Type]]:
    match kind:
        case inspect.Metadata():
            yield from _plain_types(kind.type)
        case inspect.UnionType():
            for each in kind.types:
                yield from _plain_types(each)
        case _:
            yield type(kind)
