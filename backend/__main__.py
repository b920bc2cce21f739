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

_COMMANDS: Final = {
    "check": "check city files and their scenarios, and say what to correct",
    "rules": "list a city's rules and what the charter excludes",
    "score": "score deeds from a JSON file, with every line explained",
    "schema": "print the JSON Schema of the city files, for editors",
    "serve": "run the API that residents' phones and the desktop talk to",
    "worker": "keep the clock of an installation on PostgreSQL",
    "migrate": "create the tables, or bring them to this version of the program",
    "desktop": "open the program for the desks of a city's bureaus",
    "backup": "copy an installation whole, also while it is served",
    "restore": "put a backup back, without those who have left since",
    "keys": "show which master key is in use, or put a new one in its place; renew those of passes",
    "verify-pass": "say whether a pass holds, by a city's published keys alone",
    "demo": "make eight cities with synthetic residents and a year of deeds, and serve them",
}

_DESCRIPTION: Final = """\
A municipal citizen-points pilot: residents who chose to join earn points for documented good
deeds, lose points for documented breaches of law, and use small perks that their band opens."""

_EPILOG: Final = """\
Start with `citypoints demo --once`. Each command explains itself: citypoints COMMAND --help.
Exit status: 0 done, 2 refused with the reason on standard error."""


class _Command(Protocol):
    """What a module of `backend.commands` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


class _Parser(argparse.ArgumentParser):
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


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="citypoints",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"citypoints {version('citypoints')}"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(module=name)
        command.add_argument(
            "--language",
            choices=("en", "zh"),
            default="zh" if os.environ.get("LANG", "").startswith("zh") else "en",
            help="of sentences and tables (default: as LANG says, else en)",
        )
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
        args = _parser().parse_args(argv)
        status: int = args.command.run(args)
    finally:
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main())
