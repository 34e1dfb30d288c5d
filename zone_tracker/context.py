"""What the frame of every page needs: who is here, where they may go, what waits for them."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.enums import Role
from core.kernel.access import may_open, may_send
from core.kernel.logs import request_id_var
from core.office import instance

# Pages that belong to an entry of the navigation although their addresses do not begin with its own.
BELONGS = {"projects:meeting": ("projects:week_list", "projects:action_list")}


@dataclass(frozen=True)
class Way:
    """One entry of a navigation; `count` is how much waits there."""

    url: str
    label: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass
class Shell:
    """The frame's facts."""

    request: HttpRequest
    demo: bool = field(default_factory=lambda: settings.ZONE_DEMO)
    facts_only: bool = field(default_factory=lambda: settings.ZONE_FACTS)

    @property
    def unreal(self) -> str:
        """What every page and paper of a trial says of itself; nothing in a real installation."""
        return _("公开事实") if self.facts_only else _("演示数据") if self.demo else ""

    @property
    def user(self) -> Any:
        return getattr(self.request, "user", None)

    @property
    def zone(self) -> dict[str, str]:
        """Names of the zone and of the product."""
        return {
            "name": _("长沙雨花经济技术开发区"),
            "short": _("雨花经开区"),
            "product": _("1133 作战图"),
        }

    @cached_property
    def quarantine(self) -> bool:
        """Whether this is a copy that nobody has adopted; its number came with the person (core/kernel/accounts.py)."""
        return instance.differs(getattr(self.user, "instance_number", None))

    @cached_property
    def nav(self) -> list[Way]:
        """The top bar: what this person may open, in the order of the programme."""
        return self._ways(
            ("targets:dashboard", _("目标看板"), "flag"),
            ("projects:project_list", _("重点项目"), "bar-chart-steps"),
            ("projects:project_chart", _("作战图"), "bar-chart-steps"),
            ("projects:meeting", _("周一调度"), "calendar-week"),
            ("enterprises:enterprise_list", _("企业服务"), "building"),
            ("talent_overview", _("人才 136"), "people"),
            ("finance:creditline_list", _("产融对接"), "bank"),
            self._desk(_("我的工作台"), "inbox"),
            ("setup", _("上线准备"), "clipboard-check"),
            *self._accounts,
            ("admin:index", _("字典"), "sliders"),
        )

    @cached_property
    def tabs(self) -> list[Way]:
        """The phone's bar: at most four ways for this person's work, and 我的."""
        if self.user is not None and self.user.is_authenticated and self.user.holds(Role.LEADER):
            ways = self._ways(
                ("targets:dashboard", _("目标"), "flag"),
                ("projects:project_list", _("项目"), "bar-chart-steps"),
                ("projects:meeting", _("周一调度"), "calendar-week"),
                ("workbench", _("待决定"), "inbox"),
                ("core:me", _("我的"), "person"),
            )
            desk, waits = reverse("workbench"), getattr(self.user, "words_awaited", 0)
            if self.request.path.startswith(reverse("projects:decision_list")):
                ways = [replace(way, current=way.url == desk) for way in ways]
            return [replace(way, count=waits) if way.url == desk else way for way in ways]
        reports = self.user is not None and self.user.is_authenticated and self.user.holds(Role.PROJECT_OFFICER)
        word, icon = (_("填报"), "pencil") if reports else (_("工作台"), "inbox")
        visits = self._ways(("enterprises:visit_create", _("走访"), "building"))
        firms = visits or self._ways(("enterprises:enterprise_list", pgettext("plural", "企业"), "building"))
        ways = self._ways(
            ("targets:dashboard", _("目标"), "flag"),
            ("projects:project_list", _("项目"), "bar-chart-steps"),
            self._desk(word, icon),
        )
        more = self._ways(
            ("talent_overview", _("人才"), "people"),
            ("finance:creditline_list", _("产融"), "bank"),
            *self._accounts,
        )
        return [*[*ways, *firms, *more][:4], *self._ways(("core:me", _("我的"), "person"))]

    def _desk(self, label: str, icon: str) -> tuple[str, str, str]:
        """Where the person's own work lies: the workbench; for auditors the trail, and the brand leads to the other."""
        if self.user is not None and may_open(self.user, "audit"):
            return ("audit", pgettext("navigation", "留痕"), "clipboard-check")
        return ("workbench", label, icon)

    @property
    def _accounts(self) -> tuple[tuple[str, str, str], ...]:
        """The way of those who keep the accounts; auditors find it in 我的, where there is room."""
        keeps = self.user is not None and may_send(self.user, "core:account_create")
        return (("core:account_list", pgettext("plural", "账号"), "person-badge"),) if keeps else ()

    @property
    def role_label(self) -> str:
        """The person's roles in words."""
        return getattr(self.user, "role_labels", "")

    @property
    def request_id(self) -> str:
        """The number of this request, as it is in the log: error pages show it."""
        return request_id_var.get()

    @property
    def workbench_url(self) -> str:
        """Where the brand leads: the workbench, if this person has one."""
        return next((way.url for way in self._ways(("workbench", "", ""))), "/")

    @property
    def search_url(self) -> str:
        """The search page, once there is one and the person may use it."""
        return next((way.url for way in self._ways(("search", "", ""))), "")

    @property
    def unread(self) -> int:
        """Notices that wait, as they came with the person (core/kernel/accounts.py)."""
        return getattr(self.user, "unread_notices", 0)

    def _ways(self, *entries: tuple[str, str, str]) -> list[Way]:
        """Entries whose route exists and is open to this person; the longest matching address is current."""
        found = []
        for name, label, icon in entries:
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
            if self.user is not None and may_open(self.user, name):
                found.append((url, label, icon))
        current = self._current([url for url, _label, _icon in found])
        return [Way(url, label, icon, url == current) for url, label, icon in found]

    def _current(self, urls: list[str]) -> str | None:
        """The entry to which this page belongs, else the same address, else the same app (first path segment)."""
        path = self.request.path
        for entry, names in BELONGS.items():
            if reverse(entry) in urls and any(path.startswith(reverse(name)) for name in names):
                return reverse(entry)
        inside = [url for url in urls if url != "/" and path.startswith(url)]
        if inside:
            return max(inside, key=len)
        first = path.strip("/").split("/")[0]
        return next((url for url in urls if first and url.strip("/").split("/")[0] == first), None)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor."""
    return {"shell": Shell(request)}
