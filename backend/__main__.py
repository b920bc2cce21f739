"""The command line: `citypoints`, also `python -m backend`.

Each command is a module of `backend.commands` that is imported only when it is asked for, so that
the command starts at once.
"""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final, Protocol

from backend.commands import INTERRUPTED, REFUSED, discard_output
from backend.commands.arguments import Parser, language_asked, language_of

# What each command does, in English and in Chinese.
_COMMANDS: Final = {
    "check": (
        "check city files and their scenarios, and say what to correct",
        "检查城市文件及其案例，并说明需要改正之处",
    ),
    "rules": (
        "list a city's rules and what the charter excludes",
        "列出一个城市的规则，以及章程排除的内容",
    ),
    "score": (
        "score deeds from a JSON file, with every line explained",
        "为 JSON 文件中的行为计算积分，并逐行说明",
    ),
    "schema": (
        "print the JSON Schema of the city files, for editors",
        "输出城市文件的 JSON Schema，供编辑器使用",
    ),
    "serve": (
        "run the API that residents' phones and the desktop talk to",
        "运行接口服务，供居民的手机和桌面程序使用",
    ),
    "worker": (
        "keep the clock of an installation on PostgreSQL",
        "为使用 PostgreSQL 的安装运行定时任务",
    ),
    "migrate": (
        "create the tables, or bring them to this version of the program",
        "创建数据表，或将其更新到本程序的版本",
    ),
    "desktop": (
        "open the program for the desks of a city's bureaus",
        "打开供各部门工作人员使用的桌面程序",
    ),
    "backup": (
        "copy an installation whole, also while it is served",
        "完整备份一个安装，服务运行时也可进行",
    ),
    "restore": (
        "put a backup back, without those who have left since",
        "恢复备份，但不恢复此后已退出的居民",
    ),
    "keys": (
        "show which master key is in use, or put a new one in its place; renew those of passes",
        "显示正在使用的主密钥，或更换主密钥；更换凭证的密钥",
    ),
    "verify-pass": (
        "say whether a pass holds, by a city's published keys alone",
        "仅凭城市公布的公钥核验一张凭证是否有效",
    ),
    "verify": (
        "say whether the log is whole, and the one of which a checkpoint was kept",
        "核验日志是否完整，是否与所保存的检查点一致",
    ),
    "demo": (
        "make eight cities with synthetic residents and a year of deeds, and serve them",
        "生成八个城市、虚构居民及其一年的行为，并启动服务",
    ),
}

_DESCRIPTION: Final = (
    """\
A municipal citizen-points pilot: residents who chose to join earn points for documented good
deeds, lose points for documented breaches of law, and use small perks that their band opens.""",
    """\
市民积分试点：自愿加入的居民因有凭据的善行加分，因有凭据的违法行为扣分，
并使用其等级所开放的小便利。""",
)

_EPILOG: Final = (
    """\
Start with `citypoints demo --once`. Each command explains itself: citypoints COMMAND --help.
Exit status: 0 done, 2 refused with the reason on standard error.""",
    """\
请从 `citypoints demo --once` 开始。各命令自带说明：citypoints COMMAND --help。
退出状态：0 已完成；2 被拒绝，原因见标准错误输出。""",
)


class _Command(Protocol):
    """What a module of `backend.commands` offers."""

    def add_arguments(self, parser: Parser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


class _CommandParser(Parser):
    """Imports a command's module, and adds its arguments, when its own arguments are parsed."""

    command: _Command | None = None

    def parse_known_args(  # type: ignore[override] # narrower than the overloads of argparse
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        name = self.get_default("module")
        if name and self.command is None:
            self.command = importlib.import_module(f"backend.commands.{name.replace('-', '_')}")
            self.command.add_arguments(self)
            self.set_defaults(command=self.command)
        return super().parse_known_args(args, namespace)


def _parser(arguments: Sequence[str]) -> Parser:
    parser = _CommandParser(prog="citypoints", language=language_of(arguments, os.environ))
    parser.description = parser.say(*_DESCRIPTION)
    parser.epilog = parser.say(*_EPILOG)
    parser.add_argument(
        "--version",
        action="version",
        version=f"citypoints {version('citypoints')}",
        help=parser.say("show the version and end", "显示版本并结束"),
    )
    commands = parser.add_subparsers(
        title=parser.say("commands", "命令"), metavar="COMMAND", required=True
    )
    asked = language_asked(arguments)
    for name, words in _COMMANDS.items():
        summary = parser.say(*words)
        described = parser.say(f"{summary[0].upper()}{summary[1:]}.", f"{summary}。")
        command = commands.add_parser(
            name, help=summary, description=described, language=parser.language
        )
        command.set_defaults(module=name, asked=asked)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    if sys.stdout is None or sys.stderr is None:
        # Started with a closed stream: there is nobody to tell.
        return REFUSED
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()
        return 0
    except OSError as error:
        discard_output()
        sys.stderr.write(f"citypoints: output: {error.strerror}. Make room and try again.\n")
        return REFUSED
    return status


def _run(argv: Sequence[str] | None) -> int:
    """Parse and run; what is printed, help included, is out before the status is known."""
    try:
        arguments = sys.argv[1:] if argv is None else argv
        args = _parser(arguments).parse_args(arguments)
        status: int = args.command.run(args)
    finally:
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main())
