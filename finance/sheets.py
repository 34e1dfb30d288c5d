"""产融对接 in tables: institutions with their branches, credit lines, and the money drawn from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from core.sheets.cells import MOST_KEPT, Amount, Choice, Day, Of, YesNo
from core.sheets.kinds import Column, Data, Kind, Part, Said, Wrong, holding
from core.sheets.numbering import NEW, Number, NumberedKind
from enterprises.firm.columns import firm_column
from enterprises.models import Enterprise
from finance import models
from finance.enums import InstitutionKind, StuckReason
from finance.forms import BranchForm, CreditLineForm, InstitutionForm, firms_for, needs_for
from finance.ledger_forms import DrawdownForm, RepaymentForm
from finance.models import (
    SEES_FINANCE,
    Branch,
    CreditLine,
    Drawdown,
    FinancingNeed,
    Institution,
    NeedsSecond,
    Repayment,
)

LINE = Number(models.LINE)
MOST_BRANCHES = 40


def _branch_form(bank: Institution, row: Any, data: Data | None, user: User) -> Any:
    return BranchForm(data, instance=row or Branch(institution=bank))


class BankKind(Kind):
    """金融机构 with its branches, as the administrators keep them: found by name."""

    key, model = "institutions", Institution
    title, counted = gettext_lazy("金融机构"), gettext_lazy("家")
    about = gettext_lazy("含网点")
    route, list_route = "admin:finance_institution_add", "finance:institution_list"
    columns = (
        Column(
            "name",
            gettext_lazy("机构"),
            also=("机构名称", "金融机构", "银行"),
            example=gettext_lazy("示例银行"),
            needed=True,
        ),
        Column("kind", gettext_lazy("类型"), Choice(lambda: InstitutionKind.choices), also=("机构类型",), needed=True),
    )
    parts = (
        Part(
            "branches",
            (
                Column(
                    "name", gettext_lazy("网点"), also=("网点名称", "支行"), example=gettext_lazy("示例银行雨花支行")
                ),
            ),
            key="name",
            most=MOST_BRANCHES,
            rows=lambda bank: list(bank.branches.all()),
            form=_branch_form,
            fields=BranchForm.base_fields,
            offered=3,
        ),
    )

    def rows(self) -> QuerySet[Any]:
        """All for those who keep them, as their page shows."""
        everything = Institution.objects.all()
        found = everything if self.may_import(self.user) else Institution.objects.visible_to(self.user)
        return found.prefetch_related("branches").order_by("kind", "pk")

    def find(self, said: Said, answer: str) -> Any:
        return Of(self.rows).find(said["name"]) if said.get("name") else None

    def form(self, row: Any, data: Data | None) -> Any:
        return InstitutionForm(data, instance=row)


@dataclass(frozen=True)
class NeedOf(Of):
    """A financing need. Those are offered that the form takes: `needs_for` says which, for both."""

    offered: Callable[[], QuerySet[Any]] = FinancingNeed.objects.none

    def options(self) -> list[str]:
        return [need.label for need in self.offered()[:MOST_KEPT]]


LINE_COLUMNS = (
    Column(
        "number",
        gettext_lazy("编号"),
        LINE,
        also=("授信编号",),
        value=lambda line: line.pk,
        note=gettext_lazy("导出的表里有编号，改后导回按它找授信；新增的授信不填"),
    ),
    firm_column("enterprise", "授信企业", "借款企业", needed=True),
    Column(
        "institution",
        gettext_lazy("机构"),
        also=("机构名称", "金融机构", "银行", "授信机构"),
        needed=True,
    ),
    Column(
        "granted_wan",
        gettext_lazy("授信（万元）"),
        Amount(),
        also=("授信金额", "授信额度"),
        example=1200,
        needed=True,
    ),
    Column("granted_on", gettext_lazy("授信日期"), Day(), also=("授信时间",), example="2026-03-02", needed=True),
    Column("expires_on", gettext_lazy("到期日期"), Day(), also=("到期日", "到期时间")),
    Column("is_revolving", gettext_lazy("循环额度"), YesNo(), note=gettext_lazy("还款后可再放的填“是”")),
    Column(
        "need",
        gettext_lazy("对应的融资需求"),
        also=("融资需求",),
        note=gettext_lazy("从下拉中选；选了需求，该需求转为已授信"),
    ),
    Column("stuck_reason", gettext_lazy("未放款原因"), Choice(lambda: StuckReason.choices)),
    Column("confirmed_on", gettext_lazy("企业确认日期"), Day(), also=("确认日期",), shown_only=True),
    Column("drawn_wan", gettext_lazy("已放款（万元）"), Amount(), shown_only=True),
    Column("undrawn_wan", gettext_lazy("未放款（万元）"), Amount(), shown_only=True),
)


class CreditLineKind(NumberedKind):
    """授信: one line of an institution for a firm. A line is found by its number, else by firm, institution, day and
    amount; a bank's people write lines of their own institution only.
    """

    key, model = "credit_lines", CreditLine
    title, counted = gettext_lazy("授信"), gettext_lazy("笔")
    about = gettext_lazy("金额以万元计；放款另有一张表")
    route, list_route = "finance:creditline_create", "finance:creditline_list"

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]  # as this person may fill them
        needs = NeedOf(self._needs, offered=lambda: needs_for(self.user))
        firms, banks = Of(self._firms, by=("uscc",)), Of(self._banks)
        return holding(LINE_COLUMNS, enterprise=firms, institution=banks, need=needs)

    def _firms(self) -> QuerySet[Enterprise]:
        return firms_for(self.user)

    def _banks(self) -> QuerySet[Institution]:
        return Institution.objects.visible_to(self.user)

    def _needs(self) -> QuerySet[FinancingNeed]:
        """All that are read: that of a line which is answered already comes back as it went out."""
        return FinancingNeed.objects.visible_to(self.user).select_related("enterprise")

    def rows(self) -> QuerySet[Any]:
        lines = CreditLine.objects.visible_to(self.user)
        return lines.select_related("enterprise", "institution", "need__enterprise").order_by("-granted_on", "-pk")

    def find(self, said: Said, answer: str) -> Any:
        line = self.numbered(said) or self.chosen(answer)
        if line is None and (alike := self._alike(said)):
            if left := self.not_yet(alike):
                line = left[0]
            elif answer != NEW:
                text = _("这家企业在这家机构同一天已有同额的授信，请认定是不是同一笔。")
                raise self.ask_which(alike, text, "granted_wan")
        if line is not None and not self.user.has_perm("finance.change_creditline", line):
            raise Wrong("number", _("这笔授信不归你改。"))
        return line

    def _alike(self, said: Said) -> list[CreditLine]:
        """Lines of the same firm, institution, day and amount."""
        names = ("enterprise", "institution", "granted_on", "granted_wan")
        same = {name: said.get(name) for name in names}
        if any(not value or isinstance(value, str) for value in same.values()):
            return []
        return list(self.rows().filter(**same).order_by("pk"))

    def form(self, row: Any, data: Data | None) -> Any:
        """The page fixes the institution of a bank's person. A table says it: what is not theirs is refused."""
        form = CreditLineForm(data, instance=row, user=self.user)
        if not self.user.holds(*SEES_FINANCE):
            form.fields["institution"].disabled = False
        return form

    def remove(self, row: Any) -> None:
        """Raises ValidationError for a line from which money is drawn."""
        if not row.withdraw():
            raise ValidationError(_("这笔授信已有放款，不能撤回。"))

    def url(self, row: Any) -> str:
        return reverse("finance:creditline_detail", args=[row.pk])


def _moved_columns(day: Any, days: tuple[str, ...], amount: Any, amounts: tuple[str, ...]) -> tuple[Column, ...]:
    """The line by its number, the day and the amount, under the words of what is written down."""
    return (
        Column(
            "line",
            gettext_lazy("授信编号"),
            LINE,
            also=("编号",),
            example="S-000001",
            needed=True,
            value=lambda row: row.line_id,
            note=gettext_lazy("先导出授信，按那里的编号填"),
        ),
        Column("firm", gettext_lazy("企业"), value=lambda row: row.line.enterprise, shown_only=True),
        Column("bank", gettext_lazy("机构"), value=lambda row: row.line.institution, shown_only=True),
        Column("on", day, Day(), also=days, example="2026-03-03", needed=True),
        Column("amount_wan", amount, Amount(), also=amounts, example=300, needed=True),
        Column("recorded_by", gettext_lazy("登记人"), shown_only=True),
    )


class MovedKind(NumberedKind):
    """Money that moved on a line. It is put down and never overwritten: a row of the same credit line, day and amount
    is the one that is there. Of a file with more such lines than there are rows it is asked whether each of the others
    is one of its own; an earlier line of that very file is never the answer.
    """

    list_route, counted = "finance:creditline_list", gettext_lazy("笔")
    about = gettext_lazy("按授信编号登记；只新增，不改已有的")
    twice: Any  # what is asked of one that is there already
    said_as: Any  # in one line
    typed: Any  # the form of the page
    _line: CreditLine | None = None  # that the present line of the file names

    @staticmethod
    def put_down(line: CreditLine) -> Callable[..., Any]:
        """The verb of the line."""
        raise NotImplementedError

    def rows(self) -> QuerySet[Any]:
        lines = CreditLine.objects.visible_to(self.user)
        found = self.model._default_manager.filter(line__in=lines)
        return found.select_related("line__enterprise", "line__institution", "recorded_by").order_by("line", "on", "pk")

    def find(self, said: Said, answer: str) -> Any:
        self._line = line = self._named(said.get("line") or "")
        if chosen := self.chosen(answer):
            return chosen
        on, amount = said.get("on"), said.get("amount_wan")
        if not on or not amount or isinstance(on, str) or isinstance(amount, str):
            return None
        alike = list(self.rows().filter(line=line, on=on, amount_wan=amount))
        if left := self.not_yet(alike):
            return left[0]
        if alike and answer != NEW:
            raise self.ask_which(alike, self.twice, "amount_wan")
        return None

    def _named(self, number: str) -> CreditLine:
        """The line of a number, which this person may draw from. Raises Wrong."""
        key = LINE.key(number)
        line = CreditLine.objects.visible_to(self.user).filter(pk=key).first() if key else None
        if line is None:
            raise Wrong("line", _("没有编号是 %(number)s 的授信。") % {"number": number or _("空")})
        if not self.user.has_perm("finance.change_creditline", line):
            raise Wrong("line", _("这笔授信不归你改。"))
        return line

    def form(self, row: Any, data: Data | None) -> Any:
        return self.typed(data, line=row.line if row else self._line)

    def save(self, form: Any, said: Said, answer: str) -> Any:
        try:
            return form.put(self.put_down(form.line), by=self.user)
        except CreditLine.DoesNotExist:
            raise Wrong("line", _("这笔授信已撤回。")) from None
        except NeedsSecond as held:
            text = _("%(why)s，要第二人复核：请在页面上登记。")
            raise Wrong("amount_wan", text % {"why": held.why.label}) from None

    def described(self, row: Any) -> str:
        return self.said_as % {"on": row.on, "amount": row.amount_wan, "who": row.recorded_by}

    def url(self, row: Any) -> str:
        return reverse("finance:creditline_detail", args=[row.line_id])


class DrawdownKind(MovedKind):
    """放款: money drawn from a line."""

    key, model = "drawdowns", Drawdown
    title = gettext_lazy("放款")
    route = "finance:drawdown_create"
    twice = gettext_lazy("这笔授信同一天已有同额的放款，请认定是不是同一笔。")
    said_as = gettext_lazy("%(on)s 放款 %(amount)s 万元（%(who)s登记）")
    typed = DrawdownForm
    columns = _moved_columns(gettext_lazy("放款日期"), ("放款时间",), gettext_lazy("放款（万元）"), ("放款金额",))

    @staticmethod
    def put_down(line: CreditLine) -> Callable[..., Any]:
        return line.draw


class RepaymentKind(MovedKind):
    """还款: money paid back on a line."""

    key, model = "repayments", Repayment
    title = gettext_lazy("还款")
    route = "finance:repayment_create"
    twice = gettext_lazy("这笔授信同一天已有同额的还款，请认定是不是同一笔。")
    said_as = gettext_lazy("%(on)s 还款 %(amount)s 万元（%(who)s登记）")
    typed = RepaymentForm
    columns = _moved_columns(gettext_lazy("还款日期"), ("还款时间",), gettext_lazy("还款（万元）"), ("还款金额",))

    @staticmethod
    def put_down(line: CreditLine) -> Callable[..., Any]:
        return line.repay
