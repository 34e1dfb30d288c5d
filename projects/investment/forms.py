"""The form of a yearly plan of investment."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext, gettext_lazy

from core.kernel.drawing.widgets import DateInput, WanInput

FIRST_YEAR, LAST_YEAR = 2015, 2050


class OpeningForm(forms.Form):
    """期初投资: what was done in a year before the register was begun."""

    as_of = forms.DateField(label=gettext_lazy("截至"), widget=DateInput)
    wan = forms.DecimalField(
        label=gettext_lazy("上线前完成投资（万元）"),
        max_digits=14,
        decimal_places=2,
        widget=WanInput,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    source = forms.CharField(
        label=gettext_lazy("来源"), max_length=120, help_text=gettext_lazy("台账、统计报表：名称和日期。")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_of(self) -> dt.date:
        """A day of a year that has been, one balance a year."""
        on = self.cleaned_data["as_of"]
        if on > self.today:
            raise forms.ValidationError(gettext("日期不能晚于今天。"))
        if on.year < FIRST_YEAR:
            raise forms.ValidationError(gettext("不能早于 %(year)d 年。") % {"year": FIRST_YEAR})
        return on


class YearPlanForm(forms.Form):
    """The plan of one year. More than the total in all is a warning to confirm, not a wall."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    planned_wan = forms.DecimalField(
        label=gettext_lazy("年度计划投资（万元）"),
        max_digits=14,
        decimal_places=2,
        widget=WanInput,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
