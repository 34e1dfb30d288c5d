"""The second press of a form that asked about something odd."""

import re
from typing import Any

_CARRIED = re.compile(r'<input type="hidden" name="([\w-]*confirmed)" value="(\w+)">')


def seen(response: Any) -> dict[str, list[str]]:
    """What the page carries so that the next press means it; fails when it does not ask."""
    carried: dict[str, list[str]] = {}
    for name, value in _CARRIED.findall(response.content.decode()):
        carried.setdefault(name, []).append(value)
    assert carried, "the page asks about nothing"
    return carried
