"""From values as a reader gives them to structs, or to every problem that stands in the way.

The decoder stops at the first fault and speaks of types. Officials need every fault, by the name of
what they wrote, so the values are walked beside the struct's types before they are converted.
"""

import difflib
import re
from base64 import b64decode
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime, time
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
# The pattern of a text that says something.
SAYS_SOMETHING: Final = (r"\S", r"[^\W_]")

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID: Final = re.compile(
    r"[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE
)
# Signs that nobody sees and that no text of ours needs: controls other than tab and line ends, of
# which NUL can be stored nowhere, and those that show a text in another order than it stands in.
UNSEEN: Final = re.compile("[\0-\b\v\f\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# The same in JSON that was not decoded yet, as escapes or in UTF-8; it may find more.
UNSEEN_IN_JSON: Final = re.compile(
    rb"\\(?:[bf]|u00(?:0[0-8bcefBCEF]|1|7[fF]|[89])|u20(?:2[a-eA-E]|6[6-9]))"
    rb"|\x7f|\xc2[\x80-\x9f]|\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])"
)
# How an item of a list is named in a message, best first.
ITEM_NAMES: Final = ("name", "code", "deed_type", "id", "source", "number", "item", "rule")
_NUMBERS: Final = (inspect.IntType, inspect.FloatType, inspect.DecimalType)
_WORDS: Final = (
    (bool, "bool"),
    (int, "int"),
    (float | Decimal, "float"),
    (str, "str"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
    (list, "array"),
    (dict, "object"),
)
# What is written as a text, and what is said of a text that is none of them.
_WRITTEN: Final[dict[type[inspect.Type], str]] = {
    inspect.DateType: "date-impossible",
    inspect.DateTimeType: "moment-impossible",
    inspect.TimeType: "time-impossible",
    inspect.UUIDType: "uuid-malformed",
}
_EXPECTED: Final[dict[type[inspect.Type], str]] = {
    inspect.BoolType: "bool",
    inspect.BytesType: "str",
    inspect.DateTimeType: "datetime",
    inspect.DateType: "date",
    inspect.DecimalType: "decimal",
    inspect.DictType: "object",
    inspect.FloatType: "float",
    inspect.IntType: "int",
    inspect.ListType: "array",
    inspect.StrType: "str",
    inspect.StructType: "object",
    inspect.TimeType: "time",
    inspect.UUIDType: "str",
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


def problems_of_type(value: object, kind: inspect.Type, place: Place) -> Iterator[Problem]:
    """The same for a type that was looked at already, such as that of a single parameter."""
    yield from _problems(value, kind, place)


@cache
def _type_of(kind: Hashable) -> inspect.Type:
    return inspect.type_info(kind)


def _problems(value: Any, kind: inspect.Type, place: Place) -> Iterator[Problem]:  # noqa: ANN401 - what a reader gives
    match kind:
        case inspect.Metadata():
            yield from _problems(value, kind.type, place)
        case inspect.UnionType():
            yield from _union_problems(value, kind, place)
        case inspect.StructType() if isinstance(value, dict):
            yield from _struct_problems(value, kind, place)
        case inspect.VarTupleType() | inspect.ListType() if isinstance(value, list):
            yield from _length_problems(value, kind, place, ("list-too-short", "list-too-long"))
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
    expected = _EXPECTED.get(type(kind))
    if expected is None:
        return
    if isinstance(value, str) and isinstance(kind, tuple(_WRITTEN)):
        fault = _WRITTEN[type(kind)]
        if not _is_written(value, kind):
            yield place.problem(fault)
    elif not _is_of(value, kind):
        yield wrong_type(place, expected, value)
    elif isinstance(kind, inspect.StrType):
        yield from _text_problems(value, kind, place)
    elif isinstance(kind, inspect.BytesType):
        yield from _file_problems(value, kind, place)
    elif isinstance(kind, _NUMBERS):
        yield from _number_problems(value, kind, place)


def _is_written(text: str, kind: inspect.Type) -> bool:
    """True for a day, moment, time of day or id that exists."""
    match kind:
        case inspect.DateType():
            return is_day(text)
        case inspect.DateTimeType():
            return is_moment(text, with_offset=kind.tz is True)
        case inspect.TimeType():
            return _is_time(text)
    return bool(_UUID.fullmatch(text))


def _text_problems(value: str, kind: inspect.StrType, place: Place) -> Iterator[Problem]:
    yield from _length_problems(value, kind, place, ("text-too-short", "text-too-long"))
    if kind.pattern in SAYS_SOMETHING:
        if value and not re.search(kind.pattern, value):
            yield place.problem("text-blank")
    elif kind.pattern is not None and not re.search(kind.pattern, value):
        yield place.problem("text-malformed", "", None, pattern=kind.pattern)
    if unseen := UNSEEN.search(value):
        yield place.problem("text-unstorable", "", None, sign=f"U+{ord(unseen[0]):04X}")


def _file_problems(value: str, kind: inspect.BytesType, place: Place) -> Iterator[Problem]:
    """What keeps a text from being a file in Base64."""
    try:
        content = b64decode(value, validate=True)
    except ValueError:
        yield place.problem("base64-malformed")
        return
    yield from _length_problems(content, kind, place, ("file-empty", "file-too-large"))


def _length_problems(
    value: str | bytes | list[Any],
    kind: inspect.StrType | inspect.BytesType | inspect.ListType | inspect.VarTupleType,
    place: Place,
    kinds: tuple[str, str],
) -> Iterator[Problem]:
    too_short, too_long = kinds
    if kind.min_length is not None and len(value) < kind.min_length:
        yield place.problem(too_short, "", None, least=str(kind.min_length))
    if kind.max_length is not None and len(value) > kind.max_length:
        yield place.problem(too_long, "", None, most=str(kind.max_length))


def _number_problems(value: float | Decimal, kind: inspect.Type, place: Place) -> Iterator[Problem]:
    """What keeps a number from being used; bounds of its own take the place of those for all."""
    least, most = getattr(kind, "ge", None), getattr(kind, "le", None)
    if least is not None and value < least:
        yield place.problem("number-too-small", "", None, least=str(least))
    elif most is not None and value > most:
        yield place.problem("number-too-large", "", None, most=str(most))
    elif (least is None or most is None) and _is_odd(value):
        yield place.problem("number-out-of-range")


def wrong_type(place: Place, expected: str, value: object) -> Problem:
    """What was expected, and what stands there instead."""
    got = next((word for kind, word in _WORDS if isinstance(value, kind)), "null")
    if (expected, got) == ("int", "float"):
        got = "fraction"
    return place.problem("wrong-type", "", None, expected=expected, got=got)


def _is_of(value: object, kind: inspect.Type) -> bool:
    right: Any
    wrong: type | tuple[type, ...] = ()
    match kind:
        case inspect.BoolType():
            right = bool
        case inspect.StrType() | inspect.BytesType():
            right = str
        case inspect.IntType():
            right, wrong = int, bool
        case inspect.FloatType() | inspect.DecimalType():
            right, wrong = int | float | Decimal, bool
        case inspect.DateType():
            right, wrong = date, datetime
        case inspect.DateTimeType():
            right = datetime
        case inspect.TimeType():
            right = time
        case _:
            return False
    return isinstance(value, right) and not isinstance(value, wrong)


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


def is_moment(text: str, *, with_offset: bool = True) -> bool:
    """True for an existing date and time, written with its offset from UTC if it needs one."""
    try:
        moment = msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        return False
    return moment.tzinfo is not None or not with_offset


def _is_time(text: str) -> bool:
    """True for a time of day by the city's clock, which needs no offset."""
    try:
        return msgspec.convert(text, time).tzinfo is None
    except msgspec.ValidationError:
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
        named = (item[name] for name in ITEM_NAMES if isinstance(item.get(name), str | int))
        return shortened(str(next(named, number)))
    return str(number)


def _is_odd(value: float | Decimal) -> bool:
    """True for numbers that are none, are huge, or are finer than any rule book."""
    if isinstance(value, int):
        return abs(value) > NUMBER_MAX
    number = Decimal(repr(value)) if isinstance(value, float) else value
    # Not `abs`, which rounds to the context and fails where that cannot hold the number.
    if not number.is_finite() or number.copy_abs() > NUMBER_MAX:
        return True
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -DECIMALS_MAX
