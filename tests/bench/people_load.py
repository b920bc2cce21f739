"""Starts the server with people, and waits until it answers."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from databases import new_database  # noqa: E402 - the tests' folder comes first
from serving import free_port  # noqa: E402 - as above

from backend.storage.migrate import migrate  # noqa: E402 - as above


@contextmanager
def people_server(postgresql: str | None, *options: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Its port and its people; on PostgreSQL in a database of its own on this server."""
    if postgresql is None:
        with _server(*options) as found:
            yield found
        return
    with new_database(postgresql) as url:
        migrate(url)
        with _server("--url", url, *options) as found:
            yield found


@contextmanager
def _server(*options: str) -> Iterator[tuple[int, dict[str, Any]]]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE / "people_server.py"), folder, "--port", str(port)]
        with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                people = json.loads(process.stdout.readline())
                await_server(port)
                yield port, people
            finally:
                process.terminate()


def await_server(port: int) -> None:
    """Wait until it answers."""
    for _ in range(200):
        try:
            httpx.get(f"http://127.0.0.1:{port}/health").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    message = "the server did not start"
    raise SystemExit(message)
