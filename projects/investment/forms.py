"""The form of a yearly plan of investment."""

from decimal import Decimal

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy

from core.kernel.drawing.widgets import WanInput

FIRST_YEAR, LAST_YEAR = 2015, 2050


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
