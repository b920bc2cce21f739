"""Faults as officials make them: a copied city, how to break it, and what `check` then says."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from builders import CityTree

from backend.core.problems import describe

SCHEME: Final = "newtown/schemes/2027-01-01.toml"
WUHU: Final = "wuhu/schemes/2019-01-01.toml"
FUZHOU: Final = "fuzhou/schemes/2019-01-01.toml"
SCENARIOS: Final = "newtown/scenarios/2027-01-01.toml"
CITY: Final = "newtown/city.toml"
GIVING: Final = "catalogue/deed_types/giving.toml"
DATA: Final = "catalogue/individual_data.toml"
TRAFFIC: Final = "catalogue/deed_types/traffic.toml"
AWARDS: Final = "catalogue/deed_types/awards.toml"

# The deed types that the template prices, and those that the faults name.
FEW: Final = frozenset(
    {
        "bone-marrow-donation",
        "book-donation",
        "charity-donation",
        "drunk-driving",
        "goods-donation",
        "illegal-parking",
        "professional-qualification",
        "public-order-penalty",
        "red-cross-donation",
        "red-cross-volunteer",
        "traffic-violation",
        "unperformed-judgment",
        "volunteer-award",
        "volunteering",
        "water-arrears",
    }
)

Step = Callable[[CityTree], object]


class Fault(NamedTuple):
    """One way to break the copied files, and every message that an official then sees."""

    kind: str
    steps: tuple[Step, ...]
    messages: tuple[str, ...]
    city: str = "newtown"
    path: str = ""


def renamed(folder: Path) -> CityTree:
    """A new city as the template describes it: the folder copied, its code in three places."""
    tree = CityTree(folder, "_template")
    shutil.move(tree.root / "_template", tree.root / "newtown")
    tree.replace(CITY, 'code = "_template"', 'code = "newtown"')
    tree.replace(SCHEME, 'city = "_template"', 'city = "newtown"')
    return tree


def newtown(folder: Path) -> CityTree:
    """The same beside a catalogue of few deed types, which is read in a third of the time."""
    tree = renamed(folder)
    for path in (tree.root / "catalogue/deed_types").iterdir():
        _keep(path, "[[deed_type]]", lambda entry: bool(_codes(entry, "code") & FEW))
    _keep(tree.root / DATA, "[[line]]", lambda entry: _codes(entry, "deed_types") <= FEW)
    return tree


def _codes(entry: str, key: str) -> set[str]:
    """The codes that an entry's key states."""
    stated = re.search(rf"^{key} = (\[[^\]]*\]|.*)", entry, re.MULTILINE)
    return set(re.findall('"(.*?)"', stated[1])) if stated else set()


def _keep(path: Path, header: str, wanted: Callable[[str], bool]) -> None:
    """Keep the wanted entries of a file; a file without any goes."""
    start, *entries = path.read_text("utf-8").split(f"{header}\n")
    kept = [entry for entry in entries if wanted(entry)]
    path.write_text(header.join([start, *(f"\n{entry}" for entry in kept)]), "utf-8")
    if not kept:
        path.unlink()


def shipped(folder: Path, city: str) -> CityTree:
    """A shipped city without its scenarios, whose figures are not at issue here."""
    tree = CityTree(folder, city)
    shutil.rmtree(tree.root / city / "scenarios", ignore_errors=True)
    return tree


def put(name: str, old: str, new: str) -> Step:
    """Replace text of a file."""
    return lambda tree: tree.replace(name, old, new)


def add(name: str, text: str) -> Step:
    """Add text to the end of a file, which may be new."""
    return lambda tree: tree.append(name, text)


def cut(name: str, start: str, end: str) -> Step:
    """Remove text of a file from `start` to just before the next `end`."""

    def step(tree: CityTree) -> None:
        path = tree.root / name
        before, found, rest = path.read_text("utf-8").partition(start)
        _, again, after = rest.partition(end)
        assert found
        assert again
        path.write_text(before + again + after, "utf-8")

    return step


def drop(name: str) -> Step:
    """Delete a file."""
    return lambda tree: (tree.root / name).unlink()


def move(name: str, new: str) -> Step:
    """Rename a file or a folder."""
    return lambda tree: (tree.root / name).rename(tree.root / new)


def write(name: str, content: bytes) -> Step:
    """Replace a file's whole content."""
    return lambda tree: (tree.root / name).write_bytes(content)


def broken(folder: Path, fault: Fault) -> CityTree:
    """A copied city with a fault."""
    tree = newtown(folder) if fault.city == "newtown" else shipped(folder, fault.city)
    for step in fault.steps:
        step(tree)
    return tree


def seen(tree: CityTree, path: str = "") -> dict[str, str]:
    """Each message that an official sees, files named from the city files on, and its kind."""
    messages = ((describe(problem), problem.kind) for problem in tree.problems(path))
    return {_from_the_files(message, tree): kind for message, kind in messages}


def _from_the_files(message: str, tree: CityTree) -> str:
    return message.replace(f"{tree.root}/", "").replace(str(tree.root), tree.root.name)


def cases(faults: tuple[Fault, ...]) -> list[object]:
    """The faults as test cases, each called after its kind."""
    return [pytest.param(fault, id=fault.kind) for fault in faults]
