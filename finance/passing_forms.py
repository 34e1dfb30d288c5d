"""Forms of a need in the hands of institutions: passing it on, and the answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, WanInput
from core.kernel.forms import FreshForm, RegisterForm, columns_of, refuse
from core.kernel.sense import Figure
from core.kernel.workdays import WorkCalendar
from finance.enums import SharedFact
from finance.models import ANSWER_WITHIN, FinancingNeed, Institution, Passing
from finance.telling import tell_of_passing


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
        fields = ["institution", "on", "answer_by", "shared"]
        widgets = {"on": DateInput, "answer_by": DateInput}

    def __init__(self, *args: Any, need: FinancingNeed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need, today = need, timezone.localdate()
        asked = need.passings.values("institution")  # pyright: ignore[reportAttributeAccessIssue]  # from Passing
        self.fields["institution"].queryset = Institution.objects.exclude(pk__in=asked)
        self.fields["on"].initial = today
        self.fields["answer_by"].initial = WorkCalendar.load().working_days_after(today, ANSWER_WITHIN)

    def save(self, commit: bool = True) -> Passing:
        """Pass it on by the verb, which looks at the need under its lock."""
        said, names = self.cleaned_data, ("institution", "on", "answer_by", "shared", "client_id")
        made = Passing.pass_on(self.need, by=self.user, **{name: said[name] for name in names})
        tell_of_passing(made, by=self.user, now=timezone.now())
        return made


class PassingForm(FreshForm):
    """An answer on a passing; `verb` says which."""

    verb = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in columns_of(self):
            self.fields[name].required = name not in ("conditions", "valid_until", "term_months")

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
        fields = ["product", "offered_wan", "rate", "term_months", "conditions", "valid_until"]
        widgets = {"offered_wan": WanInput, "valid_until": DateInput}
        field_classes = {"rate": Figure}


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
