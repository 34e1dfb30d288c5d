"""The floor: people, places, the working calendar, notices, deliveries, attachments and the audit trail."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from core.enums import APART, CHANGES_ROLES, Person, Role
from core.models.erasable import Erasable, erases
from core.models.freshness import bumps
from core.models.naming import ByNameQuerySet
from core.models.plain import OnceAsSeen
from core.models.readings import reading_of
from core.models.taps import Tapped
from core.models.trail import tracked
from core.sealed.columns import TelephoneColumn, guarded, sealed_index


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
        constraints = [OnceAsSeen("name", name="department_name_as_seen")]

    def __str__(self) -> str:
        return self.name


NAME = Coalesce(NullIf("name", Value("")), F("username"))  # as str(person) says
NAME_AND_USER = Concat(NAME, Value("（"), "username", Value("）"))
NAME_AND_OFFICE = Concat(NAME, Value("（"), "department__name", Value("）"))
ALL = Concat(NAME, Value("（"), "department__name", Value("，"), "username", Value("）"))


class UserQuerySet(models.QuerySet["User"]):
    """Sentences about people."""

    def visible_to(self, user: "User") -> Self:
        """The accounts: all for those who keep them and for auditors, for everybody else their own."""
        return self if user.holds(*CHANGES_ROLES, Role.AUDITOR) else self.filter(pk=user.pk)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, *roles: Role) -> Self:
        """Active people who hold any of these roles."""
        return self.active().filter(roles__overlap=[str(role) for role in roles])

    def by_name(self) -> Self:
        """In the order in which their names are read, to be chosen from. `label` is the name, with the department where
        anybody else is called the same, and with the user name where that is the same too: 王强（投资促进局，wangq）.
        """
        namesakes = User.objects.alias(called=NAME).filter(called=OuterRef("called")).exclude(pk=OuterRef("pk"))
        beside = namesakes.filter(department=OuterRef("department"))
        label = Case(
            When(~Exists(namesakes), then=F("called")),
            When(department=None, then=NAME_AND_USER),
            When(Exists(beside), then=ALL),
            default=NAME_AND_OFFICE,
        )
        return self.alias(called=NAME).annotate(label=label).order_by("pinyin", "name", "pk")

    def called(self, text: str) -> "User | None":
        """The one person who is meant by a name, or by a name with the department, the user name or both; None for what
        two share.
        """
        ways = {"one": NAME, "two": NAME_AND_USER, "three": NAME_AND_OFFICE, "four": ALL}
        meant = Q(one=text) | Q(two=text) | Q(three=text) | Q(four=text)
        found = self.alias(**ways).filter(meant)[:2]
        return found[0] if len(found) == 1 else None

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: those whose name or user name holds the text, by name."""
        read = Q(pinyin__startswith=text.lower()) if text.isascii() and text else Q(pk__in=[])
        return self.alias(long=NAME_AND_USER).filter(Q(long__icontains=text) | read).by_name()


class ZoneUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's user manager with our sentences."""


def labels_of(roles: Iterable[str]) -> str:
    """Roles in words, in the order of the enum."""
    held = set(roles)
    return _("、").join(str(role.label) for role in Role if role in held)


@tracked(exclude=["password", "last_login", "sessions_ended", "client_id", "pinyin"])
class User(Tapped, Erasable, AbstractUser):  # pyright: ignore[reportIncompatibleVariableOverride]  # its objects
    """A person who works with the product. `roles` decide what may be opened, data decide which objects."""

    name = models.CharField(_("姓名"), max_length=40)
    reading = models.CharField(
        _("姓名读音"), max_length=80, blank=True, help_text=_("姓名容易读错时写拼音，每个字之间空一格；按它排序。")
    )
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    department = models.ForeignKey(
        Department, verbose_name=_("部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    phone = TelephoneColumn(_("电话"), max_length=20, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), verbose_name=_("角色"), default=list, blank=True
    )
    is_example = models.BooleanField(_("示例"), default=False, help_text=_("演示账号，只能在演示模式登录。"))
    brief_by_mail = models.BooleanField(_("每周通报发到邮箱"), default=False)
    sessions_ended = models.PositiveIntegerField(_("结束登录次数"), default=0, editable=False)
    objects = ZoneUserManager()

    class Meta(Tapped.Meta, Erasable.Meta):
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        ordering = ["username"]
        triggers = [
            bumps("people", "username", "name", "pinyin", "department_id", "roles", "is_active"),
            guarded("phone"),
            erases(Person.USER, "core_userevent", ["phone", "email", "reading", "first_name", "last_name"]),
        ]
        indexes = [sealed_index("phone", "user_phone_found")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(roles__contains=[str(one), str(other)]),
                name=f"user_not_{one}_and_{other}",
                violation_error_message=_("系统管理员、安全管理员、审计须由不同的人担任。"),
            )
            for one, other in combinations(APART, 2)
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the column for sorting in step with the name and its reading."""
        columns = kwargs.get("update_fields")
        if columns is None or {"name", "reading"} & set(columns):
            self.pinyin = reading_of(self.name or self.username, self.reading)
            if columns is not None:
                kwargs["update_fields"] = {*columns, "pinyin"}
        super().save(*args, **kwargs)

    def holds(self, *roles: Role) -> bool:
        """Whether this person holds any of these roles."""
        return any(role in self.roles for role in roles)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: it ends with another password, and when all sessions are ended."""
        return f"{super()._get_session_auth_hash(secret=secret)} {self.sessions_ended}"

    @property
    def role_labels(self) -> str:
        """The roles in words."""
        return labels_of(self.roles)
