"""`citypoints demo --once`."""

import argparse
from datetime import date
from typing import Final

from backend.cities.load import SHIPPED
from backend.commands.options import load, refuse
from backend.commands.score import score_file
from backend.commands.tables import print_score
from backend.core.problems import ProblemsError

CITY: Final = "fuzhou"
DAY: Final = date(2019, 12, 31)
FILE: Final = SHIPPED / CITY / "example-year.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--once`."""
    parser.add_argument("--once", action="store_true", help="end after the print")


def run(args: argparse.Namespace) -> int:
    """Score the example year and explain it as a table."""
    args.city, args.configs, args.scheme = CITY, SHIPPED, None
    try:
        loaded = load(args, DAY)
        made = score_file(loaded, str(FILE), DAY, args.language)
    except ProblemsError as error:
        return refuse(error.problems, args.language, str(FILE))
    print_score(loaded, made, args.language)
    return 0
