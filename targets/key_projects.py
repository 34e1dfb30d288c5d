"""The key projects on the dashboard: by lamp and stage, those whose lamps differ, those whose lamp turned this week.

Today is read off the standings, a past day off the last week that was frozen by then; each is counted in the database.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import projects.metrics
from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.keeping.freshness import remembered
from core.models import User
from projects.chart.rows import TOPICS as LISTED
from projects.enums import KEY_STAGES, DeclaredLamp
from projects.lamps.rules import one_sentence
from projects.models import Period, Project, ProjectQuerySet, Snapshot, day_of, weeks_over
from targets.charts import Segment, segments
from targets.readings import days_before

TOPICS = f"{LISTED} snapshots"
SHOWN = 10  # of a list on the dashboard; the others are counted


@dataclass(frozen=True)
class StageRow:
    """The key projects in one stage, by lamp."""

    label: str
    count: int
    bar: list[Segment]
    scope: str


@dataclass(frozen=True)
class Lit:
    """A key project with its lamps and the reasons in words; `before` is its lamp last Monday where that is told."""

    project: Project
    lamp: Lamp
    declared: str
    why: str
    before: Lamp | None = None

    @property
    def words(self) -> str:
        """绿灯转黄灯."""
        return _("%(before)s转%(now)s") % {"before": self.before.label if self.before else "", "now": self.lamp.label}


@dataclass(frozen=True)
class Some:
    """The first of a list, and how many there are in all."""

    first: list[Lit]
    count: int

    @property
    def more(self) -> int:
        """Those that are not shown."""
        return self.count - len(self.first)


@dataclass(frozen=True)
class KeyProjects:
    """The key projects by lamp and by stage, those whose two lamps differ, and those whose lamp turned this week."""

    count: int
    lamps: list[tuple[Lamp, int]]
    stages: list[StageRow]
    differing: Some
    turns: Some
    unknown_stage: int


STAGE_WORK: dict[str, Promise] = {
    "signed": gettext_lazy("签约抓开工"),
    "started": gettext_lazy("开工抓竣工"),
    "built": gettext_lazy("竣工抓达产"),
    "producing": gettext_lazy("达产服务"),
}
LAMP_LOOKS = {Lamp.RED: "c-red", Lamp.AMBER: "c-amber", Lamp.GREEN: "c-green", Lamp.DONE: "c-done", Lamp.GREY: "c-grey"}

Counted = Iterable[tuple[str, str, int]]  # stage, lamp, how many


def key_projects(as_of: dt.date, user: User, *, now: dt.datetime | None) -> KeyProjects:
    """What the lamps say of the key projects that this person may see. `now` is given when `as_of` is today."""
    listed = projects.metrics.key_projects(as_of).visible_to(user)
    before = _frozen_by(days_before(as_of)["week"])
    return _today(listed, before, now) if now else _then(listed, before, as_of, _frozen_by(as_of))


def key_projects_frozen(week: Period, as_of: dt.date) -> KeyProjects:
    """What a week froze of all key projects, as the dashboard of the day it froze on tells it."""
    return _then(projects.metrics.key_projects(as_of), _frozen_by(days_before(as_of)["week"]), as_of, week)


def _frozen_by(day: dt.date) -> Period | None:
    """The last week that was frozen by the end of a day."""
    frozen = Period.objects.filter(frozen_at__lte=moment(day, dt.time.max))
    return frozen.order_by("-frozen_at").first()


def lit(as_of: dt.date, user: User | None = None) -> list[tuple[Project, str, Lamp]]:
    """The key projects of a day that a person may see (without one: all) with stage and lamp, in the order of their
    codes; the same as is counted.
    """
    listed = projects.metrics.key_projects(as_of)
    listed = listed if user is None else listed.visible_to(user)
    if as_of == timezone.localdate():
        return [(each, each.stage, Lamp(each.standing.system)) for each in listed.with_standing().order_by("code")]
    week = Snapshot.objects.filter(period=_frozen_by(as_of), project__in=listed)
    frozen = {each.project_id: each for each in week}
    return [(each, *_lit_then(each, frozen.get(each.pk), as_of)) for each in listed.order_by("code")]


def reasons(as_of: dt.date, found: Sequence[Project]) -> dict[int, str]:
    """Why each of these key projects has the lamp that it has on a day, in words, by its key. They come with standing
    where the day is today; what no week froze has none.
    """
    if as_of == timezone.localdate():
        now = timezone.now()
        day, over = day_of(now), weeks_over(now)
        return {each.pk: one_sentence(each.standing.reading(day, over).said) for each in found}
    week = Snapshot.objects.filter(period=_frozen_by(as_of), project__in=[each.pk for each in found])
    return {each.project_id: one_sentence(each.reasons) for each in week}


def lamps_by(as_of: dt.date, *columns: str) -> list[tuple[Any, ...]]:
    """How many key projects of a day there are of each combination of these columns with a lamp: (…, lamp, count).

    Nobody's filter. The columns are those of today, the lamps those of the day.
    """
    listed = projects.metrics.key_projects(as_of).order_by()
    if as_of == timezone.localdate():
        return list(listed.values_list(*columns, "standing__system").annotate(n=Count("pk")))
    week = Snapshot.objects.filter(period=_frozen_by(as_of), project__in=listed).order_by()
    others = listed.exclude(pk__in=week.values("project")).annotate(
        lit=Case(When(closed_on__lte=as_of, then=Value(Lamp.DONE)), default=Value(Lamp.GREY))
    )
    frozen = week.values_list(*(f"project__{column}" for column in columns), "system")
    return [*frozen.annotate(n=Count("pk")), *others.values_list(*columns, "lit").annotate(n=Count("pk"))]


def _lit_then(project: Project, frozen: Snapshot | None, as_of: dt.date) -> tuple[str, Lamp]:
    if frozen is not None:
        return frozen.stage, Lamp(frozen.system)
    return "", Lamp.DONE if project.closed_on and project.closed_on <= as_of else Lamp.GREY


# --- Today ------------------------------------------------------------------------------------------------------------
def _today(listed: ProjectQuerySet, before: Period | None, now: dt.datetime) -> KeyProjects:
    lit = listed.with_standing().annotate(
        **_lamp_in(before, "snapshots"), before=F("week_before__system"), now_lit=F("standing__system")
    )
    differing, turned = lit.filter(standing__differ=True), _turned(lit)
    day, over = day_of(now), weeks_over(now)

    def line(project: Project) -> Lit:
        reading = project.standing.reading(day, over)
        return Lit(project, reading.lamp, reading.declared, reading.why, _lamp(project.before))

    counts = listed.order_by().values_list("stage", "standing__system").annotate(n=Count("pk"))
    return _told(
        remembered(TOPICS, counts, lambda: list(counts)),
        _some(differing.order_by("code"), line),
        _some(turned.order_by("-worse", "code"), line),
    )


# --- A past day -------------------------------------------------------------------------------------------------------
def _then(listed: ProjectQuerySet, before: Period | None, as_of: dt.date, week: Period | None) -> KeyProjects:
    frozen = Snapshot.objects.filter(period=week, project__in=listed)
    lit = frozen.select_related("project").annotate(
        **_lamp_in(before, "project__snapshots"), before=F("week_before__system"), now_lit=F("system")
    )
    differing, turned = lit.filter(_DIFFER), _turned(lit)

    def line(row: Snapshot) -> Lit:
        return Lit(row.project, Lamp(row.system), row.declared, one_sentence(row.reasons), _lamp(row.before))

    counts = frozen.order_by().values_list("stage", "system").annotate(n=Count("pk"))
    return _told(
        [*remembered(TOPICS, counts, lambda: list(counts)), *_not_frozen(listed, week, as_of)],
        _some(differing.order_by("project__code"), line),
        _some(turned.order_by("-worse", "project__code"), line),
    )


def _not_frozen(listed: ProjectQuerySet, week: Period | None, as_of: dt.date) -> Counted:
    """Listed by then and in no frozen week: struck off before, or nothing is known yet."""
    others = listed.exclude(pk__in=Snapshot.objects.filter(period=week).values("project"))
    counts = others.aggregate(done=Count("pk", filter=Q(closed_on__lte=as_of)), all=Count("pk"))
    return [("", Lamp.DONE, counts["done"]), ("", Lamp.GREY, counts["all"] - counts["done"])]


# --- Both -------------------------------------------------------------------------------------------------------------
_CALM = [lamp for lamp in Lamp if lamp.is_calm]
_DIFFER = ~Q(declared="") & ~Q(declared=F("system")) & ~Q(declared=DeclaredLamp.GREEN, system__in=_CALM)


def _some(rows: QuerySet, line: Callable[[Any], Lit]) -> Some:
    """The first of these rows as lines. Which they are, and how many in all, is asked again after a write only."""
    first, every = rows.values_list("pk", flat=True)[:SHOWN], rows.order_by().values("pk")
    keys = remembered(TOPICS, first, lambda: list(first))
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return Some([line(found[key]) for key in keys if key in found], remembered(TOPICS, every, rows.count))


def _severity(column: str) -> Case:
    return Case(
        *(When(**{column: lamp}, then=Value(lamp.severity)) for lamp in Lamp),
        default=None,
        output_field=IntegerField(),
    )


def _lamp_in(week: Period | None, snapshots: str) -> dict[str, FilteredRelation]:
    """`week_before`, a project as a week froze it: joined once, not looked up for each project."""
    return {"week_before": FilteredRelation(snapshots, condition=Q(**{f"{snapshots}__period": week}))}


def _turned(lit: QuerySet) -> QuerySet:
    """Those whose lamp is another one than before; `worse` are those that turned for the worse."""
    worse = Q(now_severity__gt=F("before_severity")) & ~Q(now_lit__in=_CALM)
    return (
        lit.filter(before__isnull=False)
        .exclude(before=F("now_lit"))
        .alias(now_severity=_severity("now_lit"), before_severity=_severity("before"))
        .alias(worse=Case(When(worse, then=1), default=0, output_field=IntegerField()))
    )


def lit_of(listed: ProjectQuerySet) -> list[tuple[Lamp, int]]:
    """How many of these projects each lamp has today, in the order of the lamps."""
    counts = listed.order_by().values_list("standing__system").annotate(n=Count("pk"))
    lit = dict(remembered(f"{TOPICS} places", counts, lambda: list(counts)))
    return [(lamp, lit[lamp]) for lamp in Lamp if lamp in lit]


def _lamp(value: str | None) -> Lamp | None:
    return Lamp(value) if value else None


def _told(counted: Counted, differing: Some, turns: Some) -> KeyProjects:
    lamps, by_stage = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for stage, lamp, n in counted:
        lamps[lamp] += n
        by_stage[stage if stage in KEY_STAGES else ""][lamp] += n
    rows = [(str(STAGE_WORK[stage]), by_stage[stage], f"stage:{stage}") for stage in KEY_STAGES]
    others = by_stage[""].total()
    if others:
        rows.append((_("阶段待补录"), by_stage[""], "stage:none"))
    widest = max((lamps.total() for _label, lamps, _scope in rows), default=0)
    stages = [StageRow(label, lamps.total(), _lamp_bar(lamps, widest), scope) for label, lamps, scope in rows]
    return KeyProjects(lamps.total(), [(lamp, lamps[lamp]) for lamp in Lamp], stages, differing, turns, others)


def _lamp_bar(lit: Counter[str], widest: int) -> list[Segment]:
    parts = [(str(lamp.label), Decimal(lit[lamp]), LAMP_LOOKS[lamp]) for lamp in Lamp if lit[lamp]]
    return segments(parts, Decimal(widest or 1))
