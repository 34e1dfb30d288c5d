"""Long work: a row that a worker takes up, with signs of life; and files that people send to be imported."""

import datetime as dt
import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import BATCH_OPEN, JOB_OPEN, BatchState, JobState, Role, RowOutcome
from core.models.people import User
from core.sealed.columns import SealedJson, guarded

SILENT_FOR = dt.timedelta(seconds=60)  # a worker that says nothing for so long is taken for dead
MOST_TRIES = 3


class JobQuerySet(models.QuerySet["Job"]):
    """Sentences about long work."""

    def visible_to(self, user: User) -> Self:
        """One's own; administrators see all of it."""
        return self if user.holds(Role.ADMIN) else self.filter(by=user)

    def owed(self, now: dt.datetime) -> Self:
        """What nobody works on: not begun, or begun by a worker that fell silent."""
        silent = models.Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT_FOR)
        return self.filter(models.Q(state=JobState.OWED) | silent).order_by("created_at", "pk")


class Job(models.Model):
    """Long work that somebody asked for. A worker that dies leaves it to the next one, which begins it anew."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("类型"), max_length=20)
    state = models.CharField(_("状态"), max_length=10, choices=JobState.choices, default=JobState.OWED)
    by = models.ForeignKey(User, verbose_name=_("申请人"), null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField(_("内容"), default=dict)
    total = models.PositiveIntegerField(_("总数"), default=0)
    done = models.PositiveIntegerField(_("已处理"), default=0)
    wrong = models.PositiveIntegerField(_("有错"), default=0)
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    claim = models.UUIDField(_("认领号"), null=True)
    is_to_stop = models.BooleanField(_("要求取消"), default=False)
    created_at = models.DateTimeField(_("提交时间"))
    started_at = models.DateTimeField(_("开始时间"), null=True)
    heartbeat_at = models.DateTimeField(_("最近动静"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    said = models.TextField(_("结果说明"), blank=True)
    file = models.FileField(_("文件"), upload_to="jobs/%Y/%m", blank=True)
    name = models.CharField(_("文件名"), max_length=160, blank=True)
    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台任务")
        verbose_name_plural = _("后台任务")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="job_owed")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_open(self) -> bool:
        return self.state in JOB_OPEN

    @property
    def share(self) -> int:
        """How much is done, in per cent; never 100 before the end."""
        if self.state == JobState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Sentences about imports."""

    def visible_to(self, user: User) -> Self:
        """One's own: a file may hold what others do not see."""
        return self.filter(by=user)

    def open(self) -> Self:
        return self.filter(state__in=BATCH_OPEN)


class ImportBatch(models.Model):
    """A file that somebody sent: read, looked at, written as a whole, and taken back as a whole."""

    key = models.UUIDField(_("提交号"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=20)
    by = models.ForeignKey(
        User, verbose_name=_("导入人"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(_("状态"), max_length=10, choices=BatchState.choices, default=BatchState.READING)
    name = models.CharField(_("原文件名"), max_length=160)
    file = models.FileField(_("文件"), upload_to="imports/%Y/%m", blank=True)
    sha256 = models.CharField(_("校验"), max_length=64)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    read_as = models.JSONField(_("怎样读的"), default=dict)
    answers = models.JSONField(_("认定"), default=dict)
    is_partial = models.BooleanField(_("只写入正确的行"), default=False)
    total = models.PositiveIntegerField(_("行数"), default=0)
    new = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("有变化"), default=0)
    same = models.PositiveIntegerField(_("没有变化"), default=0)
    asks = models.PositiveIntegerField(_("要你认定"), default=0)
    wrong = models.PositiveIntegerField(_("有错"), default=0)
    said = models.TextField(_("说明"), blank=True)
    created_at = models.DateTimeField(_("上传时间"))
    read_at = models.DateTimeField(_("读取时间"), null=True)
    written_at = models.DateTimeField(_("写入时间"), null=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    undone_by = models.ForeignKey(User, verbose_name=_("撤销人"), null=True, on_delete=models.PROTECT, related_name="+")
    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def writable(self) -> int:
        """Rows that writing would add or change."""
        return self.new + self.changed

    @property
    def in_doubt(self) -> int:
        """Rows that cannot be written as they are."""
        return self.wrong + self.asks

    def count(self, outcomes: dict[str, int]) -> None:
        """Keep how many rows came to what."""
        self.new, self.changed, self.same, self.asks, self.wrong = (
            outcomes.get(each, 0)
            for each in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.ASKED, RowOutcome.WRONG)
        )


class ImportRow(models.Model):
    """A row of a file that is new, changes something, is wrong or asks something. What is the same has no row here."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("行号"))
    outcome = models.CharField(_("结果"), max_length=8, choices=RowOutcome.choices)
    label = models.CharField(_("名称"), max_length=200, blank=True)
    key = models.BigIntegerField(_("对应的行"), null=True)
    event = models.BigIntegerField(_("写入时的历史号"), null=True)
    before = SealedJson(_("原值"), default=dict, blank=True)
    after = SealedJson(_("新值"), default=dict, blank=True)
    said = models.JSONField(_("错误"), default=list)
    question = models.JSONField(_("要认定的事"), default=dict)
    undone = models.BooleanField(_("已退回"), default=False)
    left = models.CharField(_("保持现状的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("导入的行")
        verbose_name_plural = _("导入的行")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome")]
        triggers = [guarded("before", "after")]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"

    @property
    def cells(self) -> list[tuple[str, str]]:
        """What the row says: the head of each column that has something in it, and what."""
        heads: dict[str, Any] = self.batch.read_as.get("heads", {})
        return [(heads.get(name, name), value) for name, value in self.after.items() if value]

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Each changed cell: the head of its column, what it said, what it says."""
        heads: dict[str, Any] = self.batch.read_as.get("heads", {})
        return [
            (heads.get(name, name), self.before.get(name, ""), value)
            for name, value in self.after.items()
            if value != self.before.get(name, "")
        ]
