"""`citypoints desktop`: the program for a city's desks, as a process of its own.

Nothing of it is imported here: a server needs no Qt.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec

from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Place, ProblemsError

PROGRAM: Final = "admin_gui"
NEEDED: Final = ("PySide6", PROGRAM)
# How long it may take to end when it is asked to, before it is ended.
END_SECONDS: Final = 5
# What a shell says of a process that a signal ended.
BY_SIGNAL: Final = 128


class Ended(msgspec.Struct):
    """With which status the desktop was closed; none where it was ended with everything else."""

    status: int | None = None


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--server",
        metavar="URL",
        help=parser.say(
            "the server's address (default: as last time)", "服务器地址（默认：与上次相同）"
        ),
    )
    parser.add_argument(
        "--city",
        metavar="C",
        help=parser.say("the city to sign in to, such as fuzhou", "要登录的城市，例如 fuzhou"),
    )


def run(args: argparse.Namespace) -> int:
    """Open it, wait until it is closed, and return its status."""
    try:
        check_desktop()
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    # Where no language is asked for, the desktop has its own.
    asked = {"--server": args.server, "--city": args.city, "--language": args.asked}
    options = [part for name, value in asked.items() if value for part in (name, value)]
    # Whoever ends this command ends what it started, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _process(options, os.environ) as process:
        return _status(process)


def check_desktop() -> None:
    """Look whether there is a desktop to be started.

    Raises:
        ProblemsError: saying what to install.
    """
    for name in NEEDED:
        if find_spec(name) is None:
            raise ProblemsError(Place("environment", name).problem("desktop-missing"))


@contextmanager
def desktop_beside(
    options: Sequence[str], environ: Mapping[str, str], close: Callable[[], None]
) -> Iterator[Ended]:
    """The desktop beside what is done meanwhile, and ended with it.

    Args:
        options: what it is started with.
        environ: its environment.
        close: called in another thread when the desktop was closed.
    """
    ended = Ended()

    def watch() -> None:
        ended.status = _status(process)
        close()

    with _process(options, environ) as process:
        watcher = threading.Thread(target=watch, name="desktop", daemon=True)
        watcher.start()
        is_interrupted = False
        try:
            yield ended
        except KeyboardInterrupt:
            is_interrupted = True
            raise
        finally:
            _end(process)
            watcher.join()
            if is_interrupted:
                ended.status = None


@contextmanager
def _process(
    options: Sequence[str], environ: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """The desktop's process, which does not outlive this one."""
    command = [sys.executable, *_isolation(), "-m", PROGRAM, *options]
    process = subprocess.Popen(command, env=dict(environ))  # noqa: S603 - our own program
    try:
        yield process
    finally:
        _end(process)


def _isolation() -> list[str]:
    """Keeps another program of this name, in whatever folder this is, from being started."""
    spec = find_spec(PROGRAM)
    origin = spec.origin if spec is not None else None
    is_here = origin is not None and Path(origin).parents[1] == Path.cwd()
    return [] if is_here else ["-P"]


def _status(process: subprocess.Popen[bytes]) -> int:
    """Its exit status, once it has ended."""
    found = process.wait()
    return found if found >= 0 else BY_SIGNAL - found


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it, if it has not ended by itself."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
