"""Forms of a need in the hands of institutions: passing it on, and the answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, WanInput
from core.kernel.figures import wan
from core.kernel.forms import Form, FreshForm, RegisterForm, columns_of, refuse
from core.kernel.sense import Figure
from core.kernel.workdays import WorkCalendar
from core.models import User
from finance.enums import SharedFact
from finance.forms import of_whom
from finance.models import ANSWER_WITHIN, FinancingNeed, Institution, Passing, Product
from finance.telling import tell_of_passing


class ProductNamed(Form):
    """Which product of the market a need is to be passed for, from the address of the page."""

    product = forms.ModelChoiceField(queryset=Product.objects.none(), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["product"].queryset = Product.objects.visible_to(user).offered(timezone.localdate())

    @property
    def chosen(self) -> Product | None:
        """The product; None for one that is not offered."""
        return self.cleaned_data.get("product") if self.is_valid() else None


class PassForm(RegisterForm):
    """转给机构, with what the firm agreed that it sees."""

    shared = forms.MultipleChoiceField(
        label=_("企业同意给机构看的"),
        choices=SharedFact.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Passing
        fields = ["institution", "market_product", "on", "answer_by", "shared"]
        widgets = {"on": DateInput, "answer_by": DateInput}

    def __init__(self, *args: Any, need: FinancingNeed, product: Product | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need, today = need, timezone.localdate()
        offered = Product.objects.visible_to(self.user).offered(today).select_related("institution")
        self.fields["market_product"].queryset = offered.order_by("institution__name", "name")
        self.fields["market_product"].label_from_instance = of_whom
        self.fields["market_product"].empty_label = _("不指定产品")
        if product is not None:
            self.initial |= {"market_product": product, "institution": product.institution_id}
        asked = need.passings.values("institution")  # pyright: ignore[reportAttributeAccessIssue]  # from Passing
        self.fields["institution"].queryset = Institution.objects.exclude(pk__in=asked)
        self.fields["on"].initial = today
        self.fields["answer_by"].initial = WorkCalendar.load().working_days_after(today, ANSWER_WITHIN)

    def clean(self) -> dict[str, Any]:
        """The product is one of the institution that is asked."""
        said = super().clean() or self.cleaned_data
        product, bank = said.get("market_product"), said.get("institution")
        if product and bank and product.institution_id != bank.pk:
            self.add_error("market_product", _("这是另一家机构的产品。"))
        return said

    def save(self, commit: bool = True) -> Passing:
        """Pass it on by the verb, which looks at the need under its lock."""
        said, names = self.cleaned_data, ("institution", "on", "answer_by", "shared", "client_id")
        more = {name: said[name] for name in names}
        made = Passing.pass_on(self.need, by=self.user, product=said["market_product"], **more)
        tell_of_passing(made, by=self.user, now=timezone.now())
        return made


OPTIONAL = ("conditions", "valid_until", "term_months", "market_product", "product")


class PassingForm(FreshForm):
    """An answer on a passing; `verb` says which."""

    verb = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in columns_of(self):
            self.fields[name].required = name not in OPTIONAL

    def put(self) -> bool:
        """Do what was sent; False with a word on the form when somebody ended it meanwhile."""
        said = {name: self.cleaned_data[name] for name in columns_of(self)}
        try:
            getattr(Passing.objects.get(pk=self.instance.pk), self.verb)(**said)
        except ValidationError as error:
            refuse(self, error)
            return False
        return True


class OfferForm(PassingForm):
    """报价."""

    verb = "offer"

    class Meta:
        model = Passing
        fields = ["market_product", "product", "offered_wan", "rate", "term_months", "conditions", "valid_until"]
        widgets = {"offered_wan": WanInput, "valid_until": DateInput}
        field_classes = {"rate": Figure}
        labels = {"product": _("产品名称")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Of the market those of the own institution that are offered; the one that the need was passed for is chosen,
        and its rate and term stand in the form until the bank says others."""
        super().__init__(*args, **kwargs)
        own = Product.objects.filter(institution=self.instance.institution_id).offered(timezone.localdate())
        self.fields["market_product"].queryset = own
        self.fields["market_product"].empty_label = _("不在超市中")
        self.fields["product"].help_text = _("选了金融超市的产品，可不填。")
        named = self.instance.market_product
        if named and self.instance.offered_wan is None and not self.is_bound:
            self.initial |= {"rate": named.rate_from, "term_months": named.term_months}

    def clean(self) -> dict[str, Any]:
        """An offer says of what it is."""
        said = super().clean()
        if not said.get("market_product") and not said.get("product") and "market_product" not in self.errors:
            self.add_error("product", _("请选择产品，或写明产品名称。"))
        until, offered, rest = said.get("valid_until"), said.get("offered_wan"), self.instance.need.rest_wan
        if until and until < timezone.localdate():
            self.add_error("valid_until", _("报价有效到的日期已过。"))
        if offered is not None and offered > rest:
            self.ask(
                _("报价 %(offered)s 万元，超过待授信的 %(rest)s 万元。") % {"offered": wan(offered), "rest": wan(rest)}
            )
        return said


class AskForm(PassingForm):
    """反问."""

    verb = "ask"

    class Meta:
        model = Passing
        fields = ["question"]


class DeclineForm(PassingForm):
    """婉拒."""

    verb = "decline"

    class Meta:
        model = Passing
        fields = ["reason"]


class TellForm(PassingForm):
    """The finance officer answers what an institution asked."""

    verb = "tell"

    class Meta:
        model = Passing
        fields = ["reply"]


class RecallForm(PassingForm):
    """收回."""

    verb = "take_back"

    class Meta:
        model = Passing
        fields = ["reason"]


ANSWERS = {"offer": OfferForm, "ask": AskForm, "decline": DeclineForm}
OURS = {"tell": TellForm, "recall": RecallForm}
