"""What every log line carries: the request and the acting user. Imported by settings, so it may not touch models."""

import re
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote_plus

request_id_var: ContextVar[str] = ContextVar("request_id", default="")
username_var: ContextVar[str] = ContextVar("username", default="")


# Addresses that open a door to whoever knows them: all that follows these words.
SECRET = re.compile(r"(/confirm/|/password-link/|/dashboard/wall/)[^\s\"'?]+")


# What somebody typed into an address: all that stands after a `name=` in it.
TYPED = re.compile(r"([?&;][\w.\-\[\]%]*=)([^\s&;#\"'<>]+)")
NUMBER = 7  # digits from which on it may be a telephone or a document


def hide_secrets(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Cut the secret of a link and the numbers of people out of an address, wherever in an event it stands."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = TYPED.sub(_told, SECRET.sub(r"\1…", value))
    return event


def _told(found: re.Match[str]) -> str:
    """What was typed into an address, unless it has as many digits as a telephone and is no day."""
    typed = unquote_plus(found[2])
    is_number = len(re.findall(r"\d", typed)) >= NUMBER and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed)
    return found[1] + ("…" if is_number else found[2])


def add_request_context(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add request_id and user to a structlog event when they are known."""
    if request_id := request_id_var.get():
        event.setdefault("request_id", request_id)
    if username := username_var.get():
        event.setdefault("user", username)
    return event
