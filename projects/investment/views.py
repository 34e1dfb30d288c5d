"""年度投资计划: what a year plans and what was done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from projects.investment.forms import OpeningForm, YearPlanForm
from projects.investment.sums import years_of
from projects.models import OpeningBalance, Project, YearPlan


def investment(request: HttpRequest, code: str) -> HttpResponse:
    """Planned and done by year, with every dated entry; and the form for the plans."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    may_change = request.user.has_perm("projects.change_project", project)
    form, doubt = YearPlanForm(initial={"year": timezone.localdate().year}), ""
    opening = OpeningForm(today=timezone.localdate())
    if request.method == "POST" and {"opening", "no_opening"} & set(request.POST):
        demand(request, "projects.change_project", project)
        opening = OpeningForm(request.POST, today=timezone.localdate())
        if _keep_opening(request, project, opening):
            return redirect("projects:investment", project.code)
    elif request.method == "POST":
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
        "opening": opening if may_change else None,
        "doubt": doubt,
    }
    return render(request, "projects/investment.html", context)


def _keep_opening(request: HttpRequest, project: Project, form: OpeningForm) -> bool:
    """Write the balance of a year down, or take it back; False for a form that cannot be kept."""
    now = timezone.now()
    if (year := request.POST.get("no_opening", "")).isdecimal():
        project.opening_balances.filter(year=int(year)).delete()
        messages.success(request, _("已撤销 %(year)s 年的期初投资。") % {"year": year})
    elif form.is_valid():
        said = form.cleaned_data
        kept = {**said, "by": request.user, "at": now}
        OpeningBalance.objects.update_or_create(project=project, year=said["as_of"].year, defaults=kept)
        messages.success(request, _("已记下期初投资，计入累计，不计入年度完成和周报。"))
    else:
        return False
    project.renew_standing(now=now)
    return True


def _over_total(project: Project, form: YearPlanForm) -> str:
    """What the plans of all years would come to, when that is more than the total; "" otherwise."""
    others = project.year_plans.exclude(year=form.cleaned_data["year"]).values_list("planned_wan", flat=True)
    planned, total = sum(others, form.cleaned_data["planned_wan"]), project.total_investment_wan
    if total is None or planned <= total or project.investment_is_floor:
        return ""
    words = {"sum": figures.wan(planned), "total": figures.wan(total)}
    return _("各年计划合计 %(sum)s 万元，超过总投资 %(total)s 万元。确认无误请再按一次保存。") % words
