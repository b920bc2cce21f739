"""`check` on files: the message for each that cannot be read, and which files it looks at."""

import shutil
from pathlib import Path
from typing import Final

import pytest
from integration.faults import (
    CITY,
    GIVING,
    SCENARIOS,
    SCHEME,
    Fault,
    Step,
    broken,
    cases,
    newtown,
    put,
    seen,
    write,
)
from integration.faults_of_files import FILE_FAULTS

from backend.cities.check import check
from backend.cities.load import SHIPPED

JUNK: Final = (
    bytes(range(256)) * 20,
    bytes(1000),
    'code = "newtown"\n'.encode("utf-16"),
    b"PK\x03\x04\x14\x00\x06\x00",
    b"",
    b"{}",
    b"not a file of a city at all",
)
DEEP: Final = (
    pytest.param("x = " + "[" * 400 + "]" * 400, id="arrays"),
    pytest.param("x = " + "[" * 100_000, id="arrays-deeper"),
    pytest.param("x = " + "{a=" * 400 + "1" + "}" * 400, id="tables"),
    pytest.param("x = " + "{a=" * 20_000 + "1" + "}" * 20_000, id="tables-deeper"),
    pytest.param(".".join(["a"] * 3_000) + " = 1", id="dotted-key"),
    pytest.param("[" + ".".join(["a"] * 3_000) + "]", id="header"),
)
NUMBERS: Final = (
    *("nan", "inf", "-inf", "1e99", "1e-99", "123456789012", '"1e99"'),
    pytest.param("1e" + "9" * 20, id="1e9..."),
    pytest.param("0x" + "f" * 5000, id="0xfff..."),
)
PLACES: Final = (
    (CITY, "notice_days = 15", "notice_days"),
    (SCHEME, "at_most = 15", "rule.illegal-parking.at_most"),
    (SCHEME, "months = 3", "rule.illegal-parking.lifetime.months"),
    (GIVING, "record_type = 16", "deed_type.volunteering.record_type"),
)
SEVERAL: Final = (
    pytest.param(
        (put(CITY, "minimum_age = 18", ""), put(CITY, "notice_days = 15", "")),
        {"minimum_age", "notice_days"},
        id="missing-in-a-city",
    ),
    pytest.param(
        (put(SCHEME, 'source = "row 4"\n', ""), put(SCHEME, 'source = "row 5"\n', "")),
        {"rule.illegal-parking.source", "rule.public-order-penalty.source"},
        id="missing-in-two-rules",
    ),
    pytest.param(
        (put(CITY, '["zh", "en"]', '["de", "zh", "fr"]'),),
        {"languages.1", "languages.3"},
        id="in-a-list",
    ),
    pytest.param(
        (
            put(SCENARIOS, "on = 2027-06-30", 'on = "30 June 2027"'),
            put(SCENARIOS, "on = 2027-06-30", 'on = "30 June 2027"'),
        ),
        {
            "scenario.Sixty hours of volunteering and a city award.on",
            "scenario.Four times of illegal parking and a repaired penalty.on",
        },
        id="in-two-scenarios",
    ),
    pytest.param(
        (put(SCHEME, "provincial = { years = 3 }", "provincial = { yeers = 3 }"),),
        {"rule.volunteer-award.lifetime.by_grade.provincial.yeers"},
        id="below-a-grade",
    ),
)


@pytest.mark.parametrize("fault", cases(FILE_FAULTS))
def test_each_fault_of_a_file_has_its_message(tmp_path: Path, fault: Fault) -> None:
    tree = broken(tmp_path, fault)
    found = seen(tree, fault.path)
    assert list(found) == list(fault.messages)
    assert fault.kind in found.values()


@pytest.mark.parametrize("path", ["newtown", CITY, SCHEME, SCENARIOS, "newtown/schemes"])
def test_a_city_is_found_by_its_folder_and_by_any_file_in_it(tmp_path: Path, path: str) -> None:
    tree = newtown(tmp_path)
    shutil.copytree(SHIPPED / "suzhou", tree.root / "suzhou")
    tree.append("suzhou/city.toml", "surplus = 1\n")
    tree.replace(CITY, "minimum_age = 18", "minimum_age = 14")
    checked = check(tree.root / path)
    assert checked.cities == ("newtown",)
    assert [problem.kind for problem in checked.problems] == ["minimum-age"]


def test_a_folder_of_cities_is_checked_city_by_city(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    shutil.copytree(tree.root / "newtown", tree.root / "oldtown")
    tree.replace("oldtown/city.toml", 'code = "newtown"', 'code = "oldtown"')
    tree.replace("oldtown/schemes/2027-01-01.toml", 'city = "newtown"', 'city = "oldtown"')
    checked = check(tree.root)
    assert (checked.cities, checked.schemes) == (("newtown", "oldtown"), 2)
    assert checked.problems == ()


def test_a_broken_file_of_one_city_does_not_hide_another_citys_faults(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    shutil.copytree(tree.root / "newtown", tree.root / "oldtown")
    tree.replace(CITY, "notice_days", "notice days")
    assert {problem.file for problem in tree.problems()} == {
        CITY,
        "oldtown/city.toml",
        "oldtown/schemes/2027-01-01.toml",
    }


def test_cities_without_a_catalogue_are_checked_against_the_shipped_one(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    shutil.rmtree(tree.root / "catalogue")
    shutil.rmtree(tree.root / "sources")
    checked = check(tree.root)
    assert (checked.cities, checked.problems) == (("newtown",), ())
    tree.replace(SCHEME, '"bone-marrow-donation"', '"bone-marow-donation"')
    assert [problem.kind for problem in tree.problems()] == ["rule-unknown-deed-type"]


def test_an_empty_catalogue_is_named_file_by_file(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    shutil.rmtree(tree.root / "catalogue")
    (tree.root / "catalogue").mkdir()
    assert [(problem.file, problem.kind) for problem in tree.problems()] == [
        ("catalogue/units.toml", "file-missing"),
        ("catalogue/departments.toml", "file-missing"),
        ("catalogue/record_types.toml", "file-missing"),
    ]


@pytest.mark.parametrize("name", [CITY, GIVING])
@pytest.mark.parametrize("content", JUNK, ids=[str(number) for number in range(len(JUNK))])
def test_every_problem_of_junk_names_its_file(tmp_path: Path, name: str, content: bytes) -> None:
    tree = newtown(tmp_path)
    write(name, content)(tree)
    assert {problem.file for problem in tree.problems()} == {name}


@pytest.mark.parametrize("name", [SCHEME, GIVING])
def test_line_ends_and_a_byte_order_mark_of_windows_do_no_harm(tmp_path: Path, name: str) -> None:
    tree = newtown(tmp_path)
    content = (tree.root / name).read_bytes()
    write(name, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))(tree)
    assert tree.messages() == []


@pytest.mark.parametrize("text", DEEP)
def test_deeply_nested_toml_is_a_problem_of_its_file(tmp_path: Path, text: str) -> None:
    tree = newtown(tmp_path)
    tree.append(CITY, text)
    assert [problem.file for problem in tree.problems()] == [CITY]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_or_is_huge_is_refused(tmp_path: Path, number: str) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, "base = 600", f"base = {number}")
    assert [problem.key for problem in tree.problems()] == ["scale.base"]


def test_a_number_of_thousands_of_digits_is_a_problem_of_its_file(tmp_path: Path) -> None:
    # Python reads none, and does not say where it stands.
    tree = newtown(tmp_path)
    tree.replace(SCHEME, "base = 600", f"base = {'9' * 5000}")
    assert [(problem.kind, problem.file, problem.key) for problem in tree.problems()] == [
        ("number-out-of-range", SCHEME, "file")
    ]


@pytest.mark.parametrize("number", ["nan", "-123456789012"])
@pytest.mark.parametrize(("name", "old", "key"), PLACES)
def test_a_number_that_is_none_or_is_huge_is_refused_where_it_stands(
    tmp_path: Path, number: str, name: str, old: str, key: str
) -> None:
    tree = newtown(tmp_path)
    tree.replace(name, old, f"{old.rpartition(' ')[0]} {number}")
    assert [(problem.file, problem.key) for problem in tree.problems()] == [(name, key)]


@pytest.mark.parametrize("number", ["inf", "-inf", "1e99", "nan"])
def test_a_quantity_that_is_none_or_is_huge_is_refused(tmp_path: Path, number: str) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCENARIOS, "quantity = 30", f"quantity = {number}")
    assert [(problem.kind, problem.key) for problem in tree.problems()] == [
        (
            "number-out-of-range",
            ("scenario.Sixty hours of volunteering and a city award.deed.hours-in-march.quantity"),
        )
    ]


@pytest.mark.parametrize("days", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("on", "scenario-differs"),
        ("occurred_on", "date-out-of-range"),
        ("repaired_on", "date-out-of-range"),
    ],
)
def test_a_day_at_the_ends_of_time_does_not_come_out(
    tmp_path: Path, key: str, kind: str, days: str
) -> None:
    tree = newtown(tmp_path)
    before, found, after = (tree.root / SCENARIOS).read_text("utf-8").partition(f"\n{key} = ")
    (tree.root / SCENARIOS).write_text(before + found + days + after[10:], "utf-8")
    assert {(problem.kind, problem.file) for problem in tree.problems()} == {(kind, SCENARIOS)}


def test_a_table_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, "[scale]", 'table = "newtown.tsv"\n[scale]')
    write("sources/newtown.tsv", "行\n第一行".encode("gbk"))(tree)
    assert tree.messages() == [
        (
            "sources/newtown.tsv: file: The file is not UTF-8 (byte 1). "
            "Save it again with the encoding UTF-8."
        )
    ]


@pytest.mark.parametrize(("steps", "keys"), SEVERAL)
def test_faults_of_one_kind_do_not_hide_each_other(
    tmp_path: Path, steps: tuple[Step, ...], keys: set[str]
) -> None:
    tree = newtown(tmp_path)
    for step in steps:
        step(tree)
    assert {problem.key for problem in tree.problems()} == keys
