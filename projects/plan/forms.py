"""Forms of the plan and of what a leader decides: 倒排, 延期, 容缺推进, 改判, 更正, and the day of the meeting."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import Chips, DateInput, LampPicker, Segmented
from core.kernel.forms import Form, ModelForm
from core.kernel.sense import YEARS_AHEAD, Count, Happened, Planned, Token
from core.kernel.workdays import WorkCalendar
from projects.enums import DeclaredLamp, MilestoneKind, Stage
from projects.models import LONGEST_NODE, LampOverride, Milestone, PlanTemplate, Project, must_be_worked
from projects.plan.redoing import NodeValues


class DraftForm(Form):
    """Which template, and the target date."""

    template = forms.ModelChoiceField(label=_("建设类型"), queryset=PlanTemplate.objects.all(), empty_label=None)
    end = Planned(label=_("目标日期（最后节点）"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_end(self) -> dt.date:
        """Within reach of a plan: after today, and not in another age."""
        end = self.cleaned_data["end"]
        if end <= self.today:
            raise forms.ValidationError(_("目标日期要在今天之后、%(n)d 年之内。") % {"n": YEARS_AHEAD})
        return end


class BenchForm(Form):
    """The plan as a draft: its end, the working days of every node, and whether 定时间 becomes its end.

    `version` is the project's when the page was drawn.
    """

    end = Planned(label=_("目标日期（最后节点）"))
    with_due = forms.BooleanField(label=_("定时间一并改为这一天"), required=False)
    version = Token(widget=forms.HiddenInput({"id": False}))

    def __init__(self, *args: Any, nodes: Iterable[Milestone], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.nodes = today, {f"d-{each.pk}": each for each in nodes}
        for name, node in self.nodes.items():
            self.fields[name] = Count(
                label=_("%(node)s的工作日") % {"node": node.name},
                initial=node.working_days,
                min_value=1,
                max_value=LONGEST_NODE,
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"), _("填 1 至 %(n)d") % {"n": LONGEST_NODE}
                ),
                widget=forms.NumberInput({"class": "form-control num", "inputmode": "numeric"}),
            )

    clean_end = DraftForm.clean_end

    @property
    def days(self) -> dict[int, int]:
        """The working days of every row, by its key."""
        return {node.pk: self.cleaned_data[name] for name, node in self.nodes.items()}


class NodeForm(Form):
    """A node of a plan that is not frozen: what it is, how long it takes, and what it waits for."""

    name = forms.CharField(label=_("节点"), max_length=40)
    working_days = Count(label=_("工作日"), min_value=1, max_value=LONGEST_NODE)
    after = forms.MultipleChoiceField(label=_("前置节点"), required=False, widget=Chips)
    kind = forms.ChoiceField(label=_("类型"), choices=MilestoneKind.choices, initial=MilestoneKind.WORK)
    closes = forms.ChoiceField(label=_("完成即进入阶段"), choices=[("", _("不涉及")), *Stage.choices], required=False)
    version = Token(widget=forms.HiddenInput({"id": False}))

    def __init__(self, *args: Any, others: Iterable[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [(str(each.pk), each.name) for each in others]

    def values(self) -> NodeValues:
        """What the verb takes."""
        cleaned = {name: self.cleaned_data[name] for name in ("name", "working_days", "kind", "closes")}
        return NodeValues(after=[int(pk) for pk in self.cleaned_data["after"]], **cleaned)


class ProposalForm(Form):
    """提议为模板."""

    name = forms.CharField(label=_("模板名称"), max_length=40)
    reason = forms.CharField(
        label=_("提议理由"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("理由，例如哪类项目都这样建"),
    )


class BaselineForm(Form):
    """原基线 as a paper had it before the register was begun, a day for each node, and which paper."""

    source = forms.CharField(
        label=_("基线依据"), max_length=120, help_text=_("签约时的计划、批复的工期等：名称和文号。")
    )

    def __init__(self, *args: Any, nodes: Iterable[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = {f"b-{each.pk}": each for each in nodes}
        for name, node in self.nodes.items():
            self.fields[name] = Planned(label=node.name, initial=node.planned_on)

    def known(self) -> dict[int, dt.date]:
        """The baseline of each node, by its key."""
        return {node.pk: self.cleaned_data[name] for name, node in self.nodes.items()}

    def rows(self) -> list[tuple[Milestone, forms.BoundField]]:
        """Each node with its field."""
        return [(node, self[name]) for name, node in self.nodes.items()]


class AsideForm(Form):
    """不适用, and why."""

    reason = forms.CharField(label=_("不适用原因"), max_length=120)
    version = Token(widget=forms.HiddenInput({"id": False}))


class PostponeForm(Form):
    """延期申请 for one node."""

    to_on = Planned(label=_("申请延至"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 3}))
    with_followers = forms.BooleanField(
        label=_("后续节点一并顺延"), required=False, help_text=_("先用余量，只顺延必须的天数。")
    )

    def __init__(self, *args: Any, milestone: Milestone, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.milestone, self.today = milestone, today

    def clean_to_on(self) -> dt.date:
        """Later than the plan of today, and within a few years."""
        to_on = self.cleaned_data["to_on"]
        if to_on <= self.milestone.planned_on:
            raise forms.ValidationError(_("新日期要晚于现计划 %(on)s。") % {"on": self.milestone.planned_on})
        try:
            must_be_worked(to_on, WorkCalendar.load())
        except ValidationError as error:
            raise forms.ValidationError(error.messages[0]) from error
        return to_on


class DecisionForm(Form):
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


class WaiverForm(Form):
    """容缺推进申请: into which stage, since when, and why."""

    stage = forms.ChoiceField(label=_("拟进入阶段"), choices=Stage.choices)
    on = Happened(label=_("进入日期"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, project: Project, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.today = project, today

    def clean_on(self) -> dt.date:
        """Long before the project began is asked about."""
        if doubt := self.project.doubt_early(self.cleaned_data["on"], self.today):
            self.ask(doubt)
        return self.cleaned_data["on"]


class OverrideForm(ModelForm):
    """人工改判 of the system lamp: to which lamp, why, on what evidence, until when."""

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
