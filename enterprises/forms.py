"""Forms of the firms' room: a visit with everything it brings back, answers to requests, and the firm's own record."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Max, QuerySet
from django.forms import formset_factory, inlineformset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import FreshForm
from core.models import User
from core.widgets import Chips, DateInput, PhotosField, Segmented
from enterprises.codes import WrongCode, checked_code
from enterprises.duplicates import namesakes
from enterprises.enums import HandoffKind, VisitMode, VisitQuestion
from enterprises.models import Enterprise, EnterpriseAlias, NewRequest, RequestKind, Visit
from enterprises.promises import promised_by

OLDEST_VISIT = dt.timedelta(days=60)
MOST_REQUESTS = 5
MOST_NAMES = 50
MODE_ICONS = {VisitMode.ON_SITE: "door-open", VisitMode.PHONE: "telephone", VisitMode.VIDEO: "camera-video"}


PROMISES = [
    ("", _("由承办部门答复时定")),
    (3, _("3 个工作日内")),
    (5, _("5 个工作日内")),
    (10, _("10 个工作日内")),
    (20, _("20 个工作日内")),
]


class FirmField(forms.ModelChoiceField):
    """One of my firms, with the day of the last visit."""

    def label_from_instance(self, firm: Enterprise) -> str:
        if firm.last_visit is None:
            return _("%(firm)s（还没有走访）") % {"firm": firm}
        return _("%(firm)s（上次走访 %(on)s）") % {"firm": firm, "on": f"{firm.last_visit:%m-%d}"}


class VisitForm(forms.ModelForm):
    """A visit in under a minute: firm, way, what was said; everything else may stay empty."""

    enterprise = FirmField(label=_("走访企业"), queryset=Enterprise.objects.none())
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
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
        self.fields["enterprise"].queryset = mine.annotate(last_visit=Max("visits__on"))
        self.fields["enterprise"].empty_label = _("请选择你联系的企业")
        self.fields["on"].initial = timezone.localdate
        self.fields["mode"].initial = VisitMode.ON_SITE

    def clean_on(self) -> dt.date:
        """Raise ValidationError for a day in the future or too long ago."""
        on, today = self.cleaned_data["on"], timezone.localdate()
        if on > today:
            raise forms.ValidationError(_("走访日期不能晚于今天。"))
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

    def label_from_instance(self, kind: RequestKind) -> str:
        if kind.department is None:
            return _("%(kind)s（承办部门待指定）") % {"kind": kind}
        return _("%(kind)s → %(department)s") % {"kind": kind, "department": kind.department}


class RequestForm(forms.Form):
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
    RequestForm, extra=0, max_num=MOST_REQUESTS, absolute_max=2 * MOST_REQUESTS, validate_max=True
)


class EnterpriseForm(FreshForm):
    """The firm's record. The code is checked by its check digit; a name that another firm bears must be confirmed."""

    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, required=False, help_text=_("18 位，可带空格，按校验位核对。")
    )
    confirmed = forms.BooleanField(label=_("已核对，不是同一家企业，仍要保存"), required=False)

    class Meta:
        model = Enterprise
        fields = ["short_name", "full_name", "uscc", "cluster", "park", "address", "concerns"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.asks_to_confirm = False

    def clean_uscc(self) -> str | None:
        """Return the code in its normal form. Raise ValidationError saying what is wrong with it."""
        text = self.cleaned_data["uscc"]
        if not text:
            return None
        try:
            return checked_code(text)
        except WrongCode as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a name that another firm bears, until somebody confirms it."""
        said = super().clean() or self.cleaned_data
        names = [name for name in (said.get("short_name"), said.get("full_name")) if name]
        bearing = Enterprise.objects.bearing(names).exclude(pk=self.instance.pk)
        near = bearing if bearing.exists() else self._near(names)
        if near.exists() and not said.get("confirmed"):
            self.asks_to_confirm = True
            shown = _("、").join(str(firm) for firm in near.visible_to(self.user)[:3])
            raise forms.ValidationError(
                [self._known(shown, near is bearing), _("如果不是同一家，请勾选确认后再保存。")]
            )
        return said

    def _near(self, names: Sequence[str]) -> QuerySet[Enterprise]:
        """Other firms with nearly the same name, when a name was typed anew."""
        if self.instance.pk and not {"short_name", "full_name"} & set(self.changed_data):
            return Enterprise.objects.none()
        return namesakes(*names).exclude(pk=self.instance.pk)

    def _known(self, firms: str, same: bool) -> str:
        """What is known of the other firms; nothing of those that the person may not see."""
        if same:
            return _("这个名称已用于 %(firms)s。") % {"firms": firms} if firms else _("这个名称已用于另一家企业。")
        return _("与 %(firms)s 名称相近。") % {"firms": firms} if firms else _("与另一家企业名称相近。")


class AliasForm(forms.ModelForm):
    """Another name of the firm."""

    class Meta:
        model = EnterpriseAlias
        fields = ["name", "kind"]

    def clean_name(self) -> str:
        """Raise ValidationError for a name that the firm has already; somebody may have added it meanwhile."""
        name = self.cleaned_data["name"]
        same = EnterpriseAlias.objects.filter(enterprise=self.instance.enterprise_id, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这个名称已经登记过。"))
        return name


class DistinctNames(forms.BaseInlineFormSet):
    """The other names of a firm, each once."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return _("同一个名称写了两遍。")


AliasFormSet = inlineformset_factory(
    Enterprise,
    EnterpriseAlias,
    form=AliasForm,
    formset=DistinctNames,
    extra=0,
    max_num=MOST_NAMES,
    absolute_max=MOST_NAMES,
)
