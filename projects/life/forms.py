"""Forms of the turns in a project's life. Each gives its act, and what the request for it keeps."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel import figures
from core.kernel.drawing.widgets import Segmented
from core.kernel.forms import Form, FreshForm
from core.kernel.naming import NameField
from core.kernel.sense import Happened, Planned
from core.kernel.workdays import WorkCalendar
from core.models import User
from core.office.paper_fields import PapersField
from enterprises.models import Enterprise
from projects import people
from projects.enums import LifeAct, LifeCause
from projects.life.checks import services_open
from projects.models import FirmChange, Project, ProjectMerge, waited_for
from projects.models.life import new_dates

LITTLE = Decimal("0.5")  # of the total
LONGEST_PAUSE = dt.timedelta(days=3 * 366)


class TurnForm(Form):
    """A turn of a project's life from a day on, and why. A leader who asks decides at once; others say who decides."""

    act: ClassVar[LifeAct]
    kept = ("cause", "evidence", "decider", "until", "heir")  # of what was typed, where the form asks for it

    on = Happened(label=_("从哪天起"))
    reason = forms.CharField(label=_("说明"), max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, project: Project, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "evidence" in self.fields:
            self.fields["papers"] = PapersField(label=_("凭证文件"), required=False)
        self.project, self.user, self.today = project, user, today
        self.fields["on"].initial = today
        if "decider" in self.fields:
            if user.holds(Role.LEADER):
                del self.fields["decider"]
            else:
                self.fields["decider"].offer(people.leaders())
                self.initial.setdefault("decider", project.leader_id)

    def values(self) -> dict[str, Any]:
        """What the request keeps beside its day and its reason."""
        return {name: self.cleaned_data[name] for name in self.kept if name in self.cleaned_data}


def _decider() -> NameField:
    told = _("会提醒这位领导；其他领导也可以决定。")
    return NameField(label=_("谁来决定"), route="projects:leader_names", help_text=told)


class FinishForm(TurnForm):
    """销号: the project is done; what is promised still has somebody who follows it."""

    act = LifeAct.FINISH
    on = Happened(label=_("销号日期"))
    heir = NameField(label=_("售后由谁接"), route="projects:carer_names", required=False)
    evidence = forms.CharField(label=_("凭证"), max_length=120, help_text=_("竣工、达产的证明文件：名称和文号。"))
    reason = forms.CharField(label=_("一句话小结"), max_length=200, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].offer(people.carers())
        self.unmet = bool(self.project.commitments.unmet())
        if self.unmet:
            self.fields["heir"].required = True
        else:
            del self.fields["heir"]

    def clean(self) -> dict[str, Any]:
        """A project of which little was invested is asked about."""
        cleaned = super().clean() or self.cleaned_data
        done, total = self.project.standing.invested_wan, self.project.total_investment_wan
        if total and done < total * LITTLE:
            words = {"done": figures.wan(done), "total": figures.wan(total)}
            self.ask(_("累计完成投资 %(done)s 万元，不到总投资 %(total)s 万元的一半。") % words)
        return cleaned


class PauseForm(TurnForm):
    """暂停: the clock stands still, until a day on which work is expected to go on."""

    act = LifeAct.PAUSE
    until = Planned(label=_("预计哪天复工"))
    cause = forms.ChoiceField(label=_("原因"), choices=LifeCause.choices)
    decider = _decider()
    evidence = forms.CharField(label=_("凭证"), max_length=120, required=False)
    field_order = ["on", "until", "cause", "decider", "reason", "evidence"]

    def clean_until(self) -> dt.date:
        """A pause ends, within three years, after it began."""
        until, on = self.cleaned_data["until"], self.cleaned_data.get("on")
        if on and until <= on:
            raise forms.ValidationError(_("预计复工要晚于暂停日期。"))
        if until <= self.today or until - self.today > LONGEST_PAUSE:
            raise forms.ValidationError(_("预计复工日期要在今天之后三年之内。"))
        return until


class StopForm(TurnForm):
    """终止: it will not be built. What the zone still owes it is kept or given up, one by one."""

    act = LifeAct.STOP
    cause = forms.ChoiceField(label=_("原因"), choices=LifeCause.choices)
    decider = _decider()
    evidence = forms.CharField(label=_("凭证"), max_length=120, help_text=_("企业来函、会议纪要等：名称和文号。"))
    name_again = forms.CharField(label=_("写出项目名称"), max_length=80, help_text=_("为免按错，请照写项目名称。"))
    field_order = ["on", "cause", "reason", "evidence", "decider", "name_again"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = services_open(self.project)
        for item in self.services:
            self.fields[f"service_{item.pk}"] = forms.ChoiceField(
                label=item.text, choices=[("keep", _("照办")), ("give_up", _("收回"))], initial="keep", widget=Segmented
            )

    def clean_name_again(self) -> str:
        name = self.cleaned_data["name_again"].strip()
        if name != self.project.name:
            raise forms.ValidationError(_("与项目名称不一致，请照写“%(name)s”。") % {"name": self.project.name})
        return name

    def values(self) -> dict[str, Any]:
        given_up = [each.pk for each in self.services if self.cleaned_data.get(f"service_{each.pk}") == "give_up"]
        return super().values() | {"given_up": given_up}

    def service_fields(self) -> list[forms.BoundField]:
        """The choice for each item of 售后服务."""
        return [self[f"service_{item.pk}"] for item in self.services]


class ResumeForm(TurnForm):
    """复工: it goes on, with a new date for each open node. The baseline stays."""

    act = LifeAct.RESUME
    on = Happened(label=_("复工日期"))
    decider = _decider()
    evidence = forms.CharField(label=_("凭证"), max_length=120, required=False)
    field_order = ["on", "decider", "reason", "evidence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = list(self.project.milestones.filter(actual_on__isnull=True))
        proposed = new_dates(self.project, self.project.paused_on or self.today, self._resumes_on())
        for node in self.nodes:
            self.fields[f"node_{node.pk}"] = Planned(label=node.name, initial=proposed.get(node.pk))

    def _resumes_on(self) -> dt.date:
        """The day that the dates are proposed for: the one that was asked for, or today."""
        asked = self.initial.get("on")
        return asked if isinstance(asked, dt.date) else self.today

    def clean(self) -> dict[str, Any]:
        """No node comes before its present plan, falls on a day off, or is done before what it waits for."""
        cleaned, calendar = super().clean() or self.cleaned_data, WorkCalendar.load()
        for node in self.nodes:
            name = f"node_{node.pk}"
            if (on := cleaned.get(name)) is None:
                continue
            if on < node.planned_on:
                self.add_error(name, _("不能早于现计划 %(on)s。") % {"on": node.planned_on})
            elif not calendar.is_working(on):
                self.add_error(name, _("这一天不是工作日。"))
        if not self.errors:
            self._in_order(cleaned, calendar)
        return cleaned

    def _in_order(self, cleaned: Mapping[str, Any], calendar: WorkCalendar) -> None:
        """Its working days fit between the last node that it waits for and its own date."""
        by_key = {node.key: node for node in self.nodes if node.key}
        waits = waited_for(self.project.milestones(manager="everything").all())
        for node in self.nodes:
            on = cleaned[f"node_{node.pk}"]
            for before in (by_key[key] for key in waits.get(node.key, ()) if key in by_key):
                after = cleaned[f"node_{before.pk}"]
                earliest = calendar.working_days_after(after, node.working_days or 1)
                if on < earliest:
                    words = {"before": before.name, "on": after, "earliest": earliest}
                    said = _("前置节点“%(before)s”改到 %(on)s，这里最早 %(earliest)s。") % words
                    self.add_error(f"node_{node.pk}", said)
                    break

    def values(self) -> dict[str, Any]:
        dates = {str(node.pk): str(self.cleaned_data[f"node_{node.pk}"]) for node in self.nodes}
        return super().values() | {"dates": dates}

    def node_fields(self) -> list[tuple[Any, forms.BoundField]]:
        """Each open node with the field for its new date."""
        return [(node, self[f"node_{node.pk}"]) for node in self.nodes]


class ReopenForm(TurnForm):
    """重新打开: what ended is worked on again. Its past stays."""

    act = LifeAct.REOPEN
    decider = _decider()
    field_order = ["on", "decider", "reason"]


FORMS: Mapping[LifeAct, type[TurnForm]] = {
    form.act: form for form in (FinishForm, PauseForm, ResumeForm, StopForm, ReopenForm)
}


class FirmChangeForm(Form):
    """项目主体变更: which firm carries the project from which day on, and why."""

    enterprise = NameField(label=_("现企业"), route="enterprises:firm_names")
    on = Happened(label=_("变更日期"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, project: Project, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.project = today, project
        self.fields["enterprise"].offer(Enterprise.objects.standing())
        self.fields["on"].initial = today

    def clean_on(self) -> dt.date:
        on = self.cleaned_data["on"]
        last = self.project.firm_changes.first()
        if last and on < last.on:
            raise forms.ValidationError(_("不能早于上一次变更（%(on)s）。") % {"on": last.on})
        if doubt := self.project.doubt_early(on, self.today):
            self.ask(doubt)
        return on

    def clean_enterprise(self) -> Enterprise:
        firm = self.cleaned_data["enterprise"]
        if firm.pk == self.project.enterprise_id:
            raise forms.ValidationError(_("现在就是这家企业。"))
        return firm


class FirmChangeCorrection(FreshForm):
    """更正 of a 项目主体变更: the day and the reason; the firms stay. The history keeps what was said first."""

    class Meta:
        model = FirmChange
        fields = ("on", "reason")
        widgets = {"reason": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> dt.date:
        """Between the changes before and after it, so that each takes over from the firm of the one before."""
        on, project = self.cleaned_data["on"], self.instance.project
        others = list(project.firm_changes.all())  # the latest first
        place = others.index(self.instance)
        if place and on > others[place - 1].on:
            raise forms.ValidationError(_("不能晚于下一次变更（%(on)s）。") % {"on": others[place - 1].on})
        if (earlier := others[place + 1 : place + 2]) and on < earlier[0].on:
            raise forms.ValidationError(_("不能早于上一次变更（%(on)s）。") % {"on": earlier[0].on})
        if doubt := project.doubt_early(on, self.today):
            self.ask(doubt)
        return on


class MergeCorrection(FreshForm):
    """更正 of why two projects were merged."""

    class Meta:
        model = ProjectMerge
        fields = ("reason",)
        widgets = {"reason": forms.Textarea({"rows": 2})}


class ReasonForm(Form):
    """A reason in a sentence."""

    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 2}))
