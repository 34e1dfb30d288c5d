"""Forms of promises and 售后服务."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.drawing.widgets import DateInput
from core.kernel.forms import Form, FreshForm, ModelForm, OnceForm
from core.kernel.naming import NameField
from core.kernel.sense import Figure, Happened, Planned
from core.office.seen import OverForm
from projects import people
from projects.enums import CommitmentKind
from projects.models import AfterCareItem, Commitment, CommitmentReading, Project


def refuse_parts(form: Form | ModelForm, name: str, kind: Any) -> None:
    """An error at the field where a part of a person was promised or reached."""
    value = form.cleaned_data.get(name)
    if kind == CommitmentKind.JOBS and value is not None and value % 1:
        form.add_error(name, _("“%(field)s”要填整数。") % {"field": CommitmentKind.JOBS.label})


class CommitmentForm(OverForm):
    """What was promised of one kind; again for the same kind corrects it."""

    columns = ("signed_value", "due_on")

    kind = forms.ChoiceField(label=gettext_lazy("承诺"), choices=CommitmentKind.choices)
    signed_value = Figure(label=gettext_lazy("签约承诺"), min_value=Decimal("0.01"))
    due_on = Planned(label=gettext_lazy("应兑现日期"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.watch(project.commitments.all())

    def overwritten(self, said: dict[str, Any]) -> Commitment | None:
        """What was promised of the same kind."""
        return self.project.commitments.filter(kind=said["kind"]).first()

    def clean(self) -> dict[str, Any]:
        """People are whole."""
        cleaned = super().clean() or self.cleaned_data
        refuse_parts(self, "signed_value", cleaned.get("kind"))
        return cleaned


class ReadingForm(OverForm):
    """What was reached on a day; again for the same day corrects it."""

    columns = ("value", "source")

    commitment = forms.ModelChoiceField(
        label=gettext_lazy("承诺"), queryset=Commitment.objects.none(), empty_label=None
    )
    on = Happened(label=gettext_lazy("截至"))
    value = Figure(label=gettext_lazy("实际"))
    source = forms.CharField(label=gettext_lazy("来源"), max_length=120)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = project.commitments.all()
        self.fields["commitment"].label_from_instance = lambda each: each.get_kind_display()
        self.watch(CommitmentReading.objects.filter(commitment__project=project))

    def overwritten(self, said: dict[str, Any]) -> CommitmentReading | None:
        """What was read of it on the same day."""
        return CommitmentReading.objects.filter(commitment=said["commitment"], on=said["on"]).first()

    def clean(self) -> dict[str, Any]:
        """People are whole."""
        cleaned = super().clean() or self.cleaned_data
        if commitment := cleaned.get("commitment"):
            refuse_parts(self, "value", commitment.kind)
        return cleaned


class AfterCareForm(OnceForm, ModelForm):
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


class CareEditForm(FreshForm):
    """修改: its words and its date by who may change the project; whom it is handed on to, by its owner as well."""

    owner = NameField(label=gettext_lazy("责任人"), route="projects:carer_names")

    class Meta:
        model = AfterCareItem
        fields = ("text", "owner", "due_on")
        widgets = {"due_on": DateInput}

    def __init__(self, *args: Any, may_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people.carers(), topics="people")
        if not may_change:
            for name in ("text", "due_on"):
                self.fields[name].disabled = True


class ReadingEditForm(FreshForm):
    """更正 of one reading: its day, what was reached, its source."""

    class Meta:
        model = CommitmentReading
        fields = ("on", "value", "source")
        widgets = {"on": DateInput}

    def clean(self) -> dict[str, Any]:
        """People are whole."""
        cleaned = super().clean() or self.cleaned_data
        refuse_parts(self, "value", self.instance.commitment.kind)
        twin = self.instance.commitment.readings.exclude(pk=self.instance.pk).filter(on=cleaned.get("on"))
        if cleaned.get("on") and twin.exists():
            self.add_error("on", _("这一天已有一次兑现情况，请改那一次。"))
        return cleaned


class FinishForm(Form):
    """办结."""

    result = forms.CharField(max_length=200)
