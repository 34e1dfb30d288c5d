"""Who may be chosen for what in the forms of projects and of their meeting; the routes that tell names ask here too."""

from core.enums import Role
from core.models import User, UserQuerySet


def leaders() -> UserQuerySet:
    """Who may lead a project."""
    return User.objects.holding(Role.LEADER).by_name()


def officers() -> UserQuerySet:
    """Who may be responsible for a project, report on it, or follow up a lead."""
    return User.objects.holding(Role.PROJECT_OFFICER).by_name()


def successors() -> UserQuerySet:
    """Who may take over one of a project's duties; which one, says their role."""
    return User.objects.holding(Role.LEADER, Role.PROJECT_OFFICER).by_name()


def owners() -> UserQuerySet:
    """Who may be charged with a 交办单."""
    return User.objects.holding(Role.PROJECT_OFFICER, Role.HANDLER, Role.LIAISON, Role.LEADER).by_name()


def carers() -> UserQuerySet:
    """Who may be charged with what the zone still does for a project."""
    return User.objects.holding(Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER).by_name()
