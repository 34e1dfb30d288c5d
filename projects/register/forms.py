"""Forms of the projects' room: the weekly update, the project, and its plan."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import Chips, DateInput, WanInput
from core.kernel.forms import Form, ModelForm, OnceForm, TapField, columns_of
from core.kernel.naming import NameField
from core.kernel.sense import Count, Happened, Planned, Token
from core.kernel.wording import SpokenRows
from core.models import User
from enterprises.models import Enterprise
from projects import people
from projects.enums import AttractKind, MilestoneKind, Stage
from projects.models import Project, TaskForce
from projects.namesakes import namesakes
from projects.payloads import MilestoneRow


# --- The project and its plan --------------------------------------------------------------------------------------
class ProjectForm(OnceForm, ModelForm):
    """The register's entry. The stage moves through its own verb, with the day it was entered."""

    takes_back = False  # whether the import that entered the stages is being taken back

    enterprise = NameField(label=_("企业"), route="enterprises:firm_names", required=False)
    leader = NameField(label=_("定领导"), route="projects:leader_names", required=False)
    task_force = NameField(label=_("定专班"), route="projects:task_force_names", required=False)
    responsible = NameField(label=_("定责任"), route="projects:officer_names", required=False)
    reporter = NameField(label=_("填报人"), route="projects:officer_names", required=False)
    attract_kinds = forms.MultipleChoiceField(
        label=_("类型"), choices=AttractKind.choices, required=False, widget=Chips
    )
    stage = forms.ChoiceField(label=_("阶段"), choices=[("", _("待补录")), *Stage.choices], required=False)
    stage_on = Happened(label=_("进入该阶段日期"), required=False, help_text=_("不填按今天记。"))
    version = Token(required=False)
    client_id = TapField(required=False)
    near = ""  # whose name is nearly this one

    class Meta:
        model = Project
        fields = (
            "name",
            "code",
            "enterprise",
            "park",
            "cluster",
            "partner",
            "attract_kinds",
            "chain_action",
            "key_listed_on",
            "total_investment_wan",
            "investment_is_floor",
            "leader",
            "task_force",
            "responsible",
            "reporter",
            "due_on",
            "source",
        )
        widgets = {
            "key_listed_on": DateInput,
            "due_on": DateInput,
            "total_investment_wan": WanInput,
        }
        help_texts = {
            "key_listed_on": _("填了日期即列入重点项目，每周提醒填报。"),
            "source": _("文件名、会议或网页，便于核对。"),
        }

    def __init__(self, *args: Any, today: dt.date, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.user = today, user
        if "enterprise" in self.fields:
            self._offer("enterprise", Enterprise.objects.standing())
        self._offer("leader", people.leaders())
        self._offer("task_force", TaskForce.objects.all())
        for name in ("responsible", "reporter"):
            self._offer(name, people.officers())
        for name in ("leader", "task_force", "responsible", "reporter"):
            self.fields[name].empty_label = _("待指定")
        for name in {"enterprise", "park", "cluster"} & set(self.fields):
            self.fields[name].empty_label = _("待补录")
        self.fields["chain_action"].choices = [("", _("待补录")), *list(self.fields["chain_action"].choices)[1:]]
        if self.instance.pk:
            del self.fields["code"]
            if self.instance.enterprise_id:  # another firm takes over with a date and a reason (projects/life)
                del self.fields["enterprise"]
            del self.fields["client_id"]
            self.initial |= {"stage": self.instance.stage, "version": self.instance.version}
        else:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("不填自动编号。")

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        """What is saved stays selectable: a person in office even after losing the role."""
        present = getattr(self.instance, f"{name}_id")
        self.fields[name].offer(rows | rows.model._default_manager.filter(pk=present) if present else rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if doubt := self.instance.doubt_early(cleaned.get("stage_on"), self.today):
            self.ask(doubt)
        if (due_on := cleaned.get("due_on")) and due_on < self.today and "due_on" in self.changed_data:
            self.ask(_("定时间 %(on)s 早于今天。") % {"on": due_on})
        self._ask_about_namesakes(cleaned)
        if self.instance.pk and self.instance.stage and not cleaned.get("stage") and not self.takes_back:
            self.add_error("stage", _("已进入的阶段不能清空。"))
        return cleaned

    def _ask_about_namesakes(self, cleaned: dict[str, Any]) -> None:
        """A name that is, sounds or reads the same as another project's takes one more press."""
        name = cleaned.get("name")
        if not name or (self.instance.pk and "name" not in self.changed_data):
            return
        near = namesakes(name).exclude(pk=self.instance.pk)
        if near.exists():
            seen = near.visible_to(self.user)[:3] if self.user else near[:3]
            shown = _("、").join(f"{each.code} {each.name}" for each in seen) or _("另一个项目")
            self.near = _("与 %(projects)s 名称相近。") % {"projects": shown}
            self.ask(self.near)

    def validate_unique(self) -> None:
        """A name that is taken is said with whose it is."""
        super().validate_unique()
        if self.near and self.has_error("name", "unique"):
            self.add_error("name", self.near)

    def enter_stages(self, project: Project, *, by: User) -> None:
        """Move the project to the stage that was chosen. Raises ValidationError as `Project.enter_stage` does."""
        stage, on = self.cleaned_data["stage"], self.cleaned_data["stage_on"]
        if stage and (on or stage != project.stage):
            project.enter_stage(stage, on=on or self.today, by=by)

    def values(self) -> dict[str, Any]:
        """The fields that belong to the project's own row."""
        return {name: self.cleaned_data[name] for name in columns_of(self) if name in self.cleaned_data}


class MilestoneForm(Form):
    """A row of the plan. The baseline is the first plan and is never typed."""

    pk = Token(required=False)
    rank = Count(label=_("次序"), min_value=1, max_value=99)
    name = forms.CharField(label=_("节点"), max_length=40)
    kind = forms.ChoiceField(label=_("类型"), choices=MilestoneKind.choices, initial=MilestoneKind.WORK)
    planned_on = Planned(label=_("现计划"))
    actual_on = Happened(label=_("实际"), required=False)

    def __init__(self, *args: Any, project: Project | None, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.today = project or Project(), today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        doubt = self.project.doubt_early(cleaned.get("actual_on"), self.today)
        if doubt and "actual_on" in self.changed_data:
            self.ask(doubt)
        return cleaned

    def row(self) -> MilestoneRow | None:
        """The row as the verb takes it, or None for one that was left empty."""
        if not self.cleaned_data.get("name"):
            return None
        return MilestoneRow(**{name: self.cleaned_data[name] for name in self.fields if name != "DELETE"})


class MilestoneRows(SpokenRows):
    """The plan's rows. New rows may be taken away again before they are saved; saved ones stay."""

    def __init__(self, *args: Any, project: Project | None, today: dt.date, **kwargs: Any) -> None:
        self.saved = {each.pk: each for each in project.milestones.all()} if project else {}
        self.today, self.frozen = today, bool(project and project.baseline_frozen_on)
        rows = [
            {name: getattr(each, name) for name in ("pk", "rank", "name", "kind", "planned_on", "actual_on")}
            for each in self.saved.values()
        ]
        known = {"project": project, "today": today}
        super().__init__(*args, initial=rows, prefix="ms", form_kwargs=known, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Each row knows its saved node, for the frozen baseline beside the fields."""
        super().add_fields(form, index)  # pyright: ignore[reportArgumentType]  # None is the empty form's
        value = form["pk"].value()
        form.node = self.saved.get(int(value)) if str(value or "").isdecimal() else None
        # Dates move by 延期申请, or are computed by the reverse schedule; a disabled field keeps what is saved.
        if form.node and (self.frozen or form.node.working_days):
            form.fields["planned_on"].disabled = True
            form.initial["planned_on"] = form.node.planned_on
        if form.node is None and not form.initial:
            form.fields["rank"].initial = len(self.saved) + 1

    def clean(self) -> None:
        """A foreign or doubled row is refused."""
        seen: set[int] = set()
        for form in self.forms:
            if not form.cleaned_data.get("name") or form.cleaned_data.get("DELETE"):
                continue
            pk = form.cleaned_data.get("pk")
            if pk and (pk not in self.saved or pk in seen):
                raise ValidationError(_("节点与这个项目不符，请刷新页面后再填。"), code="foreign_milestone")
            seen.add(pk or 0)

    def rows(self) -> Iterable[MilestoneRow]:
        """What the verb shall write; a removed row that was saved before stays as it is."""
        for form in self.forms:
            row = form.row()
            if row and not form.cleaned_data.get("DELETE"):
                yield row


MilestoneFormSet = cast(
    "type[MilestoneRows]",
    forms.formset_factory(MilestoneForm, formset=MilestoneRows, extra=0, can_delete=True, max_num=40, absolute_max=60),
)


class InstructionForm(OnceForm):
    """批示."""

    text = forms.CharField(label=_("批示"), max_length=300, widget=forms.Textarea({"rows": 2}))
