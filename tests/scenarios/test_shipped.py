"""The shipped city files: no problems, enough of everything, and the published tables covered."""

import csv
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from backend.cities.check import check
from backend.cities.load import (
    SHIPPED,
    TEMPLATE,
    bind_scheme,
    city_codes,
    load_catalogue,
    load_city,
    load_individual_data,
)
from backend.cities.schema import KINDS, schema_of, schema_of_all
from backend.core.catalogue import Direction
from backend.core.problems import describe

CITIES = ["fuzhou", "hangzhou", "rongcheng", "suqian", "suzhou", "weihai", "wuhu", "xiamen"]


def rows(table: str) -> list[dict[str, str]]:
    with (SHIPPED / "sources" / table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_nothing_is_to_be_corrected_and_every_scenario_comes_out() -> None:
    checked = check(SHIPPED)
    assert [describe(problem) for problem in checked.problems] == []
    assert list(checked.cities) == CITIES
    assert checked.scenarios >= 60


def test_fuzhou_has_at_least_forty_scenarios() -> None:
    assert sum(map(len, load_city(SHIPPED, "fuzhou").scenarios.values())) >= 40


@pytest.mark.parametrize("city", CITIES)
def test_a_city_prices_twenty_deed_types_and_begins_on_its_day(city: str) -> None:
    files = load_city(SHIPPED, city)
    first = min(files.schemes)
    assert len(files.schemes[first].rules) >= 20
    assert first == (date(2020, 1, 1) if city == "weihai" else date(2019, 1, 1))


def test_all_nine_forms_and_three_kinds_of_group_occur() -> None:
    catalogue = load_catalogue(SHIPPED)
    forms, kinds = set(), set()
    for city in CITIES:
        for text in load_city(SHIPPED, city).schemes.values():
            bound = bind_scheme(text, catalogue)
            forms |= {type(rule.price).__name__ for rule in bound.rules.values()}
            kinds |= {group.kind for group in text.groups}
    assert len(forms) == 9
    assert kinds == {"pool", "largest", "cap"}


def test_fuzhou_says_of_each_row_what_the_design_says() -> None:
    text = load_city(SHIPPED, "fuzhou").schemes[date(2019, 1, 1)]
    # Published perks that are left out are lines of a table of their own.
    left_out = [entry for entry in text.excluded if not entry.is_perk]
    whole = {entry.source: entry.article for entry in left_out if entry.part_en is None}
    halves = {entry.source: entry.article for entry in left_out if entry.part_en}
    article_4 = ("C02", "B47", "C26", "C27", "C29", "C30", "B57", "B58")
    assert whole == dict.fromkeys(article_4, 4) | dict.fromkeys(("B09", "B10", "B41"), 3)
    assert halves == dict.fromkeys(("B34", "B43", "C38", "B01"), 4) | dict.fromkeys(
        ("B03", "B23", "B31", "B62"), 2
    )
    ruled = [rule.source for rule in text.rules]
    assert {*ruled, *whole} == {row["row"] for row in rows("fuzhou-2018-rules.tsv")}
    assert not set(ruled) & set(whole)
    assert ruled.count("B17") == 2


def test_fuzhou_takes_and_gives_as_its_table_does() -> None:
    catalogue = load_catalogue(SHIPPED)
    text = load_city(SHIPPED, "fuzhou").schemes[date(2019, 1, 1)]
    published = {row["row"]: row["direction"] for row in rows("fuzhou-2018-rules.tsv")}
    for rule in text.rules:
        direction = catalogue.deed_types[rule.deed_type].direction
        expected = Direction.MERIT if published[rule.source] == "add" else Direction.DEMERIT
        assert direction is expected, rule.source


def test_every_line_of_the_individual_data_has_an_answer() -> None:
    lines = {(line.group, line.item) for line in load_individual_data(SHIPPED).lines}
    assert lines == {(row["group"], row["item"]) for row in rows("individual-data.tsv")}


def test_the_template_is_a_valid_city() -> None:
    assert check(SHIPPED / TEMPLATE).problems == ()
    assert TEMPLATE not in city_codes(SHIPPED)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_files_for_editors_are_up_to_date(kind: str) -> None:
    path = SHIPPED / "schema" / f"{kind}.schema.json"
    assert json.loads(path.read_text("utf-8")) == json.loads(msgspec.json.encode(schema_of(kind)))


def toml_files() -> list[Path]:
    return sorted(SHIPPED.glob("**/*.toml"))


@pytest.mark.parametrize("path", toml_files(), ids=lambda path: str(path.relative_to(SHIPPED)))
def test_a_file_satisfies_the_schema_that_it_names_and_the_one_for_all(path: Path) -> None:
    text = path.read_text("utf-8")
    directive = text.partition("\n")[0]
    assert directive.startswith("#:schema ")
    schema = (path.parent / directive.removeprefix("#:schema ")).resolve()
    table = as_json(tomllib.loads(text))
    assert not list(Draft202012Validator(json.loads(schema.read_text("utf-8"))).iter_errors(table))
    assert Draft202012Validator(schema_of_all()).is_valid(table)


def as_json(value: Any) -> Any:
    """What an editor sees of TOML: dates as strings."""
    return msgspec.to_builtins(value)
