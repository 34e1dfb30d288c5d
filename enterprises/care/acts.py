"""What may be done to several firms at once: give them to a liaison officer, and record a grade of all of them."""

import datetime as dt
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.access import may_send
from core.models import User
from core.sheets.picking import Act, Acts, Doing, Idle
from enterprises.care.forms import GiveForm
from enterprises.care.handover import hand_over
from enterprises.enums import Grade
from enterprises.firm.record_forms import GradeForm
from enterprises.models import Enterprise, EnterpriseGrade, EnterpriseQuerySet


def _firms_seen(user: User) -> EnterpriseQuerySet:
    return Enterprise.objects.visible_to(user)


class TickedForm(GiveForm):
    """The firms are those that were ticked."""

    def clean_on(self) -> dt.date:
        """Raise ValidationError for a day in the past: no row could begin then."""
        if self.cleaned_data["on"] < timezone.localdate():
            raise forms.ValidationError(_("交接日期不能早于今天。"), code="past")
        return self.cleaned_data["on"]


def _give(firm: Enterprise, asked: Doing) -> str:
    words = {"to": asked.said["to"]}
    if not hand_over([firm], **asked.said, by=asked.by, now=asked.now):
        raise Idle(_("已由%(to)s联系。") % words)
    return _("已交给%(to)s联系。") % words


class GradesForm(GradeForm):
    """A grade of many firms: a list of recognitions has one day and one document."""

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data, firm=Enterprise(pk=0), user=user, in_full=False)  # no firm: it has no grades
        for name in ("grade", "status"):
            self.fields[name].choices = [("", _("请选择")), *list(self.fields[name].choices)[1:]]

    def refuse_second(self, name: str, same: Any, words: Any) -> None:
        """Whether a firm has it is asked of each firm."""

    def validate_unique(self) -> None:
        """Each firm has its own."""

    def _post_clean(self) -> None:
        """The row of no firm is never saved."""


def _grade(firm: Enterprise, asked: Doing) -> str:
    said, words = asked.said, {"grade": Grade(asked.said["grade"]).label}
    if firm.grades.filter(grade=said["grade"]).exists():
        raise Idle(_("已登记%(grade)s，没有改动。") % words)
    form = GradeForm(said, instance=EnterpriseGrade(enterprise=firm), firm=firm, user=asked.by, in_full=False)
    if not form.is_valid():
        raise forms.ValidationError([text for texts in form.errors.values() for text in texts])
    form.save()
    return _("已登记%(grade)s。") % words


FIRM_ACTS = Acts(
    _firms_seen,
    lambda firm: reverse("enterprises:enterprise_detail", args=[firm.pk]),
    (
        Act(
            "hand_over",
            gettext_lazy("移交联点"),
            lambda user: may_send(user, "enterprises:liaison_list"),
            lambda user, _firm: user.holds(Role.LEADER),
            lambda data, user: TickedForm(data, user=user, initial={"on": timezone.localdate()}),
            _give,
            gettext_lazy("原联络员到前一天为止；双方都会收到通知和交接单。"),
        ),
        Act(
            "grade",
            gettext_lazy("加等级"),
            lambda user: may_send(user, "enterprises:record_part"),
            lambda user, firm: user.has_perm("enterprises.change_enterprise", firm),
            GradesForm,
            _grade,
            gettext_lazy("已登记过这个等级的企业不改动。"),
        ),
    ),
)
