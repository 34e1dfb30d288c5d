"""This room's part of 我的工作台."""

import datetime as dt
from typing import Any

from core.models import User


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """Nothing awaits anybody here yet."""
    return None
