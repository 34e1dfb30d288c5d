"""A real SMTP server on loopback that keeps what it gets."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message as EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message


class MailServer(Message):
    """What arrived, in order, and the port it arrived at."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port
        self.messages: list[EmailMessage] = []

    def handle_message(self, message: EmailMessage) -> None:
        self.messages.append(message)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run the server for the length of a test."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = MailServer(port)
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
