"""One view for each kind of page, with as little in it as the kind allows."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Avg, Count, Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tools.bench.floor.models import Project, Update

A_PAGE, UPDATES_SHOWN, HITS = 50, 20, 20


class Filter(forms.Form):
    """How the list is narrowed."""

    status = forms.ChoiceField(choices=[("", "All"), *Project.STATUSES], required=False)
    industry = forms.IntegerField(required=False)


class Report(forms.ModelForm):
    """What is written of a project."""

    class Meta:
        model = Update
        fields = ["text", "amount"]


def hello(request: HttpRequest) -> HttpResponse:
    """No database, no template."""
    return HttpResponse("Hello")


@login_required
def project_list(request: HttpRequest) -> HttpResponse:
    """Fifty of all, with their number and a form to filter."""
    form, projects = Filter(request.GET), Project.objects.select_related("owner").order_by("-due_on", "id")
    if form.is_valid():
        projects = projects.filter(**{name: value for name, value in form.cleaned_data.items() if value})
    page = Paginator(projects, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "floor/list.html", {"form": form, "page": page})


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One project with its last twenty updates."""
    project = get_object_or_404(Project.objects.select_related("owner"), pk=pk)
    updates = project.updates.select_related("author").order_by("-at")[:UPDATES_SHOWN]
    return render(request, "floor/detail.html", {"project": project, "updates": updates, "form": Report()})


@login_required
@transaction.atomic
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock the project, save one update, go back."""
    project, form = get_object_or_404(Project.objects.select_for_update(), pk=pk), Report(request.POST)
    if not form.is_valid():
        return HttpResponse("Not valid", status=400)
    form.instance.project, form.instance.author, form.instance.at = project, request.user, timezone.now()
    form.save()
    Project.objects.filter(pk=pk).update(changed_at=form.instance.at)
    return redirect("detail", pk)


def aggregates() -> dict[str, object]:
    """Six questions over all rows."""
    projects, updates = Project.objects.all(), Update.objects.all()
    return {
        "by_status": list(projects.values("status").annotate(n=Count("id"), amount=Sum("amount")).order_by("status")),
        "by_industry": list(projects.values("industry").annotate(n=Count("id")).order_by("industry")),
        "by_owner": list(projects.values("owner__username").annotate(n=Count("id")).order_by("-n")[:10]),
        "late": projects.filter(status="late", due_on__lt=timezone.now()).count(),
        "reported": updates.aggregate(total=Sum("amount"), average=Avg("amount"), latest=Max("at")),
        "busiest": list(projects.annotate(n=Count("updates")).order_by("-n", "id")[:10]),
    }


@login_required
def six(request: HttpRequest) -> HttpResponse:
    """The six questions, asked anew each time."""
    return render(request, "floor/six.html", {"found": aggregates()})


@login_required
def cached(request: HttpRequest) -> HttpResponse:
    """The same page from the cache; only who asks is looked up."""
    return render(request, "floor/six.html", {"found": cache.get_or_set("six", aggregates, None)})


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Whatever contains the text, without an index that would help."""
    text = request.GET.get("q", "")
    projects = Project.objects.filter(Q(name__icontains=text) | Q(description__icontains=text)).order_by("id")[:HITS]
    updates = Update.objects.filter(text__icontains=text).select_related("project").order_by("id")[:HITS]
    return render(request, "floor/search.html", {"text": text, "projects": projects, "updates": updates})
