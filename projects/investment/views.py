"""年度投资计划: what a year plans and what was done."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from projects.investment.forms import OpeningForm, YearPlanForm
from projects.investment.sums import years_of
from projects.models import Project, YearPlan


@transaction.atomic
def investment(request: HttpRequest, code: str) -> HttpResponse:
    """Planned and done by year, with every dated entry; and the form for the plans."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    may_change = request.user.has_perm("projects.change_project", project)
    form = YearPlanForm(initial={"year": timezone.localdate().year}, project=project)
    if request.method == "POST" and "no_plan" in request.POST:
        demand(request, "projects.change_project", project)
        if (year := request.POST["no_plan"]).isdecimal() and project.year_plans.filter(year=int(year)).delete()[0]:
            messages.success(request, _("已删除 %(year)s 年的投资计划，历史中可查。") % {"year": year})
        return redirect("projects:investment", project.code)
    if request.method == "POST":
        demand(request, "projects.change_project", project)
        form = YearPlanForm(request.POST, project=project)
        if form.is_valid():
            values = {"planned_wan": form.cleaned_data["planned_wan"]}
            YearPlan.objects.update_or_create(project=project, year=form.cleaned_data["year"], defaults=values)
            messages.success(request, _("已保存年度投资计划。"))
            return redirect("projects:investment", project.code)
    context = {
        "project": project,
        "years": years_of(project, timezone.localdate()),
        "form": form if may_change else None,
    }
    return render(request, "projects/investment.html", context)


@transaction.atomic
def opening_balance(request: HttpRequest, code: str) -> HttpResponse:
    """期初投资: write the balance of a year down, over the one that stands there, or take one back."""
    project, now = load(request, Project.objects.all(), "projects.change_project", code=code), timezone.now()
    year = request.POST.get("no_opening", "")
    form = OpeningForm(request.POST if request.method == "POST" and not year else None, project=project)
    if year.isdecimal() and len(year) == len("2026"):
        project.opening_balances.filter(year=int(year)).delete()
        project.renew_standing(now=now)
        messages.success(request, _("已撤销 %(year)s 年的期初投资。") % {"year": year})
    elif form.is_valid():
        form.keep(by=request.user, now=now)
        messages.success(request, _("已记下期初投资，计入累计，不计入年度完成和周报。"))
    else:
        return render(request, "projects/opening.html", {"project": project, "form": form})
    return redirect("projects:investment", project.code)
