"""What a page of 帮助 is made of."""

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.enums import Role

# A picture's size. Its file has the same number of points in every language, so that a page never jumps.
WIDTH, HEIGHT = 800, 500

# The pages that the lines lead to, by route, with the names under which people know them.
PLACES: dict[str, Promise] = {
    "workbench": _("我的工作台"),
    "setup": _("上线准备"),
    "core:me": _("我的"),
    "core:notices": _("通知"),
    "core:outbox": _("待发送"),
    "core:password": _("修改密码"),
    "admin:index": _("字典"),
    "core:account_list": _("账号"),
    "audit": _("留痕"),
    "targets:dashboard": _("目标看板"),
    "projects:project_list": _("重点项目"),
    "projects:project_chart": _("作战图"),
    "projects:meeting": _("周一调度"),
    "projects:week_list": pgettext_lazy("plural", "调度期"),
    "projects:decision_list": _("待决定"),
    "projects:action_list": pgettext_lazy("plural", "交办单"),
    "projects:blocker_list": pgettext_lazy("plural", "需协调事项"),
    "projects:lead_list": _("招商线索"),
    "enterprises:enterprise_list": _("企业服务"),
    "enterprises:visit_create": _("记录走访"),
    "enterprises:visit_gaps": _("多久没走访"),
    "enterprises:request_list": pgettext_lazy("plural", "诉求"),
    "enterprises:four_promises": _("四到"),
    "enterprises:liaison_list": _("联络分工"),
    "enterprises:plan_list": pgettext_lazy("plural", "培育计划"),
    "talent:talent_list": _("人才 136"),
    "talent:talent_create": _("登记人才"),
    "finance:creditline_list": _("授信与放款"),
    "finance:funnel": _("漏斗"),
    "finance:creditline_create": _("登记授信"),
    "finance:need_list": pgettext_lazy("plural", "融资需求"),
    "finance:need_create": _("登记融资需求"),
    "finance:institution_list": pgettext_lazy("plural", "金融机构"),
}


@dataclass(frozen=True)
class Line:
    """One thing that a person does here, and the route of the page where it is done; none for what is done on many."""

    text: Promise
    route: str = ""

    @property
    def place(self) -> Promise | str:
        """The name of that page."""
        return PLACES.get(self.route, "")


@dataclass(frozen=True)
class Picture:
    """A part of a page, as tests/browser/test_help_pictures.py takes it: file name, what it shows, and what it says."""

    name: str
    caption: Promise
    alt: Promise

    @property
    def file(self) -> str:
        """The static file in the reader's language."""
        return file_of(self.name, get_language() or "zh-hans")

    @property
    def address(self) -> str:
        return static(self.file)


def file_of(name: str, language: str) -> str:
    """The static file of a picture in a language."""
    return f"help/{language}/{name}.webp"


@dataclass(frozen=True)
class Guide:
    """A role's help: what its work is in a sentence, ten lines, and three pictures."""

    says: Promise
    lines: tuple[Line, ...]
    pictures: tuple[Picture, ...]


def roles_for(held: list[str]) -> list[Role]:
    """All roles, those that are held first, else in their own order."""
    return sorted(Role, key=lambda role: role not in held)
