"""The weeks: whom a week asked, who reported, which lamps it froze, what its agenda holds; and what awaits a leader.

A week is named by its key ("week:2026-W48") on the day it froze; the one that collects, on today. Without a week it is
the one that was frozen last.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.models import User
from projects.enums import EntryKind
from projects.lamps.rules import one_sentence
from projects.models import Action, ActionEntry, AgendaItem, Asked, Period, Project, Snapshot
from projects.periods import open_period
from projects.plan.decisions import KINDS, PROJECT_OF
from projects.week.compare import rollcall
from targets.enums import Unit
from targets.evidence import Row, Rows
from targets.figures.figure import Figure, added, part, scope_of
from targets.figures.work import left_to_do

WEEK, WEEK_LAMP, LEADER = "week", "week_lamp", "leader"
JUDGING = (EntryKind.PROOF, EntryKind.RETURNED, EntryKind.CLOSED, EntryKind.REVOKED)


# --- Which weeks ------------------------------------------------------------------------------------------------------
def frozen_on(day: dt.date) -> list[Period]:
    """The weeks that froze on the last day by this one on which any did, the latest first."""
    found = list(Period.objects.filter(frozen_at__lte=moment(day, dt.time.max)).order_by("-frozen_at")[:8])
    return [each for each in found if each.frozen_on == found[0].frozen_on]


def _collecting(day: dt.date) -> list[Period]:
    now = timezone.now()
    week = open_period(now) if day == timezone.localdate(now) else None
    return [week] if week and week.frozen_at is None else []


def _weeks(day: dt.date) -> list[str]:
    return [scope_of(WEEK, each.key) for each in (*_collecting(day), *frozen_on(day))]


def _frozen_weeks(day: dt.date) -> list[str]:
    return [scope_of(WEEK, each.key) for each in frozen_on(day)]


def _weeks_and_lamps(day: dt.date) -> list[str]:
    lit = [scope_of(WEEK_LAMP, f"{each.key}-{lamp.value}") for each in frozen_on(day) for lamp in Lamp]
    return [*_weeks(day), *lit]


def _week(day: dt.date, key: str) -> Period | None:
    """The week of a key, the one that was frozen last where there is none."""
    weeks = [*(_collecting(day) if key else ()), *frozen_on(day)]
    return next((each for each in weeks if key in ("", each.key)), None)


# --- Their projects ---------------------------------------------------------------------------------------------------
def _visible(user: User | None) -> Any:
    return Project.objects.all() if user is None else Project.objects.visible_to(user)


def _asked(as_of: dt.date, scope: str, user: User | None) -> Rows:
    key, lamp = part(scope), ""
    if scope.startswith(WEEK_LAMP):
        key, _dash, lamp = key.rpartition("-")
    week = _week(as_of, key)
    if week is None:
        return Rows()
    if week.frozen_at is None:
        roll = rollcall(week, _visible(user))
        there = Q(pk__in=roll.missing.order_by().values("pk")) | Q(pk__in=roll.reported.order_by().values("project"))
        return Rows(found=_visible(user).filter(there).order_by("code"), make=partial(_of_projects, week))
    frozen = _frozen(week, user)
    return Rows(found=frozen.filter(system=lamp) if lamp else frozen, make=partial(_of_frozen, week))


def _reported(as_of: dt.date, scope: str, user: User | None) -> Rows:
    week = _week(as_of, part(scope))
    if week is None:
        return Rows()
    if week.frozen_at is None:
        told = rollcall(week, _visible(user)).reported.order_by().values("project")
        return Rows(found=_visible(user).filter(pk__in=told).order_by("code"), make=partial(_of_projects, week))
    return Rows(found=_frozen(week, user).filter(reported=True), make=partial(_of_frozen, week))


def _frozen(week: Period, user: User | None) -> QuerySet[Snapshot]:
    rows = week.snapshots.select_related("project").order_by("project__code")
    return rows if user is None else rows.filter(project__in=_visible(user))


def _of_projects(week: Period, found: Iterable[Project]) -> Iterable[Row]:
    for each in found:
        url = reverse("projects:project_detail", args=[each.code])
        yield Row(each.name, Decimal(1), Unit.ITEM, each.key_listed_on, week.key, url, each.is_example)


def _of_frozen(week: Period, found: Iterable[Snapshot]) -> Iterable[Row]:
    for each in found:
        url = reverse("projects:project_detail", args=[each.project.code])
        name, why = each.project_name or each.project.name, _joined(each)
        yield Row(name, Decimal(1), Unit.ITEM, week.frozen_on, week.key, url, each.project.is_example, why)


def _by_week(as_of: dt.date) -> dict[str, Decimal]:
    """How many projects each week has, and each lamp of one that froze."""
    weeks, told = {each.pk: each.key for each in frozen_on(as_of)}, Counter[str]()
    counts = Snapshot.objects.filter(period__in=weeks).order_by().values_list("period", "system")
    for week, lamp, n in counts.annotate(n=Count("pk")):
        told[scope_of(WEEK, weeks[week])] += n
        told[scope_of(WEEK_LAMP, f"{weeks[week]}-{lamp}")] += n
    for collecting in _collecting(as_of):
        scope = scope_of(WEEK, collecting.key)
        told[scope] = len(_asked(as_of, scope, None))
    return {scope: Decimal(n) for scope, n in told.items()}


def _joined(frozen: Snapshot) -> str:
    return "" if Lamp(frozen.system).is_calm else one_sentence(frozen.reasons)


# --- Its agenda -------------------------------------------------------------------------------------------------------
def _agenda(as_of: dt.date, scope: str, user: User | None) -> Rows:
    week = _week(as_of, part(scope))
    if week is None or week.frozen_at is None:
        return Rows()
    items = AgendaItem.objects.filter(period=week).select_related("project").order_by("rank")
    return Rows(found=items if user is None else items.visible_to(user), make=partial(_of_agenda, week))


def _of_agenda(week: Period, found: Iterable[AgendaItem]) -> Iterable[Row]:
    for each in found:
        url = reverse("projects:project_detail", args=[each.project.code]) if each.project else ""
        example = bool(each.project and each.project.is_example)
        label = f"{each.rank} {each.project_name or each.why}"
        yield Row(label, Decimal(1), Unit.ITEM, week.frozen_on, each.why, url, example)


# --- What awaits a leader's word --------------------------------------------------------------------------------------
def _pending(as_of: dt.date, scope: str, user: User | None) -> Rows:
    """Requests of all kinds that were made by the day's end and not settled by then, by who leads the project now."""
    end = moment(as_of, dt.time.max)
    rows: list[Row] = []
    for kind, all_of_kind in KINDS.items():
        found: Any = all_of_kind.prefetch_related(None).filter(requested_at__lte=end).exclude(decided_at__lte=end)
        if user is not None:
            found = found.visible_to(user)
        if scope:
            way, leader = f"{PROJECT_OF[kind]}__leader", part(scope)
            found = found.filter(**{f"{way}__username": leader} if leader else {f"{way}__isnull": True})
        rows += [_of_request(each) for each in found]
    return Rows(sorted(rows, key=lambda row: (row.on or as_of, row.label)))


def _of_request(asked: Asked) -> Row:
    project: Any = asked.about
    url = reverse("projects:project_detail", args=[project.code])
    on = timezone.localdate(asked.requested_at)
    return Row(project.name, Decimal(1), Unit.ITEM, on, asked.reason, url, project.is_example)


def _leaders(as_of: dt.date) -> list[str]:
    """By name, nobody last."""
    nobody = scope_of(LEADER, "")
    return sorted(_by_leader(as_of), key=lambda scope: (scope == nobody, scope))


def _by_leader(as_of: dt.date) -> dict[str, Decimal]:
    """How many requests wait by the leader of their project: a count a kind."""
    end, waiting = moment(as_of, dt.time.max), Counter[str]()
    for kind, rows in KINDS.items():
        found = rows.prefetch_related(None).filter(requested_at__lte=end).exclude(decided_at__lte=end).order_by()
        names = found.select_related(None).values_list(f"{PROJECT_OF[kind]}__leader__username")
        for name, n in names.annotate(n=Count("pk")):
            waiting[scope_of(LEADER, name or "")] += n
    return {scope: Decimal(n) for scope, n in waiting.items()}


def handed_in(as_of: dt.date, user: User | None) -> QuerySet[Action]:
    """交办单 that waited at the day's end to be struck off or sent back."""
    end = moment(as_of, dt.time.max)
    seen = Action.objects.all() if user is None else Action.objects.visible_to(user)
    entries = ActionEntry.objects.filter(action=OuterRef("pk"), at__lte=end, kind__in=JUDGING).order_by("-at", "-pk")
    found = seen.filter(issued_at__lte=end).exclude(closed_at__lte=end).alias(last=Subquery(entries.values("kind")[:1]))
    return found.filter(last=EntryKind.PROOF).order_by("due_on", "number")


def _awaiting(as_of: dt.date, _scope: str, user: User | None) -> Rows:
    orders = [
        Row(
            f"{each.number} {each.title}",
            Decimal(1),
            Unit.ITEM,
            each.due_on,
            "",
            reverse("projects:action_detail", args=[each.number]),
        )
        for each in handed_in(as_of, user)
    ]
    return Rows(list(chain(_pending(as_of, "", user), orders)))


_WEEKS: dict[str, Figure] = {
    "week_projects": added(
        _("调度期的项目"),
        Unit.ITEM,
        _(
            "一期应填报的重点项目；冻结以后是当时列入的项目，灯为冻结时的系统灯。不写明哪一期的，是到这一天最近冻结的一期。"
        ),
        _asked,
        _weeks_and_lamps,
        _by_week,
    ),
    "week_reported": left_to_do(
        _("调度期已报的项目"), _("一期里已填报的重点项目，含报“无变化”的；冻结以后是截止时已报的。"), _reported, _weeks
    ),
    "agenda_items": left_to_do(
        _("议程事项"), _("填报截止时定稿的议程共有多少项，合并和略过的也在内。"), _agenda, _frozen_weeks
    ),
    "decisions_pending": left_to_do(
        _("待决定的申请"),
        _("到这一天已提出、领导还没有决定的延期、容缺推进、暂停、复工、终止和重新打开的申请；按项目现在的联点领导分。"),
        _pending,
        _leaders,
        _by_leader,
    ),
    "words_awaited": left_to_do(
        _("等领导决定的事"),
        _("待决定的申请，加上已报请销号、还没有销号也没有退回的交办单。"),
        _awaiting,
        lambda _day: (),
    ),
}
WEEKS = {key: replace(told, of_all_projects=True) for key, told in _WEEKS.items()}
