"""周一调度 reminders: from 08:00 on the meeting day each active key project's responsible people are owed one.

What is owed is a `Reminder` row per period, project and person. One digest per person goes to the notices and one to
e-mail; unique keys make each exactly one, whoever ticks and however often. A missed hour is caught up as long as the
week lasts; an older week is not flooded. Who becomes responsible after the deadline of a week that was reminded is
asked from the next one on: this one takes no more updates. Nobody is reminded of a week that a leader froze earlier.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.models import User
from core.office.instance import silent_in_quarantine
from core.office.waking import wake
from core.post.notices import Message, tell
from core.tasks import send_owed_deliveries
from projects.models import DEADLINE_AT, Period, Project, ProjectQuerySet, Reminder, Update
from projects.periods import ensure_period

Owed = tuple[int, int]  # (project, user)
ASKED = ("responsible", "reporter")  # 定责任 and 填报人: who is reminded of a project


@dataclass(frozen=True)
class RemindOutcome:
    """What one run found: `projects` active key projects; reminders `created` now and `existing` before."""

    period: str
    due: bool
    projects: int
    created: int
    existing: int


@transaction.atomic
def remind(at: dt.datetime) -> RemindOutcome:
    """Write down every reminder that is owed at this moment, and tell what was found."""
    created, today = owe_reminders(at), timezone.localdate(at)
    period, projects = ensure_period(today), _reminded_projects(today)
    due = _is_due(period, at)
    existing = _owed_and_written(period, projects) - created if due else 0
    return RemindOutcome(period.key, due=due, projects=projects.count(), created=created, existing=existing)


@silent_in_quarantine
@transaction.atomic
def owe_reminders(at: dt.datetime) -> int:
    """Write down the reminders that are owed at this moment and not yet written, with their digests, and wake the
    sender after commit; return how many. Where none is missing, which is so nearly every minute, no project is read.
    """
    period = ensure_period(timezone.localdate(at))
    if not (_is_due(period, at) and _missing(period, at)):
        return 0
    period = locked(Period, period.pk)  # two workers, one after the other
    missing = _missing(period, at)
    if missing:
        _write_down(period, missing, at=at)
    return len(missing)


def _is_due(period: Period, at: dt.datetime) -> bool:
    """Whether the hour of the reminder has come, in a week whose reminder comes before its deadline."""
    return bool(period.remind_at and period.deadline and period.remind_at <= min(at, period.deadline))


def _reminded_projects(today: dt.date) -> ProjectQuerySet:
    return Project.objects.key(today).active().filter(key_listed_on__lte=today)


def _missing(period: Period, at: dt.datetime) -> set[Owed]:
    """What is owed and not written: none any more, once the deadline of a week that was reminded is over."""
    if period.deadline is not None and at >= period.deadline and period.reminders.exists():
        return set()
    projects = _reminded_projects(timezone.localdate(at)).order_by()
    return {pair for duty in ASKED for pair in _unwritten(period, projects, duty)}


def _unwritten(period: Period, projects: ProjectQuerySet, duty: str) -> Any:
    """Projects with whom a duty makes responsible, as far as they still work here and were not reminded."""
    written = Reminder.objects.filter(period=period, project=OuterRef("pk"), user=OuterRef(duty))
    asked = projects.filter(~Exists(written), **{f"{duty}__is_active": True})
    return asked.values_list("pk", duty)


def _owed_and_written(period: Period, projects: ProjectQuerySet) -> int:
    """How many reminders of a week are for somebody who is still responsible."""
    responsible = Q()
    for duty in ASKED:
        responsible |= Q(user=F(f"project__{duty}"))
    return period.reminders.filter(responsible, project__in=projects, user__is_active=True).count()


def _write_down(period: Period, owed: set[Owed], *, at: dt.datetime) -> None:
    Reminder.objects.bulk_create(
        [Reminder(period=period, project_id=project, user_id=user, owed_at=at) for project, user in sorted(owed)]
    )
    digests = _digests(period, {user for _project, user in owed}, at=at)
    home = reverse("workbench")
    tell(
        [Message(d.user, d.title, d.body, home, f"reminder:{period.key}:{d.user.pk}", email=True) for d in digests],
        now=at,
    )
    wake(send_owed_deliveries)  # pyright: ignore[reportArgumentType]  # a task, once it is looked at


@dataclass(frozen=True)
class Digest:
    """One person's reminder for one period: every project that waits for them, on one page."""

    user: User
    title: str
    body: str


def _digests(period: Period, users: set[int], *, at: dt.datetime) -> list[Digest]:
    reported = set(Update.objects.filter(period=period).values_list("project_id", flat=True))
    projects: dict[User, list[Project]] = defaultdict(list)
    owed = Reminder.objects.filter(period=period, user__in=users).select_related("user", "project")
    for reminder in owed.order_by("user_id", "project__code"):
        projects[reminder.user].append(reminder.project)
    with in_house_language():
        return [_digest(period, user, theirs, reported, at=at) for user, theirs in projects.items()]


def _digest(period: Period, user: User, projects: list[Project], reported: set[int], *, at: dt.datetime) -> Digest:
    waiting = {project for project in projects if project.pk not in reported}
    title = _("第%(week)d周调度：%(waiting)d 个项目待填报") % {"week": period.iso_week, "waiting": len(waiting)}
    if not waiting:
        title = _("第%(week)d周调度：你负责的项目均已填报") % {"week": period.iso_week}
    lines = [
        _("%(state)s　%(code)s　%(name)s")
        % {"state": _("待报") if project in waiting else _("已报"), "code": project.code, "name": project.name}
        for project in projects
    ]
    if waiting and period.deadline and at < period.deadline:
        deadline = f"{figures.date_short(period.meets_on)} {DEADLINE_AT:%H:%M}"
        lines.append(_("请于 %(deadline)s 前填报，无变化的一键提交。") % {"deadline": deadline})
    return Digest(user, title, "\n".join(lines))
