"""Forms of 产融对接. Amounts are entered in 万元."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import wan
from core.models import User
from core.widgets import DateInput, WanInput
from enterprises.models import Enterprise
from finance.enums import NeedState
from finance.models import CreditLine, Drawdown, FinancingNeed, Institution


def firms_for(user: User) -> QuerySet[Enterprise]:
    """Firms that this person may enter: those they see; for a bank those that have to do with its institution."""
    ours = Q(needs__institution__members__user=user) | Q(credit_lines__institution__members__user=user)
    return Enterprise.objects.filter(Q(pk__in=Enterprise.objects.visible_to(user)) | ours).distinct()


def not_in_the_future(on: Any) -> Any:
    """Raise ValidationError for a day after today."""
    if on and on > timezone.localdate():
        raise forms.ValidationError(_("日期不能晚于今天。"))
    return on


class OnceForm(forms.ModelForm):
    """A form whose new row carries an id made with the page: the same tap repeated is the same row."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def save_once(self) -> Any:
        """Save; a repeated creation returns the row that is there."""
        if self.instance.pk is None:
            key = self.cleaned_data["client_id"]
            if before := type(self.instance).objects.filter(client_id=key).first():
                return before
            self.instance.client_id = key
        return self.save()


class CreditLineForm(OnceForm):
    """授信. A bank's person enters lines of their own institution only."""

    class Meta:
        model = CreditLine
        fields = [
            "enterprise",
            "institution",
            "granted_wan",
            "granted_on",
            "expires_on",
            "stuck_reason",
            "confirmed_on",
        ]
        widgets = {
            "granted_wan": WanInput,
            "granted_on": DateInput,
            "expires_on": DateInput,
            "confirmed_on": DateInput,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = firms_for(user)
        own = Institution.objects.visible_to(user)
        self.fields["institution"].queryset = own
        if len(own) == 1:
            self.fields["institution"].initial = own[0]

    def clean_granted_on(self) -> Any:
        return not_in_the_future(self.cleaned_data["granted_on"])

    def clean_confirmed_on(self) -> Any:
        return not_in_the_future(self.cleaned_data["confirmed_on"])

    def clean_granted_wan(self) -> Decimal:
        """Raise ValidationError when the line would no longer cover what is drawn."""
        granted = self.cleaned_data["granted_wan"]
        if self.instance.pk:
            drawn = sum(self.instance.drawdowns.values_list("amount_wan", flat=True), Decimal(0))
            if granted < drawn:
                raise forms.ValidationError(_("已放款 %(drawn)s 万元，授信不能低于它。") % {"drawn": wan(drawn)})
        return granted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        granted_on, expires_on = cleaned.get("granted_on"), cleaned.get("expires_on")
        if granted_on and expires_on and expires_on <= granted_on:
            self.add_error("expires_on", _("到期日期要晚于授信日期。"))
        return cleaned


class DrawdownForm(forms.ModelForm):
    """放款. Whether it fits is decided by the line's verb, under its lock."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Drawdown
        fields = ["amount_wan", "on"]
        widgets = {"amount_wan": WanInput, "on": DateInput}

    def __init__(self, *args: Any, line: CreditLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        self.fields["amount_wan"].help_text = _("还可放款 %(left)s 万元") % {"left": wan(line.left_wan)}
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        on = not_in_the_future(self.cleaned_data["on"])
        if on < self.line.granted_on:
            raise forms.ValidationError(_("放款日期早于授信日期。"))
        return on

    def over_limit(self, left: Decimal) -> None:
        """Say at the field what still fits."""
        self.add_error("amount_wan", _("超过授信，还可放款 %(left)s 万元。") % {"left": wan(left)})


class NeedForm(OnceForm):
    """融资需求: what a firm needs, and whom it was passed to."""

    class Meta:
        model = FinancingNeed
        fields = ["enterprise", "amount_wan", "purpose", "raised_on", "institution", "state"]
        widgets = {"amount_wan": WanInput, "raised_on": DateInput}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = firms_for(user)
        self.fields["institution"].queryset = Institution.objects.visible_to(user)

    def clean_raised_on(self) -> Any:
        return not_in_the_future(self.cleaned_data["raised_on"])

    def clean(self) -> dict[str, Any]:
        """A need that is being matched or granted has somebody to match it."""
        cleaned = super().clean() or {}
        if cleaned.get("state") in (NeedState.MATCHED, NeedState.GRANTED) and not cleaned.get("institution"):
            self.add_error("institution", _("请选择对接机构。"))
        return cleaned
