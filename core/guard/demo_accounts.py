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
    Role.ADMIN: _("字典与账号"),
    Role.SECURITY_ADMIN: _("账号、角色与锁定"),
}
DEMO_LOGINS: dict[Role, str] = {
    Role.LEADER: "leader",
    Role.PROJECT_OFFICER: "project",
    Role.LIAISON: "liaison",
    Role.HANDLER: "handler",
    Role.TALENT_OFFICER: "talent",
    Role.FINANCE_OFFICER: "finance",
    Role.BANK: "bank",
    Role.AUDITOR: "auditor",
    Role.ADMIN: "admin",
    Role.SECURITY_ADMIN: "security",
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
    """The demo's person of each role, in the order of the roles; empty outside demo mode. Nobody else is read."""
    if not settings.ZONE_DEMO:
        return []
    shown = User.objects.active().filter(is_example=True, username__in=DEMO_LOGINS.values())
    names = dict(shown.order_by().values_list("username", "name"))
    return [DemoAccount(login, names[login], role) for role, login in DEMO_LOGINS.items() if login in names]
