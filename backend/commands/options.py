"""Options that several commands share, and how they find a city."""

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from backend.cities.check import problems_of_catalogue, problems_of_city
from backend.cities.load import (
    SHIPPED,
    CityFiles,
    bind_scheme,
    catalogue_root,
    city_codes,
    in_force,
    load_catalogue,
    load_city,
)
from backend.commands import REFUSED
from backend.commands.arguments import Parser
from backend.core.bound import Scheme
from backend.core.catalogue import Catalogue
from backend.core.problems import Language, Place, Problem, ProblemsError, describe
from backend.core.term import FIRST_DAY, LAST_DAY

PROBLEMS_SHOWN: Final = 10

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Loaded(msgspec.Struct, frozen=True):
    """A city with its catalogue and the scheme that was asked for."""

    files: CityFiles
    catalogue: Catalogue
    scheme: Scheme


def add_city(parser: Parser) -> None:
    """`--city`, `--scheme` and `--configs`."""
    parser.add_argument(
        "--city",
        required=True,
        metavar="C",
        help=parser.say("a city's folder, such as fuzhou", "城市的文件夹，例如 fuzhou"),
    )
    parser.add_argument(
        "--scheme",
        metavar="DATE",
        help=parser.say(
            "another scheme of the city than the one in force, such as a proposal",
            "不用生效方案，而用该城市的另一个方案，例如提案",
        ),
    )
    add_configs(parser)


def add_configs(parser: Parser) -> None:
    """`--configs`."""
    parser.add_argument(
        "--configs",
        type=Path,
        default=SHIPPED,
        metavar="DIR",
        help=parser.say(
            "the folder of city files (default: those shipped with the program)",
            "城市文件所在的文件夹（默认：随程序提供的文件）",
        ),
    )


def day(text: str, option: str) -> date:
    """A civil day as an option states it.

    Raises:
        ProblemsError: naming the option.
    """
    place = Place("arguments", option)
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise ProblemsError(place.problem("date-impossible"))
    if not FIRST_DAY <= found <= LAST_DAY:
        values = {"day": text, "first": str(FIRST_DAY), "last": str(LAST_DAY)}
        raise ProblemsError(place.problem("date-out-of-range", "", None, **values))
    return found


def load(args: argparse.Namespace, on: date | None = None) -> Loaded:
    """Load the city, and the scheme in force on a day (or the city's first one).

    Raises:
        ProblemsError: where there is no such city or scheme, or its files have problems.
    """
    root: Path = args.configs
    code = _code(root, args.city)
    base = catalogue_root(root)
    catalogue = load_catalogue(base)
    files = load_city(root, code, with_scenarios=False)
    asked = None if args.scheme is None else day(args.scheme, "--scheme")
    text = files.schemes[_scheme_day(root, files, asked, on)]
    problems = [
        *problems_of_catalogue(catalogue),
        *problems_of_city(base, code, files, catalogue),
    ]
    if problems:
        raise ProblemsError(*problems)
    return Loaded(files, catalogue, bind_scheme(text, catalogue))


def _code(root: Path, name: str) -> str:
    """The folder of a city, whatever the case it was written in."""
    codes = city_codes(root)
    found = next((code for code in codes if code.casefold() == name.casefold()), None)
    if found is None:
        values = {"name": name, "known": ", ".join(codes) or "-", "folder": str(root)}
        raise ProblemsError(
            Place("arguments", "--city").problem("city-unknown", "", None, **values)
        )
    return found


def _scheme_day(root: Path, files: CityFiles, asked: date | None, on: date | None) -> date:
    days = sorted(files.schemes)
    city = files.city.code
    if not days:
        raise ProblemsError(Place(f"{city}/schemes", "file").problem("scheme-missing"))
    if asked is not None:
        if asked not in days:
            known = ", ".join(map(str, days))
            values = {"city": city, "day": str(asked), "known": known, "folder": str(root)}
            place = Place("arguments", "--scheme")
            raise ProblemsError(place.problem("scheme-unknown", "", None, **values))
        return asked
    found = days[0] if on is None else in_force(days, on)
    if found is None:
        values = {"city": city, "day": str(on), "first": str(days[0])}
        place = Place("arguments", "--on")
        raise ProblemsError(place.problem("scheme-not-in-force", "", None, **values))
    return found


def refuse(problems: Iterable[Problem], language: Language, file: str | None = None) -> int:
    """Say on standard error what is wrong, and return the exit status."""
    found = list(problems)
    for problem in found[:PROBLEMS_SHOWN]:
        named = msgspec.structs.replace(problem, file=file) if _is_input(problem, file) else problem
        sys.stderr.write(f"citypoints: {describe(named, language)}\n")
    if len(found) > PROBLEMS_SHOWN:
        more = len(found) - PROBLEMS_SHOWN
        words = {"en": f"and {more} more like these.", "zh": f"另有 {more} 处类似问题。"}
        sys.stderr.write(f"citypoints: {words[language]}\n")
    return REFUSED


def _is_input(problem: Problem, file: str | None) -> bool:
    return file is not None and problem.file == "deeds"
