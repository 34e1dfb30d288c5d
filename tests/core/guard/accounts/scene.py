"""People of the three administrators' offices, and somebody whose account they keep."""

from core.enums import Role
from core.models import User


def person(username: str, *roles: Role, **fields: object) -> User:
    """Somebody with these roles, who has an e-mail address."""
    values = {"name": f"示例{username}", "email": f"{username}@example.com", "roles": [str(role) for role in roles]}
    return User.objects.create_user(username, password="old-passphrase-1133", **values | fields)
