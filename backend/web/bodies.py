"""Request bodies: JSON, decoded strictly into the handler's struct, or every fault of it named.

The framework reads a body into plain values first and then converts them leniently, so that `"1"`
would do for a number. Here the struct's own decoder reads the bytes, in one pass. Only a body that
it refuses is read again and walked beside the struct, so that every faulty field is named.
"""

import json
import re
from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import msgspec
from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute
from msgspec import inspect

from backend.cities.decode import UNSEEN_IN_JSON, problems_of, shortened
from backend.core.permissions import REQUEST
from backend.core.problems import Place, Problem, ProblemsError
from backend.web.problems import PROBLEMS_MAX

_KINDS: Final = {"key-missing": "field-missing", "key-unknown": "field-unexpected"}
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
# Exact decimals that are huge, very fine or none: a decoder takes them, and nothing of ours can use
# them. A body that may hold one, or a sign that cannot be seen, is walked, though it was decoded.
_ODD: Final = re.compile(rb"[0-9][eE]|[0-9]{10}|[nN][aA][nN]|[iI][nN][fF]")
# Every text of a body, one after the other, with the colon that makes it a name.
_TEXTS: Final = re.compile(rb'"((?:[^"\\]+|\\.)*+)"(\s*:)?')
# Of a larger body, names are not compared: only parts of batches are larger, and texts of schemes,
# whose own readers do it.
COMPARED_BYTES_MAX: Final = 200_000
_exactly: Final = msgspec.json.Decoder(float_hook=Decimal)
HANDLERS_MAX: Final = 1024


class ServiceRequest(Request[Any, Any, State]):
    """A request whose body is read by the decoder of its handler's struct."""

    __slots__ = ()

    async def json(self) -> Any:  # noqa: ANN401 - the handler's struct
        """The body as the handler's struct.

        Raises:
            ProblemsError: naming every faulty field.
        """
        if not _is_json(self.headers.get("content-type")):
            raise ProblemsError(REQUEST.problem("body-not-accepted"))
        return decode_body(await self.body(), _decoder_of(self.route_handler))


def decode_body(body: bytes, decoder: msgspec.json.Decoder[Any]) -> object:
    """A body's struct.

    Raises:
        ProblemsError: with everything that is wrong, as far as it can be told.
    """
    try:
        value = decoder.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        value = msgspec.UNSET
    if value is not msgspec.UNSET and not _is_suspect(body, decoder.type):
        return value
    problems = list(islice(_problems_in(body, decoder.type), PROBLEMS_MAX))
    if problems:
        raise ProblemsError(*problems)
    if value is msgspec.UNSET:
        raise ProblemsError(REQUEST.problem("body-unreadable"))
    return value


def _is_suspect(body: bytes, kind: Any) -> bool:  # noqa: ANN401 - any struct
    """True where a body that was decoded may hold what a decoder takes and we do not."""
    if UNSEEN_IN_JSON.search(body) or (_has_open_numbers(kind) and _ODD.search(body)):
        return True
    if len(body) > COMPARED_BYTES_MAX:
        return False
    names = [text for text, colon in _TEXTS.findall(body) if colon]
    is_plain = len(set(names)) == len(names) and not any(b"\\" in name for name in names)
    return not is_plain and next(_fields_twice(body.decode()), None) is not None


def check_bodies(app: Litestar) -> None:
    """Refuse to start with a body that would let nonsense through.

    A struct must forbid unknown fields, so that a misspelt one is not ignored, and give every whole
    number its bounds, because no database keeps numbers of any size.

    Raises:
        ImproperlyConfiguredException: naming struct and field.
    """
    for route in app.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if "data" in handler.parsed_fn_signature.parameters:
                kind = _decoder_of(handler).type
                for fault in _faults_of(inspect.type_info(kind), str(kind), set()):
                    message = f"{handler.handler_name}: {fault}"
                    raise ImproperlyConfiguredException(message)


def _is_json(content_type: str | None) -> bool:
    name = (content_type or "application/json").partition(";")[0].strip().lower()
    return name == "application/json" or (name.startswith("application/") and name[-5:] == "+json")


@lru_cache(maxsize=HANDLERS_MAX)
def _decoder_of(handler: BaseRouteHandler) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(handler.parsed_fn_signature.parameters["data"].annotation)


def _problems_in(body: bytes, kind: object) -> Iterator[Problem]:
    try:
        text = body.decode()
        value = _exactly.decode(text)
    except UnicodeDecodeError:
        yield REQUEST.problem("body-not-utf8")
    except RecursionError:
        yield REQUEST.problem("body-nested")
    except msgspec.DecodeError as error:
        is_number = "out of range" in str(error)
        yield REQUEST.problem("number-out-of-range") if is_number else _not_json(text, str(error))
    else:
        yield from _fields_twice(text)
        for problem in problems_of(value, kind, REQUEST):
            named = _KINDS.get(problem.kind, problem.kind)
            yield msgspec.structs.replace(problem, kind=named)


class _Table(dict[str, Any]):
    """An object with the names that stand in it more than once."""

    twice: tuple[str, ...] = ()


def _table(pairs: list[tuple[str, Any]]) -> _Table:
    table = _Table(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        table.twice = tuple(name for name in table if names.count(name) > 1)
    return table


def _fields_twice(text: str) -> Iterator[Problem]:
    """Every field that is stated twice; a decoder takes the last one and says nothing."""
    try:
        value = json.loads(text, object_pairs_hook=_table)
    except RecursionError:
        # Only what a scheme leaves open is nested so deeply, and its own reader refuses that.
        return
    yield from _twice_in(value, REQUEST)


def _twice_in(value: object, place: Place) -> Iterator[Problem]:
    if isinstance(value, _Table):
        for name in value.twice:
            yield place.problem("field-twice", shortened(name), None, name=shortened(name))
        for name, each in value.items():
            yield from _twice_in(each, place.under(shortened(name)))
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _twice_in(each, place.under(str(number)))


def _not_json(text: str, message: str) -> Problem:
    """Where a text ceases to be JSON, as an editor shows it."""
    found = _BYTE.search(message)
    at = int(found[1]) if found else len(text.encode())
    before = text.encode()[:at].decode(errors="ignore")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return REQUEST.problem("body-not-json", "", None, line=str(line), column=str(column))


@lru_cache(maxsize=HANDLERS_MAX)
def _has_open_numbers(kind: Hashable) -> bool:
    """True where a struct has numbers that are no whole ones and give no bounds."""
    return _is_open(inspect.type_info(kind))


def _is_open(kind: inspect.Type) -> bool:
    match kind:
        case inspect.StructType():
            return any(_is_open(field.type) for field in kind.fields)
        case inspect.Metadata():
            return _is_open(kind.type)
        case inspect.UnionType():
            return any(map(_is_open, kind.types))
        case inspect.VarTupleType() | inspect.ListType():
            return _is_open(kind.item_type)
        case inspect.FloatType():
            return kind.ge is None or kind.le is None
    return isinstance(kind, inspect.DecimalType)


def _faults_of(kind: inspect.Type, at: str, seen: set[object]) -> Iterator[str]:
    """What a body's type leaves open."""
    match kind:
        case inspect.StructType() if kind.cls not in seen:
            seen.add(kind.cls)
            if not kind.forbid_unknown_fields:
                yield f"{kind.cls.__name__} must forbid unknown fields"
            for field in kind.fields:
                yield from _faults_of(field.type, f"{kind.cls.__name__}.{field.name}", seen)
        case inspect.Metadata():
            yield from _faults_of(kind.type, at, seen)
        case inspect.UnionType():
            for each in kind.types:
                yield from _faults_of(each, at, seen)
        case inspect.VarTupleType() | inspect.ListType():
            yield from _faults_of(kind.item_type, at, seen)
        case inspect.DictType():
            yield from _faults_of(kind.value_type, at, seen)
        case inspect.IntType() if kind.ge is None or kind.le is None:
            yield f"{at} must give its numbers ge and le"
