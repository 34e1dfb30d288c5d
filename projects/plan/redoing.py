"""改计划: until it is frozen a plan is worked on: nodes come, go, are 不适用, take other days; all is laid back anew.

A plan is computed when every applicable node has its working days; one by hand keeps the dates that were typed.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.workdays import WorkCalendar
from core.models import User
from projects.enums import Decision
from projects.models import Milestone, PlanTemplate, Postponement, Project, TemplateProposal, waited_for
from projects.plan.reverse_schedule import BrokenPlan, Cycle, Node, in_order, reverse_schedule


@dataclass(frozen=True)
class NodeValues:
    """What the form of a node says; `after` are the keys of the rows that it waits for."""

    name: str
    kind: str
    working_days: int
    after: Sequence[int] = ()
    closes: str = ""


def nodes_of_plan(rows: Iterable[Milestone]) -> list[Node]:
    """The applicable nodes as the reverse schedule takes them, in the order of rank."""
    rows = list(rows)
    waits = waited_for(rows)
    return [
        Node(each.key, each.name, each.working_days or 1, waits.get(each.key, ()))
        for each in rows
        if not each.not_applicable
    ]


def is_computed(rows: Sequence[Milestone]) -> bool:
    """Whether the dates of the plan are counted back from its end."""
    return any(rows) and all(each.key and each.working_days for each in rows if not each.not_applicable)


@transaction.atomic
def lay_anew(project: Project, *, end: dt.date, days: Mapping[int, int], version: int, with_due: bool = False) -> None:
    """存草稿: other working days or another end, and every date counted back from it. The same again does nothing.

    `days` maps a row to its working days. 定时间 follows where it was the end of the plan, or when `with_due`.
    Raises ValidationError for a frozen plan, and when somebody else changed it meanwhile.
    """
    opened = _Opened.of(project)
    wanted = {each.pk: days.get(each.pk, each.working_days) for each in opened.rows}
    last = WorkCalendar.load().last_working_day(end)
    same = last == opened.end and all(each.working_days == wanted[each.pk] for each in opened.rows)
    if same and not (with_due and opened.saved.due_on != last):
        return
    opened.must_be(version)
    for each in opened.rows:
        each.working_days = wanted[each.pk]
    opened.end_on = end
    opened.lay_back()
    if with_due:
        opened.saved.due_on = last
        opened.saved.save(update_fields=["due_on"])
    project.refresh_from_db()


@transaction.atomic
def write_node(project: Project, values: NodeValues, *, version: int, of: Milestone | None = None) -> None:
    """Add a node, or change one: its name, days, and what it waits for. The same again does nothing.

    Raises ValidationError with the field it belongs to: a name that is taken, an order that is impossible.
    """
    opened = _Opened.of(project)
    node = opened.named(of) if of else Milestone(project=opened.saved)
    others = [each for each in opened.rows if each is not node]
    namesake = next((each for each in others if each.name == values.name), None)
    if of is None and namesake and opened.saved.version != version and namesake.working_days == values.working_days:
        return  # the same press again
    opened.must_be(version)
    if namesake:
        raise ValidationError({"name": _("已有同名的节点。")}, code="name")
    taken = {each.key for each in opened.rows}
    _give_keys((each for each in others if each.pk in values.after), taken=taken)
    _give_keys([node], taken=taken)
    aside = {each.key for each in others if each.not_applicable}
    keys = [each.key for each in others if each.pk in values.after]
    node.name, node.kind, node.working_days, node.closes = values.name, values.kind, values.working_days, values.closes
    node.after = [*keys, *(key for key in node.after if key in aside and key not in keys)]
    if of is None:
        node.rank, node.planned_on, node.baseline_on = len(opened.rows) + 1, opened.end, opened.end
        opened.rows.append(node)
    _must_have_an_order(opened.rows)
    node.save()
    opened.lay_back()
    project.refresh_from_db()


def _must_have_an_order(rows: Sequence[Milestone]) -> None:
    try:
        in_order(nodes_of_plan(rows))
    except Cycle as error:
        names = {each.key: each.name for each in rows}
        chain = " → ".join(names[key] for key in error.keys)
        raise ValidationError({"after": _("节点互相等待：%(names)s。") % {"names": chain}}, code="cycle") from error


@transaction.atomic
def drop_node(project: Project, node: Milestone, *, version: int) -> None:
    """删除节点: what waited for it waits for what it waited for. One with 延期申请 can only be 不适用."""
    opened = _Opened.of(project)
    opened.must_be(version)
    gone = opened.named(node)
    opened.must_not_be_the_last(gone)
    if gone.postponements.exists():
        raise ValidationError(_("节点有过延期申请，不能删除，可标为不适用。"), code="has_requests")
    opened.rows.remove(gone)
    for each in opened.rows:
        if gone.key and gone.key in each.after:
            kept = (key for key in each.after if key != gone.key)
            each.after = list(dict.fromkeys([*kept, *gone.after]))
    gone.delete()
    opened.lay_back()
    project.refresh_from_db()


@transaction.atomic
def set_aside(project: Project, node: Milestone, *, reason: str, version: int) -> None:
    """不适用, with the reason; "" brings the node back. Gates, lamps and reports know no node that is set aside.

    The same again does nothing. Raises ValidationError for a node that is done, and for the last one.
    """
    opened = _Opened.of(project)
    found = opened.named(node)
    if found.not_applicable == reason:
        return
    opened.must_be(version)
    if reason and found.actual_on:
        raise ValidationError(_("节点已完成，不能标为不适用。"), code="already_done")
    if reason:
        opened.must_not_be_the_last(found)
    found.not_applicable = reason
    opened.lay_back()
    project.refresh_from_db()


@transaction.atomic
def take_back_freeze(project: Project, *, today: dt.date, now: dt.datetime, by: User) -> None:
    """撤回冻结, on the day of the freeze only: the plan can be worked on again, and what was asked for lapses.

    Raises ValidationError on a later day, and once a date has moved. A plan that is not frozen stays as it is.
    """
    saved = locked(Project, project.pk)
    if saved.baseline_frozen_on is None:
        return
    if saved.baseline_frozen_on != today:
        raise ValidationError(_("只能在冻结当天撤回；此后改期请提交延期申请。"), code="too_late")
    asked = Postponement.objects.filter(milestone__project=saved)
    if asked.filter(state=Decision.APPROVED, decided_at__date=today).exists():
        raise ValidationError(_("冻结后已有节点改期，不能撤回冻结。"), code="moved")
    with in_house_language():
        asked.lapse(note=_("基线已撤回冻结。"), by=by, now=now)
    saved.baseline_frozen_on = project.baseline_frozen_on = None
    saved.baseline_source = project.baseline_source = ""  # no paper speaks of what is worked on anew
    saved.version = project.version = saved.version + 1
    saved.save(update_fields=["baseline_frozen_on", "baseline_source", "version"])
    saved.renew_standing(now=now)


@transaction.atomic
def propose_template(project: Project, *, name: str, reason: str, by: User, now: dt.datetime) -> TemplateProposal:
    """提议为模板: the nodes, days and order of this plan. The same proposal again is the one that waits.

    Raises ValidationError for a plan by hand, a name that is taken, and while another proposal waits.
    """
    saved = locked(Project, project.pk)
    if same := saved.template_proposals.waiting_like(name=name, reason=reason):
        return same
    rows = list(saved.milestones(manager="everything").order_by("rank"))
    if not is_computed(rows):
        raise ValidationError(_("只有按工作日倒排的计划可以提议为模板。"), code="by_hand")
    if PlanTemplate.objects.filter(name=name).exists():
        raise ValidationError({"name": _("已有同名的模板。")}, code="name")
    waits = waited_for(rows)
    nodes = [
        {name: getattr(each, name) for name in ("key", "name", "kind", "closes", "working_days")}
        | {"after": list(waits[each.key])}
        for each in rows
        if not each.not_applicable
    ]
    asked = {"reason": reason, "requested_by": by, "requested_at": now}
    return saved.template_proposals.create(name=name, nodes=nodes, **asked)


def must_be(saved: Project, version: int | None) -> None:
    """The plan that was looked at, not another that somebody saved meanwhile; None was no page. `saved` is locked."""
    if version is not None and saved.version != version:
        raise ValidationError(_("计划或项目刚被别人改过，请看过现在的计划再改。"), code="stale")


@dataclass
class _Opened:
    """A plan that may be worked on: its project, locked, all its rows by rank, and the day it ended before."""

    saved: Project
    rows: list[Milestone]
    end: dt.date
    end_on: dt.date

    @classmethod
    def of(cls, project: Project) -> "_Opened":
        saved = locked(Project, project.pk)
        end = saved.plan_end()
        if end is None:
            raise ValidationError(_("还没有节点，先编制倒排时间表。"), code="no_plan")
        if saved.baseline_frozen_on:
            raise ValidationError(_("基线已冻结，改期请提交延期申请。"), code="baseline_frozen")
        return cls(saved, list(saved.milestones(manager="everything").order_by("rank")), end, end)

    def must_be(self, version: int) -> None:
        must_be(self.saved, version)

    def must_not_be_the_last(self, node: Milestone) -> None:
        if all(each.not_applicable for each in self.rows if each is not node):
            raise ValidationError(_("这是最后一个节点；换一份计划请重新按模板排。"), code="last")

    def named(self, node: Milestone) -> Milestone:
        """The row as it is now. Raises ValidationError for one that is gone."""
        if found := next((each for each in self.rows if each.pk == node.pk), None):
            return found
        raise ValidationError(_("节点已被删除。"), code="gone")

    def lay_back(self) -> None:
        """Write every row; in a computed plan, with dates counted back from its end."""
        if is_computed(self.rows):
            write_slots(self.rows, self.end_on)
        else:
            for each in self.rows:
                _keep_its_date(each)
        self.saved.version += 1
        self.saved.save(update_fields=["version"])
        self.saved.keep_due_in_step(self.end)
        self.saved.refresh_from_db()
        self.saved.renew_standing()


def _keep_its_date(node: Milestone) -> None:
    """In a plan by hand a node keeps its date; the days that it takes say when it has to begin."""
    if node.working_days:
        calendar = WorkCalendar.load()
        node.starts_on = calendar.first_of(node.working_days, until=calendar.last_working_day(node.planned_on))
    node.save()


def _give_keys(rows: Iterable[Milestone], *, taken: set[str]) -> None:
    """A node that came by hand gets a key, so that others can wait for it."""
    for each in rows:
        if not each.key:
            number = next(n for n in range(1, 1000) if f"node-{n}" not in taken)
            each.key = f"node-{number}"
            taken.add(each.key)
            if each.pk:
                each.save(update_fields=["key"])


def write_slots(rows: list[Milestone], end: dt.date) -> None:
    """Write the dates of a computed plan; only rows that change are saved. Raises ValidationError for a broken one."""
    try:
        slots = reverse_schedule(nodes_of_plan(rows), end, WorkCalendar.load())
    except (BrokenPlan, OverflowError) as error:
        raise ValidationError(_("这份计划排不出来：%(why)s") % {"why": error}) from error
    by_key = {each.key: each for each in rows}
    ordered = [by_key[slot.node.key] for slot in slots]
    for aside in (each for each in rows if each.not_applicable):
        behind = [n for n, each in enumerate(ordered, start=1) if each.key in aside.after]
        ordered.insert(max(behind, default=0), aside)
    dates = {slot.node.key: slot for slot in slots}
    for rank, each in enumerate(ordered, start=1):
        each.rank = rank
        if slot := dates.get(each.key):
            each.starts_on, each.planned_on, each.baseline_on = slot.starts_on, slot.due_on, slot.due_on
        each.save()
