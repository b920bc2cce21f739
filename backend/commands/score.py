"""`citypoints score --city C --on DATE FILE.json`."""

import argparse
import gc
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import msgspec

from backend.cities.entries import EntryReader, instant_on, read_entries
from backend.commands.arguments import Parser
from backend.commands.options import Loaded, add_city, day, load, refuse
from backend.commands.tables import print_score
from backend.core.problems import Language, Place, ProblemsError
from backend.core.score import Score
from backend.core.scoring import score
from backend.services.present import score_view

INPUT_MB_MAX: Final = 32
STANDARD_INPUT: Final = "-"

_EPILOG: Final = (
    """\
FILE.json holds a list of deeds, each taken as confirmed and notified when it occurred:
  [{"id": "a", "source": "C20", "occurred_on": "2019-03-01"},
   {"id": "b", "rule": "volunteering", "occurred_on": "2019-04-05", "quantity": 60}]
A deed names its `rule` or its `source`; `grade`, `quantity`, `unit`, `ended_on`, `repaired_on`
and `annulled_on` as the rule needs them. Deeds after DATE are ignored. The output is JSON.""",
    """\
FILE.json 是一个行为列表，每项均视为在发生当日已确认并已告知：
  [{"id": "a", "source": "C20", "occurred_on": "2019-03-01"},
   {"id": "b", "rule": "volunteering", "occurred_on": "2019-04-05", "quantity": 60}]
每项写明 `rule` 或 `source`；`grade`、`quantity`、`unit`、`ended_on`、`repaired_on`
和 `annulled_on` 视规则需要填写。DATE 之后的行为不计入。输出为 JSON。""",
)


def add_arguments(parser: Parser) -> None:
    """Declare city, day and file."""
    add_city(parser)
    parser.add_argument(
        "--on",
        required=True,
        metavar="DATE",
        help=parser.say("the civil day, YYYY-MM-DD", "日期，格式为 YYYY-MM-DD"),
    )
    parser.add_argument(
        "--table",
        action="store_true",
        help=parser.say("print a table instead of JSON", "输出表格而不是 JSON"),
    )
    parser.add_argument(
        "file",
        metavar="FILE.json",
        help=parser.say("the deeds; - is standard input", "行为文件；- 为标准输入"),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Print the score, or what is wrong with the deeds."""
    # One score of many deeds: nothing to collect, and collecting costs a fifth of the time.
    gc.disable()
    try:
        on = day(args.on, "--on")
        loaded = load(args, on)
        made = score_file(loaded, args.file, on, args.language)
    except ProblemsError as error:
        return refuse(error.problems, args.language, args.file)
    if args.table:
        print_score(loaded.files.city, loaded.scheme, made, args.language)
        return 0
    encoded = msgspec.json.Encoder(decimal_format="number").encode(score_view(made, args.language))
    sys.stdout.buffer.write(msgspec.json.format(encoded, indent=2) + b"\n")
    return 0


def score_file(loaded: Loaded, file: str, on: date, language: Language) -> Score:
    """Score the deeds of a file.

    Raises:
        ProblemsError: naming deed and field.
    """
    entries = read_entries(_read(file))
    deeds = EntryReader(loaded.scheme, loaded.catalogue, language).deeds(entries, on)
    return score(loaded.scheme, deeds, instant_on(on))


def _read(file: str) -> bytes:
    """The whole input, unless it is larger than any resident's deeds."""
    limit = INPUT_MB_MAX * 1024 * 1024
    place = Place(file, "input")
    try:
        if file == STANDARD_INPUT:
            content = _standard_input().read(limit + 1)
        else:
            with Path(file).open("rb") as stream:
                content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise ProblemsError(place.problem("input-unreadable", "", None, detail=detail)) from None
    if len(content) > limit:
        raise ProblemsError(place.problem("input-too-large", "", None, limit=str(INPUT_MB_MAX)))
    return content


def _standard_input() -> BinaryIO:
    """Standard input, which a caller may have closed."""
    stream: TextIO | None = sys.stdin
    if stream is None:
        message = "standard input is closed"
        raise OSError(message)
    return stream.buffer
