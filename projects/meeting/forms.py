"""Forms of the meeting: the note on a line, the 交办单, and its steps."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import Segmented
from core.kernel.forms import Form, OnceForm
from core.kernel.naming import NameField
from core.kernel.sense import Planned
from core.office.photo_fields import PhotosField
from projects import people
from projects.enums import EntryKind
from projects.models import Instruction, Project

MOST_DAYS = 400  # a 交办单 is not a plan
FRIDAY = 4  # as date.weekday() counts


class IssueForm(OnceForm):
    """交办单. The due date is a choice or a date; it may answer a 批示 that nobody has turned into one."""

    FRIDAY, MONDAY, OTHER = "friday", "monday", "other"
    title = forms.CharField(label=_("交办事项"), max_length=60)
    requirements = forms.CharField(
        label=_("交办要求"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    owner = NameField(label=_("责任人"), route="projects:owner_names", empty_label=_("请选择责任人"))
    due = forms.ChoiceField(
        label=_("办结期限"),
        choices=[(FRIDAY, _("本周五")), (MONDAY, _("下周一")), (OTHER, _("另选"))],
        initial=FRIDAY,
        widget=Segmented,
    )
    due_on = Planned(label=_("另选日期"), required=False)
    instruction = forms.ModelChoiceField(
        label=_("落实批示"), queryset=Instruction.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, today: dt.date, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].offer(people.owners(), topics="people")
        self.fields["instruction"].queryset = project.instructions.filter(action=None)
        if today.weekday() > FRIDAY:  # a meeting on a working Saturday: this Friday is over
            self.fields["due"].choices = list(self.fields["due"].choices)[1:]
            self.fields["due"].initial = self.MONDAY

    @property
    def carries_out(self) -> Instruction | None:
        """The 批示 that this 交办单 answers, as long as no other one does."""
        chosen = self["instruction"].value()
        try:
            return self.fields["instruction"].clean(chosen)
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        """Turn the choice into a date that has not passed."""
        cleaned = super().clean() or {}
        monday = self.today - dt.timedelta(days=self.today.weekday())
        days = {self.FRIDAY: monday + dt.timedelta(days=4), self.MONDAY: monday + dt.timedelta(days=7)}
        if cleaned.get("due") == self.OTHER:
            if not cleaned.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("请填写办结日期。"))
        else:
            cleaned["due_on"] = days.get(cleaned.get("due", ""), self.today)
        if (on := cleaned.get("due_on")) and not self.today <= on <= self.today + dt.timedelta(days=MOST_DAYS):
            self.add_error("due_on", _("办结日期要在今天之后、%(n)d 天之内。") % {"n": MOST_DAYS})
        return cleaned


class NoteForm(Form):
    """会议意见 on one line of the agenda; `before` is what stood there when the page was opened."""

    before = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("会议意见"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))


class StepForm(OnceForm):
    """A line of 办理情况."""

    STEPS = (EntryKind.PROGRESS, EntryKind.PROOF, EntryKind.RETURNED, EntryKind.CLOSED)
    kind = forms.ChoiceField(label=_("登记"), choices=[(step, step.label) for step in STEPS], widget=Segmented)
    text = forms.CharField(label=_("内容"), max_length=300, widget=forms.Textarea({"rows": 3}))
    photos = PhotosField(label=_("佐证照片"), max_count=1, required=False)

    def __init__(self, *args: Any, kinds: tuple[EntryKind, ...], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": kinds[0] if kinds else ""})
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]
        if EntryKind.PROOF not in kinds:
            del self.fields["photos"]

    @property
    def photo(self) -> UploadedFile | None:
        """The one photo that was sent, if any."""
        return next(iter(self.cleaned_data.get("photos") or []), None)


class HandOnForm(OnceForm):
    """转交 of a 交办单."""

    to = NameField(label=_("转交给"), route="projects:owner_names", empty_label=_("请选择责任人"))
    reason = forms.CharField(label=_("转交说明"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people.owners(), topics="people")


class LaterForm(Form):
    """延期申请 for a 交办单."""

    to_on = Planned(label=_("申请延至"))
    reason = forms.CharField(label=_("延期理由"), max_length=200)
