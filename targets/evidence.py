"""The rows behind a number: each is a piece of evidence, and together they make the figure.

A set of rows is counted and cut in the database; only those that are shown are made.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, overload

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

import enterprises.metrics
import finance.metrics
import projects.metrics
import talent.metrics
from core.kernel.figures import rounded
from core.kernel.keeping.freshness import kept, remembered
from core.models import User
from enterprises.models import SEES_ALL_FIRMS, Enterprise, MonthlyFigures, PlanEntry
from finance.models import SEES_FINANCE, CreditLine, Drawdown
from projects.models import Project
from talent.enums import Category
from talent.models import Talent
from targets.enums import Unit
from targets.models import ReportedFact

YI = Decimal(10_000)  # 万元 in one 亿元


def figure(value: Decimal | None, unit: str) -> str:
    """A figure as its unit is written: two decimals for 亿元, whole numbers for heads, firms and projects."""
    if value is None:
        return _("尚无报送")
    return f"{rounded(value, 2 if unit == Unit.YI else 0):f}"


@dataclass(frozen=True)
class Row:
    """One piece of evidence. `url` is empty where no page shows the row; `why` says why a project has its lamp."""

    label: str
    value: Decimal
    unit: Unit
    on: dt.date | None
    source: str
    url: str = ""
    is_example: bool = False
    why: str = ""

    @property
    def figure(self) -> str:
        """The value as its unit is written."""
        return figure(self.value, self.unit)

    @property
    def unit_label(self) -> str:
        """The unit in words."""
        return str(Unit(self.unit).label)


@dataclass(frozen=True)
class Rows(Sequence[Row]):
    """Rows that are there already, then those that `make` makes of what was found, a page at a time."""

    head: Sequence[Row] = ()
    found: QuerySet[Any] | None = None
    make: Callable[[Iterable[Any]], Iterable[Row]] = field(default=lambda found: ())
    topics: str = ""  # where they name all tables of `found`, it is counted and cut once until one is written to
    amount: str = ""  # the column of `found` in 万元 that is added up; without one each row counts one

    @cached_property
    def _count(self) -> int:
        if self.found is None:
            return len(self.head)
        count = self.found.count
        return len(self.head) + (remembered(self.topics, self.found, count, part="count") if self.topics else count())

    def __len__(self) -> int:
        return self._count

    @cached_property
    def total(self) -> Decimal:
        """What the rows add up to, added up by the database."""
        head = sum((row.value for row in self.head), Decimal(0))
        if self.found is None:
            return head
        if not self.amount:
            return head + len(self) - len(self.head)
        found, amount = self.found.order_by(), self.amount
        added = found.aggregate
        wan = (
            remembered(self.topics, found, lambda: added(all=Sum(amount)), part="total")
            if self.topics
            else added(all=Sum(amount))
        )["all"]
        return head + (wan or Decimal(0)) / YI

    @property
    def values(self) -> list[Decimal]:
        """The value of every row in their order, without making the rows."""
        head = [row.value for row in self.head]
        if self.found is None:
            return head
        if not self.amount:
            return head + [Decimal(1)] * (len(self) - len(head))
        found, amount = self.found, self.amount

        def read() -> list[Decimal]:
            return list(found.values_list(amount, flat=True))

        each = remembered(self.topics, found, read, part="values") if self.topics else read()
        return head + [wan / YI for wan in each]

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        first, last = index.start or 0, index.stop
        shown, before = list(self.head[first:last]), len(self.head)
        if self.found is None or (last is not None and last <= before):
            return shown
        rest = self.found[max(first - before, 0) : None if last is None else last - before]
        return [*shown, *self.make(remembered(self.topics, rest, lambda: list(rest)) if self.topics else rest)]

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])

    def narrowed(self, condition: Q, *, with_head: bool) -> "Rows":
        """Those found rows that meet a condition, counted and cut anew each time."""
        found = None if self.found is None else self.found.filter(condition)
        return replace(self, head=self.head if with_head else (), found=found, topics="")


Evidence = Callable[[dt.date, User | None], Rows]


def _visible(model: type, user: User | None) -> QuerySet:
    """Everything for a command without a user, else what this person may see."""
    return model.objects.all() if user is None else model.objects.visible_to(user)


# --- Registers --------------------------------------------------------------------------------------------------------
def project_rows(as_of: dt.date, user: User | None) -> Rows:
    """The key projects by a date."""
    listed = projects.metrics.key_projects(as_of)
    return Rows(found=(listed if user is None else listed.visible_to(user)).order_by("code"), make=_of_projects)


def _of_projects(found: Iterable[Project]) -> Iterable[Row]:
    for each in found:
        url = reverse("projects:project_detail", args=[each.code])
        yield Row(each.name, Decimal(1), Unit.ITEM, each.key_listed_on, each.source, url, each.is_example)


def talent_rows(category: Category | None, as_of: dt.date, user: User | None) -> Rows:
    """The heads that count by a date."""
    heads = talent.metrics.counted(as_of, category)
    seen = heads if user is None else heads.visible_to(user)
    return Rows(found=seen.order_by("-counted_since", "pk"), make=_of_talents)


def _of_talents(found: Iterable[Talent]) -> Iterable[Row]:
    for each in found:
        url = reverse("talent:talent_detail", args=[each.pk])
        yield Row(each.name, Decimal(1), Unit.PERSON, each.counted_since, each.evidence, url, each.is_example)


def entry_rows(metric: Callable[[dt.date], QuerySet[PlanEntry]], day: str, as_of: dt.date, user: User | None) -> Rows:
    """Firms of a plan; `day` names the column that says since when each counts."""
    entries = metric(as_of).filter(enterprise__in=_visible(Enterprise, user)).select_related("enterprise", "plan")
    return Rows(found=entries.order_by(f"-{day}", "pk"), make=partial(_of_entries, day))


def _of_entries(day: str, found: Iterable[PlanEntry]) -> Iterable[Row]:
    for each in found:
        url = reverse("enterprises:enterprise_detail", args=[each.enterprise_id])
        source = each.evidence or str(each.plan)
        yield Row(str(each.enterprise), Decimal(1), Unit.FIRM, getattr(each, day), source, url, each.is_example)


# --- Output -----------------------------------------------------------------------------------------------------------
def output_rows(
    cluster_key: str | None, as_of: dt.date, user: User | None, firms: QuerySet[Enterprise] | None = None
) -> Rows:
    """One row a firm, of some firms or all: its part of the twelve months, in 亿元, largest first."""
    figures = enterprises.metrics.year_rows(as_of, cluster_key)
    seen = figures.filter(enterprise__in=_visible(Enterprise, user)) if user else figures
    seen = seen if firms is None else seen.filter(enterprise__in=firms)
    by_firm: Any = seen.order_by().values("enterprise").annotate(wan=Sum("output_wan")).order_by("-wan", "enterprise")
    whole = user is None or user.holds(*SEES_ALL_FIRMS)
    topics = "figures firms places" if whole else ""
    return Rows(found=by_firm, make=partial(_of_firms, figures), topics=topics, amount="wan")


def _of_firms(figures: QuerySet[MonthlyFigures], found: Iterable[dict[str, Any]]) -> Iterable[Row]:
    """Day and source are those of each firm's latest month."""
    sums = {each["enterprise"]: each["wan"] for each in found}
    latest = figures.filter(enterprise__in=sums).order_by("enterprise_id", "-month").distinct("enterprise_id")
    rows = {each.enterprise_id: each for each in latest.select_related("enterprise")}
    for firm, wan in sums.items():
        row, url = rows[firm], reverse("enterprises:enterprise_detail", args=[firm])
        label, example = str(row.enterprise), row.enterprise.is_example
        yield Row(label, wan / YI, Unit.YI, row.reported_on, row.source, url, example)


# --- Money: a reported figure, and the rows dated after it ------------------------------------------------------------
def facts(key: str, as_of: dt.date) -> list[ReportedFact]:
    """What was reported under a key by a date, in order. Kept until a fact is written."""
    counted = ReportedFact.objects.filter(is_void=False).order_by("on")
    known = kept("targets", lambda: list(counted), part="facts")
    return [fact for fact in known if fact.key == key and fact.on <= as_of]


def fact_row(key: str, as_of: dt.date) -> tuple[list[Row], dt.date]:
    """The latest reported figure as a row, and the day until which it contains everything."""
    known = facts(key, as_of)
    if not known:
        return [], dt.date.min
    fact = known[-1]
    name = fact.name + _("（%(note)s）") % {"note": _("报告数")}
    return [Row(name, fact.value, Unit.YI, fact.on, fact.source)], fact.on


def registered_lines(as_of: dt.date, user: User | None = None) -> Rows:
    """Every line that was granted by a day, without what was only reported."""
    return _line_rows([], finance.metrics.credit_lines(as_of), user)


def registered_draws(as_of: dt.date, user: User | None = None) -> Rows:
    """Everything that was drawn by a day, without what was only reported."""
    return _draw_rows([], dt.date.min, as_of, user)


def later_lines(as_of: dt.date, user: User | None = None) -> Rows:
    """The lines that were granted after the latest reported sum."""
    _head, since = fact_row("credit_granted", as_of)
    return _line_rows([], finance.metrics.credit_lines(as_of).filter(granted_on__gt=since), user)


def later_draws(as_of: dt.date, user: User | None = None) -> Rows:
    """What was drawn after the latest reported sum."""
    _head, since = fact_row("credit_drawn", as_of)
    return _draw_rows([], since, as_of, user)


def grant_rows(as_of: dt.date, user: User | None) -> Rows:
    """The reported sum of credit, and the lines that were granted after it."""
    head, since = fact_row("credit_granted", as_of)
    return _line_rows(head, finance.metrics.credit_lines(as_of).filter(granted_on__gt=since), user)


def _line_rows(head: Sequence[Row], lines: QuerySet[CreditLine], user: User | None) -> Rows:
    seen = lines if user is None else lines.visible_to(user)
    found = seen.select_related("enterprise", "institution").order_by("-granted_on", "pk")
    return Rows(head, found, _of_lines, topics=_credit_topics(user), amount="granted_wan")


def _of_lines(found: Iterable[CreditLine]) -> Iterable[Row]:
    for each in found:
        yield money_row(each, each.granted_wan, each.granted_on)


def draw_rows(as_of: dt.date, user: User | None) -> Rows:
    """The reported sum of money drawn, and what was drawn after it."""
    head, since = fact_row("credit_drawn", as_of)
    return _draw_rows(head, since, as_of, user)


def _draw_rows(head: Sequence[Row], since: dt.date, as_of: dt.date, user: User | None) -> Rows:
    """What was drawn after a day until another, less what of it was reversed. What was reversed of money that the
    reported sum contains stands before it, less than nought."""
    drawn = finance.metrics.drawdowns(as_of).filter(on__gt=since).exclude(net_wan=0)
    back = finance.metrics.reversals(since, as_of)
    if user is not None:
        seen = finance.metrics.credit_lines(as_of).visible_to(user)
        drawn, back = drawn.filter(line__in=seen), back.filter(line__in=seen)
    whose = ("line__enterprise", "line__institution")
    off = (
        []
        if since == dt.date.min
        else [money_row(row.line, -row.amount_wan, row.on) for row in back.select_related(*whose)]
    )
    found = drawn.select_related(*whose).order_by("-on", "pk")
    return Rows([*head, *off], found, _of_draws, topics=_credit_topics(user), amount="net_wan")


def _credit_topics(user: User | None) -> str:
    """The tables of lines and drawdowns, for who sees all of them."""
    return "credit firms" if user is None or user.holds(*SEES_FINANCE) else ""


def _of_draws(found: Iterable[Drawdown]) -> Iterable[Row]:
    for each in found:
        yield money_row(each.line, each.net_wan, each.on)


def money_row(line: CreditLine, wan: Decimal, on: dt.date) -> Row:
    """An amount of a line, in 亿元, with the page of the line."""
    url = reverse("finance:creditline_detail", args=[line.pk])
    return Row(str(line.enterprise), wan / YI, Unit.YI, on, str(line.institution), url, line.is_example)
