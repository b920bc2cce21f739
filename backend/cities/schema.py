"""JSON Schema of the city files, for editors that complete and check TOML."""

import re
from textwrap import dedent
from typing import Any, Final

import msgspec

from backend.cities.files import (
    DeedTypesFile,
    DepartmentsFile,
    IndividualDataFile,
    RecordTypesFile,
    ScenariosFile,
    UnitsFile,
)
from backend.core.city import City
from backend.core.scheme import SchemeText

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

# An attribute in a docstring: its name, or several, and the lines up to the next one.
_ATTRIBUTE: Final = re.compile(r"^(\w+(?:, \w+)*): (.*(?:\n +.*)*)", re.MULTILINE)

KINDS: Final[dict[str, Any]] = {
    "city": City,
    "scheme": SchemeText,
    "scenarios": ScenariosFile,
    "deed_types": DeedTypesFile,
    "units": UnitsFile,
    "departments": DepartmentsFile,
    "record_types": RecordTypesFile,
    "individual_data": IndividualDataFile,
}


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of one kind of file."""
    found: dict[str, Any] = _numbers(msgspec.json.schema(KINDS[kind]))
    _describe(found)
    return {"$schema": DIALECT, "title": f"citypoints {kind}", **found}


def schema_of_all() -> dict[str, Any]:
    """One schema that any city file satisfies."""
    references, definitions = msgspec.json.schema_components(
        list(KINDS.values()), ref_template="#/$defs/{name}"
    )
    found: dict[str, Any] = _numbers({"anyOf": list(references), "$defs": definitions})
    _describe(found)
    return {"$schema": DIALECT, "title": "citypoints city files", **found}


def _describe(schema: dict[str, Any]) -> None:
    """Move what a struct's docstring says of its attributes to where an editor shows it."""
    for definition in schema.get("$defs", {}).values():
        text, _, attributes = definition.get("description", "").partition("Attributes:\n")
        if text:
            definition["description"] = text.strip()
        for name, meaning in _ATTRIBUTE.findall(dedent(attributes)):
            words = " ".join(meaning.split())
            for key in name.replace(",", " ").split():
                if key in definition.get("properties", {}):
                    definition["properties"][key]["description"] = words


def _numbers(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """Decimals are numbers in TOML, not strings."""
    if isinstance(schema, list):
        return [_numbers(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        rest = {key: value for key, value in schema.items() if key not in {"format", "default"}}
        return {**rest, "type": "number"}
    return {key: _numbers(value) for key, value in schema.items()}
