"""Waits until a bench's server answers."""

import time

import httpx


def await_server(port: int) -> None:
    """Wait until it answers on this machine, for twenty seconds at most."""
    for _ in range(200):
        try:
            httpx.get(f"http://127.0.0.1:{port}/health").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    message = "the server did not start"
    raise SystemExit(message)
