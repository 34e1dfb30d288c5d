"""The plan of a project: its nodes, and the requests to move them."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

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


@tracked()
class Milestone(models.Model):
    """A node of the plan: the frozen baseline, the plan of today, and the actual date."""

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

    class Meta:
        verbose_name = _("节点")
        verbose_name_plural = _("节点")
        ordering = ["project", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rank"], name="milestone_rank_once", deferrable=models.Deferrable.DEFERRED
            )
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

        Raises ValidationError for a node that is done, a date that is not later, and while another request waits.
        """
        locked(Project, self.project_id)
        self.refresh_from_db()
        if same := self.postponements.waiting_like(to_on=to_on, reason=reason):
            return same
        if self.actual_on is not None:
            raise ValidationError(_("节点已完成，不能延期。"), code="already_done")
        if to_on <= self.planned_on:
            raise ValidationError(_("新日期要晚于现计划 %(on)s。") % {"on": self.planned_on}, code="not_later")
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
        nodes = [each for each in self.project.milestones.all() if each.actual_on is None and each.pk != self.pk]
        if not self.key:
            return [each for each in nodes if each.rank > self.rank]
        reached = {self.key}
        for each in nodes:  # ranks put every node behind those it waits for
            if reached & set(each.after):
                reached.add(each.key)
        return [each for each in nodes if each.key in reached]

    def move(self, to_on: dt.date) -> None:
        """Move the plan of this node; its window of work moves with its end. Only a granted request calls this."""
        if self.starts_on:
            self.starts_on += to_on - self.planned_on
        self.planned_on = to_on
        self.save(update_fields=["planned_on", "starts_on"])


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
        if node.actual_on is not None or node.planned_on != self.from_on:
            raise ValidationError(gettext("节点已完成或已改期，这份申请只能不同意。"), code="outdated")
        node.move(self.to_on)
        if self.with_followers:
            self._push_followers(node, by=by, now=now)

    def tell(self, *, now: dt.datetime) -> None:
        """The owner of a 交办单 hears what became of its date."""
        if self.action:
            title, word = _("交办单 %(number)s 延期申请：%(word)s"), Decision(self.state).label
            self.action.tell(self.action.owner, title, key=f"later:{self.pk}", now=now, word=word)

    def _push_followers(self, first: Milestone, *, by: User, now: dt.datetime) -> None:
        """Every follower moves by the same number of working days, each with a row of its own."""
        followers = [each for each in first.followers() if each.planned_on >= self.from_on]
        calendar = WorkCalendar.load()
        days = calendar.working_days_between(self.from_on, self.to_on)
        for each in followers:
            to_on = calendar.working_days_after(each.planned_on, days)
            if to_on > each.planned_on:
                with in_house_language():
                    self._push(each, to_on, after=first, by=by, now=now)

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


def planned_then(planned_on: dt.date, later: Iterable[Postponement]) -> dt.date:
    """The plan of a past moment: the date before the first of the moves that were decided after it."""
    first = min(later, key=lambda move: move.decided_at or move.requested_at, default=None)
    return first.from_on if first else planned_on
