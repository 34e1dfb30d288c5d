"""A short text to one address, written for the mail server without looking again at what was looked at before.

Django's own message folds eight headers and parses both addresses each time, which costs as much as handing it over.
"""

import re
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr, formatdate, parseaddr
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import RFC5322_EMAIL_LINE_LENGTH_LIMIT, BadHeaderError, sanitize_address

CHARSET = "utf-8"
KIND = f'Content-Type: text/plain; charset="{CHARSET}"\nMIME-Version: 1.0\nContent-Transfer-Encoding:'
LINE_END = re.compile(r"\r\n?|\n")
KEPT = 4096  # addresses that a worker remembers

Mailbox = tuple[str, str]  # a name, often empty, and an address: Django takes a pair as it is


@lru_cache(maxsize=KEPT)
def mailbox(address: str) -> Mailbox:
    """An address that was found to be one, in ASCII. Raises ValueError when it is none."""
    return parseaddr(sanitize_address(address, CHARSET))


class Letter(EmailMessage):
    """A text to one address. Raises ValueError when the address is none."""

    def __init__(self, *, to: str, subject: str, body: str, message_id: str, connection: BaseEmailBackend) -> None:
        sender = mailbox(settings.DEFAULT_FROM_EMAIL)
        headers = {"Message-ID": message_id, "From": formataddr(sender)}
        super().__init__(subject, body, to=[to], headers=headers, connection=connection)
        self.from_email = sender

    def recipients(self) -> list[Any]:
        """The one address of the envelope, as a pair."""
        return [mailbox(to) for to in self.to]

    def message(self) -> Any:
        """The message as it is handed over. What has a line too long for mail is put together by Django."""
        if any(len(line.encode()) > RFC5322_EMAIL_LINE_LENGTH_LIMIT for line in self.body.splitlines()):
            return super().message()
        return Written(f"{self._head()}\n\n{self.body}")

    def _head(self) -> str:
        if LINE_END.search(self.subject):
            raise BadHeaderError("A subject is one line.")
        subject = Header(self.subject, header_name="Subject").encode()
        to = formataddr(self.recipients()[0])
        own = "\n".join(f"{name}: {value}" for name, value in self.extra_headers.items())
        bits = "7bit" if self.body.isascii() else "8bit"
        return f"{KIND} {bits}\nSubject: {subject}\nTo: {to}\nDate: {formatdate()}\n{own}"


@dataclass(frozen=True)
class Written:
    """A message that is only its text, with what Django's ways of sending ask of one."""

    text: str

    def as_bytes(self, linesep: str = "\n") -> bytes:
        """The text with line ends of this kind."""
        return LINE_END.sub(linesep, self.text).encode(CHARSET)

    def get_charset(self) -> None:
        """Nothing else than Django's own."""
