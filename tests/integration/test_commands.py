"""`check`, `schema` and `score` as their users run them."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import CityTree
from jsonschema import Draft202012Validator

from backend.__main__ import main
from backend.cities.check import check
from backend.cities.load import SHIPPED

Tree = Callable[..., CityTree]


def test_check_of_the_shipped_cities_says_what_it_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check"]) == 0
    shown = capsys.readouterr()
    assert re.fullmatch(r"Cities 8, schemes 10, scenarios \d+: nothing to correct\.\n", shown.out)
    assert shown.err == ""


def test_check_refuses_with_each_problem_on_standard_error(
    tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tree("_template")
    files.replace("_template/city.toml", "notice_days = 15", "notice_days = 1")
    files.replace("_template/city.toml", "minimum_age = 18", "minimum_age = 12")
    assert main(["check", str(files.root / "_template")]) == 2
    shown = capsys.readouterr()
    assert shown.err == (
        "_template/city.toml: minimum_age: Residents consent for themselves, at 18 or older. "
        "Raise the age. (charter, article 1)\n"
        "_template/city.toml: notice_days: The resident is told 7 to 90 days before a demerit "
        "counts, not 1. Correct the number. (charter, article 3)\n"
    )
    assert shown.out.endswith("problems to correct: 2.\n")


def test_check_speaks_chinese_on_request(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    files = tree("_template")
    files.replace("_template/city.toml", "minimum_age = 18", "minimum_age = 12")
    assert main(["check", "--language", "zh", str(files.root / "_template")]) == 2
    shown = capsys.readouterr()
    assert shown.err == (
        "_template/city.toml: minimum_age: 居民须年满 18 岁方可自行同意。请提高年龄。"
        "（章程第1条）\n"
    )
    assert shown.out.endswith("有 1 处需要改正。\n")


def test_schema_prints_one_schema_for_all_files(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capfdbinary.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert {"City", "SchemeText", "ScenariosFile"} <= set(schema["$defs"])


def test_schema_of_a_scheme_finds_a_misspelt_key(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "scheme"]) == 0
    schema = Draft202012Validator(json.loads(capfdbinary.readouterr().out))
    wrong = {"city": "a", "effectiv_on": "2027-01-01"}
    assert any("effectiv_on" in error.message for error in schema.iter_errors(wrong))


def test_schema_writes_a_file_for_each_kind(tmp_path: Path) -> None:
    assert main(["schema", "--write", str(tmp_path / "new")]) == 0
    written = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert written == sorted(path.name for path in (SHIPPED / "schema").iterdir())
    for name in written:
        assert (tmp_path / "new" / name).read_bytes() == (SHIPPED / "schema" / name).read_bytes()


def test_a_city_that_shows_levels_only_has_no_number_as_headline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deeds = tmp_path / "deeds.json"
    deeds.write_text("[]")
    arguments = ["--city", "xiamen", "--on", "2019-06-30", "--table", str(deeds)]
    assert main(["score", *arguments]) == 0
    headline, *explanation = capsys.readouterr().out.splitlines()
    assert "良好" in headline
    assert "600" not in headline
    assert any("600" in line for line in explanation)


def test_a_scheme_with_a_problem_scores_nothing(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tree("xiamen")
    deeds = tmp_path / "deeds.json"
    deeds.write_text("[]")
    arguments = ["--configs", str(files.root), "--city", "xiamen", "--on", "2019-06-30"]
    files.append("xiamen/schemes/2019-01-01.toml", '\n[[rule]]\ndeed_type = "x"\nsource = "y"\n')
    assert main(["score", *arguments, str(deeds)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    key = "xiamen/schemes/2019-01-01.toml: rule.x.deed_type"
    assert f"{key}: The catalogue has no deed type x" in shown.err


def test_a_folder_of_ones_own_cities_may_do_without_a_catalogue(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tree("xiamen")
    shutil.rmtree(files.root / "catalogue")
    deeds = tmp_path / "deeds.json"
    deeds.write_text("[]")
    arguments = ["--configs", str(files.root), "--city", "xiamen", "--on", "2019-06-30"]
    assert main(["check", str(files.root)]) == 0
    assert main(["score", *arguments, str(deeds)]) == 0
    assert '"total": 600' in capsys.readouterr().out


@pytest.mark.parametrize("path", ["catalogue", "catalogue/units.toml", "catalogue/deed_types"])
def test_check_of_the_catalogue_checks_the_cities_that_use_it(tree: Tree, path: str) -> None:
    files = tree("xiamen")
    assert check(files.root / path).cities == ("xiamen",)


def test_a_folder_above_that_is_called_catalogue_is_none(tmp_path: Path) -> None:
    files = CityTree(tmp_path / "catalogue", "xiamen")
    assert check(files.root).cities == ("xiamen",)
