"""Help and complaints of the command line: in the reader's language, and with what to do."""

import re
from typing import TYPE_CHECKING

import pytest
from running import ROOT

from backend.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = sorted(
    path.stem.replace("_", "-")
    for path in (ROOT / "backend" / "commands").glob("*.py")
    if "\ndef run(" in path.read_text("utf-8")
)
SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")
CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


def said(capture: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    """Status, output and errors of what ends while it is read."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    output, errors = capture.readouterr()
    return left.value.code, output, errors


def blocks(help_: str) -> "Sequence[str]":
    """Each argument or command with its words, however many lines they take."""
    lists = [part for part in help_.split("\n\n") if re.match(r"\S+:\n", part)]
    return [block for part in lists for block in re.split(r"\n {2,4}(?=\S)", part)[1:]]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole_in_both_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [command] if command else []
    status, english, errors = said(capsys, *asked, "--help")
    assert (status, errors) == (0, "")
    assert english.startswith(f"usage: citypoints {command}".rstrip())
    assert not CHINESE.search(english)
    status, chinese, errors = said(capsys, *asked, "--help", "--language", "zh")
    assert (status, errors) == (0, "")
    assert chinese.startswith(f"用法：citypoints {command}".rstrip())
    explained = [block for block in blocks(chinese) if block.strip() != "COMMAND"]
    assert len(explained) > 1
    assert [block for block in explained if not CHINESE.search(block)] == []


def test_all_commands_are_tried() -> None:
    assert {"check", "demo", "serve", "verify-pass", "worker"} <= set(COMMANDS)


@pytest.mark.parametrize(
    "settings",
    [
        {"LANG": "zh_CN.UTF-8"},
        {"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"},
        {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LANG": "C"},
    ],
    ids=" ".join,
)
def test_without_a_wish_it_is_the_terminals_language(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert "用法" in said(capsys, "check", "--help")[1]
    assert "usage" in said(capsys, "check", "--help", "--language", "en")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--language", "zh", "rules", "--city", "nowhere"),
        ("--language=zh", "rules", "--city=nowhere"),
        ("rules", "--language", "zh", "--city", "nowhere"),
        ("rules", "--city", "nowhere", "--language=zh"),
        ("--language", "en", "rules", "--city=nowhere", "--language", "zh"),
    ],
    ids=" ".join,
)
def test_the_language_may_stand_anywhere(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "没有城市 nowhere" in capsys.readouterr().err


REFUSED = [
    ((), "COMMAND: This is missing.", "`citypoints --help`"),
    (("frobnicate",), "COMMAND: There is no frobnicate here.", "check, rules, score"),
    (("--frobnicate", "schema"), "--frobnicate: `citypoints` knows", "`citypoints --help`"),
    (("rules",), "--city: This is missing.", "`citypoints rules --help`"),
    (("score", "--city"), "--city: Nothing follows it.", "`citypoints score --help`"),
    (("rules", "--city=fuzhou", "--frob"), "--frob: ", "`citypoints rules --help`"),
    (("check", "--language=fr"), "--language: There is no fr here.", "Use one of: en, zh."),
    (("demo", "--once", "--desktop"), "--desktop: ", "with --once. Leave one"),
    (("demo", "--once=yes"), "--once: It cannot be read: ", "`citypoints demo --help`"),
    (("schema", "cities"), "KIND: There is no cities here.", "city, scheme, scenarios"),
]


@pytest.mark.parametrize(("arguments", "fault", "remedy"), REFUSED)
def test_a_wrong_argument_is_named_with_what_to_do_in_one_line(
    arguments: tuple[str, ...], fault: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, output, errors = said(capsys, *arguments)
    assert (status, output) == (2, "")
    assert errors.startswith(f"citypoints: arguments: {fault}")
    assert remedy in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [given for given, _, _ in REFUSED if "--language=fr" not in given]
)
def test_it_is_refused_in_chinese_too(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, output, errors = said(capsys, "--language", "zh", *arguments)
    assert (status, output) == (2, "")
    assert errors.endswith("。\n")
    assert CHINESE.search(errors)


def test_long_chinese_help_fits_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = said(capsys, "serve", "--help", "--language=zh")[1]
    _, _, of_option = shown.rpartition("--new-administrator C")
    lines = of_option.partition("\n\n")[0].splitlines()
    assert len(lines) > 2
    assert max(len(line.strip()) * 2 for line in lines) <= 60 - 24
