"""The register of projects: who works on them, their stage, and who answered for them when."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import connection, models, transaction
from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.hands.reading import departments, hands
from core.kernel.locks import locked
from core.kernel.sense import EARLY_YEARS, AmountColumn, HappenedColumn, NarrowColumn, PlannedColumn, years_after
from core.models import Cluster, OnceAsSeen, Park, Tapped, User, bumps, tracked
from core.post.notices import Message, tell
from enterprises.fours import missing_fours
from enterprises.models import Enterprise, LiaisonAssignment
from enterprises.named import Named, holds, in_any
from enterprises.names import name_keys, plain
from projects.enums import STAGE_ORDER, AttractKind, ChainAction, Duty, Life, Stage
from projects.models.asked import Asked
from projects.models.assignment import Assignment
from projects.models.conflict import Conflict
from projects.models.listed import on_key_list
from projects.models.taskforce import TaskForce
from projects.models.template import PlanTemplate
from projects.payloads import MilestoneRow

SEES_ALL_PROJECTS = (Role.LEADER, Role.AUDITOR, Role.PROJECT_OFFICER)


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
            seen |= Q(enterprise__in=LiaisonAssignment.objects.of_hands(user).values("enterprise"))
        if ours := departments(user):
            asked = self.model.objects.filter(blockers__department__in=ours)
            seen |= Q(pk__in=asked.values("pk")) | Q(task_force__department__in=ours)
        return self.filter(seen)

    def with_names(self) -> Self:
        """Load what a list or a page names beside a project."""
        named = ("enterprise", "park", "cluster", "leader", "task_force", "responsible", "reporter")
        searched = [f"{of}search_{what}" for of in ("", "enterprise__") for what in ("keys", "grams")]
        return self.select_related(*named).defer(*searched)

    def with_standing(self) -> Self:
        """Load how each stands."""
        return self.select_related("standing__override__by")

    def charted(self) -> Self:
        """已挂图: all of the four 定 are there."""
        fours = ("leader", "task_force", "responsible", "due_on")
        return self.exclude(Q(*((f"{name}__isnull", True) for name in fours), _connector=Q.OR))

    def key(self, on: dt.date | None = None) -> Self:
        """Projects on the list of key projects on a day, finished ones among them; today without one."""
        return self.filter(on_key_list(on or timezone.localdate()))

    def of_year(self, year: int) -> Self:
        """Projects that were on the key list at some time of a calendar year, and not at an end before it."""
        listed = Q(key_listed_on__year__lte=year) & (Q(key_until__isnull=True) | Q(key_until__year__gte=year))
        return self.filter(listed & (Q(closed_on__isnull=True) | Q(closed_on__year__gte=year)))

    def shown(self) -> Self:
        """What a list shows unless somebody asks for more: neither stopped nor merged into another."""
        return self.exclude(ended_as__in=(Life.STOPPED, Life.MERGED))

    def unmerged(self) -> Self:
        """Those that turned out to be no other one."""
        return self.exclude(ended_as=Life.MERGED)

    def living(self, life: str) -> Self:
        """Those whose `life` is this one; anything else is all."""
        ended = {each: Q(closed_on__isnull=False, ended_as=each) for each in (Life.STOPPED, Life.MERGED)}
        found = {
            Life.RUNNING: Q(closed_on__isnull=True, paused_on__isnull=True),
            Life.PAUSED: Q(closed_on__isnull=True, paused_on__isnull=False),
            Life.FINISHED: Q(closed_on__isnull=False, ended_as__in=("", Life.FINISHED)),
            **ended,
        }
        return self.filter(found[Life(life)]) if life in found else self

    def running(self) -> Self:
        """Projects that have not ended; a paused one among them."""
        return self.filter(closed_on__isnull=True)

    def active(self) -> Self:
        """Projects that are still worked on every week: neither ended nor paused."""
        return self.running().filter(paused_on__isnull=True)

    def owed_by(self, user: User) -> Self:
        """Projects whose weekly update this person owes, or somebody for whom they stand in."""
        theirs = hands(user, Role.PROJECT_OFFICER)
        return self.filter(Q(responsible__in=theirs) | Q(reporter__in=theirs))

    def answered_for_by(self, user: User) -> Self:
        """Projects for which this very person holds a duty: leader, responsible, or reporter."""
        return self.filter(Q(leader=user) | Q(responsible=user) | Q(reporter=user))

    def named_like(self, text: str) -> Self:
        """Projects whose name, in any reading, code or firm contains the text."""
        return self.filter(in_any(Project.objects.ways(text))) if plain(text) else self.none()

    def called(self, name: str) -> "Project | None":
        """The one project whose name or code is exactly this; None when there is none or more than one."""
        found = self.filter(Q(name=name) | Q(code=name))[:2]
        return found[0] if len(found) == 1 else None

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: those like the text, all of them while it is empty; by name."""
        return (self.named_like(text) if plain(text) else self).order_by("pinyin", "pk")

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these projects: by its name or code, by a former name, and by its firm."""
        former = FormerName.objects.filter(holds(text)).values("project")
        firms = (self.filter(enterprise__in=way) for way in Enterprise.objects.ways(text))
        return [self.filter(holds(text)), self.filter(pk__in=former), *firms]

    def next_code(self, today: dt.date) -> str:
        """The next free number of the year, YH-2026-001. Holds a lock until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('projects.next_code'))")
        prefix = f"YH-{today.year}-"
        taken = self.model.objects.filter(code__regex=rf"^{prefix}\d+$").values_list("code", flat=True)
        return f"{prefix}{max((int(code.removeprefix(prefix)) for code in taken), default=0) + 1:03d}"


@tracked(exclude=["search_keys", "search_grams"])
class Project(Tapped, Named):
    """A project of the zone. A key project has a date on which it was listed (`key_listed_on`)."""

    code = NarrowColumn(
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
    plan_template = models.ForeignKey(
        PlanTemplate, verbose_name=_("建设类型"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    baseline_frozen_on = models.DateField(_("基线冻结日期"), null=True, blank=True, editable=False)
    baseline_source = models.CharField(_("基线依据"), max_length=120, blank=True, editable=False)
    partner = models.CharField(_("合作方"), max_length=60, blank=True)
    attract_kinds = ArrayField(
        models.CharField(max_length=12, choices=AttractKind.choices), verbose_name=_("类型"), default=list, blank=True
    )
    chain_action = models.CharField(_("链条作用"), max_length=12, choices=ChainAction.choices, blank=True)
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage.choices, blank=True)
    key_listed_on = HappenedColumn(_("列入重点项目日期"), null=True, blank=True)
    key_until = models.DateField(_("列入重点项目至"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("销号日期"), null=True, blank=True, editable=False)
    ended_as = models.CharField(_("结束方式"), max_length=10, choices=Life.choices, blank=True, editable=False)
    paused_on = models.DateField(_("暂停日期"), null=True, blank=True, editable=False)
    resumes_on = models.DateField(_("预计复工日期"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("已并入"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    total_investment_wan = AmountColumn(
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
    due_on = PlannedColumn(_("定时间"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=120, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    registered_by = models.ForeignKey(
        User,
        verbose_name=_("登记人"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    registered_at = models.DateTimeField(_("登记时间"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    objects = ProjectQuerySet.as_manager()

    class Meta(Tapped.Meta, Named.Meta):
        verbose_name = _("项目")
        verbose_name_plural = _("项目")
        triggers = [bumps("key_list")]
        ordering = ["code"]
        constraints = [
            OnceAsSeen("name", name="project_name_as_seen"),
            models.CheckConstraint(
                condition=Q(total_investment_wan__isnull=True) | Q(total_investment_wan__gt=0),
                name="investment_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with name and code; a name that goes is kept (曾用名)."""
        self.pinyin, self.search_keys, self.search_grams = name_keys(self.name, self.code)
        before = self._named_before() if self.pk and "name" in kwargs.get("update_fields", ("name",)) else ""
        super().save(*args, **kwargs)
        if before and before != self.name:
            FormerName.objects.get_or_create(project=self, name=before, defaults={"until": timezone.localdate()})

    def _named_before(self) -> str:
        return Project.objects.filter(pk=self.pk).values_list("name", flat=True).first() or ""

    @property
    def life(self) -> Life:
        """Whether it is worked on, paused, or how it ended."""
        if self.closed_on:
            return Life(self.ended_as or Life.FINISHED)
        return Life.PAUSED if self.paused_on else Life.RUNNING

    @property
    def attract_kind_labels(self) -> list[str]:
        """The kinds in words, in the order of the enum."""
        return [str(kind.label) for kind in AttractKind if kind in self.attract_kinds]

    def doubt_early(self, on: dt.date | None, today: dt.date) -> str:
        """What to ask about a day more than five years before the project's first stage; "" for any other."""
        if on is None or on >= years_after(today, -EARLY_YEARS):
            return ""
        first = self.stage_changes.aggregate(first=Min("on"))["first"] if self.pk else None
        if on >= years_after(first or today, -EARLY_YEARS):
            return ""
        words = {"on": on, "years": EARLY_YEARS, "first": first}
        if first is None:
            return gettext("%(on)s 距今 %(years)d 年以上。") % words
        return gettext("%(on)s 比项目进入第一个阶段（%(first)s）早 %(years)d 年以上。") % words

    @property
    def askable_since(self) -> dt.date:
        """Since when somebody may be asked for its progress: it is on the key list, and the register knows it."""
        registered = timezone.localdate(self.registered_at) if self.registered_at else dt.date.min
        return max(self.key_listed_on or dt.date.min, registered)

    @property
    def owes_updates(self) -> bool:
        """Whether somebody is asked for this project's progress every week."""
        listed = self.key_listed_on is not None and (self.key_until is None or self.key_until >= timezone.localdate())
        return listed and self.life == Life.RUNNING

    @property
    def is_assigned(self) -> bool:
        """Whether somebody answers for it, or reports on it."""
        return bool(self.responsible_id or self.reporter_id)

    def is_owed_by(self, user: User) -> bool:
        """Whether this person is asked for it (`owed_by`)."""
        theirs = hands(user, Role.PROJECT_OFFICER)
        return self.owes_updates and bool(theirs & {self.responsible_id, self.reporter_id})

    def renew_standing(self, *, now: dt.datetime | None = None) -> None:
        """Write down how the project stands after a change (projects/models/standing.py), in the same transaction.

        Every verb that has written what a standing is worked out from ends with this; `now` is its moment.
        """
        standings = Project.standing.related.related_model.objects
        standings.renew_written(self.pk, now=now or timezone.now())

    def must_be_running(self) -> None:
        """Raise ValidationError for a project that is paused or has ended: nothing is asked for it."""
        if self.life != Life.RUNNING:
            raise ValidationError(_("项目现为“%(life)s”，不能申请。") % {"life": self.life.label}, code="not_running")

    def open_before(self, stage: str) -> list[str]:
        """The gate of a stage: names of the nodes that come before its own node in the plan and are not done yet."""
        every = self.milestones(manager="everything")
        closing = every.filter(closes=stage).order_by("rank").last()
        if closing is None:
            return []
        return list(
            self.milestones.filter(rank__lt=closing.rank, actual_on__isnull=True).values_list("name", flat=True)
        )

    @transaction.atomic
    def enter_stage(self, stage: str, *, on: dt.date, by: User, waiver: Asked | None = None) -> None:
        """Move to a stage and write down since when; the stage's own node is done on that day.

        Going back is a correction: later stages were never entered. Entering the present stage again corrects its day.
        Raises ValidationError for a project that was stopped, when an earlier stage began later, and when the gate is
        shut: nodes before the stage are open and no leader's `waiver` lets the project pass.
        """
        if self.life in (Life.STOPPED, Life.MERGED):
            raise ValidationError(_("项目%(life)s，不再进入阶段。") % {"life": self.life.label}, code="ended")
        place = STAGE_ORDER.index(Stage(stage))
        forward = not self.stage or place > STAGE_ORDER.index(Stage(self.stage))
        if forward and waiver is None and (missing := self.open_before(stage)):
            raise ValidationError(
                _("还不能进入%(stage)s：%(nodes)s未完成。完成后再改，或申请容缺推进。")
                % {"stage": Stage(stage).label, "nodes": _("、").join(missing)},
                code="gate_shut",
            )
        self.stage_changes.filter(stage__in=STAGE_ORDER[place + 1 :]).delete()
        if before := self.stage_changes.filter(stage__in=STAGE_ORDER[:place], on__gt=on).last():
            raise ValidationError(
                _("%(stage)s的日期不能早于%(before)s（%(on)s）。")
                % {"stage": Stage(stage).label, "before": before.get_stage_display(), "on": before.on},
                code="stage_too_early",
            )
        self.stage_changes.update_or_create(stage=stage, defaults={"on": on, "by": by, "waiver": waiver})
        for node in self.milestones.filter(closes=stage, actual_on__isnull=True):
            node.complete(on=on)
        self.stage = stage
        self.save(update_fields=["stage"])
        self.renew_standing()

    def follow(self, stage: str, *, on: dt.date, by: User) -> None:
        """The node that closes a stage was done: the project goes there, when the gate is open and it is the next."""
        ahead = not self.stage or STAGE_ORDER.index(Stage(stage)) > STAGE_ORDER.index(Stage(self.stage))
        later = self.stage_changes.filter(on__gt=on).exists()
        if ahead and not later and not self.open_before(stage):
            self.enter_stage(stage, on=on, by=by)

    @transaction.atomic
    def ask_waiver(self, stage: str, *, on: dt.date, reason: str, by: User, now: dt.datetime) -> Asked:
        """容缺推进申请. The same request again is the one that waits.

        Raises ValidationError when the gate is open, and for a project that is paused or has ended.
        """
        locked(Project, self.pk).must_be_running()
        if same := self.waivers.waiting_like(stage=stage, on=on, reason=reason):
            return same
        missing = self.open_before(stage)
        if not missing:
            raise ValidationError(_("节点已齐，可直接进入该阶段，不需要容缺推进。"), code="gate_open")
        return self.waivers.create(
            stage=stage,
            on=on,
            reason=reason,
            missing=missing,
            requested_by=by,
            requested_at=now,
        )

    @transaction.atomic
    def freeze_baseline(self, *, on: dt.date, known: Mapping[int, dt.date] | None = None, source: str = "") -> None:
        """The plan of today becomes the baseline; from now on dates move by 延期申请 only. A second time does nothing.

        `known` are baselines of nodes, by their key, that a paper (`source`) had before the register was begun. Raises
        ValidationError for a project without nodes.
        """
        saved = locked(Project, self.pk)
        if saved.baseline_frozen_on:
            return
        if not saved.milestones.exists():
            raise ValidationError(_("还没有节点，先编制倒排时间表。"), code="no_plan")
        saved.milestones.update(baseline_on=models.F("planned_on"))
        for node, day in (known or {}).items():
            saved.milestones.filter(pk=node).update(baseline_on=day)
        saved.baseline_frozen_on = self.baseline_frozen_on = on
        saved.baseline_source = source
        saved.save(update_fields=["baseline_frozen_on", "baseline_source"])
        self.renew_standing()

    @transaction.atomic
    def amend(self, values: Mapping[str, Any], *, expected_version: int) -> "Project":
        """Save these fields if nobody saved since `expected_version` was shown, and return the project as saved.

        Raises Conflict otherwise. The stage is not among the fields: `enter_stage` moves it.
        """
        saved = locked(Project, self.pk)
        if saved.version != expected_version:
            raise Conflict(saved)
        for name, value in values.items():
            setattr(saved, name, value)
        saved.version += 1
        saved.save()
        saved.renew_standing()
        return saved

    @property
    def holders(self) -> "dict[Duty, User | TaskForce | None]":
        """Who holds the duties now."""
        return {
            Duty.LEADER: self.leader,
            Duty.TASK_FORCE: self.task_force,
            Duty.RESPONSIBLE: self.responsible,
            Duty.REPORTER: self.reporter,
        }

    @property
    def missing_fours(self) -> list[str]:
        """What of 定领导、定专班、定责任、定时间 is still open. Only with all four the project is 已挂图."""
        return missing_fours(
            leader=self.leader_id, task_force=self.task_force_id, responsible=self.responsible_id, due_on=self.due_on
        )

    @transaction.atomic
    def reassign(self, duty: str, *, to: "User | TaskForce", on: dt.date, by: User, reason: str) -> None:
        """交接: hand a duty over from a day on. To the present holder nothing happens.

        Raises ValidationError for a day before the present holder began.
        """
        saved = locked(Project, self.pk)
        before = saved.holders
        if before[Duty(duty)] == to:
            return
        setattr(saved, duty, to)
        saved.version += 1
        saved.save()
        saved.record_holders(before, on=on, by=by, reason=reason)
        self.refresh_from_db()

    @transaction.atomic
    def record_holders(
        self, before: "Mapping[Duty, User | TaskForce | None]", *, on: dt.date, by: User, reason: str = ""
    ) -> None:
        """Write down whose duties ended and began: the history of who answered for the project is never bypassed.

        Raises ValidationError when a duty would end before it began.
        """
        for duty, holder in self.holders.items():
            if before[duty] == holder:
                continue
            present = self.assignments.filter(duty=duty, ends_on__isnull=True).first()
            if present is None and before[duty] is not None:  # held since before the history was kept
                since = min(self.key_listed_on or on, on)
                present = self.assignments.create(duty=duty, starts_on=since, **_held_by(before[duty]))
            if present and on < present.starts_on:
                raise ValidationError(
                    _("%(duty)s自 %(on)s 起任职，交接日期不能更早。") % {"duty": duty.label, "on": present.starts_on},
                    code="handover_too_early",
                )
            if present:
                present.ends_on = on
                present.save(update_fields=["ends_on"])
            if holder is not None:
                held = self.assignments.create(duty=duty, starts_on=on, by=by, reason=reason, **_held_by(holder))
                if held.user and held.user != by:
                    self._tell(held, held.user)

    def _tell(self, held: Assignment, to: User) -> None:
        """One notice for whoever was given a duty by somebody else."""
        words = {"project": self.name, "duty": Duty(held.duty).label, "on": f"{held.starts_on:%Y-%m-%d}"}
        one, many = _("%(project)s：自 %(on)s 起，%(duty)s由你承担"), _("自 %(on)s 起，%(n)d 个项目的%(duty)s由你承担")
        url, every = reverse("projects:project_detail", args=[self.code]), reverse("projects:project_list")
        told = Message(to, one, held.reason, url, f"duty:{held.pk}", words, many=many, many_url=every)
        tell([told], now=timezone.now())

    def held(self, duty: str, on: dt.date) -> "User | TaskForce | None":
        """Who held a duty on a day. On the day of a handover it is the new one."""
        then = self.assignments.filter(duty=duty, starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
        if found := then.select_related("user", "task_force").first():
            return found.user or found.task_force
        return None if self.assignments.filter(duty=duty).exists() else self.holders[Duty(duty)]

    @transaction.atomic
    def plan_milestones(self, rows: Iterable[MilestoneRow]) -> None:
        """Write the plan's nodes in the order of rank and date. Until it is frozen, the baseline is the plan.

        Nodes that are not among the rows stay. Raises ValidationError when a date would move that moves elsewhere:
        after the freeze by 延期申请, and before it in the reverse schedule where a node has its working days.
        """
        frozen = locked(Project, self.pk).baseline_frozen_on
        node_model, rows = self.milestones.model, list(rows)
        saved = {milestone.pk: milestone for milestone in self.milestones(manager="everything").all()}
        kept = [m for pk, m in saved.items() if pk not in {row.pk for row in rows}]
        ordered = sorted([*rows, *kept], key=lambda node: (node.rank, node.planned_on))
        for rank, node in enumerate(ordered, start=1):
            milestone = saved[node.pk] if node.pk else node_model(project=self, baseline_on=node.planned_on)
            if frozen and node.pk and node.planned_on != milestone.planned_on:
                raise ValidationError(
                    _("“%(node)s”的基线已冻结，改期请提交延期申请。") % {"node": milestone.name}, code="baseline_frozen"
                )
            if milestone.working_days and node.planned_on != milestone.planned_on:
                raise ValidationError(
                    _("“%(node)s”的日期由倒排算出，请在倒排时间表里改。") % {"node": milestone.name}, code="computed"
                )
            for name in ("name", "kind", "planned_on", "actual_on"):
                setattr(milestone, name, getattr(node, name))
            if not frozen:
                milestone.baseline_on = milestone.planned_on
            milestone.rank = rank
            milestone.save()
        self.renew_standing()

    def plan_end(self) -> dt.date | None:
        """The day on which the last node of the plan is due; None without a plan."""
        return self.milestones.aggregate(end=models.Max("planned_on"))["end"]

    def keep_due_in_step(self, before: dt.date | None) -> None:
        """定时间 that was the plan's end (`before`) follows it; one that was another day stays, and pages say so."""
        saved, end = locked(Project, self.pk), self.plan_end()
        if end and end != saved.due_on and before and saved.due_on == before:
            saved.due_on, saved.version = end, saved.version + 1
            saved.save(update_fields=["due_on", "version"])


class FormerName(Named):
    """曾用名: a name that a project bore until a day. It is kept by itself when a project is renamed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=80)
    until = models.DateField(_("用到"))

    class Meta(Named.Meta):
        triggers = [bumps("key_list")]
        verbose_name = _("曾用名")
        verbose_name_plural = _("曾用名")
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="former_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for searching in step with the name."""
        _pinyin, self.search_keys, self.search_grams = name_keys(self.name)
        super().save(*args, **kwargs)


def _held_by(holder: "User | TaskForce | None") -> dict[str, Any]:
    """The column of an assignment that names this holder."""
    return {"task_force": holder} if isinstance(holder, TaskForce) else {"user": holder}
