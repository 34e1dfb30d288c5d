"""The log-ins that a demo shows on its door. They exist in demo mode only; a production refuses to start with them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import User

DEMO_PASSWORD = "demo1133"

ROLE_HINTS: dict[Role, Promise] = {
    Role.LEADER: _("看板与重点项目"),
    Role.PROJECT_OFFICER: _("填报项目进展"),
    Role.LIAISON: _("走访企业、转交诉求"),
    Role.HANDLER: _("办理企业诉求"),
    Role.TALENT_OFFICER: _("136 计划台账"),
    Role.FINANCE_OFFICER: _("授信与放款"),
    Role.BANK: _("只见本机构数据"),
    Role.AUDITOR: _("查看留痕"),
    Role.ADMIN: _("用户与字典"),
}


@dataclass(frozen=True)
class DemoAccount:
    """One card on the log-in page."""

    username: str
    name: str
    role: Role

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def hint(self) -> str:
        return str(ROLE_HINTS[self.role])


def demo_accounts() -> list[DemoAccount]:
    """The first demo person of each role, in the order of the roles; empty outside demo mode."""
    if not settings.ZONE_DEMO:
        return []
    people = list(User.objects.active().filter(is_example=True).order_by("pk"))
    first = {role: next((person for person in people if role in person.roles), None) for role in Role}
    return [DemoAccount(person.username, person.name, role) for role, person in first.items() if person]
