"""Adding and changing a talent."""

import re
from typing import Any

from django import forms
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import Chips, DateInput, Segmented
from core.kernel.forms import RegisterForm
from core.kernel.naming import NameField
from core.kernel.taps import refused_by
from core.typed.cleaning import Narrow
from enterprises.models import Enterprise
from talent import identity
from talent.enums import IdentityKind
from talent.heads.beside import (
    BesideForm,
    asks_papers,
    check,
    doubts,
    first_category,
    keep,
    keep_category,
    known_of,
)
from talent.models import Honour, Talent

PHONE = re.compile(r"\+?[0-9][0-9 -]{5,18}")


class TalentForm(BesideForm, RegisterForm):
    """One person of the 136 plan. `beside` asks for proofs and leaving too, `same_asked` says that namesakes were.

    Recognition needs its evidence; the identity number is optional, kept encrypted and never shown again.
    """

    enterprise = NameField(label=_("企业"), route="enterprises:firm_names", required=False)
    honours = forms.ModelMultipleChoiceField(
        label=_("荣誉"), queryset=Honour.objects.all(), required=False, widget=Chips
    )
    identity_kind = forms.ChoiceField(
        label=_("证件类型"), choices=IdentityKind.choices, initial=IdentityKind.CARD, required=False
    )
    identity_number = Narrow(
        label=_("证件号码"),
        required=False,
        max_length=40,
        help_text=_("加密保存，只用于查重。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True}),
    )

    class Meta:
        model = Talent
        fields = ["name", "category", "enterprise", "title", "arrived_on", "recognised_on", "evidence", "phone"]
        widgets = {
            "category": Segmented,
            "arrived_on": DateInput,
            "recognised_on": DateInput,
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        }
        help_texts = {"recognised_on": _("认定、合同、社保、证件齐全才计入 136 计划。")}

    def __init__(self, *args: Any, beside: bool = True, same_asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.same_asked, self.near = same_asked, list[Talent]()
        if self.instance.pk:
            self.initial = known_of(self.instance) | self.initial
        else:
            asks_papers(self)
        if not beside:
            for name in set(BesideForm.base_fields) - {"category_on"}:
                del self.fields[name]
        self.fields["enterprise"].offer(Enterprise.objects.visible_to(self.user))
        self.fields["category"].choices = [choice for choice in self.fields["category"].choices if choice[0]]
        if self.instance.pk:
            self.initial.setdefault("honours", list(self.instance.honours.all()))
        if kept := self.instance.identity:
            self.initial.setdefault("identity_kind", identity.kind_of(kept))
            said = {"number": identity.masked(kept)}
            self.fields["identity_number"].help_text = _("已保存 %(number)s；留空则不改。") % said

    def clean_phone(self) -> str:
        """Raise ValidationError for what is no telephone number."""
        phone = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("电话只填数字，可带区号和短横线。"))
        return phone

    def clean_identity_number(self) -> str:
        """Raise ValidationError for a number that cannot be one, or that another person has."""
        text, kind = self.cleaned_data["identity_number"], self.cleaned_data.get("identity_kind") or IdentityKind.CARD
        if not text:
            return ""
        number = identity.clean(text, kind)
        if other := Talent.objects.proven_by(number, kind).exclude(pk=self.instance.pk).first():
            raise self.duplicate(other)
        return number

    @staticmethod
    def duplicate(other: Talent) -> forms.ValidationError:
        """The same clear sentence, whether the form or the database found who has the number."""
        words = {"number": other.number, "name": other.name}
        return forms.ValidationError(_("这个证件号码已经登记过：%(number)s %(name)s。") % words, code="duplicate")

    def clean(self) -> dict[str, Any]:
        """Recognition and evidence come together, and not before the arrival."""
        cleaned = super().clean() or {}
        if self.instance.is_erased:  # a file may still name the number
            raise forms.ValidationError(_("这个人的个人信息已经删除，不能再修改。"), code="erased")
        arrived, recognised = cleaned.get("arrived_on"), cleaned.get("recognised_on")
        if recognised and not cleaned.get("evidence"):
            self.add_error("evidence", _("填了认定日期，请写明认定依据。"))
        if arrived and recognised and recognised < arrived:
            self.add_error("recognised_on", _("认定日期早于引进日期。"))
        check(self, cleaned)
        doubts(self, cleaned)
        self._ask_of_namesakes(cleaned)
        return cleaned

    def _ask_of_namesakes(self, said: dict[str, Any]) -> None:
        """Somebody of the same name in the same firm may be the same person: asked once, with the other's page."""
        name, firm = said.get("name"), said.get("enterprise")
        if self.same_asked or not (name and firm) or not {"name", "enterprise"} & set(self.changed_data):
            return
        others = Talent.objects.filter(name__iexact=name, enterprise=firm).exclude(pk=self.instance.pk)
        self.near = list(others.select_related("enterprise")[:3])
        for other in self.near:
            words = {"number": other.number, "name": other.name, "firm": firm, "title": other.title or "—"}
            self.ask(_("也许是同一人：%(number)s %(name)s（%(firm)s，%(title)s）已在名册中。") % words)

    def save(self, commit: bool = True) -> Talent:
        """Keep the identity number sealed, and the honours."""
        if number := self.cleaned_data["identity_number"]:
            kind = self.cleaned_data.get("identity_kind") or IdentityKind.CARD
            self.instance.identity = identity.document(number, kind)
        new, category = self.instance.pk is None, self.instance.category
        if not new:
            self.instance.category = self._saved.category  # changed by its verb, from a day on
        saved = super().save(commit)
        saved.honours.set(self.cleaned_data["honours"])
        if new:
            first_category(saved, self.cleaned_data.get("category_on"))
        else:
            keep_category(saved, category, self.cleaned_data.get("category_on"), by=self.user)
        keep(self, saved, by=self.user)
        return saved

    def explain(self, error: IntegrityError) -> None:
        """Somebody else registered the number since it was checked: the error stands at the field."""
        if "identity_hash" not in refused_by(error):
            super().explain(error)
        other = Talent.objects.get(identity_hash=self.instance.identity_hash)
        self.add_error("identity_number", self.duplicate(other))
