"""金融超市 in tables: the products of institutions."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models.plain import looking_like
from core.sheets.cells import Amount, Choice, Count, Day, ManyOf, Of, Percent, YesNo
from core.sheets.kinds import Column, Data, Kind, Said, Wrong, holding
from finance.enums import Guarantee, ProductKind
from finance.market.forms import ProductForm
from finance.models import SEES_FINANCE, Branch, Institution, Measure, Product

COLUMNS = (
    Column("institution", gettext_lazy("机构"), also=("机构名称", "金融机构", "银行"), needed=True),
    Column("branch", gettext_lazy("网点"), also=("支行",)),
    Column("name", gettext_lazy("产品"), also=("产品名称", "金融产品"), example=gettext_lazy("科创贷"), needed=True),
    Column("kind", gettext_lazy("类别"), Choice(lambda: ProductKind.choices), also=("产品类别",), needed=True),
    Column("guarantee", gettext_lazy("担保方式"), Choice(lambda: Guarantee.choices), also=("担保",), needed=True),
    Column("for_whom", gettext_lazy("对象"), also=("适用对象",)),
    Column("least_wan", gettext_lazy("起点（万元）"), Amount(), also=("最低额度",)),
    Column("most_wan", gettext_lazy("最高额度（万元）"), Amount(), also=("额度", "最高额度"), example=500),
    Column("rate_from", gettext_lazy("年利率（%）"), Percent(), also=("年利率", "利率", "最低利率"), example=3.65),
    Column("rate_to", gettext_lazy("最高年利率（%）"), Percent(), also=("最高利率",)),
    Column("term_months", gettext_lazy("最长期限（月）"), Count(), also=("期限", "期限（月）"), example=36),
    Column("quota_wan", gettext_lazy("专项额度（万元）"), Amount(), also=("专项额度",)),
    Column("green_channel", gettext_lazy("绿色通道"), YesNo()),
    Column("own_authority", gettext_lazy("自身权限内审批"), YesNo()),
    Column("no_collateral", gettext_lazy("不要抵押物"), YesNo()),
    Column("least_years", gettext_lazy("成立满（年）"), Count(), also=("成立满",)),
    Column("needs_science", gettext_lazy("要有专利或科技资质"), YesNo()),
    Column("needs_listing", gettext_lazy("要在筹备上市"), YesNo()),
    Column("needs_orders", gettext_lazy("要有政府或龙头订单"), YesNo()),
    Column("needs_renewal", gettext_lazy("用于技改、设备更新"), YesNo()),
    Column(
        "measures", gettext_lazy("兑现的举措"), value=lambda row: list(row.measures.all()),
        note=gettext_lazy("本机构承诺过的举措"),
    ),
    Column("begins_on", gettext_lazy("开办日期"), Day(), also=("开办时间",), example="2026-03-02", needed=True),
)  # fmt: skip


class ProductRows(Kind):
    """金融产品: found by institution and name; a bank's people write those of their own institution only."""

    key, model = "products", Product
    title, counted = gettext_lazy("金融产品"), gettext_lazy("个")
    about = gettext_lazy("额度以万元计，利率为年利率")
    route, list_route = "finance:product_create", "finance:market"

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]  # as this person may fill them
        banks = Institution.objects.visible_to(self.user)
        return holding(
            COLUMNS,
            institution=Of(lambda: banks.all()),
            branch=Of(lambda: Branch.objects.filter(institution__in=banks)),
            measures=ManyOf(lambda: Measure.objects.filter(institution__in=banks)),
        )

    def rows(self) -> QuerySet[Any]:
        rows = Product.objects.visible_to(self.user).select_related("institution", "branch")
        return rows.prefetch_related("measures").order_by("institution__name", "name", "pk")

    def find(self, said: Said, answer: str) -> Any:
        bank, name = said.get("institution"), said.get("name")
        if not isinstance(bank, Institution) or not name:
            return None
        return looking_like(self.rows().filter(institution=bank), "name", str(name)).first()

    def permit(self, row: Any) -> None:
        if row is not None and not self.user.has_perm("finance.change_product", row):
            raise Wrong("name", _("这个产品不归你改。"))
        if row is not None and row.ends_on is not None:
            raise Wrong("name", _("产品已停办，不再修改。"))

    def form(self, row: Any, data: Data | None) -> Any:
        """The page fixes the institution of a bank's person. A table says it: what is not theirs is refused."""
        form = ProductForm(data, instance=row, user=self.user)
        if row is None and not self.user.holds(*SEES_FINANCE):
            form.fields["institution"].disabled = False
        return form

    goes_along = ("fulfils",)

    def remove(self, row: Any) -> None:
        """Raises ValidationError for a product that an offer or a line names."""
        if row.passings.exists() or row.lines.exists():
            raise ValidationError(_("已有报价或授信用这个产品，不能撤销；可以停办。"))
        row.delete()

    def url(self, row: Any) -> str:
        return reverse("finance:product_detail", args=[row.pk])
