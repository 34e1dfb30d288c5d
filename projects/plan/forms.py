"""Forms of the plan and of what a leader decides: 倒排, 延期, 容缺推进, 改判, 更正, and the day of the meeting."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, LampPicker, Segmented
from projects.enums import DeclaredLamp, Stage
from projects.models import LampOverride, Milestone, PlanTemplate

YEARS_AHEAD = 15


class DraftForm(forms.Form):
    """Which template, and the target date."""

    template = forms.ModelChoiceField(label=_("建设类型"), queryset=PlanTemplate.objects.all(), empty_label=None)
    end = forms.DateField(label=_("目标日期（最后节点）"), widget=DateInput)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_end(self) -> dt.date:
        """Within reach of a plan: after today, and not in another age."""
        end = self.cleaned_data["end"]
        if not self.today < end <= self.today + dt.timedelta(days=366 * YEARS_AHEAD):
            raise forms.ValidationError(_("目标日期要在今天之后、%(n)d 年之内。") % {"n": YEARS_AHEAD})
        return end


class PostponeForm(forms.Form):
    """延期申请 for one node."""

    to_on = forms.DateField(label=_("申请延至"), widget=DateInput)
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 3}))
    with_followers = forms.BooleanField(label=_("后续节点顺延同样的工作日"), required=False)

    def __init__(self, *args: Any, milestone: Milestone, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.milestone, self.today = milestone, today

    def clean_to_on(self) -> dt.date:
        """Later than the plan of today, and within a few years."""
        to_on = self.cleaned_data["to_on"]
        if to_on <= self.milestone.planned_on:
            raise forms.ValidationError(_("新日期要晚于现计划 %(on)s。") % {"on": self.milestone.planned_on})
        if to_on > self.today + dt.timedelta(days=366 * YEARS_AHEAD):
            raise forms.ValidationError(_("新日期太远，请核对年份。"))
        return to_on


class DecisionForm(forms.Form):
    """A leader's word on a request; a refusal says why."""

    approve = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("1", _("同意")), ("0", _("不同意"))],
        coerce=lambda value: value == "1",
        widget=Segmented,
    )
    note = forms.CharField(label=_("决定意见"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("approve") is False and not cleaned.get("note"):
            self.add_error("note", _("不同意请写明意见。"))
        return cleaned


class WaiverForm(forms.Form):
    """容缺推进申请: into which stage, since when, and why."""

    stage = forms.ChoiceField(label=_("拟进入阶段"), choices=Stage.choices)
    on = forms.DateField(label=_("进入日期"), widget=DateInput)
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> dt.date:
        """What has happened cannot lie in the future."""
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return self.cleaned_data["on"]


class OverrideForm(forms.ModelForm):
    """调整灯色（人工） of the system lamp: to which lamp, why, on what evidence, until when."""

    class Meta:
        model = LampOverride
        fields = ("lamp", "reason", "evidence", "ends_on")
        widgets = {"lamp": LampPicker, "ends_on": DateInput, "reason": forms.Textarea({"rows": 2})}
        labels = {"ends_on": _("改判至")}
        help_texts = {
            "evidence": _("文件名、会议纪要或现场核查记录，便于核对。"),
            "ends_on": _("到期后自动恢复为规则判灯，最长 60 天。"),
        }

    LONGEST = dt.timedelta(days=60)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["lamp"].choices = DeclaredLamp.choices

    def clean_ends_on(self) -> dt.date:
        """From today on, and not for long."""
        ends_on = self.cleaned_data["ends_on"]
        if not self.today <= ends_on <= self.today + self.LONGEST:
            raise forms.ValidationError(_("截止日期要在今天起 60 天之内。"))
        return ends_on
