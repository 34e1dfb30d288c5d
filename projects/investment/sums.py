"""Investment of a project: what the weekly updates add up to, against the total and against time. Money in 万元."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Aggregate, Max, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.sense import times_of
from projects.models import Correction, Milestone, OpeningBalance, Period, Project, ProjectQuerySet, StageChange, Update

BEHIND_FROM = Decimal("0.10")  # of the whole: 完成率 so far below 序时进度 is behind


@dataclass(frozen=True)
class Invested:
    """`done_wan` of `total_wan` (None = not known), until `as_of`; `expected` is 序时 as a fraction of one."""

    done_wan: Decimal
    total_wan: Decimal | None
    expected: Decimal | None
    as_of: dt.date | None

    @property
    def rate(self) -> Decimal | None:
        """完成率 as a fraction of one."""
        return self.done_wan / self.total_wan if self.total_wan else None

    @property
    def words(self) -> str:
        """累计 68,420 / 总投资 126,000."""
        total = _("未载") if self.total_wan is None else figures.wan(self.total_wan)
        return _("累计 %(done)s / 总投资 %(total)s") % {"done": figures.wan(self.done_wan), "total": total}


def invested(project: Project, today: dt.date) -> Invested:
    """What the updates of a project add up to, as its standing keeps it, beside its time. Loaded `timed`."""
    standing = project.standing
    return Invested(
        done_wan=standing.invested_wan,
        total_wan=project.total_investment_wan,
        expected=expected_share(project, today),
        as_of=timezone.localdate(standing.last_at) if standing.last_at else None,
    )


@dataclass(frozen=True)
class Entry:
    """A dated amount: a weekly update, or a correction of one."""

    on: dt.date
    wan: Decimal
    words: str
    who: str
    is_correction: bool = False


@dataclass(frozen=True)
class YearOfInvestment:
    """What was planned for a calendar year (None = nothing), and what its entries add up to.

    `opening` was invested in the year before the register was begun: it is told beside, and completes nothing.
    """

    year: int
    planned_wan: Decimal | None
    entries: list[Entry]
    today: dt.date
    opening: OpeningBalance | None = None

    @property
    def done_wan(self) -> Decimal:
        return sum((entry.wan for entry in self.entries), Decimal(0))

    @property
    def rate(self) -> Decimal | None:
        """完成率 as a fraction of one."""
        return self.done_wan / self.planned_wan if self.planned_wan else None

    @property
    def expected(self) -> Decimal | None:
        """序时进度 of the year."""
        if self.today.year != self.year:
            return Decimal(int(self.today.year > self.year))
        days = (dt.date(self.year, 12, 31) - dt.date(self.year, 1, 1)).days + 1
        return Decimal(self.today.timetuple().tm_yday) / days


def years_of(project: Project, today: dt.date) -> list[YearOfInvestment]:
    """Planned and done by year, the latest first; an entry belongs to the week that it reports, a correction too.

    An update tells, until the meeting of its period, of the week before that: what is sent on 4 January for the last
    week of December is December's.
    """
    entries: dict[int, list[Entry]] = defaultdict(list)
    for update in project.updates.exclude(investment_wan=0).select_related("author", "period"):
        on = timezone.localdate(update.submitted_at)
        words = _("%(week)s进展") % {"week": figures.week_name(update.period)}
        entries[year_told_by(update.period)].append(Entry(on, update.investment_wan, words, str(update.author)))
    corrections = Correction.objects.filter(update_of__project=project).exclude(investment_delta_wan=0)
    for each in corrections.select_related("by", "update_of__period"):
        on = timezone.localdate(each.at)
        year = year_told_by(each.update_of.period)
        entries[year].append(Entry(on, each.investment_delta_wan, each.text, str(each.by), is_correction=True))
    planned = dict(project.year_plans.values_list("year", "planned_wan"))
    opening = {each.year: each for each in project.opening_balances.select_related("by")}
    return [
        YearOfInvestment(
            year,
            planned.get(year),
            sorted(entries[year], key=lambda entry: entry.on, reverse=True),
            today,
            opening.get(year),
        )
        for year in sorted({*planned, *entries, *opening}, reverse=True)
    ]


def year_told_by(period: Period) -> int:
    """The year whose investment the updates of a period report: that of the ISO week before it."""
    return (period.starts_on - dt.timedelta(days=7)).isocalendar().year


def timed(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Load with each project what its time is measured by: its first stage, the first and the last date of its plan."""
    stages, nodes = StageChange.objects.all(), Milestone.objects.all()
    return projects.annotate(
        begun_on=_of_each(stages, Min("on")),
        plan_from=_of_each(nodes, Min("baseline_on")),
        plan_until=_of_each(nodes, Max("planned_on")),
    )


def behind(projects: QuerySet[Project], today: dt.date) -> list[int]:
    """投资落后序时: the keys of running projects whose 完成率 is so far behind their 序时进度."""
    ours = Project.objects.running().filter(pk__in=projects.order_by().values("pk"), total_investment_wan__gt=0)
    columns = ("standing__invested_wan", "total_investment_wan", "begun_on", "plan_from", "due_on", "plan_until")
    found = []
    for pk, done, total, begun, plan_from, due, plan_until in timed(ours).values_list("pk", *columns):
        expected = share_of_time(begun or plan_from, due or plan_until, today)
        if expected is not None and expected - done / total >= BEHIND_FROM:
            found.append(pk)
    return found


def _of_each(rows: QuerySet, found: Aggregate) -> Subquery:
    ours = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(ours.annotate(found=found).values("found"))


def expected_share(project: Project, today: dt.date) -> Decimal | None:
    """序时进度: the share that has passed of the time of a project that was loaded `timed`."""
    return share_of_time(project.begun_on or project.plan_from, project.due_on or project.plan_until, today)


def share_of_time(starts: dt.date | None, ends: dt.date | None, today: dt.date) -> Decimal | None:
    """The share of a stretch of time that has passed; None without a beginning, without an end, or backwards."""
    if starts is None or ends is None or ends <= starts:
        return None
    share = Decimal((today - starts).days) / (ends - starts).days
    return min(max(share, Decimal(0)), Decimal(1))


def doubts(project: Project, amount_wan: Decimal | None, *, saved: Update | None, last: Update | None) -> list[str]:
    """What looks wrong with this week's investment: `saved` is what was said of it so far, `last` the week before."""
    if amount_wan is None:
        return []
    found = []
    so_far = project.standing.invested_wan - (saved.investment_wan if saved else Decimal(0))
    total = project.total_investment_wan
    if total and amount_wan and so_far + amount_wan > total and not project.investment_is_floor:
        text = _("累计将达 %(sum)s 万元，超过总投资 %(total)s 万元。")
        found.append(text % {"sum": figures.wan(so_far + amount_wan), "total": figures.wan(total)})
    if last and (times := times_of(amount_wan, last.investment_wan)):
        text = _("本周完成投资 %(now)s 万元，是上一期 %(before)s 万元的 %(times)d 倍。")
        wan = {"now": figures.wan(amount_wan), "before": figures.wan(last.investment_wan), "times": times}
        found.append(text % wan)
    return found
