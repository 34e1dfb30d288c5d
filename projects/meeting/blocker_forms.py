"""What is asked to coordinate, and what each side says to it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.forms import Form, OnceForm
from core.kernel.naming import NameField
from core.kernel.sense import Planned
from core.models import Department


class RaiseForm(OnceForm):
    """需协调事项, at any time."""

    text = forms.CharField(label=gettext_lazy("需协调事项"), max_length=200, widget=forms.Textarea({"rows": 3}))
    department = NameField(
        label=gettext_lazy("协调部门"),
        required=False,
        empty_label=gettext_lazy("请选择部门"),
        route="core:department_names",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(Department.objects.all())


class ReplyForm(OnceForm):
    """不同意答复: what is still open."""

    text = forms.CharField(label=gettext_lazy("异议内容"), max_length=300, widget=forms.Textarea({"rows": 3}))


class AnswerForm(OnceForm):
    """What the department says, and by when."""

    text = forms.CharField(label=gettext_lazy("答复"), max_length=300, widget=forms.Textarea({"rows": 3}))
    promised_on = Planned(label=gettext_lazy("承诺解决日期"), required=False)

    def clean_promised_on(self) -> Any:
        """A promise looks ahead."""
        on = self.cleaned_data["promised_on"]
        if on and on < timezone.localdate():
            raise forms.ValidationError(_("承诺日期不能早于今天。"))
        return on


class TransferForm(Form):
    """转办."""

    department = NameField(
        label=gettext_lazy("转给部门"), empty_label=gettext_lazy("请选择部门"), route="core:department_names"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(Department.objects.all())
