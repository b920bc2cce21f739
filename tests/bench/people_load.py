"""Starts the server with people, and waits until it answers."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from answering import await_server  # noqa: E402 - the tests' folder comes first
from databases import new_database  # noqa: E402 - as above
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
