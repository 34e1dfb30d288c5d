"""Messages: in the house, and owed to the world outside."""

import datetime as dt
import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import DELIVERY_WAITING, Channel, DeliveryState
from core.models.people import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Sentences about notices."""

    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """An in-app message. `dedupe_key` makes it exactly one, whoever tries to send it and however often; one that stands
    for several `covers` the keys of those.
    """

    user = models.ForeignKey(User, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("链接"), max_length=200, blank=True)
    dedupe_key = models.CharField(_("唯一键"), max_length=120, unique=True)
    covers = ArrayField(models.CharField(max_length=120), verbose_name=_("代替的通知"), default=list, blank=True)
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
    """An outgoing message that is owed. core/post/deliveries.py claims and sends it."""

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
            models.Index(fields=["owed_at", "id"], condition=Q(state__in=DELIVERY_WAITING), name="delivery_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state=DeliveryState.CLAIMED), name="delivery_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.subject}"

    @property
    def message_id(self) -> str:
        """A Message-ID that is the same at every attempt, so that a doubtful repeat can be recognised."""
        return f"<{uuid.uuid5(uuid.NAMESPACE_URL, self.dedupe_key)}@zone-tracker>"
