"""A letter says to the mail server what Django's own message would say."""

import email
from email.message import EmailMessage as Parsed
from email.policy import default
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError
from pytest_django.fixtures import Settings

from core.post.letters import Letter

LONG = "很长的一行" * 100


def letter(subject: str = "第48周调度", body: str = "你负责的项目", to: str = "wang@example.com") -> Letter:
    return Letter(to=to, subject=subject, body=body, message_id="<a@zone-tracker>", connection=get_connection())


def told(message: EmailMessage) -> dict[str, Any]:
    """Headers and text as whoever receives the message reads them; the time aside."""
    raw = message.message().as_bytes(linesep="\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = email.message_from_bytes(raw, _class=Parsed, policy=default)
    assert read["Date"].datetime
    headers = {name: str(value).strip() for name, value in read.items() if name != "Date"}
    return headers | {"text": read.get_content()}


@pytest.mark.parametrize("sender", ["zone@example.com", "Zone <zone@example.com>", "调度平台 <zone@example.com>"])
@pytest.mark.parametrize(
    ("subject", "body", "to"),
    [
        ("第48周调度", "你负责的项目\n\nhttps://zone.example.com/projects/", "wang@example.com"),
        ("Plain", "", "wang.li@example.com"),
        ("很长的标题" * 30, "第一行\r\n第二行\r第三行\n.\n..点", "wang@示例.中国"),
        ("示例", f"短\n{LONG}\n", "wang@example.com"),
    ],
)
def test_it_says_what_djangos_own_says(settings: Settings, sender: str, subject: str, body: str, to: str) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    plain = EmailMessage(subject, body, to=[to], headers={"Message-ID": "<a@zone-tracker>"})
    assert told(letter(subject, body, to)) == told(plain)


def test_a_header_takes_no_second_line() -> None:
    with pytest.raises(BadHeaderError):
        letter("示例\nBcc: someone@example.com").message()


@pytest.mark.parametrize("to", ["wang@@示例 ", "a@example.com, b@example.com", "a@example.com\nBcc: b@example.com"])
def test_what_is_no_single_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match="address"):
        letter(to=to).recipients()


def test_where_mails_become_files_it_can_be_written(settings: Settings, tmp_path: Any) -> None:
    backend = "django.core.mail.backends.filebased.EmailBackend"
    files = get_connection(backend, file_path=str(tmp_path))
    Letter(to="wang@example.com", subject="示例", body="正文", message_id="<a@b>", connection=files).send()
    [file] = tmp_path.iterdir()
    assert "正文" in file.read_text("utf-8")
