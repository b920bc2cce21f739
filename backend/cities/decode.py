"""From a decoder's complaint to a problem that names the key and the remedy."""

import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar, get_args

import msgspec

from backend.core.problems import Place, Problem, ProblemsError

T = TypeVar("T")

NUMBER_MAX: Final = 10**9
DECIMALS_MAX: Final = 6

_AT: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<name>.*)`$")
_MISSING: Final = re.compile(r"Object missing required field `(?P<name>.*)`$")
_TYPE: Final = re.compile(r"Expected `(?P<expected>.*)`, got `(?P<got>.*)`$")
_CHOICE: Final = re.compile(r"Invalid (?:enum )?value '?(?P<value>.*?)'?$")
# Strings that a decimal field would read as a number no rule book contains.
_ODD_NUMBER: Final = re.compile(
    r"[-+]?(s?nan|inf(inity)?|[\d.]+e[-+]?\d+|[\d.]{13,})\d*", re.IGNORECASE
)
_MEDICAL: Final = re.compile("blood|marrow|organ|plasma|platelet|vaccin|medical|surg|transplant")
# How an item of a list is named in a message, best first.
_NAMES: Final = ("name", "code", "deed_type", "id", "source", "number", "item")


def decode_table(table: dict[str, Any], kind: type[T], place: Place) -> T:
    """Convert a file's table, or raise with every problem found in it.

    Args:
        table: as the TOML reader gives it.
        kind: the struct of the file.
        place: the file, with no key.
    """
    problems = list(_odd_numbers(table, place))
    try:
        made = msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        items = list(_item_problems(table, kind, place))
        raise ProblemsError(*(problems or items or [problem_of(error, kind, place)])) from None
    if problems:
        raise ProblemsError(*problems)
    return made


def _item_problems(table: dict[str, Any], kind: type[Any], place: Place) -> Iterator[Problem]:
    """One problem for each item of each list that cannot be converted."""
    for field in msgspec.structs.fields(kind):
        items = table.get(field.encode_name)
        types = [arg for arg in get_args(field.type) if isinstance(arg, type)]
        if not types or not isinstance(items, list) or not issubclass(types[0], msgspec.Struct):
            continue
        for number, item in enumerate(items, 1):
            try:
                msgspec.convert(item, types[0])
            except msgspec.ValidationError as error:
                at = place.under(f"{field.encode_name}.{_name_of(item, number)}")
                yield problem_of(error, types[0], at)


def _name_of(item: object, number: int) -> str:
    if isinstance(item, dict):
        return next((str(item[name]) for name in _NAMES if name in item), str(number))
    return str(number)


def problem_of(error: msgspec.ValidationError, kind: Any, place: Place) -> Problem:  # noqa: ANN401 - any type a decoder takes
    """The problem that a conversion to `kind` met, at its place."""
    text = str(error)
    at = _AT.search(text)
    path = at["path"] if at else ""
    text = _AT.sub("", text)
    inner = place.under(path) if path else place
    if found := _UNKNOWN.match(text):
        name = found["name"]
        return inner.problem("key-unknown", name, None, name=name, hint=hint_for(name, _keys(kind)))
    if found := _MISSING.match(text):
        return inner.problem("key-missing", found["name"], None, name=found["name"])
    if found := _TYPE.match(text):
        return inner.problem("wrong-type", "", None, expected=found["expected"], got=found["got"])
    if found := _CHOICE.match(text):
        return _not_a_choice(found["value"], kind, inner, path)
    if "date" in text:
        return inner.problem("date-impossible")
    return inner.problem("value-unreadable", "", None, detail=text.lower())


def hint_for(name: str, known: list[str]) -> str:
    """A closing «; did you mean …?» where something known is close."""
    close = difflib.get_close_matches(name, known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _not_a_choice(value: str, kind: Any, place: Place, path: str) -> Problem:  # noqa: ANN401 - as above
    key = re.sub(r"\[[^]]*\]", "", path).rpartition(".")[2]
    known = ", ".join(_choices(kind).get(key, ["-"]))
    if key == "proof" and _MEDICAL.search(value):
        return place.problem("proof-medical", "", 4, value=value, known=known)
    return place.problem("not-a-choice", "", None, value=value, known=known)


@cache
def _properties(kind: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - as above
    """Every property of every struct in the schema of `kind`."""
    _, components = msgspec.json.schema_components([kind], ref_template="{name}")
    return [
        (name, {**schema, "enum": _enum_of(schema, components)})
        for component in components.values()
        for name, schema in component.get("properties", {}).items()
    ]


def _enum_of(schema: Any, components: dict[str, Any]) -> list[Any]:  # noqa: ANN401 - JSON
    """The choices of a property, through references, lists and alternatives."""
    found = list(schema.get("enum", []))
    if "$ref" in schema:
        found += components[schema["$ref"]].get("enum", [])
    inner = [schema.get("items", {}), *schema.get("prefixItems", []), *schema.get("anyOf", [])]
    for part in inner:
        if isinstance(part, dict) and part:
            found += _enum_of(part, components)
    return found


def _keys(kind: Any) -> list[str]:  # noqa: ANN401 - as above
    return sorted({name for name, _ in _properties(kind)})


def _choices(kind: Any) -> dict[str, list[str]]:  # noqa: ANN401 - as above
    choices: dict[str, list[str]] = {}
    for name, schema in _properties(kind):
        for value in schema["enum"]:
            if str(value) not in choices.setdefault(name, []):
                choices[name].append(str(value))
    return choices


def _odd_numbers(value: object, place: Place) -> Iterator[Problem]:
    """Numbers that are none, are huge, or are finer than any rule book: nan, inf, 1e99."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _odd_numbers(inner, place.under(str(key)))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _odd_numbers(inner, place.under(_name_of(inner, number)))
    elif isinstance(value, str) and _ODD_NUMBER.fullmatch(value):
        yield place.problem("value-unreadable", "", None, detail=f"“{value}”")
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and _is_odd(value):
        yield place.problem("value-unreadable", "", None, detail=str(value)[:20])


def _is_odd(value: int | Decimal) -> bool:
    number = Decimal(value)
    if not number.is_finite() or abs(number) > NUMBER_MAX:
        return True
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -DECIMALS_MAX
