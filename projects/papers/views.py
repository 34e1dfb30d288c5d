"""文件 of a project: the list, handing one out, putting new ones there and taking one away."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load, page_of
from core.office.papers import paper_response
from projects.models import Blocker, Paper, Project
from projects.papers.forms import PapersForm, ProjectPapersForm

FILE = "projects.file_paper"


def project_papers(request: HttpRequest, code: str) -> HttpResponse:
    """文件: every paper of the project that the person may see, and the form for new ones."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    form = ProjectPapersForm(project=project, initial={"node": request.GET.get("node")})
    if request.method == "POST":
        demand(request, FILE, project)
        form = ProjectPapersForm(request.POST, request.FILES, project=project)
        if form.is_valid() and _kept(request, form, project, node=form.cleaned_data["node"]):
            return redirect("projects:project_papers", project.code)
    rows = Paper.objects.visible_to(request.user).filter(project=project).shown()
    context = {
        "project": project,
        "page_obj": page_of(request, rows),
        "form": form if request.user.has_perm(FILE, project) else None,
    }
    return render(request, "projects/papers.html", context)


def blocker_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Papers of a 需协调事项, from either side of it."""
    blocker = load(request, Blocker.objects.select_related("project"), "projects.file_blocker_paper", pk=pk)
    form = PapersForm(request.POST, request.FILES)
    if not form.is_valid() or not _kept(request, form, blocker.project, blocker=blocker):
        for error in (each for errors in form.errors.values() for each in errors):
            messages.warning(request, str(error))
    return redirect("projects:blocker_detail", blocker.pk)


def _kept(request: HttpRequest, form: PapersForm, project: Project, **about: object) -> bool:
    """Store what was sent; False, with a word on the form, for what is refused."""
    said = form.cleaned_data
    press = {"client_id": said["client_id"], "by": request.user, "now": timezone.now()}
    try:
        Paper.objects.put(project, said["papers"], **press, **about)
    except ValidationError as error:
        refuse(form, error, "papers")
        return False
    messages.success(request, _("已存入 %(n)d 份文件。") % {"n": len(said["papers"])})
    return True


def paper(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """One paper, to be saved; a picture is shown."""
    return paper_response(load(request, Paper.objects.select_related("attachment"), attachment__key=key).attachment)


def paper_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """撤下 by who put it there."""
    found = load(request, Paper.objects.shown(), attachment__key=key)
    place = _page_of(found)
    try:
        found.take_away(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("已撤下文件“%(name)s”，历史中可查。") % {"name": found.attachment.name})
    return redirect(place)


def _page_of(paper: Paper) -> str:
    """Where a paper is listed."""
    if paper.entry:
        return reverse("projects:action_detail", args=[paper.entry.action.number])
    if paper.blocker:
        return reverse("projects:blocker_detail", args=[paper.blocker.pk])
    return reverse("projects:project_papers", args=[paper.project.code])
