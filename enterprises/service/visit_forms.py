"""The form of a visit, with the requests that it raises."""

import datetime as dt
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.drawing.widgets import Chips, DateInput, Segmented
from core.kernel.forms import Form, ModelForm, OnceForm
from core.kernel.naming import NameField
from core.kernel.wording import SpokenRows
from core.models import User
from core.office.photo_fields import PhotosField
from enterprises.enums import HandoffKind, VisitMode, VisitQuestion
from enterprises.models import Enterprise, RequestKind, Visit
from enterprises.service.promises import promised_by
from enterprises.service.visiting import NewRequest

OLDEST_VISIT = dt.timedelta(days=60)


MOST_REQUESTS = 5


MODE_ICONS: dict[str, str] = {
    VisitMode.ON_SITE: "door-open",
    VisitMode.PHONE: "telephone",
    VisitMode.VIDEO: "camera-video",
}


PROMISES = [
    ("", _("由承办部门答复时定")),
    (3, _("3 个工作日内")),
    (5, _("5 个工作日内")),
    (10, _("10 个工作日内")),
    (20, _("20 个工作日内")),
]


class FirmField(NameField):
    """One of my firms, with the day of the last visit."""

    def label_from_instance(self, obj: Enterprise) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # holds firms only
        last = obj.present.last_visit_on
        if last is None:
            return _("%(firm)s（还没有走访）") % {"firm": obj}
        return _("%(firm)s（上次走访 %(on)s）") % {"firm": obj, "on": f"{last:%m-%d}"}


class VisitForm(OnceForm, ModelForm):
    """A visit in under a minute: firm, way, what was said; everything else may stay empty."""

    enterprise = FirmField(label=_("走访企业"), route="enterprises:firm_names")
    questions = forms.MultipleChoiceField(
        label=_("问到的事项"), choices=VisitQuestion.choices, widget=Chips, required=False
    )
    handoffs = forms.MultipleChoiceField(
        label=_("另有需求"),
        choices=HandoffKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("勾选后转给金融、人才、项目专员承接，不用另填。"),
    )
    handoff_note = forms.CharField(
        label=_("转办说明"), max_length=200, required=False, help_text=_("转项目情况时请写清是哪个项目、什么事。")
    )
    photos = PhotosField(label=_("现场照片"), max_count=6, required=False, help_text=_("最多 6 张，不要求定位"))

    class Meta:
        model = Visit
        fields = ["enterprise", "mode", "asked_for", "on", "received_by", "companions", "notes", "questions"]
        widgets = {
            "mode": Segmented(icons=MODE_ICONS),
            "on": DateInput,
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Enterprise.objects.looked_after_by(user)
        self.fields["enterprise"].offer(mine.select_related("present"))
        self.fields["enterprise"].empty_label = _("请选择你联系的企业")
        self.fields["on"].initial = timezone.localdate
        self.fields["mode"].initial = VisitMode.ON_SITE

    @property
    def firms_offered(self) -> int:
        """How many firms there are to choose from; counted no further than it takes to draw the field."""
        self.fields["enterprise"].settle()
        return self.fields["enterprise"].offered

    def clean_on(self) -> dt.date:
        """Raise ValidationError for a day too long ago."""
        on, today = self.cleaned_data["on"], timezone.localdate()
        if on < today - OLDEST_VISIT:
            raise forms.ValidationError(_("只能补记 60 天内的走访。"))
        return on

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a word on a project that says nothing."""
        said = super().clean() or self.cleaned_data
        if HandoffKind.PROJECT in said.get("handoffs", []) and not said.get("handoff_note"):
            self.add_error("handoff_note", _("请写明项目情况。"))
        return said


class KindField(forms.ModelChoiceField):
    """A kind of request, with the department that it goes to."""

    def label_from_instance(self, obj: RequestKind) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # holds kinds only
        if obj.department is None:
            return _("%(kind)s（承办部门待指定）") % {"kind": obj}
        return _("%(kind)s → %(department)s") % {"kind": obj, "department": obj.department}


class RequestForm(Form):
    """One request of the firm, sent to the department that answers its kind."""

    kind = KindField(label=_("诉求类型"), queryset=RequestKind.objects.select_related("department"))
    text = forms.CharField(label=_("诉求内容"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    within = forms.TypedChoiceField(label=_("承诺答复"), choices=PROMISES, coerce=int, empty_value=None, required=False)

    def clean_kind(self) -> RequestKind:
        """Raise ValidationError for a kind that nobody answers yet."""
        kind = self.cleaned_data["kind"]
        if kind.department is None:
            raise forms.ValidationError(_("“%(kind)s”还没有承办部门，请联系系统管理员指定。") % {"kind": kind})
        return kind

    def as_new_request(self, today: dt.date) -> NewRequest:
        """What the visit's verb takes; the promise becomes a date."""
        said = self.cleaned_data
        return NewRequest(
            said["kind"], said["text"], promised_by(said["within"], today=today) if said["within"] else None
        )


RequestFormSet = formset_factory(
    RequestForm, formset=SpokenRows, extra=0, max_num=MOST_REQUESTS, absolute_max=2 * MOST_REQUESTS, validate_max=True
)


# Who takes up which need that was heard on a visit.
TAKES: dict[Role, HandoffKind] = {
    Role.FINANCE_OFFICER: HandoffKind.FINANCING,
    Role.TALENT_OFFICER: HandoffKind.TALENT,
    Role.PROJECT_OFFICER: HandoffKind.PROJECT,
}
