"""Forms of 产融对接. Amounts are entered in 万元."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.db import IntegrityError
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, WanInput
from core.kernel.figures import wan
from core.kernel.forms import Form, RegisterForm
from core.kernel.naming import NameField
from core.kernel.taps import refused_by
from core.models import User
from core.office.dictionaries import StateForm
from enterprises.models import Enterprise
from enterprises.service.taking import TakingForm
from finance.enums import NEED_ANSWERED, HeldWhy, NeedState
from finance.models import (
    SEES_FINANCE,
    WITHIN_LIMIT,
    Branch,
    CreditLine,
    FinancingNeed,
    FinancingNeedQuerySet,
    Institution,
    Passing,
    Product,
    implausible,
)
from finance.telling import tell_of_passing

CHOOSE = _("请选择")
NO_INSTITUTION = _("你的账号还没有所属机构，请联系系统管理员。")


def firms_for(user: User) -> QuerySet[Enterprise]:
    """Firms that this person may enter: those they see; for a bank those that have to do with its institution."""
    needs, lines = FinancingNeed.objects.visible_to(user), CreditLine.objects.visible_to(user)
    passed = Passing.objects.visible_to(user).values("need__enterprise")
    ours = Q(pk__in=needs.values("enterprise")) | Q(pk__in=lines.values("enterprise")) | Q(pk__in=passed)
    return Enterprise.objects.standing().filter(Q(pk__in=Enterprise.objects.visible_to(user).values("pk")) | ours)


def of_whom(product: Product) -> str:
    """A product with its institution, where one chooses among several."""
    return f"{product.institution} {product.name}"


def needs_for(user: User) -> FinancingNeedQuerySet:
    """Needs that a line of this person may answer: those that they see and that wait, wholly or in part."""
    return FinancingNeed.objects.visible_to(user).waiting().select_related("enterprise")


class NeedField(NameField):
    """One of the needs, in a list by firm, amount and purpose."""

    def label_from_instance(self, obj: FinancingNeed) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # holds needs only
        return obj.summary


class AnswerForm(Form):
    """Which need a new line answers, from the address of the page."""

    need = forms.ModelChoiceField(queryset=FinancingNeed.objects.none())
    passing = forms.ModelChoiceField(queryset=Passing.objects.none(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs_for(user)
        self.fields["passing"].queryset = Passing.objects.visible_to(user).open()


class CreditLineForm(RegisterForm):
    """授信. A bank's person enters lines of their own institution only: the field is fixed."""

    enterprise = NameField(label=_("企业"), route="finance:firm_names")
    need = NeedField(
        label=_("对应的融资需求"),
        route="finance:need_names",
        required=False,
        help_text=_("选了需求，保存后该需求转为已授信；只答复一部分的，其余仍待授信。"),
    )

    class Meta:
        model = CreditLine
        fields = [
            "enterprise",
            "institution",
            "need",
            "product",
            "granted_wan",
            "granted_on",
            "expires_on",
            "is_revolving",
            "stuck_reason",
        ]
        widgets = {
            "granted_wan": WanInput,
            "granted_on": DateInput,
            "expires_on": DateInput,
        }

    asks_second = False  # a page keeps what asks for a second person; a table is told to use the page

    def __init__(self, *args: Any, approved: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.approved = approved
        self.fields["enterprise"].offer(firms_for(self.user))
        institutions = Institution.objects.visible_to(self.user)
        self.fields["institution"].queryset = institutions
        if not self.user.holds(*SEES_FINANCE):
            self.fields["institution"].disabled = True
            self.fields["institution"].error_messages["required"] = NO_INSTITUTION
            self.initial["institution"] = institutions.first()
        self.fields["product"].queryset = Product.objects.filter(
            institution__in=institutions.values("pk")
        ).select_related("institution")
        self.fields["product"].label_from_instance = of_whom
        self.fields["product"].empty_label = _("不指定产品")
        waiting_or_own = Q(pk__in=needs_for(self.user).values("pk")) | Q(pk=self.instance.need_id)
        needs = FinancingNeed.objects.filter(waiting_or_own)
        self.fields["need"].offer(needs.select_related("enterprise"))
        self.fields["stuck_reason"].choices = [("", CHOOSE), *list(self.fields["stuck_reason"].choices)[1:]]

    def clean_granted_wan(self) -> Decimal:
        """Raise ValidationError when the line would no longer cover what is drawn."""
        granted = self.cleaned_data["granted_wan"]
        if self.instance.pk and granted < CreditLine.objects.get(pk=self.instance.pk).taken_wan:
            raise self._below()
        return granted

    def clean(self) -> dict[str, Any]:
        """Dates follow each other, and the need is the same firm's and has not gone to another institution."""
        cleaned = super().clean() or {}
        granted_on = cleaned.get("granted_on")
        expires_on = cleaned.get("expires_on")
        if granted_on and expires_on and expires_on <= granted_on:
            self.add_error("expires_on", _("到期日期要晚于授信日期。"))
        self._must_hold_what_was_drawn(granted_on, expires_on)
        product, bank = cleaned.get("product"), cleaned.get("institution")
        if product and bank and product.institution_id != bank.pk:
            self.add_error("product", _("这是另一家机构的产品。"))
        elif product and bank and granted_on and not self._was_offered(product, granted_on):
            self.add_error("product", _("“%(name)s”已停办，请另选产品。") % {"name": product.name})
        self._ask_of_the_product(product, cleaned.get("granted_wan"))
        if need := cleaned.get("need"):
            if need.enterprise != cleaned.get("enterprise"):
                self.add_error("need", _("这项需求是另一家企业的。"))
            elif not need.may_be_answered_by(cleaned.get("institution")):
                self.add_error("need", _("这项需求已转给另一家机构。"))
        if not self.asks_second and not self.errors and (why := self.why_second):
            text = _("%(why)s，要第二人复核：请在页面上登记。")
            self.add_error("granted_wan", text % {"why": why.label})
        return cleaned

    def _ask_of_the_product(self, product: Product | None, granted: Decimal | None) -> None:
        """More than the product grants, or than is left of its special quota, is asked once."""
        if product is None or granted is None:
            return
        left = Product.objects.with_used().get(pk=product.pk).quota_left_wan
        if self._saved and self._saved.product_id == product.pk and left is not None:
            left += self._saved.granted_wan
        if product.most_wan is not None and granted > product.most_wan:
            self.ask(_("超过产品最高额度 %(most)s 万元。") % {"most": wan(product.most_wan)})
        if left is not None and granted > left:
            self.ask(_("专项额度只余 %(left)s 万元。") % {"left": wan(left)})

    def _was_offered(self, product: Product, on: dt.date) -> bool:
        """Whether a line may name a product: it was to be had on that day, or was named to the firm before it ended."""
        if product.is_offered(on) or (self._saved and self._saved.product_id == product.pk):
            return True
        return product.passings.filter(need=self.cleaned_data.get("need")).exists()

    @property
    def why_second(self) -> HeldWhy | None:
        """Why what was typed asks for a second person; None for a valid form that may be saved."""
        granted, before = self.cleaned_data.get("granted_wan"), self._saved
        if self.approved or granted is None or (before and granted <= before.granted_wan):
            return None
        return implausible(granted, self.cleaned_data.get("need"))

    def _must_hold_what_was_drawn(self, granted_on: dt.date | None, expires_on: dt.date | None) -> None:
        """A line begins before its first money and expires after its last."""
        if not self.instance.pk:
            return
        days = self.instance.drawdowns.aggregate(first=Min("on"), last=Max("on"))
        if granted_on and days["first"] and granted_on > days["first"]:
            self.add_error("granted_on", _("授信日期晚于第一笔放款（%(on)s）。") % {"on": days["first"]})
        if expires_on and days["last"] and expires_on < days["last"]:
            self.add_error("expires_on", _("到期日期早于最后一笔放款（%(on)s）。") % {"on": days["last"]})

    def save(self, commit: bool = True) -> CreditLine:
        """Save, and mark the need that the line answers; one that it answered before waits again."""
        line = super().save(commit)
        before = self._saved.need if self._saved else None
        if commit and before and before != line.need:
            before.settle()
        if commit and line.need:
            line.need.settle()
        return line

    def explain(self, error: IntegrityError) -> None:
        """Somebody drew between the check and the save."""
        if refused_by(error) == WITHIN_LIMIT:
            self.add_error("granted_wan", self._below())
        else:
            super().explain(error)

    def _below(self) -> forms.ValidationError:
        line = CreditLine.objects.get(pk=self.instance.pk)
        text = _("已放款 %(drawn)s 万元，授信不能低于它。")
        if line.lowered_wan or line.is_revolving:
            text = _("在用和已下调的共 %(drawn)s 万元，授信不能低于它。")
        return forms.ValidationError(text % {"drawn": wan(line.taken_wan)})


class InstitutionForm(StateForm):
    """金融机构, as the administrators keep it."""

    class Meta:
        model = Institution
        fields = ["name", "kind", "is_example"]


class BranchForm(StateForm):
    """网点 of an institution."""

    class Meta:
        model = Branch
        fields = ["name"]


class NeedForm(TakingForm):
    """融资需求: what a firm needs, and whom it was passed to. Opened empty, or filled from a hand-off."""

    filled = {"enterprise": "firm", "purpose": "note", "raised_on": "on"}
    enterprise = NameField(label=_("企业"), route="finance:firm_names")

    class Meta:
        model = FinancingNeed
        fields = ["enterprise", "amount_wan", "purpose", "raised_on", "institution", "state"]
        widgets = {"amount_wan": WanInput, "raised_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer(firms_for(self.user))
        self.fields["institution"].queryset = Institution.objects.visible_to(self.user)
        self.fields["raised_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """A need in the hands of an institution names it; a need is granted when there is a line, and only then."""
        cleaned = super().clean() or {}
        state = cleaned.get("state")
        if state == NeedState.MATCHED and not cleaned.get("institution"):
            self.add_error("institution", _("请选择对接机构。"))
        answered = self.instance.pk is not None and self.instance.lines.exists()
        if state in NEED_ANSWERED and not answered:
            self.add_error("state", _("还没有对应的授信：登记授信时选这项需求，状态会自动改为已授信。"))
        elif state and state not in NEED_ANSWERED and answered:
            self.add_error("state", _("这项需求已有授信，状态由授信决定。"))
        return cleaned

    def save(self, commit: bool = True) -> FinancingNeed:
        """Save, with since when it is passed on or withdrawn; of an answered need the lines say how far."""
        self.instance.dated(timezone.localdate())
        if self.handoff:
            self.instance.handoff = self.handoff
        need = super().save(commit)
        if commit and need.institution and need.is_waiting and not need.passings.exists():
            said = {"on": need.matched_on, "by": self.user, "client_id": uuid.uuid4()}
            passed = Passing.pass_on(need, institution=need.institution, **said)
            tell_of_passing(passed, by=self.user, now=timezone.now())
        if commit and need.is_answered:
            need.settle()
        need.tell_handoff()
        return need

    def called(self, row: Any) -> str:
        """The need in words: how much, and what for."""
        return _("%(amount)s 万元 %(purpose)s") % {"amount": wan(row.amount_wan), "purpose": row.purpose}
