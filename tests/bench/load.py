"""Starts the benches' server, and asks it with `wrk`."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from answering import await_server

CONNECTIONS: Final = 32
PORT: Final = 8765
WRK: Final = shutil.which("wrk") or ""
SERVER: Final = Path(__file__).parent / "server.py"

_RATE: Final = re.compile(r"Requests/sec:\s+([\d.]+)")
_P99: Final = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_MILLISECONDS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class Tokens(NamedTuple):
    """Who asks."""

    resident: str
    collectors: tuple[str, ...]


class Answered(NamedTuple):
    """Requests a second, and the 99th percentile in milliseconds."""

    rate: float
    p99: float


@contextmanager
def server(url: str | None) -> Iterator[Tokens]:
    """A filled installation, served by one process; on PostgreSQL if a URL is given."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BENCH_FOLDER": folder, "BENCH_PORT": str(PORT)}
        if url is not None:
            environment["BENCH_URL"] = url
        process = subprocess.Popen(
            [sys.executable, str(SERVER)], env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            resident, *collectors = process.stdout.readline().split()
            tokens = Tokens(resident, tuple(collectors))
            await_server(PORT)
            yield tokens
        finally:
            process.terminate()
            process.wait()


def ask(path: str, seconds: int, token: str | None = None, script: Path | None = None) -> Answered:
    """Ask one path with 32 connections.

    Args:
        path: of the server.
        seconds: how long.
        token: the bearer's.
        script: in Lua, to make each request.
    """
    header = ["-H", f"Authorization: Bearer {token}"] if token else []
    made = ["-s", str(script)] if script else []
    address = f"http://127.0.0.1:{PORT}{path}"
    done = subprocess.run(
        [WRK, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *header, *made, address],
        capture_output=True,
        text=True,
        check=True,
    )
    rate, p99 = _RATE.search(done.stdout), _P99.search(done.stdout)
    if rate is None or p99 is None or "Non-2xx" in done.stdout:
        raise SystemExit(done.stdout)
    return Answered(float(rate[1]), float(p99[1]) * _MILLISECONDS[p99[2]])


def need_wrk() -> None:
    """End with the remedy where `wrk` is missing."""
    if not WRK:
        message = "wrk is missing: install Debian's package wrk."
        raise SystemExit(message)
