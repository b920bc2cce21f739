"""A stage for a desktop that is a process of its own: a private screen, and a play in steps.

After each step the desktop waits until the test goes on, so that the test can look at the server,
or cut the network, in between.
"""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from types import TracebackType
from typing import Any, Final, Self

import pytest

SECONDS_MOST: Final = 120.0
SCREEN: Final = "1280x900x24"


@contextmanager
def private_screen() -> Iterator[str]:
    """An X server that nobody else uses, by the name of its display."""
    if which("Xvfb") is None:
        pytest.skip("a window on a real screen needs Xvfb, which is in the Debian package xvfb")
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL) as server:
        os.close(writes)
        try:
            with os.fdopen(reads) as told:
                number = told.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()


class Play:
    """A desktop that plays its part step by step.

    Attributes:
        pictures: a picture of the window for each step.
    """

    def __init__(
        self, script: Path, errand: Path, folder: Path, surroundings: dict[str, str]
    ) -> None:
        """Start it.

        Args:
            script: tells each step, and waits for a line, as `Prompter` does.
            errand: what it has to do.
            folder: for pictures and what it says.
            surroundings: its environment.
        """
        self.pictures = folder / "pictures"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self._said = folder / "said"
        with self._said.open("wb") as said:
            self._desktop = subprocess.Popen(
                [sys.executable, str(script), str(errand), str(self.pictures)],
                env=surroundings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                bufsize=0,
            )
        self._is_first = True

    def __enter__(self) -> Self:
        """Nothing more."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let it not outlive its test."""
        self._desktop.kill()
        for end in (self._desktop.stdin, self._desktop.stdout):
            assert end is not None
            end.close()
        self._desktop.wait()

    def step(self, name: str, hint: str = "go") -> dict[str, Any]:
        """Let it go on to a step; returns what it tells of it.

        Args:
            name: of the step.
            hint: what it reads before it goes on.
        """
        assert self._desktop.stdin is not None
        if not self._is_first:
            self._desktop.stdin.write(f"{hint}\n".encode())
        self._is_first = False
        line = self._line()
        assert line, f"before “{name}”: {self.told()}"
        told: dict[str, Any] = json.loads(line)
        assert told.pop("step") == name, self.told()
        return told

    def told(self) -> str:
        """What it complained of, and where its pictures are."""
        return f"{self._said.read_text('utf-8')}\npictures: {self.pictures}"

    def _line(self) -> bytes:
        """The next line; empty where it has ended, or says nothing for too long."""
        out = self._desktop.stdout
        assert out is not None
        line = b""
        until = time.monotonic() + SECONDS_MOST
        while not line.endswith(b"\n") and (left := until - time.monotonic()) > 0:
            if select.select([out], [], [], left)[0]:
                read = os.read(out.fileno(), 65536)
                line += read
                if not read:
                    return b""
        return line if line.endswith(b"\n") else b""
