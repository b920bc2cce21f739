"""`citypoints demo`: eight cities, synthetic residents and their year, made once and served."""

import argparse
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.progress import Progress as Bar

from backend.app import Installation, open_installation
from backend.clock import Clock, SystemClock
from backend.commands.arguments import Parser
from backend.commands.demo_folder import PLACE, demo_settings, is_finished
from backend.commands.demo_guide import print_guide
from backend.commands.demo_making import Progress, make_demo
from backend.commands.demo_year import PRINTED_CITY
from backend.commands.desktop import check_desktop, desktop_beside
from backend.commands.options import refuse
from backend.commands.serve import address_of, listen, serve, tell_warnings
from backend.core.problems import Language, ProblemsError
from backend.log import configure_logs
from backend.services.passwords import Passwords
from backend.settings import Settings
from backend.storage.errors import AwayError

# How often a line is printed where a bar cannot be.
DAYS_A_LINE: Final = 73
# One sign-in at a time: each takes 64 MiB while its password is hashed, and a demo stays small.
PASSWORD_WORKERS: Final = 1

_EPILOG: Final = (
    """\
The demo is an installation of its own in the folder that CITYPOINTS_DATA_DIR names, or in
~/.local/share/citypoints/demo. It is made once; a folder that holds another installation is
refused. The service listens on port 8000, or on the one that CITYPOINTS_PORT names.""",
    """\
演示是一个独立的安装，位于 CITYPOINTS_DATA_DIR 所指的文件夹，默认为
~/.local/share/citypoints/demo。它只生成一次；已有其他安装的文件夹会被拒绝。
服务使用端口 8000，或 CITYPOINTS_PORT 所指的端口。""",
)

_WORDS: Final = {
    "en": "Making the demo in {folder}: a year of eight cities",
    "zh": "正在 {folder} 中生成演示：八个城市的一年",
}


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--once",
        action="store_true",
        help=parser.say("print what to try, and end", "输出可尝试的内容后结束"),
    )
    ways.add_argument(
        "--desktop",
        action="store_true",
        help=parser.say(
            "open the desktop, too; closing it ends the service",
            "同时打开桌面程序；关闭它即结束服务",
        ),
    )
    parser.add_argument(
        "--fresh", action="store_true", help=parser.say("make the demo anew", "重新生成演示")
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Make the demo if there is none, print what to try, and serve until interrupted."""
    clock = SystemClock()
    try:
        if args.desktop:
            check_desktop()
        settings = demo_settings(os.environ)
        listening = None if args.once else listen(settings)
        installation = _opened(settings, clock, args.language, is_fresh=args.fresh)
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    desktop = _Desktop(settings, args.language) if args.desktop else None
    return _show(installation, clock.now(), args.language, listening, desktop)


class _Desktop:
    """The desktop beside the demo, which keeps its outbox in the demo's folder.

    Attributes:
        status: what it ended with.
    """

    def __init__(self, settings: Settings, language: Language) -> None:
        address = address_of(settings)
        self._options = ("--server", address, "--city", PRINTED_CITY, "--language", language)
        self._environ = os.environ | {"CITYPOINTS_DATA_DIR": str(settings.data_dir)}
        self.status = 0

    @contextmanager
    def __call__(self, close: Callable[[], None]) -> Iterator[None]:
        """Open it; `close` is called when it was closed."""
        try:
            with desktop_beside(self._options, self._environ, close) as ended:
                yield
        finally:
            self.status = ended.status or 0


def _show(
    installation: Installation,
    now: datetime,
    language: Language,
    listening: socket.socket | None,
    desktop: _Desktop | None,
) -> int:
    try:
        tell_warnings(installation, language)
        print_guide(
            installation,
            now,
            language,
            is_served=listening is not None,
            with_desktop=desktop is not None,
        )
        if listening is not None:
            configure_logs()
            serve(installation, listening, desktop)
    finally:
        installation.close()
    return 0 if desktop is None else desktop.status


def _opened(
    settings: Settings, clock: Clock, language: Language, *, is_fresh: bool
) -> Installation:
    if is_fresh or not is_finished(settings):
        try:
            with _progress(_WORDS[language].format(folder=settings.data_dir)) as progress:
                make_demo(settings, clock.now(), progress)
        except AwayError as error:
            raise ProblemsError(PLACE.problem("storage-away")) from error
    return open_installation(settings, clock, Passwords(workers=PASSWORD_WORKERS))


@contextmanager
def _progress(title: str) -> Iterator[Progress]:
    """A bar on a terminal, a few lines elsewhere; on standard error either way."""
    if not sys.stderr.isatty():
        yield lambda done, of: _tell(title, done, of)
        return
    with Bar(console=Console(stderr=True)) as bar:
        task = bar.add_task(title)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _tell(title: str, done: int, of: int) -> None:
    if done % DAYS_A_LINE == 0:
        sys.stderr.write(f"{title}: {done * 100 // of} %\n")
        sys.stderr.flush()
