"""From a decoder's complaint to a problem that names the key and the remedy."""

import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from backend.core.problems import Place, Problem, ProblemsError

T = TypeVar("T")

NUMBER_MAX: Final = 10**9
DECIMALS_MAX: Final = 6
NAME_LENGTH_MAX: Final = 60
# So many faults in one file are enough to begin with.
FAULTS_MAX: Final = 50

_AT: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<name>.*)`$")
_MISSING: Final = re.compile(r"Object missing required field `(?P<name>.*)`$")
_TYPE: Final = re.compile(r"Expected `(?P<expected>.*)`, got `(?P<got>.*)`$")
_CHOICE: Final = re.compile(r"Invalid (?:enum )?value '?(?P<value>.*?)'?$")
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# Strings that a decimal field would read as a number no rule book contains.
_ODD_NUMBER: Final = re.compile(
    r"[-+]?(s?nan|inf(inity)?|[\d.]+e[-+]?\d+|[\d.]{13,})\d*", re.IGNORECASE
)
_MEDICAL: Final = re.compile("blood|marrow|organ|plasma|platelet|vaccin|medical|surg|transplant")
# How an item of a list is named in a message, best first.
_NAMES: Final = ("name", "code", "deed_type", "id", "source", "number", "item")


def decode_table(table: dict[str, Any], kind: type[T], place: Place) -> T:
    """Convert a file's table, or raise with every problem found in it.

    What cannot be converted is reported, left out, and the rest tried again, so that one fault does
    not hide the next.

    Args:
        table: as the TOML reader gives it; it is used up.
        kind: the struct of the file.
        place: the file, with no key.
    """
    problems: list[Problem] = []
    dropped: set[str] = set()
    try:
        problems += _odd_numbers(table, place)
        for _ in range(FAULTS_MAX):
            try:
                made = msgspec.convert(table, kind)
            except msgspec.ValidationError as error:
                path = _path_of(error)
                if path not in dropped:
                    problems.append(problem_of(error, kind, _named(table, path, place)))
                dropped.add(path)
                if not _drop(table, path):
                    break
            else:
                break
    except RecursionError:
        problems.append(place.problem("value-unreadable", "file", None, detail="nested too deeply"))
    if problems:
        raise ProblemsError(*problems)
    return made


def _path_of(error: msgspec.ValidationError) -> str:
    """Where a value failed, such as `rule[3].price`; an unknown or missing key's own path."""
    text = str(error)
    at = _AT.search(text)
    path = at["path"] if at else ""
    unknown = _UNKNOWN.match(_AT.sub("", text))
    return f"{path}.{unknown['name']}".lstrip(".") if unknown else path


def _steps(path: str) -> list[str | int]:
    """The keys and indices of a path; what the decoder cannot name ends it."""
    steps: list[str | int] = []
    for key, index in _STEP.findall(path.partition("[...]")[0]):
        steps.append(key or int(index))
    return steps


def _named(table: dict[str, Any], path: str, place: Place) -> Place:
    """The place of a path, with the items of lists called by their names."""
    value: Any = table
    for step in _steps(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            value = None
        place = place.under(step if isinstance(step, str) else _name_of(value, step + 1))
    return place


def _drop(table: dict[str, Any], path: str) -> bool:
    """Leave out what stands at a path; false where nothing can be left out."""
    *parents, last = _steps(path) or [""]
    value: Any = table
    try:
        for step in parents:
            value = value[step]
        del value[last]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _name_of(item: object, number: int) -> str:
    if isinstance(item, dict):
        return next((str(item[name]) for name in _NAMES if name in item), str(number))
    return str(number)


def problem_of(error: msgspec.ValidationError, kind: Any, place: Place) -> Problem:  # noqa: ANN401 - any type a decoder takes
    """The problem that a conversion to `kind` met; `place` is that of the value."""
    text = _AT.sub("", str(error))
    if found := _UNKNOWN.match(text):
        return place.problem("key-unknown", "", None, **near(found["name"], _keys(kind)))
    if found := _MISSING.match(text):
        return place.problem("key-missing", found["name"], None, name=found["name"])
    if found := _TYPE.match(text):
        return place.problem("wrong-type", "", None, expected=found["expected"], got=found["got"])
    if found := _CHOICE.match(text):
        return _not_a_choice(found["value"], kind, place, _path_of(error))
    if "date" in text:
        return place.problem("date-impossible")
    return place.problem("value-unreadable", "", None, detail=text.lower())


def near(name: str, known: list[str]) -> dict[str, str]:
    """Values for a sentence: a name, and something known that is close to it, or nothing."""
    close = difflib.get_close_matches(name[:NAME_LENGTH_MAX], known, n=1)
    return {"name": shortened(name), "near": close[0] if close else ""}


def shortened(text: str) -> str:
    """A text that was given, short enough for a sentence."""
    return text if len(text) <= NAME_LENGTH_MAX else f"{text[:NAME_LENGTH_MAX]}…"


def _not_a_choice(value: str, kind: Any, place: Place, path: str) -> Problem:  # noqa: ANN401 - as above
    key = next((step for step in reversed(_steps(path)) if isinstance(step, str)), "")
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
        yield place.problem("value-unreadable", "", None, detail=f"“{shortened(value)}”")
    elif isinstance(value, int | float | Decimal) and _is_odd(value):
        yield place.problem("number-out-of-range")


def _is_odd(value: float | Decimal) -> bool:
    if isinstance(value, int):
        return abs(value) > NUMBER_MAX
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite() or abs(number) > NUMBER_MAX:
        return True
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -DECIMALS_MAX
