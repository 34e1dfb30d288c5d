"""The list of accounts, when it is exported. Its page lies below this room."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.guard.accounts.views import accounts_found
from core.kernel.http import HttpRequest
from core.models import User
from core.sheets.cells import Moment
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing


def _found(request: HttpRequest) -> Found:
    filterset, rows = accounts_found(request)
    return Found(rows, filterset)


def _state(person: User) -> str:
    if not person.is_active:
        return _("已停用")
    return _("已锁定") if getattr(person, "is_locked", False) else _("在用")


ACCOUNTS = Listing(
    "accounts",
    "core:account_list",
    gettext_lazy("账号"),
    (
        Column("name", gettext_lazy("姓名"), value=str),
        Column("username", gettext_lazy("登录名")),
        Column("department", gettext_lazy("部门")),
        Column("roles", gettext_lazy("角色"), value=lambda person: person.role_labels),
        Column("state", gettext_lazy("状态"), value=_state),
        Column("last_login", gettext_lazy("最近登录"), Moment()),
    ),
    _found,
)
