"""Forms of hand-offs: a request that one becomes, and the reason why nothing comes of one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import Form, OnceForm
from enterprises.service.visit_forms import RequestForm


class HandoffRequestForm(OnceForm, RequestForm):
    """The need becomes a request of the firm to a department."""


class ExplainForm(Form):
    """Why nothing comes of it, for who heard it."""

    text = forms.CharField(
        label=_("说明"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("走访人会收到这句话。"),
    )
