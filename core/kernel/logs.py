"""What every log line carries: the request and the acting user. Imported by settings, so it may not touch models."""

import re
from contextvars import ContextVar
from typing import Any

request_id_var: ContextVar[str] = ContextVar("request_id", default="")
username_var: ContextVar[str] = ContextVar("username", default="")


# Addresses that open a door to whoever knows them: all that follows these words.
SECRET = re.compile(r"(/confirm/|/password-link/|/dashboard/wall/)[^\s\"'?]+")


def hide_secrets(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Cut the secret out of an address, wherever in an event it stands."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SECRET.sub(r"\1…", value)
    return event


def add_request_context(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add request_id and user to a structlog event when they are known."""
    if request_id := request_id_var.get():
        event.setdefault("request_id", request_id)
    if username := username_var.get():
        event.setdefault("user", username)
    return event
