"""JSON Schema of the city files, for editors that complete and check TOML."""

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
    return {"$schema": DIALECT, "title": f"citypoints {kind}", **found}


def schema_of_all() -> dict[str, Any]:
    """One schema that any city file satisfies."""
    references, definitions = msgspec.json.schema_components(
        list(KINDS.values()), ref_template="#/$defs/{name}"
    )
    found: dict[str, Any] = _numbers({"anyOf": list(references), "$defs": definitions})
    return {"$schema": DIALECT, "title": "citypoints city files", **found}


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
