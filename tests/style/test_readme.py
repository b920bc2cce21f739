"""What README and the guide to city files say is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import CityTree
from running import Command

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "city_configs" / "README.md").read_text("utf-8")


class Block(NamedTuple):
    kind: str
    text: str


def blocks(page: str) -> list[Block]:
    found = re.findall(r"^```([^\n]*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [Block(kind, text) for kind, text in found]


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_the_command_is_a_single_line(heading: str) -> None:
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    first = blocks(section)[0]
    assert first.kind == "sh"
    assert len(first.text.splitlines()) == 1


def test_the_guides_walk_through_a_new_city_ends_as_it_says(tmp_path: Path) -> None:
    CityTree(tmp_path, "_template")
    tool = tmp_path / "bin" / "citypoints"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m backend "$@"\n')
    tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    walk = [block for block in blocks(GUIDE) if block.kind in ("sh walk", "text")]
    assert len(walk) > 8
    said = ""
    for block in walk:
        if block.kind == "text":
            assert said == block.text
            continue
        done = subprocess.run(
            ["bash", "-c", block.text],  # noqa: S607 - bash is found on PATH
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=60,
        )
        said = done.stdout


def test_the_worked_example_comes_out_as_it_says(citypoints: Command) -> None:
    deeds = next(block.text for block in blocks(README) if block.kind == "json")
    arguments = ("--city", "fuzhou", "--on", "2019-06-30", "--table", "-")
    done = citypoints("score", *arguments, stdin=deeds)
    assert done.returncode == 0
    assert "2019-06-30: 620" in done.stdout
    assert re.search(r"C16, C18 .* \+15 .* 2020-02-09 ", done.stdout)
    assert "next change by itself on 2020-02-10" in done.stdout


def test_every_command_that_readme_names_exists(citypoints: Command) -> None:
    shown = citypoints("--help").stdout
    for name in set(re.findall(r"`citypoints ([a-z-]+)", README)):
        assert re.search(rf"^    {name}( |$)", shown, re.MULTILINE), name


@pytest.mark.parametrize("page", [README, GUIDE], ids=["README", "guide"])
def test_every_path_in_code_quotes_exists(page: str) -> None:
    for path in re.findall(r"`((?:backend|city_configs|tests|\.github)/[\w./-]+)`", page):
        assert (ROOT / path).exists(), path
