"""The draft of a plan as its page shows it: figures, every node with its slack, and bars on one axis."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.kernel.workdays import WorkCalendar
from projects.models import Milestone, Project
from projects.plan.forms import BenchForm
from projects.plan.redoing import nodes_of_plan
from projects.plan.reverse_schedule import Node, reverse_schedule
from projects.plan.slack import Early, Reach, reach, squeezed

MARGIN = 4  # percent of the axis at each side


@dataclass(frozen=True)
class Bar:
    """A box on the axis, in percent of its width."""

    x: str
    width: str
    css: str


@dataclass(frozen=True)
class Tick:
    """A month that begins, with its word."""

    x: str
    word: str


@dataclass(frozen=True)
class BenchRow:
    """A node of the draft: its field, the earliest and the latest day of its end, its slack, and its bars."""

    node: Milestone
    days: Any
    waits_for: list[str]
    early: Early | None
    latest_on: dt.date
    slack: str
    bars: list[Bar]


@dataclass(frozen=True)
class Bench:
    """The draft: what is wanted and what can be reached, and its rows in the order of their dates."""

    form: BenchForm
    rows: list[BenchRow]
    reach: Reach
    end: dt.date
    squeeze: "Squeeze | None"
    ticks: list[Tick]
    today_x: str
    end_x: str
    aside: int
    kept: str  # the working days of the form, for a link that tries another end

    @property
    def short_days(self) -> int:
        """Calendar days between the end that is wanted and the one that can be reached."""
        return (self.reach.end - self.end).days if self.reach.end else 0

    @property
    def spare(self) -> int:
        """Working days to spare at the end."""
        return -self.reach.short


@dataclass(frozen=True)
class Squeeze:
    """压工期: the one node of the critical chain that would make up for what is short, and the days left to it."""

    node: Milestone
    days: int
    query: str


def bench_of(project: Project, nodes: Sequence[Milestone], form: BenchForm, *, today: dt.date) -> Bench:
    """Lay the draft out, with what the form says where it is valid. Nothing is saved. `nodes` has those 不适用 too."""
    typed = form.is_bound and form.is_valid()
    end = form.cleaned_data["end"] if typed else max(each.planned_on for each in nodes if not each.not_applicable)
    if typed:
        for each in nodes:
            each.working_days = form.days.get(each.pk, each.working_days)
    calendar, plan = WorkCalendar.load(), nodes_of_plan(nodes)
    slots = reverse_schedule(plan, end, calendar)
    done = {each.key for each in nodes if each.actual_on}
    found = reach(slots, end, calendar, today=today, done=done)
    axis = _Axis.over([today, end, found.end or end, *(each.actual_on for each in nodes if each.actual_on)])
    less = squeezed(slots, end, calendar, today=today, done=done)
    laid = _Laid({each.key: each for each in nodes}, plan, {each.slot.node.key: each for each in found.nodes}, axis)
    latest = {slot.node.key: slot.due_on for slot in slots}
    order = {slot.node.key: rank for rank, slot in enumerate(slots)}
    shown = sorted(nodes, key=lambda each: (order.get(each.key, each.rank), each.rank))
    return Bench(
        form=form,
        rows=[laid.row(each, form, latest.get(each.key, each.planned_on)) for each in shown],
        reach=found,
        end=end,
        squeeze=_squeeze(less, laid.by_key, form, end) if less else None,
        ticks=axis.ticks(),
        today_x=axis.at(today),
        end_x=axis.at(end),
        aside=sum(bool(each.not_applicable) for each in nodes),
        kept=_query(form, {}),
    )


def _query(form: BenchForm, other: dict[int, int]) -> str:
    """The fields of the form as an address, but for the end, with other working days for some rows."""
    days = {node.pk: other.get(node.pk, node.working_days) for node in form.nodes.values()}
    return "&".join([f"version={form.initial['version']}", *(f"d-{pk}={n}" for pk, n in days.items())])


def _squeeze(less: Node, by_key: dict[str, Milestone], form: BenchForm, end: dt.date) -> Squeeze:
    node = by_key[less.key]
    return Squeeze(node, less.working_days, f"end={end}&{_query(form, {node.pk: less.working_days})}")


@dataclass(frozen=True)
class _Laid:
    """What every row needs of the plan."""

    by_key: dict[str, Milestone]
    plan: list[Node]
    early: dict[str, Early]
    axis: "_Axis"

    def row(self, node: Milestone, form: BenchForm, latest_on: dt.date) -> BenchRow:
        early = self.early.get(node.key)
        waits = next((each.after for each in self.plan if each.key == node.key), ())
        field = form[f"d-{node.pk}"] if f"d-{node.pk}" in form.fields else None
        bars = self._bars(node, early)
        return BenchRow(
            node, field, [self.by_key[key].name for key in waits], early, latest_on, slack_words(early), bars
        )

    def _bars(self, node: Milestone, early: Early | None) -> list[Bar]:
        if node.actual_on:
            return [self.axis.bar(node.actual_on, node.actual_on, "p-done")]
        if early is None:
            return []
        bar = self.axis.bar(early.starts_on, early.due_on, "p-crit" if early.critical else "p-free")
        if early.slack > 0:
            return [self.axis.bar(early.due_on, early.slot.due_on, "p-slack"), bar]
        return [bar]


def slack_words(early: Early | None) -> str:
    """余 15, 差 13, or 0, in working days."""
    if early is None:
        return ""
    if early.slack < 0:
        return _("差 %(n)d") % {"n": -early.slack}
    return _("余 %(n)d") % {"n": early.slack} if early.slack else "0"


@dataclass(frozen=True)
class _Axis:
    first: dt.date
    last: dt.date

    @classmethod
    def over(cls, days: Sequence[dt.date]) -> "_Axis":
        return cls(min(days), max(max(days), min(days) + dt.timedelta(days=30)))

    def at(self, on: dt.date) -> str:
        return f"{self._place(on):.2f}%"

    def _place(self, on: dt.date) -> float:
        return MARGIN + (100 - 2 * MARGIN) * (on - self.first).days / (self.last - self.first).days

    def bar(self, start: dt.date, end: dt.date, css: str) -> Bar:
        width = max(self._place(end) - self._place(start), 0.6)
        return Bar(self.at(start), f"{width:.2f}%", css)

    def ticks(self) -> list[Tick]:
        """The quarters that begin on the axis; the years where it is long."""
        months = (1,) if (self.last - self.first).days > 366 * 3 else (1, 4, 7, 10)
        days = [dt.date(year, month, 1) for year in range(self.first.year, self.last.year + 1) for month in months]
        return [
            Tick(self.at(on), f"{on:%Y-%m}" if on.month == 1 else f"{on:%m}")
            for on in days
            if self.first <= on <= self.last
        ]
