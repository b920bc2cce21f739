"""`citypoints migrate`: create the tables, or bring them to this version of the program."""

import argparse
import os
import sys

from backend.app import hold
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Place, ProblemsError
from backend.settings import read_settings
from backend.storage.errors import AwayError, OutdatedError
from backend.storage.migrate import migrate
from backend.storage.revision import is_current


def add_arguments(parser: Parser) -> None:
    """There is nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Migrate the database that the environment names."""
    words = {
        "en": ("The tables are up to date already.\n", "The tables are up to date now.\n"),
        "zh": ("数据表已是最新版本。\n", "数据表已更新到最新版本。\n"),
    }[args.language]
    try:
        settings = read_settings(os.environ)
        lock = hold(settings)
        try:
            was_current = is_current(settings.url)
            migrate(settings.url)
        finally:
            if lock is not None:
                lock.release()
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    except (AwayError, OutdatedError) as error:
        place = Place("environment", "CITYPOINTS_DATABASE_URL")
        kind = "storage-away" if isinstance(error, AwayError) else "tables-newer"
        return refuse([place.problem(kind)], args.language)
    sys.stdout.write(words[0] if was_current else words[1])
    return 0
