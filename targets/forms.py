"""Choosing the day of the dashboard."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import Form
from core.kernel.sense import Happened
from targets.models import Programme
from targets.readings import days_before

KNOWN = frozenset({"as_of", "page", "programme", "then"})


class AsOfForm(Form):
    """截至: a day from the programme's beginning until today; today when nothing is chosen."""

    as_of = Happened(label=_("截至"), required=False)

    def __init__(self, *args: Any, programme: Programme, today: dt.date, **kwargs: Any) -> None:
        self.programme, self.today = programme, today
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = today

    def clean_as_of(self) -> dt.date:
        """Raise ValidationError for a day outside the programme's past."""
        as_of = self.cleaned_data["as_of"] or self.today
        if as_of < min(self.programme.starts_on, self.today):
            raise forms.ValidationError(
                _("计划自 %(day)s 起，请选这一天之后的日期。") % {"day": self.programme.starts_on}
            )
        return as_of

    def clean(self) -> dict[str, Any]:
        """Say which parameters of the address mean nothing here."""
        if unknown := _("、").join(sorted(set(self.data) - KNOWN)):
            self.add_error(None, _("没有名为 %(names)s 的条件，已忽略。") % {"names": unknown})
        return self.cleaned_data

    def chosen(self) -> dt.date:
        """The day to show: what was asked for, or today when that was not possible."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("as_of", self.today)

    def refusals(self) -> list[str]:
        """Everything that was asked for and not done."""
        return [str(error) for errors in self.errors.values() for error in errors]


def shortcuts(today: dt.date, programme: Programme) -> list[tuple[str, dt.date]]:
    """今日, 上个周一, 上月末, 年初, as far as they lie within the programme."""
    days = [
        (str(_("今日")), today),
        (str(_("上个周一")), days_before(today)["week"]),
        (str(_("上月末")), today.replace(day=1) - dt.timedelta(days=1)),
        (str(_("年初")), today.replace(month=1, day=1)),
    ]
    return [(label, day) for label, day in days if day >= programme.starts_on]
