"""Forms of 金融超市: a product, its end, and a firm's situation in the address of the page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, WanInput
from core.kernel.forms import Form, RegisterForm, refuse
from core.kernel.naming import NameField
from core.kernel.sense import Amount, Count, Figure, Happened
from core.models import User
from core.office.dictionaries import StateForm
from finance.forms import CHOOSE, NO_INSTITUTION, NeedField, firms_for
from finance.market.situation import TICKS
from finance.models import SEES_FINANCE, Branch, FinancingNeed, Institution, Measure, Product, ProductMeasure

TERMS = ["least_wan", "most_wan", "rate_from", "rate_to", "term_months", "guarantee", "quota_wan"]
ASKS = ["no_collateral", "least_years", "needs_science", "needs_listing", "needs_orders", "needs_renewal"]


class ProductRules:
    """What holds of a product whoever writes it: its branch and measures are its institution's, its terms in order."""

    def clean(self: Any) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data  # pyright: ignore[reportAttributeAccessIssue]
        bank, least, most = said.get("institution"), said.get("least_wan"), said.get("most_wan")
        if (branch := said.get("branch")) and bank and branch.institution_id != bank.pk:
            self.add_error("branch", _("这个网点是另一家机构的。"))
        if least and most and least > most:
            self.add_error("least_wan", _("起点不能高于最高额度。"))
        low, high = said.get("rate_from"), said.get("rate_to")
        if high is not None and (low is None or low > high):
            self.add_error("rate_to", _("最高年利率不能低于年利率。"))
        for measure in said.get("measures") or ():
            if bank and measure.institution_id not in (None, bank.pk):
                self.add_error("measures", _("“%(name)s”是另一家机构承诺的。") % {"name": measure.name})
        return said


class ProductForm(ProductRules, RegisterForm):
    """产品. A bank's person keeps those of their own institution: the field is fixed."""

    measures = forms.ModelMultipleChoiceField(
        label=_("兑现的举措"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("本机构公开承诺过的举措，落到这个产品的勾上。"),
    )

    class Meta:
        model = Product
        fields = [
            "institution",
            "branch",
            "name",
            "kind",
            "for_whom",
            *TERMS,
            "green_channel",
            "own_authority",
            *ASKS,
            "begins_on",
        ]
        widgets = {
            "begins_on": DateInput,
            "least_wan": WanInput,
            "most_wan": WanInput,
            "quota_wan": WanInput,
        }
        field_classes = {"rate_from": Figure, "rate_to": Figure}
        help_texts = {
            "most_wan": _("不填即面议。"),
            "rate_to": _("区间利率才填。"),
            "quota_wan": _("为园区单列的额度，登记授信时选这个产品即扣减。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        institutions = Institution.objects.visible_to(self.user)
        self.fields["institution"].queryset = institutions
        ours = institutions.values("pk")
        self.fields["branch"].queryset = Branch.objects.filter(institution__in=ours)
        self.fields["branch"].empty_label = _("不限")
        self.fields["measures"].queryset = Measure.objects.filter(institution__in=ours).select_related("institution")
        for name in ("kind", "guarantee"):
            self.fields[name].choices = [("", CHOOSE), *list(self.fields[name].choices)[1:]]
        if not self.user.holds(*SEES_FINANCE):
            self.fields["institution"].disabled = True
            self.fields["institution"].error_messages["required"] = NO_INSTITUTION
            self.initial["institution"] = institutions.first()
        elif self.instance.pk:
            self.fields["institution"].disabled = True  # offers and lines name it as this institution's
        if self.instance.pk:
            self.initial["measures"] = list(self.instance.measures.values_list("pk", flat=True))
        else:
            self.fields["begins_on"].initial = timezone.localdate

    def save(self, commit: bool = True) -> Product:
        """Save the product and which measures it fulfils."""
        product = super().save(commit)
        wanted = {each.pk for each in self.cleaned_data["measures"]}
        product.fulfils.exclude(measure__in=wanted).delete()
        for key in wanted - set(product.fulfils.values_list("measure", flat=True)):
            ProductMeasure.objects.create(product=product, measure_id=key)
        return product

    def is_harmless(self) -> bool:
        """The same ticks too."""
        wanted = {each.pk for each in self.cleaned_data.get("measures") or ()}
        return super().is_harmless() and wanted == set(self.instance.fulfils.values_list("measure", flat=True))


class ProductStateForm(ProductRules, StateForm):
    """产品, as the administrators keep it beside the other dictionaries."""

    class Meta:
        model = Product
        fields = [each for each in ProductForm.Meta.fields if each != "measures"]
        field_classes = ProductForm.Meta.field_classes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # what lines took of it is the first institution's
            self.fields["institution"].disabled = True


class EndForm(Form):
    """停办, from a day on and why."""

    on = Happened(label=_("停办日期"))
    reason = forms.CharField(label=_("停办原因"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def end(self, product: Product) -> bool | None:
        """End it; None with an error on the form, False when somebody was first."""
        try:
            return product.end(**self.cleaned_data)
        except ValidationError as error:
            refuse(self, error, "on")
            return None


class SituationForm(Form):
    """处境: which firm, for which of its needs, and what is said of it instead of its file; all in the address."""

    firm = NameField(label=_("企业"), route="finance:firm_names", required=False)
    need = NeedField(label=_("需求"), route="finance:need_names", required=False)
    said = forms.CharField(required=False, widget=forms.HiddenInput)
    light = forms.BooleanField(label=_("轻资产，没有抵押物"), required=False)
    science = forms.BooleanField(label=_("有专利或科技资质"), required=False)
    listing = forms.BooleanField(label=_("筹备上市"), required=False)
    orders = forms.BooleanField(label=_("有政府或龙头订单"), required=False)
    renewal = forms.BooleanField(label=_("技改、设备更新"), required=False)
    years = Count(label=_("成立满几年"), required=False)
    need_wan = Amount(label=_("需要（万元）"), required=False, max_digits=14, decimal_places=2, widget=WanInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.holds(*SEES_FINANCE):
            self.fields["firm"].offer(firms_for(user))
            self.fields["firm"].empty_label = _("不选企业")
            self.fields["need"].offer(FinancingNeed.objects.visible_to(user).waiting().select_related("enterprise"))
        else:  # a bank reads of a firm what the firm agreed to, at its desk; here it says a situation itself
            del self.fields["firm"], self.fields["need"]

    @property
    def ticked(self) -> set[str]:
        return {name for name in TICKS if self.cleaned_data.get(name)}
