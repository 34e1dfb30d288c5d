"""Forms of 招商: a lead, a note on it, and its end."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.drawing.widgets import Chips, DateInput, Segmented, WanInput
from core.kernel.forms import Form, OnceForm, RegisterForm
from core.kernel.naming import NameField
from core.kernel.sense import Happened
from projects import people
from projects.enums import AdviserKind, AttractKind, LeadChannel
from projects.models import Adviser, Lead


class LeadForm(RegisterForm):
    """A lead as it came."""

    adviser = NameField(label=gettext_lazy("招商顾问或机构"), route="projects:adviser_names", required=False)
    officer = NameField(label=gettext_lazy("跟进人"), route="projects:officer_names")
    attract_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("类型"), choices=AttractKind.choices, required=False, widget=Chips
    )

    class Meta:
        model = Lead
        fields = (
            "name",
            "firm_name",
            "channel",
            "adviser",
            "park",
            "cluster",
            "attract_kinds",
            "chain_action",
            "investment_wan",
            "officer",
            "received_on",
        )
        widgets = {"channel": Segmented, "received_on": DateInput, "investment_wan": WanInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = LeadChannel.choices
        self.fields["officer"].offer(people.officers(), topics="people")
        self.fields["adviser"].offer(Adviser.objects.all())
        self.fields["adviser"].empty_label = _("自主招商不填")
        for name in ("park", "cluster"):
            self.fields[name].empty_label = _("待补录")
        self.fields["chain_action"].choices = [("", _("待补录")), *list(self.fields["chain_action"].choices)[1:]]

    def clean(self) -> dict[str, Any]:
        """A lead that ended stays. The channel decides whether, and what kind of, an adviser is named."""
        cleaned = super().clean() or {}
        self.instance.must_be_open()
        channel, adviser = cleaned.get("channel"), cleaned.get("adviser")
        if channel == LeadChannel.OWN and adviser:
            self.add_error("adviser", _("自主招商不填招商顾问。"))
        elif channel and channel != LeadChannel.OWN and not adviser and "adviser" not in self.errors:
            self.add_error("adviser", _("请选择招商顾问或机构。"))
        elif adviser and (adviser.kind == AdviserKind.AGENCY) != (channel == LeadChannel.ENTRUSTED):
            self.add_error("adviser", _("招商顾问与渠道不符。"))
        return cleaned

    def keep(self, *, now: dt.datetime) -> Lead | None:
        """Save once, and tell whoever follows the lead from now on; None with errors on the form."""
        new = self.instance.pk is None
        lead = self.save_once()
        if lead and (new or "officer" in self.changed_data):
            lead.tell_officer(by=self.user, now=now)
        return lead


class NoteForm(OnceForm):
    """A dated word."""

    text = forms.CharField(label=gettext_lazy("跟进情况"), max_length=300, widget=forms.Textarea({"rows": 2}))


class ReopenForm(OnceForm):
    """重新跟进 of a lost lead."""

    reason = forms.CharField(label=gettext_lazy("重新跟进的理由"), max_length=120)


class RedateForm(Form):
    """更正签约日期."""

    on = Happened(label=gettext_lazy("签约日期"))


class EndForm(Form):
    """How a lead ends: signed on a day, or lost with a reason."""

    SIGN, LOSE = "sign", "lose"
    how = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=[(SIGN, gettext_lazy("签约")), (LOSE, gettext_lazy("终止"))],
        initial=SIGN,
        widget=Segmented,
    )
    on = Happened(label=gettext_lazy("日期"))
    reason = forms.CharField(label=gettext_lazy("终止原因"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == self.LOSE and not cleaned.get("reason"):
            self.add_error("reason", _("请写终止原因。"))
        return cleaned
