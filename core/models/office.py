"""What the office keeps: its own number, signs of life, proofs of its backup, and stored photos."""

import datetime as dt
import uuid
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.enums import PaperKind
from core.models.people import User


class Instance(models.Model):
    """The number of this database: one row. A host knows it by a file (core/office/instance.py)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.UUIDField(_("编号"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("实例")
        verbose_name_plural = _("实例")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="instance_is_one")]

    def __str__(self) -> str:
        return str(self.number)


class Heartbeat(models.Model):
    """When a background process last said that it lives."""

    name = models.CharField(_("进程"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("心跳")
        verbose_name_plural = _("心跳")

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class BackupProof(models.Model):
    """A night's backup that was restored beside the real database and compared, or why it could not be."""

    at = models.DateTimeField(_("时间"))
    seconds = models.FloatField(_("用时（秒）"))
    bytes = models.BigIntegerField(_("字节数"), default=0)
    tables = models.PositiveIntegerField(_("表数"), default=0)
    rows = models.BigIntegerField(_("行数"), default=0)
    ok = models.BooleanField(_("通过"))
    error = models.TextField(_("错误"), blank=True)

    class Meta:
        verbose_name = _("备份验证")
        verbose_name_plural = _("备份验证")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["ok", "at"], name="backup_proof_latest")]

    def __str__(self) -> str:
        return f"{self.at} {self.error}".strip()


def stored_at(attachment: "Attachment", name: str) -> str:
    """Where a file lies below the folder of uploads."""
    folder = "photos" if attachment.kind == PaperKind.PICTURE else "papers"
    return f"{folder}/{attachment.uploaded_at:%Y/%m}/{name}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Sentences about stored photos and papers."""

    def loose(self, *, of: User | None = None) -> Self:
        """Photos that hang on nothing, of one person or of all: they came with a press that was not saved.

        Every table that holds attachments points here by a one-to-one key, so a new one is known without a word.
        """
        held = {relation.name: None for relation in self.model._meta.related_objects if relation.one_to_one}
        found = self.filter(kind=PaperKind.PICTURE, removed_at__isnull=True, **held)
        return found.filter(uploaded_by=of) if of else found


class Attachment(models.Model):
    """A stored photo or paper. Who may see it is decided by the row that holds it, never by its address.

    What was taken away keeps its row, its name and its checksum; the file itself is gone.
    """

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("文件"), upload_to=stored_at)
    name = models.CharField(_("原文件名"), max_length=160)
    kind = models.CharField(_("类型"), max_length=8, choices=PaperKind.choices, default=PaperKind.PICTURE)
    sha256 = models.CharField(_("校验"), max_length=64)
    uploaded_by = models.ForeignKey(User, verbose_name=_("上传人"), on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))
    removed_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def __str__(self) -> str:
        return self.name

    def take_away(self, *, now: dt.datetime) -> None:
        """The file goes when this is committed; its row says what it was."""
        self.removed_at = now
        self.save(update_fields=["removed_at"])
        storage, name = self.file.storage, self.file.name
        transaction.on_commit(lambda: storage.delete(name))
