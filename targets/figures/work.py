"""The key projects by lamp and by stage, and what is being worked on: 交办单, 需协调事项, 企业诉求."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.models import User
from enterprises.models import Request
from projects.enums import KEY_STAGES
from projects.models import Action, Blocker, Project
from targets.enums import Unit
from targets.evidence import Row, Rows
from targets.figures.figure import Behind, Figure, Parts, Scopes, added, no_parts, part, scope_of
from targets.key_projects import lit, reasons

EXPLAINED = [scope_of("lamp", lamp) for lamp in (Lamp.RED, Lamp.AMBER, Lamp.GREY)]  # whose rows say why


def _project_scopes(_as_of: dt.date) -> list[str]:
    return [
        *(scope_of("lamp", lamp.value) for lamp in Lamp),
        *(scope_of("stage", stage) for stage in (*KEY_STAGES, "")),
    ]


def _project_parts(as_of: dt.date) -> dict[str, Decimal]:
    counts = Counter[str]()
    for _project, stage, lamp in lit(as_of):
        counts.update([scope_of("lamp", lamp.value), scope_of("stage", stage if stage in KEY_STAGES else "")])
    return {scope: Decimal(n) for scope, n in counts.items()}


def _projects(as_of: dt.date, scope: str, user: User | None) -> Rows:
    found = []
    for project, stage, lamp in lit(as_of, user):
        stands = {"lamp": lamp, "stage": stage if stage in KEY_STAGES else ""}
        if not scope or stands[scope.partition(":")[0]] == part(scope):
            found.append(project)
    why = reasons(as_of, found) if user is not None and scope in EXPLAINED else {}
    return Rows([_row(each, why.get(each.pk, "")) for each in found])


def _row(project: Project, why: str) -> Row:
    url = reverse("projects:project_detail", args=[project.code])
    day, source = project.key_listed_on, project.source
    return Row(project.name, Decimal(1), Unit.ITEM, day, source, url, project.is_example, why)


def _orders(as_of: dt.date, scope: str, user: User | None) -> Rows:
    """交办单 that were issued by the day's end and not struck off by then; by the due dates that are known now."""
    end = moment(as_of, dt.time.max)
    seen = Action.objects.all() if user is None else Action.objects.visible_to(user)
    found = seen.filter(issued_at__lte=end).exclude(closed_at__lte=end).order_by("due_on", "number")
    return Rows(found=found.filter(due_on__lt=as_of) if scope else found, make=_of_orders)


def _of_orders(found: Iterable[Action]) -> Iterable[Row]:
    for each in found:
        url = reverse("projects:action_detail", args=[each.number])
        yield Row(f"{each.number} {each.title}", Decimal(1), Unit.ITEM, each.due_on, "", url)


def _blockers(as_of: dt.date, _scope: str, user: User | None) -> Rows:
    end = moment(as_of, dt.time.max)
    seen = Blocker.objects.all() if user is None else Blocker.objects.visible_to(user)
    found = seen.filter(raised_at__lte=end).exclude(resolved_at__lte=end).select_related("project")
    return Rows(found=found.order_by("raised_at", "pk"), make=_of_blockers)


def _of_blockers(found: Iterable[Blocker]) -> Iterable[Row]:
    for each in found:
        url = reverse("projects:project_detail", args=[each.project.code])
        yield Row(each.text, Decimal(1), Unit.ITEM, each.raised_at.date(), each.project.name, url)


def _requests(as_of: dt.date, _scope: str, user: User | None) -> Rows:
    """诉求 that were raised by the day's end and neither done nor closed by then."""
    over = Q(done_on__lte=as_of) | Q(closed_at__lte=moment(as_of, dt.time.max))
    seen = Request.objects.all() if user is None else Request.objects.visible_to(user)
    found = seen.filter(raised_at__lte=moment(as_of, dt.time.max)).exclude(over)
    return Rows(found=found.select_related("enterprise", "kind").order_by("raised_at", "pk"), make=_of_requests)


def _of_requests(found: Iterable[Request]) -> Iterable[Row]:
    for each in found:
        url = reverse("enterprises:request_detail", args=[each.pk])
        yield Row(f"{each.enterprise} {each.kind}", Decimal(1), Unit.ITEM, each.raised_at.date(), "", url)


def _overdue(_as_of: dt.date) -> list[str]:
    return ["due:overdue"]


def left_to_do(
    name: Promise, meaning: Promise, rows: Behind, scopes: Scopes = no_parts, parts: Parts | None = None
) -> Figure:
    """A sum of rows of which none is good news."""
    return replace(added(name, Unit.ITEM, meaning, rows, scopes, parts), nought_is_good=True)


WORK: dict[str, Figure] = {
    "key_projects": added(
        _("重点项目"),
        Unit.ITEM,
        _("到这一天列入重点项目清单、没有调出也没有终止的项目；灯为系统灯。"),
        _projects,
        _project_scopes,
        _project_parts,
    ),
    "actions_open": added(_("未销号交办单"), Unit.ITEM, _("到这一天已下发、尚未销号的交办单。"), _orders, _overdue),
    "blockers_open": added(_("未解决的需协调事项"), Unit.ITEM, _("到这一天已提出、尚未解决的事项。"), _blockers),
    "requests_open": added(_("未办结诉求"), Unit.ITEM, _("到这一天企业已提出、尚未办结也未关闭的诉求。"), _requests),
}
