"""The week: its period, the weekly updates, what was frozen of them, and the reminders."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, ChangeColumn
from core.kernel.taps import TAKEN_BACK, former_name, of_tap, own_number, was_taken_back
from core.kernel.workdays import WorkCalendar
from core.models import Attachment, Tapped, User, bumps, tracked
from core.office.photos import store_photo
from projects.enums import DeclaredLamp, PeriodState, Stage
from projects.models.names import NamedThen, keeps_names
from projects.models.project import Conflict, Project
from projects.payloads import UpdateContent

REMIND_AT, DEADLINE_AT, MEETS_AT = dt.time(8, 0), dt.time(8, 30), dt.time(9, 0)
MAX_PHOTOS = 6  # of one weekly update


def deadline_of(meets_on: dt.date | None) -> dt.datetime | None:
    """08:30 on the day of the meeting; None for a week without one."""
    return moment(meets_on, DEADLINE_AT) if meets_on else None


class PeriodClosed(Exception):
    """The deadline of the period has passed; updates belong to the next open one."""


@tracked()
class Period(models.Model):
    """A weekly scheduling period (调度期), keyed by ISO year and week in Shanghai.

    It meets on the first working day of its week; a week without any has no meeting. projects/periods.py makes it.
    """

    iso_year = models.PositiveSmallIntegerField(_("年"))
    iso_week = models.PositiveSmallIntegerField(_("周"))
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    meets_on = models.DateField(_("调度日期"), null=True, blank=True)
    cancelled = models.BooleanField(_("会议取消"), default=False)
    change_reason = models.CharField(_("变更原因"), max_length=120, blank=True)
    changed_by = models.ForeignKey(
        User, verbose_name=_("变更人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(_("冻结时间"), null=True, blank=True)
    host = models.CharField(_("主持"), max_length=40, blank=True)
    attended = models.CharField(_("参加"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("调度期")
        verbose_name_plural = _("调度期")
        ordering = ["-starts_on"]
        triggers = [bumps("periods")]
        constraints = [
            models.UniqueConstraint(fields=["iso_year", "iso_week"], name="period_once"),
            models.CheckConstraint(
                condition=Q(meets_on__isnull=True)
                | Q(meets_on__gte=models.F("starts_on"), meets_on__lte=models.F("ends_on")),
                name="period_meets_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def frozen_on(self) -> dt.date | None:
        """The day of the freeze; None while the week collects."""
        return timezone.localdate(self.frozen_at) if self.frozen_at else None

    @property
    def key(self) -> str:
        """2021-W14."""
        return f"{self.iso_year}-W{self.iso_week:02d}"

    @property
    def state(self) -> PeriodState:
        """Where the week stands: collecting until the deadline, frozen until the meeting is over, then closed."""
        if self.closed_at:
            return PeriodState.CLOSED
        return PeriodState.FROZEN if self.frozen_at else PeriodState.COLLECTING

    @property
    def follows_the_calendar(self) -> bool:
        """Whether nobody fixed its day: no leader moved it, and it is not frozen."""
        return not (self.change_reason or self.frozen_at)

    def may_be_moved(self, now: dt.datetime) -> bool:
        """Until the week is closed; not in the minute between its deadline and the freeze."""
        collects = self.deadline is not None and now < self.deadline
        return self.closed_at is None and (self.frozen_at is not None or collects)

    @transaction.atomic
    def move(self, *, to: dt.date, reason: str, by: User, now: dt.datetime) -> None:
        """A leader moves the meeting to another day of its week, and with it the reminder and the deadline.

        Once the week is frozen only the meeting moves: what was frozen stays. Raises ValidationError for a day outside
        the week, a day off, a day that is over, and once the week is closed.
        """
        self._lock_to_change(now)
        if not self.starts_on <= to <= self.ends_on:
            raise ValidationError(_("调度日期要在本周之内。"), code="other_week")
        if moment(to, MEETS_AT if self.frozen_at else DEADLINE_AT) <= now:
            said = _("这一天的会议时间已过。") if self.frozen_at else _("这一天的填报截止时间已过。")
            raise ValidationError(said, code="over")
        if not WorkCalendar.load().is_working(to):
            raise ValidationError(_("这一天不是工作日。"), code="day_off")
        self.meets_on, self.cancelled = to, False
        self.change_reason, self.changed_by = reason, by
        self.save()

    @transaction.atomic
    def cancel(self, *, reason: str, by: User, now: dt.datetime) -> None:
        """A leader calls the meeting off. Updates are still collected and frozen on its day; a second time is the same.

        Raises ValidationError once the week is closed.
        """
        self._lock_to_change(now)
        self.cancelled, self.change_reason, self.changed_by = True, reason, by
        self.save()

    @transaction.atomic
    def close(self, *, now: dt.datetime) -> None:
        """办结本期调度: the meeting is over and nothing more is decided in it. A second time changes nothing.

        Raises ValidationError before the freeze. A week that nobody closes is closed when it is over (`freezing.tick`).
        """
        locked(Period, self.pk)
        self.refresh_from_db()
        if self.frozen_at is None:
            raise ValidationError(_("本期还在填报，截止后才能结束。"), code="not_frozen")
        if self.closed_at is None:
            self.closed_at = now
            self.save(update_fields=["closed_at"])

    def _lock_to_change(self, now: dt.datetime) -> None:
        locked(Period, self.pk)
        self.refresh_from_db()
        if self.closed_at:
            raise ValidationError(_("本期已结束，会议不能再改。"), code="closed")
        if not self.may_be_moved(now):
            raise ValidationError(_("本周填报已截止，正在冻结，请一分钟后再试。"), code="freezing")

    def _at(self, time: dt.time) -> dt.datetime | None:
        return moment(self.meets_on, time) if self.meets_on else None

    @property
    def remind_at(self) -> dt.datetime | None:
        """From when reminders are owed: 08:00 on the meeting day."""
        return self._at(REMIND_AT)

    @property
    def deadline(self) -> dt.datetime | None:
        """Until when updates count for this period: 08:30 on the meeting day, or when it was frozen by hand."""
        return self.frozen_at or deadline_of(self.meets_on)

    @property
    def meets_at(self) -> dt.datetime | None:
        """When the meeting begins: 09:00 on the meeting day."""
        return self._at(MEETS_AT)


# PostgreSQL locks in the order of the clauses.
HOLD = """
    SELECT period.* FROM projects_period period, projects_project project
    WHERE period.id = %s AND project.id = %s FOR KEY SHARE OF period FOR UPDATE OF project
"""


def _hold(project: Project, period: Period, now: dt.datetime) -> None:
    """Keep a period from being frozen, and a project to oneself, until the transaction ends.

    The period's lock is shared, so that people do not wait for each other's photos. It comes before the lock of the
    project: the freeze takes period and projects in this order too, and neither waits for the other in a circle. Raises
    PeriodClosed when the period is over.
    """
    held = Period.objects.raw(HOLD, [period.pk, project.pk])[0]
    if held.frozen_at or held.deadline is None or now >= held.deadline:
        raise PeriodClosed(period)


class UpdateQuerySet(models.QuerySet["Update"]):
    """Sentences about updates."""

    def visible_to(self, user: User) -> Self:
        """Updates follow their project."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def before(self, period: Period) -> Self:
        """Updates of earlier periods, the latest first."""
        return self.filter(period__starts_on__lt=period.starts_on).order_by("-period__starts_on")

    def submit(
        self,
        *,
        project: Project,
        period: Period,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
        expected_version: int,
        content: UpdateContent,
    ) -> "Update":
        """Save the weekly update of a project: a new one (expected_version 0) or the next version of the saved one.

        Also raises or changes its blocker, ticks milestones, and stores photos. The same press again returns
        what it saved the first time. Raises Conflict when somebody else saved first, PeriodClosed after the
        deadline, ValidationError for a photo that is none, for a number that belongs elsewhere, and for the number of
        one that was taken back.
        """
        mine = self.model.objects.filter(project=project, period=period)
        try:
            with own_number(), transaction.atomic():
                _hold(project, period, now)  # two people, one after the other; the unique key is the last defence
                saved = mine.first()
                if saved and saved.client_id == client_id:
                    return saved
                if saved is None and was_taken_back(self.model, client_id):
                    raise ValidationError(gettext("这次填报已撤回，没有再报。"), code=TAKEN_BACK)
                if saved and saved.version != expected_version:
                    raise Conflict(saved)
                update = saved or self.model(project=project, period=period, version=0)
                update.write(content, by=by, now=now, client_id=client_id)
                return update
        except PeriodClosed:
            if repeated := of_tap(mine, client_id):
                return repeated
            raise

    def submit_unchanged(
        self,
        *,
        project: Project,
        period: Period,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
        declared: str = DeclaredLamp.GREEN,
    ) -> "Update":
        """本周无变化 in one tap: last week's plan and lamp hold on; `declared` is used when there was no last week.

        Never overwrites: raises Conflict when this period already has an update.
        """
        last = self.model.objects.filter(project=project).before(period).first()
        content = UpdateContent(
            unchanged=True, next=last.next if last else "", declared=last.declared if last else declared
        )
        return self.submit(
            project=project,
            period=period,
            by=by,
            now=now,
            client_id=client_id,
            expected_version=0,
            content=content,
        )


@tracked()
class Update(Tapped):
    """The weekly update (每周进展) of one project: one a period, `version` counts its savings.

    `client_id` is made by the browser with the form: the same tap repeated is the same saving.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="updates")
    unchanged = models.BooleanField(_("无变化"), default=False)
    done = models.TextField(_("本周完成"), max_length=300, blank=True)
    next = models.TextField(_("下一步计划"), max_length=300, blank=True)
    investment_wan = AmountColumn(
        _("本周完成投资（万元）"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    declared = models.CharField(_("申报灯"), max_length=6, choices=DeclaredLamp.choices)
    author = models.ForeignKey(User, verbose_name=_("填报人"), on_delete=models.PROTECT, related_name="updates")
    submitted_at = models.DateTimeField(_("填报时间"))
    version = models.PositiveIntegerField(_("版本"), default=1)
    submission_id = former_name("client_id")
    objects = UpdateQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("每周进展")
        verbose_name_plural = _("每周进展")
        ordering = ["-period__starts_on", "project"]
        constraints = [
            models.UniqueConstraint(fields=["project", "period"], name="update_once_a_period"),
            models.CheckConstraint(condition=Q(investment_wan__gte=0), name="update_investment_not_negative"),
            models.CheckConstraint(condition=Q(unchanged=True) | ~Q(done=""), name="update_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"

    @property
    def open_blocker(self) -> models.Model | None:
        """What this update asked to coordinate, as long as it is not resolved."""
        return self.blockers.filter(resolved_at__isnull=True).first() if self.pk else None

    def write(self, content: UpdateContent, *, by: User, now: dt.datetime, client_id: uuid.UUID) -> None:
        """Write one saving with everything that belongs to it. Only `submit` calls this, under its lock."""
        for name in ("done", "next", "investment_wan", "declared", "unchanged"):
            setattr(self, name, getattr(content, name))
        self.author, self.submitted_at, self.client_id = by, now, client_id
        self.version += 1
        self.save()
        self._write_blocker(content, by=by, now=now)
        for blocker in self.project.blockers.filter(pk__in=content.resolved):  # no query for none
            blocker.resolve(at=now, by=by)
        for milestone in self.project.milestones.filter(pk__in=content.milestones):
            milestone.complete(on=content.milestones[milestone.pk])
            if milestone.closes:
                self.project.follow(milestone.closes, on=milestone.actual_on, by=by)
        stored = [store_photo(photo, by=by, now=now) for photo in content.photos]
        UpdatePhoto.objects.bulk_create(
            [UpdatePhoto(update_of=self, attachment=photo) for photo in (*content.kept_photos, *stored)]
        )
        self.project.renew_standing(now=now)

    @transaction.atomic
    def withdraw(self, *, by: User, now: dt.datetime) -> None:
        """撤回无变化: the week is 未报 again. A second time changes nothing.

        Raises PeriodClosed after the deadline, and ValidationError for what says something and for somebody else.
        """
        _hold(self.project, self.period, now)
        saved = Update.objects.filter(pk=self.pk).first()
        if saved is None:
            return
        if not saved.unchanged:
            raise ValidationError(_("这一周填报了进展，请修改进展，不能撤回。"), code="says_something")
        if saved.author_id != by.pk:
            raise ValidationError(_("只有报无变化的人可以撤回。"), code="not_yours")
        saved.delete()
        self.project.renew_standing(now=now)

    @transaction.atomic
    def correct(
        self, *, text: str, investment_delta_wan: Decimal, by: User, now: dt.datetime, client_id: uuid.UUID
    ) -> "Correction":
        """更正 after the freeze: a dated line below the update; what was frozen stays. The same number is one line.

        Raises ValidationError before the freeze, when the update itself may still be changed, and when the week's
        investment would become negative.
        """
        locked(Project, self.project_id)
        if repeated := of_tap(self.corrections.all(), client_id):
            return repeated
        if self.period.deadline is None or now < self.period.deadline:
            raise ValidationError(_("这一周还在填报，直接修改进展即可。"), code="not_frozen")
        before = self.corrections.aggregate(sum=models.Sum("investment_delta_wan"))["sum"] or Decimal(0)
        if self.investment_wan + before + investment_delta_wan < 0:
            raise ValidationError(_("更正后这一周的投资会小于零。"), code="negative")
        correction = self.corrections.create(
            text=text, investment_delta_wan=investment_delta_wan, by=by, at=now, client_id=client_id
        )
        self.project.renew_standing(now=now)
        return correction

    def _write_blocker(self, content: UpdateContent, *, by: User, now: dt.datetime) -> None:
        """One blocker a week: raised, reworded, sent elsewhere, or withdrawn when the text is taken away."""
        blocker = self.open_blocker if self.version > 1 else None
        if blocker and not content.blocker:
            blocker.withdraw(at=now, by=by)
        elif blocker:
            if content.department:
                blocker.transfer(content.department, by=by, at=now)
            blocker.text = content.blocker
            blocker.save(update_fields=["text"])
        elif content.blocker:
            raised = {"text": content.blocker, "department": content.department, "raised_by": by, "raised_at": now}
            self.blockers.create(project=self.project, **raised)


@tracked()
class UpdatePhoto(models.Model):
    """A site photo of a weekly update."""

    update_of = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(
        Attachment, verbose_name=_("照片"), on_delete=models.PROTECT, related_name="update_photo"
    )

    class Meta:
        verbose_name = _("进展照片")
        verbose_name_plural = _("进展照片")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)

    @transaction.atomic
    def take_away(self, *, now: dt.datetime) -> None:
        """The photo goes, its name stays in the history. A second time changes nothing.

        Raises PeriodClosed after the deadline: what was frozen stays.
        """
        _hold(self.update_of.project, self.update_of.period, now)
        if UpdatePhoto.objects.filter(pk=self.pk).delete()[0]:
            self.attachment.take_away(now=now)


class Correction(Tapped):
    """更正: said after the week was frozen. The update and its snapshot stay; the sum of investment follows."""

    update_of = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="corrections")
    text = models.CharField(_("更正内容"), max_length=300)
    investment_delta_wan = ChangeColumn(_("投资更正（万元）"), max_digits=12, decimal_places=2, default=Decimal(0))
    by = models.ForeignKey(User, verbose_name=_("更正人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("更正时间"))
    submission_id = former_name("client_id")

    class Meta(Tapped.Meta):
        verbose_name = _("更正")
        verbose_name_plural = _("更正")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


@pgtrigger.register(pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete))
class Snapshot(NamedThen):
    """A project as it stood when a period froze. The database refuses to change or delete it.

    Money in 万元 (`invested_wan` is None where nobody ever reported); `plan` lists the nodes as name, baseline_on,
    planned_on, actual_on.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="snapshots")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="snapshots")
    frozen_at = models.DateTimeField(_("冻结时间"))
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage.choices, blank=True)
    system = models.CharField(_("系统灯"), max_length=6, choices=Lamp.choices)
    declared = models.CharField(_("申报灯"), max_length=6, choices=DeclaredLamp.choices, blank=True)
    reasons = ArrayField(models.CharField(max_length=200), verbose_name=_("判灯依据"), default=list)
    reported = models.BooleanField(_("已报"), default=False)
    paused = models.BooleanField(_("暂停"), default=False)
    unchanged = models.BooleanField(_("无变化"), default=False)
    done = models.TextField(_("本周完成"), blank=True)
    next = models.TextField(_("下一步计划"), blank=True)
    author = models.CharField(_("填报人"), max_length=60, blank=True)
    silent_periods = models.PositiveSmallIntegerField(_("连续未报期数"), default=0)
    invested_wan = models.DecimalField(_("累计完成投资（万元）"), max_digits=14, decimal_places=2, null=True)
    total_wan = models.DecimalField(_("总投资（万元）"), max_digits=14, decimal_places=2, null=True)
    leader = models.CharField(_("联点领导"), max_length=60, blank=True)
    reporter = models.CharField(_("汇报人"), max_length=60, blank=True)
    week_wan = models.DecimalField(_("本周完成投资（万元）"), max_digits=12, decimal_places=2, default=Decimal(0))
    open_blockers = models.PositiveSmallIntegerField(_("未解决需协调事项"), default=0)
    open_actions = models.PositiveSmallIntegerField(_("未销号交办单"), default=0)
    plan = models.JSONField(_("节点"), default=list)

    class Meta(NamedThen.Meta):
        verbose_name = _("周快照")
        verbose_name_plural = _("周快照")
        ordering = ["period", "project"]
        triggers = [bumps("snapshots"), keeps_names()]
        constraints = [models.UniqueConstraint(fields=["period", "project"], name="snapshot_once")]
        indexes = [models.Index(fields=["project", "-frozen_at"], name="snapshot_latest")]

    def __str__(self) -> str:
        return f"{self.period} {self.project}"


class Reminder(models.Model):
    """One person is owed one reminder for one project in one period. projects/week/reminders.py makes the digest."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reminders")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reminders")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reminders")
    owed_at = models.DateTimeField(_("应发时间"))

    class Meta:
        verbose_name = _("调度提醒")
        verbose_name_plural = _("调度提醒")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["period", "project", "user"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.project} {self.user}"
