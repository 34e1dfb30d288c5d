"""现状: how a project stands now, as one row. Pages read it; nothing is worked out while a page is made.

Whoever changes a project writes its standing in the same transaction (`Project.renew_standing`). Time changes it too:
`due_at` is the next moment at which it may, and the tick of the minute takes up what is due. Whatever was written past
the verbs (by an administrator, by an import, in SQL) makes the standing due at once: the database's own triggers see to
it. `manage.py recount` works everything out anew and lists what differs.

Kept are dates and codes. Days of lateness and weeks of silence are counted by whoever reads, so a day that passes
changes few rows. The row is locked before its sources are read, by the trigger of the table that a verb wrote to, so of
two at once the second sees what the first wrote.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.keeping.freshness import revision, unmoved
from core.kernel.keeping.recounting import Difference
from core.kernel.workdays import WorkCalendar
from core.models import AT_ONCE, Round, Source, bumps, on_each_write
from projects.enums import DeclaredLamp
from projects.lamps.reading import LampReading, LastUpdate, Override, as_kept, from_kept, read
from projects.lamps.rules import Day, MilestoneFacts
from projects.models.blocker import Blocker
from projects.models.evidence import Present, evidence_now
from projects.models.investment import OpeningBalance
from projects.models.lamp import LampLimits, LampOverride, current_limits
from projects.models.life import LifeChange
from projects.models.meeting import Action
from projects.models.plan import Milestone, Postponement
from projects.models.project import Project
from projects.models.week import Correction, Period, Snapshot, Update
from projects.models.weeks import MetWeek, weeks_over

TASK = "projects.renew_standings"  # the tick that takes up what is due
BATCH = 500  # rows that are read and written with one query each

_owed: ContextVar[dict[int, dt.datetime] | None] = ContextVar("owed", default=None)


@contextmanager
def renewed_at_the_end() -> Iterator[None]:
    """For several verbs on one project, none of which asks how it stands: it is worked out once, after the last.

    Within a transaction of the caller, which an error takes back.
    """
    token = _owed.set({})
    try:
        yield
        owed = _owed.get() or {}
    finally:
        _owed.reset(token)
    for project, now in owed.items():
        Standing.objects.renew_written(project, now=now)


def day_of(now: dt.datetime) -> Day:
    """What the rules measure with at a moment."""
    return Day(timezone.localdate(now), WorkCalendar.load(), current_limits())


class StandingQuerySet(models.QuerySet["Standing"]):
    """Sentences about standings."""

    def due(self, now: dt.datetime) -> Self:
        """Those that time, or something that was written past the verbs, may have changed."""
        return self.filter(due_at__lte=now)

    def make_due(self) -> int:
        """Let the next tick look at these again, and say how many they are."""
        return self.update(due_at=AT_ONCE)

    def begin_missing(self) -> None:
        """Give every project a standing that has none: rows were written while the triggers were asleep."""
        with connection.cursor() as cursor:
            cursor.execute(f"{_BEGIN_ALL} ON CONFLICT DO NOTHING")

    def renew_due(self, now: dt.datetime) -> int:
        """Write anew what is due, a batch a transaction; return how many were. Safe to call from many at once.

        What somebody else holds is left to them, or to the next tick: so nobody waits for each other in a circle.
        """
        renewed = 0
        while batch := self._renew_batch(now):
            renewed += batch
        return renewed

    @transaction.atomic
    def _renew_batch(self, now: dt.datetime) -> int:
        due = self.due(now).order_by("due_at", "pk").select_for_update(skip_locked=True)
        held = list(due.values_list("pk", flat=True)[:BATCH])
        if held:
            self._write(held, now)
        return len(held)

    def differences(self, now: dt.datetime) -> Iterator[Difference]:
        """Work everything out anew from raw rows, a batch at a time, and tell every column that is not so."""
        keys = list(self.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            for row, values in standings_of(batch, now):
                yield from row.differences(values, now)

    def renew_written(self, project: int, *, now: dt.datetime) -> None:
        """Work out how a project stands of which a verb has just written something, and write down what changed.

        The trigger of the table that it wrote to has the standing's row locked already, until the transaction ends. No
        verb on a project writes the calendar, the limits or the day of a week, so these are as the request found them.
        """
        if (owed := _owed.get()) is not None:
            owed[project] = now
            return
        with unmoved():
            self._write([project], now)

    def _write(self, projects: list[int], now: dt.datetime) -> None:
        """Save each row that differs from what is so. The caller holds them."""
        changed = [row for row, values in standings_of(projects, now) if row.take(values)]
        if len(changed) == 1:
            changed[0].save(update_fields=VALUES, force_update=True)
        elif changed:
            # As rows that are there already: an UPDATE with a CASE for each column and row takes ten times as long.
            self.bulk_create(changed, update_conflicts=True, unique_fields=["project"], update_fields=VALUES)


class Standing(models.Model):
    """现状 of one project. Money in 万元.

    `system` is the lamp in force, `ruled` the one of the rules; `causes` say why in codes (projects/lamps/reading.py).
    """

    project = models.OneToOneField(Project, primary_key=True, on_delete=models.CASCADE, related_name="standing")
    code = models.CharField(_("编号"), max_length=20)  # of the project: lists by lamp are read off one index
    system = models.CharField(_("系统灯"), max_length=6, choices=Lamp.choices, default=Lamp.GREY)
    severity = models.PositiveSmallIntegerField(_("灯序"), default=0)
    ruled = models.CharField(_("按规则"), max_length=6, choices=Lamp.choices, default=Lamp.GREY)
    declared = models.CharField(_("申报灯"), max_length=6, choices=DeclaredLamp.choices, blank=True)
    differ = models.BooleanField(_("两灯不一致"), default=False)
    causes = models.JSONField(_("判灯依据"), default=list)
    override = models.ForeignKey(
        LampOverride,
        verbose_name=_("调整灯色（人工）"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    last_period = models.ForeignKey(
        Period, verbose_name=_("最近填报期"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    last_starts_on = models.DateField(_("最近填报周"), null=True, blank=True)
    last_unchanged = models.BooleanField(_("最近报无变化"), default=False)
    last_at = models.DateTimeField(_("最近填报时间"), null=True, blank=True)
    silent_since = models.DateField(_("连续未填报自"), null=True, blank=True)
    unchanged = models.PositiveSmallIntegerField(_("连续无变化期数"), default=0)
    has_plan = models.BooleanField(_("有节点"), default=False)
    next_name = models.CharField(_("下一节点"), max_length=40, blank=True)
    next_baseline_on = models.DateField(_("下一节点原基线"), null=True, blank=True)
    next_planned_on = models.DateField(_("下一节点现计划"), null=True, blank=True)
    next_paused_days = models.PositiveSmallIntegerField(_("下一节点因暂停顺延天数"), default=0)
    slips = models.PositiveSmallIntegerField(_("改期次数"), default=0)
    slipped_days = models.IntegerField(_("累计改期天数"), default=0)
    open_actions = models.PositiveSmallIntegerField(_("未销号交办单"), default=0)
    open_blockers = models.PositiveSmallIntegerField(_("未解决需协调事项"), default=0)
    invested_wan = models.DecimalField(_("累计完成投资（万元）"), max_digits=14, decimal_places=2, default=Decimal(0))
    due_at = models.DateTimeField(_("下次重算"), null=True, blank=True)
    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("项目现状")
        verbose_name_plural = _("项目现状")
        triggers = [bumps("standings")]
        indexes = [
            models.Index(models.F("severity").desc(), "code", name="standing_by_lamp"),
            models.Index(fields=["due_at"], name="standing_due"),
            models.Index(fields=["next_planned_on", "code"], name="standing_by_next"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_system_display()}"

    def take(self, values: dict[str, Any]) -> bool:
        """Take over what was worked out; whether anything differs from what stood here."""
        differing = [name for name, value in values.items() if getattr(self, name) != value]
        for name in differing:
            setattr(self, name, values[name])
        return bool(differing)

    def differences(self, values: dict[str, Any], now: dt.datetime) -> Iterator[Difference]:
        """What stands here and is not so. A row that is due is known to be looked at by the next tick."""
        due = self.due_at is not None and self.due_at <= now
        for name, value in values.items():
            if getattr(self, name) != value:
                yield Difference("project", self.code, name, getattr(self, name), value, due)

    def reading(self, day: Day, over: Sequence[MetWeek]) -> LampReading:
        """The lamps as people read them today; `over` are the weeks that are over (`weeks_over`)."""
        silent = self.silent_periods(over)
        return LampReading(
            ruled=Lamp(self.ruled),
            causes=from_kept(self.causes, silent=silent),
            day=day,
            declared=self.declared,
            last=self._last(),
            silent_periods=silent,
            next_milestone=self._next(),
            has_plan=self.has_plan,
            override=override_of(self.override),
        )

    def silent_periods(self, over: Sequence[MetWeek]) -> int:
        """Periods in a row that ended without an update."""
        return sum(start >= self.silent_since for start, _meets_on in over) if self.silent_since else 0

    def _last(self) -> LastUpdate | None:
        if self.last_period_id is None or self.last_starts_on is None or self.last_at is None:
            return None
        return LastUpdate(self.last_period_id, self.last_starts_on, self.declared, self.last_unchanged, self.last_at)

    def _next(self) -> MilestoneFacts | None:
        if self.next_planned_on is None or self.next_baseline_on is None:
            return None
        return MilestoneFacts(
            self.next_name, self.next_baseline_on, self.next_planned_on, paused_days=self.next_paused_days
        )


VALUES = [field.name for field in Standing._meta.concrete_fields if not field.primary_key]


def override_of(row: LampOverride | None) -> Override | None:
    """A leader's word as the lamps read it."""
    return Override(Lamp(row.lamp), row.ends_on, str(row.by), row.reason) if row else None


# --- Working it out ---------------------------------------------------------------------------------------------------
def standings_of(projects: Sequence[int], now: dt.datetime) -> Iterator[tuple[Standing, dict[str, Any]]]:
    """Each standing as it is kept, and its columns as they are at this moment, worked out from raw rows."""
    day, over = day_of(now), weeks_over(now)
    return ((present.project.standing, _values(present, day)) for present in evidence_now(projects, now, over))


def _values(present: Present, day: Day) -> dict[str, Any]:
    reading, last = read(present.evidence, day), present.evidence.last
    node, silent = reading.next_milestone, present.evidence.silent
    return {
        "code": present.project.code,
        "system": reading.lamp,
        "severity": reading.lamp.severity,
        "ruled": reading.ruled,
        "declared": reading.declared,
        "differ": reading.differ,
        "causes": as_kept(reading.causes),
        "override_id": present.override if reading.override else None,
        "last_period_id": last.period_id if last else None,
        "last_starts_on": last.starts_on if last else None,
        "last_unchanged": last.unchanged if last else False,
        "last_at": last.submitted_at if last else None,
        "silent_since": silent[-1] if silent else None,
        "unchanged": present.evidence.unchanged,
        "has_plan": reading.has_plan,
        "next_name": node.name if node else "",
        "next_baseline_on": node.baseline_on if node else None,
        "next_planned_on": node.planned_on if node else None,
        "next_paused_days": node.paused_days if node else 0,
        "slips": present.slips.times,
        "slipped_days": present.slips.days,
        "open_actions": present.open_actions,
        "open_blockers": present.open_blockers,
        "invested_wan": present.invested_wan,
        "due_at": _next_change(present, day),
    }


def _next_change(present: Present, day: Day) -> dt.datetime | None:
    """The next moment at which time alone may change the standing: never too late, at times too early."""
    if present.evidence.closed:
        return None
    days = [on for on in _days_of_change(present, day) if on > day.today]
    moments = [moment(on, dt.time()) for on in days] + ([present.next_deadline] if present.next_deadline else [])
    return min(moments, default=None)


def _days_of_change(present: Present, day: Day) -> Iterable[dt.date]:
    yield from present.known_from
    if override := present.evidence.override:
        yield override.ends_on + dt.timedelta(days=1)
    for node in present.evidence.milestones:
        if node.actual_on is None:
            yield from _days_of_lateness(node.planned_on, day.limits.late_red_over, day)
    for _number, due_on in present.evidence.due:
        yield from _days_of_lateness(due_on, day.limits.action_red_over, day)


def _days_of_lateness(due_on: dt.date, red_over: int, day: Day) -> Iterable[dt.date]:
    """When a date comes, when it is first overdue, and when it is red."""
    if due_on >= day.today:
        yield due_on
        yield due_on + dt.timedelta(days=1)
    elif (late := day.late(due_on)) == 0:
        yield day.today + dt.timedelta(days=1)
    elif late <= red_over:
        yield day.calendar.working_days_after(due_on, red_over + 1)


def follow_the_calendar() -> None:
    """Everything is due once somebody has changed the working calendar since a tick last looked."""
    seen = revision("calendar")
    if not Round.objects.filter(task=TASK, seen=seen).exists():
        Standing.objects.make_due()
        Round.objects.update_or_create(task=TASK, defaults={"seen": seen})


# --- What was written past the verbs ----------------------------------------------------------------------------------
_OF_PROJECT = "SELECT project_id FROM {rows}"
_OF_UPDATE = "SELECT u.project_id FROM {rows} r JOIN projects_update u ON u.id = r.update_of_id"
_OF_NODE = "SELECT m.project_id FROM {rows} r JOIN projects_milestone m ON m.id = r.milestone_id"


# Every table from which a standing is worked out.
SOURCES: dict[type[models.Model], Source] = {
    Project: Source("SELECT id FROM {rows}"),
    Milestone: Source(_OF_PROJECT),
    Postponement: Source(_OF_NODE),
    Update: Source(_OF_PROJECT),
    Correction: Source(_OF_UPDATE),
    Snapshot: Source(_OF_PROJECT),
    Action: Source(_OF_PROJECT),
    Blocker: Source(_OF_PROJECT, ("project_id", "resolved_at")),  # not its escalation, which ticks
    LampOverride: Source(_OF_PROJECT),
    LifeChange: Source(_OF_PROJECT),
    OpeningBalance: Source(_OF_PROJECT),
}

_MAKE_DUE = f"UPDATE projects_standing SET due_at = '{AT_ONCE}' WHERE project_id IN ({{keys}}); RETURN NULL;"
_WEEK_CHANGED = f"""
    IF TG_OP = 'INSERT' AND NEW.frozen_at IS NULL AND NEW.change_reason = '' THEN RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' AND OLD.meets_on IS NOT DISTINCT FROM NEW.meets_on
        AND OLD.frozen_at IS NOT DISTINCT FROM NEW.frozen_at THEN RETURN NULL; END IF;
    UPDATE projects_standing SET due_at = '{AT_ONCE}' WHERE due_at IS NOT NULL;
    RETURN NULL;
"""
_ALL_DUE = f"UPDATE projects_standing SET due_at = '{AT_ONCE}'; RETURN NULL;"
_BEGIN_ALL = f"""
    INSERT INTO projects_standing (project_id, code, system, severity, ruled, declared, differ, causes, last_unchanged,
        unchanged, has_plan, next_name, next_paused_days, slips, slipped_days, open_actions, open_blockers,
        invested_wan, due_at)
    SELECT id, code, 'grey', 0, 'grey', '', false, '[]', false, 0, false, '', 0, 0, 0, 0, 0, 0, '{AT_ONCE}'
    FROM projects_project
"""


for _model, _source in SOURCES.items():
    pgtrigger.register(*on_each_write("makes_due", _source, _MAKE_DUE, inserts=_model is not Project))(_model)

pgtrigger.register(
    pgtrigger.Trigger(
        name="begins_standing",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=f"{_BEGIN_ALL} WHERE id = NEW.id; RETURN NULL;",
    )
)(Project)
pgtrigger.register(
    pgtrigger.Trigger(
        name="makes_all_due",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_ALL_DUE,
    )
)(LampLimits)

pgtrigger.register(
    pgtrigger.Trigger(
        name="makes_due",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=_WEEK_CHANGED,
    )
)(Period)
