"""Monthly figures in tables: a row is a firm's month, found by both."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel import history
from core.sheets.cells import Amount, Count, Day, Month
from core.sheets.kinds import Column, Data, Kind, Said, Wrong
from enterprises.firm.columns import code_column, firm_column
from enterprises.firm.finding import FirmFinder
from enterprises.firm.record_forms import FiguresForm
from enterprises.models import Enterprise, MonthlyFigures


class FiguresKind(Kind):
    """月度数据, in 万元. A firm is found as in the table of firms; a corrected month has to be verified anew."""

    key, model = "figures", MonthlyFigures
    title, counted = gettext_lazy("月度数据"), gettext_lazy("条")
    about = gettext_lazy("每家企业每月一行；改动后须重新核实")
    route, list_route = "enterprises:figures_create", "enterprises:enterprise_list"
    order = ("enterprise__short_name", "enterprise", "month")
    columns = (
        code_column(
            value=lambda row: row.enterprise.uscc,
            note=gettext_lazy("代码和企业名称至少填一项"),
        ),
        firm_column(
            "firm",
            "单位名称",
            value=lambda row: row.enterprise,
            example=gettext_lazy("示例科技"),
            note=gettext_lazy("全称、简称、别名都认"),
        ),
        Column(
            "month",
            gettext_lazy("月份"),
            Month(),
            also=("年月", "报告期", "所属期", "统计月份"),
            example=dt.date(2026, 10, 1),
            needed=True,
        ),
        Column(
            "output_wan",
            gettext_lazy("产值（万元）"),
            Amount(),
            also=("工业总产值", "总产值"),
            example=1200,
            note=gettext_lazy("新填的月份必填"),
        ),
        Column("revenue_wan", gettext_lazy("营收（万元）"), Amount(), also=("营业收入",), example=1100),
        Column("tax_wan", gettext_lazy("税收（万元）"), Amount(), also=("实缴税金", "入库税收"), example=60),
        Column("rd_wan", gettext_lazy("研发投入（万元）"), Amount(), also=("研发费用",), example=80),
        Column("employees", gettext_lazy("从业人员（人）"), Count(), also=("从业人数", "员工人数"), example=120),
        Column(
            "source",
            gettext_lazy("来源"),
            also=("数据来源",),
            example=gettext_lazy("企业月报"),
            note=gettext_lazy("新填的月份必填"),
        ),
        Column("reported_on", gettext_lazy("报送日期"), Day(), shown_only=True),
        Column("verified_by", gettext_lazy("核实人"), shown_only=True),
    )
    firm: Enterprise | None = None  # that the row at hand is about

    @cached_property
    def finder(self) -> FirmFinder:
        return FirmFinder(Enterprise.objects.visible_to(self.user))

    def rows(self) -> QuerySet[Any]:
        seen = Enterprise.objects.visible_to(self.user).order_by().values("pk")
        return MonthlyFigures.objects.filter(enterprise__in=seen).select_related("enterprise", "verified_by")

    def find(self, said: Said, answer: str) -> Any:
        firm = self.firm = self.finder.must_find(said, "firm")
        known = {"uscc": firm.uscc or "", "firm": str(firm)}  # however the table calls it
        said.update({name: value for name, value in known.items() if name in said})
        month = said.get("month")
        return self.rows().filter(enterprise=firm, month=month).first() if isinstance(month, dt.date) else None

    def permit(self, row: Any) -> None:
        firm = row.enterprise if row is not None else self.firm
        if not self.user.has_perm("enterprises.change_enterprise", firm):
            raise Wrong("firm", _("你没有填报这家企业月报的权限。"))

    def form(self, row: Any, data: Data | None) -> Any:
        return FiguresForm(data, instance=row or MonthlyFigures(enterprise=self.firm))

    def save(self, form: Any, said: Said, answer: str) -> Any:
        row = form.save(commit=False)
        row.report(by=self.user, today=timezone.localdate())
        return row

    def remove(self, row: Any) -> None:
        if not row.withdraw(by=self.user):
            raise ValidationError(_("只有录入人能撤回，且须在核实之前。"))

    def give_back(self, row: Any, imported: int) -> None:
        """With the figures comes back that they were verified."""
        if was := history.before(row, imported):
            row.give_back(was)

    def url(self, row: Any) -> str:
        return reverse("enterprises:figures_list", args=[row.enterprise_id])
