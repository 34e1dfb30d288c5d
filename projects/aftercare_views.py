"""投资、承诺兑现 and 售后服务 of one project: what was promised, what was reached, what is still done for it."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MinValueValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import figures
from core.enums import Role
from core.models import User
from core.widgets import DateInput, WanInput
from projects.enums import CommitmentKind
from projects.investment import years_of
from projects.models import AfterCareItem, Commitment, CommitmentReading, Project, YearPlan

FIRST_YEAR, LAST_YEAR = 2015, 2050


def _project(request: HttpRequest, code: str) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("enterprise"), code=code)


def _changing(request: HttpRequest, code: str) -> Project:
    """A project that this person may change; PermissionDenied for somebody who only sees it."""
    project = _project(request, code)
    if not request.user.has_perm("projects.change_project", project):
        raise PermissionDenied("projects.change_project")
    return project


# --- 投资 ---------------------------------------------------------------------------------------------------------
class YearPlanForm(forms.Form):
    """The plan of one year. More than the total in all is a warning to confirm, not a wall."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    planned_wan = forms.DecimalField(
        label=gettext_lazy("年度计划投资（万元）"),
        max_digits=14,
        decimal_places=2,
        widget=WanInput,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)


def investment(request: HttpRequest, code: str) -> HttpResponse:
    """Planned and done by year, with every dated entry; and the form for the plans."""
    project = _project(request, code)
    may_change = request.user.has_perm("projects.change_project", project)
    form, doubt = YearPlanForm(initial={"year": timezone.localdate().year}), ""
    if request.method == "POST":
        _changing(request, code)
        form = YearPlanForm(request.POST)
        if form.is_valid():
            doubt = _over_total(project, form)
            if not doubt or form.cleaned_data["confirmed"] == str(form.cleaned_data["planned_wan"]):
                values = {"planned_wan": form.cleaned_data["planned_wan"]}
                YearPlan.objects.update_or_create(project=project, year=form.cleaned_data["year"], defaults=values)
                messages.success(request, _("已保存年度投资计划。"))
                return redirect("projects:investment", project.code)
    context = {"project": project, "years": years_of(project), "form": form if may_change else None, "doubt": doubt}
    return render(request, "projects/investment.html", context)


def _over_total(project: Project, form: YearPlanForm) -> str:
    """What the plans of all years would come to, when that is more than the total; "" otherwise."""
    others = project.year_plans.exclude(year=form.cleaned_data["year"]).values_list("planned_wan", flat=True)
    planned, total = sum(others, form.cleaned_data["planned_wan"]), project.total_investment_wan
    if total is None or planned <= total or project.investment_is_floor:
        return ""
    words = {"sum": figures.wan(planned), "total": figures.wan(total)}
    return _("各年计划合计 %(sum)s 万元，超过总投资 %(total)s 万元。确认无误请再按一次保存。") % words


# --- 承诺兑现 --------------------------------------------------------------------------------------------------------
class CommitmentForm(forms.Form):
    """What was promised of one kind; again for the same kind corrects it."""

    kind = forms.ChoiceField(label=gettext_lazy("承诺"), choices=CommitmentKind.choices)
    signed_value = forms.DecimalField(
        label=gettext_lazy("签约承诺"),
        max_digits=14,
        decimal_places=2,
        widget=WanInput,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    due_on = forms.DateField(label=gettext_lazy("应兑现日期"), widget=DateInput)


class ReadingForm(forms.Form):
    """What was reached on a day; again for the same day corrects it."""

    commitment = forms.ModelChoiceField(
        label=gettext_lazy("承诺"), queryset=Commitment.objects.none(), empty_label=None
    )
    on = forms.DateField(label=gettext_lazy("截至"), widget=DateInput)
    value = forms.DecimalField(
        label=gettext_lazy("实际"), max_digits=14, decimal_places=2, min_value=Decimal(0), widget=WanInput
    )
    source = forms.CharField(label=gettext_lazy("来源"), max_length=120)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = project.commitments.all()
        self.fields["commitment"].label_from_instance = lambda each: each.get_kind_display()

    def clean_on(self) -> Any:
        """What was reached lies behind us."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return self.cleaned_data["on"]


def commitments(request: HttpRequest, code: str) -> HttpResponse:
    """承诺兑现: signed against reached, with every dated reading."""
    project = _project(request, code)
    may_change = request.user.has_perm("projects.change_project", project)
    promise = CommitmentForm(prefix="promise")
    reading = ReadingForm(prefix="reading", project=project, initial={"on": timezone.localdate()})
    if request.method == "POST":
        _changing(request, code)
        if "reading-value" in request.POST:
            reading = ReadingForm(request.POST, prefix="reading", project=project)
            if reading.is_valid() and _keep_reading(reading, request.user):
                messages.success(request, _("已登记兑现情况。"))
                return redirect("projects:commitments", project.code)
        else:
            promise = CommitmentForm(request.POST, prefix="promise")
            if promise.is_valid():
                kind = promise.cleaned_data.pop("kind")
                Commitment.objects.update_or_create(project=project, kind=kind, defaults=promise.cleaned_data)
                messages.success(request, _("已保存承诺。"))
                return redirect("projects:commitments", project.code)
    context = {
        "project": project,
        "commitments": project.commitments.prefetch_related("readings__by"),
        "promise": promise if may_change else None,
        "reading": reading if may_change and project.commitments.exists() else None,
        "today": timezone.localdate(),
    }
    return render(request, "projects/commitments.html", context)


@transaction.atomic
def _keep_reading(form: ReadingForm, by: User) -> bool:
    """One reading a day; again for the same day corrects it."""
    cleaned = form.cleaned_data
    values = {"value": cleaned["value"], "source": cleaned["source"], "by": by}
    CommitmentReading.objects.update_or_create(commitment=cleaned["commitment"], on=cleaned["on"], defaults=values)
    return True


# --- 售后服务 ------------------------------------------------------------------------------------------------
class AfterCareForm(forms.ModelForm):
    """Something that the zone still does for the project."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = AfterCareItem
        fields = ("text", "owner", "due_on")
        widgets = {"due_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"client_id": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        people = User.objects.holding(Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER)
        self.fields["owner"].queryset = people.order_by("name")
        self.fields["owner"].empty_label = _("请选择责任人")

    def clean_due_on(self) -> dt.date:
        """What is registered today is due today at the earliest."""
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError(_("办结期限不能早于今天。"))
        return self.cleaned_data["due_on"]


class FinishForm(forms.Form):
    """办结."""

    result = forms.CharField(max_length=200)


def after_care(request: HttpRequest, code: str) -> HttpResponse:
    """售后服务: the open ones first."""
    project = _project(request, code)
    may_change = request.user.has_perm("projects.change_project", project)
    form = AfterCareForm()
    if request.method == "POST":
        _changing(request, code)
        form = AfterCareForm(request.POST)
        if form.is_valid() and _register(form, project, request.user):
            messages.success(request, _("已登记售后服务事项。"))
            return redirect("projects:after_care", project.code)
    context = {
        "project": project,
        "items": [
            (item, item.done_on is None and request.user.has_perm("projects.finish_aftercareitem", item))
            for item in project.after_care.select_related("owner")
        ],
        "form": form if may_change else None,
        "today": timezone.localdate(),
    }
    return render(request, "projects/after_care.html", context)


def _register(form: AfterCareForm, project: Project, by: User) -> AfterCareItem | None:
    """Write the item down. None, with a word on the form, for a number that belongs to another project."""
    try:
        return AfterCareItem.objects.register(project, **form.cleaned_data, by=by, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return None


def after_care_finish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """办结 one item, with its result; its owner does so from the workbench."""
    items = AfterCareItem.objects.visible_to(request.user).select_related("project")
    item, form = get_object_or_404(items, pk=pk, project__code=code), FinishForm(request.POST)
    if not request.user.has_perm("projects.finish_aftercareitem", item):
        raise PermissionDenied("projects.finish_aftercareitem")
    if form.is_valid():
        if item.finish(on=timezone.localdate(), result=form.cleaned_data["result"]):
            messages.success(request, _("已办结。"))
        else:
            messages.warning(request, _("这一项已经办结，记录未改动。"))
    else:
        messages.warning(request, _("请写办理结果，最多 200 字。"))
    return redirect("workbench") if request.POST.get("place") == "workbench" else redirect("projects:after_care", code)
