"""From values as a reader gives them to structs, or to every problem that stands in the way.

The decoder stops at the first fault and speaks of types. Officials need every fault, by the name of
what they wrote, so the values are walked beside the struct's types before they are converted.
"""

import difflib
import re
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar

import msgspec
from msgspec import inspect

from backend.core.problems import Place, Problem, ProblemsError
from backend.core.screening import is_medical

T = TypeVar("T")

NUMBER_MAX: Final = 10**9
DECIMALS_MAX: Final = 6
TEXT_LENGTH_MAX: Final = 60

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
# How an item of a list is named in a message, best first.
_NAMES: Final = ("name", "code", "deed_type", "id", "source", "number", "item", "rule")
_NUMBERS: Final = (inspect.IntType, inspect.FloatType, inspect.DecimalType)
_WORDS: Final = (
    (bool, "bool"),
    (int, "int"),
    (float | Decimal, "float"),
    (str, "str"),
    (datetime, "datetime"),
    (date, "date"),
    (list, "array"),
    (dict, "object"),
)
_EXPECTED: Final[dict[type[inspect.Type], str]] = {
    inspect.BoolType: "bool",
    inspect.DateType: "date",
    inspect.DecimalType: "decimal",
    inspect.DictType: "object",
    inspect.FloatType: "float",
    inspect.IntType: "int",
    inspect.StrType: "str",
    inspect.StructType: "object",
    inspect.VarTupleType: "array",
}


def decode_table(table: dict[str, Any], kind: type[T], place: Place) -> T:
    """Convert a file's table, or raise with every problem found in it.

    Args:
        table: as the TOML reader gives it.
        kind: the struct of the file.
        place: the file, with no key.
    """
    try:
        problems = list(problems_of(table, kind, place))
    except RecursionError:
        problems = [place.problem("nested-too-deeply", "file")]
    if problems:
        raise ProblemsError(*problems)
    return msgspec.convert(table, kind)


def problems_of(value: object, kind: Any, place: Place) -> Iterator[Problem]:  # noqa: ANN401 - any struct
    """Everything that keeps a value from being converted to a struct."""
    yield from _problems(value, _type_of(kind), place)


@cache
def _type_of(kind: Hashable) -> inspect.Type:
    return inspect.type_info(kind)


def _problems(value: Any, kind: inspect.Type, place: Place) -> Iterator[Problem]:  # noqa: ANN401 - what a reader gives
    match kind:
        case inspect.UnionType():
            yield from _union_problems(value, kind, place)
        case inspect.StructType() if isinstance(value, dict):
            yield from _struct_problems(value, kind, place)
        case inspect.VarTupleType() if isinstance(value, list):
            for number, item in enumerate(value, 1):
                yield from _problems(item, kind.item_type, place.under(_name_of(item, number)))
        case inspect.DictType() if isinstance(value, dict):
            for key, item in value.items():
                yield from _problems(item, kind.value_type, place.under(shortened(key)))
        case inspect.EnumType():
            yield from _choice_problems(value, [each.value for each in kind.cls], place)
        case inspect.LiteralType():
            yield from _choice_problems(value, list(kind.values), place)
        case _:
            yield from _plain_problems(value, kind, place)


def _plain_problems(value: Any, kind: inspect.Type, place: Place) -> Iterator[Problem]:  # noqa: ANN401 - as above
    """A text, number, day or truth value, or something else in its place."""
    if isinstance(kind, inspect.DateType) and isinstance(value, str):
        if not is_day(value):
            yield place.problem("date-impossible")
    elif not _is_of(value, kind):
        yield wrong_type(place, _EXPECTED[type(kind)], value)
    elif isinstance(kind, _NUMBERS) and _is_odd(value):
        yield place.problem("number-out-of-range")


def wrong_type(place: Place, expected: str, value: object) -> Problem:
    """What was expected, and what stands there instead."""
    got = next((word for kind, word in _WORDS if isinstance(value, kind)), "null")
    return place.problem("wrong-type", "", None, expected=expected, got=got)


def _is_of(value: object, kind: inspect.Type) -> bool:
    match kind:
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.FloatType() | inspect.DecimalType():
            return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        case inspect.DateType():
            return isinstance(value, date) and not isinstance(value, datetime)
    return False


def _union_problems(value: Any, kind: inspect.UnionType, place: Place) -> Iterator[Problem]:  # noqa: ANN401 - as above
    """The choice that a tag names, or the one type beside `null`; numbers of any kind."""
    if value is None:
        if not kind.includes_none:
            yield wrong_type(place, "object", value)
        return
    types = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
    structs = [each for each in types if isinstance(each, inspect.StructType)]
    if len(structs) < len(types) or len(types) == 1:
        # Whole and broken numbers are the only union of plain types: the wider one stands last.
        yield from _problems(value, types[-1], place)
    elif not isinstance(value, dict):
        yield wrong_type(place, "object", value)
    else:
        yield from _tagged_problems(value, structs, place)


def _tagged_problems(
    value: dict[str, Any], structs: list[inspect.StructType], place: Place
) -> Iterator[Problem]:
    name = structs[0].tag_field or ""
    tags = {str(each.tag): each for each in structs}
    chosen = value.get(name)
    if chosen is None:
        yield place.problem("key-missing", name, None, name=name)
    elif not isinstance(chosen, str) or chosen not in tags:
        yield from _choice_problems(chosen, list(tags), place.under(name))
    else:
        yield from _struct_problems(value, tags[chosen], place)


def _struct_problems(
    value: dict[str, Any], kind: inspect.StructType, place: Place
) -> Iterator[Problem]:
    fields = {field.encode_name: field for field in kind.fields}
    for key in value:
        if key not in fields and key != kind.tag_field:
            at = place.under(shortened(key))
            yield at.problem("key-unknown", "", None, **near(key, fields))
    for name, field in fields.items():
        if name in value:
            yield from _problems(value[name], field.type, place.under(name))
        elif field.required:
            yield place.problem("key-missing", name, None, name=name)


def _choice_problems(value: object, choices: list[Any], place: Place) -> Iterator[Problem]:
    if isinstance(value, str | int) and not isinstance(value, bool) and value in choices:
        return
    values = {"value": shortened(str(value)), "known": ", ".join(map(str, choices))}
    if place.key.rpartition(".")[0].endswith("proof") and is_medical(str(value)):
        yield place.problem("proof-medical", "", 4, **values)
    else:
        yield place.problem("not-a-choice", "", None, **values)


def is_day(text: str) -> bool:
    """True for an existing civil day, written as YYYY-MM-DD."""
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def near(name: str, known: Iterable[str]) -> dict[str, str]:
    """Values for a sentence: a name, and something known that is close to it, or nothing."""
    close = difflib.get_close_matches(shortened(name), list(known), n=1)
    return {"name": shortened(name), "near": close[0] if close else ""}


def shortened(text: str) -> str:
    """A text that was given, short enough for a sentence."""
    return text if len(text) <= TEXT_LENGTH_MAX else f"{text[:TEXT_LENGTH_MAX]}…"


def _name_of(item: object, number: int) -> str:
    """What a message calls an item of a list: its name if it has one, else its place."""
    if isinstance(item, dict):
        named = (item[name] for name in _NAMES if isinstance(item.get(name), str | int))
        return shortened(str(next(named, number)))
    return str(number)


def _is_odd(value: float | Decimal) -> bool:
    """True for numbers that are none, are huge, or are finer than any rule book."""
    if isinstance(value, int):
        return abs(value) > NUMBER_MAX
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite() or abs(number) > NUMBER_MAX:
        return True
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -DECIMALS_MAX
