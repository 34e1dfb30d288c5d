"""Forms of the cultivation plans: the four 定, steps, recognition, stages on the road to the stock exchange."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.drawing.widgets import DateInput
from core.kernel.forms import FreshForm
from core.kernel.naming import NameField
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


class StepForm(forms.ModelForm):
    """A step on one of the five upgrades."""

    class Meta:
        model = PlanStep
        fields = ["axis", "title", "due_on"]
        widgets = {"due_on": DateInput}

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a step that is there: a second tap adds nothing."""
        said = super().clean() or self.cleaned_data
        same = PlanStep.objects.filter(entry=self.instance.entry, axis=said.get("axis"), title=said.get("title"))
        if same.exists():
            self.add_error("title", _("这个步骤已经有了。"))
        return said


class FinishStepForm(forms.Form):
    """When the step was done, and what shows it."""

    on = forms.DateField(label=_("完成日期"), widget=DateInput)
    evidence = forms.CharField(label=_("完成依据"), max_length=120)


class RecogniseForm(forms.Form):
    """From when the firm counts, and by what evidence."""

    on = forms.DateField(label=_("认定日期"), widget=DateInput)
    evidence = forms.CharField(label=_("认定依据"), max_length=120, help_text=_("文件名称和文号，或公示名单。"))


class StageForm(forms.Form):
    """A stage on the road to the stock exchange."""

    stage = forms.ChoiceField(label=_("上市阶段"), choices=ListingStage.choices)
    on = forms.DateField(label=_("进入日期"), widget=DateInput)
    source = forms.CharField(label=_("来源"), max_length=120)


class LeaveForm(forms.Form):
    """From when the firm is no longer in the plan, and why."""

    on = forms.DateField(label=_("出库日期"), widget=DateInput)
    because = forms.CharField(label=_("出库原因"), max_length=120)
