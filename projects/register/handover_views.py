"""交接: hand a duty over, and the list of what is open for a person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import kept
from core.kernel.pages import demand, load
from core.models import User
from projects import people
from projects.enums import Duty
from projects.models import Project
from projects.register.handover import pack_of
from projects.register.handover_forms import HandoverForm, PersonForm

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


def _people() -> dict[str, User]:
    """Who may have something to hand over, by their keys, as the process keeps them."""
    return kept("people", lambda: {str(each.pk): each for each in people.successors()}, part="handover")


def people_of(_request: HttpRequest) -> list[tuple[str, str]]:
    """The same as choices, for who sees everybody's list."""
    return [(key, str(getattr(each, "label", each))) for key, each in _people().items()]


def _asked_for(request: HttpRequest) -> tuple[User, PersonForm | None]:
    """Whose list is shown, and the form that asks for somebody else's. Raises Http404 for a key of nobody."""
    asked, own = request.GET.get("person", ""), str(request.user.pk)
    if not request.user.holds(*SEES_EVERYBODY):
        if asked not in ("", own):
            raise Http404(asked)
        return request.user, None
    form = PersonForm({"person": asked or own})
    form.fields["person"].offer(people_of(request))
    if form.is_valid():
        return _people()[form.cleaned_data["person"]], form
    if asked.isdecimal():
        raise Http404(asked)
    return request.user, form


def handover(request: HttpRequest) -> HttpResponse:
    """交接清单 of a person: one's own, and for leaders and auditors anybody's."""
    now, (person, form) = timezone.now(), _asked_for(request)
    today = timezone.localdate(now)
    context = {"pack": pack_of(person, now=now, today=today), "form": form, "today": today}
    return render(request, "projects/handover.html", context)
