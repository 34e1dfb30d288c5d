"""Forms of 人才需求: what a firm looks for, who came, and why it is withdrawn."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput
from core.kernel.forms import Form, ModelForm, OnceForm
from core.kernel.naming import NameField
from core.models import User
from enterprises.models import Enterprise
from enterprises.service.taking import TakingForm
from talent.models import Talent, TalentNeed, TalentNeedFill, TooMany


class TalentNeedForm(TakingForm):
    """人才需求 of a firm, opened filled from a hand-off or empty."""

    filled = {"enterprise": "firm", "details": "note", "raised_on": "on"}
    enterprise = NameField(label=_("企业"), route="enterprises:firm_names")

    class Meta:
        model = TalentNeed
        fields = ["enterprise", "what", "heads", "category", "raised_on", "wanted_by", "details"]
        widgets = {
            "raised_on": DateInput,
            "wanted_by": DateInput,
            "details": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"what": _("一个岗位一条，如焊接工程师。"), "category": _("归入 136 计划的哪一类；说不准可不选。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer(Enterprise.objects.visible_to(self.user))
        self.fields["raised_on"].initial = timezone.localdate
        self.fields["category"].choices = [("", _("不限")), *list(self.fields["category"].choices)[1:]]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for people who are wanted before they were asked for."""
        cleaned = super().clean()
        raised, wanted = cleaned.get("raised_on"), cleaned.get("wanted_by")
        if raised and wanted and wanted < raised:
            self.add_error("wanted_by", _("希望到岗日期早于提出日期。"))
        return cleaned

    def clean_heads(self) -> int:
        """Raise ValidationError for fewer than came already."""
        heads = self.cleaned_data["heads"]
        came = TalentNeed.objects.get(pk=self.instance.pk).filled if self.instance.pk else 0
        if heads < max(came, 1):
            raise ValidationError(_("已到岗 %(n)d 名，人数不能少于它。") % {"n": came} if came else _("至少 1 名。"))
        return heads

    def save(self, commit: bool = True) -> TalentNeed:
        """Save the need, with the hand-off that it comes from."""
        if self.handoff:
            self.instance.handoff = self.handoff
        return super().save(commit)


class FillForm(OnceForm, ModelForm):
    """到岗: how many came, and who, where they are in the register. Whether they fit is decided by the need's verb."""

    talent = NameField(label=_("在册人才"), route="talent:person_names", required=False)

    class Meta:
        model = TalentNeedFill
        fields = ["heads", "on", "talent", "note"]
        widgets = {"on": DateInput}

    def __init__(self, *args: Any, user: User, need: TalentNeed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heads"].initial = 1
        self.fields["heads"].help_text = _("还缺 %(n)d 名") % {"n": need.left}
        self.fields["on"].initial = timezone.localdate
        self.fields["talent"].offer(Talent.objects.visible_to(user))
        self.fields["talent"].empty_label = _("不选")

    def fill(self, need: TalentNeed, *, by: User, now: Any) -> TalentNeedFill | None:
        """Record what was sent; None with an error on the form."""
        said = self.cleaned_data
        if said["talent"] and said["heads"] != 1:
            self.add_error("heads", _("选了在册人才，只记这 1 名；其余另记一条。"))
            return None
        try:
            return need.fill(**said, by=by, now=now)
        except TooMany as many:
            self.add_error("heads", _("只缺 %(n)d 名。") % {"n": many.left})
        except ValidationError as error:
            self.add_error(None, error)
        return None


class WithdrawForm(Form):
    """Why the firm looks for nobody any more."""

    reason = forms.CharField(label=_("撤回原因"), max_length=120)
