"""周一调度 reminders: from 08:00 on the meeting day each active key project's responsible people are owed one.

What is owed is a `Reminder` row per period, project and person. One digest per person goes to the notices and one to
e-mail; unique keys make each exactly one, whoever ticks and however often. A missed hour is caught up as long as the
week lasts; an older week is not flooded. Who becomes responsible after the deadline of a week that was reminded is
asked from the next one on: this one takes no more updates. Nobody is reminded of a week that a leader froze earlier.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.models import User
from core.office.waking import wake
from core.post.notices import Message, tell
from core.tasks import send_owed_deliveries
from projects.models import DEADLINE_AT, Period, Project, Reminder, Update
from projects.periods import ensure_period

Owed = tuple[int, int]  # (project, user)


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
    """Write down every reminder that is owed at this moment, with its digests, and wake the sender after commit."""
    today = timezone.localdate(at)
    period = ensure_period(today)
    projects = list(_reminded_projects(today))
    if not _is_due(period, at):
        return RemindOutcome(period.key, due=False, projects=len(projects), created=0, existing=0)

    period = locked(Period, period.pk)  # two workers, one after the other
    owed = {(project.pk, user.pk) for project in projects for user in _responsible(project)}
    reminded = set(period.reminders.values_list("project_id", "user_id"))
    existing = owed & reminded
    over = period.deadline is not None and at >= period.deadline
    created = set() if over and reminded else owed - existing
    if created:
        _write_down(period, created, at=at)
    return RemindOutcome(period.key, due=True, projects=len(projects), created=len(created), existing=len(existing))


def _is_due(period: Period, at: dt.datetime) -> bool:
    """Whether the hour of the reminder has come, in a week whose reminder comes before its deadline."""
    return bool(period.remind_at and period.deadline and period.remind_at <= min(at, period.deadline))


def _reminded_projects(today: dt.date) -> "list[Project]":
    active = Project.objects.key().active().filter(key_listed_on__lte=today)
    return list(active.select_related("responsible", "reporter"))


def _responsible(project: Project) -> set[User]:
    """The people who are asked: 定责任 and 填报人, as far as they still work here."""
    return {user for user in (project.responsible, project.reporter) if user is not None and user.is_active}


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
