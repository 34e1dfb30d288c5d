"""What is asked of 走势探究: which lines, from when until when, how close, and as what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from core.kernel.drawing.widgets import Segmented
from core.kernel.forms import Form
from core.kernel.http import HttpRequest
from core.kernel.sense import Planned
from targets.cuts.parts import CUT_BY, TITLES, Group, group_of, groups_of
from targets.explore.histories import KINDS
from targets.models import Programme, Target
from targets.programmes import chosen
from targets.readings import all_targets

MOST_LINES = 6
MOST_POINTS = 266  # five years of weeks, with their ends and today
USUAL = relativedelta(years=2)


class Grain(models.TextChoices):
    """How close the points lie."""

    MONTH = "month", gettext_lazy("月")
    WEEK = "week", gettext_lazy("周")


class Measure(models.TextChoices):
    """What is drawn of a figure: itself, against its own start, or against the year before."""

    VALUE = "value", gettext_lazy("数值")
    INDEX = "index", gettext_lazy("起点 = 100")
    YEAR = "year", gettext_lazy("同比")


@dataclass(frozen=True)
class Chosen:
    """A target, or a part of it where `group` is given."""

    target: Target
    group: Group | None = None

    @property
    def code(self) -> str:
        """How addresses name it: the key of the target, then the scope of the part."""
        return self.target.key if self.group is None else f"{self.target.key}:{self.group.scope}"

    @property
    def name(self) -> str:
        return self.target.name if self.group is None else f"{self.target.name} · {self.group.name}"


class ExploreForm(Form):
    """The conditions of the page but for its lines. A period that is too long is refused, and the usual one shown."""

    since = Planned(label=gettext_lazy("自"), required=False)
    until = Planned(label=gettext_lazy("至"), required=False)
    grain = forms.ChoiceField(label=gettext_lazy("粒度"), choices=Grain.choices, required=False, widget=Segmented)
    measure = forms.ChoiceField(label=gettext_lazy("按"), choices=Measure.choices, required=False, widget=Segmented)

    def __init__(self, *args: Any, ends_on: dt.date, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ex-%s", **kwargs)
        self.ends_on, self.today = max(ends_on, today), today

    def clean(self) -> dict[str, Any]:
        """Say which conditions cannot be met together, and which parameters mean nothing here."""
        said = self.cleaned_data
        grain = said.get("grain") or Grain.MONTH
        until = said.get("until") or self.today
        since = said.get("since") or min(until, self.today) - USUAL
        if until > self.ends_on:
            self.add_error("until", gettext("结束日期最晚到 %(day)s。") % {"day": self.ends_on})
        elif since >= until:
            self.add_error("since", gettext("开始日期须早于结束日期。"))
        elif len(days_of(since, until, Grain(grain), self.today)) > MOST_POINTS:
            self.add_error("since", gettext("一次最多 %(n)d 个点，请缩短时间或改按月看。") % {"n": MOST_POINTS})
        known = {*self.fields, "line", "add", "programme"}
        if unknown := gettext("、").join(sorted(set(self.data) - known)):
            self.add_error(None, gettext("没有名为 %(names)s 的条件，已忽略。") % {"names": unknown})
        return said


@dataclass(frozen=True)
class Asked:
    """What is shown. `refusals` say what was asked for and not done."""

    programme: Programme
    today: dt.date
    lines: list[Chosen]
    since: dt.date
    until: dt.date
    grain: Grain
    measure: Measure
    refusals: list[str]
    form: "ExploreForm"

    @property
    def days(self) -> list[dt.date]:
        """The days of the points, in order."""
        return days_of(self.since, self.until, self.grain, self.today)

    @property
    def usual_spans(self) -> list[tuple[str, dt.date, dt.date]]:
        """Periods that are often asked for."""
        return [
            (gettext("近一年"), self.today - relativedelta(years=1), self.today),
            (gettext("近两年"), self.today - USUAL, self.today),
            (gettext("计划期"), self.programme.starts_on, self.programme.ends_on),
        ]

    def query(self, **instead: Any) -> str:
        """The address of the same question, with some conditions otherwise; what is usual is left out."""
        said: dict[str, Any] = {
            "line": [each.code for each in self.lines],
            "since": self.since,
            "until": None if self.until == self.today else self.until,
            "grain": None if self.grain == Grain.MONTH else self.grain,
            "measure": None if self.measure == Measure.VALUE else self.measure,
            "programme": None if self.programme == chosen("", self.today) else self.programme.code,
        }
        query = QueryDict(mutable=True)
        for name, value in (said | instead).items():
            values = value if isinstance(value, list) else [value]
            query.setlist(name, [str(each) for each in values if each not in (None, "")])
        return f"?{query.urlencode(safe=':')}"


def asked(request: HttpRequest, programme: Programme) -> Asked:
    """What a request asks for, as far as it can be done."""
    today = timezone.localdate()
    form = ExploreForm(request.GET, ends_on=programme.ends_on, today=today)
    form.is_valid()
    said = form.cleaned_data
    grain, until = Grain(said.get("grain") or Grain.MONTH), said.get("until") or today
    since = said.get("since") or min(until, today) - USUAL
    if form.errors.keys() & {"since", "until"}:  # of two that do not go together neither is taken
        since, until = today - USUAL, today
    lines, refusals = _lines(request.GET, programme)
    refusals += [str(error) for errors in form.errors.values() for error in errors]
    measure = Measure(said.get("measure") or Measure.VALUE)
    used = ExploreForm(initial={"since": since, "until": until}, ends_on=programme.ends_on, today=today)
    return Asked(programme, today, lines, since, until, grain, measure, refusals, used)


def _lines(query: QueryDict, programme: Programme) -> tuple[list[Chosen], list[str]]:
    targets = {each.key: each for each in all_targets(programme)}
    refusals, lines = [], []
    for code in dict.fromkeys([*query.getlist("line"), *query.getlist("add")]):
        if not code:
            continue
        key, _colon, scope = code.partition(":")
        target, group = targets.get(key), group_of(key, scope) if scope.partition(":")[0] in (*KINDS, "wing") else None
        if target is None or (scope and group is None):
            refusals.append(gettext("没有名为 %(names)s 的指标，已忽略。") % {"names": code[:60]})
        else:
            lines.append(Chosen(target, group))
    if len(lines) > MOST_LINES:
        refusals.append(gettext("最多同时看 %(n)d 条线，其余未列出。") % {"n": MOST_LINES})
    if not lines:
        lines = [Chosen(each) for each in targets.values() if each.value is not None][:1]
    return lines[:MOST_LINES], refusals


def days_of(since: dt.date, until: dt.date, grain: Grain, today: dt.date) -> list[dt.date]:
    """The last days of the months, or the Mondays, of a period; its last day and today are points, too."""
    days = {until, *([today] if since <= today <= until else [])}
    if grain == Grain.WEEK:
        day = since + dt.timedelta(days=-since.weekday() % 7)
        days |= {day + dt.timedelta(weeks=n) for n in range((until - day).days // 7 + 1)}
    else:
        day = since + relativedelta(day=31)
        while day <= until:
            days.add(day)
            day = day + dt.timedelta(days=1) + relativedelta(day=31)
    return sorted(days)


@dataclass(frozen=True)
class Offer:
    """What may be added: the parts of a target under its name."""

    name: str
    choices: list[Chosen]


def offers(shown: Asked) -> list[Offer]:
    """Every target of the programme with its parts, but for what is shown already."""
    taken = {each.code for each in shown.lines}
    found = []
    for target in all_targets(shown.programme):
        parts = [
            Chosen(target, group)
            for kind in CUT_BY.get(target.key, ())
            if kind in KINDS and kind in TITLES
            for group in groups_of(kind, ())
        ]
        choices = [each for each in (Chosen(target), *parts) if each.code not in taken]
        if choices:
            found.append(Offer(target.name, choices))
    return found
