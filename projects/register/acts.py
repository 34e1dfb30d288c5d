"""What may be done to several projects at once: hand a duty over, list them as key projects, say what kind they are."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.access import may_send
from core.kernel.drawing.widgets import Chips
from core.kernel.forms import Form
from core.kernel.sense import Happened
from core.models import User
from core.sheets.picking import Act, Doing, Idle
from projects.enums import AttractKind, Duty
from projects.models import Project, ProjectQuerySet
from projects.register.handover_forms import HandoverForm
from projects.register.keeping import add_kinds, list_as_key


def projects_seen(user: User) -> ProjectQuerySet:
    """The projects that a person sees, with what an act's rule asks for."""
    return Project.objects.visible_to(user).with_names()


def project_url(project: Project) -> str:
    return reverse("projects:project_detail", args=[project.code])


def may_reassign(user: User, project: Project) -> bool:
    """As on the page of 交接."""
    return user.holds(Role.LEADER) or user.has_perm("projects.change_project", project)


def _changes(user: User, project: Project) -> bool:
    return user.has_perm("projects.change_project", project)


def _handover_form(data: Any, user: User) -> HandoverForm:
    today = timezone.localdate()
    return HandoverForm(data, today=today, initial={"duty": Duty.RESPONSIBLE, "on": today})


def _hand_over(project: Project, asked: Doing) -> str:
    duty, to = Duty(asked.said["duty"]), asked.said["person"]
    if duty == Duty.TASK_FORCE:
        to = asked.said["task_force"]
    words = {"duty": duty.label, "to": to}
    if project.holders[duty] == to:
        raise Idle(_("%(duty)s已是%(to)s。") % words)
    project.reassign(duty, to=to, on=asked.said["on"], by=asked.by, reason=asked.said["reason"])
    return _("%(duty)s已交接给%(to)s。") % words


class ListedForm(Form):
    """From which day on they are key projects."""

    on = Happened(label=gettext_lazy("列入重点项目日期"))


def _listed_form(data: Any, user: User) -> ListedForm:
    return ListedForm(data, initial={"on": timezone.localdate()})


def _list_as_key(project: Project, asked: Doing) -> str:
    if not list_as_key(project, asked.said["on"]):
        raise Idle(_("%(on)s 起已是重点项目。") % {"on": project.key_listed_on})
    return _("自 %(on)s 起列入重点项目。") % {"on": asked.said["on"]}


class KindsForm(Form):
    """Which kinds are added to what the projects have."""

    kinds = forms.MultipleChoiceField(label=gettext_lazy("类型"), choices=AttractKind.choices, widget=Chips)


def _add_kinds(project: Project, asked: Doing) -> str:
    new = add_kinds(project, asked.said["kinds"])
    if not new:
        raise Idle(_("已有这些类型。"))
    return _("已加：%(kinds)s。") % {"kinds": _("、").join(str(AttractKind(kind).label) for kind in new)}


HAND_OVER = Act(
    "hand_over",
    gettext_lazy("移交"),
    lambda user: may_send(user, "projects:reassign"),
    may_reassign,
    _handover_form,
    _hand_over,
)
LIST_AS_KEY = Act(
    "list_as_key",
    gettext_lazy("列为重点项目"),
    lambda user: may_send(user, "projects:project_edit"),
    _changes,
    _listed_form,
    _list_as_key,
    gettext_lazy("列入后每周提醒填报。"),
)
ADD_KINDS = Act(
    "add_kinds",
    gettext_lazy("加类型"),
    lambda user: may_send(user, "projects:project_edit"),
    _changes,
    lambda data, _user: KindsForm(data),
    _add_kinds,
    gettext_lazy("只加不减，已有的类型不动。"),
)
