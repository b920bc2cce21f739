"""What `rules` lists, and what holds for every command: help, version, languages, start-up."""

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from integration.test_score_command import run_inline

if TYPE_CHECKING:
    from running import Command

ROOT = Path(__file__).resolve().parents[2]
CITIES = ("fuzhou", "hangzhou", "rongcheng", "suqian", "suzhou", "weihai", "wuhu", "xiamen")
FORMS = {
    "flat",
    "by-grade",
    "tiers",
    "first-and-further",
    "sliced",
    "each",
    "each-period",
    "floor",
    "direct-grade",
}
EXCLUDED = {
    **dict.fromkeys(["C02", "B47", "C26", "C27", "C29", "C30", "B57", "B58"], 4),
    **dict.fromkeys(["B34", "B43", "C38", "B01"], 4),
    **dict.fromkeys(["B09", "B10", "B41"], 3),
    **dict.fromkeys(["B03", "B23", "B31", "B62"], 2),
}
SPLIT = {"B34", "B43", "C38", "B01", "B03", "B23", "B31", "B62"}
ARGUMENTS = {
    "check": ["PATH"],
    "rules": ["--city", "--json"],
    "score": ["--city", "--on", "FILE.json"],
    "schema": [],
    "demo": ["--once"],
}

Row = dict[str, Any]


@pytest.fixture
def inline(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> "Command":
    """The command in this process; `citypoints` is for where a process of its own matters."""
    return run_inline(tmp_path, capsysbinary)


def rows_of(run: "Command", city: str, *flags: str) -> list[Row]:
    """What `rules --json` prints for a city."""
    done = run("rules", "--city", city, "--json", *flags)
    assert (done.returncode, done.stderr) == (0, "")
    return cast("list[Row]", json.loads(done.stdout))


@pytest.mark.parametrize("city", CITIES)
def test_prices_are_told_in_chinese_without_a_word_of_english(inline: "Command", city: str) -> None:
    """But for bands that are called by letters, and the rows of a source."""
    for row in rows_of(inline, city, "--language", "zh"):
        told = re.sub(r"“[A-D]+级”|合并：.*", "", row["price_text"] or "")
        assert not re.search(r"[A-Za-z]", told), row


def table() -> list[dict[str, str]]:
    """The published table of Fuzhou."""
    path = ROOT / "city_configs" / "sources" / "fuzhou-2018-rules.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def width(line: str) -> int:
    """The columns that a line takes on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in line
    )


def test_every_city_lists_at_least_twenty_whole_rules_and_all_nine_forms_occur(
    inline: "Command",
) -> None:
    forms: set[str] = set()
    for city in CITIES:
        rows = rows_of(inline, city)
        rules = [row for row in rows if row["article"] is None]
        assert len(rules) >= 20, city
        assert len({row["code"] for row in rules}) == len(rules), city
        for row in rules:
            assert row["direction"] in {"merit", "demerit"}, row
            assert all(isinstance(row[key], str) and row[key] for key in ("code", "source"))
            assert isinstance(row["label"], str), row
            assert row["label"], row
            assert row["price"]["form"] in FORMS, row
            assert isinstance(row["grades"], list), row
            assert bool(row["grades"]) == (row["price"]["form"] == "by-grade"), row
            assert row["unit"] is None or isinstance(row["unit"], str), row
            if row["price"]["form"] in {"tiers", "first-and-further", "sliced", "each"}:
                assert row["unit"], row
            forms.add(row["price"]["form"])
        for row in rows:
            if row["article"] is not None:
                assert row["article"] in {2, 3, 4}, row
                assert row["source"], row
                assert row["label"], row
                assert row["code"] is None, row
    assert forms == FORMS


def test_every_row_of_fuzhous_table_is_a_rule_or_excluded_or_split_into_both(
    inline: "Command",
) -> None:
    # Rows of another table, such as the published perks, are called by its name.
    rows = [row for row in rows_of(inline, "fuzhou") if not row["source"].startswith("sources/")]
    rules = [row["source"] for row in rows if row["article"] is None]
    excluded = {row["source"]: row["article"] for row in rows if row["article"] is not None}
    every = [f"B{n:02}" for n in range(1, 75)] + [f"C{n:02}" for n in range(1, 39)]
    assert [row["row"] for row in table()] == every
    assert sorted({*rules, *excluded}) == every
    assert excluded == EXCLUDED
    assert set(rules) & excluded.keys() == SPLIT
    # B17 is two deed types; every other row is one rule at most, in the order of the table.
    assert rules == sorted(rules)
    assert [source for source in every if rules.count(source) > 1] == ["B17"]


def test_fuzhous_directions_and_prices_are_those_of_the_table(inline: "Command") -> None:
    published = {row["row"]: row for row in table()}
    for row in rows_of(inline, "fuzhou"):
        if row["article"] is not None:
            continue
        line = published[row["source"]]
        merit = line["direction"] == "add"
        assert row["direction"] == ("merit" if merit else "demerit"), row
        if line["points"].isdigit():
            assert row["price"]["form"] == "flat", row
            assert row["price"]["points"] == int(line["points"]) * (1 if merit else -1), row
        elif row["price"]["form"] == "by-grade" and row["source"] != "C38":
            numbers = {int(number) for number in re.findall(r"(\d+):", line["points"])}
            assert {abs(points) for points in row["price"]["points"].values()} == numbers, row
            assert row["grades"] == list(row["price"]["points"]), row


def test_units_and_pools_are_listed(inline: "Command") -> None:
    rows = {row["code"]: row for row in rows_of(inline, "fuzhou") if row["code"]}
    units = {code: rows[code]["unit"] for code in ("volunteering", "blood-donation")}
    assert units == {"volunteering": "hours", "blood-donation": "ml"}
    assert rows["electricity-arrears"]["unit"] == "times"
    for code in ("charity-donation", "red-cross-donation"):
        assert (rows[code]["unit"], rows[code]["price"]["form"]) == ("CNY", "first-and-further")
    assert (rows["bravery"]["unit"], rows["bravery"]["grades"][0]) == (
        None,
        "first-class-provincial",
    )


def test_units_are_called_by_their_labels_in_a_price(inline: "Command") -> None:
    prices = {row["code"]: row["price_text"] for row in rows_of(inline, "fuzhou")}
    assert prices["charity-donation"].startswith("+10 to 10,000 yuan, ")
    assert "millilitres of platelets count as 20 millilitres each" in prices["blood-donation"]
    sliced = {row["code"]: row["price_text"] for row in rows_of(inline, "weihai")}
    assert sliced["charity-donation"].startswith("yuan: ")


def test_the_list_is_json_in_either_language_with_the_same_rules(inline: "Command") -> None:
    english, chinese = (rows_of(inline, "wuhu", f"--language={tag}") for tag in ("en", "zh"))
    for one, other in zip(english, chinese, strict=True):
        assert [one[key] for key in ("code", "source", "direction", "price", "article")] == [
            other[key] for key in ("code", "source", "direction", "price", "article")
        ]


@pytest.mark.parametrize("city", ["fuzhou", "weihai", "xiamen"])
def test_the_plain_table_lines_up_with_chinese_and_has_no_colours(
    inline: "Command", city: str
) -> None:
    done = inline("rules", "--city", city, "--language", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    framed = [
        [line.rstrip() for line in block]
        for inside, block in groupby(lines, lambda line: line[:1] in {*"│┃┏┡└├┌╭╰|+"})
        if inside
    ]
    assert len(framed) == 2, "the rules and what is excluded"
    for block in framed:
        assert len({width(line) for line in block}) == 1
        assert any("一" <= sign <= "鿿" for line in block[2:] for sign in line)


def test_every_rule_and_excluded_row_stands_in_the_table(
    inline: "Command", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "360")
    rows = rows_of(inline, "fuzhou")
    shown = inline("rules", "--city=fuzhou", "--language=en").stdout
    for row in rows:
        assert row["source"] in shown
        assert row["code"] is None or row["code"] in shown, row
    assert inline("rules", "--city=fuzhou", "--language=zh").stdout.count("C38") == 2


def test_help_of_each_command_exits_0_and_names_its_arguments(inline: "Command") -> None:
    top = inline("--help")
    assert (top.returncode, top.stderr) == (0, "")
    for command, arguments in ARGUMENTS.items():
        assert command in top.stdout
        done = inline(command, "--help")
        assert (done.returncode, done.stderr) == (0, ""), command
        for argument in arguments:
            assert argument in done.stdout, (command, argument)


def test_the_version_is_that_of_the_project(citypoints: "Command") -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    done = citypoints("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"citypoints {version}\n"


def test_an_unknown_command_or_flag_or_none_at_all_exits_2(inline: "Command") -> None:
    for arguments, word in (
        (["frobnicate"], "frobnicate"),
        ([], "COMMAND"),
        (["--frobnicate"], "COMMAND"),
        (["rules"], "--city"),
        (["rules", "--city=fuzhou", "--frobnicate"], "--frobnicate"),
        (["rules", "--city=fuzhou", "--language=fr"], "fr"),
    ):
        done = inline(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert word in done.stderr, arguments
        assert "Traceback" not in done.stderr


def test_an_unknown_city_is_answered_in_chinese_on_request(inline: "Command") -> None:
    done = inline("rules", "--city=nowhere", "--language=zh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有城市 nowhere" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["rules", "--city=fuzhou"], ["rules", "--city=fuzhou",
                         "--json"], ["schema"], ["--help"]], ids=" ".join)  # fmt: skip
def test_a_broken_pipe_leaves_no_traceback(tmp_path: Path, arguments: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "backend", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        # The reader leaves before the first line, as `| head -0` would.
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == b""


def test_start_up_imports_no_server_no_database_and_no_event_loop(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "backend", "--help"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        timeout=60,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "argparse" in imported
    heavy = {"litestar", "sqlalchemy", "asyncio", "alembic", "uvicorn", "granian", "apscheduler"}
    heavy |= {"PySide6", "openpyxl", "cryptography", "psycopg", "aiosqlite", "sqlite3", "httpx"}
    assert not {name for name in imported if name.partition(".")[0] in heavy}
