"""Forms of the projects' room: the weekly update, the project, and its plan."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import Attachment, Department, User
from core.photos import store_photo
from core.widgets import Chips, DateInput, LampPicker, PhotosField, WanInput
from projects.enums import AttractKind, MilestoneKind, Stage
from projects.models import MAX_PHOTOS, SHANGHAI, Blocker, Milestone, Period, Project, Update
from projects.payloads import MilestoneRow, UpdateContent


@dataclass(frozen=True)
class TickRow:
    """A milestone that can be ticked, with the field of its date."""

    milestone: Milestone
    ticked: bool
    on: forms.BoundField


class SubmissionForm(forms.Form):
    """What one tap carries: the form's own number, and the period and version that the person saw."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    period = forms.CharField(max_length=8, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class UpdateForm(SubmissionForm, forms.ModelForm):
    """每周进展 on one page. Initial values are those of the saved update, when there is one."""

    blocker = forms.CharField(label=_("需协调事项"), max_length=200, required=False, widget=forms.Textarea({"rows": 2}))
    department = forms.ModelChoiceField(
        label=_("协调部门"), queryset=Department.objects.all(), required=False, empty_label=_("请选择部门")
    )
    resolved = forms.ModelMultipleChoiceField(
        label=_("已解决的需协调事项"),
        queryset=Blocker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    milestones = forms.ModelMultipleChoiceField(
        label=_("本周完成的节点"), queryset=Milestone.objects.none(), required=False
    )
    photos = PhotosField(label=_("现场照片"), max_count=MAX_PHOTOS, required=False)
    kept_photos = forms.ModelMultipleChoiceField(
        queryset=Attachment.objects.none(), to_field_name="key", required=False, widget=forms.MultipleHiddenInput
    )
    confirmed = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Update
        fields = ("done", "next", "investment_wan", "declared")
        widgets = {
            "done": forms.Textarea({"rows": 3}),
            "next": forms.Textarea({"rows": 2}),
            "investment_wan": WanInput,
            "declared": LampPicker,
        }

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        project: Project,
        period: Period,
        saved: Update | None,
        by: User,
        now: dt.datetime,
    ) -> None:
        self.project, self.saved, self.today = project, saved, now.astimezone(SHANGHAI).date()
        instance = saved or Update(project=project, period=period, declared="")
        super().__init__(data, files, instance=instance, initial=self._first_values(period, saved))
        self.fields["done"].required = True
        self.fields["done"].error_messages["required"] = _("请写本周完成了什么；没有变化请用“本周无变化”。")
        self.fields["investment_wan"].required = False
        self.fields["declared"].choices = [choice for choice in self.fields["declared"].choices if choice[0]]
        self.fields["declared"].error_messages["required"] = _("请选择申报灯。")
        own = [saved.open_blocker.pk] if saved and saved.open_blocker else []
        # What somebody else settled meanwhile stays a valid choice: settling it again changes nothing.
        self.fields["resolved"].queryset = project.blockers.exclude(pk__in=own)
        self.open_blockers = list(project.blockers.filter(resolved_at__isnull=True).exclude(pk__in=own))
        self.fields["resolved"].choices = [(each.pk, each.text) for each in self.open_blockers]
        self.fields["milestones"].queryset = project.milestones.all()
        self.open_milestones = list(project.milestones.filter(actual_on__isnull=True))
        self.fields["kept_photos"].queryset = Attachment.objects.filter(
            uploaded_by=by, update_photo__isnull=True, visit_photo__isnull=True
        )
        for milestone in self.open_milestones:
            self.fields[self._date_name(milestone)] = forms.DateField(
                label=_("%(node)s完成日期") % {"node": milestone.name},
                required=False,
                initial=self.today,
                widget=DateInput,
            )

    @staticmethod
    def _date_name(milestone: Milestone) -> str:
        return f"milestone_on_{milestone.pk}"

    @staticmethod
    def _first_values(period: Period, saved: Update | None) -> dict[str, Any]:
        values: dict[str, Any] = {"submission_id": uuid.uuid4(), "period": period.key, "version": 0}
        if saved is None:
            return {**values, "investment_wan": None}
        blocker = saved.open_blocker
        if blocker:
            values |= {"blocker": blocker.text, "department": blocker.department_id}
        return {**values, "version": saved.version}

    def tick_rows(self) -> list[TickRow]:
        """The open milestones, each with its tick and its date."""
        chosen = {str(value) for value in self["milestones"].value() or []}
        return [TickRow(each, str(each.pk) in chosen, self[self._date_name(each)]) for each in self.open_milestones]

    @property
    def has_extras(self) -> bool:
        """Whether the folded part of the form holds something and should stand open."""
        extras = ("blocker", "department", "resolved", "milestones")
        return any(self[name].value() or self[name].errors for name in extras) or "photos" in self.errors

    def clean_investment_wan(self) -> Decimal:
        """Nothing written is nothing invested; the column's own limits hold."""
        amount = self.cleaned_data["investment_wan"] or Decimal(0)
        Update._meta.get_field("investment_wan").run_validators(amount)
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("blocker") and not cleaned.get("department") and "department" not in self.errors:
            self.add_error("department", _("请选择由哪个部门协调。"))
        for milestone in cleaned.get("milestones") or []:
            name = self._date_name(milestone)
            if (on := cleaned.get(name)) and on > self.today:
                self.add_error(name, _("完成日期不能晚于今天。"))
        stored = self.saved.photos.count() if self.saved else 0
        if stored + len(cleaned.get("kept_photos") or []) + len(cleaned.get("photos") or []) > MAX_PHOTOS:
            error = _("这一周最多 %(max)d 张照片，已存 %(stored)d 张。") % {"max": MAX_PHOTOS, "stored": stored}
            self.add_error("photos", error)
        return cleaned

    def _post_clean(self) -> None:
        """The verb writes and checks the update under its lock; the shown instance stays as it was saved."""

    def keep_photos(self, *, by: User, now: dt.datetime) -> list[Attachment]:
        """Store what was uploaded with a press that is not saved yet, so that nobody chooses photos twice."""
        kept = list(self.cleaned_data.get("kept_photos") or [])
        if "photos" in self.errors:
            return kept
        for photo in self.cleaned_data.get("photos") or []:
            try:
                kept.append(store_photo(photo, by=by, now=now))
            except ValidationError as error:
                self.add_error("photos", error)
        return kept

    def content(self) -> UpdateContent:
        """What the verb shall save."""
        cleaned = self.cleaned_data
        return UpdateContent(
            done=cleaned["done"],
            next=cleaned["next"],
            investment_wan=cleaned["investment_wan"],
            declared=cleaned["declared"],
            blocker=cleaned["blocker"],
            department=cleaned["department"],
            resolved=tuple(blocker.pk for blocker in cleaned["resolved"]),
            milestones={each.pk: cleaned.get(self._date_name(each)) or self.today for each in cleaned["milestones"]},
            photos=tuple(cleaned["photos"]),
            kept_photos=tuple(cleaned["kept_photos"]),
        )


class UnchangedForm(SubmissionForm):
    """本周无变化: one tap, from three places."""

    PLACES = ("workbench", "list", "form")
    place = forms.ChoiceField(choices=[(place, place) for place in PLACES], required=False)


# --- The project and its plan --------------------------------------------------------------------------------------
class ProjectForm(forms.ModelForm):
    """The register's entry. The stage moves through its own verb, with the day it was entered."""

    attract_kinds = forms.MultipleChoiceField(
        label=_("类型"), choices=AttractKind.choices, required=False, widget=Chips
    )
    stage = forms.ChoiceField(label=_("阶段"), choices=[("", _("待补录")), *Stage.choices], required=False)
    stage_on = forms.DateField(
        label=_("进入该阶段日期"), required=False, widget=DateInput, help_text=_("不填按今天记。")
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

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

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        people = User.objects.holding(Role.PROJECT_OFFICER).order_by("name")
        for name in ("responsible", "reporter"):
            self.fields[name].queryset = self._with_present(people, name)
        leaders = User.objects.holding(Role.LEADER).order_by("name")
        self.fields["leader"].queryset = self._with_present(leaders, "leader")
        for name in ("leader", "task_force", "responsible", "reporter"):
            self.fields[name].empty_label = _("待指定")
        for name in ("enterprise", "park", "cluster"):
            self.fields[name].empty_label = _("待补录")
        self.fields["chain_action"].choices = [("", _("待补录")), *self.fields["chain_action"].choices[1:]]
        if self.instance.pk:
            del self.fields["code"]
            del self.fields["client_id"]
            self.initial |= {"stage": self.instance.stage, "version": self.instance.version}
        else:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("不填自动编号。")
            self.initial.setdefault("client_id", uuid.uuid4())

    def _with_present(self, people: Any, name: str) -> Any:
        """The person in office stays selectable even after losing the role."""
        present = getattr(self.instance, f"{name}_id")
        return people | User.objects.filter(pk=present) if present else people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (on := cleaned.get("stage_on")) and on > self.today:
            self.add_error("stage_on", _("日期不能晚于今天。"))
        if self.instance.pk and self.instance.stage and not cleaned.get("stage"):
            self.add_error("stage", _("已进入的阶段不能清空。"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields that belong to the project's own row."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}


class MilestoneForm(forms.Form):
    """A row of the plan. The baseline is the first plan and is never typed."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    rank = forms.IntegerField(label=_("次序"), min_value=1, max_value=99)
    name = forms.CharField(label=_("节点"), max_length=40)
    kind = forms.ChoiceField(label=_("类型"), choices=MilestoneKind.choices, initial=MilestoneKind.WORK)
    planned_on = forms.DateField(label=_("现计划"), widget=DateInput)
    actual_on = forms.DateField(label=_("实际"), required=False, widget=DateInput)

    def row(self) -> MilestoneRow | None:
        """The row as the verb takes it, or None for one that was left empty."""
        if not self.cleaned_data.get("name"):
            return None
        return MilestoneRow(**{name: self.cleaned_data[name] for name in self.fields if name != "DELETE"})


class BaseMilestoneFormSet(forms.BaseFormSet):
    """The plan's rows. New rows may be taken away again before they are saved; saved ones stay."""

    def __init__(self, *args: Any, project: Project | None, today: dt.date, **kwargs: Any) -> None:
        self.saved = {each.pk: each for each in project.milestones.all()} if project else {}
        self.today, self.frozen = today, bool(project and project.baseline_frozen_on)
        rows = [
            {name: getattr(each, name) for name in ("pk", "rank", "name", "kind", "planned_on", "actual_on")}
            for each in self.saved.values()
        ]
        super().__init__(*args, initial=rows, prefix="ms", **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Each row knows its saved node, for the frozen baseline beside the fields."""
        super().add_fields(form, index)
        value = form["pk"].value()
        form.node = self.saved.get(int(value)) if str(value or "").isdecimal() else None
        if form.node and self.frozen:  # dates move by 延期申请 only; a disabled field keeps what is saved
            form.fields["planned_on"].disabled = True
            form.initial["planned_on"] = form.node.planned_on
        if form.node is None and not form.initial:
            form.fields["rank"].initial = len(self.saved) + 1

    def clean(self) -> None:
        """A foreign or doubled row is refused; what has happened cannot lie in the future."""
        seen: set[int] = set()
        for form in self.forms:
            if not form.cleaned_data.get("name") or form.cleaned_data.get("DELETE"):
                continue
            pk, actual_on = form.cleaned_data.get("pk"), form.cleaned_data.get("actual_on")
            if pk and (pk not in self.saved or pk in seen):
                raise ValidationError(_("节点与这个项目不符，请刷新页面后再填。"), code="foreign_milestone")
            seen.add(pk or 0)
            if actual_on and actual_on > self.today:
                form.add_error("actual_on", _("实际日期不能晚于今天。"))

    def rows(self) -> Iterable[MilestoneRow]:
        """What the verb shall write; a removed row that was saved before stays as it is."""
        for form in self.forms:
            row = form.row()
            if row and not form.cleaned_data.get("DELETE"):
                yield row


MilestoneFormSet = forms.formset_factory(
    MilestoneForm, formset=BaseMilestoneFormSet, extra=0, can_delete=True, max_num=40, absolute_max=60
)
