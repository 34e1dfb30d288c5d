"""Forms of the weekly update."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.drawing.widgets import LampPicker, Segmented
from core.kernel.forms import Form, ModelForm, OnceForm
from core.kernel.naming import NameField
from core.kernel.sense import Change, Happened, Planned, Token
from core.models import Attachment, Department, User
from core.office.photo_fields import PhotosField
from core.office.photos import store_photo
from projects.investment.sums import doubts
from projects.lamps.reading import LampReading
from projects.models import MAX_PHOTOS, Blocker, Milestone, Period, Project, Update
from projects.payloads import UpdateContent


@dataclass(frozen=True)
class TickRow:
    """A milestone that can be ticked, with the field of its date."""

    milestone: Milestone
    ticked: bool
    on: forms.BoundField


class PressForm(OnceForm):
    """What one tap carries: the form's own number, and the period and version that the person saw."""

    period = forms.CharField(max_length=8, widget=forms.HiddenInput)
    version = Token()


class UpdateForm(PressForm, ModelForm):
    """每周进展 on one page. Initial values are those of the saved update, when there is one."""

    blocker = forms.CharField(label=_("需协调事项"), max_length=200, required=False, widget=forms.Textarea({"rows": 2}))
    department = NameField(
        label=_("协调部门"), required=False, empty_label=_("请选择部门"), route="core:department_names"
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

    class Meta:
        model = Update
        fields = ("done", "next", "investment_wan", "declared")
        widgets = {
            "done": forms.Textarea({"rows": 3}),
            "next": forms.Textarea({"rows": 2}),
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
        last: Update | None = None,
        by: User,
        now: dt.datetime,
    ) -> None:
        self.project, self.saved, self.last, self.today = project, saved, last, timezone.localdate(now)
        instance = saved or Update(project=project, period=period, declared="")
        super().__init__(data, files, instance=instance, initial=self._first_values(period, saved))
        self.fields["done"].required = True
        self.fields["done"].error_messages["required"] = _("请写本周完成了什么；没有变化请用“本周无变化”。")
        self.fields["investment_wan"].required = False
        self.fields["declared"].choices = [choice for choice in self.fields["declared"].choices if choice[0]]
        self.fields["declared"].error_messages["required"] = _("请选择申报灯。")
        self.fields["department"].offer(Department.objects.all())
        # What somebody else settled meanwhile stays a valid choice: settling it again changes nothing.
        self.fields["resolved"].queryset = project.blockers.exclude(pk=self.own_blocker and self.own_blocker.pk)
        self.fields["resolved"].choices = lambda: [(each.pk, each.text) for each in self.open_blockers]
        self.fields["milestones"].queryset = project.milestones.all()
        self.fields["kept_photos"].queryset = Attachment.objects.loose(of=by)
        if self.is_bound and "milestones" in self.data:
            self._ask_dates()

    @cached_property
    def _waiting(self) -> list[Blocker]:
        """What of the project waits for coordination."""
        return list(self.project.blockers.open())

    @cached_property
    def own_blocker(self) -> Blocker | None:
        """What the saved update asks to coordinate, as long as it waits."""
        if self.saved is None:
            return None
        return next((each for each in self._waiting if each.update_of_id == self.saved.pk), None)

    @property
    def open_blockers(self) -> list[Blocker]:
        """What else of the project waits for coordination."""
        return [each for each in self._waiting if each != self.own_blocker]

    @cached_property
    def open_milestones(self) -> list[Milestone]:
        """The nodes that can be ticked."""
        return list(self.project.milestones.filter(actual_on__isnull=True))

    def _ask_dates(self) -> None:
        """Give each open node the field of its date; a press that ticks none reads none."""
        for milestone in self.open_milestones:
            label = _("%(node)s完成日期") % {"node": milestone.name}
            field = Happened(label=label, required=False, initial=self.today)
            self.fields.setdefault(self._date_name(milestone), field)

    @staticmethod
    def _date_name(milestone: Milestone) -> str:
        return f"milestone_on_{milestone.pk}"

    def _first_values(self, period: Period, saved: Update | None) -> dict[str, Any]:
        values: dict[str, Any] = {"period": period.key, "version": 0}
        if saved is None:
            return {**values, "investment_wan": None}
        if self.own_blocker:
            values |= {"blocker": self.own_blocker.text, "department": self.own_blocker.department_id}
        return {**values, "version": saved.version}

    def tick_rows(self) -> list[TickRow]:
        """The open milestones, each with its tick and its date."""
        self._ask_dates()
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
            if doubt := self.project.doubt_early(cleaned.get(self._date_name(milestone)), self.today):
                self.ask(doubt)
        for doubt in doubts(self.project, cleaned.get("investment_wan"), saved=self.saved, last=self.last):
            self.ask(doubt)
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


class UnchangedForm(PressForm):
    """本周无变化: one tap, from three places."""

    PLACES = ("workbench", "list", "form")
    place = forms.ChoiceField(choices=[(place, place) for place in PLACES], required=False)

    def __init__(self, *args: Any, reading: LampReading | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading

    def clean(self) -> dict[str, Any]:
        """A red project is asked about once: nothing new on it is news."""
        cleaned = super().clean() or self.cleaned_data
        if self.reading and self.reading.lamp == Lamp.RED:
            self.ask(_("系统灯为红灯（%(why)s），仍报无变化？") % {"why": self.reading.why})
        return cleaned


class CorrectionForm(OnceForm):
    """更正 of a frozen week."""

    text = forms.CharField(label=_("更正内容"), max_length=300, widget=forms.Textarea({"rows": 3}))
    investment_delta_wan = Change(
        label=_("投资更正（万元）"),
        required=False,
        help_text=_("多报的填负数，少报的填正数；不涉及投资的不填。"),
    )


class MeetingDayForm(Form):
    """Move the meeting of a week, or call it off."""

    MOVE, CANCEL = "move", "cancel"
    what = forms.ChoiceField(
        label=_("调整"), choices=[(MOVE, _("改期")), (CANCEL, _("取消会议"))], initial=MOVE, widget=Segmented
    )
    to = Planned(label=_("改到"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=120)

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].help_text = _("本周内的工作日，%(from)s 至 %(to)s。") % {
            "from": period.starts_on,
            "to": period.ends_on,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == self.MOVE and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", _("请填写改到哪一天。"))
        return cleaned
