"""Who acts where nobody is logged in: a command of the machine, which sees all and is recorded as what it is."""

from typing import Any

from core.enums import Role
from core.models import User

USERNAME, NAME = "system", "系统"


def system() -> User:
    """The account of the machine, which nobody can log in to; it is made when it first acts."""
    known = {"name": NAME, "is_active": False, "password": "!"}
    return acting(User.objects.get_or_create(username=USERNAME, defaults=known)[0])


def acting(user: User) -> User:
    """Let the machine see what anybody of the zone sees, and do what they may; anybody else stays who they are."""
    if user.username == USERNAME:
        everything: dict[str, Any] = {"holds": _holds, "has_perm": lambda *_asked: True}
        user.__dict__.update(everything)
    return user


def _holds(*roles: Role) -> bool:
    return any(role != Role.BANK for role in roles)
