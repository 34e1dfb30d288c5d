"""招商线索 in tables: a row is a lead, found by its name. How it ended is told, and not read: that is a verb's."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from core.models.plain import looking_like
from core.sheets.cells import Amount, Choice, Day, Of
from core.sheets.kinds import Column, Data, Kind, Said, Wrong
from projects import people
from projects.attraction.forms import LeadForm
from projects.columns import ATTRACT_KINDS, CHAIN_ACTION, CLUSTER, park_column, person_column
from projects.enums import LeadChannel
from projects.models import Adviser, Lead


class LeadKind(Kind):
    """招商线索, as they came. One that was signed or lost is not changed."""

    key, model = "leads", Lead
    title, counted = gettext_lazy("招商线索"), gettext_lazy("条")
    about = gettext_lazy("按项目名称对应；已签约、已终止的不能再改")
    route, list_route = "projects:lead_create", "projects:lead_list"
    order = ("-received_on", "-pk")
    columns = (
        Column(
            "name",
            gettext_lazy("项目名称"),
            also=("项目", "线索名称", "线索"),
            example=gettext_lazy("示例机器人总部"),
            needed=True,
        ),
        Column("firm_name", gettext_lazy("投资方"), also=("投资方名称", "投资企业", "企业名称")),
        Column(
            "channel",
            gettext_lazy("渠道"),
            Choice(lambda: LeadChannel.choices),
            also=("招商渠道", "线索来源"),
            note=gettext_lazy("新线索必填"),
        ),
        Column(
            "adviser",
            gettext_lazy("招商顾问或机构"),
            Of(Adviser.objects.all),
            also=("招商顾问", "委托机构"),
            note=gettext_lazy("自主招商不填"),
        ),
        park_column(gettext_lazy("意向园区"), "园区", "拟落户园区"),
        CLUSTER,
        ATTRACT_KINDS,
        CHAIN_ACTION,
        Column(
            "investment_wan",
            gettext_lazy("意向投资（万元）"),
            Amount(),
            also=("意向投资额", "计划总投资", "拟投资额"),
            example=50000,
            note=gettext_lazy("列名写“意向投资（亿元）”即按亿元读"),
        ),
        person_column(
            "officer",
            gettext_lazy("跟进人"),
            people.officers,
            "责任人",
            "对接人",
            note=gettext_lazy("新线索必填；同名的写成“姓名（部门）”"),
        ),
        Column(
            "received_on",
            gettext_lazy("收到日期"),
            Day(),
            also=("收到时间", "登记日期", "线索日期"),
            note=gettext_lazy("新线索必填"),
        ),
        Column("state", gettext_lazy("状态"), value=lambda row: row.get_state_display(), shown_only=True),
        Column("closed_on", gettext_lazy("签约或终止日期"), Day(), shown_only=True),
        Column("lost_reason", gettext_lazy("终止原因"), shown_only=True),
        Column(
            "project", gettext_lazy("转为项目"), value=lambda row: row.project and row.project.code, shown_only=True
        ),
    )
    goes_along = ()

    def rows(self) -> QuerySet[Any]:
        leads = Lead.objects.visible_to(self.user).select_related("adviser", "park", "cluster", "project")
        return leads.prefetch_related(Prefetch("officer", User.objects.by_name()))

    def find(self, said: Said, answer: str) -> Any:
        name = said.get("name") or ""
        found = looking_like(self.rows(), "name", name).first() if name else None
        if found is not None:
            said["name"] = found.name
        return found

    def permit(self, row: Any) -> None:
        if not self.may_import(self.user):
            raise Wrong("name", _("你没有登记线索的权限。"))

    def form(self, row: Any, data: Data | None) -> Any:
        return LeadForm(data, instance=row, user=self.user)

    def save(self, form: Any, said: Said, answer: str) -> Any:
        return form.keep(now=timezone.now())
