"""`citypoints check [PATH]`."""

import argparse
import sys
from pathlib import Path
from typing import Final

from backend.cities.check import Checked, check
from backend.cities.load import SHIPPED
from backend.commands import REFUSED
from backend.commands.arguments import Parser
from backend.core.problems import Language, describe

_EPILOG: Final = (
    """\
Every problem names the file, the key, what is wrong and what to do. A scheme with a
problem does not load; without one, its scenarios are tried as well.""",
    """\
每个问题都写明文件、字段、错误所在和改正办法。有问题的方案不会载入；
没有问题时，还会核算其案例。""",
)
_SUMMARY: Final = {
    "en": "Cities {cities}, schemes {schemes}, scenarios {scenarios}: ",
    "zh": "{cities} 个城市，{schemes} 个方案，{scenarios} 个案例：",
}
_CLEAN: Final = {"en": "nothing to correct.", "zh": "没有需要改正之处。"}
_FAULTY: Final = {"en": "problems to correct: {problems}.", "zh": "有 {problems} 处需要改正。"}


def add_arguments(parser: Parser) -> None:
    """Declare PATH."""
    parser.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=SHIPPED,
        metavar="PATH",
        help=parser.say(
            "a folder of cities, a city's folder, or a file in it (default: the shipped cities)",
            "城市文件夹的上级文件夹、一个城市的文件夹或其中的一个文件（默认：随附的城市）",
        ),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Print each problem on standard error, then what was looked at."""
    checked = check(args.path)
    language: Language = args.language
    for problem in checked.problems:
        sys.stderr.write(f"{describe(problem, language)}\n")
    sys.stdout.write(f"{_summary(checked, language)}\n")
    return REFUSED if checked.problems else 0


def _summary(checked: Checked, language: Language) -> str:
    counts = {
        "cities": len(checked.cities),
        "schemes": checked.schemes,
        "scenarios": checked.scenarios,
        "problems": len(checked.problems),
    }
    end = _FAULTY if checked.problems else _CLEAN
    return (_SUMMARY[language] + end[language]).format_map(counts)
