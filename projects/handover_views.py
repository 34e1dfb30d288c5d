"""交接: hand a duty over, and the list of what is open for a person."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.models import User
from core.widgets import DateInput, Segmented
from projects.enums import Duty
from projects.handover import pack_of
from projects.models import Project, TaskForce

ROLES = {Duty.LEADER: (Role.LEADER,), Duty.RESPONSIBLE: (Role.PROJECT_OFFICER,), Duty.REPORTER: (Role.PROJECT_OFFICER,)}
SEES_EVERYBODY = (Role.LEADER, Role.AUDITOR)


class HandoverForm(forms.Form):
    """Which duty, to whom, from which day, and why."""

    duty = forms.ChoiceField(label=gettext_lazy("职责"), choices=Duty.choices, widget=Segmented)
    person = forms.ModelChoiceField(
        label=gettext_lazy("交给"), queryset=User.objects.none(), required=False, empty_label=gettext_lazy("请选择人员")
    )
    task_force = forms.ModelChoiceField(
        label=gettext_lazy("交给专班"),
        queryset=TaskForce.objects.all(),
        required=False,
        empty_label=gettext_lazy("请选择专班"),
        help_text=gettext_lazy("只在交接“定专班”时填。"),
    )
    on = forms.DateField(label=gettext_lazy("自哪天起"), widget=DateInput)
    reason = forms.CharField(label=gettext_lazy("交接说明"), max_length=200, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        holding = User.objects.holding(Role.LEADER, Role.PROJECT_OFFICER)
        self.fields["person"].queryset = holding.order_by("name")

    def clean(self) -> dict[str, Any]:
        """The duty decides whether a person or a task force takes it, and which role the person needs."""
        cleaned = super().clean() or {}
        duty = cleaned.get("duty")
        if duty == Duty.TASK_FORCE:
            if not cleaned.get("task_force"):
                self.add_error("task_force", _("请选择专班。"))
        elif duty:
            person = cleaned.get("person")
            if person is None:
                if "person" not in self.errors:
                    self.add_error("person", _("请选择人员。"))
            elif not person.holds(*ROLES[Duty(duty)]):
                self.add_error("person", _("这个人没有对应的角色。"))
        if (on := cleaned.get("on")) and on > self.today:
            self.add_error("on", _("日期不能晚于今天。"))
        return cleaned

    @property
    def to(self) -> User | TaskForce:
        """Who takes over."""
        is_force = self.cleaned_data["duty"] == Duty.TASK_FORCE
        return self.cleaned_data["task_force" if is_force else "person"]


def reassign(request: HttpRequest, code: str) -> HttpResponse:
    """交接 of one project, with everybody who held its duties before."""
    project = get_object_or_404(
        Project.objects.visible_to(request.user).select_related("leader", "task_force", "responsible", "reporter"),
        code=code,
    )
    if not (request.user.holds(Role.LEADER) or request.user.has_perm("projects.change_project", project)):
        raise PermissionDenied("projects.change_project")
    today = timezone.localdate()
    form = HandoverForm(request.POST or None, today=today, initial={"duty": Duty.RESPONSIBLE, "on": today})
    if request.method == "POST" and form.is_valid():
        duty = form.cleaned_data["duty"]
        try:
            project.reassign(
                duty, to=form.to, on=form.cleaned_data["on"], by=request.user, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error("on", error)
        else:
            messages.success(request, _("%(duty)s已交接给%(to)s。") % {"duty": Duty(duty).label, "to": form.to})
            return redirect("projects:reassign", project.code)
    context = {
        "project": project,
        "form": form,
        "holders": [(duty.label, holder) for duty, holder in project.holders.items()],
        "assignments": project.assignments.select_related("user", "task_force", "by"),
    }
    return render(request, "projects/reassign.html", context)


def handover(request: HttpRequest) -> HttpResponse:
    """交接清单 of a person: one's own, and for leaders and auditors anybody's."""
    now, person = timezone.now(), request.user
    asked = request.GET.get("person", "")
    people = User.objects.holding(Role.LEADER, Role.PROJECT_OFFICER).order_by("name")
    sees_all = request.user.holds(*SEES_EVERYBODY)
    if asked and asked != str(request.user.pk):
        allowed = people if sees_all else people.none()
        person = get_object_or_404(allowed, pk=int(asked) if asked.isdecimal() and len(asked) < 10 else 0)
    context = {
        "pack": pack_of(person, now=now, today=timezone.localdate(now)),
        "people": people if sees_all else [],
        "today": timezone.localdate(now),
    }
    return render(request, "projects/handover.html", context)
