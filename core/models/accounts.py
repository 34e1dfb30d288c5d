"""What happens to accounts: other roles that are asked for, and links by which a password is set."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.enums import RequestedRoles, Role
from core.models.freshness import bumps
from core.models.people import User, labels_of
from core.models.trail import tracked

DECIDED = (RequestedRoles.APPROVED, RequestedRoles.REFUSED)


def roles_field(label: str) -> ArrayField:
    """A column of roles, as people have it."""
    return ArrayField(
        models.CharField(max_length=20, choices=Role.choices), verbose_name=label, default=list, blank=True
    )


class RoleRequestQuerySet(models.QuerySet["RoleRequest"]):
    """Sentences about requests for other roles."""

    def visible_to(self, user: User) -> Self:
        """Whoever sees a person's account sees what was asked for them."""
        return self.filter(person__in=User.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(state=RequestedRoles.ASKED)


@tracked()
class RoleRequest(models.Model):
    """That a person is to hold other roles: asked for by one, decided by another, and neither about themselves.

    What is kept of the roles that were held is what the decision rests on: it is refused when they changed meanwhile.
    """

    person = models.ForeignKey(User, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="role_requests")
    before = roles_field(_("原有角色"))
    wanted = roles_field(_("申请角色"))
    reason = models.CharField(_("理由"), max_length=200)
    state = models.CharField(_("状态"), max_length=10, choices=RequestedRoles.choices, default=RequestedRoles.ASKED)
    asked_by = models.ForeignKey(User, verbose_name=_("申请人"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("决定人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    word = models.CharField(_("决定意见"), max_length=200, blank=True)
    objects = RoleRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("角色申请")
        verbose_name_plural = _("角色申请")
        ordering = ["-asked_at", "-pk"]
        triggers = [bumps("people")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=RequestedRoles.ASKED), name="role_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestedRoles.ASKED, decided_by__isnull=True, decided_at__isnull=True)
                | Q(state=RequestedRoles.WITHDRAWN, decided_by=F("asked_by"), decided_at__isnull=False)
                | (
                    Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                    & ~Q(decided_by=F("person"))
                ),
                name="role_request_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.before_labels} → {labels_of(self.wanted)}"

    @property
    def before_labels(self) -> str:
        """The roles that were held, in words."""
        return labels_of(self.before) or str(_("无角色"))

    @property
    def wanted_labels(self) -> str:
        """The roles that are wanted, in words."""
        return labels_of(self.wanted) or str(_("无角色"))


class PasswordLink(models.Model):
    """That a person was given a link to set a password. The link's secret is kept nowhere; the next link ends it."""

    person = models.ForeignKey(User, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="password_links")
    given_by = models.ForeignKey(User, verbose_name=_("生成人"), on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("生成时间"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("一次性链接")
        verbose_name_plural = _("一次性链接")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="password_link_latest")]

    def __str__(self) -> str:
        return f"{self.person} {self.given_at:%Y-%m-%d}"

    def use(self, *, at: dt.datetime) -> None:
        """The password was set: the link has done what it was for."""
        self.used_at = at
        self.save(update_fields=["used_at"])
