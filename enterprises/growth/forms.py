"""Forms of the cultivation plans: the four 定, steps, recognition, stages on the road to the stock exchange."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.drawing.widgets import DateInput
from core.kernel.forms import Form, FreshForm
from core.kernel.naming import NameField
from core.kernel.sense import Happened
from core.models import User, UserQuerySet
from enterprises.enums import Grade, ListingStage, PlanKind
from enterprises.models import CultivationPlan, Enterprise, PlanEntry, PlanStep

GOALS = (Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION, Grade.LITTLE_GIANT)


def leaders() -> UserQuerySet:
    """Who may lead a firm's way through a plan."""
    return User.objects.holding(Role.LEADER).by_name()


def responsibles() -> UserQuerySet:
    """Who may be responsible for it."""
    return User.objects.holding(Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER).by_name()


class EntryForm(FreshForm):
    """An entry with its four 定, each of which may still be open."""

    leader = NameField(label=_("定领导"), route="enterprises:leader_names", required=False)
    responsible = NameField(label=_("定责任"), route="enterprises:responsible_names", required=False)

    class Meta:
        model = PlanEntry
        fields = ["goal", "entered_on", "leader", "task_force", "responsible", "due_on"]
        widgets = {"entered_on": DateInput, "due_on": DateInput}

    def __init__(self, *args: Any, plan: CultivationPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["leader"].offer(leaders(), topics="people")
        self.fields["responsible"].offer(responsibles())
        for name in ("leader", "responsible"):
            self.fields[name].empty_label = _("待指定")
        if plan.kind == PlanKind.LISTING:
            del self.fields["goal"]
        else:
            self.fields["goal"].choices = [("", _("待定")), *((goal.value, goal.label) for goal in GOALS)]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a date before the firm entered the plan."""
        said = super().clean() or self.cleaned_data
        entered, due = said.get("entered_on"), said.get("due_on")
        if entered and due and due < entered:
            self.add_error("due_on", _("期限不能早于入库日期。"))
        elif due and due < timezone.localdate() and "due_on" in self.changed_data:
            self.ask(_("定时间 %(on)s 早于今天。") % {"on": due})
        return said


class NewEntryForm(EntryForm):
    """Take a firm into a plan. More firms than the plan's size must be confirmed."""

    enterprise = NameField(label=_("企业"), route="enterprises:firm_names", empty_label=_("请选择企业"))
    confirmed = forms.BooleanField(label=_("已核对，仍要入库"), required=False)

    class Meta(EntryForm.Meta):
        fields = ["enterprise", *EntryForm.Meta.fields]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_to_confirm = False
        there = self.plan.entries.values("enterprise")
        self.fields["enterprise"].offer(Enterprise.objects.visible_to(user).exclude(pk__in=there))

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError when the plan is full, until somebody confirms it."""
        said = super().clean()
        standing = self.plan.entries.filter(left_on__isnull=True).count()
        if standing >= self.plan.size and not said.get("confirmed"):
            self.asks_to_confirm = True
            words = {"n": standing, "size": self.plan.size}
            raise forms.ValidationError(_("计划 %(size)d 家，已入库 %(n)d 家。确要再加，请勾选确认。") % words)
        return said


class StepForm(FreshForm):
    """A step on one of the five upgrades; one that is done stays as it is."""

    class Meta:
        model = PlanStep
        fields = ["axis", "title", "due_on"]
        widgets = {"due_on": DateInput}

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a step that is done, or is there already: a second tap adds nothing."""
        said = super().clean() or self.cleaned_data
        if self._saved and self._saved.done_on:
            raise forms.ValidationError(_("这个步骤已经完成，不能再改。"))
        same = PlanStep.objects.filter(entry=self.instance.entry, axis=said.get("axis"), title=said.get("title"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("title", _("这个步骤已经有了。"))
        if (due := said.get("due_on")) and due < timezone.localdate() and "due_on" in self.changed_data:
            self.ask(_("期限 %(on)s 早于今天。") % {"on": due})
        return said


class FinishStepForm(Form):
    """When the step was done, and what shows it."""

    on = Happened(label=_("完成日期"))
    evidence = forms.CharField(label=_("完成依据"), max_length=120)


class RecogniseForm(Form):
    """From when the firm counts, and by what evidence."""

    on = Happened(label=_("认定日期"))
    evidence = forms.CharField(label=_("认定依据"), max_length=120, help_text=_("文件名称和文号，或公示名单。"))


class StageForm(Form):
    """A stage on the road to the stock exchange."""

    stage = forms.ChoiceField(label=_("上市阶段"), choices=ListingStage.choices)
    on = Happened(label=_("进入日期"))
    source = forms.CharField(label=_("来源"), max_length=120)


class LeaveForm(Form):
    """From when the firm is no longer in the plan, and why."""

    on = Happened(label=_("出库日期"))
    because = forms.CharField(label=_("出库原因"), max_length=120)
