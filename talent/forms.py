"""Adding and changing a talent."""

import re
import unicodedata
import uuid
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import FreshForm
from core.kernel.widgets import DateInput, Segmented
from core.models import User
from enterprises.models import Enterprise
from talent import identity
from talent.models import Talent

PHONE = re.compile(r"\+?[0-9][0-9 -]{5,18}")


class TalentForm(FreshForm):
    """One person of the 136 plan.

    Recognition needs its evidence; the identity number is optional, kept encrypted and never shown again.
    """

    identity_number = forms.CharField(
        label=_("身份证号"),
        required=False,
        max_length=40,
        help_text=_("加密保存，只用于查重。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Talent
        fields = ["name", "category", "enterprise", "title", "arrived_on", "recognised_on", "evidence", "phone"]
        widgets = {
            "category": Segmented,
            "arrived_on": DateInput,
            "recognised_on": DateInput,
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        }
        help_texts = {"recognised_on": _("有认定依据才计入 136 计划。")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["enterprise"].queryset = Enterprise.objects.visible_to(user)
        self.fields["enterprise"].empty_label = _("请选择")
        self.fields["category"].choices = [choice for choice in self.fields["category"].choices if choice[0]]
        if kept := identity.masked(self.instance.identity_cipher):
            self.fields["identity_number"].help_text = _("已保存 %(number)s；留空则不改。") % {"number": kept}

    def clean_arrived_on(self) -> Any:
        return self._not_in_the_future("arrived_on")

    def clean_recognised_on(self) -> Any:
        return self._not_in_the_future("recognised_on")

    def _not_in_the_future(self, field: str) -> Any:
        on = self.cleaned_data[field]
        if on and on > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return on

    def clean_phone(self) -> str:
        """Half-width; raises ValidationError for what is no telephone number."""
        phone = unicodedata.normalize("NFKC", self.cleaned_data["phone"]).strip()
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("电话只填数字，可带区号和短横线。"))
        return phone

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
        if "client_id" in self.errors:
            self.add_error(None, _("这张表单不完整，请返回后重新打开再填。"))
        arrived, recognised = cleaned.get("arrived_on"), cleaned.get("recognised_on")
        if recognised and not cleaned.get("evidence"):
            self.add_error("evidence", _("填了认定日期，请写明认定依据。"))
        if arrived and recognised and recognised < arrived:
            self.add_error("recognised_on", _("认定日期早于引进日期。"))
        return cleaned

    @transaction.atomic
    def save_once(self) -> Talent | None:
        """Save and return the person, or the one that the same tap made before; None with errors on the form.

        Somebody else may have registered the number since it was checked: the error then stands at the field.
        """
        if not self.is_valid():
            return self._made_before()  # the number is taken, perhaps by the first tap
        if number := self.cleaned_data["identity_number"]:
            self.instance.identity_hash = identity.keyed_hash(number)
            self.instance.identity_cipher = identity.encrypt(number)
        if self.instance.pk is None:
            self.instance.client_id = self.cleaned_data["client_id"]
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError as error:
            if twin := self._made_before():
                return twin
            if "identity_hash" not in str(error):
                raise
            self.add_error("identity_number", self.duplicate())
            return None

    def _made_before(self) -> Talent | None:
        tap = self.cleaned_data.get("client_id")
        if tap is None or self.instance.pk is not None:
            return None
        return Talent.objects.visible_to(self.user).sent_as(tap)
