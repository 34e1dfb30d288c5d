"""The floor: people, places, the working calendar, notices, deliveries, attachments and the audit trail."""

import datetime as dt
import uuid
from typing import Self

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import AuditKind, Channel, DeliveryState, ParkKind, Role


class Department(models.Model):
    """An office of the zone. Listed by rank, not by alphabet."""

    key = models.SlugField(_("标识"), unique=True)
    name = models.CharField(_("部门"), max_length=60, unique=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    """Sentences about people."""

    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, *roles: Role) -> Self:
        """Active people who hold any of these roles."""
        return self.active().filter(roles__overlap=[str(role) for role in roles])


class ZoneUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's user manager with our sentences."""


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who works with the product. `roles` decide what may be opened, data decide which objects."""

    name = models.CharField(_("姓名"), max_length=40)
    department = models.ForeignKey(
        Department, verbose_name=_("部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), verbose_name=_("角色"), default=list, blank=True
    )
    is_example = models.BooleanField(_("示例"), default=False, help_text=_("演示账号，只能在演示模式登录。"))
    objects = ZoneUserManager()

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def holds(self, *roles: Role) -> bool:
        """Whether this person holds any of these roles."""
        return any(role in self.roles for role in roles)

    @property
    def role_labels(self) -> str:
        """The roles in words, in the order of the enum."""
        return _("、").join(str(role.label) for role in Role if role in self.roles)


class Park(models.Model):
    """The main park, or an enclave park of one of the two wings."""

    key = models.SlugField(_("标识"), unique=True)
    name = models.CharField(_("园区"), max_length=60)
    city = models.CharField(_("城市"), max_length=20)
    kind = models.CharField(_("类型"), max_length=10, choices=ParkKind.choices)
    partner = models.CharField(_("合作方"), max_length=60, blank=True)
    agreement = models.CharField(_("协议"), max_length=60, blank=True)
    delivery_on = models.DateField(_("预计交付"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta:
        verbose_name = _("园区")
        verbose_name_plural = _("园区")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """One of the three industry highlands (产业高地)."""

    key = models.SlugField(_("标识"), unique=True)
    name = models.CharField(_("产业高地"), max_length=60)
    ambition = models.CharField(_("定位"), max_length=60, blank=True)
    lead = models.CharField(_("龙头"), max_length=60, blank=True)
    supports = ArrayField(models.CharField(max_length=60), verbose_name=_("依托"), default=list, blank=True)
    fields = ArrayField(models.CharField(max_length=60), verbose_name=_("领域"), default=list, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta:
        verbose_name = _("产业高地")
        verbose_name_plural = _("产业高地")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name


class CalendarYear(models.Model):
    """A year for which the State Council's holiday notice is loaded."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.CharField(_("来源"), max_length=80)

    class Meta:
        verbose_name = _("日历年")
        verbose_name_plural = _("日历年")

    def __str__(self) -> str:
        return str(self.year)


class Workday(models.Model):
    """An exception to Monday-to-Friday: a public holiday, or a make-up working day (调休)."""

    on = models.DateField(_("日期"), primary_key=True)
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("节假日与调休")
        verbose_name_plural = _("节假日与调休")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Sentences about notices."""

    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """An in-app message. `dedupe_key` makes it exactly one, whoever tries to send it and however often."""

    user = models.ForeignKey(User, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("链接"), max_length=200, blank=True)
    dedupe_key = models.CharField(_("唯一键"), max_length=120, unique=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread")]

    def __str__(self) -> str:
        return self.title

    def mark_read(self, *, at: dt.datetime) -> None:
        """Keep the first reading; a second one changes nothing."""
        Notice.objects.filter(pk=self.pk, read_at__isnull=True).update(read_at=at)


class Delivery(models.Model):
    """An outgoing message that is owed (outbox row). core/deliveries.py claims and sends it."""

    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    user = models.ForeignKey(User, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="deliveries")
    address = models.CharField(_("地址"), max_length=120)
    subject = models.CharField(_("标题"), max_length=160)
    body = models.TextField(_("内容"))
    dedupe_key = models.CharField(_("唯一键"), max_length=120, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.OWED)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    owed_at = models.DateTimeField(_("应发时间"))
    lease_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    error = models.CharField(_("错误"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("外发消息")
        verbose_name_plural = _("外发消息")
        ordering = ["-owed_at", "-pk"]
        indexes = [
            models.Index(fields=["owed_at"], condition=~Q(state__in=["sent", "dead"]), name="delivery_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.subject}"

    @property
    def message_id(self) -> str:
        """A Message-ID that is the same at every attempt, so that a doubtful repeat can be recognised."""
        return f"<{uuid.uuid5(uuid.NAMESPACE_URL, self.dedupe_key)}@zone-tracker>"


class Heartbeat(models.Model):
    """When a background process last said that it lives."""

    name = models.CharField(_("进程"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("心跳")
        verbose_name_plural = _("心跳")

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Attachment(models.Model):
    """A stored photo. Who may see it is decided by the row that holds it, never by its address."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    file = models.ImageField(_("文件"), upload_to="photos/%Y/%m")
    name = models.CharField(_("原文件名"), max_length=160)
    sha256 = models.CharField(_("校验"), max_length=64)
    uploaded_by = models.ForeignKey(User, verbose_name=_("上传人"), on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def __str__(self) -> str:
        return self.name


@pgtrigger.register(pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete))
class AuditEvent(models.Model):
    """Log-ins, log-outs and refusals. The database refuses to change or delete a row."""

    at = models.DateTimeField(_("时间"))
    kind = models.CharField(_("事件"), max_length=16, choices=AuditKind.choices)
    user = models.ForeignKey(User, verbose_name=_("用户"), null=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(_("账号"), max_length=150, blank=True)
    what = models.CharField(_("对象"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    request_id = models.CharField(_("请求号"), max_length=36, blank=True)

    class Meta:
        verbose_name = _("审计事件")
        verbose_name_plural = _("审计事件")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.what}"
