"""Adding and changing a talent."""

import uuid
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput, Segmented
from talent import identity
from talent.models import Talent


class TalentForm(forms.ModelForm):
    """One person of the 136 plan. Recognition needs its evidence; the identity number is optional and kept encrypted."""

    identity_number = forms.CharField(
        label=_("身份证号"),
        required=False,
        max_length=30,
        help_text=_("加密保存，只用来查重；留空则不改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True, "inputmode": "text"}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Talent
        fields = ["name", "category", "enterprise", "title", "arrived_on", "recognised_on", "evidence", "phone"]
        widgets = {"category": Segmented, "arrived_on": DateInput, "recognised_on": DateInput}
        help_texts = {"recognised_on": _("有认定依据才计入 136 计划。")}

    def clean_arrived_on(self) -> Any:
        return self._not_in_the_future("arrived_on")

    def clean_recognised_on(self) -> Any:
        return self._not_in_the_future("recognised_on")

    def _not_in_the_future(self, field: str) -> Any:
        on = self.cleaned_data[field]
        if on and on > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return on

    def clean_identity_number(self) -> str:
        """Raise ValidationError for a number that cannot be one, or that another person has."""
        text = self.cleaned_data["identity_number"]
        if not text:
            return ""
        number = identity.clean(text)
        if Talent.objects.filter(identity_hash=identity.keyed_hash(number)).exclude(pk=self.instance.pk).exists():
            raise self.duplicate()
        return number

    @staticmethod
    def duplicate() -> forms.ValidationError:
        """The same clear sentence, whether the form or the database found it."""
        return forms.ValidationError(_("这个身份证号已经登记过，请先在台账中查找。"), code="duplicate")

    def clean(self) -> dict[str, Any]:
        """Recognition and evidence come together, and not before the arrival."""
        cleaned = super().clean() or {}
        arrived, recognised = cleaned.get("arrived_on"), cleaned.get("recognised_on")
        if recognised and not cleaned.get("evidence"):
            self.add_error("evidence", _("填了认定日期，请写明认定依据。"))
        if arrived and recognised and recognised < arrived:
            self.add_error("recognised_on", _("认定日期早于引进日期。"))
        return cleaned

    def save_or_explain(self) -> Talent | None:
        """Save; when somebody else registered the same number in the meantime, put the error at the field."""
        number = self.cleaned_data["identity_number"]
        if number:
            self.instance.identity_hash = identity.keyed_hash(number)
            self.instance.identity_cipher = identity.encrypt(number)
        if self.instance.pk is None:
            self.instance.client_id = self.cleaned_data["client_id"]
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError as error:
            if "client_id" in str(error):
                return Talent.objects.get(client_id=self.cleaned_data["client_id"])
            self.add_error("identity_number", self.duplicate())
            return None
