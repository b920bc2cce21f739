"""Whatever a file holds, it is either converted or its faults are named; nothing else happens."""

import copy
import tomllib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.cities.decode import decode_table, problems_of
from backend.cities.files import DeedTypesFile, ScenariosFile, UnitsFile
from backend.cities.load import SHIPPED
from backend.core.city import City
from backend.core.problems import Place, ProblemsError, describe
from backend.core.scheme import SchemeText

FILES: dict[str, type[Any]] = {
    "_template/city.toml": City,
    "_template/schemes/2027-01-01.toml": SchemeText,
    "_template/scenarios/2027-01-01.toml": ScenariosFile,
    "catalogue/deed_types/giving.toml": DeedTypesFile,
    "catalogue/units.toml": UnitsFile,
    "fuzhou/schemes/2019-01-01.toml": SchemeText,
    "weihai/schemes/2020-01-01.toml": SchemeText,
}
TABLES = {
    name: tomllib.loads((SHIPPED / name).read_text("utf-8"), parse_float=Decimal) for name in FILES
}
ODD: list[Any] = [
    "",
    "text",
    "nan",
    "5",
    "08:00",
    "08:00:00",
    "08:00:00Z",
    "2027-02-30",
    "flat",
    0,
    -1,
    10**30,
    True,
    Decimal("NaN"),
    Decimal("1e99"),
    Decimal("0.0000001"),
    float("inf"),
    date(2027, 1, 1),
    datetime(2027, 1, 1, tzinfo=UTC),
    time(1, 2),
    [],
    [[]],
    {},
    {"form": "flat"},
    {"form": 3},
    {"kind": "rolling"},
    [{}],
    [1, "a"],
]
PLACE = Place("file.toml", "")


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [path] if path else []
    if isinstance(value, dict | list):
        for key, each in inner:
            found += paths(each, (*path, key)) if isinstance(each, dict | list) else [(*path, key)]
    return found


PATHS = {name: paths(table) for name, table in TABLES.items()}


def at(table: Any, path: tuple[Any, ...]) -> Any:
    """What holds the value that a path leads to."""
    for step in path[:-1]:
        table = table[step]
    return table


def is_converted_or_named(table: dict[str, Any], name: str) -> None:
    found = list(problems_of(table, FILES[name], PLACE))
    if found:
        assert all(describe(problem, language) for problem in found for language in ("en", "zh"))
        with pytest.raises(ProblemsError):
            decode_table(table, FILES[name], PLACE)
    else:
        assert msgspec.convert(table, FILES[name]) == decode_table(table, FILES[name], PLACE)


@given(st.data())
def test_a_changed_file_is_converted_or_its_faults_are_named(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    table = copy.deepcopy(TABLES[name])
    path = data.draw(st.sampled_from(PATHS[name]))
    holder = at(table, path)
    if data.draw(st.booleans()):
        holder[path[-1]] = data.draw(st.sampled_from(ODD))
    elif isinstance(holder, dict):
        holder["misspelt"] = holder.pop(path[-1])
    else:
        del holder[path[-1]]
    is_converted_or_named(table, name)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("_template/")])
def test_each_key_of_a_file_can_be_odd_in_every_way(name: str) -> None:
    # One of each list stands for all of it.
    keys = {
        tuple(0 if isinstance(step, int) else step for step in path): path for path in PATHS[name]
    }
    for path in keys.values():
        table = copy.deepcopy(TABLES[name])
        for odd in ODD:
            at(table, path)[path[-1]] = odd
            is_converted_or_named(table, name)


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_file_has_nothing_to_name(name: str) -> None:
    assert list(problems_of(TABLES[name], FILES[name], PLACE)) == []


def test_a_none_where_a_table_is_due_is_named() -> None:
    found = list(problems_of({"scale": None}, SchemeText, PLACE))
    assert "file.toml: scale: This must be a table, not nothing. Correct the value." in [
        describe(problem) for problem in found
    ]
