"""Forms of the meeting: the note on a line, the 交办单, and its steps."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import Segmented
from core.kernel.forms import Form, FreshForm, OnceForm
from core.kernel.naming import NameField
from core.kernel.sense import Count, Planned
from core.models import User
from core.office.paper_fields import PapersField
from core.office.photo_fields import PhotosField
from projects import people
from projects.enums import DeclaredLamp, EntryKind, Handling
from projects.models import Action, Instruction, Period, Project, ProjectQuerySet

MOST_DAYS = 400  # a 交办单 is not a plan
FRIDAY = 4  # as date.weekday() counts


THIS_FRIDAY, NEXT_MONDAY, OTHER_DAY = "friday", "monday", "other"
DAY_CHOICES = [(THIS_FRIDAY, _("本周五")), (NEXT_MONDAY, _("下周一")), (OTHER_DAY, _("另选"))]


def days_offered(meets_on: dt.date) -> dict[str, dt.date]:
    """The Friday of the week that meets, unless it is over by then, and the Monday after it."""
    monday = meets_on - dt.timedelta(days=meets_on.weekday())
    friday = {THIS_FRIDAY: monday + dt.timedelta(days=FRIDAY)} if meets_on.weekday() <= FRIDAY else {}
    return friday | {NEXT_MONDAY: monday + dt.timedelta(days=7)}


def in_reach(on: dt.date, today: dt.date, *, but: dt.date | None = None) -> dt.date:
    """A due date from today on and not for long. Raises ValidationError for another one, unless it stood there."""
    if on != but and not today <= on <= today + dt.timedelta(days=MOST_DAYS):
        raise forms.ValidationError(_("办结日期要在今天之后、%(n)d 天之内。") % {"n": MOST_DAYS}, code="out_of_reach")
    return on


class IssueForm(OnceForm):
    """交办单. The due date is a choice or a date; it may answer a 批示 that nobody has turned into one.

    The choices are counted from the meeting when it is still ahead, so that an agenda that was closed early on a
    Saturday does not offer the day of the meeting itself.
    """

    FRIDAY, MONDAY, OTHER = THIS_FRIDAY, NEXT_MONDAY, OTHER_DAY
    title = forms.CharField(label=_("交办事项"), max_length=60)
    requirements = forms.CharField(
        label=_("交办要求"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    owner = NameField(label=_("责任人"), route="projects:owner_names", empty_label=_("请选择责任人"))
    due = forms.ChoiceField(
        label=_("办结期限"),
        choices=DAY_CHOICES,
        initial=FRIDAY,
        widget=Segmented,
    )
    due_on = Planned(label=_("另选日期"), required=False)
    instruction = forms.ModelChoiceField(
        label=_("落实批示"), queryset=Instruction.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, today: dt.date, project: Project | None, meets_on: dt.date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.days = days_offered(max(today, meets_on or today))
        self.fields["owner"].offer(people.owners(), topics="people")
        if project:
            self.fields["instruction"].queryset = project.instructions.filter(action=None)
        if self.FRIDAY not in self.days:  # a meeting on a working Saturday: this Friday is over
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
        if cleaned.get("due") == self.OTHER:
            if not cleaned.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("请填写办结日期。"))
        else:
            cleaned["due_on"] = self.days.get(cleaned.get("due", ""), self.today)
        if on := cleaned.get("due_on"):
            try:
                in_reach(on, self.today)
            except forms.ValidationError as error:
                self.add_error("due_on", error)
        return cleaned


class GiveForm(IssueForm):
    """交办一件事: a 交办单 to which no line of an agenda leads. Its project is chosen first."""

    project = NameField(label=_("项目"), route="projects:given_names", empty_label=_("请选择项目"))
    field_order = ["project", "title", "requirements", "owner", "due", "due_on"]

    def __init__(self, *args: Any, today: dt.date, user: User, **kwargs: Any) -> None:
        super().__init__(*args, today=today, project=None, **kwargs)
        del self.fields["instruction"]
        self.fields["project"].offer(projects_given(user))


def projects_given(user: User) -> ProjectQuerySet:
    """The projects about which a leader may give a 交办单 at the desk."""
    return Project.objects.visible_to(user).key().running().order_by("pinyin", "pk")


class NoteForm(Form):
    """会议意见 on one line of the agenda; `before` is what stood there when the page was opened."""

    before = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("会议意见"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))


class DecideLampForm(Form):
    """调整灯色 in the meeting: to which lamp, until when, why. The meeting itself is the evidence."""

    LONGEST = dt.timedelta(days=60)
    lamp = forms.ChoiceField(label=_("灯色调整为"), choices=DeclaredLamp.choices, widget=Segmented)
    until = forms.ChoiceField(label=_("有效期至"), choices=DAY_CHOICES, initial=NEXT_MONDAY, widget=Segmented)
    until_on = Planned(label=_("另选日期"), required=False)
    lamp_reason = forms.CharField(label=_("调整理由"), max_length=200, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, today: dt.date, meets_on: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.days = days_offered(max(today, meets_on or today))
        self.fields["until"].choices = [each for each in DAY_CHOICES if each[0] in (*self.days, OTHER_DAY)]

    def clean(self) -> dict[str, Any]:
        """Turn the choice into a day, from today on and not for long."""
        cleaned = super().clean() or {}
        if cleaned.get("until") == OTHER_DAY:
            if not cleaned.get("until_on") and "until_on" not in self.errors:
                self.add_error("until_on", _("请填写截止日期。"))
        else:
            cleaned["until_on"] = self.days.get(cleaned.get("until", ""), self.today)
        if (on := cleaned.get("until_on")) and not self.today <= on <= self.today + self.LONGEST:
            self.add_error("until_on", _("截止日期要在今天起 60 天之内。"))
        return cleaned


class HandleForm(Form):
    """What the meeting does with a line: take it up, note it as read, skip it, merge it into another."""

    handling = forms.ChoiceField(label=_("本项处理"), choices=Handling.choices, widget=Segmented)
    into = Count(label=_("并入第几项"), required=False, min_value=1, max_value=99999)

    def clean(self) -> dict[str, Any]:
        """合并 says into which."""
        cleaned = super().clean() or {}
        if cleaned.get("handling") == Handling.MERGED and not cleaned.get("into") and "into" not in self.errors:
            self.add_error("into", _("请填写要并入的议程序号。"))
        return cleaned


class PeopleForm(FreshForm):
    """主持 and 参加 of a meeting, as its minutes print them."""

    class Meta:
        model = Period
        fields = ("host", "attended")
        widgets = {"attended": forms.Textarea({"rows": 3})}
        help_texts = {"attended": _("姓名或单位，用顿号隔开。")}


class StepForm(OnceForm):
    """A line of 办理情况."""

    STEPS = (EntryKind.PROGRESS, EntryKind.PROOF, EntryKind.RETURNED, EntryKind.CLOSED)
    kind = forms.ChoiceField(label=_("登记"), choices=[(step, step.label) for step in STEPS], widget=Segmented)
    text = forms.CharField(label=_("内容"), max_length=300, widget=forms.Textarea({"rows": 3}))
    photos = PhotosField(label=_("佐证照片"), max_count=1, required=False)
    papers = PapersField(label=_("佐证文件"), required=False)

    def __init__(self, *args: Any, kinds: tuple[EntryKind, ...], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": kinds[0] if kinds else ""})
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]
        if EntryKind.PROOF not in kinds:
            del self.fields["photos"], self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        """报请销号 takes a proof."""
        cleaned = super().clean() or self.cleaned_data
        proof = cleaned.get("photos") or cleaned.get("papers") or {"photos", "papers"} & set(self.errors)
        if cleaned.get("kind") == EntryKind.PROOF and not proof:
            self.add_error("papers", _("报请销号要有佐证：照片或文件至少一份。"))
        return cleaned

    @property
    def photo(self) -> UploadedFile | None:
        """The one photo that was sent, if any."""
        return next(iter(self.cleaned_data.get("photos") or []), None)


class CorrectForm(OnceForm, FreshForm):
    """更正 of a 交办单 that its owner has not begun to work on."""

    class Meta:
        model = Action
        fields = ("title", "requirements", "due_on")
        widgets = {"requirements": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> dt.date:
        """As at issuing; a date that was not touched may have passed."""
        return in_reach(self.cleaned_data["due_on"], self.today, but=self.initial.get("due_on"))


class RevokeForm(OnceForm):
    """撤销 of a 交办单."""

    reason = forms.CharField(label=_("撤销理由"), max_length=200, widget=forms.Textarea({"rows": 2}))


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
