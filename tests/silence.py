"""A proxy that can fall silent: connections stay open, and what is sent through them is swallowed."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class SilentProxy:
    """Passes bytes between clients and a server on loopback, until it is told to swallow them."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.silent = threading.Event()
        self.swallowed = 0
        self.open: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.door.accept()
                server = socket.create_connection(("127.0.0.1", self.to))
                self.open += [client, server]
                for giver, taker in ((client, server), (server, client)):
                    threading.Thread(target=self._pass, args=(giver, taker), daemon=True).start()

    def _pass(self, giver: socket.socket, taker: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := giver.recv(65536):
                if self.silent.is_set():
                    self.swallowed += len(data)
                else:
                    taker.sendall(data)
            taker.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for each in [self.door, *self.open]:
            each.close()


@contextlib.contextmanager
def proxy(to: int) -> Iterator[SilentProxy]:
    """A proxy for one test."""
    made = SilentProxy(to)
    try:
        yield made
    finally:
        made.close()
