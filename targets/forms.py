"""Choosing the day of the dashboard."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput
from targets.models import Programme


class AsOfForm(forms.Form):
    """截至: a day from the programme's beginning until today; today when nothing is chosen."""

    as_of = forms.DateField(label=_("截至"), required=False, widget=DateInput)

    def __init__(self, *args: Any, programme: Programme, today: dt.date, **kwargs: Any) -> None:
        self.programme, self.today = programme, today
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = today

    def clean_as_of(self) -> dt.date:
        """Raise ValidationError for a day outside the programme's past."""
        as_of = self.cleaned_data["as_of"] or self.today
        if as_of > self.today:
            raise forms.ValidationError(_("截至日期不能晚于今天。"))
        if as_of < self.programme.starts_on:
            raise forms.ValidationError(
                _("计划自 %(day)s 起，请选这一天之后的日期。") % {"day": self.programme.starts_on}
            )
        return as_of

    def chosen(self) -> dt.date:
        """The day to show: what was asked for, or today when that was not possible."""
        return self.cleaned_data["as_of"] if self.is_valid() else self.today


def shortcuts(today: dt.date, programme: Programme) -> list[tuple[str, dt.date]]:
    """今日, 上周一, 上月末, 年初, as far as they lie within the programme."""
    days = [
        (str(_("今日")), today),
        (str(_("上周一")), today - dt.timedelta(days=today.weekday() + 7)),
        (str(_("上月末")), today.replace(day=1) - dt.timedelta(days=1)),
        (str(_("年初")), today.replace(month=1, day=1)),
    ]
    return [(label, day) for label, day in days if day >= programme.starts_on]
