"""A server that answers with the bytes it is told, and may close in the middle of them."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Final

import msgspec

HEADERS_END: Final = b"\r\n\r\n"
SECONDS: Final = 20.0


class Answer(msgspec.Struct, frozen=True):
    """What one request is answered, and whether the connection is closed then."""

    content: bytes
    closes: bool = False


def answer(
    body: bytes, status: str = "200 OK", kind: str = "application/json", **headers: str
) -> Answer:
    """A whole answer, after which the connection stays open."""
    lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return Answer("\r\n".join(lines).encode() + HEADERS_END + body)


CLOSED: Final = Answer(b"", closes=True)
CUT: Final = Answer(answer(b'{"cities": []}').content[:-5], closes=True)


class RawServer:
    """Answers each request with the next of its answers.

    Attributes:
        asked: the first line and the headers of each request.
        connections: how many were made.
    """

    def __init__(
        self, answers: Sequence[Answer], tls: ssl.SSLContext | None, *, is_hasty: bool
    ) -> None:
        """Listen.

        Args:
            answers: the first one first; afterwards connections are closed.
            tls: of a server that speaks it.
            is_hasty: answers whatever comes first, as who speaks no TLS answers its greeting.
        """
        self.asked: list[str] = []
        self.connections = 0
        self._answers = list(answers)
        self._tls = tls
        self._is_hasty = is_hasty
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """Where it listens, as users type it."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Listen no more."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self._thread.join(SECONDS)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                connection.settimeout(SECONDS)
                self._open.append(connection)
                with suppress(OSError):
                    self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        """Answer requests on a connection until it is to be closed."""
        if self._tls is not None:
            connection = self._tls.wrap_socket(connection, server_side=True)
            self._open.append(connection)
        while self._read(connection):
            told = self._answers.pop(0) if self._answers else CLOSED
            connection.sendall(told.content)
            if told.closes:
                connection.close()
                return

    def _read(self, connection: socket.socket) -> bool:
        """Read a request with its body; false where there is none any more."""
        read = b""
        while HEADERS_END not in read:
            part = connection.recv(65536)
            if not part:
                return False
            read += part
            if self._is_hasty:
                return True
        head, _, body = read.partition(HEADERS_END)
        text = head.decode().lower()
        lengths = [line for line in text.split("\r\n") if line.startswith("content-length:")]
        left = int(lengths[0].partition(":")[2]) - len(body) if lengths else 0
        while left > 0:
            left -= len(connection.recv(65536))
        self.asked.append(text)
        return True


@contextmanager
def raw_server(
    *answers: Answer, tls: ssl.SSLContext | None = None, is_hasty: bool = False
) -> Iterator[RawServer]:
    """A server, ended afterwards."""
    server = RawServer(answers, tls, is_hasty=is_hasty)
    try:
        yield server
    finally:
        server.close()
