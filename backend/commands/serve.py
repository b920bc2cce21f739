"""`citypoints serve`: the API, with the clock beside it where the database is embedded."""

import argparse
import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from typing import Final

import uvicorn

from backend.app import Installation, create_app, open_installation
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Language, Place, ProblemsError, describe
from backend.log import configure_logs
from backend.services.set_up_city import setup_code
from backend.settings import Settings, read_settings
from backend.storage.accounts import has_administrator
from backend.web.documentation import DOCS

Beside = Callable[[Callable[[], None]], AbstractContextManager[object]]

# How many connections may wait to be taken.
BACKLOG: Final = 2048
# How long requests under way may take when the service is to end; whoever sends slowly would
# otherwise keep it from ending at all.
SHUTDOWN_SECONDS: Final = 5
# Addresses that mean every one of this machine, and what to write in a request instead.
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - not bound
_ADDRESS: Final = {
    "en": "The service: {address} · its documentation: {address}{docs}",
    "zh": "服务地址：{address} · 接口文档：{address}{docs}",
}
_NOBODY: Final = {
    "en": "No administrator in {city}. Set-up code, for POST /api/v1/setup: {code}",
    "zh": "{city} 尚无管理员。设置码（用于 POST /api/v1/setup）：{code}",
}
_ANOTHER: Final = {
    "en": "Another administrator for {city}. Set-up code, for POST /api/v1/setup: {code}",
    "zh": "为 {city} 另设管理员。设置码（用于 POST /api/v1/setup）：{code}",
}
_EPILOG: Final = (
    """\
The data lie in the folder that CITYPOINTS_DATA_DIR names, or in ~/.local/share/citypoints; it is
made at the first start. The service listens on 127.0.0.1, port 8000, or as CITYPOINTS_HOST and
CITYPOINTS_PORT say. Ctrl+C ends it.""",
    """\
数据位于 CITYPOINTS_DATA_DIR 所指的文件夹，默认为 ~/.local/share/citypoints，首次启动时创建。
服务地址为 127.0.0.1，端口 8000，或由 CITYPOINTS_HOST 和 CITYPOINTS_PORT 指定。
按 Ctrl+C 结束服务。""",
)


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--new-administrator",
        metavar="C",
        help=parser.say(
            "print a city's set-up code also where the city has an administrator: to let in a "
            "second one, who confirms accounts, or where the last one cannot sign in any more",
            "即使该城市已有管理员也输出其设置码：用于另设一位管理员来确认账户，"
            "或最后一位管理员无法登录的情形",
        ),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    try:
        settings = read_settings(os.environ)
        with listen(settings) as listening, closing(open_installation(settings)) as installation:
            configure_logs()
            tell_warnings(installation, args.language)
            tell_codes(installation, args.new_administrator, args.language)
            sys.stdout.write(f"{said_address(settings, args.language)}\n")
            sys.stdout.flush()
            serve(installation, listening)
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    return 0


def listen(settings: Settings) -> socket.socket:
    """Take the port before anything else, so that nothing is done in vain.

    Raises:
        ProblemsError: where another program has it, or this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        values = {"host": settings.host, "port": str(settings.port)}
        if error.errno == errno.EADDRINUSE:
            place = Place("environment", "CITYPOINTS_PORT")
            raise ProblemsError(place.problem("port-taken", "", None, **values)) from error
        values["detail"] = error.strerror or str(error)
        place = Place("environment", "CITYPOINTS_HOST")
        raise ProblemsError(place.problem("address-unusable", "", None, **values)) from error


def serve(
    installation: Installation, listening: socket.socket, beside: Beside | None = None
) -> None:
    """Serve an opened installation until interrupted.

    Args:
        installation: closed at the end.
        listening: from `listen`.
        beside: what runs meanwhile, where something does; it is given what ends the service.
    """
    config = uvicorn.Config(
        create_app(installation),
        backlog=BACKLOG,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    # The signal that ended it is raised once more when all is closed: that was no failure, whether
    # it came from a keyboard or from whatever starts and stops services.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = uvicorn.Server(config)

    def end() -> None:
        server.should_exit = True

    with suppress(KeyboardInterrupt), nullcontext() if beside is None else beside(end):
        server.run(sockets=[listening])


def address_of(settings: Settings) -> str:
    """Where the service answers on this machine."""
    host = EVERYWHERE.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def said_address(settings: Settings, language: Language) -> str:
    """The same in words, with where its documentation is."""
    return _ADDRESS[language].format(address=address_of(settings), docs=DOCS)


def tell_warnings(installation: Installation, language: Language) -> None:
    """Say on standard error what whoever starts the service should know."""
    for problem in installation.warnings:
        sys.stderr.write(f"citypoints: {describe(problem, language)}\n")


def tell_codes(installation: Installation, asked: str | None, language: Language) -> None:
    """Print the set-up code of each city that has no administrator yet, and of the one asked.

    Raises:
        ProblemsError: where there is no such city.
    """
    desk = installation.desk
    if asked is not None and asked not in desk.cities:
        place = Place("arguments", "--new-administrator")
        values = {"name": asked, "known": ", ".join(desk.cities)}
        raise ProblemsError(place.problem("no-such-city", "", None, **values))
    for city in desk.cities:
        has_one = desk.database.read_now(
            lambda tx, city=city: has_administrator(tx, city)  # type: ignore[misc] # one city each
        )
        if city == asked or not has_one:
            words = (_ANOTHER if has_one else _NOBODY)[language]
            sys.stdout.write(words.format(city=city, code=setup_code(desk, city)) + "\n")
