"""A bad network: a TCP proxy that cuts connections at random bytes, in either direction.

It can be a good network, too, which is cut by hand and mended again.
"""

import socket
import struct
import sys
import threading
from collections import Counter
from random import Random
from types import TracebackType
from typing import Final, Literal, Self

Way = Literal["to-server", "to-desktop"]
CHUNK: Final = 4096
# Closing with unsent bytes thrown away, which the other side sees as a reset.
RESET: Final = struct.pack("ii", 1, 0)


class _Connection:
    """One connection through the proxy, and the byte at which it is cut."""

    def __init__(self, desktop: socket.socket, server: socket.socket, way: Way, most: int) -> None:
        self.ends = {"to-server": (desktop, server), "to-desktop": (server, desktop)}
        self.way = way
        self.left = most
        self._is_over = threading.Event()

    def pump(self, way: Way) -> bool:
        """Carry bytes in one direction to the end; true if they were cut there."""
        source, target = self.ends[way]
        try:
            while chunk := source.recv(CHUNK):
                if way == self.way and len(chunk) > self.left:
                    target.sendall(chunk[: self.left])
                    return not self._is_over.is_set()
                if way == self.way:
                    self.left -= len(chunk)
                target.sendall(chunk)
        except OSError:
            pass  # The other direction has cut, or one side is gone.
        return False

    def close(self, *, with_reset: bool) -> None:
        """End both sides, politely or not."""
        self._is_over.set()
        for end in self.ends[self.way]:
            try:
                if with_reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # It is gone already.
            end.close()


class CuttingProxy:
    """Listens at a port of its own, and carries to the server's.

    Attributes:
        port: where it listens, to the end.
        cuts: how many connections were cut on which way; `refused` before they began. One that
            was cut to the desktop had brought its request to the server.
        is_away: while true, nothing comes through.
    """

    def __init__(self, server_port: int, chosen: Random, bytes_mean: int | None = 3000) -> None:
        """Listen.

        Args:
            server_port: where the server is, when it is there.
            chosen: the chance of it all.
            bytes_mean: how many pass on the way that is cut, on the average; none where nothing
                is cut but by hand.
        """
        self._server_port = server_port
        self._chosen = chosen
        self._bytes_mean = bytes_mean
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts: Counter[str] = Counter()
        self.is_away = False
        self._carried: set[_Connection] = set()
        self._thread = threading.Thread(target=self._listen, name="cutting proxy", daemon=True)

    def __enter__(self) -> Self:
        """Begin to carry."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Listen no more."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def cut(self) -> None:
        """Let nothing through from now on, and end what is under way."""
        self.is_away = True
        for connection in self._carried.copy():
            connection.close(with_reset=True)

    def mend(self) -> None:
        """Let everything through again."""
        self.is_away = False

    def _listen(self) -> None:
        while True:
            try:
                desktop, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(desktop,), daemon=True).start()

    def _carry(self, desktop: socket.socket) -> None:
        way: Way = self._chosen.choice(("to-server", "to-desktop"))
        most = self._most()
        try:
            if self.is_away:
                raise ConnectionRefusedError
            server = socket.create_connection(("127.0.0.1", self._server_port))
        except OSError:
            self.cuts["refused"] += 1
            desktop.close()
            return
        connection = _Connection(desktop, server, way, most)
        self._keep(connection)
        back = threading.Thread(target=self._pump, args=(connection, "to-desktop"), daemon=True)
        back.start()
        self._pump(connection, "to-server")
        back.join()
        self._carried.discard(connection)

    def _keep(self, connection: _Connection) -> None:
        self._carried.add(connection)
        # It may have been cut while this one was being made.
        if self.is_away:
            connection.close(with_reset=True)

    def _most(self) -> int:
        """How many bytes pass on the way that is cut."""
        if self._bytes_mean is None:
            return sys.maxsize
        # Not a single byte: of an answer, after all of the request arrived.
        is_none = self._chosen.random() < 0.2
        return 0 if is_none else int(self._chosen.expovariate(1 / self._bytes_mean))

    def _pump(self, connection: _Connection, way: Way) -> None:
        is_cut = connection.pump(way)
        self.cuts[way] += is_cut
        connection.close(with_reset=is_cut and self._chosen.random() < 0.5)
