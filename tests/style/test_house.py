"""The house: arrows between rooms, sizes, links, sentences, and what lies at the top level."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from backend.core.price import Price
from backend.core.score import NoteKind
from backend.core.sentences import NOTES, SENTENCES
from backend.core.sentences.statement import STATEMENT
from backend.services.words import price_words

ROOT = Path(__file__).resolve().parents[2]
# Migrations are written by a generator, and stay as they were when they were released.
SOURCES = sorted(
    path
    for room in ("admin_gui", "backend")
    for path in (ROOT / room).rglob("*.py")
    if path.parent.name != "versions"
)
PYTHON = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob(".github/**/*.md"), *ROOT.glob("*/README.md")])
TOP_LEVEL = {
    "LICENSE",
    "README.md",
    "admin_gui",
    "backend",
    "city_configs",
    "publiccode.yml",
    "pyproject.toml",
    "tests",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_arrows_between_the_rooms_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_a_file_has_at_most_500_lines_and_its_functions_at_most_70(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 70, node.name


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_is_left_open_in_the_code(path: Path) -> None:
    assert not re.search(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b", path.read_text("utf-8"))


def test_nothing_unforeseen_lies_at_the_top_level() -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no git checkout, or no git: what is tracked cannot be told")
    tracked = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"],  # noqa: S607 - git is found on PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {name for name in tracked if not name.startswith(".")} <= TOP_LEVEL


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_problem_says_what_is_wrong_and_what_to_do_in_both_languages(kind: str) -> None:
    english, chinese = SENTENCES[kind]
    assert fields(english) - {"hint"} == fields(chinese) - {"hint"}
    assert re.search(r"[.:)”] ?[A-Z`{].*\.$", english), "two sentences: the fault, then the remedy"
    assert chinese.endswith("。")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_belongs_to_a_problem_that_is_found_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCES if path.parent.name != "sentences")
    built = {"notice-days", "objection-days", "cooling-off-days"}
    unused = [kind for kind in SENTENCES if f'"{kind}"' not in code and kind not in built]
    assert unused == []


def test_every_note_has_words_in_both_languages() -> None:
    assert set(NOTES) == {kind.value for kind in NoteKind}


def test_every_form_of_price_has_words() -> None:
    forms = set(Price.__args__)
    registered = price_words.__globals__["_words"].registry
    assert forms <= set(registered)


def test_the_version_stands_once_in_every_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    described = (ROOT / "publiccode.yml").read_text("utf-8")
    assert re.search(
        rf"^softwareVersion: \"?{re.escape(project['version'])}\"?$", described, re.MULTILINE
    )


def test_every_word_of_the_statement_is_said_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCES if path.parent.name != "sentences")
    # `perk-` is followed by a redemption's state.
    assert [word for word in STATEMENT if f'"{word}"' not in code and word[:5] != "perk-"] == []
