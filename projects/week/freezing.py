"""The week freezes and closes, by itself; what was frozen stays as it was.

A snapshot tells how a project stood at the deadline, not when the worker came to it: a worker that was down for an
hour freezes the same rows. Weeks that were missed for longer than LATEST_FREEZE are not made up.
"""

import datetime as dt
from collections import Counter
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.language import in_house_language
from core.kernel.locks import locked
from projects.enums import Life
from projects.lamps.reading import LampReading
from projects.meeting.agenda import asked_in, write_agenda
from projects.models import Action, Blocker, Correction, OpeningBalance, Period, Project, Snapshot, Standing, Update
from projects.periods import open_period
from projects.readings import lamps_of

LATEST_FREEZE = dt.timedelta(days=7)
BATCH = 500  # projects that are frozen with one set of queries: the memory of many is that of these


def tick(now: dt.datetime) -> int:
    """Freeze the weeks whose deadline has passed and close those that are over; return how many changed."""
    today = timezone.localdate(now)
    waiting = Period.objects.filter(
        frozen_at__isnull=True, meets_on__isnull=False, meets_on__range=(today - LATEST_FREEZE, today)
    )
    changed = sum(freeze(period, now=now) for period in waiting)
    over = Period.objects.filter(closed_at__isnull=True, frozen_at__isnull=False, ends_on__lt=today)
    return changed + (over.update(closed_at=now) if over.exists() else 0)  # an empty update is a write as well


def freeze_now(period: Period, *, now: dt.datetime) -> bool:
    """提前截止填报: a leader ends the collecting by hand. False when it is frozen already.

    Raises ValidationError for a week that does not collect yet: the one before it comes first.
    """
    if period.frozen_at is None and open_period(now) != period and (period.deadline is None or now < period.deadline):
        raise ValidationError(_("本期还没有开始填报，不能截止。"), code="not_open")
    frozen = freeze(period, now=now, early=True)
    Standing.objects.renew_due(now)
    return frozen


@transaction.atomic
def freeze(period: Period, *, now: dt.datetime, early: bool = False) -> bool:
    """Write a snapshot of every active key project as of the deadline, and the agenda. False before it, and when done.

    Any number of workers may come at once: the period's row is locked, and a snapshot is unique in its period.
    `early` ends the collecting now, without waiting for the deadline.
    """
    held = locked(Period, period.pk)
    if held.frozen_at or held.deadline is None or (now < held.deadline and not early):
        return False
    at = held.frozen_at = min(now, held.deadline)
    held.save(update_fields=["frozen_at"])
    projects = list(asked_in(held, at).select_related("leader", "responsible", "reporter"))
    with in_house_language():  # the reasons are kept in words
        for start in range(0, len(projects), BATCH):
            Snapshot.objects.bulk_create(_snapshots(held, projects[start : start + BATCH], at))
    write_agenda(held)
    period.refresh_from_db()
    return True


def _snapshots(period: Period, projects: list[Project], at: dt.datetime) -> list[Snapshot]:
    """Everything that the meeting looks at, with the same number of queries however many projects there are."""
    keys, today = [each.pk for each in projects], timezone.localdate(at)
    readings = lamps_of(projects, today, now=at)
    reported = Update.objects.filter(period=period, project__in=keys).select_related("author")
    updates = {each.project_id: each for each in reported}
    spent = Update.objects.filter(project__in=keys, submitted_at__lte=at).values_list("project_id")
    corrected = Correction.objects.filter(update_of__project__in=keys, at__lte=at).values_list("update_of__project_id")
    invested = Counter(dict(spent.annotate(wan=Sum("investment_wan"))))
    invested.update(dict(corrected.annotate(wan=Sum("investment_delta_wan"))))
    opening = OpeningBalance.objects.filter(project__in=keys, at__lte=at).values_list("project_id")
    invested.update(dict(opening.annotate(wan=Sum("wan"))))
    blockers = _open(Blocker.objects.filter(project__in=keys, raised_at__lte=at), "resolved_at", at)
    actions = _open(Action.objects.filter(project__in=keys, issued_at__lte=at), "closed_at", at)
    return [
        _snapshot(
            period,
            project,
            readings[project.pk],
            updates.get(project.pk),
            at,
            invested_wan=invested.get(project.pk),
            open_blockers=blockers.get(project.pk, 0),
            open_actions=actions.get(project.pk, 0),
        )
        for project in projects
    ]


def _open(rows: QuerySet, ended: str, at: dt.datetime) -> dict[int, int]:
    """How many rows of each project were open at a moment."""
    still = rows.filter(Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gt": at}))
    return dict(still.order_by().values_list("project_id").annotate(n=Count("pk")))


def _snapshot(
    period: Period,
    project: Project,
    reading: LampReading,
    update: Update | None,
    at: dt.datetime,
    **counts: int | Decimal | None,
) -> Snapshot:
    return Snapshot(
        period_id=period.pk,
        project_id=project.pk,
        frozen_at=at,
        stage=project.stage,
        total_wan=project.total_investment_wan,
        leader=str(project.leader or ""),
        reporter=str(project.reporter or project.responsible or ""),
        system=reading.lamp,
        declared=reading.declared,
        reasons=[text[:200] for text in reading.said],
        reported=update is not None,
        paused=project.life == Life.PAUSED,
        unchanged=bool(update and update.unchanged),
        done=update.done if update else "",
        next=update.next if update else "",
        author=str(update.author) if update else "",
        week_wan=update.investment_wan if update else Decimal(0),
        silent_periods=reading.silent_periods,
        plan=[
            {
                "name": n.name,
                "baseline_on": str(n.baseline_on),
                "planned_on": str(n.planned_on),
                "actual_on": n.actual_on and str(n.actual_on),
            }
            | ({"paused_days": n.paused_days} if n.paused_days else {})
            for n in reading.milestones
        ],
        **counts,
    )
