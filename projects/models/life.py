"""The life of a project: 销号, 暂停, 复工, 终止, 重新打开; another firm; and two that turn out to be one.

What was frozen of a project stays, whatever becomes of it. Decision 28 says why its end is a row and not a flag.
"""

import datetime as dt
import uuid
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.kernel.workdays import WorkCalendar
from core.models import User, tracked
from core.post.notices import Message, tell
from enterprises.models import Enterprise
from projects.courses import Course, Turn
from projects.enums import ActionState, Decision, EntryKind, Life, LifeAct, LifeCause
from projects.models.aftercare import AfterCareItem
from projects.models.asked import Asked, AskedQuerySet
from projects.models.plan import Postponement
from projects.models.project import Project

# What may be done to a project by how it stands. A merged one is over for good.
POSSIBLE: dict[Life, tuple[LifeAct, ...]] = {
    Life.RUNNING: (LifeAct.FINISH, LifeAct.PAUSE, LifeAct.STOP),
    Life.PAUSED: (LifeAct.RESUME, LifeAct.STOP),
    Life.FINISHED: (LifeAct.REOPEN,),
    Life.STOPPED: (LifeAct.REOPEN,),
    Life.MERGED: (),
}


class Move(NamedTuple):
    """A node that a 复工 moves, and by how many calendar days more than the pause took."""

    name: str
    from_on: dt.date
    to_on: dt.date
    beyond: int


class LifeChangeQuerySet(AskedQuerySet["LifeChange"]):
    """Sentences about turns in the life of projects."""

    def visible_to(self, user: User) -> Self:
        """Those of projects that the person sees."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def for_leaders(self) -> Self:
        """Those that take a leader's word. A 销号 that waits, waits for what is still missing."""
        return self.exclude(act=LifeAct.FINISH)

    def granted(self) -> Self:
        """Those that took place, in the order of their days."""
        return self.filter(state=Decision.APPROVED).order_by("on", "decided_at", "pk")

    def courses(self, by: dt.datetime | None = None) -> dict[int, Course]:
        """The course of each project among these, as it was decided by a moment; by now without one."""
        rows = self.granted().filter(decided_at__lte=by) if by else self.granted()
        turns: dict[int, list[Turn]] = {}
        for project, act, on, until in rows.values_list("project_id", "act", "on", "until"):
            turns.setdefault(project, []).append(Turn(LifeAct(act), on, until))
        return {project: Course.of(each) for project, each in turns.items()}

    @transaction.atomic
    def ask(
        self, project: Project, act: LifeAct, *, on: dt.date, reason: str, by: User, now: dt.datetime, **details: Any
    ) -> "LifeChange":
        """Ask for a turn in the life of a project; nothing changes before it is decided, and who decides is told.

        The same request again is the one that waits; a 销号 that was put aside gives way to any other act. Raises
        ValidationError while another waits, for an act that its present state does not allow, and for a day before the
        last turn.
        """
        saved = locked(Project, project.pk)
        waiting = self.filter(project=saved)
        if act != LifeAct.FINISH:  # a 销号 that was put aside is no decision that others wait for
            with in_house_language():
                note = gettext("已改为提请%(act)s。") % {"act": LifeAct(act).label}
            waiting.filter(act=LifeAct.FINISH).lapse(note=note, by=by, now=now)
        if same := waiting.waiting_like(act=act, on=on, reason=reason):
            return same
        _must_fit(saved, act, on)
        change = self.create(project=saved, act=act, on=on, reason=reason, requested_by=by, requested_at=now, **details)
        change.tell_who_decides(now=now)
        return change


def _must_fit(project: Project, act: str, on: dt.date) -> None:
    if act not in POSSIBLE[project.life]:
        words = {"life": project.life.label, "act": LifeAct(act).label}
        raise ValidationError(_("项目现为“%(life)s”，不能%(act)s。") % words, code="not_now")
    last = project.life_changes.granted().last()
    if last and on < last.on:
        words = {"on": last.on, "act": last.get_act_display()}
        raise ValidationError({"on": _("日期不能早于上一次变动（%(on)s%(act)s）。") % words})


@tracked()
class LifeChange(Asked):
    """项目状态变更: a turn in the life of a project from a day on, with its reason and its evidence.

    `until` is when a pause is expected to be over. `heir` takes over what is still promised when a project is finished.
    `given_up` are items of 售后服务 that end with a stopped project. `dates` are the new dates of a resumed plan, by
    the number of the node.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="life_changes")
    act = models.CharField(_("变更"), max_length=8, choices=LifeAct.choices)
    on = HappenedColumn(_("自哪天起"))
    until = PlannedColumn(_("预计复工日期"), null=True, blank=True)
    cause = models.CharField(_("原因"), max_length=10, choices=LifeCause.choices, blank=True)
    evidence = models.CharField(_("凭证"), max_length=120, blank=True)
    decider = models.ForeignKey(
        User, verbose_name=_("提请谁决定"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heir = models.ForeignKey(
        User, verbose_name=_("售后由谁接"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_up = models.JSONField(_("收回的服务事项"), default=list, blank=True)
    dates = models.JSONField(_("复工后的节点日期"), default=dict, blank=True)
    objects = LifeChangeQuerySet.as_manager()

    class Meta(Asked.Meta):
        verbose_name = _("项目状态变更")
        verbose_name_plural = _("项目状态变更")
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["project"], condition=Q(state=Decision.PENDING), name="life_change_pending_once"
            ),
            models.CheckConstraint(
                condition=Q(act=LifeAct.PAUSE, until__gt=models.F("on")) | (~Q(act=LifeAct.PAUSE) & Q(until=None)),
                name="life_change_pause_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_act_display()}"

    @property
    def about(self) -> Project:
        return self.project

    def hold(self) -> None:
        locked(Project, self.project_id)

    def carry_out(self, *, by: User, now: dt.datetime) -> None:
        """The project turns. Raises ValidationError when its state no longer allows it."""
        project = locked(Project, self.project_id)
        _must_fit(project, self.act, self.on)
        {
            LifeAct.FINISH: self._finish,
            LifeAct.PAUSE: self._pause,
            LifeAct.RESUME: self._resume,
            LifeAct.STOP: self._stop,
            LifeAct.REOPEN: self._reopen,
        }[LifeAct(self.act)](project, by, now)
        project.version += 1
        project.save()
        self.project = project

    def _finish(self, project: Project, by: User, now: dt.datetime) -> None:
        project.closed_on, project.ended_as = self.on, Life.FINISHED
        self._settle_requests(project, _("项目已销号。"), by, now)
        if self.heir:
            self._hand_promises_on(project, by, now)

    def _hand_promises_on(self, project: Project, by: User, now: dt.datetime) -> None:
        """One item of 售后服务 for what was promised and is not reached, due with the last of it."""
        unmet = project.commitments.unmet()
        if not unmet:
            return
        due_on = max(max(each.due_on for each in unmet), timezone.localdate(now))
        with in_house_language():
            kinds = gettext("、").join(str(each.get_kind_display()) for each in unmet)
            text = gettext("跟踪承诺兑现：%(kinds)s") % {"kinds": kinds}
        AfterCareItem.objects.register(
            project, text=text[:200], owner=self.heir, due_on=due_on, by=by, now=now, client_id=self._press()
        )

    def _press(self) -> uuid.UUID:
        """A number of its own for the one item that this change makes."""
        return uuid.uuid5(uuid.NAMESPACE_OID, f"life-change:{self.pk}")

    def _pause(self, project: Project, by: User, now: dt.datetime) -> None:
        project.paused_on, project.resumes_on = self.on, self.until

    def _resume(self, project: Project, by: User, now: dt.datetime) -> None:
        """It goes on with the new dates; the baseline stays. Only what goes beyond the days of the pause is a slip."""
        allowed = new_dates(project, project.paused_on or self.on, self.on)
        project.paused_on = project.resumes_on = None
        for node in project.milestones.filter(actual_on__isnull=True):
            to_on = self.new_date(node.pk) or node.planned_on
            by_the_pause = min(to_on, allowed[node.pk])
            if by_the_pause > node.planned_on:
                self._move(node, by_the_pause, by, now, resumption=True)
            if to_on > node.planned_on:
                self._move(node, to_on, by, now, resumption=False)
        end = project.milestones.order_by("-planned_on").values_list("planned_on", flat=True).first()
        if end and project.due_on and end > project.due_on:
            project.due_on = end

    @property
    def moves(self) -> "list[Move]":
        """What a 复工 would do to the plan, for who decides on it; none for another act."""
        if self.act != LifeAct.RESUME or self.state != Decision.PENDING:
            return []
        allowed = new_dates(self.project, self.project.paused_on or self.on, self.on)
        nodes = self.project.milestones.filter(actual_on__isnull=True)
        asked = [(node, self.new_date(node.pk) or node.planned_on) for node in nodes]
        return [
            Move(node.name, node.planned_on, to_on, max((to_on - allowed[node.pk]).days, 0))
            for node, to_on in asked
            if to_on > node.planned_on
        ]

    def new_date(self, node: int) -> dt.date | None:
        """The date that a node gets when the project goes on."""
        text = self.dates.get(str(node))
        return dt.date.fromisoformat(text) if text else None

    def _move(self, node: Any, to_on: dt.date, by: User, now: dt.datetime, *, resumption: bool) -> None:
        with in_house_language():
            node.postponements.lapse(note=gettext("复工时重排了计划。"), by=by, now=now)
            Postponement.objects.create(
                milestone=node,
                from_on=node.planned_on,
                to_on=to_on,
                reason=gettext("暂停后复工重排") if resumption else gettext("复工时另行推后"),
                resumption=resumption,
                state=Decision.APPROVED,
                requested_by=self.requested_by,
                requested_at=self.requested_at,
                decided_by=by,
                decided_at=now,
            )
        if resumption and self.project.baseline_frozen_on:  # until then the baseline moves with the plan
            node.paused_days += (to_on - node.planned_on).days
            node.save(update_fields=["paused_days"])
        node.move(to_on)

    def _stop(self, project: Project, by: User, now: dt.datetime) -> None:
        """Nothing is asked of it any more: what is open ends with it, saying why."""
        project.closed_on, project.ended_as = self.on, Life.STOPPED
        project.paused_on = project.resumes_on = None
        with in_house_language():
            why = gettext("随项目终止注销：%(reason)s") % {"reason": self.reason}
        for action in project.actions.open():
            action.state, action.closed_at = ActionState.CLOSED, now
            action.save(update_fields=["state", "closed_at"])
            action.write(EntryKind.CLOSED, why, by=by, now=now, number=uuid.uuid4())
        for blocker in project.blockers.open():
            blocker.resolve(at=now, by=by)
        self._settle_requests(project, _("项目已终止。"), by, now)
        for item in project.after_care.open().filter(pk__in=self.given_up):
            item.finish(on=timezone.localdate(now), result=why[:200])

    def _settle_requests(self, project: Project, note: Promise, by: User, now: dt.datetime) -> None:
        """What waits for a leader's word has nothing left to be about."""
        with in_house_language():
            said = str(note)
        for waiting in (project.waivers, Postponement.objects.filter(milestone__project=project)):
            waiting.lapse(note=said, by=by, now=now)

    def _reopen(self, project: Project, by: User, now: dt.datetime) -> None:
        project.closed_on, project.ended_as = None, ""

    def tell_who_decides(self, *, now: dt.datetime) -> None:
        """The leader who was asked hears of it."""
        if self.decider is None or self.decider == self.requested_by:
            return
        words = {"project": self.project.name, "act": self.get_act_display()}
        title, url = _("%(project)s提请%(act)s，等你决定"), reverse("projects:decision_list")
        tell(
            [
                Message(
                    self.decider, title, self.reason, url, f"life:{self.pk}:ask:{self.decider_id}", words, email=True
                )
            ],
            now=now,
        )

    def tell(self, *, now: dt.datetime) -> None:
        """Who asked, and who answers for the project, hear what was decided."""
        told = {self.requested_by_id, self.project.responsible_id, self.project.reporter_id}
        told -= {None, self.decided_by_id}
        words = {"project": self.project.name, "act": self.get_act_display(), "word": self.get_state_display()}
        title, url = _("%(project)s%(act)s：%(word)s"), reverse("projects:project_detail", args=[self.project.code])
        body = self.note or self.reason
        tell(
            [
                Message(each, title, body, url, f"life:{self.pk}:{each.pk}", words)
                for each in User.objects.filter(pk__in=told, is_active=True)
            ],
            now=now,
        )


def moved_by_a_pause(on: dt.date, paused_on: dt.date, resumes_on: dt.date, calendar: WorkCalendar) -> dt.date:
    """A day later by the working days that a pause took."""
    return calendar.working_days_after(on, calendar.working_days_between(paused_on, resumes_on))


def new_dates(project: Project, paused_on: dt.date, resumes_on: dt.date) -> dict[int, dt.date]:
    """What a plan comes to when a paused project goes on: each open node moves by the working days of the pause."""
    calendar = WorkCalendar.load()
    nodes = project.milestones.filter(actual_on__isnull=True).values_list("pk", "planned_on")
    return {pk: moved_by_a_pause(on, paused_on, resumes_on, calendar) for pk, on in nodes}


class FirmChangeQuerySet(models.QuerySet["FirmChange"]):
    """Sentences about the firms of projects."""

    @transaction.atomic
    def record(
        self, project: Project, after: Enterprise, *, on: dt.date, reason: str, by: User, now: dt.datetime
    ) -> "FirmChange | None":
        """Another firm carries the project from a day on. None, and nothing changes, when it is that firm already."""
        saved = locked(Project, project.pk)
        if saved.enterprise_id == after.pk:
            return None
        change = self.create(project=saved, before=saved.enterprise, after=after, on=on, reason=reason, by=by, at=now)
        saved.enterprise = after
        saved.version += 1
        saved.save()
        return change


@tracked()
class FirmChange(models.Model):
    """项目主体变更: another firm carries a project from a day on."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="firm_changes")
    before = models.ForeignKey(
        Enterprise, verbose_name=_("原企业"), null=True, on_delete=models.PROTECT, related_name="projects_left"
    )
    after = models.ForeignKey(
        Enterprise, verbose_name=_("现企业"), on_delete=models.PROTECT, related_name="projects_taken_over"
    )
    on = HappenedColumn(_("变更日期"))
    reason = models.CharField(_("理由"), max_length=200)
    by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))
    objects = FirmChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("项目主体变更")
        verbose_name_plural = _("项目主体变更")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.project} {self.after}"


@tracked()
class ProjectMerge(models.Model):
    """Two projects turned out to be one: what moved from the one to the other, by whom and why."""

    kept = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="merges")
    merged = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="merge")
    reason = models.CharField(_("理由"), max_length=200)
    moved = models.JSONField(_("移过来的"), default=dict)
    by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("项目合并")
        verbose_name_plural = _("项目合并")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
