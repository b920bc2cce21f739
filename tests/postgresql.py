"""A private PostgreSQL server for tests and benches, gone when they are done.

From Python: `with private_cluster() as url`. From a shell with a command, which finds the server in
CITYPOINTS_TEST_POSTGRESQL; or without one, to be told the URL and have it until the input ends:

    python tests/postgresql.py python -m pytest
    python tests/postgresql.py
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

SETTING = "CITYPOINTS_TEST_POSTGRESQL"
SECONDS_TO_START = 60
# Texts are ordered as in a language, as on most servers; durable, as on every server that matters.
INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=icu",
    "--icu-locale=en",
    "--no-sync",
)


class NoServerError(Exception):
    """The programs of a PostgreSQL server are not installed, or do not run."""


def binaries() -> Path:
    """The folder of the newest server's programs.

    Raises:
        NoServerError: where there is none; it says what to install.
    """
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).parent
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not found:
        message = "no PostgreSQL server is installed: apt install postgresql"
        raise NoServerError(message)
    return max(found, key=lambda folder: float(folder.parent.name))


@contextlib.contextmanager
def private_cluster() -> Iterator[str]:
    """A server of our own, reached by a socket in a temporary folder; the URL of it.

    Raises:
        NoServerError: where it cannot be had.
    """
    programs = binaries()
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="citypoints-postgresql-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        _run([str(programs / "initdb"), f"--pgdata={data}", *INITDB], folder, user)
        with _running([str(programs / "postgres"), "-D", str(data), *_options(folder)], user):
            url = f"postgresql://postgres@/postgres?host={folder}"
            _wait_for(url, folder)
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    """The server refuses to run as root: then it runs as the user that its package makes."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        message = "root cannot run PostgreSQL, and there is no user postgres"
        raise NoServerError(message) from None


def _options(folder: Path) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "max_connections": "200",
        "fsync": "on",
        "synchronous_commit": "on",
        "log_destination": "stderr",
        "logging_collector": "off",
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _run(command: list[str], folder: Path, user: str | None) -> None:
    done = subprocess.run(
        command, user=user, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        message = f"{command[0]} failed: {done.stderr.strip()}"
        raise NoServerError(message)


@contextlib.contextmanager
def _running(command: list[str], user: str | None) -> Iterator[None]:
    """The server, from its start to its fast end; Ctrl+C in a terminal is not for it."""
    folder = Path(command[2]).parent
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            command, user=user, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _wait_for(url: str, folder: Path) -> None:
    last: psycopg.Error | None = None
    for _ in range(SECONDS_TO_START * 20):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            last = error
            time.sleep(0.05)
        else:
            return
    message = f"the server did not start: {last}; {(folder / 'log').read_text()}"
    raise NoServerError(message)


def main() -> int:
    """Run a command beside a server, or tell the URL and wait for the end of the input."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with private_cluster() as url:
            if sys.argv[1:]:
                environment = {**os.environ, SETTING: url}
                return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
            print(url, flush=True)  # noqa: T201 - the output
            sys.stdin.read()
            return 0
    except NoServerError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the output
        return 1


if __name__ == "__main__":
    sys.exit(main())
