"""Forms of requests: what the department, the liaison officer and the firm itself say."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.drawing.widgets import Segmented
from core.kernel.forms import Form, OnceForm
from core.kernel.naming import NameField
from core.kernel.sense import Planned
from core.models import Department, User
from core.office.photo_fields import PhotosField
from enterprises.models import Request

MOST_PROOFS = 3


class AnswerForm(OnceForm):
    """A department answers a request; with a date the answer is the plan, and a promise."""

    text = forms.CharField(label=_("答复内容"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    promised_on = Planned(label=_("承诺办结日期"), required=False, help_text=_("填写即为办理方案，向企业承诺。"))
    reason = forms.CharField(
        label=_("改期原因"), max_length=200, required=False, help_text=_("改动已承诺的日期时填写，会告诉联络员。")
    )

    def clean_promised_on(self) -> dt.date | None:
        """Raise ValidationError for a day before today."""
        on = self.cleaned_data["promised_on"]
        if on and on < timezone.localdate():
            raise forms.ValidationError(_("承诺日期不能早于今天。"))
        return on


class FinishForm(OnceForm):
    """A department says that it is done, and shows it."""

    text = forms.CharField(label=_("办结说明"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    photos = PhotosField(label=_("佐证照片"), max_count=MOST_PROOFS, required=False)


def departments_that_handle() -> QuerySet[Department]:
    """The departments where somebody handles what is given to them."""
    return Department.objects.filter(pk__in=User.objects.holding(Role.HANDLER).values("department"))


class TransferForm(Form):
    """Another department leads, or helps."""

    LEAD, HELP = "lead", "help"
    how = forms.ChoiceField(
        label=_("方式"), choices=[(LEAD, _("转办")), (HELP, _("会办"))], initial=LEAD, widget=Segmented
    )
    department = NameField(label=_("部门"), empty_label=_("请选择"), route="enterprises:handling_names")
    text = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(departments_that_handle().exclude(pk=request.department_id))


class NoteForm(OnceForm):
    """A word on its course."""

    text = forms.CharField(label=_("办理情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AskForm(OnceForm):
    """A link for the firm; a page that is loaded again makes no second one."""


class ReasonForm(Form):
    """Why a request is closed without the firm's word, taken up again, or taken back."""

    text = forms.CharField(label=_("原因"), max_length=300)


class ConfirmForm(Form):
    """The firm's own word: solved and how well, or not."""

    YES, NO = "yes", "no"
    solved = forms.ChoiceField(
        label=_("您的问题解决了吗？"), choices=[(YES, _("已解决")), (NO, _("没有解决"))], widget=Segmented
    )
    rating = forms.TypedChoiceField(
        label=_("满意程度"),
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Segmented,
    )
    comment = forms.CharField(
        label=_("想说的话"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rating"].asked_when = _("已解决时请选择")
        self.fields["comment"].asked_when = _("没有解决时请填写")

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a solved one without a rating, and an unsolved one without a word why."""
        said = super().clean() or self.cleaned_data
        if said.get("solved") == self.YES and said.get("rating") is None:
            self.add_error("rating", _("请选择满意程度。"))
        if said.get("solved") == self.NO and not said.get("comment"):
            self.add_error("comment", _("请简单说明哪里没有解决，方便部门继续办理。"))
        return said
