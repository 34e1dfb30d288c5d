"""What happened with a firm's projects, for the timeline of the firm."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.access import may_open
from core.kernel.beside import attached, with_beside
from core.models import User
from enterprises.events import Event, EventKind, latest
from enterprises.models import Enterprise
from projects.models import Project

BESIDE = ("stage_changes", "milestones", "blockers")


def events_of(firm: Enterprise, user: User) -> Iterator[Event]:
    """Stages that its projects entered, nodes that were done, what had to be coordinated; as far as one may see."""
    if not may_open(user, "projects:enterprise_panel"):
        return
    rows = with_beside(Project.objects.visible_to(user).filter(enterprise=firm), *BESIDE)
    ours = attached(rows, *BESIDE)
    for change in latest((each for project in ours for each in project.stage_changes.all()), "on"):
        title = _("%(project)s 进入%(stage)s") % {"project": change.project, "stage": change.get_stage_display()}
        yield Event(change.on, EventKind.PROJECT, "flag", title, "", _page_of(change.project))
    done = (node for project in ours for node in project.milestones.all() if node.actual_on)
    for node in latest(done, "actual_on"):
        title = _("%(project)s：%(node)s 完成") % {"project": node.project, "node": node}
        yield Event(node.actual_on, EventKind.PROJECT, "check2-circle", title, "", _page_of(node.project))
    for blocker in latest((each for project in ours for each in project.blockers.all()), "raised_at"):
        title = _("%(project)s 提出需协调事项") % {"project": blocker.project}
        on = timezone.localdate(blocker.raised_at)
        yield Event(on, EventKind.PROJECT, "chat-left-text", title, blocker.text, _page_of(blocker.project))


def _page_of(project: Project) -> str:
    return reverse("projects:project_detail", args=[project.code])
