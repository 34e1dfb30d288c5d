"""Forms of promises and 售后服务."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.drawing.widgets import DateInput, WanInput
from core.kernel.forms import OnceForm
from core.kernel.naming import NameField
from projects import people
from projects.enums import CommitmentKind
from projects.models import AfterCareItem, Commitment, Project


class CommitmentForm(forms.Form):
    """What was promised of one kind; again for the same kind corrects it."""

    kind = forms.ChoiceField(label=gettext_lazy("承诺"), choices=CommitmentKind.choices)
    signed_value = forms.DecimalField(
        label=gettext_lazy("签约承诺"),
        max_digits=14,
        decimal_places=2,
        widget=WanInput,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    due_on = forms.DateField(label=gettext_lazy("应兑现日期"), widget=DateInput)


class ReadingForm(forms.Form):
    """What was reached on a day; again for the same day corrects it."""

    commitment = forms.ModelChoiceField(
        label=gettext_lazy("承诺"), queryset=Commitment.objects.none(), empty_label=None
    )
    on = forms.DateField(label=gettext_lazy("截至"), widget=DateInput)
    value = forms.DecimalField(
        label=gettext_lazy("实际"), max_digits=14, decimal_places=2, min_value=Decimal(0), widget=WanInput
    )
    source = forms.CharField(label=gettext_lazy("来源"), max_length=120)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = project.commitments.all()
        self.fields["commitment"].label_from_instance = lambda each: each.get_kind_display()

    def clean_on(self) -> Any:
        """What was reached lies behind us."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return self.cleaned_data["on"]


class AfterCareForm(OnceForm, forms.ModelForm):
    """Something that the zone still does for the project."""

    owner = NameField(label=gettext_lazy("责任人"), route="projects:carer_names")

    class Meta:
        model = AfterCareItem
        fields = ("text", "owner", "due_on")
        widgets = {"due_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people.carers(), topics="people")
        self.fields["owner"].empty_label = _("请选择责任人")

    def clean_due_on(self) -> dt.date:
        """What is registered today is due today at the earliest."""
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError(_("办结期限不能早于今天。"))
        return self.cleaned_data["due_on"]


class FinishForm(forms.Form):
    """办结."""

    result = forms.CharField(max_length=200)
