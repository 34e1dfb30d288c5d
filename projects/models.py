"""Key projects: the register, milestones, the weekly period, updates, blockers and reminders."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import Attachment, Cluster, Department, Park, User
from core.names import name_keys
from core.photos import store_photo
from enterprises.models import Enterprise, LiaisonAssignment
from projects.enums import STAGE_ORDER, AttractKind, ChainAction, DeclaredLamp, MilestoneKind, Stage
from projects.payloads import MilestoneRow, UpdateContent

SHANGHAI = ZoneInfo("Asia/Shanghai")
REMIND_AT, DEADLINE_AT, MEETS_AT = dt.time(8, 0), dt.time(8, 30), dt.time(9, 0)
SEES_ALL_PROJECTS = (Role.LEADER, Role.AUDITOR, Role.PROJECT_OFFICER)
MAX_PHOTOS = 6  # of one weekly update


class Conflict(Exception):
    """Somebody else saved first. `saved` is the row as it is now; nothing of ours was written."""

    def __init__(self, saved: "Update | Project") -> None:
        super().__init__(f"{saved} is at version {saved.version}")
        self.saved = saved


class PeriodClosed(Exception):
    """The deadline of the period has passed; updates belong to the next open one."""


class TaskForce(models.Model):
    """A standing team (专班) that works on projects."""

    name = models.CharField(_("专班"), max_length=40, unique=True)
    department = models.ForeignKey(
        Department, verbose_name=_("牵头部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    members = models.ManyToManyField(User, verbose_name=_("成员"), blank=True, related_name="task_forces")

    class Meta:
        verbose_name = _("专班")
        verbose_name_plural = _("专班")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ProjectQuerySet(models.QuerySet["Project"]):
    """Sentences about projects."""

    def visible_to(self, user: User) -> Self:
        """Leaders, auditors and project officers share the whole chart.

        A liaison officer sees the projects of the firms they look after; a handler those that raised something
        with their department, or that their department's task force works on.
        """
        if user.holds(*SEES_ALL_PROJECTS):
            return self
        seen = Q(pk__in=[])
        if user.holds(Role.LIAISON):
            firms = LiaisonAssignment.objects.current().filter(officer=user).values("enterprise")
            seen |= Q(enterprise__in=firms)
        if user.holds(Role.HANDLER) and user.department_id:
            seen |= Q(pk__in=Blocker.objects.filter(department=user.department_id).values("project"))
            seen |= Q(task_force__department=user.department_id)
        return self.filter(seen)

    def key(self) -> Self:
        """Projects on the list of key projects."""
        return self.filter(key_listed_on__isnull=False)

    def active(self) -> Self:
        """Projects that are still worked on every week."""
        return self.filter(closed_on__isnull=True)

    def owed_by(self, user: User) -> Self:
        """Projects whose weekly update this very person owes."""
        return self.filter(Q(responsible=user) | Q(reporter=user))

    def named_like(self, text: str) -> Self:
        """Projects whose name, code, pinyin, initials or firm contain the text."""
        text = text.strip()
        return self.filter(
            Q(name__icontains=text)
            | Q(code__icontains=text)
            | Q(pinyin__contains=text.lower())
            | Q(initials__contains=text.lower())
            | Q(enterprise__in=Enterprise.objects.named_like(text))
        )

    def locked(self, pk: int) -> "Project":
        """Lock one project's row until the transaction ends: its updates and plan change one after the other."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def registered_as(self, client_id: str) -> "Project | None":
        """The project that this number of a form made already, if any."""
        try:
            return self.filter(client_id=uuid.UUID(client_id)).first()
        except ValueError:
            return None

    def next_code(self, today: dt.date) -> str:
        """The next free number of the year, YH-2026-001. Holds a lock until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('projects.next_code'))")
        prefix = f"YH-{today.year}-"
        taken = self.model.objects.filter(code__regex=rf"^{prefix}\d+$").values_list("code", flat=True)
        return f"{prefix}{max((int(code.removeprefix(prefix)) for code in taken), default=0) + 1:03d}"


@pghistory.track()
class Project(models.Model):
    """A project of the zone. A key project has a date on which it was listed (`key_listed_on`)."""

    code = models.CharField(
        _("编号"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9][A-Z0-9-]*$", _("编号只用大写字母、数字和短横线。"))],
    )
    name = models.CharField(_("项目名称"), max_length=80, unique=True)
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    park = models.ForeignKey(
        Park, verbose_name=_("园区"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("产业高地"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    partner = models.CharField(_("合作方"), max_length=60, blank=True)
    attract_kinds = ArrayField(
        models.CharField(max_length=12, choices=AttractKind.choices), verbose_name=_("类型"), default=list, blank=True
    )
    chain_action = models.CharField(_("链条作用"), max_length=12, choices=ChainAction.choices, blank=True)
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage.choices, blank=True)
    key_listed_on = models.DateField(_("列入重点项目日期"), null=True, blank=True)
    closed_on = models.DateField(_("销号日期"), null=True, blank=True)
    total_investment_wan = models.DecimalField(
        _("总投资（万元）"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    investment_is_floor = models.BooleanField(
        _("总投资为下限"), default=False, help_text=_("公开资料只说“超过”时勾选。")
    )
    leader = models.ForeignKey(
        User, verbose_name=_("定领导"), null=True, blank=True, on_delete=models.PROTECT, related_name="led_projects"
    )
    task_force = models.ForeignKey(
        TaskForce, verbose_name=_("定专班"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    responsible = models.ForeignKey(
        User, verbose_name=_("定责任"), null=True, blank=True, on_delete=models.PROTECT, related_name="duty_projects"
    )
    reporter = models.ForeignKey(
        User, verbose_name=_("填报人"), null=True, blank=True, on_delete=models.PROTECT, related_name="report_projects"
    )
    due_on = models.DateField(_("定时间"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=120, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    client_id = models.UUIDField(_("提交号"), null=True, unique=True, editable=False)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    initials = models.CharField(max_length=60, blank=True, editable=False)
    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("项目")
        verbose_name_plural = _("项目")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total_investment_wan__isnull=True) | Q(total_investment_wan__gt=0),
                name="investment_positive",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search columns in step with the name."""
        self.pinyin, self.initials = name_keys(self.name)
        super().save(*args, **kwargs)

    @property
    def attract_kind_labels(self) -> list[str]:
        """The kinds in words, in the order of the enum."""
        return [str(kind.label) for kind in AttractKind if kind in self.attract_kinds]

    @property
    def owes_updates(self) -> bool:
        """Whether somebody is asked for this project's progress every week."""
        return self.key_listed_on is not None and self.closed_on is None

    @transaction.atomic
    def enter_stage(self, stage: str, *, on: dt.date, by: User) -> None:
        """Move to a stage and write down since when. Going back is a correction: later stages were never entered.

        Entering the present stage again corrects its day. Raises ValidationError when an earlier stage began later.
        """
        place = STAGE_ORDER.index(Stage(stage))
        self.stage_changes.filter(stage__in=STAGE_ORDER[place + 1 :]).delete()
        if before := self.stage_changes.filter(stage__in=STAGE_ORDER[:place], on__gt=on).last():
            raise ValidationError(
                _("%(stage)s的日期不能早于%(before)s（%(on)s）。")
                % {"stage": Stage(stage).label, "before": before.get_stage_display(), "on": before.on},
                code="stage_too_early",
            )
        StageChange.objects.update_or_create(project=self, stage=stage, defaults={"on": on, "by": by})
        self.stage = stage
        self.save(update_fields=["stage"])

    @transaction.atomic
    def amend(self, values: Mapping[str, Any], *, expected_version: int) -> "Project":
        """Save these fields if nobody saved since `expected_version` was shown, and return the project as saved.

        Raises Conflict otherwise. The stage is not among the fields: `enter_stage` moves it.
        """
        saved = Project.objects.locked(self.pk)
        if saved.version != expected_version:
            raise Conflict(saved)
        for name, value in values.items():
            setattr(saved, name, value)
        saved.version += 1
        saved.save()
        return saved

    @transaction.atomic
    def plan_milestones(self, rows: Iterable[MilestoneRow]) -> None:
        """Write the plan's nodes in the order of rank and date. A new node freezes its baseline at its first plan.

        Nodes that are not among the rows stay. A baseline never changes here.
        """
        Project.objects.locked(self.pk)
        rows = list(rows)
        saved = {milestone.pk: milestone for milestone in self.milestones.all()}
        kept = [m for pk, m in saved.items() if pk not in {row.pk for row in rows}]
        ordered = sorted([*rows, *kept], key=lambda node: (node.rank, node.planned_on))
        for rank, node in enumerate(ordered, start=1):
            milestone = saved[node.pk] if node.pk else Milestone(project=self, baseline_on=node.planned_on)
            for name in ("name", "kind", "planned_on", "actual_on"):
                setattr(milestone, name, getattr(node, name))
            milestone.rank = rank
            milestone.save()


class StageChange(models.Model):
    """A project entered a stage."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage.choices)
    on = models.DateField(_("日期"))
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("阶段变更")
        verbose_name_plural = _("阶段变更")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "stage"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"


@pghistory.track()
class Milestone(models.Model):
    """A node of the plan: the frozen baseline, the plan of today, and the actual date."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    rank = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("节点"), max_length=40)
    kind = models.CharField(_("类型"), max_length=10, choices=MilestoneKind.choices, default=MilestoneKind.WORK)
    baseline_on = models.DateField(_("原基线"))
    planned_on = models.DateField(_("现计划"))
    actual_on = models.DateField(_("实际"), null=True, blank=True)

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


class Period(models.Model):
    """A weekly scheduling period (调度期), keyed by ISO year and week in Shanghai.

    It meets on the first working day of its week; a week without any has no meeting. projects/periods.py makes it.
    """

    iso_year = models.PositiveSmallIntegerField(_("年"))
    iso_week = models.PositiveSmallIntegerField(_("周"))
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    meets_on = models.DateField(_("调度日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("调度期")
        verbose_name_plural = _("调度期")
        ordering = ["-starts_on"]
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
    def key(self) -> str:
        """2021-W14."""
        return f"{self.iso_year}-W{self.iso_week:02d}"

    def _at(self, time: dt.time) -> dt.datetime | None:
        return dt.datetime.combine(self.meets_on, time, tzinfo=SHANGHAI) if self.meets_on else None

    @property
    def remind_at(self) -> dt.datetime | None:
        """From when reminders are owed: 08:00 on the meeting day."""
        return self._at(REMIND_AT)

    @property
    def deadline(self) -> dt.datetime | None:
        """Until when updates count for this period: 08:30 on the meeting day."""
        return self._at(DEADLINE_AT)

    @property
    def meets_at(self) -> dt.datetime | None:
        """When the meeting begins: 09:00 on the meeting day."""
        return self._at(MEETS_AT)


def _same_tap(repeated: "Update", project: Project, period: Period) -> "Update":
    """The update that this submission saved already. Raises ValidationError when its number belongs elsewhere."""
    if (repeated.project_id, repeated.period_id) != (project.pk, period.pk):
        raise ValidationError(_("这个提交号已用于别的进展，请刷新页面后再填。"), code="foreign_submission")
    return repeated


class UpdateQuerySet(models.QuerySet["Update"]):
    """Sentences about updates."""

    def visible_to(self, user: User) -> Self:
        """Updates follow their project."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def before(self, period: Period) -> Self:
        """Updates of earlier periods, the latest first."""
        return self.filter(period__starts_on__lt=period.starts_on).order_by("-period__starts_on")

    @transaction.atomic
    def submit(
        self,
        *,
        project: Project,
        period: Period,
        by: User,
        now: dt.datetime,
        submission_id: uuid.UUID,
        expected_version: int,
        content: UpdateContent,
    ) -> "Update":
        """Save the weekly update of a project: a new one (expected_version 0) or the next version of the saved one.

        Also raises or changes its blocker, ticks milestones, and stores photos. The same submission again returns
        what it saved the first time. Raises Conflict when somebody else saved first, PeriodClosed after the
        deadline, ValidationError for a photo that is none.
        """
        Project.objects.locked(project.pk)  # two people, one after the other; the unique key is the last defence
        repeated = self.model.objects.filter(submission_id=submission_id).first()
        if repeated:
            return _same_tap(repeated, project, period)
        if period.deadline is None or now >= period.deadline:
            raise PeriodClosed(period)
        saved = self.model.objects.filter(project=project, period=period).first()
        if saved and saved.version != expected_version:
            raise Conflict(saved)
        update = saved or self.model(project=project, period=period, version=0)
        update.write(content, by=by, now=now, submission_id=submission_id)
        return update

    def submit_unchanged(
        self,
        *,
        project: Project,
        period: Period,
        by: User,
        now: dt.datetime,
        submission_id: uuid.UUID,
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
            submission_id=submission_id,
            expected_version=0,
            content=content,
        )


@pghistory.track()
class Update(models.Model):
    """The weekly update (每周进展) of one project: one a period, `version` counts its savings.

    `submission_id` is made by the browser with the form: the same tap repeated is the same saving.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="updates")
    unchanged = models.BooleanField(_("无变化"), default=False)
    done = models.TextField(_("本周完成"), max_length=300, blank=True)
    next = models.TextField(_("下一步计划"), max_length=300, blank=True)
    investment_wan = models.DecimalField(
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
    submission_id = models.UUIDField(_("提交号"), default=uuid.uuid4, unique=True)
    objects = UpdateQuerySet.as_manager()

    class Meta:
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
    def open_blocker(self) -> "Blocker | None":
        """What this update asked to coordinate, as long as it is not resolved."""
        return self.blockers.filter(resolved_at__isnull=True).first() if self.pk else None

    def write(self, content: UpdateContent, *, by: User, now: dt.datetime, submission_id: uuid.UUID) -> None:
        """Write one saving with everything that belongs to it. Only `submit` calls this, under its lock."""
        for name in ("done", "next", "investment_wan", "declared", "unchanged"):
            setattr(self, name, getattr(content, name))
        self.author, self.submitted_at, self.submission_id = by, now, submission_id
        self.version += 1
        self.save()
        self._write_blocker(content, by=by, now=now)
        for blocker in self.project.blockers.filter(pk__in=content.resolved):
            blocker.resolve(at=now)
        for milestone in self.project.milestones.filter(pk__in=content.milestones):
            milestone.complete(on=content.milestones[milestone.pk])
        stored = [store_photo(photo, by=by, now=now) for photo in content.photos]
        UpdatePhoto.objects.bulk_create(
            [UpdatePhoto(update_of=self, attachment=photo) for photo in (*content.kept_photos, *stored)]
        )

    def _write_blocker(self, content: UpdateContent, *, by: User, now: dt.datetime) -> None:
        """One blocker a week: raised, reworded, or withdrawn when the text is taken away."""
        blocker = self.open_blocker
        if blocker and not content.blocker:
            blocker.resolve(at=now)
        elif content.blocker:
            blocker = blocker or Blocker(project=self.project, update_of=self, raised_by=by, raised_at=now)
            blocker.text, blocker.department = content.blocker, content.department
            blocker.save()


class UpdatePhoto(models.Model):
    """A site photo of a weekly update."""

    update_of = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="update_photo")

    class Meta:
        verbose_name = _("进展照片")
        verbose_name_plural = _("进展照片")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)


@pghistory.track()
class Blocker(models.Model):
    """Something that needs coordination (需协调事项), raised with a department."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="blockers")
    update_of = models.ForeignKey(Update, null=True, blank=True, on_delete=models.PROTECT, related_name="blockers")
    text = models.CharField(_("需协调事项"), max_length=200)
    department = models.ForeignKey(
        Department, verbose_name=_("协调部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="blockers"
    )
    raised_by = models.ForeignKey(User, verbose_name=_("提出人"), on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("提出时间"))
    resolved_at = models.DateTimeField(_("解决时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("需协调事项")
        verbose_name_plural = _("需协调事项")
        ordering = ["raised_at", "pk"]

    def __str__(self) -> str:
        return self.text

    def resolve(self, *, at: dt.datetime) -> None:
        """It is settled. A second time changes nothing."""
        if self.resolved_at is None:
            self.resolved_at = at
            self.save(update_fields=["resolved_at"])


class Reminder(models.Model):
    """One person is owed one reminder for one project in one period. projects/reminders.py makes the digest."""

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
