"""Real processes of the service, for tests and benches: started, asked, ended or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from installation import MASTER_KEY, Town, open_town

from backend.clock import SystemClock

ROOT = Path(__file__).resolve().parents[1]
# Generous: a test says that it works, a bench how fast.
SECONDS_TO_START = 60.0
SECONDS_TO_END = 30.0


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def surroundings(
    folder: Path, url: str | None = None, port: int | None = None, configs: Path | None = None
) -> dict[str, str]:
    """The environment of an installation in a folder, whatever ours is."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith("CITYPOINTS_")}
    settings = {"CITYPOINTS_DATA_DIR": str(folder), "CITYPOINTS_PORT": str(port or free_port())}
    if url is not None:
        settings["CITYPOINTS_DATABASE_URL"] = url
        if not url.startswith("sqlite"):
            settings["CITYPOINTS_MASTER_KEY"] = MASTER_KEY
    if configs is not None:
        settings["CITYPOINTS_CONFIGS"] = str(configs)
    return {**ours, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **settings}


def town_of_today(folder: Path, url: str | None = None, configs: Path | None = None) -> Town:
    """An installation that a server can serve afterwards: its clock stands at this moment."""
    return open_town(folder, url, configs=configs, moment=SystemClock().now())


class Service:
    """A process of the program, in which a warning is an error; killed at the end, if it runs."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        """Start it."""
        self.url = f"http://127.0.0.1:{environment['CITYPOINTS_PORT']}"
        # Into files: nobody reads while it runs, and a full pipe would stop it.
        self._told = Path(environment["CITYPOINTS_DATA_DIR"]).with_suffix(".told")
        self._told.parent.mkdir(parents=True, exist_ok=True)
        self._out = self._told.with_name(f"{self._told.name}.{free_port()}.out")
        self._err = self._out.with_suffix(".err")
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "backend", *arguments],
                env=environment,
                stdout=out,
                stderr=err,
            )

    def __enter__(self) -> Self:
        """Nothing more."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let no process outlive its test."""
        self.process.kill()
        self.process.wait()

    @property
    def told(self) -> str:
        """What it printed."""
        return self._out.read_text("utf-8")

    @property
    def complained(self) -> str:
        """What it said on standard error, its log included."""
        return self._err.read_text("utf-8")

    def wait(self) -> Self:
        """Wait for its first answer."""
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/health").status_code == httpx.codes.OK:
                    return self
            except httpx.TransportError:
                time.sleep(0.02)
        message = f"it does not answer ({self.process.poll()}): {self.complained}"
        raise AssertionError(message)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end, and return how it did."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS_TO_END)


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Service]:
    """A server that answers."""
    with Service(environment, "serve") as service:
        yield service.wait()
