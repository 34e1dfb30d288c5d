"""Who acts where nobody is logged in: a command of the machine, which sees all and is recorded as what it is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import User

USERNAME, NAME = "system", "系统"


class System(User):
    """The machine itself: it sees what anybody of the zone sees, and may do what they may. It cannot log in."""

    class Meta:
        proxy = True
        verbose_name = _("系统账号")
        verbose_name_plural = _("系统账号")

    def holds(self, *roles: Role) -> bool:
        return any(role != Role.BANK for role in roles)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return True


def system() -> System:
    """The account of the machine; it is made when it first acts."""
    known = {"name": NAME, "is_active": False, "password": "!"}
    return System.objects.get_or_create(username=USERNAME, defaults=known)[0]
