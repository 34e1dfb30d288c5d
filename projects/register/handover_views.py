"""交接: hand a duty over, and the list of what is open for a person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.freshness import kept
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from core.models import User
from projects.enums import Duty
from projects.models import Project
from projects.register.handover import pack_of
from projects.register.handover_forms import HandoverForm

SEES_EVERYBODY = (Role.LEADER, Role.AUDITOR)


def reassign(request: HttpRequest, code: str) -> HttpResponse:
    """交接 of one project, with everybody who held its duties before."""
    project = load(request, Project.objects.with_names(), code=code)
    if not request.user.holds(Role.LEADER):
        demand(request, "projects.change_project", project)
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


def _people() -> list[User]:
    """Who may have something to hand over."""
    return list(User.objects.holding(Role.LEADER, Role.PROJECT_OFFICER).order_by("name"))


def _among(people: list[User], key: str) -> User:
    """The one with this key. Raises Http404 for anybody else."""
    found = next((each for each in people if str(each.pk) == key), None)
    if found is None:
        raise Http404(key)
    return found


def handover(request: HttpRequest) -> HttpResponse:
    """交接清单 of a person: one's own, and for leaders and auditors anybody's."""
    now, person = timezone.now(), request.user
    asked = request.GET.get("person", "")
    people = kept("people", _people, part="handover") if request.user.holds(*SEES_EVERYBODY) else []
    if asked and asked != str(request.user.pk):
        person = _among(people, asked)
    context = {
        "pack": pack_of(person, now=now, today=timezone.localdate(now)),
        "people": people,
        "today": timezone.localdate(now),
    }
    return render(request, "projects/handover.html", context)
