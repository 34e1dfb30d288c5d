"""Small forms of what decides who counts: a proof, a category, leaving and coming back, the rule, a quota."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, Segmented
from core.kernel.forms import FreshForm, OnceForm, RegisterForm
from core.kernel.naming import NameField
from core.kernel.sense import Count, Happened, Planned, Year
from core.office.paper_fields import PapersField
from core.office.papers import store_paper
from enterprises.models import Enterprise
from talent.enums import Category, LeftHow, ProofKind
from talent.models import (
    Absence,
    CategoryChange,
    HeadRule,
    Proof,
    Quota,
    Talent,
    change_category,
    come_back,
    leave,
    rule_of,
)


class ProofForm(RegisterForm):
    """One proof; a new file takes the place of the one that is there."""

    papers = PapersField(label=_("文件"), required=False)

    class Meta:
        model = Proof
        fields = ["what", "number", "on", "until"]
        widgets = {"on": DateInput, "until": DateInput}
        help_texts = {"until": _("到这天为止，次日起不再算佐证；无固定期限的不填。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind == ProofKind.RECOGNITION:
            del self.fields["until"]
            self.fields["on"].label = _("日期")

    def clean(self) -> dict[str, Any]:
        """A proof ends after it began, and one file says it."""
        said = super().clean() or self.cleaned_data
        on, until = said.get("on"), said.get("until")
        if on and until and until < on:
            self.add_error("until", _("截止日期早于开始日期。"))
        if len(said.get("papers") or []) > 1:
            self.add_error("papers", _("一条佐证放一份文件，其余请另加一条。"))
        return said

    def is_harmless(self) -> bool:
        """A file that comes along changes the row."""
        return super().is_harmless() and not self.cleaned_data.get("papers")

    @transaction.atomic
    def save(self, commit: bool = True) -> Proof:
        """Keep the file with it; the one before is taken away."""
        proof = super().save(commit)
        for upload in self.cleaned_data.get("papers") or []:
            before, now = proof.paper, timezone.now()
            proof.paper = store_paper(upload, by=self.user, now=now)
            proof.save(update_fields=["paper"])
            if before:
                before.take_away(now=now)
        return proof


class CategoryForm(OnceForm):
    """From a day on a person is of another category."""

    category = forms.ChoiceField(label=_("类别"), choices=Category.choices, widget=Segmented)
    on = Happened(label=_("自哪天起"))
    reason = forms.CharField(label=_("原因"), max_length=120)

    def __init__(self, *args: Any, talent: Talent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.talent = talent
        self.fields["category"].choices = [each for each in Category.choices if each[0] != talent.category]

    def keep(self, user: Any) -> None:
        """Raises ValidationError as the verb does."""
        said = self.cleaned_data
        change_category(
            self.talent, said["category"], on=said["on"], reason=said["reason"], by=user, client_id=said["client_id"]
        )


class CategoryCorrection(FreshForm):
    """更正 of a change of category."""

    class Meta:
        model = CategoryChange
        fields = ["category", "on", "reason"]
        widgets = {"category": Segmented, "on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = Category.choices

    def keep(self, _user: Any) -> None:
        """Raises ValidationError as the verb does."""
        said = self.cleaned_data
        CategoryChange(pk=self.instance.pk, talent_id=self.instance.talent_id).correct(
            on=said["on"], category=said["category"], reason=said["reason"]
        )


class LeaveForm(FreshForm):
    """离园, or its correction."""

    left_on = Happened(label=_("离园日期"))
    left_how = forms.ChoiceField(label=_("离园方式"), choices=LeftHow.choices, widget=Segmented)

    class Meta:
        model = Talent
        fields = ["left_on", "left_how", "left_note"]

    def clean(self) -> dict[str, Any]:
        """Say what the rule makes of it."""
        said, rule = super().clean() or self.cleaned_data, rule_of(timezone.localdate())
        on = said.get("left_on")
        if on and rule and "left_on" in self.changed_data:
            gone = rule.as_rule().gone_from(on)
            self.ask(
                _("按现行规则（%(rule)s），%(day)s 起不计入。") % {"rule": rule.get_leavers_display(), "day": gone}
            )
        return said

    def keep(self, _user: Any) -> None:
        """Raises ValidationError as the verb does, at our field."""
        said = self.cleaned_data
        try:
            leave(Talent(pk=self.instance.pk), on=said["left_on"], how=said["left_how"], note=said["left_note"])
        except ValidationError as error:
            at_the_day: Any = {"left_on": error.messages}
            raise ValidationError(at_the_day) from error


class ReturnForm(OnceForm):
    """回园 from a day on."""

    on = Happened(label=_("回园日期"))

    def __init__(self, *args: Any, talent: Talent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.talent = talent

    def keep(self, user: Any) -> None:
        """Raises ValidationError as the verb does."""
        come_back(self.talent, on=self.cleaned_data["on"], by=user, client_id=self.cleaned_data["client_id"])


class AbsenceForm(FreshForm):
    """更正 of days away that are over, with the reason."""

    class Meta:
        model = Absence
        fields = ["left_on", "left_how", "returned_on", "why"]
        widgets = {"left_on": DateInput, "left_how": Segmented, "returned_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_how"].choices = LeftHow.choices
        self.fields["why"].required = True
        if not self.is_bound:
            self.initial["why"] = ""  # each correction has its own

    def keep(self, _user: Any) -> None:
        """Raises ValidationError as the verb does."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        Absence(pk=self.instance.pk, talent_id=self.instance.talent_id).correct(**said)


class RuleForm(RegisterForm):
    """A version of the rule, from a day on. It begins with what is in force."""

    valid_from = Planned(label=_("起用日期"), help_text=_("这天起按新规则数，之前的日子仍按原规则。"))
    begins_on = Planned(label=_("工程起点"), required=False, help_text=_("之前认定的人不计入，除非下面另选。"))

    class Meta:
        model = HeadRule
        fields = [
            "valid_from",
            "begins_on",
            "needs_recognition",
            "needs_contract",
            "needs_insurance",
            "needs_identity",
            "counts_before",
            "counts_without_firm",
            "leavers",
            "basis",
        ]
        widgets = {"leavers": Segmented}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].required = True
        self.fields["leavers"].choices = [each for each in self.fields["leavers"].choices if each[0]]
        if self.instance.pk is None and (rule := rule_of(timezone.localdate())):
            copied = [name for name in self.Meta.fields if name not in ("valid_from", "basis")]
            self.initial = {name: getattr(rule, name) for name in copied} | self.initial

    def clean_valid_from(self) -> dt.date:
        """Two versions do not begin on one day."""
        on = self.cleaned_data["valid_from"]
        if HeadRule.objects.filter(valid_from=on).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这天已有一版规则，请修改那一版。"))
        if on < timezone.localdate() and "valid_from" in self.changed_data:
            self.ask(_("起用日期 %(on)s 早于今天，以前各天的人数会重数。") % {"on": on})
        return on


class QuotaForm(RegisterForm):
    """How many heads of a category a firm is to have by the end of a year."""

    enterprise = NameField(label=_("企业"), route="enterprises:firm_names", empty_label=_("请选择企业"))
    year = Year(label=_("年份"))
    heads = Count(label=_("人数"))

    class Meta:
        model = Quota
        fields = ["enterprise", "category", "year", "heads", "source"]
        widgets = {"category": Segmented}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer(Enterprise.objects.visible_to(self.user))
        self.fields["category"].choices = Category.choices
        self.fields["source"].required = True
