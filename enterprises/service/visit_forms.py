"""Forms of visits: one that was made, with the requests that it raises; its correction; one that is planned."""

import datetime as dt
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import Chips, DateInput, Segmented
from core.kernel.forms import Form, FreshForm, ModelForm, OnceForm
from core.kernel.keeping.freshness import kept
from core.kernel.naming import NameField
from core.kernel.sense import Planned
from core.kernel.wording import SpokenRows
from core.kernel.workdays import ONE_DAY
from core.models import User
from core.office.photo_fields import PhotosField
from enterprises.enums import HandoffKind, VisitMode
from enterprises.models import Enterprise, RequestKind, StandingQuestion, Visit
from enterprises.service.promises import promised_by
from enterprises.service.visiting import NewRequest, move_to_firm

OLDEST_VISIT = dt.timedelta(days=60)
LONGEST_PLAN = dt.timedelta(days=366)


MOST_REQUESTS = 5


PROMISES = [
    ("", _("由承办部门答复时定")),
    (3, _("3 个工作日内")),
    (5, _("5 个工作日内")),
    (10, _("10 个工作日内")),
    (20, _("20 个工作日内")),
]


ANSWERS = [
    ("", _("按首次答复时限")),
    (1, _("1 个工作日内")),
    (2, _("2 个工作日内")),
    (3, _("3 个工作日内")),
    (5, _("5 个工作日内")),
]


class FirmField(NameField):
    """One of my firms, with the day of the last visit."""

    def label_from_instance(self, obj: Enterprise) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # holds firms only
        last = obj.present.last_visit_on
        if last is None:
            return _("%(firm)s（还没有走访）") % {"firm": obj}
        return _("%(firm)s（上次走访 %(on)s）") % {"firm": obj, "on": f"{last:%m-%d}"}


def standing_questions(*keys: str) -> list[tuple[str, str]]:
    """The questions that are asked now, and those of these keys, as choices."""
    rows = kept("questions", lambda: list(StandingQuestion.objects.all()))
    return [(row.key, str(row)) for row in rows if row.is_asked or row.key in keys]


class AboutVisit(ModelForm):
    """What is said of a visit, when it is logged and when it is corrected."""

    enterprise = FirmField(label=_("走访企业"), route="enterprises:firm_names")
    questions = forms.MultipleChoiceField(label=_("问到的事项"), widget=Chips, required=False)

    class Meta:
        model = Visit
        fields = ["enterprise", "mode", "asked_for", "on", "received_by", "companions", "notes", "questions"]
        widgets = {
            "mode": Segmented,
            "on": DateInput,
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_on(self) -> dt.date:
        """Raise ValidationError for a day too long ago, unless it is the day that stands there."""
        on, today = self.cleaned_data["on"], timezone.localdate()
        if on < today - OLDEST_VISIT and on != self.initial.get("on"):
            raise forms.ValidationError(_("只能补记 60 天内的走访。"))
        return on


class VisitForm(OnceForm, AboutVisit):
    """A visit in under a minute: firm, way, what was said; everything else may stay empty."""

    handoffs = forms.MultipleChoiceField(
        label=_("另有需求"),
        choices=HandoffKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("勾选后转给金融、人才、项目专员承接，不用另填。"),
    )
    handoff_note = forms.CharField(label=_("转办说明"), max_length=200, required=False)  # of a phone with an older page
    handoff_note_financing = forms.CharField(
        label=_("融资需求说明"), max_length=200, required=False, help_text=_("如金额、期限、用途")
    )
    handoff_note_talent = forms.CharField(
        label=_("人才需求说明"), max_length=200, required=False, help_text=_("如岗位、人数")
    )
    handoff_note_project = forms.CharField(
        label=_("项目情况说明"), max_length=200, required=False, help_text=_("请写清是哪个项目、什么事。")
    )
    photos = PhotosField(label=_("现场照片"), max_count=6, required=False, help_text=_("最多 6 张，不要求定位"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Enterprise.objects.looked_after_by(user)
        self.fields["enterprise"].offer(mine.select_related("present"))
        self.fields["enterprise"].empty_label = _("请选择你联系的企业")
        self.fields["questions"].choices = standing_questions()
        self.fields["on"].initial = timezone.localdate
        self.fields["mode"].initial = self.fields["mode"].initial or VisitMode.ON_SITE

    @property
    def firms_offered(self) -> int:
        """How many firms there are to choose from; counted no further than it takes to draw the field."""
        self.fields["enterprise"].settle()
        return self.fields["enterprise"].offered

    @property
    def handoff_rows(self) -> list[tuple[Any, Any]]:
        """The box of each kind of need, with the field for its note."""
        boxes: Any = self["handoffs"]
        return [(box, self[f"handoff_note_{kind}"]) for box, kind in zip(boxes, HandoffKind, strict=True)]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a word on a project that says nothing; gather the notes by their kind."""
        said = super().clean() or self.cleaned_data
        notes = {kind: said.pop(f"handoff_note_{kind}", "") for kind in HandoffKind}
        said["handoff_notes"] = notes
        told = notes[HandoffKind.PROJECT] or said.get("handoff_note")
        if HandoffKind.PROJECT in said.get("handoffs", []) and not told:
            self.add_error("handoff_note_project", _("请写明项目情况。"))
        return said


class VisitEditForm(FreshForm, AboutVisit):
    """更正一次走访, by who logged it; what it said before stays in its history."""

    class Meta(AboutVisit.Meta):
        pass

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        mine = Enterprise.objects.looked_after_by(user).values("pk")
        firms = Enterprise.objects.filter(Q(pk__in=mine) | Q(pk=self.instance.enterprise_id))
        self.fields["enterprise"].offer(firms.select_related("present"))
        self.fields["questions"].choices = standing_questions(*self.instance.questions)

    @transaction.atomic
    def correct(self, *, now: dt.datetime) -> bool:
        """Save what was typed, with what goes along when it was another firm; False with errors on the form."""
        if not self.is_valid():
            return False
        firm = self.cleaned_data["enterprise"]
        try:
            if firm.pk != self._saved.enterprise_id:
                move_to_firm(self.instance, firm, by=self.user, now=now)
        except forms.ValidationError as error:
            self.add_error("enterprise", error)
            return False
        self.save()
        return True


class KindField(forms.ModelChoiceField):
    """A kind of request, with the department that it goes to."""

    def label_from_instance(self, obj: RequestKind) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # holds kinds only
        if obj.department is None:
            return _("%(kind)s（承办部门待指定）") % {"kind": obj}
        return _("%(kind)s → %(department)s") % {"kind": obj, "department": obj.department}


class RequestForm(Form):
    """One request of the firm, sent to the department that answers its kind."""

    kind = KindField(
        label=_("诉求类型"), queryset=RequestKind.objects.select_related("department"), empty_label=_("请选择")
    )
    text = forms.CharField(label=_("诉求内容"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    answer_within = forms.TypedChoiceField(
        label=_("承诺答复"), choices=ANSWERS, coerce=int, empty_value=None, required=False
    )
    within = forms.TypedChoiceField(label=_("承诺办结"), choices=PROMISES, coerce=int, empty_value=None, required=False)

    def clean_kind(self) -> RequestKind:
        """Raise ValidationError for a kind that nobody answers yet."""
        kind = self.cleaned_data["kind"]
        if kind.department is None:
            raise forms.ValidationError(_("“%(kind)s”还没有承办部门，请联系系统管理员指定。") % {"kind": kind})
        return kind

    def as_new_request(self, today: dt.date) -> NewRequest:
        """What the visit's verb takes; the promises become dates."""
        said = self.cleaned_data
        done, answered = (
            promised_by(days, today=today) if days else None for days in (said["within"], said.get("answer_within"))
        )
        return NewRequest(said["kind"], said["text"], done, answered)


class OutsideForm(OnceForm, RequestForm):
    """A request that came without a visit: by telephone, by WeChat, or over the counter."""

    field_order = ["enterprise"]
    enterprise = FirmField(label=_("企业"), route="enterprises:firm_names")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer(Enterprise.objects.looked_after_by(user).select_related("present"))
        self.fields["enterprise"].empty_label = _("请选择你联系的企业")

    @property
    def firms_offered(self) -> int:
        """How many firms there are to choose from."""
        self.fields["enterprise"].settle()
        return self.fields["enterprise"].offered


class PlannedForm(OnceForm):
    """A firm to see on a day of the week."""

    enterprise = FirmField(label=_("企业"), route="enterprises:firm_names")
    on = Planned(label=_("日期"))
    what = forms.CharField(label=_("要谈什么"), max_length=100, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer(Enterprise.objects.looked_after_by(user).select_related("present"))
        self.fields["enterprise"].empty_label = _("请选择你联系的企业")

    def clean_on(self) -> dt.date:
        """Raise ValidationError for a day before this week, or so late that no page of a week shows it."""
        on, today = self.cleaned_data["on"], timezone.localdate()
        if not today - today.weekday() * ONE_DAY <= on <= today + LONGEST_PLAN:
            raise forms.ValidationError(_("计划日期要在本周一起一年之内。"))
        return on


RequestFormSet = formset_factory(
    RequestForm, formset=SpokenRows, extra=0, max_num=MOST_REQUESTS, absolute_max=2 * MOST_REQUESTS, validate_max=True
)
