"""`citypoints verify`: whether the log of an installation is whole, and the one it was."""

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from backend.app import Installation, open_installation
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Language, Place, ProblemsError
from backend.services.check_log import check_log
from backend.services.log_notes import city_of
from backend.settings import read_settings

# Whole is 0; wrong use is `REFUSED` as elsewhere.
NOT_WHOLE: Final = 1
NOTE_BYTES_MOST: Final = 10_000

_EPILOG: Final = (
    """\
Every hour the service takes new entries of each city's log into a tree, signs what it has come
to, and publishes that for everybody to keep:
  curl https://SERVICE/api/v1/cities/CITY/checkpoints?limit=1
Whoever keeps the note of one can have the log compared with it later on. An auditor does the same
while the service runs, at POST /api/v1/cities/CITY/log/check.
Exit status: 0 whole, 1 not whole, 2 refused with the reason on standard error.""",
    """\
服务每小时将各城市日志的新记录纳入日志树，签署其结果并公布，供任何人保存：
  curl https://SERVICE/api/v1/cities/CITY/checkpoints?limit=1
保存了检查点文本（note）者，日后可将日志与之对照。服务运行期间，审计员可通过
POST /api/v1/cities/CITY/log/check 进行同样的核对。
退出状态：0 完整；1 不完整；2 被拒绝，原因见标准错误输出。""",
)


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--note",
        type=Path,
        metavar="FILE",
        help=parser.say(
            "the note of a checkpoint that was kept, to compare its city's log with",
            "所保存的检查点文本，用于与该城市的日志对照",
        ),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Look at the logs of all cities of the installation that the environment names."""
    try:
        note = None if args.note is None else _read(args.note)
        settings = read_settings(os.environ)
        if not settings.key_store.exists():
            place = Place(str(settings.key_store), "CITYPOINTS_DATA_DIR")
            return refuse([place.problem("key-store-missing")], args.language)
        installation = open_installation(settings)
        try:
            is_whole = asyncio.run(_look(installation, note, args.language))
        finally:
            installation.close()
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    return 0 if is_whole else NOT_WHOLE


async def _look(installation: Installation, note: str | None, language: Language) -> bool:
    """Say of each city what was found; true where every log is whole."""
    desk = installation.desk
    whose = None if note is None else desk.city(city_of(note)).code
    is_whole = True
    for city in desk.cities:
        found = await check_log(desk, city, note if city == whose else None, language)
        sys.stdout.write(f"{city}: {found.sentence}\n")
        is_whole = is_whole and found.is_whole
    return is_whole


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(NOTE_BYTES_MOST)
    except OSError as error:
        problem = Place(str(path), "--note").problem(
            "input-unreadable", "", None, detail=error.strerror or str(error)
        )
        raise ProblemsError(problem) from error
    return content.decode(errors="replace")
