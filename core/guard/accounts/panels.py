"""What waits for those who keep the accounts, on their workbench."""

import datetime as dt
from typing import Any

from core.enums import CHANGES_ROLES, Role
from core.guard import lockout
from core.models import RoleRequest, User

MOST_SHOWN = 8


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """Requests that this person may decide on, and for the security administrator who is locked out; None when nothing
    waits."""
    if not user.holds(*CHANGES_ROLES):
        return None
    asked = RoleRequest.objects.open_to(user).select_related("person", "asked_by").order_by("asked_at", "pk")
    locked = User.objects.active().alias(is_locked=lockout.is_locked(now)).filter(is_locked=True).order_by("name", "pk")
    panel = {"asked": list(asked[:MOST_SHOWN]), "locked": []}
    if user.holds(Role.SECURITY_ADMIN):
        panel["locked"] = list(locked[:MOST_SHOWN])
    return panel if any(panel.values()) else None
