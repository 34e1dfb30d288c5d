"""The plan of a project: its nodes, and the requests to move them."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.kernel.workdays import WorkCalendar
from core.models import User, tracked
from projects.enums import Decision, MilestoneKind, Stage
from projects.models.asked import Asked, AskedQuerySet
from projects.models.meeting import Action
from projects.models.project import Project
from projects.models.template import PlanTemplate, TemplateNode
from projects.moves import Window, moved


class ApplicableNodes(models.Manager["Milestone"]):
    """The nodes that are worked on. One that is 不适用 is no node for gates, lamps, reports or the chart."""

    def get_queryset(self) -> models.QuerySet["Milestone"]:
        return super().get_queryset().filter(not_applicable="")


@tracked()
class Milestone(models.Model):
    """A node of the plan: the frozen baseline, the plan of today, and the actual date.

    Until the baseline is frozen it is the plan itself. `not_applicable` says why the project can do without the node;
    such a node stays in the plan to be seen (`everything`), and what waited for it waits for what it waited for.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    rank = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("节点"), max_length=40)
    kind = models.CharField(_("类型"), max_length=10, choices=MilestoneKind.choices, default=MilestoneKind.WORK)
    baseline_on = models.DateField(_("原基线"))
    planned_on = PlannedColumn(_("现计划"))
    actual_on = HappenedColumn(_("实际"), null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(_("因暂停顺延天数"), default=0, editable=False)
    closes = models.CharField(_("完成即进入阶段"), max_length=12, choices=Stage.choices, blank=True)
    key = models.SlugField(_("模板代号"), max_length=30, blank=True)
    starts_on = models.DateField(_("最迟开始"), null=True, blank=True)
    working_days = models.PositiveSmallIntegerField(_("工作日"), null=True, blank=True)
    after = ArrayField(models.SlugField(max_length=30), verbose_name=_("前置节点代号"), default=list, blank=True)
    not_applicable = models.CharField(_("不适用原因"), max_length=120, blank=True)
    objects = ApplicableNodes()
    everything = models.Manager["Milestone"]()

    class Meta:
        verbose_name = _("节点")
        verbose_name_plural = _("节点")
        ordering = ["project", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rank"], name="milestone_rank_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(not_applicable="") | Q(actual_on__isnull=True), name="milestone_done_or_not_applicable"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def complete(self, *, on: dt.date) -> None:
        """Write down the actual date. A node that is already done keeps its date."""
        if self.actual_on is None:
            self.actual_on = on
            self.save(update_fields=["actual_on"])

    @transaction.atomic
    def ask_postponement(
        self, *, to_on: dt.date, reason: str, with_followers: bool = False, by: User, now: dt.datetime
    ) -> "Postponement":
        """延期申请 for this node. Nothing moves until a leader decides. The same request again is the one that waits.

        Raises ValidationError for a project that is paused or has ended, a node that is done, a date that is not later
        or a day off, while another request waits, and when nodes that wait for it would have to move and
        `with_followers` does not say so.
        """
        locked(Project, self.project_id).must_be_running()
        self.refresh_from_db()
        if same := self.postponements.waiting_like(to_on=to_on, reason=reason):
            return same
        if self.actual_on is not None:
            raise ValidationError(_("节点已完成，不能延期。"), code="already_done")
        if to_on <= self.planned_on:
            raise ValidationError(_("新日期要晚于现计划 %(on)s。") % {"on": self.planned_on}, code="not_later")
        calendar = WorkCalendar.load()
        must_be_worked(to_on, calendar)
        self.must_take_along(to_on, calendar, with_followers=with_followers)
        return self.postponements.create(
            from_on=self.planned_on,
            to_on=to_on,
            reason=reason,
            with_followers=with_followers,
            requested_by=by,
            requested_at=now,
        )

    def followers(self) -> "list[Milestone]":
        """Open nodes that wait for this one, directly or not; in a plan without such links, the later ones."""
        nodes, reached = self._open_beside(), {self.pk}
        waits = self._waits_of(nodes)
        for each in nodes:  # ranks put every node behind those it waits for
            if reached & waits[each.pk]:
                reached.add(each.pk)
        return [each for each in nodes if each.pk in reached and each.pk != self.pk]

    def pushed_by(self, to_on: dt.date, calendar: WorkCalendar) -> "dict[Milestone, dt.date]":
        """The followers that have to move when this node is due on `to_on`, and when each is due then."""
        nodes = self._open_beside()
        waits = self._waits_of(nodes)
        windows = [
            Window(each.pk, each.planned_on, each.working_days or 1, frozenset(waits[each.pk])) for each in nodes
        ]
        found = moved(windows, self.pk, to_on, calendar)
        by_pk = {each.pk: each for each in nodes}
        return {by_pk[pk]: window.due_on for pk, window in found.items() if pk != self.pk}

    def must_take_along(self, to_on: dt.date, calendar: WorkCalendar, *, with_followers: bool) -> None:
        """Refuse a move by itself that would leave a node before what it waits for."""
        if with_followers or not self.key:
            return
        if pushed := self.pushed_by(to_on, calendar):
            names = gettext("、").join(each.name for each in pushed)
            raise ValidationError(
                gettext("改到 %(on)s，%(nodes)s也要顺延。") % {"on": to_on, "nodes": names}, code="needs_followers"
            )

    def _open_beside(self) -> "list[Milestone]":
        """The open nodes of the plan, this one among them, in the order of rank."""
        nodes = self.project.milestones.all()
        return [self if each.pk == self.pk else each for each in nodes if each.actual_on is None or each.pk == self.pk]

    def _waits_of(self, nodes: "list[Milestone]") -> dict[int, set[int]]:
        """Which of these nodes each waits for; in a plan without links, those of a later rank wait for this one."""
        if not self.key:
            return {each.pk: {self.pk} if each.rank > self.rank else set() for each in nodes}
        keys = {each.key: each.pk for each in nodes if each.key}
        loaded = getattr(self.project, "whole_plan", None)  # by who shows several of them
        waits = waited_for(Milestone.everything.filter(project=self.project_id) if loaded is None else loaded)
        return {each.pk: {keys[key] for key in waits.get(each.key, ()) if key in keys} for each in nodes}

    def move(self, to_on: dt.date) -> None:
        """Move the plan of this node; its window keeps its working days. Only a granted request calls this."""
        self.planned_on = to_on
        if self.working_days:
            self.starts_on = WorkCalendar.load().first_of(self.working_days, until=to_on)
        if self.project.baseline_frozen_on is None:
            self.baseline_on = to_on
        self.save(update_fields=["planned_on", "starts_on", "baseline_on"])


def waited_for(nodes: Iterable[Milestone]) -> dict[str, tuple[str, ...]]:
    """By its key, the keys that each applicable node waits for: one that is 不适用 hands on what it waited for."""
    by_key = {each.key: each for each in nodes if each.key}

    def real(node: Milestone) -> Iterable[str]:
        for key in node.after:
            if before := by_key.get(key):
                yield from real(before) if before.not_applicable else (key,)

    return {key: tuple(dict.fromkeys(real(each))) for key, each in by_key.items() if not each.not_applicable}


def must_be_worked(on: dt.date, calendar: WorkCalendar) -> None:
    """Refuse a day off, and name the working days beside it."""
    if not calendar.is_working(on):
        words = {"on": on, "before": calendar.last_working_day(on), "after": calendar.working_days_after(on, 1)}
        said = gettext("%(on)s 是休息日，可选 %(before)s 或 %(after)s。") % words
        raise ValidationError(said, code="day_off")


class Effect(NamedTuple):
    """What a later date does: which node moves (the last of its plan where that does), from when to when, and by how
    many working days. `ends` says that it is the end of the plan.
    """

    name: str
    from_on: dt.date
    to_on: dt.date
    working_days: int
    ends: bool

    @property
    def months(self) -> int:
        """The move in whole months; 0 below one."""
        return round((self.to_on - self.from_on).days / 30.44) if (self.to_on - self.from_on).days > 28 else 0


class PostponementQuerySet(AskedQuerySet["Postponement"]):
    """Sentences about requests for a later date."""

    def visible_to(self, user: User) -> Self:
        """Those about what the person sees."""
        nodes = Q(milestone__project__in=Project.objects.visible_to(user))
        return self.filter(nodes | Q(action__in=Action.objects.visible_to(user)))

    def of_nodes(self) -> Self:
        """延期 of nodes of a plan, without those that only followed another."""
        return self.filter(milestone__isnull=False, follows__isnull=True, resumption=False)

    def of_actions(self) -> Self:
        """延期 of 交办单."""
        return self.filter(action__isnull=False)


@tracked()
class Postponement(Asked):
    """延期申请: a node or a 交办单 asks for a later date, with its reason. Dates move only through it.

    `follows` names the request that pushed this node along with its own; `resumption` says that a 复工 moved
    it, which is no slip.
    """

    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="postponements"
    )
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="postponements")
    from_on = models.DateField(_("原定日期"))
    to_on = PlannedColumn(_("申请日期"))
    with_followers = models.BooleanField(_("后续节点顺延"), default=False)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="pushed")
    resumption = models.BooleanField(_("复工重排"), default=False, editable=False)
    objects = PostponementQuerySet.as_manager()

    class Meta(Asked.Meta):
        verbose_name = _("延期申请")
        verbose_name_plural = _("延期申请")
        constraints = [
            *Asked.Meta.constraints,
            models.CheckConstraint(
                condition=Q(milestone__isnull=False, action__isnull=True)
                | Q(milestone__isnull=True, action__isnull=False),
                name="postponement_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(to_on__gt=models.F("from_on")), name="postponement_later"),
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state=Decision.PENDING), name="postponement_pending_once"
            ),
            models.UniqueConstraint(
                fields=["action"], condition=Q(state=Decision.PENDING), name="action_postponement_pending_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone or self.action} {self.from_on} → {self.to_on}"

    @property
    def days(self) -> int:
        """Calendar days that the date moves."""
        return (self.to_on - self.from_on).days

    @property
    def effect(self) -> Effect:
        """What granting it does, as the plan stands now: to the end of the plan where that moves along."""
        calendar, node = WorkCalendar.load(), self.milestone
        days = calendar.working_days_between(self.from_on, self.to_on)
        if node is None:
            return Effect(self.action.title if self.action else "", self.from_on, self.to_on, days, ends=False)
        dates = {each.pk: each.planned_on for each in node.project.milestones.all()}
        pushed = node.pushed_by(self.to_on, calendar) if self.with_followers else {}
        then = dates | {each.pk: on for each, on in pushed.items()} | {node.pk: self.to_on}
        last = max(node.project.milestones.all(), key=lambda each: then[each.pk], default=node)
        before, after = max(dates.values(), default=self.from_on), then[last.pk]
        if after <= before:
            return Effect(node.name, self.from_on, self.to_on, days, ends=False)
        return Effect(last.name, before, after, calendar.working_days_between(before, after), ends=True)

    @property
    def about(self) -> Project:
        return (self.milestone or self.action).project  # pyright: ignore[reportOptionalMemberAccess]  # it has one

    def hold(self) -> None:
        if self.milestone:
            locked(Project, self.milestone.project_id)
        else:
            locked(Action, self.action_id)

    def carry_out(self, *, by: User, now: dt.datetime) -> None:
        """Move the date. Raises ValidationError when the node was finished or moved meanwhile."""
        if self.action:
            self.action.postpone(self.to_on, reason=self.reason, by=by, now=now)
        if self.milestone:
            self._move(self.milestone, by=by, now=now)

    def _move(self, node: Milestone, *, by: User, now: dt.datetime) -> None:
        Project.objects.get(pk=node.project_id).must_be_running()
        if node.actual_on is not None or node.planned_on != self.from_on:
            raise ValidationError(gettext("节点已完成或已改期，这份申请只能不同意。"), code="outdated")
        calendar = WorkCalendar.load()
        must_be_worked(self.to_on, calendar)  # the calendar may have changed since
        node.must_take_along(self.to_on, calendar, with_followers=self.with_followers)
        pushed = node.pushed_by(self.to_on, calendar) if self.with_followers else {}
        before = node.project.plan_end()
        node.move(self.to_on)
        for each, to_on in pushed.items():
            with in_house_language():
                self._push(each, to_on, after=node, by=by, now=now)
        node.project.keep_due_in_step(before)

    def tell(self, *, now: dt.datetime) -> None:
        """The owner of a 交办单 hears what became of its date."""
        if self.action:
            title, word = _("交办单 %(number)s 延期申请：%(word)s"), Decision(self.state).label
            self.action.tell(self.action.owner, title, key=f"later:{self.pk}", now=now, word=word)

    def _push(self, node: Milestone, to_on: dt.date, *, after: Milestone, by: User, now: dt.datetime) -> None:
        node.postponements.lapse(note=gettext("已随前置节点顺延。"), by=by, now=now)
        Postponement.objects.create(
            milestone=node,
            from_on=node.planned_on,
            to_on=to_on,
            reason=gettext("随%(node)s顺延") % {"node": after.name},
            follows=self,
            state=Decision.APPROVED,
            requested_by=self.requested_by,
            requested_at=self.requested_at,
            decided_by=by,
            decided_at=now,
        )
        node.move(to_on)


class TemplateProposalQuerySet(AskedQuerySet["TemplateProposal"]):
    """Sentences about proposals."""

    def visible_to(self, user: User) -> Self:
        """Those of projects that the person sees."""
        return self.filter(project__in=Project.objects.visible_to(user))


@tracked(exclude=["nodes"])  # they never change
class TemplateProposal(Asked):
    """模板提议: the plan of a project, without its dates, is proposed as a template. An administrator decides.

    `nodes` keeps it as it was when it was proposed: key, name, kind, closes, working_days, after, in the order of rank.
    """

    project = models.ForeignKey(
        Project, verbose_name=_("项目"), on_delete=models.PROTECT, related_name="template_proposals"
    )
    name = models.CharField(_("模板名称"), max_length=40)
    nodes = models.JSONField(_("节点"))
    objects = TemplateProposalQuerySet.as_manager()

    class Meta(Asked.Meta):
        verbose_name = _("模板提议")
        verbose_name_plural = _("模板提议")
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["project"], condition=Q(state=Decision.PENDING), name="template_proposal_pending_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> Project:
        return self.project

    @property
    def working_days(self) -> int:
        """Working days of all nodes together."""
        return sum(each["working_days"] for each in self.nodes)

    def hold(self) -> None:
        locked(Project, self.project_id)

    def carry_out(self, *, by: User, now: dt.datetime) -> None:
        """Make the template. Raises ValidationError when its name was taken meanwhile."""
        if PlanTemplate.objects.filter(name=self.name).exists():
            raise ValidationError(gettext("已有同名的模板。"), code="name")
        template = PlanTemplate.objects.create(key=f"proposed-{self.pk}", name=self.name)
        TemplateNode.objects.bulk_create(
            TemplateNode(template=template, rank=rank, **node) for rank, node in enumerate(self.nodes, start=1)
        )


def planned_then(planned_on: dt.date, later: Iterable[Postponement]) -> dt.date:
    """The plan of a past moment: the date before the first of the moves that were decided after it."""
    first = min(later, key=lambda move: (move.decided_at or move.requested_at, move.pk), default=None)
    return first.from_on if first else planned_on
