"""The key projects by lamp and by stage, and what is being worked on: 交办单, 需协调事项, 企业诉求."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.clock import moment
from enterprises.models import Request
from projects.enums import KEY_STAGES
from projects.models import Action, Blocker, Project
from targets.enums import Unit
from targets.evidence import Row
from targets.figures.figure import Figure, counted, part, scope_of
from targets.key_projects import lit


def _project_scopes(_as_of: dt.date) -> list[str]:
    return [
        *(scope_of("lamp", lamp.value) for lamp in Lamp),
        *(scope_of("stage", stage) for stage in (*KEY_STAGES, "")),
    ]


def _projects(as_of: dt.date, scope: str) -> Iterable[Row]:
    for project, stage, lamp in lit(as_of):
        stands = {"lamp": lamp, "stage": stage if stage in KEY_STAGES else ""}
        if not scope or stands[scope.partition(":")[0]] == part(scope):
            yield _row(project)


def _row(project: Project) -> Row:
    url = reverse("projects:project_detail", args=[project.code])
    day, source = project.key_listed_on, project.source
    return Row(project.name, Decimal(1), Unit.ITEM, day, source, url, project.is_example)


def _orders(as_of: dt.date, scope: str) -> Iterable[Row]:
    """交办单 that were issued by the day's end and not struck off by then; by the due dates that are known now."""
    end = moment(as_of, dt.time.max)
    found = Action.objects.filter(issued_at__lte=end).exclude(closed_at__lte=end).order_by("due_on", "number")
    for each in found.filter(due_on__lt=as_of) if scope else found:
        url = reverse("projects:action_detail", args=[each.number])
        yield Row(f"{each.number} {each.title}", Decimal(1), Unit.ITEM, each.due_on, "", url)


def _blockers(as_of: dt.date, _scope: str) -> Iterable[Row]:
    end = moment(as_of, dt.time.max)
    found = Blocker.objects.filter(raised_at__lte=end).exclude(resolved_at__lte=end).select_related("project")
    for each in found.order_by("raised_at", "pk"):
        url = reverse("projects:project_detail", args=[each.project.code])
        yield Row(each.text, Decimal(1), Unit.ITEM, each.raised_at.date(), each.project.name, url)


def _requests(as_of: dt.date, _scope: str) -> Iterable[Row]:
    """诉求 that were raised by the day's end and neither done nor closed by then."""
    over = Q(done_on__lte=as_of) | Q(closed_at__lte=moment(as_of, dt.time.max))
    found = Request.objects.filter(raised_at__lte=moment(as_of, dt.time.max)).exclude(over)
    for each in found.select_related("enterprise", "kind").order_by("raised_at", "pk"):
        url = reverse("enterprises:request_detail", args=[each.pk])
        yield Row(f"{each.enterprise} {each.kind}", Decimal(1), Unit.ITEM, each.raised_at.date(), "", url)


def _overdue(_as_of: dt.date) -> list[str]:
    return ["due:overdue"]


WORK: dict[str, Figure] = {
    "key_projects": counted(_("重点项目"), Unit.ITEM, _projects, _project_scopes),
    "actions_open": counted(_("未销号交办单"), Unit.ITEM, _orders, _overdue),
    "blockers_open": counted(_("未解决的需协调事项"), Unit.ITEM, _blockers),
    "requests_open": counted(_("未办结诉求"), Unit.ITEM, _requests),
}
