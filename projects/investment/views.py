"""年度投资计划: what a year plans and what was done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from projects.investment.forms import YearPlanForm
from projects.investment.sums import years_of
from projects.models import Project, YearPlan


def investment(request: HttpRequest, code: str) -> HttpResponse:
    """Planned and done by year, with every dated entry; and the form for the plans."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    may_change = request.user.has_perm("projects.change_project", project)
    form, doubt = YearPlanForm(initial={"year": timezone.localdate().year}), ""
    if request.method == "POST":
        demand(request, "projects.change_project", project)
        form = YearPlanForm(request.POST)
        if form.is_valid():
            doubt = _over_total(project, form)
            if not doubt or form.cleaned_data["confirmed"] == str(form.cleaned_data["planned_wan"]):
                values = {"planned_wan": form.cleaned_data["planned_wan"]}
                YearPlan.objects.update_or_create(project=project, year=form.cleaned_data["year"], defaults=values)
                messages.success(request, _("已保存年度投资计划。"))
                return redirect("projects:investment", project.code)
    context = {
        "project": project,
        "years": years_of(project, timezone.localdate()),
        "form": form if may_change else None,
        "doubt": doubt,
    }
    return render(request, "projects/investment.html", context)


def _over_total(project: Project, form: YearPlanForm) -> str:
    """What the plans of all years would come to, when that is more than the total; "" otherwise."""
    others = project.year_plans.exclude(year=form.cleaned_data["year"]).values_list("planned_wan", flat=True)
    planned, total = sum(others, form.cleaned_data["planned_wan"]), project.total_investment_wan
    if total is None or planned <= total or project.investment_is_floor:
        return ""
    words = {"sum": figures.wan(planned), "total": figures.wan(total)}
    return _("各年计划合计 %(sum)s 万元，超过总投资 %(total)s 万元。确认无误请再按一次保存。") % words
