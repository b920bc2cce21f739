"""Schemes that come as JSON instead of as a file."""

import re
from decimal import Decimal
from functools import cache
from typing import Any, Final

from msgspec import inspect

from backend.cities.decode import decode_table
from backend.core.problems import Place
from backend.core.scheme import SchemeText

_NUMBER: Final = re.compile(r"-?\d{1,20}(\.\d{1,20})?")


def read_json(scheme: dict[str, Any], name: str) -> SchemeText:
    """A scheme with the keys of a file, or every problem found in it raised.

    Args:
        scheme: JSON, decoded; numbers may be texts, as in the canonical form that is digested.
        name: what messages call it.
    """
    place = Place(name, "")
    try:
        table = _with_numbers(scheme, _shape())
    except RecursionError:
        # The decoder finds the same, and says so.
        table = scheme
    return decode_table(table, SchemeText, place)


@cache
def _shape() -> inspect.Type:
    return inspect.type_info(SchemeText)


def _with_numbers(value: Any, kind: inspect.Type) -> Any:  # noqa: ANN401 - JSON
    """The same value with numbers where texts stand for them."""
    match kind:
        case inspect.DecimalType() if isinstance(value, str) and _NUMBER.fullmatch(value):
            return Decimal(value)
        case inspect.UnionType():
            return _with_numbers(value, _chosen(value, kind))
        case inspect.StructType() if isinstance(value, dict):
            types = {field.encode_name: field.type for field in kind.fields}
            return {
                key: _with_numbers(each, types[key]) if key in types else each
                for key, each in value.items()
            }
        case inspect.VarTupleType() if isinstance(value, list):
            return [_with_numbers(each, kind.item_type) for each in value]
        case inspect.DictType() if isinstance(value, dict):
            return {key: _with_numbers(each, kind.value_type) for key, each in value.items()}
    return value


def _chosen(value: object, kind: inspect.UnionType) -> inspect.Type:
    """Of several structs the one that the value's tag names, or the one type beside null."""
    for each in kind.types:
        if isinstance(each, inspect.StructType) and each.tag_field is not None:
            if isinstance(value, dict) and value.get(each.tag_field) == each.tag:
                return each
        elif not isinstance(each, inspect.NoneType):
            return each
    return inspect.AnyType()
