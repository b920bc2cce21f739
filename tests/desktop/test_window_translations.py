"""Every string of the desktop is translated, and what is shipped is what the sources say."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from running import ROOT

ROOM = ROOT / "admin_gui"
FOLDER = ROOM / "translations"
SOURCES = sorted(ROOM.rglob("*.py"))
# What is the same in both languages.
SAME = {"CSV (*.csv)", "Excel (*.xlsx)", "citypoints"}


def tool(name: str, *arguments: object) -> None:
    program = Path(sys.executable).with_name(name)
    subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, timeout=120)


def messages(path: Path) -> list[tuple[str, str, ET.Element]]:
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


@pytest.mark.parametrize("name", ["zh.ts", "en.ts"])
def test_nothing_is_missing_unfinished_or_left_over(name: str, tmp_path: Path) -> None:
    fresh = tmp_path / name
    shutil.copy(FOLDER / name, fresh)
    plural = ["-pluralonly"] if name == "en.ts" else []
    tool("pyside6-lupdate", *SOURCES, "-ts", fresh, "-no-obsolete", "-locations", "none", *plural)
    assert [(context, source) for context, source, _ in messages(fresh)] == [
        (context, source) for context, source, _ in messages(FOLDER / name)
    ]
    unfinished = [
        source
        for _, source, message in messages(fresh)
        for translation in message.iter("translation")
        if translation.get("type") is not None
    ]
    assert unfinished == []


@pytest.mark.parametrize("name", ["zh", "en"])
def test_what_is_loaded_was_made_from_the_sources(name: str, tmp_path: Path) -> None:
    made = tmp_path / f"{name}.qm"
    tool("pyside6-lrelease", FOLDER / f"{name}.ts", "-qm", made)
    assert made.read_bytes() == (FOLDER / f"{name}.qm").read_bytes()


def forms(message: ET.Element) -> list[str]:
    plural = [form.text or "" for form in message.iter("numerusform")]
    return plural or [message.findtext("translation", "")]


@pytest.mark.parametrize("name", ["zh.ts", "en.ts"])
def test_a_translation_has_the_same_places_for_values(name: str) -> None:
    for _, source, message in messages(FOLDER / name):
        wanted = set(re.findall(r"\{\w+\}", source))
        for form in forms(message):
            assert set(re.findall(r"\{\w+\}", form)) == wanted, source
            if "%n" in source and name == "zh.ts":
                assert "%n" in form, source


def test_chinese_is_chinese() -> None:
    for _, source, message in messages(FOLDER / "zh.ts"):
        for form in forms(message):
            letters = re.sub(r"\{\w+\}|%n|[^A-Za-z]", "", source)
            if letters and source not in SAME:
                assert re.search(r"[\u4e00-\u9fff]", form), source


WINDOWS = [path for path in SOURCES if path.parent.name not in {"client", "outbox"}]


def test_no_words_are_taken_for_markup() -> None:
    """Whatever a server or a person wrote is shown by a label of plain words."""
    made = [path.name for path in WINDOWS if re.search(r"\bQLabel\(", path.read_text("utf-8"))]
    assert made == []


@pytest.mark.parametrize("path", WINDOWS, ids=lambda path: str(path.relative_to(ROOM)))
def test_what_a_widget_shows_went_through_tr(path: Path) -> None:
    """No literal words are given to whatever shows them."""
    showing = {
        "setText",
        "setTitle",
        "setWindowTitle",
        "setPlaceholderText",
        "setToolTip",
        "setAccessibleName",
        "setAccessibleDescription",
        "addItem",
        "addTab",
        "setLabelText",
        "tell",
        "say",
    }
    own_names = {"English", "中文", "citypoints"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in showing:
            continue
        # These two take a code before the words.
        shown = node.args[1:] if node.func.attr in {"tell", "say"} else node.args
        words = [
            argument.value
            for argument in shown
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        # Keys are called alike in both languages.
        said = [w for w in words if not re.fullmatch(r"Ctrl\+\w+|Del", w)]
        left = [w for w in said if re.search(r"[A-Za-z]{2}", w) and w not in own_names]
        assert left == [], f"line {node.lineno}"


def said_in(tree: ast.AST, kind: str = "") -> Iterator[tuple[str, str]]:
    """Texts given to what translates, each with the context in which it is looked up."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = [
                a.value
                for a in node.args
                if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            if name == "tr" and texts[:1]:
                yield kind, texts[0]
            elif name in {"translate", "QT_TRANSLATE_NOOP"} and texts[1:]:
                yield texts[0], texts[1]
        yield from said_in(node, node.name if isinstance(node, ast.ClassDef) else kind)


def test_what_is_looked_up_is_there_under_its_context() -> None:
    """Some strings lupdate does not see, such as those inside of an f-string."""
    known = {(context, source) for context, source, _ in messages(FOLDER / "zh.ts")}
    plural = {
        (context, source) for context, source, each in messages(FOLDER / "zh.ts") if each.attrib
    }
    looked_up = {said for path in SOURCES for said in said_in(ast.parse(path.read_text("utf-8")))}
    assert looked_up - known == set()
    assert {said for said in looked_up if "%n" in said[1]} == plural
