"""The floor: people, places, the working calendar, notices, deliveries, attachments and the audit trail."""

from typing import Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models.freshness import bumps
from core.models.naming import ByNameQuerySet
from core.models.trail import tracked


class Department(models.Model):
    """An office of the zone. Listed by rank, not by alphabet."""

    key = models.SlugField(_("标识"), unique=True)
    name = models.CharField(_("部门"), max_length=60, unique=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = ByNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ["rank", "pk"]
        triggers = [bumps("people")]

    def __str__(self) -> str:
        return self.name


NAME = Coalesce(NullIf("name", Value("")), F("username"))  # as str(person) says
NAME_AND_USER = Concat(NAME, Value("（"), "username", Value("）"))


class UserQuerySet(models.QuerySet["User"]):
    """Sentences about people."""

    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, *roles: Role) -> Self:
        """Active people who hold any of these roles."""
        return self.active().filter(roles__overlap=[str(role) for role in roles])

    def by_name(self) -> Self:
        """In the order of their names, to be chosen from. `label` is the name, with the user name where anybody else
        is called the same: 王强（wangq）."""
        namesakes = User.objects.alias(called=NAME).filter(called=OuterRef("called")).exclude(pk=OuterRef("pk"))
        label = Case(When(Exists(namesakes), then=NAME_AND_USER), default=F("called"))
        return self.alias(called=NAME).annotate(label=label).order_by("name", "pk")

    def called(self, text: str) -> "User | None":
        """The one person who is meant by a name, or by a name and the user name; None for a name that two share."""
        found = self.alias(short=NAME, long=NAME_AND_USER).filter(Q(short=text) | Q(long=text))[:2]
        return found[0] if len(found) == 1 else None

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: those whose name or user name holds the text, by name."""
        return self.alias(long=NAME_AND_USER).filter(long__icontains=text).by_name()


class ZoneUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's user manager with our sentences."""


@tracked(exclude=["password", "last_login"])
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
        triggers = [bumps("people", "username", "name", "department_id", "roles", "is_active")]

    def __str__(self) -> str:
        return self.name or self.username

    def holds(self, *roles: Role) -> bool:
        """Whether this person holds any of these roles."""
        return any(role in self.roles for role in roles)

    @property
    def role_labels(self) -> str:
        """The roles in words, in the order of the enum."""
        return _("、").join(str(role.label) for role in Role if role in self.roles)
