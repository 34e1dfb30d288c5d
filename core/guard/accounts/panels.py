"""What waits for those who keep the accounts, on their workbench."""

import datetime as dt
from typing import Any

from core.enums import CHANGES_ROLES, Role
from core.guard import lockout
from core.guard.accounts.roles import may_decide
from core.kernel.keeping.freshness import kept
from core.models import RoleRequest, User

MOST_SHOWN = 8


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """Requests that this person may decide on, and for the security administrator who is locked out; None when nothing
    waits."""
    if not user.holds(*CHANGES_ROLES):
        return None
    asked = [each for each in kept("people", _waiting, part="role requests") if may_decide(user, each)]
    locked = (
        User.objects.active().alias(is_locked=lockout.is_locked(now)).filter(is_locked=True).order_by("pinyin", "pk")
    )
    panel = {"asked": asked[:MOST_SHOWN], "locked": []}
    if user.holds(Role.SECURITY_ADMIN):
        panel["locked"] = list(locked[:MOST_SHOWN])
    return panel if any(panel.values()) else None


def _waiting() -> list[RoleRequest]:
    """All requests that wait, the oldest first, with the people whom they name."""
    return list(RoleRequest.objects.waiting().select_related("person", "asked_by").order_by("asked_at", "pk"))
