"""`citypoints rules --city C [--json]`."""

import argparse
import sys

import msgspec

from backend.commands.arguments import Parser
from backend.commands.options import add_city, load, refuse
from backend.commands.tables import print_rules
from backend.core.problems import ProblemsError
from backend.services.present import rule_views


def add_arguments(parser: Parser) -> None:
    """Declare city and `--json`."""
    add_city(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help=parser.say("print a JSON list instead of a table", "输出 JSON 列表而不是表格"),
    )


def run(args: argparse.Namespace) -> int:
    """Print the rules and the excluded rows."""
    try:
        loaded = load(args)
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    if args.json:
        encoder = msgspec.json.Encoder(decimal_format="number")
        encoded = encoder.encode(rule_views(loaded.scheme, args.language))
        sys.stdout.buffer.write(msgspec.json.format(encoded, indent=2) + b"\n")
    else:
        print_rules(loaded, args.language)
    return 0
