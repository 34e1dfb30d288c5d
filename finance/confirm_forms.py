"""Forms of the firm's own side, and of those who ask for it and look into differences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, Segmented, WanInput
from core.kernel.forms import Form, OnceForm
from core.kernel.sense import Amount, Happened
from finance.models import Entry, standing
from finance.models.confirming import MOST_WORDS

SAME, OTHER, NONE = "same", "other", "none"


class FirmSideForm(Form):
    """一致, the firm's own figure, or no such money at all."""

    answer = forms.ChoiceField(
        label=_("与贵公司的记录一致吗？"),
        choices=[(SAME, _("一致")), (OTHER, _("不一致")), (NONE, _("没有这笔"))],
        widget=Segmented,
    )
    said_wan = Amount(
        label=_("贵公司的金额（万元）"), max_digits=14, decimal_places=2, min_value=0, required=False, widget=WanInput
    )
    said_on = Happened(label=_("贵公司的日期"), required=False, widget=DateInput)
    words = forms.CharField(
        label=_("说明"), max_length=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, row: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        for name in ("said_wan", "said_on"):
            self.fields[name].asked_when = _("不一致时填写")
        self.fields["words"].asked_when = _("没有这笔时请说明")

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for another figure that is not said, and for no money without a word."""
        said = super().clean() or self.cleaned_data
        if said.get("answer") == OTHER:
            amount, on = standing(self.row)
            if "said_wan" in said and said["said_wan"] is None:
                said["said_wan"] = amount if said.get("said_on") else None
            if "said_wan" in said and said["said_wan"] is None:
                self.add_error("said_wan", _("请填写贵公司的金额或日期。"))
            if "said_on" in said and said["said_on"] is None:
                said["said_on"] = on
        if said.get("answer") == NONE and not said.get("words"):
            self.add_error("words", _("请简单说明。"))
        return said

    def told(self) -> dict[str, Any]:
        """What the verb takes."""
        said = self.cleaned_data
        figures = {
            SAME: (None, None),
            OTHER: (said["said_wan"], said["said_on"]),
            NONE: (0, None),
        }[said["answer"]]
        return {"said_wan": figures[0], "said_on": figures[1], "words": said["words"], "seen": said["seen"]}


class AskFirmForm(OnceForm):
    """A link for the firm; a page that is loaded again makes no second one."""


class ExplainForm(Form):
    """核对说明: what a difference is about."""

    words = forms.CharField(label=_("核对说明"), max_length=MOST_WORDS)
