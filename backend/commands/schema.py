"""`citypoints schema [KIND]`."""

import argparse
import sys
from pathlib import Path

import msgspec

from backend.cities.schema import KINDS, schema_of, schema_of_all
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Place


def add_arguments(parser: Parser) -> None:
    """Declare KIND and `--write`."""
    kinds = ", ".join(KINDS)
    parser.add_argument(
        "kind",
        nargs="?",
        choices=list(KINDS),
        metavar="KIND",
        help=parser.say(
            f"one kind of file ({kinds}); without it, one schema for all",
            f"一种文件（{kinds}）；不写则输出涵盖全部文件的 Schema",
        ),
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="DIR",
        help=parser.say(
            "write a file for each kind into DIR instead", "改为在 DIR 中为每种文件各写一个 Schema"
        ),
    )


def run(args: argparse.Namespace) -> int:
    """Print one schema, or write all."""
    if args.write is None:
        schema = schema_of(args.kind) if args.kind else schema_of_all()
        sys.stdout.buffer.write(_text(schema))
        return 0
    try:
        args.write.mkdir(parents=True, exist_ok=True)
        for kind in [args.kind] if args.kind else KINDS:
            (args.write / f"{kind}.schema.json").write_bytes(_text(schema_of(kind)))
    except OSError as error:
        place = Place("arguments", "--write")
        detail = error.strerror or "no such folder"
        return refuse([place.problem("output-unwritable", "", None, detail=detail)], args.language)
    return 0


def _text(schema: dict[str, object]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
